"""Sets a chart into a section: its title, its drawing, its note and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions
from explainer.deck.model import Deck
from explainer.render.chart.chart_drawing import chart_header, chart_lines
from explainer.render.chart.chart_view import ChartView
from explainer.render.chart.data import Point, chart_data
from explainer.render.chart.glyphs import Glyphs
from explainer.render.directive_table import chart_table, shown_sources
from explainer.render.frame import foot_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import NO_TARGET, Line, TextRun, wrap
from explainer.render.page import JOINT, Target, TargetKind
from explainer.render.setting import LEARNING, Setting

if TYPE_CHECKING:
    from explainer.render.facet.facet_page import Narrowed

MOST_CELLS = 100
"""Widest chart in a section; a longer line shows nothing more and is harder to follow."""


def chart_block_lines(
    block: Directive,
    options: ChartOptions,
    deck: Deck,
    inline: InlineLayout,
    width: int,
    setting: Setting = LEARNING,
    view: ChartView | None = None,
    narrowed: Narrowed | None = None,
) -> list[Line]:
    """Return a chart with its title and foot, in the state in which the reader left it.

    `narrowed` is the part of it at the chosen values of its facets.
    """
    table = deck.tables[options.target] if narrowed is None else narrowed.table
    data = narrowed.chart if narrowed is not None else None
    data = data or chart_data(table, options, deck)
    glyphs = Glyphs.PLAIN if setting.ascii_only else Glyphs.FULL
    width = min(width, MOST_CELLS)
    inline.targets.append(Target(TargetKind.BLOCK, (str(block.span.line),), inline.block))
    opens = len(inline.targets) - 1

    def value_target(point: Point) -> int:
        if not point.claims:
            return NO_TARGET
        inline.targets.append(Target(TargetKind.CLAIM, point.claims, inline.block))
        return len(inline.targets) - 1

    lines = [
        [run._replace(target=opens) if run.role == "caption-title" else run for run in line]
        for line in chart_header(data, width, glyphs)
    ]
    if narrowed is not None:
        title = sum(any(run.role == "caption-title" for run in line) for line in lines)
        lines[title:title] = narrowed.lines(width, opens)
    lines.append([])

    def foot() -> list[Line]:
        words: list[Line] = []
        if data.hidden and (view is None or not view.is_revealed):
            ask = "Where do you think the points are? Open the chart and move them."
            words = wrap([TextRun(ask, "here", "", opens)], width)
        sources = shown_sources(chart_table(table, options))
        return words + foot_lines(table.note, sources, table.as_of, deck, inline, width)

    body = chart_lines(
        data,
        width,
        glyphs=glyphs,
        view=view,
        value_target=value_target,
        joint=(JOINT,),
        foot=foot,
    )
    return lines + body
