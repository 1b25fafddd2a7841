"""The characters that charts are drawn with: blocks, or ASCII alone."""

from __future__ import annotations

from enum import Enum

import msgspec

from explainer.deck.model import Verdict
from explainer.render.value import MARKS


class Glyphs(Enum):
    """Kinds of characters that a terminal can draw."""

    FULL = "full"
    """Eighths and quarters of blocks."""

    PLAIN = "plain"
    """ASCII alone."""


class Look(msgspec.Struct, frozen=True):
    """The characters for one kind of terminal."""

    eighths: tuple[str, ...]
    """Bar ends of one to seven eighths of a cell; empty if only whole cells can be drawn."""
    bar: str
    """Fill of a bar on a line of its own, with a gap to the one above."""
    below_zero: str
    """Fill of bars below zero, lighter than that of others."""
    below_zero_end: str
    """Its left end of half a cell; empty if there is none."""
    fills: tuple[str, ...]
    """Fills of bars and their parts; the first one is solid."""
    quiet_fills: tuple[str, str]
    """Fills of parts that are not emphasised, used in turn."""
    hollow_start: str
    """Left end of an outlined bar."""
    hollow: str
    """Middle of an outlined bar."""
    hollow_end: str
    """Right end of an outlined bar."""
    range_line: str
    """Line between the ends of a range."""
    range_left: str
    """Lower end of a range."""
    range_right: str
    """Upper end of a range."""
    markers: tuple[str, ...]
    """Points, a different one for each series."""
    open_markers: tuple[str, ...]
    """The same points as outlines."""
    several: str
    """More than one point in one place."""
    guide: str
    """Line that leads the eye from a label to its point."""
    grid: str
    """Grid line at a tick of the axis."""
    zero: str
    """Zero line of bars in both directions."""
    stem: str
    """Line from a guess to its record."""
    dots: tuple[int, int]
    """Dots of a cell across and down."""
    quarters: str
    """Characters of a cell of four dots, by the sum of 1, 2, 4 and 8 for each dot from the upper
    left to the lower right; empty if a cell has only one dot."""
    dotted: tuple[str, ...]
    """A dotted line in the upper half of a cell, in the lower, and in both; empty if it is dashed
    instead."""
    strokes: tuple[str, ...]
    """Characters of dots, a different one for each series, if a cell has only one dot."""
    marks: dict[Verdict, str]
    """Verdicts as one character; a note below the chart explains them."""
    best: str
    """Mark of the value that leads."""
    joint: str
    """Separator between words that belong together."""
    ellipsis: str
    """Mark at the end of a text that is cut."""


_FULL = Look(
    eighths=tuple("▏▎▍▌▋▊▉"),
    bar="▇",
    below_zero="▄",
    below_zero_end="▗",
    fills=tuple("█▒▓░▚╱╳┃"),
    quiet_fills=("▒", "░"),
    hollow_start="▏",
    hollow="╌",
    hollow_end="▕",
    range_line="─",
    range_left="├",
    range_right="┤",
    markers=tuple("●■▲◆▼▶◀◈"),
    open_markers=tuple("○□△◇▽▷◁◊"),
    several="◉",
    guide="·",
    grid="┈",
    zero="│",
    stem="│",
    dots=(2, 2),
    quarters=" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█",
    dotted=("˙", ".", ":"),
    strokes=(),
    marks=MARKS,
    best="▲",
    joint=" · ",
    ellipsis="…",
)

_PLAIN = Look(
    eighths=(),
    bar="#",
    below_zero="-",
    below_zero_end="",
    fills=tuple("#+-o*x:%"),
    quiet_fills=("-", "."),
    hollow_start="[",
    hollow="=",
    hollow_end="]",
    range_line="-",
    range_left="|",
    range_right="|",
    markers=tuple("*#+x%$&~"),
    open_markers=tuple("oqcvnsua"),
    several="@",
    guide=".",
    grid=".",
    zero="|",
    stem="|",
    dots=(1, 1),
    quarters="",
    dotted=(),
    strokes=tuple("*#+x%$&~"),
    marks={
        Verdict.SUPPORTED: "+",
        Verdict.PARTLY: "/",
        Verdict.CONTRADICTED: "X",
        Verdict.UNVERIFIED: "?",
        Verdict.OPINION: '"',
        Verdict.FORECAST: ">",
    },
    best="^",
    joint=" - ",
    ellipsis=".",
)

LOOKS = {Glyphs.FULL: _FULL, Glyphs.PLAIN: _PLAIN}
"""Characters of each kind of terminal."""

_SPELLED = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "…": "...",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "·": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)


def spelled(text: str, glyphs: Glyphs) -> str:
    """Return the text with punctuation as ASCII if the terminal needs that; letters stay."""
    return text.translate(_SPELLED) if glyphs is Glyphs.PLAIN else text
