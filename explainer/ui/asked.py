"""What a layout shows of a learner's answers: bets before and settled, and how questions went."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet import settled_bets
from explainer.quiz.summary import answer_lines, key_lines
from explainer.render.setting import Asked, SettledBet


def asked_of(deck: Deck, section: str, bet: str, attempts: Sequence[Attempt]) -> Asked:
    """What was asked of a section, from every attempt at the deck."""
    bets = settled_bets(attempts)
    settled: dict[str, tuple[SettledBet, ...]] = {}
    for name, one in bets.items():
        question = deck.questions.get(name)
        if question is None or question.section != section or not question.settles:
            continue
        note = SettledBet(
            question.prompt,
            ", ".join(answer_lines(question, one.before.answer)),
            ", ".join(key_lines(question)),
            one.before.fraction >= 1,
        )
        settled[question.settles] = (*settled.get(question.settles, ()), note)
    latest = {a.question: a.fraction for a in attempts if a.occasion is not Occasion.BET}
    guess = ""
    if bet in bets:
        guess = ", ".join(answer_lines(deck.questions[bet], bets[bet].before.answer))
    return Asked(bet, guess, settled, latest)


def section_scores(deck: Deck, attempts: Sequence[Attempt]) -> dict[str, tuple[int, int]]:
    """Of each section, how many questions were right at last, and how many there are.

    Sections of which nothing was answered are left out.
    """
    latest = {a.question: a.fraction for a in attempts if a.occasion is not Occasion.BET}
    scores: dict[str, tuple[int, int]] = {}
    met = {deck.questions[name].section for name in latest if name in deck.questions}
    for question in deck.questions.values():
        if question.section in met and question.section:
            right, count = scores.get(question.section, (0, 0))
            is_right = latest.get(question.id, 0.0) >= 1
            scores[question.section] = (right + is_right, count + 1)
    return scores
