"""Creates the opened figure of a directive: table, chart or timeline."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.block import Directive, walk
from explainer.deck.directive import (
    ChartOptions,
    CompareOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.render.chart.glyphs import Glyphs
from explainer.render.table.table_view import TableView, table_view
from explainer.ui.base.command import Keymap
from explainer.ui.base.session import Session
from explainer.ui.figures.figure import FIGURE, Copy, Figure, Label


class FigureSetting(NamedTuple):
    """Services of the screen that shows a figure."""

    copy: Copy | None = None
    """Copies text to the clipboard; None where copying is off."""
    label: Label | None = None
    """Returns the key of a command; None to use the default keys."""
    has_motion: bool = True
    """True if a timeline, the record of a chart or sorted rows may move by themselves."""


def directive_at(session: Session, index: int, line: int) -> Directive | None:
    """Return the directive on a line of a section, given by its index in the outline."""
    blocks = walk(session.section(index).blocks)
    return next((b for b in blocks if isinstance(b, Directive) and b.span.line == line), None)


def figure_of(
    block: Directive, session: Session, view: object, setting: FigureSetting
) -> Figure | None:
    """Return the figure of a directive, in a certain view.

    Args:
        block: The directive.
        session: Has the deck.
        view: The view in which the reader left it; anything else for the author's.
        setting: Services of the screen that shows it.

    Returns:
        The figure; None for a directive that is no figure.
    """
    options, deck = block.options, session.opened.deck
    if isinstance(options, TableOptions | CompareOptions):
        from explainer.ui.figures.table_figure import TableFigure

        table = deck.tables[options.target]
        start = view if isinstance(view, TableView) else table_view(table, options)
        glyphs = Glyphs.PLAIN if session.ascii_only else Glyphs.FULL
        return TableFigure(table, start, deck, setting.copy, glyphs, has_motion=setting.has_motion)
    if isinstance(options, TimelineOptions):
        from explainer.render.timeline.timeline_view import TimelineView, timeline_view
        from explainer.ui.figures.timeline_figure import TimelineFigure

        timeline = deck.timelines[options.target]
        left = view if isinstance(view, TimelineView) else timeline_view(timeline, options)
        has_motion = setting.has_motion
        return TimelineFigure(timeline, options, left, deck, has_motion=has_motion)
    if isinstance(options, ChartOptions):
        from explainer.render.chart.chart_view import ChartView
        from explainer.ui.figures.chart_figure import CHART, ChartFigure

        table = deck.tables[options.target]
        seen = view if isinstance(view, ChartView) else None
        label = setting.label or Keymap((*CHART, *FIGURE), {}).label
        ascii_only = session.ascii_only
        return ChartFigure(
            table,
            options,
            seen,
            deck,
            setting.copy,
            label,
            ascii_only=ascii_only,
            has_motion=setting.has_motion,
        )
    return None
