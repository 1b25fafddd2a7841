"""The library: every deck that is hosted, with what it is about and how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.model import Deck
from explainer.render.line import Line, TextRun, beside, crop, line_width, wrap
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles
from explainer.ui.panes.window import window

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_WIDEST = 72
_MOST_NUMBERED = 9
_FEW = 5
"""Rows from which a long list keeps its heading."""


class LibraryList(PaintedWidget):
    """The decks, one of them chosen."""

    def __init__(self, decks: Sequence[Deck], clicked: Callable[[int], None]) -> None:
        """`clicked` is given the place of the deck that was clicked."""
        super().__init__(base="pane", id="library")
        self._clicked = clicked
        self.decks = list(decks)
        """What there is to choose from."""
        self.chosen = 0
        """The deck that Enter opens, by its place in the list."""
        self._rows: list[int] = []

    def choose(self, index: int) -> None:
        """Choose a deck."""
        self.chosen = max(0, min(index, len(self.decks) - 1))
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Tell which deck was clicked."""
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self._clicked(self._rows[event.y])

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """A heading, then the decks around the chosen one, in the middle where all have room."""
        inner = max(1, min(_WIDEST, width - 4))
        left = TextRun(" " * max(0, (width - inner) // 2))
        head: list[Line] = wrap([TextRun("What would you like to read?", "title")], inner)
        head = [[], *([TextRun("  "), *line] for line in head), []] if height >= _FEW else []
        room = max(1, height - len(head))
        rows, body = window(
            len(self.decks), self.chosen, room, lambda index: self._entry(index, inner)
        )
        above = max(0, (room - len(body)) // 3)
        self._rows = [-1] * (above + len(head)) + rows
        if not self.decks:
            body = wrap([TextRun("There is nothing to read here.", "muted")], inner)
        lines = [*([] for _ in range(above)), *head, *body]
        return [[left, *line] if line else [] for line in lines][:height]

    def _entry(self, index: int, width: int) -> list[Line]:
        """The title with its number and its length, and the summary below."""
        deck = self.decks[index]
        here = index == self.chosen
        bar = TextRun("▌" if here else " ", "here")
        number = f"{index + 1}" if index < _MOST_NUMBERED else "·"
        first = [bar, TextRun(f" {number:>2}  ", "here" if here else "faint")]
        rest = [bar, TextRun("     ")]
        facts = _facts(deck)
        is_wide = width >= line_width(first) + 24 + len(facts)
        room = max(1, width - line_width(first) - (len(facts) + 2 if is_wide else 0))
        titles = wrap([TextRun(deck.title or deck.id, "here" if here else "strong")], room)
        lines = [[*(rest if row else first), *line] for row, line in enumerate(titles)]
        if is_wide:
            gap = width - line_width(lines[0]) - len(facts)
            lines[0].extend([TextRun(" " * gap), TextRun(facts, "muted")])
        else:
            room = max(1, width - line_width(rest))
            lines.append([*rest, TextRun(crop(facts, room), "muted")])
        if deck.summary:
            words = [TextRun(deck.summary, "" if here else "muted")]
            lines.extend(beside(rest, rest, width - 2, lambda room: wrap(words, room)))
        return [*lines, []]


def _facts(deck: Deck) -> str:
    """How long a deck takes, and how many sections it has."""
    count = len(deck.outline)
    sections = f"{count} section{'' if count == 1 else 's'}"
    return f"{deck.minutes} min · {sections}" if deck.minutes else sections


class LibraryScreen(PaintedScreen[None]):
    """The first screen where several decks are hosted; the chosen one opens over it."""

    DEFAULT_CSS = """
    LibraryScreen { layout: vertical; }
    LibraryScreen #library { height: 1fr; }
    LibraryScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, decks: Sequence[Deck]) -> None:
        """`decks` in the order in which they are listed."""
        super().__init__()
        self.list = LibraryList(decks, self._clicked)
        self.last_line = LastLine("last-line")
        self._notice = ""

    def compose(self) -> ComposeResult:
        """The list over the last line."""
        yield self.list
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes, with the deck chosen that is open now."""
        self.apply_theme()
        self.last_line.show(self._said)
        self._choose_open()

    def on_screen_resume(self) -> None:
        """Coming back, the deck that was left is chosen."""
        self._notice = ""
        self._choose_open()

    def _choose_open(self) -> None:
        identifiers = [deck.id for deck in self.list.decks]
        opened = self.app.session.opened.deck.id
        self.list.choose(identifiers.index(opened) if opened in identifiers else self.list.chosen)
        self.last_line.repaint()

    def renew(self, deck: Deck) -> None:
        """List the new version of a deck, where it is listed."""
        self.list.decks = [deck if one.id == deck.id else one for one in self.list.decks]
        self.list.repaint()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.list, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _said(self) -> Status:
        count = len(self.list.decks)
        hints = [KeyHint("Enter", "open", "open"), KeyHint("↑↓", "choose", "scroll-down")]
        hints.extend(
            KeyHint(key_label(keys[0]), words, command)
            for command, words in (("help", "help"), ("quit", "leave"))
            if (keys := self.app.keys[command])
        )
        place = f"{min(self.list.chosen + 1, count)}/{count} · Lessons"
        return Status(place, hints, self._notice)

    def _open(self) -> None:
        """Open the chosen deck on its title screen."""
        if self.list.decks:
            self.app.change_deck(self.list.decks[self.list.chosen].id)

    def on_key(self, event: events.Key) -> None:
        """Choose, open, leave."""
        event.stop()
        event.prevent_default()
        self._notice = ""
        command = self.app.keymap.get(event.key)
        if event.key in ("enter", "right"):
            self._open()
        elif len(event.key) == 1 and event.key in "123456789":
            if int(event.key) <= len(self.list.decks):
                self.list.choose(int(event.key) - 1)
        elif event.key in ("end", "home"):
            self.list.choose(10**9 if event.key == "end" else 0)
        elif command is not None:
            self._run(command.id)
        self.last_line.repaint()

    def _run(self, command: str) -> None:
        if command == "open":
            self._open()
        elif command in ("scroll-down", "next", "next-section", "next-target"):
            self.list.choose(self.list.chosen + 1)
        elif command in ("scroll-up", "previous", "previous-section", "previous-target"):
            self.list.choose(self.list.chosen - 1)
        elif command in ("top", "bottom", "last-section"):
            self.list.choose(0 if command == "top" else 10**9)
        elif command == "help":
            self.app.show_help()
        elif command == "light-dark":
            self.app.toggle_theme()
        elif command == "close":
            self._notice = self.app.how_to_leave()
        elif command == "quit":
            self.app.leave()

    def _clicked(self, index: int) -> None:
        """Choose a deck; a click on the chosen one opens it."""
        if index == self.list.chosen:
            self._open()
        else:
            self.list.choose(index)
            self.last_line.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next deck."""
        event.stop()
        self.list.choose(self.list.chosen + 1)
        self.last_line.repaint()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The deck before."""
        event.stop()
        self.list.choose(self.list.chosen - 1)
        self.last_line.repaint()

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        self._notice = ""
        self._run(message.command)
        self.last_line.repaint()
