"""The overview: every section with what it is about, how long it takes and what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.render.line import Line, TextRun, crop, line_width, wrap
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.session import Session
from explainer.ui.base.theme import Styles
from explainer.ui.panes.window import window

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_WIDEST = 88


class OverviewList(PaintedWidget):
    """The sections, one of them chosen."""

    def __init__(self, session: Session, chosen: int) -> None:
        super().__init__(base="pane", id="overview")
        self._session = session
        self.chosen = chosen
        """The section that Enter goes to, by its place in the outline."""
        self._rows: list[int] = []

    def choose(self, index: int) -> None:
        """Choose a section."""
        self.chosen = max(0, min(index, len(self._session.opened.deck.outline) - 1))
        self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The deck's title, then the sections around the chosen one."""
        inner = max(1, min(_WIDEST, width - 4))
        left = " " * max(1, (width - inner) // 2)
        deck = self._session.opened.deck
        head: list[Line] = [
            [],
            *([TextRun(left), *x] for x in wrap([TextRun(deck.title, "title")], inner)),
        ]
        head.append([])
        room = max(1, height - len(head))
        rows, body = window(
            len(deck.outline), self.chosen, room, lambda index: self._entry(index, inner)
        )
        self._rows = [-1] * len(head) + rows
        return [*head, *([TextRun(left), *line] if line else [] for line in body)]

    def _entry(self, index: int, width: int) -> list[Line]:
        entry = self._session.opened.deck.outline[index]
        chosen = index == self.chosen
        read = entry.id in self._session.read
        minutes = f"{entry.minutes} min" if entry.minutes else ""
        mark = TextRun("✓ ", "read") if read else TextRun("· ", "faint")
        bar = TextRun("▌" if chosen else " ", "here")
        number = f"{index + 1}  "
        title = crop(entry.title, width - len(number) - len(minutes) - 5)
        line: Line = [bar, mark, TextRun(number, "here" if chosen else "faint")]
        line.append(TextRun(title, "here" if chosen else "strong"))
        gap = width - line_width(line) - len(minutes)
        line.extend([TextRun(" " * max(1, gap)), TextRun(minutes, "muted")])
        lines = [line]
        if entry.summary:
            indent = 3 + len(number)
            for part in wrap([TextRun(entry.summary, "muted")], max(1, width - indent - 8)):
                lines.append([bar, TextRun(" " * (indent - 1)), *part])
        return [*lines, []]

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked and go there."""
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self.chosen = self._rows[event.y]
            if isinstance(self.screen, OverviewScreen):
                self.screen.dismiss(self.chosen)


class OverviewScreen(PaintedScreen[int | None]):
    """Gives the section that was chosen, or None."""

    DEFAULT_CSS = """
    OverviewScreen { layout: vertical; }
    OverviewScreen #overview { height: 1fr; }
    OverviewScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, session: Session, chosen: int) -> None:
        super().__init__()
        self._session = session
        self.list = OverviewList(session, chosen)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The list over the last line."""
        yield self.list
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self.apply_theme()
        count = len(self._session.opened.deck.outline)
        done = sum(e.id in self._session.read for e in self._session.opened.deck.outline)
        hints = [
            KeyHint("↑↓", "choose", "scroll-down"),
            KeyHint("Enter", "read", "open"),
            KeyHint("Esc", "back", "close"),
        ]
        said = Status(f"Overview · {done} of {count} read", hints)
        self.last_line.show(lambda: said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.list, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def on_key(self, event: events.Key) -> None:
        """Choose, go, or close."""
        event.stop()
        command = self.app.keymap.get(event.key)
        identifier = command.id if command else ""
        if event.key == "enter":
            self.dismiss(self.list.chosen)
        elif event.key in ("escape", "q") or identifier in ("overview", "close"):
            self.dismiss(None)
        elif identifier == "quit":
            self.app.leave()
        elif identifier in ("scroll-down", "next", "next-section", "next-target"):
            self.list.choose(self.list.chosen + 1)
        elif identifier in ("scroll-up", "previous", "previous-section", "previous-target"):
            self.list.choose(self.list.chosen - 1)
        elif identifier == "top":
            self.list.choose(0)
        elif identifier in ("bottom", "last-section"):
            self.list.choose(10**9)
        elif len(event.key) == 1 and event.key.isdigit() and event.key != "0":
            self.list.choose(int(event.key) - 1)
        elif identifier == "light-dark":
            self.app.toggle_theme()

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "open":
            self.dismiss(self.list.chosen)
        elif message.command == "close":
            self.dismiss(None)
        else:
            self.list.choose(self.list.chosen + 1)
