"""The pane of a list of claims, sources or terms: filters, summary, items around the chosen one."""

from __future__ import annotations

from explainer.render.line import Line, TextRun, wrap
from explainer.render.listing import Listing
from explainer.ui.base.choosing import ChoiceList
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.base.window import window

_WIDEST = 88
_ROOMY_HEIGHT = 20
"""Rows from which a summary is shown above the list."""


class ListPane(ChoiceList):
    """Shows a list, and the words typed to filter it."""

    def __init__(self, listing: Listing) -> None:
        """`listing` has the items."""
        super().__init__(base="pane", id="list")
        self.listing = listing
        """The list with its filters."""
        self.typed: TypedLine | None = None
        """Line with the words to filter by, while they are being typed."""

    @property
    def count(self) -> int:
        """Number of items that pass the filters."""
        return len(self.listing.shown)

    def choose(self, row: int) -> None:
        """Choose an item."""
        self.listing.choose(row)
        self.chosen = self.listing.chosen
        self.repaint()

    @property
    def per_page(self) -> int:
        """Number of items in sight at once, approximately."""
        return max(1, (self.size.height - 5) // 4)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the head, then the items around the chosen one."""
        listing = self.listing
        inner = max(1, min(_WIDEST, width - 3))
        left = TextRun(" " * max(1, (width - inner - 1) // 2))
        head = [self._title_line(inner - 2)]
        if height >= _ROOMY_HEIGHT and listing.shown:
            head.extend(listing.summary(listing.shown, max(1, inner - 2)))
        head = [[], *([TextRun("  "), *line] for line in head), []]
        room = max(1, height - len(head))
        if listing.shown:
            rows, body = window(
                len(listing.shown), listing.chosen, room, lambda n: listing.entry(n, inner)
            )
        else:
            nothing = "Nothing is left." if listing.items else "The deck has none."
            rows, body = [], wrap([TextRun(nothing, "muted")], inner)
        self.set_rows([-1] * len(head) + rows)
        return [[left, *line] if line else [] for line in (*head, *body)]

    def _title_line(self, width: int) -> Line:
        if self.typed is None:
            return self.listing.title_line(width)
        lead = TextRun("Words: ", "muted")
        return [lead, *self.typed.runs(max(2, width - len(lead.text)))]
