"""Draws small bars behind the numbers of a column, all of one scale."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from explainer.render.chart.glyphs import LOOKS, Glyphs
from explainer.render.line import Line, TextRun

BAR_WIDTHS = (20, 16, 12, 8)
"""Cells of a bar, from the widest for which there is room; the last one is always drawn."""

_BELOW = {Glyphs.FULL: "▒", Glyphs.PLAIN: "="}
"""Fill of bars of negative numbers, which differs from that of others by its weight."""


class BarScale(msgspec.Struct, frozen=True):
    """The scale that the bars of a column share, so that they can be compared."""

    largest: float
    """The number of the longest bar, without its sign; more than 0."""
    low: float
    """The share of the lowest number in it, without its sign; 0 if none is negative."""
    high: float
    """The share of the highest number in it; 0 if none is positive."""


def bar_scale(values: Iterable[float | None]) -> BarScale | None:
    """Return the scale of the bars of some finite numbers; None if all are 0 or missing."""
    known = [value for value in values if value is not None]
    largest = max(map(abs, known), default=0.0)
    if not largest:
        return None
    # Shares cannot overflow, which the difference of two numbers can.
    return BarScale(largest, max(0.0, -(min(known) / largest)), max(0.0, max(known) / largest))


def bar_runs(
    value: float | None, scale: BarScale, width: int, glyphs: Glyphs, role: str = ""
) -> Line:
    """Return the bar of a number, padded to a width; without one it is blank.

    Where some numbers are negative, their bars stand to the left of a zero line.
    """
    share = 0.0 if value is None else value / scale.largest
    role = role or "series-plain"
    if not scale.low:
        return _padded(_bar(share * width, width, glyphs), width, role)
    room = width - 1
    left = round(room * scale.low / (scale.low + scale.high))
    left = max(1, min(left, room - 1 if scale.high else room))
    right = room - left
    unit = min(left / scale.low, right / scale.high) if scale.high else left / scale.low
    zero = TextRun(LOOKS[glyphs].zero, "rule")
    if share < 0:
        bar = _BELOW[glyphs] * max(1, min(left, round(-share * unit)))
        return [*_led(bar, left, role), zero, *_padded("", right, role)]
    return [*_led("", left, role), zero, *_padded(_bar(share * unit, right, glyphs), right, role)]


def _bar(cells: float, most: int, glyphs: Glyphs) -> str:
    """Return a bar of some cells, in eighths where the terminal has them; none only for 0."""
    if cells <= 0:
        return ""
    look = LOOKS[glyphs]
    if not look.eighths:
        return look.fills[0] * max(1, min(most, round(cells)))
    whole, eighths = divmod(max(1, min(8 * most, round(cells * 8))), 8)
    return look.fills[0] * whole + (look.eighths[eighths - 1] if eighths else "")


def _padded(bar: str, width: int, role: str) -> Line:
    """Return a bar with the room behind it."""
    return _runs(TextRun(bar, role), TextRun(" " * (width - len(bar))))


def _led(bar: str, width: int, role: str) -> Line:
    """Return a bar with the room before it."""
    return _runs(TextRun(" " * (width - len(bar))), TextRun(bar, role))


def _runs(*runs: TextRun) -> Line:
    return [run for run in runs if run.text]
