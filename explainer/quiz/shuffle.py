"""Orders that depend on a seed and on nothing else: not on the process, not on Python's version."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from explainer.deck.question import Question
from explainer.quiz.grading import right_sides

LARGEST_SEED = 9999
"""Seeds are 0 to this: short enough to be said aloud."""


def shuffled(count: int, seed: int, *names: str) -> list[int]:
    """The numbers from 0 below `count` in an order of their own for a seed and names."""
    return sorted(range(count), key=lambda number: _lot(seed, *names, str(number)))


def seeded_share(seed: int, *names: str) -> float:
    """A number from 0 to 1, evenly spread over seeds and names, 1 left out."""
    return int.from_bytes(_lot(seed, *names)) / 2**64


def choice_order(question: Question, seed: int) -> list[int]:
    """The order in which choices are shown; `fixed` ones keep the place their author gave them."""
    choices = question.choices
    loose = [number for number, choice in enumerate(choices) if not choice.fixed]
    mixed = iter(shuffled(len(loose), seed, question.id, "choices"))
    return [number if choice.fixed else loose[next(mixed)] for number, choice in enumerate(choices)]


def item_order(question: Question, seed: int) -> list[int]:
    """The order in which the items of an order question are shown at first; never the right one."""
    count = len(question.items)
    order = shuffled(count, seed, question.id, "items")
    if [question.items[number] for number in order] == list(question.items):
        return [*order[1:], order[0]]
    return order


def right_order(question: Question, seed: int) -> list[int]:
    """The order in which the right sides of a match question are offered."""
    return shuffled(len(right_sides(question)), seed, question.id, "rights")


def question_order(questions: Sequence[Question], sections: Sequence[str], seed: int) -> list[str]:
    """Ids of questions, section by section in the deck's order, shuffled within each.

    On a first pass blocks of one matter serve expository text better than a mixture of all.
    """
    place = {section: number for number, section in enumerate(sections)}
    mixed = [questions[number] for number in shuffled(len(questions), seed, "questions")]
    mixed.sort(key=lambda question: place.get(question.section, len(place)))
    return [question.id for question in mixed]


def mixed_order(questions: Sequence[Question], seed: int) -> list[str]:
    """Ids of questions of all sections mixed; those that learners confuse stand together."""
    mixed = [questions[number] for number in shuffled(len(questions), seed, "questions")]
    return confusable_together(mixed)


def confusable_together(questions: Sequence[Question]) -> list[str]:
    """Ids of questions in their order, but what learners confuse with one stands behind it.

    Confusable things are told apart best when they come one after the other (Brunmair and Richter
    2019).
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


def _lot(seed: int, *names: str) -> bytes:
    """Eight bytes drawn for a seed and names (BLAKE2b, RFC 7693)."""
    return blake2b("\x1f".join((str(seed), *names)).encode(), digest_size=8).digest()
