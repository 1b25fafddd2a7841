"""The class's screen: one column with what is taught now, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult

from explainer.lesson.shown import Shown, Size
from explainer.render.line import Line, TextRun, line_width, wrap
from explainer.ui.base.common_commands import LIGHT_DARK, QUIT
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.session import Session
from explainer.ui.panes.drawn_pane import DrawnPane
from explainer.ui.teach.class_view import ClassView

_WAITING = (
    ("Waiting for a presenter.", "strong"),
    ("They start 'explainer present' in another terminal of this machine.", "muted"),
    ("{} leaves.", "faint"),
)


class AudienceScreen(PaintedScreen[None]):
    """Shows the view that a presenter publishes."""

    KEY_COMMANDS = (LIGHT_DARK, QUIT)

    def __init__(
        self, sized: Callable[[Size], None], view_of: Callable[[Session], ClassView]
    ) -> None:
        """`sized` is called with the size of the screen; `view_of` makes the drawing of a deck."""
        super().__init__()
        self._sized = sized
        self._view_of = view_of
        self._view: ClassView | None = None
        self._shown: Shown | None = None
        self.pane = DrawnPane(self._draw, base="pane", id="audience", classes="main")

    def compose(self) -> ComposeResult:
        """Yield one pane, without a last line."""
        yield self.pane

    def on_resize(self, event: events.Resize) -> None:
        """Report the new size to the presenter, who makes pages for the smallest screen."""
        self._sized(Size(event.size.width, event.size.height))

    def show(self, session: Session, shown: Shown) -> None:
        """Show a published view of a deck, unless it is there already."""
        if self._view is not None and self._view.session is session and shown == self._shown:
            return
        if self._view is None or self._view.session is not session:
            self._view = self._view_of(session)
        self._shown = shown
        self.pane.repaint()

    def show_waiting(self) -> None:
        """Show that there is no presenter."""
        self._shown = None
        self.pane.repaint()

    def _draw(self, width: int, height: int) -> list[Line]:
        if self._shown is None or self._view is None:
            return _waiting_lines(self.keymap.label(QUIT.id), width, height)
        return self._view.lines(self._shown, width, height)


def _waiting_lines(key: str, width: int, height: int) -> list[Line]:
    room = max(1, width - 4)
    lines: list[Line] = [[] for _ in range(max(0, height // 2 - 2))]
    for words, role in _WAITING:
        for line in wrap([TextRun(words.format(key), role)], room):
            lines.append([TextRun(" " * max(0, (width - line_width(line)) // 2)), *line])
    return lines
