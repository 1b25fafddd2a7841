"""The screen below a quiz that was asked for on the command line: nothing but its first screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.panes.drawn_pane import DrawnPane


class LauncherScreen(PaintedScreen[None]):
    """Opens something, and is empty behind it."""

    def __init__(self, begin: Callable[[], None]) -> None:
        """`begin` opens what was asked for."""
        super().__init__()
        self._begin = begin
        self.pane = DrawnPane(lambda _width, _height: [], base="pane", id="hall")

    def compose(self) -> ComposeResult:
        """Nothing to see."""
        yield self.pane

    def on_mount(self) -> None:
        """Open it."""
        self.apply_theme()
        self._begin()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        from explainer.ui.app import ReaderApp

        assert isinstance(self.app, ReaderApp)
        self.pane.apply_theme(Styles(self.app.reader_palette, self.pane.base))
