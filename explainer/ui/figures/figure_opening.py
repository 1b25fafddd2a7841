"""Opens a table, chart or timeline of a section, so that it takes the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from explainer.deck.block import Directive, walk
from explainer.deck.directive import (
    ChartOptions,
    CompareOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.lesson.shown import View
from explainer.render.page import Target
from explainer.ui.base.session import Session
from explainer.ui.figures.figure import Copy, Figure

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.figures.figure_screen import Around
    from explainer.ui.reader.reader_screen import ReaderScreen


def open_in_reader(reader: ReaderScreen, target: Target) -> None:
    """Open the block of a target; closing it leads back to the text, or on in it."""
    from explainer.ui.reader.commands.registry import BY_ID

    def closed(command: str | None) -> None:
        reader.show_again()
        if command:
            BY_ID[command].run(reader)

    line = int(target.ids[0])
    open_block(reader.app, reader.session, reader.index, line, _nothing, closed)


def open_block(
    app: ReaderApp,
    session: Session,
    index: int,
    line: int,
    changed: Callable[[View], None],
    closed: Callable[[str | None], None],
    around: Around | None = None,
) -> None:
    """Open a block on a screen of its own.

    Args:
        app: Where.
        session: The sitting, which remembers how the block was left.
        index: The section, by its place in the outline.
        line: The line of the block in its section's file.
        changed: Given the view, at first and after every key.
        closed: Given `next` or `previous` where one went on, else nothing.
        around: What the place it is opened from puts on top of it, and which keys it keeps.
    """
    from explainer.ui.figures.figure_screen import FigureScreen

    section = session.section(index)
    block = next(
        (b for b in walk(section.blocks) if isinstance(b, Directive) and b.span.line == line), None
    )
    view = session.view(section.id, line)
    copy = None if session.kiosk else app.copy_to_clipboard
    has_motion = app.animation_level != "none"
    work = figure_of(block, session, view, copy, has_motion=has_motion) if block else None
    if work is None:
        return

    def keep(view: View) -> None:
        session.keep_view(section.id, line, view)
        changed(view)

    changed(work.view)
    FigureScreen(work, keep, around).open_over(app, closed)


def _nothing(view: View) -> None:
    """Nobody follows a reader."""


def figure_of(
    block: Directive,
    session: Session,
    view: object,
    copy: Copy | None,
    *,
    has_motion: bool = True,
) -> Figure | None:
    """What works a block, as the reader left it; None for what is not opened this way."""
    options, deck = block.options, session.opened.deck
    if isinstance(options, TableOptions | CompareOptions):
        from explainer.render.table.table_view import TableView, table_view
        from explainer.ui.figures.table_figure import TableFigure

        table = deck.tables[options.target]
        start = view if isinstance(view, TableView) else table_view(table, options)
        return TableFigure(table, start, deck, copy)
    if isinstance(options, TimelineOptions):
        from explainer.render.timeline.timeline_view import TimelineView, timeline_view
        from explainer.ui.figures.timeline_figure import TimelineFigure

        timeline = deck.timelines[options.target]
        left = view if isinstance(view, TimelineView) else timeline_view(timeline, options)
        return TimelineFigure(timeline, options, left, deck, has_motion=has_motion)
    if isinstance(options, ChartOptions):
        from explainer.render.chart.chart_view import ChartView
        from explainer.ui.figures.chart_figure import ChartFigure

        table = deck.tables[options.target]
        seen = view if isinstance(view, ChartView) else None
        return ChartFigure(table, options, seen, deck, copy, ascii_only=session.ascii_only)
    return None
