"""Lays out the tables, charts and timelines of a deck as parts of a section or a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions, CompareOptions, TableOptions, TimelineOptions
from explainer.deck.model import Deck
from explainer.render.inline import InlineLayout
from explainer.render.line import Line
from explainer.render.setting import Setting
from explainer.render.table.table_page import compare_lines, table_lines
from explainer.render.table.table_view import TableView

if TYPE_CHECKING:
    from explainer.render.facet.facet_page import Narrowed


def data_lines(
    block: Directive, deck: Deck, inline: InlineLayout, width: int, setting: Setting
) -> list[Line]:
    """Return the lines of a directive that shows data; no lines for one that asks questions."""
    options = block.options
    view = setting.views.get(block.span.line or 0)
    narrowed: Narrowed | None = None
    if isinstance(options, TableOptions | ChartOptions) and options.facets:
        from explainer.render.facet.facet_narrowing import narrowed_by

        narrowed, options, view = narrowed_by(options, view, deck)
    if isinstance(options, TableOptions):
        options = _with_view(options, view)
        return table_lines(block, options, deck, inline, width, setting, narrowed)
    if isinstance(options, CompareOptions):
        return compare_lines(block, options, deck, inline, width)
    if isinstance(options, ChartOptions):
        from explainer.render.chart.chart_page import chart_block_lines
        from explainer.render.chart.chart_view import ChartView

        chart = view if isinstance(view, ChartView) else None
        return chart_block_lines(block, options, deck, inline, width, setting, chart, narrowed)
    if isinstance(options, TimelineOptions):
        from explainer.render.timeline.timeline_page import timeline_lines
        from explainer.render.timeline.timeline_view import TimelineView

        timeline = view if isinstance(view, TimelineView) else None
        return timeline_lines(block, options, deck, inline, width, setting, timeline)
    return []


def _with_view(options: TableOptions, view: object) -> TableOptions:
    """Return an author's options with the order and columns that the reader left."""
    if not isinstance(view, TableView):
        return options
    return msgspec.structs.replace(
        options, columns=view.columns, sort=view.sort, transpose=view.transposed
    )
