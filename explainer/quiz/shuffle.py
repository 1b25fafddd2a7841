"""Orders that depend only on a seed, not on the process or the version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from explainer.deck.question import Question
from explainer.quiz.grading import right_sides

LARGEST_SEED = 9999
"""Largest seed, from 0: short enough to be said aloud."""


def shuffled(count: int, seed: int, *names: str) -> list[int]:
    """Return the numbers from 0 below `count` in an order that depends on a seed and names."""
    return sorted(range(count), key=lambda number: _seeded_bytes(seed, *names, str(number)))


def seeded_share(seed: int, *names: str) -> float:
    """Return a number from 0 to below 1, evenly spread over seeds and names."""
    return int.from_bytes(_seeded_bytes(seed, *names)) / 2**64


def choice_order(question: Question, seed: int) -> list[int]:
    """Return the order in which choices are shown; `fixed` ones keep their author's place."""
    choices = question.choices
    loose = [number for number, choice in enumerate(choices) if not choice.fixed]
    mixed = iter(shuffled(len(loose), seed, question.id, "choices"))
    return [number if choice.fixed else loose[next(mixed)] for number, choice in enumerate(choices)]


def item_order(question: Question, seed: int) -> list[int]:
    """Return the first order of the items of an order question; never the right one."""
    count = len(question.items)
    order = shuffled(count, seed, question.id, "items")
    if [question.items[number] for number in order] == list(question.items):
        return [*order[1:], order[0]]
    return order


def right_order(question: Question, seed: int) -> list[int]:
    """Return the order in which the right sides of a match question are offered."""
    return shuffled(len(right_sides(question)), seed, question.id, "rights")


def question_order(questions: Sequence[Question], sections: Sequence[str], seed: int) -> list[str]:
    """Return ids of questions, by section in the deck's order, shuffled within each.

    On a first pass, questions grouped by topic suit expository text better than a mixture.
    """
    place = {section: number for number, section in enumerate(sections)}
    mixed = [questions[number] for number in shuffled(len(questions), seed, "questions")]
    mixed.sort(key=lambda question: place.get(question.section, len(place)))
    return [question.id for question in mixed]


def mixed_order(questions: Sequence[Question], seed: int) -> list[str]:
    """Return ids of questions of all sections mixed, with confusable ones together."""
    mixed = [questions[number] for number in shuffled(len(questions), seed, "questions")]
    return confusable_together(mixed)


def confusable_together(questions: Sequence[Question]) -> list[str]:
    """Return ids of questions in their order, each followed by those that it is confused with.

    Confusable things are told apart best when they follow each other (Brunmair and Richter 2019).
    """
    order: dict[str, None] = {}
    for question in questions:
        if question.id in order:
            continue
        order[question.id] = None
        for other in questions if question.confuses else ():
            if other.id in question.confuses or set(other.tags) & set(question.confuses):
                order[other.id] = None
    return list(order)


def _seeded_bytes(seed: int, *names: str) -> bytes:
    """Return eight bytes for a seed and names (BLAKE2b, RFC 7693)."""
    return blake2b("\x1f".join((str(seed), *names)).encode(), digest_size=8).digest()
