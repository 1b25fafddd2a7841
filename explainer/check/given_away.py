"""Finds questions whose prompt or text with gaps tells the answer to another one of their section.

Both are asked in one quiz, in any order. What only might help is not reported: a key must stand in
the other question word for word, be long enough to be no accident, be rare among the section's
questions, and the two must share other words too, since otherwise they ask about different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import GAP
from explainer.quiz.grading import cloze_gaps
from explainer.render.value import number_text

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_YEAR = re.compile(r"(19|20)\d\d")

_SHORTEST_WORD = 4
"""Fewest letters of a key of one word; shorter ones stand in many texts."""

_LONG_NUMBER = 3
"""Characters from which a number, such as `8.7`, is hardly found by chance."""

_SHORTEST_CHOICE = 3
"""Fewest words of a right choice; names of one or two words are among what a section is about."""

_MOST_OTHERS = 3
"""Most other questions of the section that have the first word of a key; a word in more is common
there."""

_SHARED_WORDS = 2
"""Fewest other words that both questions have in common; for a long number, one is enough."""

_SHARED_WITH_SHORT = 3
"""Fewest of them for a number of one or two characters."""

_SHARED_LENGTH = 4
"""Fewest letters of such a word; articles and prepositions are shared by all."""

_LIGHT = frozenset({
    "about", "after", "also", "been", "before", "between", "does", "done", "from", "have", "here",
    "into", "many", "more", "most", "much", "only", "other", "over", "said", "same", "some",
    "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those",
    "under", "until", "very", "were", "what", "when", "where", "which", "while", "will", "with",
    "would",
})  # fmt: skip
"""Words of that length that say nothing of what a question is about."""


class GivenAway(NamedTuple):
    """A question that tells the answer to another."""

    teller: Question
    """The question that tells it."""
    key: str
    """Name of the key of the TOML file with the text that does: `prompt` or `text`."""
    told: Question
    """The question whose answer it is."""
    answer: str
    """The answer."""


class _Texts(NamedTuple):
    """The words of one question that can be seen before it is answered."""

    question: Question
    """The question."""
    by_key: Mapping[str, Sequence[str]]
    """Words by the key that they stand under."""
    words: frozenset[str]
    """All of them."""


def given_away(deck: Deck) -> Iterator[GivenAway]:
    """Yield each question that tells the answer to another of its section, once for each pair."""
    sections: dict[str, list[_Texts]] = {}
    for question in deck.questions.values():
        if question.section and not question.open and not question.reverse_of:
            sections.setdefault(question.section, []).append(_texts(deck, question))
    for texts in sections.values():
        yield from _in_section(deck, texts)


def _in_section(deck: Deck, texts: Sequence[_Texts]) -> Iterator[GivenAway]:
    having: dict[str, list[_Texts]] = {}
    for one in texts:
        for word in one.words:
            having.setdefault(word, []).append(one)
    for told in texts:
        tellers: set[str] = set()
        for answer in _answers(deck, told.question):
            key = _words(answer)
            if not key or _is_weak(answer, key):
                continue
            others = [one for one in having.get(key[0], ()) if one is not told]
            if len(others) > _MOST_OTHERS or (set(key) <= told.words):
                continue
            for teller in others:
                where = _place(key, teller)
                if where and teller.question.id not in tellers and _is_alike(key, told, teller):
                    tellers.add(teller.question.id)
                    yield GivenAway(teller.question, where, told.question, answer)


def _texts(deck: Deck, question: Question) -> _Texts:
    text = question_text(deck, question)
    by_key = {"prompt": _words(text.words(question.prompt))}
    if question.type is QuestionType.CLOZE:
        by_key["text"] = _words(GAP.sub(" ", question.text))
    words = frozenset(word for words in by_key.values() for word in words)
    return _Texts(question, by_key, words)


def _answers(deck: Deck, question: Question) -> Iterator[str]:
    """Yield the answers that somebody who has read them elsewhere would give."""
    match question.type:
        case QuestionType.CLOZE:
            # The others are what else is accepted, and need not be what the author has in mind.
            yield from (gap[0] for gap in cloze_gaps(question) if gap)
        case QuestionType.SHORT:
            yield from question.accept[:1]
        case QuestionType.NUMERIC if question.answer is not None and not isinstance(
            question.answer, bool
        ):
            yield number_text(question.answer)
        case QuestionType.SINGLE:
            text = question_text(deck, question)
            for choice in question.choices:
                words = text.words(choice.text)
                if choice.correct and len(words.split()) >= _SHORTEST_CHOICE:
                    yield words


def _is_weak(answer: str, key: Sequence[str]) -> bool:
    """Return True for an answer that stands in other texts by accident."""
    if len(key) > 1:
        return sum(map(len, key)) < _SHORTEST_WORD + 1
    word = key[0]
    if word[0].isdigit():
        return _YEAR.fullmatch(word) is not None
    return len(word) < _SHORTEST_WORD or word in _LIGHT


def _place(key: Sequence[str], teller: _Texts) -> str:
    """Return the TOML key under which the words stand side by side; empty if they do not."""
    for name, words in teller.by_key.items():
        for start, word in enumerate(words):
            if word == key[0] and list(words[start : start + len(key)]) == list(key):
                return name
    return ""


def _is_alike(key: Sequence[str], told: _Texts, teller: _Texts) -> bool:
    """Return True if two questions have other words in common than the key."""
    shared = (told.words & teller.words) - set(key) - _LIGHT
    count = sum(len(word) >= _SHARED_LENGTH or word.isdigit() for word in shared)
    if not key[0][0].isdigit():
        return count >= _SHARED_WORDS
    return count >= (1 if len("".join(key)) >= _LONG_NUMBER else _SHARED_WITH_SHORT)


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text, for comparison."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text.casefold())]
