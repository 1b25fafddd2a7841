"""Converts colours in output to those that a visitor's terminal can show.

Textual paints in true colour for everybody: it caches the escape codes of a style on the style,
which apps share, so that two colour depths in one process would mix. Each visitor's driver converts
what it sends.

The palette of 256 colours is xterm's: the terminal's own 16, a cube of six levels, and 24 greys.
"""

from __future__ import annotations

import re

from explainer.serve.client_terminal import Depth

_SGR = re.compile(r"\x1b\[([0-9;]+)m")
_RGB = re.compile(r"([34])8;2;(\d{1,3});(\d{1,3});(\d{1,3})")
_ANY_COLOUR = re.compile(
    r"(?:(?<=;)|^)(?:[34]8;(?:2;\d+;\d+;\d+|5;\d+)|[349][0-79]|10[0-7])(?=;|$)"
)
_LEVELS = (0, 95, 135, 175, 215, 255)
_BASIC = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
"""xterm's first sixteen colours, which those of most terminals resemble."""


class DepthFilter:
    """Rewrites output for one terminal; each escape code is converted once."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth
        self._codes: dict[str, str] = {}

    def convert(self, data: str) -> str:
        """Return output with the colours that the terminal has."""
        if self._depth is Depth.TRUE or "\x1b[" not in data:
            return data
        return _SGR.sub(self._sequence, data)

    def _sequence(self, match: re.Match[str]) -> str:
        codes = match[1]
        found = self._codes.get(codes)
        if found is None:
            found = self._codes[codes] = converted(codes, self._depth)
        return found


def converted(codes: str, depth: Depth) -> str:
    """Convert the codes of one SGR sequence; returns the whole sequence."""
    if depth is Depth.NONE:
        left = ";".join(part for part in _ANY_COLOUR.sub("", codes).split(";") if part)
        return f"\x1b[{left}m" if left else ""
    to_index = _nearest_indexed if depth is Depth.INDEXED else _nearest_basic
    return f"\x1b[{_RGB.sub(to_index, codes)}m"


def _nearest_indexed(match: re.Match[str]) -> str:
    place, rgb = match[1], (int(match[2]), int(match[3]), int(match[4]))
    cube = [_nearest_level(value) for value in rgb]
    grey = min(range(24), key=lambda i: abs(8 + 10 * i - sum(rgb) / 3))
    cube_colour = tuple(_LEVELS[i] for i in cube)
    grey_colour = (8 + 10 * grey,) * 3
    if _distance(rgb, grey_colour) < _distance(rgb, cube_colour):
        return f"{place}8;5;{232 + grey}"
    return f"{place}8;5;{16 + 36 * cube[0] + 6 * cube[1] + cube[2]}"


def _nearest_level(value: int) -> int:
    return min(range(6), key=lambda level: abs(_LEVELS[level] - value))


def _nearest_basic(match: re.Match[str]) -> str:
    rgb = (int(match[2]), int(match[3]), int(match[4]))
    index = min(range(16), key=lambda i: _distance(rgb, _BASIC[i]))
    base = 30 if match[1] == "3" else 40
    return str(base + index if index < 8 else base + 60 + index - 8)


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
