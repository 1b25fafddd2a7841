"""The search: a typed line, and the results while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.deck.model import Deck
from explainer.deck.search import MOST_COUNTED, EntryKind, Found, Index, query_words
from explainer.render.evidence import claim_lines
from explainer.render.found import found_lines
from explainer.render.line import Line, TextRun, beside, crop, line_width, wrap
from explainer.ui.base.choosing import ChoiceList
from explainer.ui.base.finder import Finder
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import ShowCard
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.base.window import window
from explainer.ui.overlays.typed_choosing import TypedChoosingScreen

MOST_LISTED = 200
"""Most results that are listed; a longer query narrows them down."""

_WIDEST = 88
_ROOMY_HEIGHT = 20
"""Rows from which results are separated by an empty line."""


_INVITATION = (
    "Text, tables, timelines, claims, terms, questions.\n"
    'All words must occur; "words in quotes" stand together.'
)


class SearchChoice(NamedTuple):
    """The chosen result, and all results around it."""

    query: str
    """The query."""
    searched: Index
    """The index that was searched."""
    entries: list[int]
    """All results, by their numbers in the index."""
    entry: int
    """The chosen result, by its number in the index."""


class ResultList(ChoiceList):
    """The typed line and its results, one of them chosen."""

    def __init__(self, deck: Deck, query: str) -> None:
        """Begin with a query."""
        super().__init__(base="pane", id="results")
        self._deck = deck
        self.typed = TypedLine(query)
        """The query."""
        self.index: Index | None = None
        """The search index; None while it is being built."""
        self.found = Found([])
        """All results."""

    @property
    def count(self) -> int:
        """Number of results that are listed."""
        return len(self.listed)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the query, case-folded."""
        return query_words(self.typed.text)

    @property
    def listed(self) -> list[int]:
        """Numbers of the results that are listed."""
        return self.found.entries[:MOST_LISTED]

    def search(self) -> None:
        """Search for the query, and choose the first result."""
        self.chosen = 0
        self.found = self.index.find(self.words) if self.index is not None else Found([])
        self.repaint()

    @property
    def per_page(self) -> int:
        """Number of results in sight at once, approximately."""
        return max(1, (self.size.height - 4) // (3 if self.size.height >= _ROOMY_HEIGHT else 2))

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the typed line, then the results around the chosen one."""
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
        self.set_rows([-1] * len(head) + rows)
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
        """Return the message shown where there are no results."""
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
        if self.size.height >= _ROOMY_HEIGHT:
            lines.append([])
        if number == len(self.listed) - 1 and len(self.found.entries) > MOST_LISTED:
            more = len(self.found.entries) - MOST_LISTED
            words = f"{more:,} more" if self.found.is_all else f"more than {more:,} more"
            words = crop(f"… {words}; type another word.", width - 2)
            lines.append([TextRun("  "), TextRun(words, "muted")])
        return lines


class SearchScreen(TypedChoosingScreen[SearchChoice | None]):
    """Returns the chosen result, or None."""

    choices: ResultList

    def __init__(
        self, deck: Deck, finder: Finder, query: str, show_term: Callable[[str], None]
    ) -> None:
        """Search one deck.

        Args:
            deck: Its records.
            finder: Has the search index, or will have it.
            query: The query to begin with.
            show_term: Shows a glossary term, by its id.
        """
        super().__init__(ResultList(deck, query))
        self._deck = deck
        self._finder = finder
        self._show_term = show_term

    def on_mount(self) -> None:
        """Search as soon as the index is complete."""
        self.choices.index = self._finder.index
        if self.choices.index is None:
            self.run_worker(self._wait_for_index())
        self.choices.search()

    async def _wait_for_index(self) -> None:
        await self._finder.ready()
        self.choices.index = self._finder.index
        self.choices.search()
        self.last_line.repaint()

    @property
    def typed(self) -> TypedLine:
        """The query."""
        return self.choices.typed

    def typed_changed(self) -> None:
        """Search for the query."""
        self.choices.search()

    def status(self) -> Status:
        """Return the position among the results."""
        count = self.choices.count
        place = f"Search · {self.choices.chosen + 1} of {count}" if count else "Search"
        return Status(place, self.finding_hints(), self.notice)

    def action_open(self) -> None:
        """Choose a result; a claim or term opens over the search, and closing it returns here."""
        found = self.choices
        if found.index is None or not found.listed:
            return
        number = found.listed[found.chosen]
        entry = found.index.entries[number]
        if entry.kind is EntryKind.CLAIM:
            claim, deck = self._deck.claims[entry.id], self._deck
            self.app.post_message(ShowCard("Claim", lambda width: claim_lines(claim, deck, width)))
        elif entry.kind is EntryKind.TERM:
            self._show_term(entry.id)
        else:
            self.dismiss(SearchChoice(found.typed.text, found.index, found.found.entries, number))
