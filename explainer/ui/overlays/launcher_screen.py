"""The empty first screen below a quiz that was asked for on the command line."""

from __future__ import annotations

from textual.app import ComposeResult

from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import Request
from explainer.ui.panes.drawn_pane import DrawnPane


class LauncherScreen(PaintedScreen[None]):
    """Asks for one thing to be opened over it; what that leads back to, or says, ends the app."""

    is_launcher = True

    def __init__(self, request: Request) -> None:
        """`request` is what to open."""
        super().__init__()
        self._request = request
        self.pane = DrawnPane(
            lambda _width, _height: [], base="pane", id="launcher", classes="main"
        )

    def compose(self) -> ComposeResult:
        """Yield an empty pane, without a last line."""
        yield self.pane

    def on_mount(self) -> None:
        """Ask for it."""
        self.app.post_message(self._request)

    def say(self, words: str) -> None:
        """Leave, since there is no text to say it in; the words are printed afterwards."""
        self.app.leave_saying(words)
