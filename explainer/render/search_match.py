"""Matches of a search on a page, and excerpts of results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from explainer.deck.search import TrailStop, find_spans, fold_with_places, merged
from explainer.render.line import Line, TextRun, crop
from explainer.render.page import Page
from explainer.render.value import MARK_TEXTS

MATCH = "match"
"""Role of a match."""

MATCH_HERE = "match-here"
"""Role of the current match."""

_NOT_TEXT = frozenset(
    {
        "source",
        "rule",
        "quote-bar",
        "event-mark",
        "code-number",
        "marker",
        "heading-number",
        "heading-bar",
    }
)
_WIDE = "\u2e80"


class MatchPiece(NamedTuple):
    """Characters of one line."""

    line: int
    """Number of the line on the page."""
    start: int
    """Its first character, counted in the text of the line."""
    end: int
    """The character after its last."""


Match = tuple[MatchPiece, ...]
"""A match: one piece, or one on each line that it spans."""


def page_matches(lines: Sequence[Line], words: Sequence[str]) -> list[Match]:
    """Return the matches of folded words on some lines, in reading order, across line ends."""
    if not words:
        return []
    folded, pieces = _folded_lines(lines)
    spans = [match.span() for word in words for match in re.finditer(_across_lines(word), folded)]
    return [_match(pieces[start:end]) for start, end in merged(spans)]


def _folded_lines(lines: Sequence[Line]) -> tuple[str, list[MatchPiece]]:
    """Return the folded text of the lines, and the place of each of its characters."""
    parts: list[str] = []
    pieces: list[MatchPiece] = []
    for number, line in enumerate(lines):
        position = 0
        has_begun = False
        for text, role, _, _ in line:
            if _is_text(text, role):
                lead = 0 if has_begun else len(text) - len(text.lstrip())
                has_begun = has_begun or lead < len(text)
                letters, starts, ends = fold_with_places(text[lead:])
                parts.append(letters)
                position += lead
                places = zip(starts, ends, strict=True)
                pieces.extend(MatchPiece(number, position + a, position + b) for a, b in places)
                position -= lead
            position += len(text)
        parts.append("\n")
        pieces.append(MatchPiece(number, position, position))
    return "".join(parts), pieces


def _is_text(text: str, role: str) -> bool:
    """True if a run is text of the author and not a mark beside it."""
    return text.strip("\u00a0 ") not in MARK_TEXTS and _NOT_TEXT.isdisjoint(role.split())


def _across_lines(word: str) -> str:
    """Return a pattern for a folded word or phrase, however it is broken into lines."""
    parts: list[str] = []
    for number, character in enumerate(word):
        if number and (character >= _WIDE or word[number - 1] >= _WIDE):
            parts.append(r"\n?")
        parts.append(r"[ \n]+" if character == " " else re.escape(character))
    return "".join(parts)


def _match(pieces: Sequence[MatchPiece]) -> Match:
    by_line: dict[int, MatchPiece] = {}
    for line, start, end in pieces:
        known = by_line.get(line, MatchPiece(line, start, end))
        by_line[line] = MatchPiece(line, min(known.start, start), max(known.end, end))
    return tuple(piece for piece in by_line.values() if piece.start < piece.end)


def match_of(stop: TrailStop, page: Page, matches: Sequence[Match]) -> Match | None:
    """Return the match on a page for a stop, or the last match of its block before that.

    If the block shows no match, as a quiz does not show its questions, the first line of the block
    is returned.
    """
    if not 0 <= stop.block < len(page.starts):
        return None
    start = page.starts[stop.block]
    later = [line for line in page.starts[stop.block + 1 :] if line > start]
    end = later[0] if later else len(page.lines)
    inside = [match for match in matches if match and start <= match[0].line < end]
    return inside[min(stop.nth, len(inside) - 1)] if inside else _first_line(page, start, end)


def _first_line(page: Page, start: int, end: int) -> Match | None:
    """Return all text of the author on the first of some lines that has any."""
    for number in range(start, end):
        position, places = 0, []
        for text, role, _, _ in page.lines[number]:
            if text.strip("▎ ") and _is_text(text, role):
                lead = len(text) - len(text.lstrip())
                places.append((position + lead, position + len(text.rstrip())))
            position += len(text)
        if places:
            return (MatchPiece(number, places[0][0], places[-1][1]),)
    return None


Marks = Mapping[int, Sequence[tuple[int, int, str]]]
"""Characters to emphasise on each line: the first, the one after the last, the role."""


def page_marks(matches: Sequence[Match], here: Match | None) -> Marks:
    """Return the emphasis for a page: every match, with the current one in its own role."""
    marks: dict[int, list[tuple[int, int, str]]] = {}
    alone = [here] if here is not None and here not in matches else []
    for match in [*matches, *alone]:
        role = MATCH_HERE if match is here else MATCH
        for piece in match:
            marks.setdefault(piece.line, []).append((piece.start, piece.end, role))
    return marks


def marked(line: Line, marks: Sequence[tuple[int, int, str]]) -> Line:
    """Return the line with some characters emphasised; `marks` do not overlap, in order."""
    found: Line = []
    position = 0
    for run in line:
        start = 0
        for first, last, role in marks:
            begin, end = max(start, first - position), min(len(run.text), last - position)
            if begin >= end:
                continue
            if begin > start:
                found.append(run._replace(text=run.text[start:begin]))
            found.append(run._replace(text=run.text[begin:end], role=f"{run.role} {role}".strip()))
            start = end
        if start < len(run.text):
            found.append(run._replace(text=run.text[start:]))
        position += len(run.text)
    return found


def excerpt(text: str, words: Sequence[str], width: int, role: str = "") -> Line:
    """Return the part of a text around its first match that fits, with every match marked."""
    spans = find_spans(text, words)
    start = 0
    if spans and cell_len(text) > width:
        start = _excerpt_start(text, spans[0], width)
    lead = "… " if start and width > 8 else ""
    shown = crop(text[start:], max(0, width - len(lead)))
    words_end = len(shown) - (shown != text[start:])
    marks = [
        (first - start, min(last - start, words_end), MATCH)
        for first, last in spans
        if start <= first < start + words_end
    ]
    begin = [TextRun(lead, f"{role} faint".strip())] if lead else []
    return [*begin, *marked([TextRun(shown, role)], marks)]


def _excerpt_start(text: str, first: tuple[int, int], width: int) -> int:
    """Return the start of an excerpt: at a word if possible, with the match in its first half."""
    if cell_len(text[: first[1]]) <= max(1, width * 2 // 3):
        return 0
    start = first[0]
    while start and cell_len(text[start - 1 : first[0]]) <= width // 3:
        start -= 1
    space = text.find(" ", start, first[0])
    return space + 1 if space >= 0 else start
