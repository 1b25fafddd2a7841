"""An opened table or chart with facets: columns whose values the reader switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from explainer.deck.directive import ChartOptions, TableOptions
from explainer.deck.model import Deck, Table
from explainer.lesson.shown import View
from explainer.render.chart.chart_view import ChartView
from explainer.render.facet.facet_lines import (
    NO_FACET,
    FacetState,
    compact_facet_lines,
    facet_lines,
)
from explainer.render.facet.facet_narrowing import leader_at
from explainer.render.facet.facet_view import FacetView
from explainer.render.facet.facets import Choice, Facets, Leader, rows_words
from explainer.render.line import NO_TARGET, Line, TextRun
from explainer.render.table.cell_evidence import cell_evidence
from explainer.render.table.measure import Difference
from explainer.render.table.table_view import NO_ROW, TableView
from explainer.ui.base.command import Command
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.figures.clicked_target import nearest_on_line, target_places
from explainer.ui.figures.figure import Counting, Figure, Running

_GROUP = "In an opened table or chart with facets"

FACETS = (
    Command("facet-next", ("tab",), "Next facet",
            "The next facet, whose value ← and → then switch; after the last one, the rows.",
            _GROUP, "figure('next_facet')"),
    Command("facet-previous", ("shift+tab",), "Facet before",
            "The facet before; before the first one, the rows.",
            _GROUP, "figure('previous_facet')"),
)  # fmt: skip
"""Commands of a figure with facets, in addition to its own."""

_FACETS_SHARE = 3
"""Share of the lines that facets take at most with all their values."""

_WITHOUT_CURSOR = ("copy", "copy_tsv", "filter", "keep")
"""Commands of a figure that do nothing at its cursor."""

FigureAt = Callable[[Choice, TableView | ChartView | None], Figure]
"""Makes the figure at a combination of values, in a view."""

_QUIET_ROLES = {"focus": "", "highlight": "", "here": "table-head"}
"""Roles of the cursor in a figure, as they are drawn while the arrows choose values."""


class FacetFigure:
    """A table or chart below the facets by which its rows are chosen.

    The figure itself knows nothing of facets: it is made anew for every combination of values.
    """

    def __init__(
        self,
        options: TableOptions | ChartOptions,
        facets: Facets,
        view: object,
        deck: Deck,
        figure_at: FigureAt,
    ) -> None:
        """Open a figure.

        Args:
            options: Options set by its author.
            facets: Its facets.
            view: The view in which it was left; anything but a `FacetView` for a new one.
            deck: Has its claims and sources.
            figure_at: Makes the figure at a combination of values.
        """
        left = view if isinstance(view, FacetView) else FacetView(focus=0)
        self._options = options
        self._facets = facets
        self._deck = deck
        self._figure_at = figure_at
        self._choice = facets.settled(left.choice)
        is_same = self._choice == left.choice
        self._focus = left.focus if left.focus < len(facets.facets) else NO_FACET
        self._inner = figure_at(self._choice, left.inner if is_same else None)
        self._narrowed = facets.table(self._choice)
        self._shown: list[Line] = []
        self._targets: list[tuple[int, str]] = []
        self._head = self._dropped = 0

    # --- what the screen asks of a figure -------------------------------------------------

    @property
    def notice(self) -> str:
        """Words for the last line until the next key; empty for none."""
        return self._inner.notice

    @notice.setter
    def notice(self, words: str) -> None:
        """Set the words for the last line."""
        self._inner.notice = words

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the figure, and those that choose a facet."""
        return (*FACETS, *self._inner.commands) if self.has_cursor else self._inner.commands

    @property
    def has_cursor(self) -> bool:
        """True while the arrows move the cursor or choose values."""
        return self._inner.has_cursor

    @property
    def typed(self) -> TypedLine | None:
        """The line being typed into; None while none is."""
        return self._inner.typed

    @property
    def view(self) -> View:
        """The chosen values, and the view of the figure."""
        inner = self._inner.view
        assert isinstance(inner, TableView | ChartView)
        return FacetView(self._choice, self._focus, inner)

    def prepare(self) -> None:
        """Compute in advance what the first keys will need."""
        self._inner.prepare()

    def begin_key(self) -> None:
        """Clear the notice."""
        self._inner.begin_key()

    @property
    def seconds_per_step(self) -> float:
        """Seconds between two steps of the figure."""
        return self._inner.seconds_per_step if isinstance(self._inner, Running) else 1.0

    @property
    def is_running(self) -> bool:
        """True while the figure advances by itself."""
        return isinstance(self._inner, Running) and self._inner.is_running

    def advance(self) -> None:
        """Let the figure advance by one step."""
        if isinstance(self._inner, Running):
            self._inner.advance()

    def typed_changed(self) -> None:
        """Pass on that the typed text has changed."""
        self._inner.typed_changed()

    # --- drawing --------------------------------------------------------------------------

    def lines(self, width: int, height: int) -> list[Line]:
        """Return the figure with its facets below its title."""
        self._targets = []
        self._shown = []
        if not self.has_cursor:
            return self._inner.lines(width, height)
        inner = self._inner
        leader = self._leader()
        words = rows_words(self._facets, self._choice, leader)
        if isinstance(inner, Counting):
            # The figure's own line would count the rows a second time.
            count, *settings = inner.status(self._facets.count)
            words = " · ".join([count, *([leader.words] if leader else []), *settings])
        state = FacetState(self._facets, self._choice, words, self._focus)
        self._shown = facet_lines(state, width, self._target_of)
        spare = 1 if isinstance(inner, Counting) else 0
        lines = inner.lines(width, max(1, height - len(self._shown) + spare))
        self._head, self._dropped = _title_end(lines), 0
        if spare:
            self._dropped = _heading_end(lines) - self._head
        if len(self._shown) > height // _FACETS_SHARE:
            self._targets = []
            self._shown = compact_facet_lines(state, width, self._target_of)
            self._head, self._dropped = 0, _heading_end(lines)
            lines = inner.lines(width, max(1, height - len(self._shown) + self._dropped))
        if self._focus != NO_FACET:
            lines = [[_without_cursor(run) for run in line] for line in lines]
        own = [[run._replace(target=NO_TARGET) for run in line] for line in self._shown]
        return [*lines[: self._head], *own, *lines[self._head + self._dropped :]][:height]

    def _target_of(self, facet: int, value: str) -> int:
        self._targets.append((facet, value))
        return len(self._targets) - 1

    def _leader(self) -> Leader | None:
        """Return the leader by the order that the reader gave the figure."""
        inner = self._inner.view
        sort = inner.sort if isinstance(inner, TableView) else ""
        return leader_at(self._narrowed, self._options, sort)

    def evidence(self, width: int) -> list[Line]:
        """Return the evidence of the value under the cursor; beside the facets, of the leader."""
        leader = self._leader() if self._focus != NO_FACET else None
        if self._focus == NO_FACET or leader is None:
            return self._inner.evidence(width)
        row, column = leader.rows[0], leader.column
        return cell_evidence(self._narrowed, row, column, self._deck, width)

    def place(self) -> str:
        """Return the facet and its value, or the position of the figure's cursor."""
        if self._focus == NO_FACET or not self.has_cursor:
            return self._inner.place()
        return f"{self._facets.facets[self._focus].title}: {self._choice[self._focus]}"

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""
        if not self.has_cursor:
            return self._inner.hints()
        if self._focus == NO_FACET:
            return (("facet-next", "facets"), *self._inner.hints())
        is_last = self._focus == len(self._facets.facets) - 1
        return (
            ("block-left+block-right", "switch"),
            ("facet-next", "rows" if is_last else "next facet"),
            ("block-evidence", "evidence"),
        )

    # --- keys and the mouse ---------------------------------------------------------------

    def do(self, action: str) -> None:
        """Run a command: choose a facet, or let the figure do it."""
        count = len(self._facets.facets)
        if action == "next_facet":
            self._focus = self._focus + 1 if self._focus + 1 < count else NO_FACET
        elif action == "previous_facet":
            self._focus = count - 1 if self._focus == NO_FACET else self._focus - 1
        else:
            # What a command of the figure is about has to be seen: its cursor.
            self._focus = self._focus if action in _WITHOUT_CURSOR else NO_FACET
            self._inner.do(action)

    def move(self, across: int, down: int) -> None:
        """Switch the value of the facet in focus, go to another facet, or move the cursor."""
        if self._focus == NO_FACET:
            before = self._inner.view
            self._inner.move(across, down)
            if down < 0 and self._inner.view == before:
                self._focus = len(self._facets.facets) - 1
        elif across:
            self._choose(self._facets.turned(self._choice, self._focus, across), self._focus)
        elif down > 0:
            self.do("next_facet")
        else:
            self._focus = max(0, self._focus - 1)

    def _choose(self, choice: Choice, facet: int) -> None:
        """Show the rows at a combination, in the order and with the columns that there were."""
        if choice == self._choice:
            return
        before, self._choice = self._choice, choice
        table = self._facets.table(choice)
        view = _carried(self._inner.view, self._narrowed, table)
        self._narrowed = table
        self._inner = self._figure_at(choice, view)
        self._inner.notice = self._facets.moved_words(before, choice, facet)

    def page(self, pages: int) -> None:
        """Move the figure's cursor by a screenful."""
        self._focus = NO_FACET
        self._inner.page(pages)

    def edge(self, end: int) -> None:
        """Move to the first or last value of the facet in focus, or the figure's cursor."""
        if self._focus == NO_FACET:
            self._inner.edge(end)
            return
        far = len(self._facets.facets[self._focus].values) * (1 if end else -1)
        self._choose(self._facets.turned(self._choice, self._focus, far), self._focus)

    def close_layer(self) -> bool:
        """Close a layer of the figure; return False where none is open."""
        return self._inner.close_layer()

    def click(self, line: int, column: int) -> bool:
        """Choose the value that was clicked, or let the figure handle the click."""
        place = line - self._head
        if not 0 <= place < len(self._shown):
            self._focus = NO_FACET
            below = line - len(self._shown) + self._dropped
            return self._inner.click(line if place < 0 else below, column)
        on_line = list(target_places(self._shown, [place]))
        target = nearest_on_line(on_line, place, column)
        if target is not None:
            facet, value = self._targets[target]
            self._focus = facet
            self._choose(self._facets.with_value(self._choice, facet, value), facet)
        return False

    def drag(self, line: int, column: int) -> bool:
        """Return False: nothing can be dragged."""
        return False


