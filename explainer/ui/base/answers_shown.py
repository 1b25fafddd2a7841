"""The learner's answers as a layout shows them: bets, and what settled them."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import question_text
from explainer.quiz.answer import Answer, Chosen, Placed, Truth
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet import Settled, settled_bets
from explainer.quiz.question_hash import question_hash
from explainer.quiz.summary import answer_lines, key_lines
from explainer.render.setting import Argument, Asked, BetGuess, SettledBet


def asked_of(deck: Deck, section: str, bet: str, attempts: Sequence[Attempt]) -> Asked:
    """Return the bets and scores that a section shows, from every attempt at the deck."""
    bets = {name: one for name, one in settled_bets(attempts).items() if name in deck.questions}
    guesses: dict[str, BetGuess] = {}
    settled: dict[str, tuple[SettledBet, ...]] = {}
    for name, one in bets.items():
        question = deck.questions[name]
        words, first = _words(deck, question, one.before), _words(deck, question, one.first)
        if one.before.question_hash == question_hash(question):
            taken = _taken(one.before.answer)
            guesses[name] = BetGuess(words, first, one.after is None, taken)
        # An open question that no passage settles is told at the end of its section, as no quiz
        # asks it.
        if question.section == section and (question.settles or question.open):
            settled[question.settles] = (
                *settled.get(question.settles, ()),
                _note(deck, question, one),
            )
    latest = {a.question: a.fraction for a in attempts if a.occasion is not Occasion.BET}
    return Asked(bet, _first_asked(deck, section, bet), guesses, settled, latest)


def _taken(answer: Answer | None) -> tuple[int, ...]:
    """Return the numbers of the choices of an answer; of a statement, 0 for true."""
    match answer:
        case Chosen(choices) | Placed(choices):
            return choices
        case Truth(value):
            return (0 if value else 1,)
    return ()


def _note(deck: Deck, question: Question, bet: Settled) -> SettledBet:
    """Return a bet as the block that settles it shows it."""
    is_known = bet.before.is_scored and not question.open
    return SettledBet(
        question.id,
        _words(deck, question, bet.before),
        "" if question.open else "; ".join(key_lines(question, question_text(deck, question))),
        bet.before.fraction >= 1 if is_known else None,
        question.open,
        _words(deck, question, bet.first),
        _arguments(deck, question, bet.before) if question.open else (),
    )


def _words(deck: Deck, question: Question, attempt: Attempt | None) -> str:
    """Return an answer in words; empty where there is none."""
    if attempt is None:
        return ""
    return "; ".join(answer_lines(question, attempt.answer, question_text(deck, question)))


def _arguments(deck: Deck, question: Question, attempt: Attempt) -> tuple[Argument, ...]:
    """Return the argument for each choice that was taken; of several, each with its choice."""
    answer = attempt.answer
    if not isinstance(answer, Placed | Chosen):
        return ()
    taken = [choice for n, choice in enumerate(question.choices) if n in answer.choices]
    text = question_text(deck, question)
    return tuple(
        Argument(text.words(choice.text) if len(taken) > 1 else "", choice.why)
        for choice in taken
        if choice.why
    )


def _first_asked(deck: Deck, section: str, bet: str) -> str:
    """Return the title of the first section that has a bet, unless that is this one."""
    first = deck.first_with_bet(bet)
    return first.title if first is not None and first.id != section else ""
