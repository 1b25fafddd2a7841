"""Themes: a light and a dark one, a high-contrast one, and the terminal's own colours.

A palette names colours by their use; `ROLES` maps each role of a run to colours and attributes. No
other module names a colour, except `published_palettes.py`, which has the palettes of others. A
colour means one thing: the accent is "you, now", a verdict's colour is that verdict, a categorical
colour is one actor. Every pair of text and background that `ROLES` can make has a contrast of at
least 4.5:1 (WCAG 2.2, 1.4.3), which a test computes; separator lines are exempt from it there and
here.
"""

from __future__ import annotations

import msgspec
from rich.color import Color
from rich.style import Style

from explainer.deck.model import COLOURS


class Palette(msgspec.Struct, frozen=True):
    """The colours of a theme, as `#rrggbb` or names of the terminal's own."""

    name: str
    """Name in settings and in `--theme`."""
    title: str
    """Name shown to a person."""
    dark: bool
    """True for light text on a dark background."""
    ground: str
    """Behind the text of a section."""
    surface: str
    """Behind an object: code, a card, a pane beside the text."""
    raised: str
    """Behind a keycap, a chosen row or a field; ground, surface and raised are of one hue."""
    match: str
    """Behind text that a search found."""
    text: str
    """Ordinary text."""
    muted: str
    """Labels, units, captions, notes."""
    faint: str
    """Least prominent text: places, paths."""
    rule: str
    """Separator lines; never text."""
    accent: str
    """The person, now: current section, cursor, own answer and guess, focus; nothing else."""
    supported: str
    """Verdict."""
    partly: str
    """Verdict."""
    contradicted: str
    """Verdict."""
    unverified: str
    """Verdict."""
    opinion: str
    """Verdict."""
    forecast: str
    """Verdict."""
    good: str
    """Right answers, and parts that are read."""
    bad: str
    """Wrong answers, and errors."""
    grade_a: str
    """Grade of a source; the four are of one hue and their contrast falls."""
    grade_b: str
    """Grade of a source."""
    grade_c: str
    """Grade of a source."""
    grade_d: str
    """Grade of a source."""
    blue: str
    """First of the eight categorical colours, which name actors. They stay apart in every theme
    for the three common kinds of colour blindness too, which a test computes."""
    orange: str
    """Categorical colour."""
    green: str
    """Categorical colour."""
    purple: str
    """Categorical colour."""
    red: str
    """Categorical colour."""
    teal: str
    """Categorical colour."""
    gold: str
    """Categorical colour."""
    pink: str
    """Categorical colour."""


DARK = Palette(
    name="dark",
    title="Dark",
    dark=True,
    ground="#15181d",
    surface="#1b1f26",
    raised="#272d36",
    match="#544619",
    text="#d8dbe0",
    muted="#a4acb6",
    faint="#8f98a4",
    rule="#343b45",
    accent="#edbc74",
    supported="#82c790",
    partly="#e3b95f",
    contradicted="#f28b82",
    unverified="#bba8ea",
    opinion="#b4bcc6",
    forecast="#7fc9cf",
    good="#7bc98b",
    bad="#f2877e",
    grade_a="#d6ebff",
    grade_b="#9fd1ff",
    grade_c="#80b5e6",
    grade_d="#659aca",
    blue="#82acda",
    orange="#f29a44",
    green="#8ace7f",
    purple="#ac86ff",
    red="#ea6e61",
    teal="#4edad6",
    gold="#ecd95f",
    pink="#e9a3c0",
)
"""The dark theme, for dark rooms."""

LIGHT = Palette(
    name="light",
    title="Light",
    dark=False,
    ground="#fcfaf5",
    surface="#f3efe5",
    raised="#e8e2d3",
    match="#f7dc8a",
    text="#24272b",
    muted="#4d535b",
    faint="#5c626b",
    rule="#d5cfc1",
    accent="#85480a",
    supported="#1b6530",
    partly="#7c500a",
    contradicted="#ab241c",
    unverified="#653bb0",
    opinion="#51575f",
    forecast="#0c5f6a",
    good="#1b6530",
    bad="#ab241c",
    grade_a="#002148",
    grade_b="#01356b",
    grade_c="#1a4c86",
    grade_d="#3364a0",
    blue="#0562c6",
    orange="#935506",
    green="#1b5a33",
    purple="#4c2bb2",
    red="#a81936",
    teal="#006d75",
    gold="#564500",
    pink="#932961",
)
"""The light theme, for daylight and projectors."""

