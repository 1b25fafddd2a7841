"""The empty screen below a quiz, a review or the desk opened from the command line."""

from __future__ import annotations

from textual.app import ComposeResult

from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import Request
from explainer.ui.panes.drawn_pane import DrawnPane


class LauncherScreen(PaintedScreen[None]):
    """Asks the app to open one thing over it; once that is closed, or cannot open, the app ends."""

    is_launcher = True

    def __init__(self, request: Request) -> None:
        """`request` names what to open."""
        super().__init__()
        self._request = request
        self.pane = DrawnPane(
            lambda _width, _height: [], base="pane", id="launcher", classes="main"
        )

    def compose(self) -> ComposeResult:
        """Yield an empty pane, without a last line."""
        yield self.pane

    def on_mount(self) -> None:
        """Ask the app to open it."""
        self.app.post_message(self._request)

    def say(self, words: str) -> None:
        """Leave the app, since there is no last line; the words are printed afterwards."""
        self.app.leave_saying(words)
