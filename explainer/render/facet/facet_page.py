"""A figure of a section at the chosen values of its facets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explainer.deck.model import Table
from explainer.render.facet.facet_lines import FacetState, facet_lines
from explainer.render.line import Line

if TYPE_CHECKING:
    from explainer.render.chart.data import ChartData  # no start needs what draws charts


class Narrowed(NamedTuple):
    """The part of a table that the chosen values of its facets leave."""

    table: Table
    """The table with these rows, and without the facet columns."""
    state: FacetState
    """The facets and the chosen values."""
    chart: ChartData | None = None
    """Data of the chart that draws it, on the scale of all values; None for a table."""

    def lines(self, width: int, opens: int) -> list[Line]:
        """Return the lines of the facets, where a value opens the figure by its target."""

        def opening(facet: int, value: str) -> int:
            return opens

        return facet_lines(self.state, width, opening)
