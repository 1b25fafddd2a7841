"""Keys drawn as keycaps: on a raised surface, wherever a screen names a key."""

from __future__ import annotations

from explainer.render.line import TextRun


def keycap(label: str) -> TextRun:
    """Return a key as people write it, with the sides of its cap."""
    return TextRun(f" {label} ", "keycap")


def small_keycap(label: str) -> TextRun:
    """Return a key without sides, for the last line and the numbers of rows."""
    return TextRun(label, "keycap")
