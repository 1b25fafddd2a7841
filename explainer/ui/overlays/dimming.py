"""Dims what lies behind a box over another screen, so that the box is one clear layer."""

from __future__ import annotations

from typing import Any

from textual.color import Color
from textual.screen import Screen

from explainer.ui.base.theme import Palette

_SHARE = 0.55
"""Share of the ground in the dimmed colours."""


def dim_behind(screen: Screen[Any], palette: Palette) -> None:
    """Mix the ground of a theme into the screen behind; the terminal's own colours stay."""
    if palette.ground == "default":
        screen.styles.background = "transparent"
    else:
        screen.styles.background = Color.parse(palette.ground).with_alpha(_SHARE)
