"""Brackets and roots that are as tall as what stands in them."""

from __future__ import annotations

from explainer.render.math.box import Box, beside, line

_TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖",
    "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
}  # fmt: skip
"""Top, middle and bottom of each bracket."""

_CURLY = {"{": tuple("⎧⎪⎨⎩"), "}": tuple("⎫⎪⎬⎭")}
"""Top, straight part, middle and bottom of each curly bracket."""


def delimiter(sign: str, height: int, base: int) -> Box:
    """Return a bracket of a height; the base of a one-line bracket is its only line."""
    if not sign:
        return line("")
    if height > 1 and sign in _CURLY:
        top, straight, middle, bottom = _CURLY[sign]
        if height == 2:
            rows = ["⎰", "⎱"] if sign == "{" else ["⎱", "⎰"]
        else:
            rows = [straight] * height
            rows[0], rows[-1], rows[height // 2] = top, bottom, middle
        return Box(tuple(rows), base, 1)
    if height > 1 and sign in _TALL:
        top, middle, bottom = tuple(_TALL[sign])
        return Box((top, *[middle] * (height - 2), bottom), base, 1)
    return line(sign)


def enclosed(inner: Box, left: str, right: str) -> Box:
    """Return a box between brackets of its height."""
    height = len(inner.lines)
    parts = [delimiter(left, height, inner.base), inner, delimiter(right, height, inner.base)]
    if not inner.is_line and (left or right):
        gap = line(" ")
        parts = [parts[0], *([gap] if left else []), inner, *([gap] if right else []), parts[2]]
    return beside(parts)


def root(inner: Box, index: str) -> Box:
    """Return the root of a box of several lines, with its index in small characters."""
    rows = [" ┌" + "─" * (inner.width + 1)]
    rows.extend(f" │ {text}" for text in inner.lines)
    rows[-1] = "╲" + rows[-1][1:]
    extra = max(0, len(index) - 1)
    if index:
        at = len(rows) - 2
        rows = [
            f"{index}{row[1:]}" if number == at else " " * extra + row
            for number, row in enumerate(rows)
        ]
    return Box(tuple(rows), inner.base + 1, inner.width + 3 + extra)
