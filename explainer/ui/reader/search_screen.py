"""The search: a line to type in, and what is found as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.model import Deck
from explainer.deck.search import MOST_COUNTED, EntryKind, Found, Index, query_words
from explainer.render.evidence import claim_lines
from explainer.render.found import found_lines
from explainer.render.line import Line, TextRun, beside, crop, line_width, wrap
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.panes.window import window

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.finder import Finder

MOST_LISTED = 200
"""How many results are listed; a word more finds the others."""

_WIDEST = 88
_AIRY = 20
"""Rows from which an empty line parts the results."""


_INVITATION = (
    "Text, tables, timelines, claims, terms, questions.\n"
    'All words must occur; "words in quotes" stand together.'
)


class SearchChoice(NamedTuple):
    """What somebody went to, among what was found."""

    query: str
    """What was typed."""
    searched: Index
    """What was searched."""
    entries: list[int]
    """Everything that was found, by number."""
    entry: int
    """What was chosen, by number."""


class ResultList(PaintedWidget):
    """The line that is typed and what it finds, one of them chosen."""

    def __init__(self, deck: Deck, query: str, choose: Callable[[], None]) -> None:
        """`choose` is called when a result was clicked."""
        super().__init__(base="pane", id="results")
        self._deck = deck
        self._choose = choose
        self.typed = TypedLine(query)
        """What somebody looks for."""
        self.index: Index | None = None
        """What is searched; None while it is being made."""
        self.found = Found([])
        """What was found."""
        self.chosen = 0
        """The result that Enter goes to, from 0."""
        self._rows: list[int] = []

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of what was typed."""
        return query_words(self.typed.text)

    @property
    def listed(self) -> list[int]:
        """Numbers of the entries that are listed."""
        return self.found.entries[:MOST_LISTED]

    def search(self) -> None:
        """Look for what was typed."""
        self.chosen = 0
        self.found = self.index.find(self.words) if self.index is not None else Found([])
        self.repaint()

    def choose(self, number: int) -> None:
        """Choose a result."""
        self.chosen = max(0, min(number, len(self.listed) - 1))
        self.repaint()

    @property
    def per_page(self) -> int:
        """How many results are about in sight."""
        return max(1, (self.size.height - 4) // (3 if self.size.height >= _AIRY else 2))

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The typed line, then the results around the chosen one."""
        inner = max(1, min(_WIDEST, width - 2))
        left = TextRun(" " * max(1, (width - inner) // 2))
        head = [[], self._typed_line(inner), [TextRun("─" * inner, "rule")]]
        room = max(1, height - len(head))
        rows: list[int] = []
        body = self._message(inner)
        if not body:
            rows, body = window(
                len(self.listed), self.chosen, room, lambda number: self._result(number, inner)
            )
        self._rows = [-1] * len(head) + rows
        return [[left, *line] if line else [] for line in (*head, *body)]

    def _typed_line(self, width: int) -> Line:
        count = self._count()
        line: Line = [TextRun("/ ", "here")]
        room = width - 2 - (len(count) + 2 if count and width >= 40 else 0)
        line.extend(self.typed.runs(max(2, room)))
        if count and width >= 40:
            line.append(TextRun(" " * max(1, width - line_width(line) - len(count))))
            line.append(TextRun(count, "muted"))
        return line

    def _count(self) -> str:
        if self.index is None or not self.found.entries:
            return ""
        count = len(self.found.entries)
        return f"{count:,} found" if self.found.is_all else f"more than {MOST_COUNTED:,}"

    def _message(self, width: int) -> list[Line]:
        """What is said where there is nothing to list."""
        if self.index is None:
            said = [TextRun("Reading the deck …", "muted")]
        elif not self.words:
            said = [TextRun(_INVITATION, "muted")]
        elif self.found.entries:
            return []
        else:
            said = [TextRun(f"Nothing says “{' '.join(self.typed.text.split())}”.")]
            if suggestion := self.index.suggest(self.words):
                said.append(TextRun(f"\n{suggestion}", "muted"))
        return beside([TextRun("  ")], [TextRun("  ")], width, lambda room: wrap(said, room))

    def _result(self, number: int, width: int) -> list[Line]:
        assert self.index is not None
        entry = self.index.entries[self.listed[number]]
        is_chosen = number == self.chosen
        lines = found_lines(entry, self._deck, self.words, width, is_chosen=is_chosen)
        if self.size.height >= _AIRY:
            lines.append([])
        if number == len(self.listed) - 1 and len(self.found.entries) > MOST_LISTED:
            more = len(self.found.entries) - MOST_LISTED
            words = f"{more:,} more" if self.found.is_all else f"more than {more:,} more"
            words = crop(f"… {words}; type another word.", width - 2)
            lines.append([TextRun("  "), TextRun(words, "muted")])
        return lines

    def on_click(self, event: events.Click) -> None:
        """Go to the result that was clicked."""
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self.choose(self._rows[event.y])
            self._choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next result."""
        event.stop()
        self.choose(self.chosen + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The result before."""
        event.stop()
        self.choose(self.chosen - 1)


class SearchScreen(PaintedScreen[SearchChoice | None]):
    """Gives what was chosen, or None."""

    DEFAULT_CSS = """
    SearchScreen { layout: vertical; }
    SearchScreen #results { height: 1fr; }
    SearchScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(
        self, deck: Deck, finder: Finder, query: str, show_term: Callable[[str], None]
    ) -> None:
        """A search of one deck.

        Args:
            deck: Its records.
            finder: What can be found, or will be.
            query: What to begin with.
            show_term: Opens a term by id.
        """
        super().__init__()
        self._deck = deck
        self._finder = finder
        self._show_term = show_term
        self.list = ResultList(deck, query, self._go)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The results over the last line."""
        yield self.list
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes, and search as soon as there is something to search."""
        self.apply_theme()
        self.last_line.show(self._said)
        self.list.index = self._finder.index
        if self.list.index is None:
            self.run_worker(self._wait())
        self.list.search()

    async def _wait(self) -> None:
        await self._finder.ready()
        self.list.index = self._finder.index
        self.list.search()
        self.last_line.repaint()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.list, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _said(self) -> Status:
        count = len(self.list.listed)
        place = f"Search · {self.list.chosen + 1} of {count}" if count else "Search"
        hints = [KeyHint("Esc", "back", "close")]
        if count:
            hints = [KeyHint("↑↓", "choose", "scroll-down"), KeyHint("Enter", "go", "open"), *hints]
        return Status(place, hints)

    def on_key(self, event: events.Key) -> None:
        """Choose, go, close; everything else is typed."""
        event.stop()
        event.prevent_default()
        steps = {
            "down": 1,
            "up": -1,
            "ctrl+n": 1,
            "ctrl+p": -1,
            "tab": 1,
            "shift+tab": -1,
            "pagedown": self.list.per_page,
            "pageup": -self.list.per_page,
        }
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._go()
        elif event.key in steps:
            self.list.choose(self.list.chosen + steps[event.key])
        elif self.list.typed.take(event.key, event.character or ""):
            self.list.search()
        else:
            self.list.repaint()
        self.last_line.repaint()

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted."""
        event.stop()
        if self.list.typed.insert(" ".join(event.text.split())):
            self.list.search()
            self.last_line.repaint()

    def _go(self) -> None:
        """Go to what is chosen; a claim or term opens here, so that Esc comes back to the list."""
        found = self.list
        if found.index is None or not found.listed:
            return
        number = found.listed[found.chosen]
        entry = found.index.entries[number]
        if entry.kind is EntryKind.CLAIM:
            claim, deck = self._deck.claims[entry.id], self._deck
            self.app.show_card("Claim", lambda width: claim_lines(claim, deck, width))
        elif entry.kind is EntryKind.TERM:
            self._show_term(entry.id)
        else:
            self.dismiss(SearchChoice(found.typed.text, found.index, found.found.entries, number))

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "open":
            self._go()
        elif message.command == "close":
            self.dismiss(None)
        else:
            self.list.choose(self.list.chosen + 1)
            self.last_line.repaint()
