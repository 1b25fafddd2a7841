"""The report of a lesson, computed from its log: what was shown for how long, and every vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import question_text
from explainer.lesson.ballot import matrix
from explainer.lesson.class_sight import split
from explainer.lesson.event import Entry, QuestionAsked, Signal, SignalSent, StageShown
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.poll import question_of
from explainer.lesson.typed_answer import takes_hands
from explainer.lesson.vote import Vote, gain, share_right
from explainer.lesson.vote_lines import keys_of
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.grading import grade
from explainer.quiz.question_hash import question_hash
from explainer.quiz.statistics import FEWEST_JUDGED, ItemStatistics, deck_statistics
from explainer.quiz.summary import answer_lines
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


class AnswerReport(msgspec.Struct, frozen=True):
    """One participant's answer in one round."""

    participant: int
    """Number of the participant, in the order of joining."""
    answer: str
    """The answer in words."""
    is_right: bool | None
    """True if it was right in full; None for a bet and where nothing is right."""
    confidence: str = ""
    """Confidence, if told."""


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
    """Votes of each round for each choice, raised and sent; none for a question without choices."""
    stage: str
    """The stage at which it ended."""
    answers: tuple[tuple[AnswerReport, ...], ...] = ()
    """Answers of participants in each round, in the order of joining."""
    changes: tuple[tuple[int, ...], ...] = ()
    """`changes[i][j]` participants went from choice i to choice j between the rounds."""
    facility: float | None = None
    """Mean mark of the first round's answers, 0 to 1; None without any."""
    facility_interval: tuple[float, float] | None = None
    """95 % interval of the facility (Wilson 1927); None without answers."""
    discrimination: float | None = None
    """100 times the correlation with the marks at the other questions; None for few participants
    (see `FEWEST_JUDGED`) and where all marks are the same."""

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Share of right votes in each round; None where nobody voted or nothing is right."""
        if self.rounds:
            return tuple(
                share_right(hands, self.keys) if self.keys else None for hands in self.rounds
            )
        return tuple(_right(answers) for answers in self.answers)

    @property
    def gain(self) -> float | None:
        """The normalized gain from round to round (Hake 1998); None for a single round."""
        shares = self.shares
        if len(shares) < 2 or shares[0] is None or shares[1] is None:
            return None
        return gain(shares[0], shares[1])


def _right(answers: Sequence[AnswerReport]) -> float | None:
    """Return the share of right answers; None where nothing is right or nobody answered."""
    judged = [one.is_right for one in answers if one.is_right is not None]
    return sum(judged) / len(judged) if judged else None


class LostReport(msgspec.Struct, frozen=True):
    """Participants who sent a signal about one screen."""

    section: str
    """Id of the section."""
    screen: int
    """Number of the screen in it, from 1."""
    lost: int
    """Participants who said that they were lost."""
    slower: int
    """Participants who asked for less speed."""
    faster: int
    """Participants who asked for more speed."""


class LessonReport(msgspec.Struct, frozen=True):
    """Everything that a lesson's log tells afterwards. It names nobody unless that is asked for."""

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
    participants: int = 0
    """Number of participants who joined."""
    most_people: int = 0
    """Most participants at a time."""
    names: tuple[str, ...] = ()
    """Names of participants in the order of joining; empty unless asked for."""
    lost: tuple[LostReport, ...] = ()
    """Screens about which participants sent signals, in the order of the lesson."""
    asked: tuple[str, ...] = ()
    """Questions of participants to the presenter, in order."""


def report_of(
    entries: Sequence[Entry], deck: Deck | None, *, with_names: bool = False
) -> LessonReport:
    """Return the report of a lesson.

    Args:
        entries: Its log.
        deck: The deck as it is now; None if it cannot be opened.
        with_names: True to name the participants.
    """
    times: dict[str, float] = {}
    state, most_screens, most_people, whole = LessonState(), 0, 0, 0.0
    signals: dict[tuple[str, int], dict[Signal, set[str]]] = {}
    asked: list[str] = []
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
        most_people = max(most_people, state.people)
        match entry.event:
            case SignalSent(participant, signal) if signal is not None and state.shown is not None:
                place = (state.shown.section, state.shown.screenful + 1)
                signals.setdefault(place, {}).setdefault(signal, set()).add(participant)
            case QuestionAsked(_, text):
                asked.append(text)
    votes = (*state.votes, *([state.vote] if state.vote is not None else []))
    return LessonReport(
        state.began.title if state.began else "",
        state.began.route if state.began else "",
        state.began_at,
        state.has_ended,
        whole,
        most_screens,
        tuple(_section(id, seconds, deck) for id, seconds in times.items()),
        _votes(votes, state, deck),
        len(state.participants),
        most_people,
        tuple(one.name for one in state.participants.values()) if with_names else (),
        tuple(_lost(*place, found) for place, found in signals.items()),
        tuple(asked),
    )


