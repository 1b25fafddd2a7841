"""The commands of every kind of figure."""

from __future__ import annotations

from explainer.ui.figures.chart_figure import CHART
from explainer.ui.figures.figure import FIGURE
from explainer.ui.figures.table_figure import TABLE, TABLE_COLUMNS, TABLE_FILTER
from explainer.ui.figures.timeline_figure import TIMELINE

EVERY_FIGURE = (*FIGURE, *TABLE, *TABLE_FILTER, *TABLE_COLUMNS, *CHART, *TIMELINE)
"""In the order in which README lists them."""
