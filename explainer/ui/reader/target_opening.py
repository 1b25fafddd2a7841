"""The requests by which the reader opens targets: questions, bets, and cards about evidence."""

from __future__ import annotations

from explainer.render.page import Target, TargetKind
from explainer.ui.base.requests import OpenBet, OpenQuiz, Request
from explainer.ui.base.session import Session
from explainer.ui.reader.answering_in_place import taken
from explainer.ui.reader.evidence_lines import target_card


def opening_request(session: Session, target: Target) -> Request:
    """Return the request that opens a target over the text."""
    match target.kind:
        case TargetKind.QUESTION:
            return OpenQuiz.about_questions(target.ids)
        case TargetKind.BET:
            return OpenBet(target.ids[0])
        case TargetKind.CHOICE:
            name, kind, number = target.ids
            question = session.opened.deck.questions[name]
            return taken(question, int(number), is_bet=kind == TargetKind.BET.value)
        case _:
            return target_card(session, target)
