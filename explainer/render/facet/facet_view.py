"""The state of a reader with a figure that has facets: the chosen values, and the figure's view."""

from __future__ import annotations

import msgspec

from explainer.render.chart.chart_view import ChartView
from explainer.render.facet.facet_lines import NO_FACET
from explainer.render.facet.facets import Choice
from explainer.render.table.table_view import TableView


class FacetView(msgspec.Struct, frozen=True, tag="facets"):
    """The chosen values, and the view of the figure at these values."""

    choice: Choice = ()
    """The chosen value of each facet."""
    focus: int = NO_FACET
    """Index of the facet whose value the arrows choose; `NO_FACET` while they move the cursor."""
    inner: TableView | ChartView | None = None
    """View of the table or chart; None for the author's."""
