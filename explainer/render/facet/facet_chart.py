"""The data of a chart with facets: one combination, on the scale of all of them."""

from __future__ import annotations

import msgspec

from explainer.deck.directive import ChartOptions
from explainer.deck.model import Deck, Table
from explainer.render.chart.data import ChartData, chart_data
from explainer.render.facet.facets import (
    Choice,
    Facets,
    Leader,
    better_leader,
    narrowed_chart_options,
)
from explainer.render.selection import chart_columns


def facet_chart_data(
    facets: Facets, choice: Choice, options: ChartOptions, deck: Deck
) -> ChartData:
    """Return the data of a chart at one combination, with the leader marked.

    The charts at the other combinations are beside it, so that all share a scale; a series has the
    same colour in each.
    """
    narrowed = narrowed_chart_options(options)
    whole = chart_data(facets.whole(), narrowed, deck)
    colours = {series.title: series.colour for series in whole.series}

    def drawn(one: Choice) -> ChartData:
        data = chart_data(facets.table(one), narrowed, deck)
        series = tuple(
            msgspec.structs.replace(series, colour=colours.get(series.title, series.colour))
            for series in data.series
        )
        return msgspec.structs.replace(data, series=series)

    beside = tuple(drawn(one) for one in facets.choices if one != choice)
    data = _with_leader(drawn(choice), chart_leader(facets.table(choice), options))
    return msgspec.structs.replace(data, beside=beside)


def chart_leader(table: Table, options: ChartOptions) -> Leader | None:
    """Return the leader of a chart that draws a table with the rows of one combination."""
    label, values = chart_columns(table, narrowed_chart_options(options))
    return better_leader(table, [label, *values])


def _with_leader(data: ChartData, leader: Leader | None) -> ChartData:
    """Return the chart with the points of the leader marked."""
    if leader is None:
        return data
    rows = frozenset(leader.rows)
    series = tuple(
        msgspec.structs.replace(
            one,
            points=tuple(
                msgspec.structs.replace(point, is_best=True)
                if point.row in rows and point.column == leader.place
                else point
                for point in one.points
            ),
        )
        for one in data.series
    )
    return msgspec.structs.replace(data, series=series)
