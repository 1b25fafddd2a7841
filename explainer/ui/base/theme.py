"""Themes: a light and a dark one, a high-contrast one, and the terminal's own colours.

A palette names colours by their use; `ROLES` maps each role of a run to colours and attributes. No
other module of the package names a colour. Every pair of text and background that `ROLES` can make
has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3), which a test computes; separator lines are
exempt from it there and here.
"""

from __future__ import annotations

import msgspec
from rich.color import Color
from rich.style import Style


class Palette(msgspec.Struct, frozen=True):
    """The colours of a theme, as `#rrggbb` or names of the terminal's own."""

    name: str
    """Name in settings and in `--theme`."""
    title: str
    """Name shown to a person."""
    dark: bool
    """True for light text on a dark background."""
    background: str
    """Behind the section."""
    panel: str
    """Behind outline, evidence and last line."""
    code: str
    """Behind code."""
    mark: str
    """Background of a highlighted row."""
    match: str
    """Background of text that a search found."""
    text: str
    """Ordinary text."""
    muted: str
    """Secondary text: captions, notes."""
    faint: str
    """Least prominent text: places, paths."""
    rule: str
    """Separator lines; never text."""
    accent: str
    """Headings, and the current item."""
    link: str
    """Links and other targets."""
    supported: str
    """Verdict, and right answers."""
    partly: str
    """Verdict, and warnings."""
    contradicted: str
    """Verdict, and errors."""
    unverified: str
    """Verdict."""
    opinion: str
    """Verdict."""
    forecast: str
    """Verdict, and notes."""
    series_1: str
    """First series of a chart; the six can be told apart with colour-blind eyes too."""
    series_2: str
    """Second series."""
    series_3: str
    """Third series."""
    series_4: str
    """Fourth series."""
    series_5: str
    """Fifth series."""
    series_6: str
    """Sixth series."""


DARK = Palette(
    name="dark",
    title="Dark",
    dark=True,
    background="#15181d",
    panel="#101317",
    code="#1d2229",
    mark="#2b2a1f",
    match="#544619",
    text="#d8dbe0",
    muted="#a3abb5",
    faint="#88919d",
    rule="#343b45",
    accent="#edbc74",
    link="#83b9ea",
    supported="#82c790",
    partly="#e3b95f",
    contradicted="#f28b82",
    unverified="#bba8ea",
    opinion="#b4bcc6",
    forecast="#7fc9cf",
    series_1="#74b2ef",
    series_2="#f0a062",
    series_3="#5cc9ab",
    series_4="#e79ac8",
    series_5="#d8cb68",
    series_6="#b7a8f2",
)
"""The dark theme, for dark rooms."""

LIGHT = Palette(
    name="light",
    title="Light",
    dark=False,
    background="#fcfaf5",
    panel="#f4f0e7",
    code="#f1ece1",
    mark="#f5ebcb",
    match="#f7dc8a",
    text="#24272b",
    muted="#555b63",
    faint="#636972",
    rule="#d5cfc1",
    accent="#85480a",
    link="#0b57a4",
    supported="#1b6530",
    partly="#7c500a",
    contradicted="#ab241c",
    unverified="#653bb0",
    opinion="#51575f",
    forecast="#0c5f6a",
    series_1="#1d5fae",
    series_2="#9a4206",
    series_3="#0b6650",
    series_4="#98286c",
    series_5="#6a5a00",
    series_6="#5b45b4",
)
"""The light theme, for daylight and projectors."""

CONTRAST = Palette(
    name="contrast",
    title="High contrast",
    dark=True,
    background="#000000",
    panel="#000000",
    code="#141414",
    mark="#2a2a00",
    match="#4d3d00",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#cfcfcf",
    rule="#8a8a8a",
    accent="#ffd75f",
    link="#8fd0ff",
    supported="#7dff9b",
    partly="#ffd75f",
    contradicted="#ffaaa5",
    unverified="#dcc8ff",
    opinion="#e6e6e6",
    forecast="#8ff0f5",
    series_1="#8fc8ff",
    series_2="#ffb97a",
    series_3="#7be8c8",
    series_4="#ffb3dc",
    series_5="#f2e67a",
    series_6="#d0c4ff",
)
"""For weak or tired eyes: contrast of at least 7:1 (WCAG 2.2, 1.4.6)."""

TERMINAL = Palette(
    name="terminal",
    title="The terminal's own colours",
    dark=True,
    background="default",
    panel="default",
    code="default",
    mark="default",
    match="default",
    text="default",
    muted="default",
    faint="default",
    rule="default",
    accent="yellow",
    link="cyan",
    supported="green",
    partly="yellow",
    contradicted="red",
    unverified="magenta",
    opinion="default",
    forecast="cyan",
    series_1="cyan",
    series_2="yellow",
    series_3="green",
    series_4="magenta",
    series_5="red",
    series_6="default",
)
"""The colours that the person has set in the terminal; used for `NO_COLOR` too."""