CONTRAST = Palette(
    name="contrast",
    title="High contrast",
    dark=True,
    ground="#000000",
    surface="#101010",
    raised="#1e1e1e",
    match="#4d3d00",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#cfcfcf",
    rule="#8a8a8a",
    accent="#ffd75f",
    supported="#7dff9b",
    partly="#ffd75f",
    contradicted="#ffaaa5",
    unverified="#dcc8ff",
    opinion="#e6e6e6",
    forecast="#8ff0f5",
    good="#7dff9b",
    bad="#ffaaa5",
    grade_a="#ecf7ff",
    grade_b="#b9e1ff",
    grade_c="#89c9f8",
    grade_d="#70b0de",
    blue="#abcbf8",
    orange="#f0ab66",
    green="#a2f993",
    purple="#b99cf3",
    red="#fc8686",
    teal="#51f9f0",
    gold="#f4e84b",
    pink="#dda4cb",
)
"""For weak or tired eyes: contrast of at least 7:1 (WCAG 2.2, 1.4.6)."""

TERMINAL = Palette(
    name="terminal",
    title="The terminal's own colours",
    dark=True,
    ground="default",
    surface="default",
    raised="default",
    match="default",
    text="default",
    muted="default",
    faint="default",
    rule="default",
    accent="yellow",
    supported="green",
    partly="yellow",
    contradicted="red",
    unverified="magenta",
    opinion="default",
    forecast="cyan",
    good="green",
    bad="red",
    grade_a="default",
    grade_b="default",
    grade_c="default",
    grade_d="default",
    blue="blue",
    orange="bright_red",
    green="green",
    purple="magenta",
    red="red",
    teal="cyan",
    gold="yellow",
    pink="bright_magenta",
)
"""The colours that the person has set in the terminal; used for `NO_COLOR` too."""

# Colour of text, colour of background, attributes. An empty one is inherited from the roles before
# it, in the end from the pane.
ROLES: dict[str, tuple[str, str, str]] = {
    "pane": ("text", "ground", ""),
    "panel": ("text", "surface", ""),
    "surface": ("", "surface", ""),
    "raised": ("", "raised", ""),
    "card": ("text", "surface", ""),
    "bar": ("muted", "surface", ""),
    "bar-place": ("text", "surface", ""),
    "bar-notice": ("text", "surface", "bold"),
    "keycap": ("text", "raised", ""),
    "text": ("text", "", ""),
    "muted": ("muted", "", ""),
    "faint": ("faint", "", ""),
    "rule": ("rule", "", ""),
    "strong": ("", "", "bold"),
    "emphasis": ("", "", "italic"),
    "strike": ("muted", "", "strike"),
    "heading-1": ("text", "", "bold"),
    "heading-2": ("text", "", "bold"),
    "heading-3": ("muted", "", "bold"),
    "heading-4": ("muted", "", "italic"),
    "heading-number": ("muted", "", ""),
    "heading-bar": ("faint", "", ""),
    "title": ("text", "", "bold"),
    "code-text": ("", "surface", ""),
    "code": ("text", "surface", ""),
    "code-label": ("faint", "surface", ""),
    "code-number": ("faint", "surface", ""),
    "code-dim": ("faint", "surface", ""),
    "code-comment": ("faint", "surface", "italic"),
    "code-keyword": ("blue", "surface", ""),
    "code-string": ("green", "surface", ""),
    "code-number-literal": ("purple", "surface", ""),
    "code-name": ("gold", "surface", ""),
    "marker": ("muted", "", ""),
    "quote": ("muted", "", "italic"),
    "quote-bar": ("rule", "", ""),
    "callout-note": ("muted", "", ""),
    "callout-tip": ("muted", "", ""),
    "callout-important": ("text", "", ""),
    "callout-warning": ("text", "", ""),
    "callout-caution": ("bad", "", ""),
    "ask": ("muted", "", ""),
    "warning": ("text", "", "bold"),
    "error": ("bad", "", ""),
    "table-head": ("muted", "", "bold"),
    "highlight": ("", "raised", ""),
    "stripe": ("", "surface", ""),
    "stripe-on-surface": ("", "ground", ""),
    "caption-title": ("text", "", ""),
    "link": ("", "", "underline"),
    "term": ("", "", "underline-faint"),
    "claim": ("", "", ""),
    "claim-supported": ("", "", "underline-supported"),
    "claim-partly": ("", "", "underline-partly"),
    "claim-contradicted": ("", "", "underline-contradicted"),
    "claim-unverified": ("", "", "underline-unverified"),
    "claim-opinion": ("", "", "underline-opinion"),
    "claim-forecast": ("", "", "underline-forecast"),
    "source": ("faint", "", ""),
    "source-name": ("", "", ""),
    "event-date": ("muted", "", ""),
    "event-mark": ("", "", ""),
    "supported": ("supported", "", ""),
    "partly": ("partly", "", ""),
    "contradicted": ("contradicted", "", ""),
    "unverified": ("unverified", "", ""),
    "opinion": ("opinion", "", ""),
    "forecast": ("forecast", "", ""),
    "grade-a": ("grade_a", "", "bold"),
    "grade-b": ("grade_b", "", ""),
    "grade-c": ("grade_c", "", ""),
    "grade-d": ("grade_d", "", ""),
    "good": ("good", "", ""),
    "half": ("text", "", ""),
    "bad": ("bad", "", ""),
    "band-good": ("ground", "good", "bold"),
    "band-half": ("text", "raised", "bold"),
    "band-bad": ("ground", "bad", "bold"),
    "here": ("accent", "", "bold"),
    "presenter": ("accent", "", "reverse"),
    "read": ("good", "", ""),
    "focus": ("ground", "accent", ""),
    "match": ("text", "match", ""),
    "match-here": ("ground", "accent", "bold"),
    "thumb": ("faint", "", ""),
    "series-quiet": ("faint", "", ""),
    "series-inside": ("", "", "reverse"),
    "series-plain": ("muted", "", ""),
    **{f"series-{colour}": (colour, "", "") for colour in COLOURS},
}
"""Every role that a renderer or pane uses; a role that is missing here fails the tests."""

