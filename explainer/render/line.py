"""Lines of styled text, and breaking text into lines.

The style of a run is a few role names (`"quote strong"`), never a colour: the theme decides how a
role looks. Widths are terminal cells, with wide characters and emoji counted as Rich counts them,
which is how Textual draws them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

NO_TARGET = -1
"""Target of a run that cannot be opened."""


class TextRun(NamedTuple):
    """Characters of one style on one line."""

    text: str
    """The characters; never a control character."""

    role: str = ""
    """Role names, separated by spaces; empty for ordinary text."""

    href: str = ""
    """Address for terminals that support links."""

    target: int = NO_TARGET
    """Index of the target that can be opened here, or `NO_TARGET`."""


Line = list[TextRun]
"""One row of cells."""

NARROWEST_TEXT = 14
"""Narrowest text that may have a bar or an indent beside it."""

_PIECES = re.compile(r"[ \t]+|[^ \t]+")
_SIMPLE_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x2002, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x1D2C, 0x1DBF),
    (0x2070, 0x209C),
    (0x20A0, 0x20C0),
    (0x2190, 0x2199),
    (0x2200, 0x22FF),
    (0x2500, 0x25FC),
)
_SIMPLE = frozenset("\n✓✗❝☐☑").union(
    *(map(chr, range(first, last + 1)) for first, last in _SIMPLE_RANGES)
)
"""Characters that Rich measures as one cell and that never combine, and the line end."""

_NOT_FIRST = frozenset("、。，．！？：；）」』】》〉〕｝’”…％,.!?:;)]}%")
"""Punctuation that never begins a line (a short form of JIS X 4051)."""


def line_width(line: Iterable[TextRun]) -> int:
    """Return the cells that a line takes."""
    return sum(cell_len(run.text) for run in line)


def line_text(line: Iterable[TextRun]) -> str:
    """Return the characters of a line."""
    return "".join(run.text for run in line)


def is_one_line(text: str, width: int) -> bool:
    """True if a text surely fits on one line as it is, including spaces at its ends."""
    return len(text) <= width and "\n" not in text and _is_simple(text)


def _is_simple(text: str) -> bool:
    """True if every character takes one cell, and no two spaces stand together."""
    return _SIMPLE.issuperset(text) and "  " not in text


def wrap(runs: Sequence[TextRun], width: int) -> list[Line]:
    """Break runs into lines of at most `width` cells, at spaces if there are any.

    A line end in a run's text is kept. A word longer than a line is cut; between wide characters a
    line may break anywhere except before closing punctuation. No runs give one empty line.
    """
    width = max(1, width)
    text = "".join([run.text for run in runs])
    if _is_simple(text):
        return _wrap_simple(runs, text, width)
    return _wrap_wide(runs, width)


def wrap_hanging(runs: Sequence[TextRun], width: int, indent: int) -> list[Line]:
    """Break runs into lines like `wrap`, with all lines but the first indented."""
    first = wrap(runs, width)[0]
    # Lines differ from the runs by spaces alone, so the letters of the first are counted off.
    letters = sum(not letter.isspace() for letter in line_text(first))
    rest: Line = []
    for run in runs:
        position = 0
        while letters and position < len(run.text):
            letters -= not run.text[position].isspace()
            position += 1
        rest.append(run._replace(text=run.text[position:]))
    if not line_text(rest).strip():
        return [first]
    lead = TextRun(" " * indent)
    return [first, *([lead, *line] for line in wrap(rest, max(1, width - indent)))]


def _wrap_simple(runs: Sequence[TextRun], text: str, width: int) -> list[Line]:
    """Wrap text with one cell for each character, as nearly all is, by positions alone."""
    lines: list[Line] = []
    pieces = iter(runs)
    run = next(pieces, None)
    run_start = 0
    for start, end in _simple_breaks(text, width):
        line: Line = []
        while run is not None and run_start + len(run.text) <= start:
            run_start += len(run.text)
            run = next(pieces, None)
        position = start
        while run is not None and position < end:
            run_end = run_start + len(run.text)
            part = run.text[position - run_start : min(end, run_end) - run_start]
            if part:
                _, role, href, target = run
                if line and line[-1][1:] == (role, href, target):
                    line[-1] = TextRun(line[-1].text + part, role, href, target)
                else:
                    line.append(TextRun(part, role, href, target))
                position += len(part)
            if run_end <= position:
                run_start = run_end
                run = next(pieces, None)
        lines.append(line)
    return lines


def _simple_breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line of a text with one cell for each character."""
    position = 0
    for paragraph in text.split("\n"):
        end = position + len(paragraph)
        start = position
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        while end - start > width:
            cut = text.rfind(" ", start, start + width + 1)
            if cut <= start:
                cut = start + width
            last = cut
            while last > start and text[last - 1] == " ":
                last -= 1
            yield start, last
            start = cut
            while start < end and text[start] == " ":
                start += 1
        yield start, end
        position += len(paragraph) + 1


