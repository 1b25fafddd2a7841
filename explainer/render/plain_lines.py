"""Lines of plain text: wrapped words, and rows of cells as columns or as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from explainer.render.line import TextRun, is_one_line, line_text, wrap
from explainer.render.table.point import split_at_point

_NUMBER_AND_WORDS = re.compile(r"(.*\d\)?)(\D*)", re.ASCII)


def wrapped(words: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield words on as many lines as needed, with a text in front of the first and the others."""
    inner = max(1, width - max(len(first), len(rest)))
    if is_one_line(words, inner):
        yield f"{first}{words.strip(' ')}".rstrip()
        return
    for number, line in enumerate(wrap([TextRun(words)], inner)):
        yield ((rest if number else first) + line_text(line)).rstrip()


def columns(
    header: Sequence[str], align: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """Yield a table: in columns if they fit, else as one record for each row."""
    titles = [_one_line(cell, " ") for cell in header]
    between = 2 * (len(titles) - 1)
    has_room = sum(map(text_width, titles)) + between <= width
    body = [[_one_line(cell) for cell in row] for row in rows]
    if not has_room:
        yield from _records(titles, body, width)
        return
    set_columns = [
        _set_column(titles[at], [row[at] for row in body], align[at]) for at in range(len(titles))
    ]
    widths = [text_width(column[0]) for column in set_columns]
    if sum(widths) + between <= width:
        for number, cells in enumerate(zip(*set_columns, strict=True)):
            if any(titles) or number:
                yield "  ".join(cells).rstrip()
            if not number and any(titles):
                yield "  ".join("-" * column for column in widths)
        return
    yield from _records(titles, body, width)


def _records(header: list[str], rows: list[list[str]], width: int) -> Iterator[str]:
    if not rows:
        yield from wrapped(f"Columns: {', '.join(filter(None, header))}", width)
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from wrapped(_named(header[0], row[0]), width, rest="  ")
        for title, cell in zip(header[1:], row[1:], strict=True):
            yield from wrapped(_named(title, cell), width, first="  ", rest="    ")


def _named(title: str, cell: str) -> str:
    """Return a cell after the heading of its column, if that has one."""
    return f"{title}: {cell}" if title else cell


def text_width(text: str) -> int:
    """Return the cells that a text takes."""
    return cell_len(text)


def _set_column(title: str, cells: list[str], align: str) -> list[str]:
    """Return a heading and its cells, all of one width."""
    if align == "point":
        return _set_numbers(title, cells)
    width = max(text_width(text) for text in (title, *cells))
    return [_set(text, width, align) for text in (title, *cells)]


def _set_numbers(title: str, cells: list[str]) -> list[str]:
    """Return numbers with their decimal points in line, followed by any words after them."""
    parts = [_NUMBER_AND_WORDS.fullmatch(cell) for cell in cells]
    numbers = [part[1] if part else "" for part in parts]
    fractions = [split_at_point(number)[1] if number else 0 for number in numbers]
    longest = max(fractions, default=0)
    numbers = [
        number + " " * (longest - fraction)
        for number, fraction in zip(numbers, fractions, strict=True)
    ]
    room = max(map(text_width, numbers), default=0)
    shown = [
        _set(number, room, "right") + part[2] if part else cell
        for number, part, cell in zip(numbers, parts, cells, strict=True)
    ]
    width = max(text_width(text) for text in (title, *shown))
    has_words = any(part and part[2] for part in parts)
    # If words follow the numbers, the column is aligned left.
    return [_set(text, width, "left" if has_words else "right") for text in (title, *shown)]


def _one_line(text: str, between: str = " / ") -> str:
    """Return a text on one line, with a sign between the lines that it had."""
    if "\n" not in text and "\t" not in text:
        return text
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return between.join(line for line in lines if line)


def _set(text: str, width: int, align: str) -> str:
    missing = width - text_width(text)
    before = {"right": missing, "center": missing // 2}.get(align, 0)
    return " " * before + text + " " * (missing - before)
