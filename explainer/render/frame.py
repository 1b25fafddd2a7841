"""Lays out the parts around a table, chart or timeline: its title, its note, its sources."""

from __future__ import annotations

from rich.cells import cell_len

from explainer.deck.block import Directive
from explainer.deck.model import Deck
from explainer.deck.partial_date import PartialDate
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, line_width, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.value import date_text

WIDEST_NOTE = 88
"""Most cells of a note, the same as for any text."""


def title_lines(words: str, block: Directive, inline: InlineLayout, width: int) -> list[Line]:
    """Return the title as a target that opens the block."""
    inline.targets.append(Target(TargetKind.BLOCK, (str(block.span.line),), inline.block))
    target = len(inline.targets) - 1
    return wrap([TextRun(words, "caption-title", "", target)], width)


def with_foot(lines: list[Line], foot: list[Line]) -> list[Line]:
    """Return a figure and its foot, apart, unless a note ends the figure already."""
    is_noted = bool(lines) and all(run.role == "muted" for run in lines[-1])
    return [*lines, *([] if is_noted or not foot else [[]]), *foot]


def foot_lines(
    note: str,
    sources: tuple[str, ...],
    as_of: PartialDate | None,
    deck: Deck,
    inline: InlineLayout,
    width: int,
) -> list[Line]:
    """Return the note, and the sources with the date when they were last checked."""
    width = min(width, WIDEST_NOTE)
    lines = wrap([TextRun(note, "muted")], width) if note else []
    known = [source for source in sources if source in deck.sources]
    date = date_text(as_of) if as_of else ""
    if not known:
        return lines + (wrap([TextRun(f"As of {date}", "muted")], width) if date else [])
    # One target for all of them: a table with ten sources must not take ten presses of Tab.
    inline.targets.append(Target(TargetKind.SOURCE, tuple(known), inline.block))
    tail = [TextRun(f" · as of {date}", "muted")] if date else []
    return lines + _source_lines(known, tail, deck, inline, width)


def _source_lines(
    sources: list[str], tail: Line, deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    """Return the sources on one line; those without room are counted, as `+3`.

    Only where even the first has no room, there are more lines.
    """
    target = len(inline.targets) - 1
    entries: list[Line] = []
    for source in sources:
        record = deck.sources[source]
        name = TextRun(record.publisher or record.title, "muted", "", target)
        entries.append([name, TextRun(inline.source_mark(source), "source", "", target)])
    lead = TextRun("Source: " if len(entries) == 1 else "Sources: ", "muted")
    comma, end = TextRun(", ", "muted"), line_width(tail)
    line = [lead, *entries[0]]
    for number, entry in enumerate(entries[1:], 1):
        left = len(entries) - number
        more = cell_len(f" +{left - 1}") if left > 1 else 0
        if line_width([*line, comma, *entry]) + more + end > width:
            line.append(TextRun(f" +{left}", "muted", "", target))
            break
        line.extend([comma, *entry])
    return wrap([*line, *tail], width)
