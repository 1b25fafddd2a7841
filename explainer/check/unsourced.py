"""Checks that figures and verdicts have evidence, in decks that declare their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from explainer.check.figure import figures
from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    Callout,
    Citation,
    ClaimText,
    CodeText,
    FootnoteMark,
    Footnotes,
    Grid,
    Inline,
    Link,
    Math,
    Paragraph,
    Picture,
    PlainText,
    Quote,
    Section,
    Subscript,
    Superscript,
    TermText,
    Text,
)
from explainer.deck.block_text import plain_text
from explainer.deck.markdown.source_text import SourceFiles
from explainer.deck.model import NUMERIC_KINDS, Cell, Claim, Deck, Table, Verdict
from explainer.problems import Code, Problems, Span

_EVIDENCE = "\ue000"
"""Stands in a text for a reference to evidence."""

_DIGITS = str.maketrans(dict.fromkeys("0123456789", "x"))
_SENTENCE_END = re.compile(
    rf"[.!?…][\"'”’)\]{_EVIDENCE}]*\s+(?![a-z])|[。！？]+[”」』）{_EVIDENCE}]*"
)
_QUESTION = re.compile(rf"[?？][\"'”’)\]{_EVIDENCE}\s]*$")
_COUNTING = frozenset({"#", "no", "no.", "nr", "nr.", "rank", "place", "year", "date", "version"})
"""Headings of columns whose numbers are not figures."""

_SETTLED = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED)
"""Verdicts that need a source, because they state what is known."""


def check_unsourced(
    root: Path, deck: Deck, sections: Sequence[Section], problems: Problems
) -> None:
    """Report claims without sources, and figures without source, claim or reason.

    Figures are reported once for each block and each column of a table.

    A deck without any sources is not checked.
    """
    if not deck.sources:
        return
    places = SourceFiles(root)
    for section in sections:
        for text, span in _unsourced(section.blocks):
            problems.add(
                Code.NUMBER_UNSOURCED,
                places.word(span, text),
                f"'{text}' stands without a source, a claim or a reason.",
                f"Cite a source behind it, [^id], or write [{text}]{{claim=id}}, "
                f'or say why it needs none: [{text}]{{plain="…"}}.',
            )
    for table in deck.tables.values():
        _check_table(table, problems)
    _check_claims(deck.claims.values(), problems)


# --- text --------------------------------------------------------------------------------------


def _unsourced(blocks: tuple[Block, ...], rests: bool = False) -> Iterator[tuple[str, Span]]:
    """Yield the first figure without evidence of each block; if `rests` is set, all have some."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if not rests and (figure := _first_unsourced(block.content)):
                yield figure, block.span
            continue
        has_evidence = rests or _has_evidence_around(blocks, index)
        if isinstance(block, BulletList):
            for item_blocks, is_continued in _items(block):
                yield from _unsourced(item_blocks, has_evidence or is_continued)
        elif isinstance(block, Quote | Callout):
            yield from _unsourced(block.blocks, has_evidence)
        elif isinstance(block, Grid) and not has_evidence:
            yield from _unsourced_in_grid(block)
        elif isinstance(block, Footnotes):
            continue


def _has_evidence_around(blocks: tuple[Block, ...], index: int) -> bool:
    """True if the text before a block, or a line of sources after it, gives its evidence.

    `Canalys counts by quarter[^m01]:` is evidence for the list after it.
    """
    before = blocks[index - 1] if index else None
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if isinstance(before, Paragraph):
        words = _with_evidence_marks(before.content).rstrip()
        if words.rstrip(_EVIDENCE).endswith((":", "：")) and _EVIDENCE in words:
            return True
    if isinstance(after, Paragraph):
        words = _with_evidence_marks(after.content)
        return words.casefold().startswith("source") and _EVIDENCE in words
    return False


def _items(block: BulletList) -> Iterator[tuple[tuple[Block, ...], bool]]:
    """Yield the blocks of each item, and True if a later item ends its sentence with evidence."""
    continued: list[bool] = []
    is_sourced = False
    for item in reversed(block.items):
        words = _with_evidence_marks(_first_content(item.blocks)).rstrip()
        goes_on = words.rstrip(_EVIDENCE).endswith((",", ";", " and", " or"))
        is_sourced = _EVIDENCE in words or (goes_on and is_sourced)
        continued.append(goes_on and is_sourced)
    for item, is_continued in zip(block.items, reversed(continued), strict=True):
        yield item.blocks, is_continued


