"""The class's screen: one column, nothing but what is taught now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from explainer.lesson.shown import Shown, Size
from explainer.render.line import Line, TextRun, line_width, wrap
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.session import Session
from explainer.ui.base.theme import Styles
from explainer.ui.panes.drawn_pane import DrawnPane
from explainer.ui.teach.class_view import ClassView

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_WAITING = (
    ("Waiting for a presenter.", "strong"),
    ("They start 'explainer present' in another terminal of this machine.", "muted"),
    ("q leaves.", "faint"),
)


class AudienceScreen(PaintedScreen[None]):
    """Shows what a presenter shows."""

    DEFAULT_CSS = """
    AudienceScreen { layout: vertical; }
    AudienceScreen #audience { height: 1fr; }
    """

    app: ReaderApp

    def __init__(self, sized: Callable[[Size], None]) -> None:
        """`sized` is told how large the screen is."""
        super().__init__()
        self._sized = sized
        self._view: ClassView | None = None
        self._shown: Shown | None = None
        self.pane = DrawnPane(self._draw, base="pane", id="audience")

    def compose(self) -> ComposeResult:
        """One pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Dress the pane."""
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        self.pane.apply_theme(Styles(self.app.reader_palette, self.pane.base))

    def on_resize(self, event: events.Resize) -> None:
        """Tell the presenter, who makes pages for the smallest screen."""
        self._sized(Size(event.size.width, event.size.height))

    def show(self, session: Session, shown: Shown) -> None:
        """Show something of a deck."""
        if self._view is None or self._view.session is not session:
            self._view = ClassView(session)
        self._shown = shown
        self.pane.repaint()

    def show_waiting(self) -> None:
        """Say that no presenter is there."""
        self._shown = None
        self.pane.repaint()

    def _draw(self, width: int, height: int) -> list[Line]:
        if self._shown is None or self._view is None:
            return _waiting_lines(width, height)
        return self._view.lines(self._shown, width, height)

    def on_key(self, event: events.Key) -> None:
        """The class's screen takes no keys but the ones that leave, and the theme's."""
        event.stop()
        event.prevent_default()
        command = self.app.keymap.get(event.key)
        if command is not None and command.id == "quit":
            self.app.leave()
        elif command is not None and command.id == "light-dark":
            self.app.toggle_theme()


def _waiting_lines(width: int, height: int) -> list[Line]:
    room = max(1, width - 4)
    lines: list[Line] = [[] for _ in range(max(0, height // 2 - 2))]
    for words, role in _WAITING:
        for line in wrap([TextRun(words, role)], room):
            lines.append([TextRun(" " * max(0, (width - line_width(line)) // 2)), *line])
    return lines
