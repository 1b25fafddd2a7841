"""Shares as whole numbers, the same on every Python."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = 9
"""Decimals behind which a difference is one of binary fractions and of the order of adding up."""


def rounded(value: float) -> int:
    """The nearest whole number; a half, as people write it, goes away from zero."""
    return int(Decimal(f"{value:.{_DIGITS}f}").quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent(share: float) -> str:
    """A share of 1 as a whole percentage."""
    return f"{rounded(100 * share)} %"
