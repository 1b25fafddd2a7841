"""The commands of all kinds of figures."""

from __future__ import annotations

from explainer.ui.figures.chart_figure import CHART
from explainer.ui.figures.facet_figure import FACETS
from explainer.ui.figures.figure import FIGURE
from explainer.ui.figures.table_commands import TABLE, TABLE_COLUMNS, TABLE_FILTER
from explainer.ui.figures.timeline_figure import TIMELINE

EVERY_FIGURE = (*FIGURE, *TABLE, *TABLE_FILTER, *TABLE_COLUMNS, *FACETS, *CHART, *TIMELINE)
"""All of them, in the order of the list in README."""
