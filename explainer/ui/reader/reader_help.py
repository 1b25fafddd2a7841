"""The commands of the reader that its help shows at first: those that can do something here."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import WHOLE_SECTION
from explainer.ui.base.session import Session
from explainer.ui.reader.pane_sizes import has_evidence
from explainer.ui.reader.reader_commands import BY_USE, PREVIOUS_MATCH, READING
from explainer.ui.reader.reading_hints import ReadingState


def commands_that_matter(now: ReadingState, session: Session, has_others: bool) -> list[Command]:
    """Return the commands in the order of the help, without those that would do nothing.

    Args:
        now: State of the reader.
        session: The session.
        has_others: True if there are other decks.
    """
    deck = session.opened.deck
    does_something = {
        "claims": bool(deck.claims),
        "sources": bool(deck.sources),
        "terms": bool(deck.terms),
        "evidence": has_evidence(deck),
        "quiz-menu": bool(deck.questions),
        "ask-me": now.has_questions,
        "next-target": now.has_targets,
        "open": now.has_targets,
        "decks": has_others,
        "keep-progress": session.may_keep,
        "forget-me": session.may_forget,
        "previous-match": bool(now.trail),
        "whole-section": now.is_cut,
    }
    wanted = {command.id for command in (*BY_USE, PREVIOUS_MATCH, WHOLE_SECTION)}
    return [one for one in READING if one.id in wanted and does_something.get(one.id, True)]
