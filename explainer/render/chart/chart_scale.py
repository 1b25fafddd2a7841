"""Scales and their ticks, exact for every finite number.

Ticks are multiples of 1, 2 or 5 times a power of ten, after Paul S. Heckbert, "Nice Numbers for
Graph Labels", Graphics Gems (1990). Differences are taken of halves, so that a scale from -1.7e308
to 1.7e308 does not overflow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil, floor, isfinite, log10

import msgspec

_LARGEST = 1.7976931348623157e308
_WHOLE = 100.0
"""The end of an axis of percentages that are parts of a whole."""

_GUESSING_ROOM = 1.6
"""Least extent of an axis on which one guesses, as a multiple of the largest value seen."""

_NEAR_ZERO = 0.75
"""A line chart starts at zero if its least value is below this part of its greatest."""


class NiceStep(msgspec.Struct, frozen=True):
    """A step in which people count: 1, 2 or 5 times a power of ten."""

    digit: int
    """1, 2 or 5."""
    exponent: int
    """Power of ten."""

    def multiple(self, count: int) -> float:
        """Return a number of steps, as the nearest float instead of a sum with rounding errors."""
        return float(f"{self.digit * count}e{self.exponent}")

    @property
    def size(self) -> float:
        """Size of one step."""
        return self.multiple(1)

    @property
    def larger(self) -> NiceStep:
        """The next larger step."""
        if self.digit == 5:
            return NiceStep(1, self.exponent + 1)
        return NiceStep(2 if self.digit == 1 else 5, self.exponent)


class Scale(msgspec.Struct, frozen=True):
    """The range of numbers along an axis."""

    low: float
    """Lower end of the axis."""
    high: float
    """Upper end of the axis, above `low`."""

    def fraction(self, value: float) -> float:
        """Return the position of a value along the axis, from 0 to 1."""
        span = self.high / 2 - self.low / 2
        if span <= 0:
            return 0.0
        return min(1.0, max(0.0, (value / 2 - self.low / 2) / span))

    def clamped(self, value: float) -> float:
        """Return the value, or the end of the axis if it is beyond."""
        return min(self.high, max(self.low, value))

    def ticks(self, count: int) -> tuple[float, ...]:
        """Return at most `count` ticks on the axis, ascending; at least one if one fits."""
        count = max(2, count)
        step = nice_step(self.high / 2 - self.low / 2, count)
        while True:
            first = _count(self.low, step, ceil)
            last = _count(self.high, step, floor)
            if last - first < count:
                break
            step = step.larger
        ticks = [step.multiple(n) for n in range(first, last + 1)]
        return tuple(dict.fromkeys(t for t in ticks if self.low <= t <= self.high))


def _count(value: float, step: NiceStep, rounding: Callable[[float], int]) -> int:
    """Return the number of whole steps from zero to a value."""
    return rounding(value / step.size)


def nice_step(half_span: float, count: int) -> NiceStep:
    """Return the least step of which about `count` make up a span, given by its half."""
    rough = half_span / max(1, count) * 2
    if not rough > 1e-300:
        return NiceStep(1, -300)
    exponent = floor(log10(rough))
    part = rough / float(f"1e{exponent}")
    for digit in (1, 2, 5):
        if part <= digit * 1.000001:
            return NiceStep(digit, exponent)
    return NiceStep(1, exponent + 1)


def value_scale(values: Iterable[float], *, from_zero: bool, is_tight: bool = False) -> Scale:
    """Return a scale that contains all values.

    Args:
        values: Finite numbers.
        from_zero: True if it must contain zero, as for bars; it also does if zero is near.
        is_tight: True if it ends at the values, for charts that write them out without an axis.
    """
    known = list(values)
    if not known:
        return Scale(0.0, 1.0)
    low, high = min(known), max(known)
    if from_zero or low == high or (_is_near_zero(low, high) and not is_tight):
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        return Scale(0.0, 1.0)
    if is_tight:
        return Scale(low, high)
    if low > 0 or (low < 0 and high < 0):
        step = nice_step(high / 2 - low / 2, 4)
        low = low if high < 0 else max(0.0, step.multiple(floor(low / step.size)))
        high = min(0.0, step.multiple(ceil(high / step.size))) if high < 0 else high
    return Scale(low, high)


def _is_near_zero(low: float, high: float) -> bool:
    if low >= 0:
        return low <= high * _NEAR_ZERO
    if high <= 0:
        return high >= low * _NEAR_ZERO
    return True


def guessing_scale(
    seen: Iterable[float], hidden: Iterable[float], *, from_zero: bool, is_share: bool
) -> Scale:
    """Return a scale for values of which some are to be guessed, with room around those seen.

    Its ends are found from the values that are seen. Those hidden only move an end that they lie
    beyond, and then to a far round number, so that the axis does not tell how far they go.

    Args:
        seen: Finite numbers that are shown.
        hidden: Finite numbers that are to be guessed.
        from_zero: True if it must contain zero; it also does if zero is near.
        is_share: True for parts of a hundred, whose axis is the whole of it.
    """
    known, unknown = list(seen), list(hidden)
    least, most = min([*known, *unknown], default=0.0), max([*known, *unknown], default=0.0)
    if is_share and least >= 0 and most <= _WHOLE:
        return Scale(0.0, _WHOLE)
    low, high = min(known, default=0.0), max(known, default=0.0)
    top = _round_above(high * _GUESSING_ROOM) if high > 0 else 0.0
    bottom = -_round_above(-low * _GUESSING_ROOM) if low < 0 else 0.0
    if not from_zero and 0 < low < high and not _is_near_zero(low, high):
        step = nice_step(high / 2 - low / 2, 2)
        bottom = max(0.0, step.multiple(floor(low / step.size) - 2))
        top = min(step.multiple(ceil(high / step.size) + 2), _LARGEST)
    if least < bottom:
        bottom = 0.0 if least >= 0 else -_round_above(-least * _GUESSING_ROOM)
    if most > top:
        top = _round_above(most * _GUESSING_ROOM)
    return Scale(bottom, top) if top > bottom else Scale(0.0, 1.0)


def _round_above(value: float) -> float:
    """Return the least of 1, 2 or 5 times a power of ten not below a positive value."""
    size = nice_step(value / 2, 1).size if isfinite(value) else _LARGEST
    return size if isfinite(size) else _LARGEST
