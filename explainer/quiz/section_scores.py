"""Counts how the questions of each section went."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck
from explainer.deck.question import scored_questions
from explainer.quiz.attempt import Attempt, Occasion


def section_scores(deck: Deck, attempts: Sequence[Attempt]) -> dict[str, tuple[int, int]]:
    """Return for each section how many questions were right at the last try, and how many it has.

    Sections without an answered question are left out.
    """
    latest = {a.question: a.fraction for a in attempts if a.occasion is not Occasion.BET}
    scores: dict[str, tuple[int, int]] = {}
    questions = scored_questions(deck.questions)
    met = {questions[name].section for name in latest if name in questions}
    for question in questions.values():
        if question.section in met and question.section:
            right, count = scores.get(question.section, (0, 0))
            is_right = latest.get(question.id, 0.0) >= 1
            scores[question.section] = (right + is_right, count + 1)
    return scores
