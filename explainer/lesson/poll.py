"""Quick polls: questions that a presenter types during the lesson, without a key."""

from __future__ import annotations

from typing import Annotated, Protocol

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Question, QuestionType
from explainer.deck.text_file import clean
from explainer.lesson.class_desk import ClassCase, case_question
from explainer.lesson.guess_vote import GuessPoint
from explainer.problems import Span

MOST_CHOICES = 9
"""Most choices of a poll: a key takes each."""

_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Poll(msgspec.Struct, frozen=True):
    """A question that is in no deck."""

    prompt: _Words
    """The question."""
    choices: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=2, max_length=MOST_CHOICES)]
    """The choices."""


class Asked(Protocol):
    """A vote, as far as finding its question goes."""

    @property
    def question(self) -> str:
        """Id of the question."""

    @property
    def poll(self) -> Poll | None:
        """The question that was typed; None for one of the deck."""

    @property
    def guess(self) -> GuessPoint | None:
        """The point of a chart that is guessed; None for a question."""

    @property
    def case(self) -> ClassCase | None:
        """The claim that the class judges; None for a question."""


def question_of(vote: Asked, deck: Deck) -> Question | None:
    """Return the question of a vote: typed, about a chart, or the deck's; None if it is gone."""
    poll, guess, nowhere = vote.poll, vote.guess, Span("")
    if guess is not None:
        # Without a key: a guess is not marked.
        return Question(
            vote.question, QuestionType.NUMERIC, guess.prompt, nowhere, open=True, unit=guess.unit
        )
    if vote.case is not None:
        return case_question(vote.case, vote.question, deck)
    if poll is None:
        return deck.questions.get(vote.question)
    choices = tuple(Choice(text, nowhere, fixed=True) for text in poll.choices)
    return Question(
        vote.question, QuestionType.SINGLE, poll.prompt, nowhere, open=True, choices=choices
    )


def read_poll(text: str) -> Poll | str:
    """Read a poll such as `Shall we go on? / yes / no`; returns why it is none otherwise."""
    prompt, *choices = (" ".join(clean(part).split()) for part in text.split("/"))
    choices = [choice for choice in choices if choice]
    if not prompt or len(choices) < 2:
        return "Type the question and its choices, as in: Shall we go on? / yes / no"
    if len(choices) > MOST_CHOICES:
        return f"A poll has at most {MOST_CHOICES} choices."
    if len(set(choices)) < len(choices):
        return "Two choices are the same."
    if any(len(words) > 200 for words in (prompt, *choices)):
        return "The question or a choice is too long."
    return Poll(prompt, tuple(choices))
