"""A short list to choose from, by number, arrows or mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.app import ComposeResult

from explainer.render.line import Line, Run, beside, wrap
from explainer.ui.asking.card import CardPane, Drawn
from explainer.ui.asking.rows import MOST_NUMBERED, Rows, moved, row_of_key
from explainer.ui.command import key_label
from explainer.ui.painted_screen import PaintedScreen
from explainer.ui.panes.last_line import Hint, LastLine, Said
from explainer.ui.theme import Styles

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp


class Entry(NamedTuple):
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

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
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
        self.wear()
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        hints = [Hint("Enter", "choose", "enter"), Hint(close, "back", "close")]
        count = min(MOST_NUMBERED, len(self._entries))
        hints.insert(1, Hint(f"1–{count}", "choose at once", ""))
        self.last_line.show(lambda: Said(self._title, hints))

    def wear(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.wear(Styles(self.app.reader_palette, pane.base))

    def _draw(self, width: int) -> Drawn:
        rows = Rows()
        rows.add(-1, [[Run(self._title, "title")]])
        group = ""
        for number, entry in enumerate(self._entries):
            if entry.group != group or not number:
                group = entry.group
                rows.add(-1, [[], *([[Run(group, "heading-3")]] if group else [])])
            rows.add(number, self._entry(number, entry, width))
        self._rows = rows
        return Drawn(rows.lines, rows.last_line_of(self._cursor))

    def _entry(self, number: int, entry: Entry, width: int) -> list[Line]:
        here = number == self._cursor
        label = f"{number + 1} " if number < MOST_NUMBERED else "  "
        first = [Run("❯ " if here else "  ", "here"), Run(label, "here" if here else "muted")]
        words = [Run(entry.title, "strong" if here else "")]
        if entry.detail:
            words.append(Run(f"\u00a0 {entry.detail}", "muted"))
        return beside(first, [Run("    ")], width, lambda room: wrap(words, room))

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
