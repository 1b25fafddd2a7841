"""Draws the block elements of an exported picture as rectangles: fonts leave seams between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

Part = tuple[float, float, float, float, float]
"""Left, top, width and height within a cell, each 0 to 1, and opacity."""

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_LEFT = "▏▎▍▌▋▊▉"
_LOWER = "▁▂▃▄▅▆▇"
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
_TEXT = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'textLength="(?P<length>[\d.]+)" (?P<rest>[^>]*)>(?P<text>[^<]*)</text>'
)
_ABOVE_BASELINE = 18.5
"""Pixels from the top of a row to the baseline of its text, in pictures that Rich exports."""
_ROW = 24.4
"""Pixels of a row."""


def _parts(character: str) -> list[Part]:
    """Return the rectangles of a block element; none for any other character."""
    if character in _SHADES:
        return [(0, 0, 1, 1, _SHADES[character])]
    if character in _LEFT:
        return [(0, 0, (_LEFT.index(character) + 1) / 8, 1, 1)]
    if character == "▕":
        return [(7 / 8, 0, 1 / 8, 1, 1)]
    if character in _LOWER and character != "▄":
        height = (_LOWER.index(character) + 1) / 8
        return [(0, 1 - height, 1, height, 1)]
    bits = _QUARTERS.find(character) if character != " " else 0
    if bits <= 0:
        return []
    whole: dict[int, Part] = {
        15: (0, 0, 1, 1, 1),
        3: (0, 0, 1, 0.5, 1),
        12: (0, 0.5, 1, 0.5, 1),
        10: (0.5, 0, 0.5, 1, 1),
    }
    if bits in whole:
        return [whole[bits]]
    return [(bit % 2 / 2, bit // 2 / 2, 0.5, 0.5, 1.0) for bit in range(4) if bits >> bit & 1]


def with_drawn_blocks(svg: str) -> str:
    """Return a picture with its block elements as rectangles, neighbours of one shape as one."""
    return _TEXT.sub(_drawn, svg)


def _drawn(match: re.Match[str]) -> str:
    text = unescape(match["text"])
    if not any(_parts(character) for character in text):
        return match[0]
    cell = float(match["length"]) / max(1, len(text))
    left, top = float(match["x"]), float(match["y"]) - _ABOVE_BASELINE
    rects = "".join(
        f'<rect class="{match["style"]}" x="{left + start * cell:.2f}" y="{top + y * _ROW:.2f}" '
        f'width="{width * cell:.2f}" height="{height * _ROW:.2f}"{_opacity(opacity)}/>'
        for start, y, width, height, opacity in _merged(text)
    )
    others = "".join(" " if _parts(one) else one for one in text)
    if not others.strip():
        return rects
    kept = match[0].replace(f">{match['text']}<", f">{_escaped(others)}<")
    return kept + rects


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' fill-opacity="{opacity}"'


def _escaped(text: str) -> str:
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", " ": "&#160;", "'": "&#x27;", '"': "&quot;"}
    return "".join(marks.get(character, character) for character in text)


def _merged(text: str) -> Iterator[Part]:
    """Yield the rectangles of a text, in cells from its start; whole cells in a row are one."""
    before: Part | None = None
    for place, character in enumerate(text):
        for x, y, width, height, opacity in _parts(character):
            if before is not None and before[1:2] + before[3:] == (y, height, opacity):
                start, _, far, _, _ = before
                if abs(start + far - (place + x)) < 1e-9:
                    before = (start, y, far + width, height, opacity)
                    continue
            if before is not None:
                yield before
            before = (place + x, y, width, height, opacity)
    if before is not None:
        yield before