def _wrap_wide(runs: Sequence[TextRun], width: int) -> list[Line]:
    """Wrap text of any characters, word by word."""
    lines: list[Line] = []
    line: Line = []
    used = 0
    word: Line = []
    word_width = 0
    after_wide = False
    space: TextRun | None = None

    def end_word() -> None:
        nonlocal line, used, word, word_width, space
        if not word:
            return
        gap = 1 if space is not None and line else 0
        if line and used + gap + word_width > width:
            lines.append(line)
            line, used, gap = [], 0, 0
        if word_width > width:
            line, used = cut_long_word(word, width, lines, line, used)
        else:
            if gap and space is not None:
                line.append(TextRun(" ", space.role, space.href, space.target))
            line.extend(word)
            used += gap + word_width
        word, word_width, space = [], 0, None

    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                end_word()
                lines.append(line)
                line, used, space = [], 0, None
            for piece in _PIECES.findall(part):
                if piece[0] in " \t":
                    end_word()
                    space = run
                elif _SIMPLE.issuperset(piece) or not _wide().search(piece):
                    word.append(run._replace(text=piece))
                    word_width += cell_len(piece)
                    after_wide = False
                else:
                    for text, is_wide in _breakable(piece):
                        if word and (is_wide or after_wide) and text[0] not in _NOT_FIRST:
                            end_word()
                        word.append(TextRun(text, *run[1:]))
                        word_width += cell_len(text)
                        after_wide = is_wide
    end_word()
    lines.append(line)
    return [_merged(line) for line in lines]


@cache
def _wide() -> re.Pattern[str]:
    """Return the pattern of characters between which a line may break, each with its marks.

    These are ideographs, kana, hangul and full-width forms. It is compiled when the first text
    needs it, since most starts need none.
    """
    return re.compile(
        "[\u1100-\u115f\u2e80-\u3029\u3030-\u303e\u3041-\u3098\u309b-\u33ff\u3400-\u4dbf"
        "\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
        "\U00020000-\U0003fffd]"
        "[\u0300-\u036f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
        "(?:\u200d.)*"
    )


def _breakable(piece: str) -> list[tuple[str, bool]]:
    """Return a piece as single wide characters (True) and the stretches between them."""
    parts: list[tuple[str, bool]] = []
    position = 0
    for match in _wide().finditer(piece):
        if match.start() > position:
            parts.append((piece[position : match.start()], False))
        parts.append((match[0], True))
        position = match.end()
    if position < len(piece):
        parts.append((piece[position:], False))
    return parts


def cut_long_word(
    word: Line, width: int, lines: list[Line], line: Line, used: int
) -> tuple[Line, int]:
    """Cut a word longer than a line; return the last line and the cells it takes."""
    for run in word:
        for number, text in enumerate(_chopped(run.text, max(0, width - used), width)):
            if number:
                lines.append(line)
                line, used = [], 0
            if text:
                line.append(run._replace(text=text))
                used += cell_len(text)
    return line, used


def _chopped(text: str, room: int, width: int) -> Iterator[str]:
    """Yield pieces of a text: the first of at most `room` cells, the others of `width`."""
    if _SIMPLE.issuperset(text):
        yield text[:room]
        for start in range(room, len(text), width):
            yield text[start : start + width]
        return
    start = used = 0
    for begin, end in _clusters(text):
        cells = cell_len(text[begin:end])
        if used + cells > room and (begin > start or room < width):
            yield text[start:begin]
            start, used, room = begin, 0, width
        used += cells
    yield text[start:]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each character with everything that is drawn in its cells."""
    start, count = 0, len(text)
    while start < count:
        end = start + 1
        while end < count:
            if text[end] == "\u200d":
                end = min(count, end + 2)
            elif text[end] == "\ufe0f" or not cell_len(text[end]):
                end += 1
            else:
                break
        yield start, end
        start = end


def _merged(line: Line) -> Line:
    """Merge neighbouring runs of one style: fewer runs are fewer bytes to send."""
    merged: Line = []
    for run in line:
        if merged and merged[-1][1:] == run[1:]:
            merged[-1] = run._replace(text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def pad(line: Line, width: int, role: str = "") -> Line:
    """Return the line, filled with spaces up to a width."""
    missing = width - line_width(line)
    return [*line, TextRun(" " * missing, role)] if missing > 0 else line


def align(line: Line, width: int, how: str) -> Line:
    """Return the line aligned within a width: `left`, `right` or `center`."""
    missing = width - line_width(line)
    if missing <= 0:
        return line
    before = {"right": missing, "center": missing // 2}.get(how, 0)
    return [TextRun(" " * before), *line, TextRun(" " * (missing - before))]


def beside(first: Line, rest: Line, width: int, lay_out: Callable[[int], list[Line]]) -> list[Line]:
    """Return lines with something in front, unless they would get too narrow.

    Args:
        first: In front of the first line.
        rest: In front of the others.
        width: Cells for everything.
        lay_out: Returns the lines for a width.
    """
    room = width - max(line_width(first), line_width(rest))
    if room < NARROWEST_TEXT:
        return lay_out(max(1, width))
    return [[*(rest if number else first), *line] for number, line in enumerate(lay_out(room))]


def with_role(line: Line, role: str) -> Line:
    """Return the line with a role put before each run's own."""
    return [run._replace(role=f"{role} {run.role}".strip()) for run in line]


def crop(text: str, width: int) -> str:
    """Return the text, cut to a width with an ellipsis if it is longer."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    head = chop_cells(text[: 2 * width + 64], width - 1)[0]
    return head.rstrip() + "…"


def crop_line(line: Line, width: int) -> Line:
    """Return the line, cut with an ellipsis if it is wider than a width."""
    if line_width(line) <= width:
        return line
    kept: Line = []
    for run in line:
        room = width - line_width(kept)
        text = run.text if cell_len(run.text) <= room else crop(run.text, room)
        kept.append(run._replace(text=text))
        if text != run.text:
            break
    return kept
