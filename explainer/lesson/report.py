"""The report of a lesson, computed from its log: what was shown for how long, and every vote."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question_reader import question_text
from explainer.lesson.event import Entry, StageShown
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.vote import Vote, gain, share_right
from explainer.lesson.vote_lines import keys_of
from explainer.render.selection import reading_order

_PAUSE = 3600.0
"""Seconds without an event after which a lesson counts as interrupted, and no time is counted."""


class SectionTime(msgspec.Struct, frozen=True):
    """The time for which a section was in front of the class."""

    section: str
    """Id of the section; empty for the title page."""
    title: str
    """Its title; the id if the deck no longer has it."""
    seconds: float
    """Seconds in sight, without a blank screen."""
    planned: int
    """Planned minutes of the whole section; 0 if not given."""


class VoteReport(msgspec.Struct, frozen=True):
    """One vote."""

    question: str
    """Id of the question."""
    prompt: str
    """Its prompt; the id if the deck no longer has it."""
    choices: tuple[str, ...]
    """Words of the choices, in the order in which they were shown."""
    keys: tuple[int, ...]
    """Places of the right choices; none for a bet, and for a question that is gone."""
    rounds: tuple[tuple[int, ...], ...]
    """Hands of each round for each choice."""
    stage: str
    """The stage at which it ended."""

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Share of right hands in each round; None where nobody voted or nothing is right."""
        return tuple(share_right(hands, self.keys) if self.keys else None for hands in self.rounds)

    @property
    def gain(self) -> float | None:
        """The normalized gain from round to round (Hake 1998); None for a single round."""
        shares = self.shares
        if len(shares) < 2 or shares[0] is None or shares[1] is None:
            return None
        return gain(shares[0], shares[1])


class LessonReport(msgspec.Struct, frozen=True):
    """Everything that a lesson's log tells afterwards. It names nobody: no name is in the log."""

    title: str
    """Title of the lesson."""
    route: str
    """Id of the route; empty for the whole deck."""
    began_at: float
    """Time at which it began, in seconds since 1970 (UTC)."""
    has_ended: bool
    """False if it was cut off."""
    seconds: float
    """Seconds that it took, without interruptions."""
    most_screens: int
    """Most screens of the class at a time."""
    sections: tuple[SectionTime, ...]
    """The sections, in the order in which they were first shown."""
    votes: tuple[VoteReport, ...]
    """The votes, in order; one that was not ended comes last."""


def report_of(entries: Sequence[Entry], deck: Deck | None) -> LessonReport:
    """Return the report of a lesson.

    Args:
        entries: Its log.
        deck: The deck as it is now; None if it cannot be opened.
    """
    times: dict[str, float] = {}
    state, most_screens, whole = LessonState(), 0, 0.0
    for entry in entries:
        passed = entry.at - state.at if state.position else 0.0
        passed = passed if 0 <= passed < _PAUSE else 0.0
        whole += passed
        if state.shown is not None and not state.shown.blank:
            times[state.shown.section] = times.get(state.shown.section, 0.0) + passed
        state = folded([entry], state)
        if isinstance(entry.event, StageShown):
            times.setdefault(entry.event.shown.section, 0.0)
        most_screens = max(most_screens, len(state.screens))
    votes = (*state.votes, *([state.vote] if state.vote is not None else []))
    return LessonReport(
        state.began.title if state.began else "",
        state.began.route if state.began else "",
        state.began_at,
        state.has_ended,
        whole,
        most_screens,
        tuple(_section(id, seconds, deck) for id, seconds in times.items()),
        tuple(_vote(vote, deck) for vote in votes),
    )


def _section(id: str, seconds: float, deck: Deck | None) -> SectionTime:
    entry = deck.entry(id) if deck is not None and id else None
    if entry is None:
        return SectionTime(id, id or "Title page", seconds, 0)
    return SectionTime(id, entry.title, seconds, entry.minutes)


def _vote(vote: Vote, deck: Deck | None) -> VoteReport:
    question = deck.questions.get(vote.question) if deck is not None else None
    count = len(vote.hands[0]) if vote.hands else 0
    places = tuple(str(place + 1) for place in range(count))
    if deck is None or question is None:
        return VoteReport(vote.question, vote.question, places, (), vote.hands, vote.stage)
    words = question_text(deck, question).words
    order = reading_order(question)
    if question.choices:
        choices = tuple(words(question.choices[number].text) for number in order)
    else:
        choices = tuple("false" if number else "true" for number in order)
    is_same = not vote.hands or all(len(hands) == len(choices) for hands in vote.hands)
    keys = () if vote.is_bet or question.open or not is_same else keys_of(question)
    return VoteReport(
        vote.question,
        words(question.prompt),
        choices if is_same else places,
        keys,
        vote.hands,
        vote.stage,
    )
