"""Helper that lists the characters of a monospaced font, as ranges of code points.

`python -m tests.unit.fonts.coverage FONT.ttf > tests/unit/fonts/NAME.txt` writes a list, which is
committed, so that the test needs no fonts. It reads the `cmap` table (OpenType 1.9), formats 4 and
12, which are the ones for Unicode.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

_LINE = 12


def characters(font: bytes) -> set[int]:
    """Return the code points that a TrueType font has a glyph for."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        tables[tag] = offset
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">L", font, start + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            found |= set(_format_4(font, start + offset))
        elif kind == 12:
            found |= set(_format_12(font, start + offset))
    return found


def _format_4(font: bytes, start: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, start + 6)
    segments = twice // 2
    ends, starts = start + 14, start + 16 + twice
    deltas, offsets = starts + twice, starts + 2 * twice
    for index in range(segments):
        (last,) = struct.unpack_from(">H", font, ends + 2 * index)
        (first,) = struct.unpack_from(">H", font, starts + 2 * index)
        (delta,) = struct.unpack_from(">h", font, deltas + 2 * index)
        (offset,) = struct.unpack_from(">H", font, offsets + 2 * index)
        for code in range(first, last + 1):
            glyph = code
            if offset:
                place = offsets + 2 * index + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF and code != 0xFFFF:
                yield code


def _format_12(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, start + 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * index)
        yield from range(first, last + 1)


def ranges(codes: set[int]) -> list[str]:
    """Return code points as ranges, such as `2500-257F`."""
    ordered = sorted(codes)
    starts = [ordered[0], *(b for a, b in pairwise(ordered) if b != a + 1)]
    ends = [*(a for a, b in pairwise(ordered) if b != a + 1), ordered[-1]]
    return [
        f"{first:X}" if first == last else f"{first:X}-{last:X}"
        for first, last in zip(starts, ends, strict=True)
    ]


def read_ranges(file: Path) -> set[int]:
    """Return the code points of a committed list; lines that begin with `#` say its origin."""
    codes: set[int] = set()
    for line in file.read_text(encoding="utf-8").splitlines():
        for part in [] if line.startswith("#") else line.split():
            first, _, last = part.partition("-")
            codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return codes


if __name__ == "__main__":
    path = Path(sys.argv[1])
    parts = ranges(characters(path.read_bytes()))
    lines = [f"# Characters of {path.name}, by tests/unit/fonts/coverage.py."]
    lines += [" ".join(parts[at : at + _LINE]) for at in range(0, len(parts), _LINE)]
    sys.stdout.write("\n".join([*lines, ""]))
