"""Lays out the parts around a table, chart or timeline: its title, its note, its sources."""

from __future__ import annotations

from explainer.deck.block import Directive
from explainer.deck.model import Deck
from explainer.deck.partial_date import PartialDate
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.value import date_text

WIDEST_NOTE = 88
"""Most cells of a note, the same as for any text."""


def title_lines(words: str, block: Directive, inline: InlineLayout, width: int) -> list[Line]:
    """Return the title as a target that opens the block."""
    inline.targets.append(Target(TargetKind.BLOCK, (str(block.span.line),), inline.block))
    target = len(inline.targets) - 1
    return wrap([TextRun(words, "caption-title", "", target)], width)


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
    runs: list[TextRun] = []
    known = [source for source in sources if source in deck.sources]
    if known:
        # One target for all of them: a table with ten sources must not take ten presses of Tab.
        inline.targets.append(Target(TargetKind.SOURCE, tuple(known), inline.block))
    target = len(inline.targets) - 1
    for source in known:
        record = deck.sources[source]
        label = "Source: " if len(known) == 1 else "Sources: "
        runs.append(TextRun(", " if runs else label, "muted"))
        runs.append(TextRun(record.publisher or record.title, "muted", "", target))
        runs.append(TextRun(inline.source_mark(source), "source", "", target))
    if as_of:
        words = f" · as of {date_text(as_of)}" if runs else f"As of {date_text(as_of)}"
        runs.append(TextRun(words, "muted"))
    return lines + (wrap(runs, width) if runs else [])
