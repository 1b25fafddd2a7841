"""What every screen has in common: it is filled with painted widgets and focuses none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip

from explainer.ui.terminal.textual_private import without_cycle


class PaintedScreen(Screen[ScreenResultType]):
    """A screen whose own rows, behind its widgets, are freed as soon as they are repainted."""

    AUTO_FOCUS = None

    _when_closed: Callable[[ScreenResultType | None], None] | None = None

    def open_over(
        self, app: App[Any], when_closed: Callable[[ScreenResultType | None], None]
    ) -> None:
        """Open this screen over the one in front; `when_closed` is called with what it gives.

        Textual would have the screen that asks call it, which may be closed by then.
        """
        self._when_closed = when_closed
        app.push_screen(self)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, if it is in front: Textual closes whichever is."""
        if not self.is_active:
            return AwaitComplete()
        when_closed, self._when_closed = self._when_closed, None
        if when_closed is not None:
            # Before the screen is removed, of which it may want to know something.
            self.app.call_next(when_closed, result)
        return super().dismiss(result)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give rows that hold themselves no longer than somebody shows them."""
        return [without_cycle(strip) for strip in super().render_lines(crop)]


class PaneRow(Horizontal):
    """Panes beside each other; its own rows are freed as those of a `PaintedScreen`."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give rows that hold themselves no longer than somebody shows them."""
        return [without_cycle(strip) for strip in super().render_lines(crop)]
