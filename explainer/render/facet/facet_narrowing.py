"""Narrows a table or chart to the chosen values of its facets."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.directive import ChartOptions, TableOptions
from explainer.deck.model import Deck, Table
from explainer.render.chart.data import ChartData
from explainer.render.facet.facet_chart import chart_leader, facet_chart_data
from explainer.render.facet.facet_lines import FacetState
from explainer.render.facet.facet_page import Narrowed
from explainer.render.facet.facet_view import FacetView
from explainer.render.facet.facets import (
    Choice,
    Facets,
    Leader,
    facets_of,
    narrowed_chart_options,
    narrowed_table_options,
    rows_words,
    table_leader,
)
from explainer.render.selection import shown_columns
from explainer.render.table.table_view import TableView


class NarrowedOptions(NamedTuple):
    """A directive narrowed to the chosen values of its facets."""

    narrowed: Narrowed | None
    """The rows that remain; None for a directive without facets."""
    options: TableOptions | ChartOptions
    """Its options for these rows."""
    view: object
    """The view of the figure at these values."""


def narrowed_by(options: TableOptions | ChartOptions, view: object, deck: Deck) -> NarrowedOptions:
    """Return a directive at the values that a reader chose, else at the first ones."""
    facets = facets_of(deck.tables[options.target], options)
    if facets is None:
        return NarrowedOptions(None, options, view)
    now = view if isinstance(view, FacetView) else FacetView()
    choice = facets.settled(now.choice)
    table = facets.table(choice)
    sort = now.inner.sort if isinstance(now.inner, TableView) else ""
    words = rows_words(facets, choice, leader_at(table, options, sort))
    state = FacetState(facets, choice, words)
    chart: ChartData | None = None
    if isinstance(options, ChartOptions):
        chart = facet_chart_data(facets, choice, options, deck)
    return NarrowedOptions(Narrowed(table, state, chart), narrowed_options(options), now.inner)


def narrowed_options(options: TableOptions | ChartOptions) -> TableOptions | ChartOptions:
    """Return the options of a figure for one combination of its facets."""
    if isinstance(options, ChartOptions):
        return narrowed_chart_options(options)
    return narrowed_table_options(options)


def leader_at(table: Table, options: TableOptions | ChartOptions, sort: str = "") -> Leader | None:
    """Return the leader among the rows of one combination.

    Args:
        table: The table with these rows.
        options: Options of the directive.
        sort: Order that the reader gave a table; empty for the author's.
    """
    if isinstance(options, ChartOptions):
        return chart_leader(table, options)
    narrowed = narrowed_table_options(options)
    return table_leader(table, shown_columns(table, narrowed.columns), sort or narrowed.sort)


def combination_words(
    facets: Facets, choice: Choice, options: TableOptions | ChartOptions
) -> tuple[str, str]:
    """Return the chosen values, and the sentence about the rows that remain, as plain text."""
    leader = leader_at(facets.table(choice), options)
    return facets.words(choice), rows_words(facets, choice, leader)
