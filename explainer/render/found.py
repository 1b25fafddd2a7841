"""Lays out search results: the words around a match, and their place."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck
from explainer.deck.search import EntryKind, SearchEntry, find_spans
from explainer.render.line import Line, TextRun, crop, line_width
from explainer.render.search_match import excerpt
from explainer.render.value import verdict_mark

_KINDS = {
    EntryKind.HEADING: "Heading",
    EntryKind.TEXT: "Text",
    EntryKind.ROW: "Table",
    EntryKind.EVENT: "Timeline",
    EntryKind.QUESTION: "Question",
    EntryKind.NOTE: "Note",
    EntryKind.CLAIM: "Claim",
    EntryKind.TERM: "Term",
}
"""Name of each kind."""


def found_lines(
    entry: SearchEntry, deck: Deck, words: Sequence[str], width: int, *, is_chosen: bool = False
) -> list[Line]:
    """Return a match with the words around it, and below it the kind and place of the entry."""
    bar = TextRun("▌ " if is_chosen else "  ", "here")
    room = max(1, width - 2)
    role = "strong" if entry.name else ""
    return [
        [bar, *excerpt(entry.text, words, room, role)],
        [bar, *_place(entry, deck, words, room)],
    ]


def _place(entry: SearchEntry, deck: Deck, words: Sequence[str], width: int) -> Line:
    kind = TextRun(_KINDS[entry.kind], "muted")
    if entry.kind is EntryKind.CLAIM:
        verdict = deck.claims[entry.id].verdict
        mark = TextRun(verdict_mark(verdict), verdict.value)
        return _fitting([kind, TextRun(" · ", "faint"), mark], width)
    parts: list[str] = []
    spans = find_spans(entry.text, words)
    if entry.columns and spans and (column := entry.column(spans[0][0])):
        parts.append(column)
    if entry.title:
        parts.append(entry.title)
    if entry.section >= 0:
        parts.append(f"{entry.section + 1}  {deck.outline[entry.section].title}")
    words_of = "".join(f" · {part}" for part in parts)
    return _fitting([kind, TextRun(words_of, "faint")], width)


def _fitting(line: Line, width: int) -> Line:
    """Return the line with its last run cropped so that it fits."""
    *first, last = line
    if line_width(first) >= width:
        return [TextRun(crop(first[0].text, width), first[0].role)]
    return [*first, last._replace(text=crop(last.text, width - line_width(first)))]
