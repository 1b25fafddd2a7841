"""Reads tables of HTML: as a grid of lines if they have only text, else cell after cell."""

from __future__ import annotations

import re

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    CodeBlock,
    CodeText,
    Grid,
    Heading,
    Image,
    Inline,
    Paragraph,
    Picture,
    Strong,
    Text,
)
from explainer.deck.markdown.html_tag import Tag
from explainer.problems import Span

_ALIGN = re.compile(r"text-align:\s*(left|right|center)", re.IGNORECASE)
_MOST_COLUMNS = 50
_MOST_ROWS = 1_000
_MOST_DIGITS = 9
_MOST_FILLED = 1_000
"""Most cells that are added to those written, beside three for each of those."""

_Content = tuple[Inline, ...]


class HtmlCell:
    """A cell."""

    def __init__(self, tag: Tag) -> None:
        said = tag.attributes
        self.blocks: list[Block] = []
        """What stands in it."""
        self.is_head = tag.name == "th"
        """True for the heading of a column or a row."""
        self.columns = _count(said.get("colspan", ""), _MOST_COLUMNS)
        """Columns that it takes."""
        self.rows = _count(said.get("rowspan", ""), _MOST_ROWS)
        """Rows that it takes."""
        style = _ALIGN.search(said.get("style", ""))
        align = (style[1] if style else said.get("align", "")).lower()
        self.align = align if align in ("left", "right", "center") else ""
        """`left`, `right`, `center` or nothing."""


class HtmlTable:
    """A table whose rows are being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        """What stands in it outside of its cells, such as its caption."""
        self._rows: list[list[HtmlCell]] = []
        self._heads = 0
        self._is_in_head = False
        self._begins_row = True

    def begin_part(self, *, is_head: bool) -> None:
        """Begin the head or another part."""
        self._begins_row = True
        self._is_in_head = is_head

    def begin_row(self) -> None:
        """Begin a row, or end one."""
        self._begins_row = True

    def add(self, cell: HtmlCell) -> None:
        """Add a cell to the row that is open; there is always one."""
        if self._begins_row:
            self._rows.append([])
            self._begins_row = False
            if self._is_in_head and self._heads == len(self._rows) - 1:
                self._heads += 1
        self._rows[-1].append(cell)

    def read(self, span: Span) -> list[Block]:
        """Return the blocks of the table."""
        if not self._rows:
            return self.blocks
        first = self._rows[0]
        heads = self._heads or int(all(cell.is_head for cell in first) and len(self._rows) > 1)
        rows = _placed(self._rows, heads)
        if rows is None or (len(rows[0]) == 1 and not heads):
            return [*self.blocks, *self._cell_after_cell(heads)]
        header = tuple(_heading(column) for column in zip(*rows[:heads], strict=True))
        aligned = self._rows[min(heads, len(self._rows) - 1)]
        align = [cell.align for cell in aligned for _ in range(cell.columns)][: len(rows[0])]
        align.extend([""] * (len(rows[0]) - len(align)))
        header = header or ((),) * len(rows[0])
        return [*self.blocks, Grid(header, tuple(align), tuple(rows[heads:]), span)]

    def _cell_after_cell(self, heads: int) -> list[Block]:
        """Return the blocks in all cells, those of a column with a heading below that heading."""
        blocks: list[Block] = []
        titles = [_inlines(cell.blocks) for row in self._rows[:heads][-1:] for cell in row]
        for row in self._rows[heads:]:
            for number, cell in enumerate(row):
                title = titles[number] if number < len(titles) else None
                if title and cell.blocks:
                    blocks.append(Paragraph((Strong(title),), cell.blocks[0].span))
                blocks.extend(cell.blocks)
        if not blocks:
            blocks.extend(block for row in self._rows for cell in row for block in cell.blocks)
        return blocks


def _placed(rows: list[list[HtmlCell]], heads: int) -> list[tuple[_Content, ...]] | None:
    """Return the rows with a text for each column, or None if they are no table of texts.

    A cell of several rows stands in each of them; so does a heading of several columns.
    """
    room = 4 * sum(map(len, rows)) + _MOST_FILLED
    placed: list[list[_Content]] = []
    held: dict[int, tuple[int, _Content]] = {}
    for number, row in enumerate(rows):
        out: list[_Content] = []
        for cell in row:
            content = _inlines(cell.blocks)
            if content is None:
                return None
            _fill(out, held)
            for part in range(cell.columns):
                if cell.rows > 1:
                    held[len(out)] = (cell.rows - 1, content)
                out.append(content if not part or number < heads else ())
                if len(out) > room:
                    return None
        _fill(out, held)
        room -= len(out)
        if room < 0:
            return None
        placed.append(out)
    width = max(map(len, placed))
    if sum(width - len(row) for row in placed) > room:
        return None
    return [(*row, *((),) * (width - len(row))) for row in placed]


def _fill(out: list[_Content], held: dict[int, tuple[int, _Content]]) -> None:
    """Add the cells of rows above that reach down into the next columns."""
    while len(out) in held:
        rows, content = held.pop(len(out))
        if rows > 1:
            held[len(out)] = (rows - 1, content)
        out.append(content)


def _inlines(blocks: list[Block]) -> _Content | None:
    """Return blocks as lines of one cell, or None if they have another shape."""
    lines: list[_Content] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.content)
        elif isinstance(block, Heading):
            lines.append((Strong(block.content),))
        elif isinstance(block, Image):
            lines.append((Picture(block.path, block.alt),))
        elif isinstance(block, CodeBlock) and "\n" not in block.text:
            lines.append((CodeText(block.text),))
        elif isinstance(block, BulletList):
            for number, item in enumerate(block.items, block.start or 0):
                content = _inlines(list(item.blocks))
                if content is None:
                    return None
                mark = "• " if block.start is None else f"{number}. "
                lines.append((Text(mark), *content))
        else:
            return None
    return _joined(lines, Break())


def _heading(cells: tuple[_Content, ...]) -> _Content:
    """Return the different texts of the headings above a column, one after the other."""
    return _joined(list(dict.fromkeys(cells)), Text(" "))


def _joined(parts: list[_Content], between: Inline) -> _Content:
    joined: list[Inline] = []
    for part in parts:
        if part:
            joined.extend((between, *part) if joined else part)
    return tuple(joined)


def _count(text: str, most: int) -> int:
    """Return the number that an attribute says, from 1 to a limit."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return min(most, max(1, int(text))) if is_number else 1
