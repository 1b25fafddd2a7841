"""Rounds shares to whole numbers, with the same result on every Python."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = 9
"""Decimals that count; further ones depend on binary fractions and the order of adding."""


def rounded(value: float) -> int:
    """Return the nearest whole number; halves are rounded away from zero, as people do."""
    return int(Decimal(f"{value:.{_DIGITS}f}").quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent(share: float) -> str:
    """Return a fraction as a whole percentage."""
    return f"{rounded(100 * share)} %"
