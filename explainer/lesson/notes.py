"""Texts for the presenter: the notes of a screenful, and the result of the next press."""

from __future__ import annotations

from explainer.deck.block import Section, SlideBreak, SpeakerNote, walk
from explainer.deck.model import Deck
from explainer.lesson.stage import screenfuls, stops
from explainer.lesson.walk import Walk, Where
from explainer.render.line import Line, line_text

_BARS = " ▎▌┃│"
"""Signs that stand before the words of a heading, a bet or a quote."""


def screenful_notes(section: Section, part: int) -> list[str]:
    """Return the speaker notes between two slide breaks, in order.

    Args:
        section: The section.
        part: Number of slide breaks before the screenful.
    """
    found: list[str] = []
    breaks = 0
    for block in section.blocks:
        if isinstance(block, SlideBreak):
            breaks += 1
        elif breaks == part:
            found.extend(note.text for note in walk((block,)) if isinstance(note, SpeakerNote))
    return found


def next_words(walk: Walk, deck: Deck, route: tuple[int, ...]) -> str:
    """Return what the next press of "next" will show."""
    if walk.is_at_title:
        return f"First section: {deck.outline[walk.index].title}"
    after = walk.after()
    if after is None:
        return "The end."
    if after.section != walk.where.section:
        return f"Next section: {deck.outline[route[after.section]].title}"
    if after.screenful != walk.where.screenful:
        return f"Next screen: {_first_words(walk, after)}"
    now, screenful = walk.stop, walk.screenful
    if stops(walk.page, screenful, walk.room)[after.stop].step == now.step:
        return "Further down."
    step = screenful.steps[now.step]
    if step.block:
        return "The next part of what is shown."
    words = _words(walk.page.lines[step.line : step.line + 3])
    return words or "The next step."


def _first_words(walk: Walk, after: Where) -> str:
    screenful = screenfuls(walk.page)[after.screenful]
    return _words(walk.page.lines[screenful.start : screenful.start + 3])


def _words(lines: list[Line]) -> str:
    """Return the words of some lines, without the rules and bars beside them."""
    words = (line_text(run for run in line if "rule" not in run.role.split()) for line in lines)
    return " ".join(" ".join(text.strip(_BARS).split()) for text in words).strip()