def _lost(section: str, screen: int, signals: Mapping[Signal, set[str]]) -> LostReport:
    lost, slower, faster = (len(signals.get(one, ())) for one in Signal)
    return LostReport(section, screen, lost, slower, faster)


def _section(id: str, seconds: float, deck: Deck | None) -> SectionTime:
    entry = deck.entry(id) if deck is not None and id else None
    if entry is None:
        return SectionTime(id, id or "Title page", seconds, 0)
    return SectionTime(id, entry.title, seconds, entry.minutes)


def _votes(votes: Sequence[Vote], state: LessonState, deck: Deck | None) -> tuple[VoteReport, ...]:
    """Return the votes with their answers, and the figures of their questions."""
    statistics = _statistics(votes, deck)
    found: list[VoteReport] = []
    for vote in votes:
        one = _vote(vote, state, deck)
        figures = statistics.get(vote.question) if not vote.is_bet else None
        if figures is not None and figures.learners:
            judged = figures.learners >= FEWEST_JUDGED
            one = msgspec.structs.replace(
                one,
                facility=figures.facility,
                facility_interval=figures.interval,
                discrimination=figures.discrimination if judged else None,
            )
        found.append(one)
    return tuple(found)


def _statistics(votes: Sequence[Vote], deck: Deck | None) -> Mapping[str, ItemStatistics]:
    """Return the item statistics of the first rounds, by question."""
    if deck is None:
        return {}
    asked = {vote.question: vote for vote in reversed(votes) if not vote.is_bet}
    questions = [deck.questions[id] for id in asked if id in deck.questions]
    attempts = [
        Attempt(
            deck.id,
            question.id,
            question_hash(question),
            "",
            ballot.answer,
            grade(question, ballot.answer).fraction,
            Occasion.QUIZ,
            learner=who,
        )
        for question in questions
        for who, ballot in asked[question.id].round_ballots(1).items()
    ]
    return {one.question: one for one in deck_statistics(questions, attempts).items}


def _vote(vote: Vote, state: LessonState, deck: Deck | None) -> VoteReport:
    question = question_of(vote, deck) if deck is not None else None
    count = len(vote.hands[0]) if vote.hands else 0
    places = tuple(str(place + 1) for place in range(count))
    if deck is None or question is None:
        return VoteReport(vote.question, vote.question, places, (), vote.hands, vote.stage)
    words = question_text(deck, question).words
    order = reading_order(question)
    if question.choices:
        choices = tuple(words(question.choices[number].text) for number in order)
    elif takes_hands(question):
        choices = tuple("false" if number else "true" for number in order)
    else:
        choices = ()
    rounds = split(vote, question)
    is_same = all(len(row) == len(choices) for row in rounds)
    is_judged = not vote.is_bet and not question.open and is_same
    keys = keys_of(question) if is_judged and takes_hands(question) else ()
    changes: tuple[tuple[int, ...], ...] = ()
    if len(vote.ballots) > 1 and takes_hands(question):
        changes = matrix(question, vote.ballots[0], vote.ballots[1])
    return VoteReport(
        vote.question,
        words(question.prompt),
        choices if is_same else places,
        keys,
        rounds,
        vote.stage,
        tuple(
            _answers(vote, number, question, state, deck)
            for number in range(1, len(vote.ballots) + 1)
        ),
        changes,
    )


def _answers(
    vote: Vote, number: int, question: Question, state: LessonState, deck: Deck
) -> tuple[AnswerReport, ...]:
    """Return the answers of a round, in the order of joining."""
    text = question_text(deck, question)
    is_judged = not vote.is_bet and not question.open
    found = [
        AnswerReport(
            state.participants[who].number,
            " · ".join(answer_lines(question, ballot.answer, text)),
            grade(question, ballot.answer).is_right if is_judged else None,
            ballot.confidence.value if ballot.confidence is not None else "",
        )
        for who, ballot in vote.round_ballots(number).items()
        if who in state.participants
    ]
    return tuple(sorted(found, key=lambda one: one.participant))
