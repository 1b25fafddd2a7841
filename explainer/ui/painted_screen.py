"""What every screen has in common: it is filled with painted widgets and focuses none of them."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip

from explainer.ui.textual_private import without_cycle


class PaintedScreen(Screen[ScreenResultType]):
    """A screen whose own rows, behind its widgets, are freed as soon as they are repainted."""

    AUTO_FOCUS = None

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, if it is in front: Textual closes whichever is."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give rows that hold themselves no longer than somebody shows them."""
        return [without_cycle(strip) for strip in super().render_lines(crop)]


class PaneRow(Horizontal):
    """Panes beside each other; its own rows are freed as those of a `PaintedScreen`."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give rows that hold themselves no longer than somebody shows them."""
        return [without_cycle(strip) for strip in super().render_lines(crop)]
