"""A short list to choose from, by number, arrows or mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.app import ComposeResult

from explainer.render.line import Line, TextRun, beside, wrap
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.panes.card_pane import CardPane, Drawn
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved, row_of_key

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp


class MenuEntry(NamedTuple):
    """Something that can be chosen."""

    title: str
    """What it is."""
    detail: str
    """What is known about it, in a few words."""
    run: Callable[[], None]
    """What choosing it does."""
    group: str = ""
    """The heading that it stands under."""


class MenuScreen(PaintedScreen[int]):
    """Gives the place of the chosen entry, from 0, or None."""

    DEFAULT_CSS = """
    MenuScreen { layout: vertical; }
    MenuScreen #card { height: 1fr; }
    MenuScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, title: str, entries: Sequence[MenuEntry]) -> None:
        """At least one entry."""
        super().__init__()
        self._title = title
        self._entries = entries
        self._cursor = 0
        self._rows = Rows()
        self.pane = CardPane(self._draw, self._clicked)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The list over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self.apply_theme()
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        hints = [KeyHint("Enter", "choose", "enter"), KeyHint(close, "back", "close")]
        count = min(MOST_NUMBERED, len(self._entries))
        hints.insert(1, KeyHint(f"1–{count}", "choose at once", ""))
        self.last_line.show(lambda: Status(self._title, hints))

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _draw(self, width: int) -> Drawn:
        rows = Rows()
        rows.add(-1, [[TextRun(self._title, "title")]])
        group = ""
        for number, entry in enumerate(self._entries):
            if entry.group != group or not number:
                group = entry.group
                rows.add(-1, [[], *([[TextRun(group, "heading-3")]] if group else [])])
            rows.add(number, self._entry(number, entry, width))
        self._rows = rows
        return Drawn(rows.lines, rows.last_line_of(self._cursor))

    def _entry(self, number: int, entry: MenuEntry, width: int) -> list[Line]:
        here = number == self._cursor
        label = f"{number + 1} " if number < MOST_NUMBERED else "  "
        first = [
            TextRun("❯ " if here else "  ", "here"),
            TextRun(label, "here" if here else "muted"),
        ]
        words = [TextRun(entry.title, "strong" if here else "")]
        if entry.detail:
            words.append(TextRun(f"\u00a0 {entry.detail}", "muted"))
        return beside(first, [TextRun("    ")], width, lambda room: wrap(words, room))

    def on_key(self, event: events.Key) -> None:
        """Move, choose, close."""
        event.stop()
        event.prevent_default()
        command = self.app.keymap.get(event.key)
        identifier = command.id if command else ""
        count = len(self._entries)
        steps = {"scroll-down": 1, "next-target": 1, "scroll-up": -1, "previous-target": -1}
        steps |= {"top": -count, "bottom": count}
        if event.key in ("enter", "space"):
            self.dismiss(self._cursor)
        elif (row := row_of_key(event.key, count)) >= 0:
            self.dismiss(row)
        elif event.key in ("escape", "q") or identifier in ("close", "quiz-menu"):
            self.dismiss(None)
        elif identifier in steps:
            self._cursor = moved(self._cursor, steps[identifier], count)
            self.pane.repaint()
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "quit":
            self.app.leave()

    def _clicked(self, line: int, column: int) -> None:
        row = self._rows.row_at(line)
        if row >= 0:
            self.dismiss(row)

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        self.dismiss(self._cursor if message.command == "enter" else None)