def _title_end(lines: Sequence[Line]) -> int:
    """Return the number of lines with the title of a figure, below which the facets stand."""
    count = 0
    while count < len(lines) and any(run.role == "caption-title" for run in lines[count]):
        count += 1
    return count


def _heading_end(lines: Sequence[Line]) -> int:
    """Return the number of lines with the title and what stands below it, which can be left out."""
    count = _title_end(lines)
    while count and count < len(lines) and _is_muted(lines[count]):
        count += 1
    return count


def _is_muted(line: Line) -> bool:
    return bool(line) and all(run.role == "muted" for run in line)


def _carried(view: object, before: Table, after: Table) -> TableView | ChartView | None:
    """Return a view for the rows of another combination, with the cursor on the first.

    A pinned row stays pinned if there is one of its name.
    """
    if not isinstance(view, TableView):
        return None
    by_name = {row.id: place for place, row in enumerate(after.rows) if row.id}
    name = before.rows[view.pinned].id if view.pinned != NO_ROW else ""
    pinned = by_name.get(name, NO_ROW)
    return msgspec.structs.replace(
        view,
        rows=tuple(range(len(after.rows))),
        row=NO_ROW,
        pinned=pinned,
        difference=view.difference if pinned != NO_ROW else Difference.OFF,
    )


def _without_cursor(run: TextRun) -> TextRun:
    """Return a run of a figure without the look of its cursor."""
    words = (_QUIET_ROLES.get(word, word) for word in run.role.split())
    return run._replace(role=" ".join(filter(None, words)))
