"""Draws how far guesses are from their records: a thin stem between the two."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.render.chart.canvas import FAINT_DASH, Canvas, Pen
from explainer.render.chart.data import Series
from explainer.render.chart.drawing import Drawing
from explainer.render.line import TextRun

GUESS_PEN = Pen("faint", -1, FAINT_DASH, ".", is_dotted=True)
"""The line that joins guesses, below every other line."""


def draw_stems(
    drawing: Drawing, canvas: Canvas, series: Series, places: Sequence[int | None]
) -> None:
    """Draw a stem between each guess and its record.

    Args:
        drawing: The chart.
        canvas: Has the lines and markers already; stems stand behind them.
        series: The series.
        places: Column of dots of each point; None for a point whose record is not drawn yet.
    """
    for point, x in zip(series.points, places, strict=True):
        if x is None or point.guess is None or point.value is None or point.is_open:
            continue
        rows = [
            canvas.cell(x, canvas.y(drawing.scale.fraction(value)))[1]
            for value in (point.guess, point.value)
        ]
        column = canvas.cell(x, 0)[0]
        for row in range(min(rows) + 1, max(rows)):
            if not canvas.has_word(column, row):
                canvas.put(column, row, TextRun(drawing.look.stem, "faint"))