def _first_content(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    return blocks[0].content if blocks and isinstance(blocks[0], Paragraph) else ()


def _unsourced_in_grid(grid: Grid) -> Iterator[tuple[str, Span]]:
    """Yield the first figure of a table without evidence in its row or its column's heading."""
    heads = [_with_evidence_marks(cell) for cell in grid.header]
    is_open = [_EVIDENCE not in head and head.strip().casefold() not in _COUNTING for head in heads]
    for number, row in enumerate(grid.rows):
        words = [_with_evidence_marks(cell) for cell in row]
        if any(_EVIDENCE in cell for cell in words):
            continue
        for cell, asks in zip(words, is_open, strict=True):
            if asks and (figure := next(figures(cell), None)):
                line = grid.span.line
                line = line + 2 + number if line is not None else None
                yield figure.text, Span(grid.span.file, line, end_line=line)
                return


def _first_unsourced(content: tuple[Inline, ...]) -> str:
    """Return the first figure without evidence in its sentence, the one before or the one after."""
    if not any(character.isdigit() for character in plain_text(content)):
        return ""
    sentences = _sentences(_with_evidence_marks(content))
    rests = [_EVIDENCE in sentence for sentence in sentences]
    for number, sentence in enumerate(sentences):
        if any(rests[max(0, number - 1) : number + 2]) or _QUESTION.search(sentence):
            continue
        if figure := next(figures(sentence), None):
            return figure.text
    return ""


def _sentences(text: str) -> list[str]:
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    return [*found, text[start:]]


def _with_evidence_marks(content: tuple[Inline, ...]) -> str:
    """Return the words, with marks for evidence; digits are replaced where none is needed."""
    parts: list[str] = []
    for inline in content:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Citation | FootnoteMark):
            parts.append(_EVIDENCE)
        elif isinstance(inline, Break):
            parts.append(" ")
        elif isinstance(inline, CodeText):
            parts.append(inline.text.translate(_DIGITS))
        elif isinstance(inline, Math):
            parts.append(inline.latex.translate(_DIGITS))
        elif isinstance(inline, Superscript | Subscript):
            parts.append(plain_text((inline,)).translate(_DIGITS))
        elif isinstance(inline, ClaimText):
            parts.append(_EVIDENCE + _with_evidence_marks(inline.content).translate(_DIGITS))
        elif isinstance(inline, PlainText | TermText | Link):
            parts.append(_with_evidence_marks(inline.content).translate(_DIGITS))
        elif not isinstance(inline, Picture):
            parts.append(_with_evidence_marks(inline.content))
    return "".join(parts)


# --- tables of the deck ------------------------------------------------------------------------


def _check_table(table: Table, problems: Problems) -> None:
    """Report each column of numbers with a value without evidence."""
    if table.sources:
        return
    if table.span.file.endswith(".csv"):
        _check_csv(table, problems)
        return
    for at, column in enumerate(table.columns):
        if column.kind not in NUMERIC_KINDS:
            continue
        bare = [row for row in table.rows if _is_bare(row.cells[at])]
        if bare:
            count = "A value" if len(bare) == 1 else f"{len(bare)} values"
            rest = "rests" if len(bare) == 1 else "rest"
            problems.add(
                Code.NUMBER_UNSOURCED,
                table.cell_span(bare[0], column),
                f"{count} of column '{column.id}' {rest} on no source and no claim.",
                'Write sources = ["id"] for the whole table, or '
                '{ value = …, sources = ["id"] } in the cell.',
            )


def _check_csv(table: Table, problems: Problems) -> None:
    """Report a CSV table with numbers once, since a CSV file cannot name sources."""
    if any(column.kind in NUMERIC_KINDS for column in table.columns) and table.rows:
        problems.add(
            Code.NUMBER_UNSOURCED,
            table.span,
            f"The numbers of '{table.span.file}' rest on no source, and a CSV file can name none.",
            'Write the table as TOML, with sources = ["id"].',
        )


def _is_bare(cell: Cell) -> bool:
    """True if a cell has a number and no evidence."""
    if cell.sources or cell.claims:
        return False
    is_number = isinstance(cell.value, float)
    return is_number or cell.low is not None or cell.high is not None


# --- claims ------------------------------------------------------------------------------------


def _check_claims(claims: Iterable[Claim], problems: Problems) -> None:
    """Report each verdict without a source, unless its sources could not be read."""
    wrong = {(problem.span.file, problem.span.keys[:3]) for problem in problems}
    for claim in claims:
        if claim.sources or claim.verdict not in _SETTLED:
            continue
        if (claim.span.file, (*claim.span.keys, "sources")) in wrong:
            continue
        problems.add(
            Code.CLAIM_UNSOURCED,
            claim.span,
            f"The verdict on the claim '{claim.id}' is '{claim.verdict.value}', "
            "and no source is named for it.",
            'Write sources = ["id"] with what the verdict rests on, or set verdict = "unverified".',
        )