PALETTES = {palette.name: palette for palette in (DARK, LIGHT, CONTRAST, TERMINAL)}
"""Every palette by name."""

# Colour of text, colour of background, attributes. An empty one is inherited from the roles before
# it, in the end from the pane.
ROLES: dict[str, tuple[str, str, str]] = {
    "pane": ("text", "background", ""),
    "panel": ("text", "panel", ""),
    "card": ("text", "code", ""),
    "bar": ("muted", "panel", ""),
    "bar-place": ("text", "panel", ""),
    "bar-key": ("accent", "panel", "bold"),
    "bar-notice": ("accent", "panel", ""),
    "text": ("text", "", ""),
    "muted": ("muted", "", ""),
    "faint": ("faint", "", ""),
    "rule": ("rule", "", ""),
    "strong": ("", "", "bold"),
    "emphasis": ("", "", "italic"),
    "strike": ("muted", "", "strike"),
    "heading-1": ("accent", "", "bold"),
    "heading-2": ("text", "", "bold"),
    "heading-3": ("muted", "", "bold"),
    "heading-4": ("muted", "", "italic"),
    "title": ("accent", "", "bold"),
    "code-text": ("", "code", ""),
    "code": ("text", "code", ""),
    "code-label": ("faint", "code", ""),
    "code-number": ("faint", "code", ""),
    "code-dim": ("faint", "code", ""),
    "code-comment": ("faint", "code", "italic"),
    "code-keyword": ("link", "code", ""),
    "code-string": ("supported", "code", ""),
    "code-number-literal": ("unverified", "code", ""),
    "code-name": ("partly", "code", ""),
    "marker": ("muted", "", ""),
    "quote": ("muted", "", "italic"),
    "quote-bar": ("rule", "", ""),
    "callout-note": ("forecast", "", ""),
    "callout-tip": ("supported", "", ""),
    "callout-important": ("unverified", "", ""),
    "callout-warning": ("partly", "", ""),
    "callout-caution": ("contradicted", "", ""),
    "error": ("contradicted", "", ""),
    "table-head": ("muted", "", "bold"),
    "highlight": ("", "mark", ""),
    "caption-title": ("text", "", "bold"),
    "link": ("link", "", "underline"),
    "term": ("", "", "underline"),
    "claim": ("", "", ""),
    "source": ("faint", "", ""),
    "source-name": ("", "", ""),
    "event-date": ("muted", "", ""),
    "event-mark": ("accent", "", ""),
    "supported": ("supported", "", ""),
    "partly": ("partly", "", ""),
    "contradicted": ("contradicted", "", ""),
    "unverified": ("unverified", "", ""),
    "opinion": ("opinion", "", ""),
    "forecast": ("forecast", "", ""),
    "here": ("accent", "", "bold"),
    "presenter": ("accent", "", "reverse"),
    "read": ("supported", "", ""),
    "focus": ("", "", "reverse"),
    "match": ("text", "match", ""),
    "match-here": ("panel", "accent", "bold"),
    "thumb": ("faint", "", ""),
    "series-1": ("series_1", "", ""),
    "series-2": ("series_2", "", ""),
    "series-3": ("series_3", "", ""),
    "series-4": ("series_4", "", ""),
    "series-5": ("series_5", "", ""),
    "series-6": ("series_6", "", ""),
    "series-main": ("accent", "", ""),
    "series-quiet": ("faint", "", ""),
    "series-inside": ("", "", "reverse"),
}
"""Every role that a renderer or pane uses; a role that is missing here fails the tests."""

DECORATION = frozenset({"rule", "quote-bar"})
"""Roles of separator lines, which carry no meaning and need no contrast."""

# The terminal's own colours have no shades, so muted text is dim there.
_DIM_IN_TERMINAL = frozenset({"muted", "faint", "rule"})


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
        return Style(
            color=None if text == "default" else Color.parse(text),
            bgcolor=None if behind == "default" else Color.parse(behind),
            bold="bold" in words or None,
            dim="dim" in words or None,
            italic="italic" in words or None,
            underline="underline" in words or None,
            strike="strike" in words or None,
            reverse="reverse" in words or None,
            link=href or None,
        )


def role_colours(palette: Palette, role: str) -> tuple[str, str, str]:
    """Return text colour, background and attributes that roles combine to; the last role wins."""
    text, behind, attributes = palette.text, palette.background, ""
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
            if palette is TERMINAL and own_behind == "mark":
                attributes += " bold"
            if palette is TERMINAL and own_behind == "match":
                attributes += " underline"
            if palette is TERMINAL and own_behind == "accent":
                text, behind, attributes = palette.accent, "default", f"{attributes} reverse"
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


def palette_colours(palette: Palette) -> dict[str, str]:
    """Return the colours of a palette by their use."""
    return {
        name: getattr(palette, name)
        for name in palette.__struct_fields__
        if name not in ("name", "title", "dark")
    }
