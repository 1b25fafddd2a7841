"""Checks that the key does not stand at one place far more often than at others.

The test is Pearson's chi-squared (Pearson 1900, Philosophical Magazine 50): the distance of the
counts of each place from equal ones, compared with that expected by chance.
"""

from __future__ import annotations

import math
from collections import Counter

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.problems import Code, Problems, Span

_CHANCE = 0.01
"""Probability by chance below which the distance is reported."""

_FEWEST_EXPECTED = 5
"""Fewest keys expected at each place for a valid test (Cochran 1954, Biometrics 10)."""

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def check_key_positions(deck: Deck, problems: Problems) -> None:
    """Report that the key of single questions stands too often at one place.

    Questions with the same number of choices are counted together; the sums are added up.
    """
    groups: dict[int, Counter[int]] = {}
    for question in deck.questions.values():
        if question.type is QuestionType.SINGLE and not question.open:
            places = groups.setdefault(len(question.choices), Counter())
            places[_key(question)] += 1
    groups = {
        choices: places
        for choices, places in groups.items()
        if places.total() >= _FEWEST_EXPECTED * choices
    }
    if not groups:
        return
    total = sum(_distance(choices, places) for choices, places in groups.items())
    freedom = sum(choices - 1 for choices in groups)
    if chi_squared_tail(total, freedom) >= _CHANCE:
        return
    choices, places = max(groups.items(), key=lambda group: _distance(*group) / group[0])
    place, count = max(places.items(), key=lambda item: (item[1], -item[0]))
    problems.add(
        Code.KEY_POSITION,
        Span(deck.span.file),
        f"In {count} of {places.total()} single questions with {_NUMBERS.get(choices, choices)} "
        f"choices the key stands {_place(place)}; by chance it would be about "
        f"{places.total() / choices:.0f}.",
        "Move keys to other places, so that the place tells nothing where choices are not "
        "shuffled.",
    )


def _key(question: Question) -> int:
    return next(place for place, choice in enumerate(question.choices) if choice.correct)


def _place(place: int) -> str:
    return _PLACES[place] if place < len(_PLACES) else f"at place {place + 1}"


def _distance(choices: int, places: Counter[int]) -> float:
    """Return Pearson's chi-squared of the counts of each place against equal ones."""
    expected = places.total() / choices
    return sum((places[place] - expected) ** 2 / expected for place in range(choices))


def chi_squared_tail(value: float, freedom: int) -> float:
    """Return the probability of a chi-squared of `value` or more by chance.

    In closed form for whole degrees of freedom (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5).
    """
    half = value / 2
    if half <= 0:
        return 1.0
    is_odd = freedom % 2
    tail = math.erfc(math.sqrt(half)) if is_odd else 0.0
    for step in range(freedom // 2):
        power = step + is_odd / 2
        tail += math.exp(power * math.log(half) - half - math.lgamma(power + 1))
    return min(1.0, tail)
