"""The characters that charts are made of: blocks and braille, or ASCII where there is no more."""

from __future__ import annotations

from enum import Enum

import msgspec

from explainer.deck.model import Verdict
from explainer.render.value import MARKS


class Glyphs(Enum):
    """What a terminal can draw."""

    FULL = "full"
    """Eighths of blocks, and braille with eight dots a cell."""

    PLAIN = "plain"
    """ASCII alone."""


class Look(msgspec.Struct, frozen=True):
    """The characters of one kind of terminal."""

    eighths: tuple[str, ...]
    """Bar ends of one to seven eighths of a cell; empty where only whole cells can be drawn."""
    half_left: str
    """A bar end of half a cell that points to the left; empty where there is none."""
    fills: tuple[str, ...]
    """What bars and their parts are filled with; the first one is solid."""
    quiet_fills: tuple[str, str]
    """What parts behind those that are brought out are filled with, by turns."""
    hollow_start: str
    """The end of a bar that is only an outline, where it points to the left."""
    hollow: str
    """The bar itself."""
    hollow_end: str
    """Its end where it points to the right."""
    range_line: str
    """Between the ends of a range."""
    range_left: str
    """The lower end of a range."""
    range_right: str
    """The upper end of a range."""
    markers: tuple[str, ...]
    """Points, a different one a series."""
    open_markers: tuple[str, ...]
    """The same as outlines."""
    several: str
    """More than one point at one place."""
    guide: str
    """Leads the eye from a label to its point."""
    grid: str
    """Where a tick of the axis is."""
    zero: str
    """Where bars to both sides begin."""
    dots: tuple[int, int]
    """Dots of a cell across and down."""
    strokes: tuple[str, ...]
    """What a dot is drawn as, a different one a series, where a cell has only one."""
    marks: dict[Verdict, str]
    """Verdicts in one character; a note below the chart says what they mean."""
    joint: str
    """Between words that belong together."""
    ellipsis: str
    """Where a text goes on."""


_FULL = Look(
    eighths=tuple("▏▎▍▌▋▊▉"),
    half_left="▐",
    fills=tuple("█▒▓░▚╱╳┃"),
    quiet_fills=("▒", "░"),
    hollow_start="╞",
    hollow="═",
    hollow_end="╡",
    range_line="─",
    range_left="├",
    range_right="┤",
    markers=tuple("●■▲◆▼★"),
    open_markers=tuple("○□△◇▽☆"),
    several="◉",
    guide="·",
    grid="┈",
    zero="│",
    dots=(2, 4),
    strokes=(),
    marks=MARKS,
    joint=" · ",
    ellipsis="…",
)

_PLAIN = Look(
    eighths=(),
    half_left="",
    fills=tuple("#+-o*x:%"),
    quiet_fills=("-", "."),
    hollow_start="[",
    hollow="=",
    hollow_end="]",
    range_line="-",
    range_left="|",
    range_right="|",
    markers=tuple("*#+x%$"),
    open_markers=tuple("oqcvns"),
    several="@",
    guide=".",
    grid=".",
    zero="|",
    dots=(1, 1),
    strokes=tuple("*#+x%$"),
    marks={
        Verdict.SUPPORTED: "+",
        Verdict.PARTLY: "/",
        Verdict.CONTRADICTED: "X",
        Verdict.UNVERIFIED: "?",
        Verdict.OPINION: '"',
        Verdict.FORECAST: ">",
    },
    joint=" - ",
    ellipsis=".",
)

LOOKS = {Glyphs.FULL: _FULL, Glyphs.PLAIN: _PLAIN}
"""The characters of each kind of terminal."""

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
    """The text with its typography in the characters at hand; letters stay as they are."""
    return text.translate(_SPELLED) if glyphs is Glyphs.PLAIN else text
