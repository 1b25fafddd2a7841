"""A list with one chosen row, and the base of screens that show one."""

from __future__ import annotations

from abc import abstractmethod

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ScreenResultType

from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget


class ChoiceList(PaintedWidget):
    """Rows, one of them chosen; the wheel moves the choice, a click posts the row that it hit."""

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row
            """Its place in the list, from 0."""

    class Scrolled(Message):
        """The wheel was turned over the list."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows
            """Number of rows, down where positive."""

    def __init__(self, *, base: str, id: str) -> None:
        """`base` is the role that every run of the widget starts with."""
        super().__init__(base=base, id=id)
        self.add_class("main")
        self.chosen = 0
        """The chosen row, from 0."""
        self._rows: list[int] = []

    @property
    @abstractmethod
    def count(self) -> int:
        """Number of rows that can be chosen."""

    @property
    def per_page(self) -> int:
        """Number of rows that are in sight at once, approximately."""
        return max(1, self.size.height - 2)

    def choose(self, row: int) -> None:
        """Choose a row; beyond the ends, the first or the last."""
        self.chosen = max(0, min(row, self.count - 1))
        self.repaint()

    def set_rows(self, rows: list[int]) -> None:
        """Remember which row stands on each line, -1 for none, for clicks."""
        self._rows = rows

    def on_click(self, event: events.Click) -> None:
        """Post the row that was clicked."""
        event.stop()
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self.post_message(self.Clicked(self._rows[event.y]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Choose the next row."""
        event.stop()
        self.post_message(self.Scrolled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Choose the row before."""
        event.stop()
        self.post_message(self.Scrolled(-1))


class ChoosingScreen(PaintedScreen[ScreenResultType]):
    """A screen with a list to choose from."""

    def __init__(self, choices: ChoiceList) -> None:
        """`choices` is the list."""
        super().__init__()
        self.choices = choices
        """The list."""

    def compose_panes(self) -> ComposeResult:
        """Yield the list."""
        yield self.choices

    @abstractmethod
    def action_open(self) -> None:
        """Open the chosen row."""

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.choices.choose(row)

    def action_choose_by(self, rows: int) -> None:
        """Choose the row `rows` further down, or up where negative."""
        self.choose(self.choices.chosen + rows)

    def action_choose_page(self, pages: int) -> None:
        """Choose the row so many screenfuls of the list away."""
        self.choose(self.choices.chosen + pages * self.choices.per_page)

    def action_choose_edge(self, end: int) -> None:
        """Choose the first row (0) or the last (1)."""
        self.choose(self.choices.count - 1 if end else 0)

    @on(ChoiceList.Clicked)
    def _open_clicked(self, message: ChoiceList.Clicked) -> None:
        self.begin_key(None)
        self.click_row(message.row)
        self.after_key()

    def click_row(self, row: int) -> None:
        """Open the row that was clicked."""
        self.choose(row)
        self.action_open()

    @on(ChoiceList.Scrolled)
    def _scroll(self, message: ChoiceList.Scrolled) -> None:
        self.action_choose_by(message.rows)
        self.after_key()
