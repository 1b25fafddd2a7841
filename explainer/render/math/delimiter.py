"""Brackets, roots, frames and arrows that are as large as what stands in them."""

from __future__ import annotations

from explainer.render.math.box import Box, above, aligned, beside, line

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


def framed(inner: Box) -> Box:
    """Return a box in a frame."""
    edge = "─" * (inner.width + 2)
    side = Box(("│",) * len(inner.lines), inner.base, 1)
    body = beside([side, line(" "), inner, line(" "), side])
    return above([line(f"┌{edge}┐"), body, line(f"└{edge}┘")], 1)


def braced(inner: Box, is_above: bool) -> Box:
    """Return a box with a brace above or below it."""
    width = max(3, inner.width)
    middle = (width - 2) // 2
    left, right = "─" * middle, "─" * (width - 3 - middle)
    inner = aligned(inner, width, "center")
    if is_above:
        return above([line(f"╭{left}┴{right}╮"), inner], 1)
    return above([inner, line(f"╰{left}┬{right}╯")], 0)


def arrow(first: str, last: str, over: Box, under: Box) -> Box:
    """Return an arrow with a text above it, and one below it if that is not empty."""
    shaft = "═" if "═" in (first, last) else "─"
    long = line(first + shaft * max(over.width, under.width) + last)
    return above([over, long, under] if under.width else [over, long], 1)


def arrow_through(first: str, last: str, over: Box, under: Box) -> Box:
    """Return an arrow on one line, with its text in it."""
    return line(f"{first}{over.text}{under.text}{last}")
