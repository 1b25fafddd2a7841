"""The screen of an opened figure: the figure, its evidence beside it, and the last line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from explainer.lesson.shown import View
from explainer.render.line import Line, TextRun, crop
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import CLOSE, NEXT, PREVIOUS, QUIT, SERVICES
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.requests import FigurePlace, ShowCard
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.figures.figure import FIGURE, Figure, Running
from explainer.ui.panes.evidence_pane import EvidencePane

_ROOMY_WIDTH = 60
"""Columns from which the last line names more than two keys."""

_WIDE_LINE = 110
"""Columns from which it names those that a figure has besides."""

_NARROW_CARD = 40
"""Width for which evidence is laid out to see if there is any."""

_WIDE = 120
"""Columns from which the evidence is shown beside the figure."""

_SCREEN_COMMANDS = (
    CLOSE.doing("close_layer"),
    QUIT.doing("close"),
    NEXT.doing("leave('next')"),
    PREVIOUS.doing("leave('previous')"),
    *SERVICES,
)
"""Commands of the screen; the keys of a clicker close the figure and move on in the text."""


class FigurePane(PaintedWidget):
    """Shows an opened figure."""

    class Clicked(Message):
        """The figure was clicked, or the wheel was turned over it."""

        def __init__(self, *, hit: bool = False) -> None:
            super().__init__()
            self.hit = hit
            """True if a value was clicked, so that its evidence is to be shown."""

    def __init__(self, figure: Figure, place: FigurePlace) -> None:
        """`place` has the banner above the figure."""
        super().__init__(base="pane", id="work")
        self._figure = figure
        self._place = place
        self._is_pressed = False

    @property
    def _margin(self) -> int:
        return 1 if self.size.width < 60 else 2

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return an empty row or the banner, then the figure."""
        inner = max(1, width - 2 * self._margin)
        left = TextRun(" " * self._margin)
        lines = self._figure.lines(inner, max(1, height - 1))
        top: Line = []
        if banner := self._place.banner():
            words = crop(f" {banner}", width)
            top = [
                TextRun(words, "presenter strong"),
                TextRun(" " * (width - cell_len(words)), "presenter"),
            ]
        return [top, *([left, *line] if line else [] for line in lines)]

    def on_click(self, event: events.Click) -> None:
        """Pass the click to the figure."""
        self._figure.begin_key()
        hit = self._figure.click(event.y - 1, event.x - self._margin)
        self.post_message(self.Clicked(hit=hit))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Follow the mouse until it is let go, also outside."""
        self._is_pressed = True
        self.capture_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Follow the mouse no longer."""
        self._is_pressed = False
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pass a pressed mouse to the figure."""
        if self._is_pressed and self._figure.drag(event.y - 1, event.x - self._margin):
            self.post_message(self.Clicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor down."""
        event.stop()
        self._figure.move(0, 1)
        self.post_message(self.Clicked())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor up."""
        event.stop()
        self._figure.move(0, -1)
        self.post_message(self.Clicked())


class FigureScreen(PaintedScreen[str]):
    """Gives the keys to one figure; returns `next` or `previous` to move on in the text."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
    DEFAULT_CSS = """
    FigureScreen #work { width: 1fr; height: 1fr; }
    FigureScreen #evidence { width: 36; height: 1fr; display: none; }
    FigureScreen.-wide #evidence { display: block; }
    """

    def __init__(
        self, figure: Figure, keep: Callable[[View], None], place: FigurePlace | None = None
    ) -> None:
        """Show a figure.

        Args:
            figure: The figure.
            keep: Called with its view after every key.
            place: The screen that it was opened from.
        """
        super().__init__()
        self.figure = figure
        """The figure."""
        self._keep = keep
        self._place = place or FigurePlace()
        self._outer = tuple(one.doing(f"outer('{one.id}')") for one in self._place.commands)
        self._event_timer: Timer | None = None
        self.pane = FigurePane(figure, self._place)
        self.evidence = EvidencePane("evidence")

    @property
    def commands(self) -> tuple[Command, ...]:
        """The figure's commands, those that move its cursor, and those of the screen."""
        cursor = FIGURE if self.figure.has_cursor else ()
        return (*self._outer, *self.figure.commands, *cursor, *_SCREEN_COMMANDS)

    @property
    def typed(self) -> TypedLine | None:
        """The line of the figure that is being typed into."""
        return self.figure.typed

    def typed_changed(self) -> None:
        """Pass the change on to the figure."""
        self.figure.typed_changed()

    def compose_panes(self) -> ComposeResult:
        """Yield the figure and its evidence."""
        yield PaneRow(self.pane, self.evidence, id="panes", classes="main")

    def on_mount(self) -> None:
        """Show the evidence, and prepare the figure for the first keys off the loop."""
        self.evidence.show(self.figure.evidence)
        self.app.work_beside(partial(self.app.aside, self.figure.prepare))

    def status(self) -> Status:
        """Return the value under the cursor, and the most useful keys."""
        hints = self.hints(self.figure.hints())
        if self.figure.has_cursor:
            width = self.size.width
            most = 1 if width < _ROOMY_WIDTH else 3 if width < _WIDE_LINE else 7
            hints = [*hints[:most], *self.hints([("close", "done")])]
        return Status(self.figure.place(), hints, self.figure.notice)

    # --- actions --------------------------------------------------------------------------

    def action_figure(self, action: str) -> None:
        """Run a command of the figure."""
        self.figure.do(action)

    def action_outer(self, command: str) -> None:
        """Run a command of the screen that the figure was opened from."""
        self._place.run(command)

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        self.figure.move(across, down)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a screenful."""
        self.figure.page(pages)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the beginning (0) or the end (1)."""
        self.figure.edge(end)

    def action_show_evidence(self) -> None:
        """Show the evidence in a card, if there is any."""
        if self.figure.evidence(_NARROW_CARD):
            self.app.post_message(ShowCard("Evidence", self.figure.evidence))
        else:
            self.figure.notice = "There is no evidence here."

    def action_close_layer(self) -> None:
        """Close a layer of the figure; with none open, the figure."""
        if not self.figure.close_layer():
            self.dismiss("")

    def action_close(self) -> None:
        """Close the figure."""
        self.dismiss("")

    def action_leave(self, way: str) -> None:
        """Close the figure, and move on in the text."""
        self.dismiss(way)

    # --- changes --------------------------------------------------------------------------

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the figure's notice."""
        super().begin_key(event)
        self.figure.begin_key()

    @on(FigurePane.Clicked)
    def _take_click(self, message: FigurePane.Clicked) -> None:
        """Show the value that was clicked, and its evidence, unless that stands beside it."""
        if message.hit and not self.evidence.display and self.figure.evidence(_NARROW_CARD):
            self.action_show_evidence()
        self.after_key()

    def after_key(self) -> None:
        """Store the view, and show what has changed."""
        self._keep(self.figure.view)
        self.pane.repaint()
        self.evidence.show(self.figure.evidence)
        self.last_line.repaint()
        self._update_event_timer()

    def _update_event_timer(self) -> None:
        """Start or stop the timer that advances a running figure."""
        figure = self.figure
        is_running = isinstance(figure, Running) and figure.is_running
        if isinstance(figure, Running) and is_running and self._event_timer is None:
            self._event_timer = self.set_interval(figure.seconds_per_step, self._advance_figure)
        elif not is_running and self._event_timer is not None:
            self._event_timer.stop()
            self._event_timer = None

    def _advance_figure(self) -> None:
        """Advance a running figure, unless another screen lies above it."""
        if self.is_active and isinstance(self.figure, Running) and self.figure.is_running:
            self.figure.advance()
            self.after_key()
