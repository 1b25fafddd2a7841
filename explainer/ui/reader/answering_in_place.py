"""Answers to bets and questions where they stand in the text: by a digit or a click."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.render.line import NO_TARGET
from explainer.render.page import Page, Target, TargetKind
from explainer.render.question_lines import is_answered_by_digit
from explainer.render.selection import reading_order
from explainer.ui.base.requests import OpenQuiz, PlaceBet, Request


class AskedHere(NamedTuple):
    """A bet or a question that a digit answers."""

    target: Target
    """Its target on the page."""
    question: Question
    """The question."""

    @property
    def is_bet(self) -> bool:
        """True for a bet, which is not marked."""
        return self.target.kind is TargetKind.BET

    @property
    def last_digit(self) -> int:
        """The digit of its last choice."""
        return len(reading_order(self.question))


def asked_in_sight(page: Page, in_sight: range, deck: Deck, focused: int) -> AskedHere | None:
    """Return what a digit answers: what is in focus, else the first of what is in sight."""
    seen: dict[int, None] = {focused: None} if focused != NO_TARGET else {}
    for line in page.lines[in_sight.start : in_sight.stop]:
        for run in line:
            if run.target != NO_TARGET:
                seen.setdefault(run.target)
    for number in seen:
        target = page.targets[number] if number < len(page.targets) else None
        if target is None or target.kind not in (TargetKind.BET, TargetKind.QUESTION):
            continue
        question = deck.questions.get(target.ids[0])
        if len(target.ids) == 1 and question is not None and is_answered_by_digit(question):
            return AskedHere(target, question)
    return None


def answered(asked: AskedHere, key: str) -> Request | None:
    """Return the request that answers with a key; None if it is not the digit of a choice."""
    order = reading_order(asked.question)
    if len(key) != 1 or key not in "123456789" or int(key) > len(order):
        return None
    return taken(asked.question, order[int(key) - 1], is_bet=asked.is_bet)


def taken(question: Question, number: int, *, is_bet: bool) -> Request:
    """Return the request that answers with a choice, by its number in the author's order."""
    # Imported here since most starts place no bet.
    from explainer.quiz.answer import Answer, Chosen, Truth

    is_truth = question.type is QuestionType.TRUE_FALSE
    answer: Answer = Truth(number == 0) if is_truth else Chosen((number,))
    if is_bet:
        return PlaceBet(question.id, answer)
    return OpenQuiz.about_questions((question.id,), answer)
