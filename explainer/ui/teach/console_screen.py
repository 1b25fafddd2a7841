"""The presenter's screens: the bar with the clock, what the class sees, and what only they see."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual.app import ComposeResult

from explainer.lesson.shown import Shown, Size
from explainer.render.line import Line
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.panes.drawn_pane import DrawnPane
from explainer.ui.teach.class_view import ClassView
from explainer.ui.teach.console import bar_line, head_lines, talk_delay
from explainer.ui.teach.lesson_host import people_words
from explainer.ui.teach.talk import Talk
from explainer.ui.teach.teaching_commands import TEACH_BLANK

_SIDE_BY_SIDE = 100
"""Columns from which the presenter's own pane is beside the class's picture instead of below it."""

_CLOCK_TICK = 1.0
"""Seconds between two pictures of the clock."""

_HEADED = 8
"""Lines of the stage from which those above the class's picture have room."""


class ConsoleScreen(PaintedScreen[None]):
    """Base of a presenter's screens; on a mirror it shows what the class sees and nothing else."""

    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (_SIDE_BY_SIDE, "-beside")]
    DEFAULT_CSS = """
    ConsoleScreen #bar { height: 1; }
    ConsoleScreen #panes { layout: vertical; }
    ConsoleScreen #stage { width: 1fr; height: 2fr; }
    ConsoleScreen #side { width: 1fr; height: 1fr; }
    ConsoleScreen.-beside #panes { layout: horizontal; }
    ConsoleScreen.-beside #stage { width: 1fr; height: 1fr; }
    ConsoleScreen.-beside #side { width: 38; height: 1fr; }
    ConsoleScreen.mirror #bar, ConsoleScreen.mirror #side { display: none; }
    ConsoleScreen.mirror #last-line { display: none; }
    ConsoleScreen.mirror.noticed #last-line { display: block; }
    """

    def __init__(
        self, talk: Talk, publish: Callable[[Shown], None], sizes: Callable[[], list[Size]]
    ) -> None:
        """Create a console.

        Args:
            talk: The lesson.
            publish: Sends the class's screens what to show.
            sizes: Returns the sizes of the class's screens that follow now.
        """
        super().__init__()
        self.talk = talk
        """The lesson."""
        self.publish = publish
        """Sends the class's screens what to show."""
        self.sizes = sizes
        """Returns the sizes of the class's screens that follow now."""
        self.class_view: ClassView | None = None
        """Draws what the class sees, on a mirror; None on a console."""
        self.bar = DrawnPane(self._draw_bar, base="bar", id="bar")
        self.stage = DrawnPane(self.draw_stage, base="pane", id="stage")
        self.side = DrawnPane(self.draw_side, base="panel", id="side")

    def mirror(self, class_view: ClassView) -> None:
        """Show exactly what a class sees, for a laptop whose screen is projected."""
        self.class_view = class_view
        self.add_class("mirror")

    def compose_panes(self) -> ComposeResult:
        """Yield the bar and the panes."""
        yield self.bar
        yield PaneRow(self.stage, self.side, id="panes", classes="main")

    def on_mount(self) -> None:
        """Start the timer that updates the clock."""
        self.set_interval(_CLOCK_TICK, self.bar.repaint)

    def _draw_bar(self, width: int, height: int) -> list[Line]:
        talk, now = self.talk, self.talk.seconds()
        pace = talk_delay(talk.clock, now, talk.minutes, talk.walk.where.section)
        return [bar_line(talk.title, talk.clock, now, talk.time_of_day(), pace, width)]

    def head(self, width: int, height: int) -> list[Line]:
        """Return the lines above the class's picture: who follows, and if they see nothing.

        On a stage of few lines they leave the room to the picture, unless the class sees nothing.
        """
        if height < _HEADED and not self.talk.is_blank:
            return []
        key = self.keymap.label(TEACH_BLANK.id)
        talk = self.talk
        people = people_words(talk.state) if talk.host is not None else ""
        return head_lines(talk.is_blank, key, self.sizes(), talk.size, width, people)

    @abstractmethod
    def draw_stage(self, width: int, height: int) -> list[Line]:
        """Return what the class sees."""

    @abstractmethod
    def draw_side(self, width: int, height: int) -> list[Line]:
        """Return what only the presenter sees."""

    def class_changed(self) -> None:
        """Show who came, left, voted or asked."""
        for pane in (self.bar, self.stage, self.side, self.last_line):
            pane.repaint()

    def show_panes(self, notice: str) -> None:
        """Repaint everything, and publish the view to the class."""
        self.set_class(bool(notice), "noticed")
        for pane in (self.bar, self.stage, self.side, self.last_line):
            pane.repaint()
        self.publish(self.talk.shown())
