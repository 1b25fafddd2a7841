"""Finds the palette of a theme by its name, and the pair between which a person changes."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.model import THEMES
from explainer.ui.base.theme import CONTRAST, DARK, LIGHT, TERMINAL, Palette

_OWN = {palette.name: palette for palette in (DARK, LIGHT, CONTRAST, TERMINAL)}

_COUNTERPARTS = {"solarized-dark": "solarized-light", "solarized-light": "solarized-dark"}


def palette_named(name: str) -> Palette:
    """Return the palette with one of the names in `THEMES`."""
    if name in _OWN:
        return _OWN[name]
    # Imported only where one of them is wanted, to keep starts fast.
    from explainer.ui.base.published_palettes import PUBLISHED

    return PUBLISHED[name]


def every_palette() -> tuple[Palette, ...]:
    """Return all palettes, in the order in which they are listed."""
    return tuple(palette_named(name) for name in THEMES)


class ThemePair(NamedTuple):
    """The light and the dark theme between which a person changes."""

    light: Palette
    """For light backgrounds."""
    dark: Palette
    """For dark backgrounds."""

    def counterpart(self, palette: Palette) -> Palette:
        """Return the theme for the other kind of background."""
        return self.light if palette.dark else self.dark

    def including(self, palette: Palette) -> ThemePair:
        """Return the pair with a theme that was chosen, and with the theme's own counterpart."""
        if palette in self:
            return self
        name = _COUNTERPARTS.get(palette.name)
        other = palette_named(name) if name else self.counterpart(palette)
        return ThemePair(other, palette) if palette.dark else ThemePair(palette, other)


OWN_PAIR = ThemePair(LIGHT, DARK)
"""The pair of a person who named no other."""


def named_pair(name: str) -> ThemePair:
    """Return the pair that `auto:light-name/dark-name` names; our own for other names."""
    if ":" not in name:
        return OWN_PAIR
    from explainer.deck.theme_name import pair_names

    names = pair_names(name)
    return OWN_PAIR if names is None else ThemePair(*map(palette_named, names))