DECORATION = frozenset({"rule", "quote-bar"})
"""Roles of separator lines, which carry no meaning and need no contrast."""

UNDERLINES = (
    "faint",
    "supported",
    "partly",
    "contradicted",
    "unverified",
    "opinion",
    "forecast",
)
"""Colours of underlines that are not in the colour of their text."""

_COLOURED = "underline-"

# The terminal's own colours have no shades, so muted text is dim there.
_DIM_IN_TERMINAL = frozenset({"muted", "faint", "rule"})
# Nothing is known of the terminal's background, so text on these is drawn with exchanged colours.
_FILLED_IN_TERMINAL = frozenset({"accent", "good", "bad"})


class Styles:
    """The Rich styles of one palette, made when they are first used."""

    def __init__(self, palette: Palette, base: str = "pane") -> None:
        self.palette = palette
        """The colours."""
        self._base = base
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, role: str, href: str = "") -> Style:
        """Return the style of a run's roles, with a link where `href` is given."""
        style = self._styles.get((role, href))
        if style is None:
            style = self._make(role, href)
            self._styles[role, href] = style
        return style

    def _make(self, role: str, href: str) -> Style:
        text, behind, attributes = role_colours(self.palette, f"{self._base} {role}")
        words = set(attributes.split())
        underline = next((w for w in words if w.startswith(_COLOURED)), "")
        number = 0
        if underline and self.palette is not TERMINAL:
            number = UNDERLINES.index(underline.removeprefix(_COLOURED)) + 1
        return Style(
            color=None if text == "default" else Color.parse(text),
            bgcolor=None if behind == "default" else Color.parse(behind),
            bold="bold" in words or None,
            dim="dim" in words or None,
            italic="italic" in words or None,
            underline="underline" in words or bool(underline) or None,
            # The three carry the number of the underline's colour to the driver, which knows
            # whether the terminal has coloured underlines; they are never sent themselves.
            frame=bool(number & 1) or None,
            encircle=bool(number & 2) or None,
            overline=bool(number & 4) or None,
            strike="strike" in words or None,
            reverse="reverse" in words or None,
            link=href or None,
        )


def role_colours(palette: Palette, role: str) -> tuple[str, str, str]:
    """Return text colour, background and attributes that roles combine to; the last role wins."""
    text, behind, attributes = palette.text, palette.ground, ""
    for name in role.split():
        own_text, own_behind, own_attributes = ROLES[name]
        if own_text:
            text = getattr(palette, own_text)
            if palette is TERMINAL and own_text in _DIM_IN_TERMINAL:
                attributes += " dim"
            elif palette is TERMINAL:
                attributes = attributes.replace("dim", "")
        if own_behind:
            behind = getattr(palette, own_behind)
            if palette is TERMINAL and own_behind == "raised":
                attributes += " bold"
            if palette is TERMINAL and own_behind == "match":
                attributes += " underline"
            if palette is TERMINAL and own_behind in _FILLED_IN_TERMINAL:
                text, behind, attributes = behind, "default", f"{attributes} reverse"
        attributes += f" {own_attributes}"
    return text, behind, attributes


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def underline_colours(palette: Palette) -> tuple[str, ...]:
    """Return the colours of `UNDERLINES` in a palette."""
    return tuple(getattr(palette, name) for name in UNDERLINES)


def palette_colours(palette: Palette) -> dict[str, str]:
    """Return the colours of a palette by their use."""
    return {
        name: getattr(palette, name)
        for name in palette.__struct_fields__
        if name not in ("name", "title", "dark")
    }
