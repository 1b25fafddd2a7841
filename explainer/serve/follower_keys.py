"""The keys of a participant: what each changes on their last line, and what it asks of the host."""

from __future__ import annotations

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.lesson.event import LONGEST_QUESTION, Signal
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import question_of
from explainer.lesson.typed_answer import LONGEST_ANSWER, takes_hands
from explainer.lesson.vote import VoteStage
from explainer.quiz.answer import Confidence
from explainer.serve.entry_form import PRINTED, edited
from explainer.serve.follower_line import CONFIDENCE_KEYS, SIGNAL_KEYS, FollowerMoment

_DIGITS = "123456789"
_MOVES = {"right": 1, "pagedown": 1, " ": 1, "down": 1, "left": -1, "pageup": -1, "up": -1}


class SendAnswer(msgspec.Struct, frozen=True):
    """The participant answers the question of the vote."""

    typed: str
    """The answer as it was typed."""
    confidence: Confidence | None = None
    """Their confidence, if told."""


class SendSignal(msgspec.Struct, frozen=True):
    """The participant tells how it goes."""

    signal: Signal | None
    """The signal; None to take it back."""


class AskPresenter(msgspec.Struct, frozen=True):
    """The participant asks the presenter a question."""

    text: str
    """The question."""


class LookBack(msgspec.Struct, frozen=True):
    """The participant looks at a page that was presented before."""

    place: int
    """Index of the page."""


class Rejoin(msgspec.Struct, frozen=True):
    """The participant goes back to where the presenter is."""


class ReadDeck(msgspec.Struct, frozen=True):
    """The participant reads the deck by themselves, where the presenter has opened it."""


class Leave(msgspec.Struct, frozen=True):
    """The participant leaves the lesson."""


Request = SendAnswer | SendSignal | AskPresenter | LookBack | Rejoin | ReadDeck | Leave
"""Anything that a key asks of the host."""

Taken = tuple[FollowerMoment, Request | None]
"""The line after a key, and what the key asks for."""


def take_key(moment: FollowerMoment, key: str, state: LessonState, deck: Deck) -> Taken:
    """Take a key."""
    moment = _with(moment, notice="")
    if key in ("ctrl+c", "ctrl+d"):
        return moment, Leave()
    if moment.is_asking:
        return _asking(moment, key)
    if moment.looking >= 0:
        return _looking(moment, key, len(state.toured))
    question = open_question(state, deck)
    if question is not None:
        asks = state.host is not None and state.host.asks_confidence
        taken = _voting(moment, key, question, asks_confidence=asks)
        if taken is not None:
            return taken
    return _between(moment, key, state)


def open_question(state: LessonState, deck: Deck) -> Question | None:
    """Return the question that can be answered now."""
    vote = state.vote
    if vote is None or vote.stage is not VoteStage.OPEN:
        return None
    return question_of(vote, deck)


def _with(moment: FollowerMoment, **changes: object) -> FollowerMoment:
    return msgspec.structs.replace(moment, **changes)


def _asking(moment: FollowerMoment, key: str) -> Taken:
    """Take a key of a question to the presenter."""
    if key == "escape":
        return _with(moment, is_asking=False, typed=""), None
    if key == "enter":
        return _with(moment, is_asking=False, typed=""), AskPresenter(moment.typed)
    return _with(moment, typed=edited(moment.typed, key, LONGEST_QUESTION)), None


def _looking(moment: FollowerMoment, key: str, count: int) -> Taken:
    """Take a key while earlier pages are looked at."""
    if key in ("g", "escape", "q") or not count:
        return _with(moment, looking=-1), Rejoin()
    ends = {"home": 0, "end": count - 1}
    wanted = ends.get(key, moment.looking + _MOVES.get(key, 0))
    place = min(max(0, wanted), count - 1)
    return _with(moment, looking=place, pages=count), LookBack(place)


def _voting(
    moment: FollowerMoment, key: str, question: Question, *, asks_confidence: bool
) -> Taken | None:
    """Take a key of an answer; None for one that is none."""
    typed = moment.typed
    if typed and key == "enter":
        return moment, SendAnswer(typed)
    if typed and key == "escape":
        return _with(moment, typed=""), None
    if typed and key in ("backspace", "ctrl+u"):
        return _with(moment, typed=edited(typed, key, LONGEST_ANSWER)), None
    if len(key) != PRINTED:
        return None
    if asks_confidence and moment.answered and takes_hands(question) and key in CONFIDENCE_KEYS:
        return moment, SendAnswer(moment.answered, CONFIDENCE_KEYS[key])
    if question.type in (QuestionType.SINGLE, QuestionType.TRUE_FALSE):
        return (moment, SendAnswer(key)) if key in _DIGITS else None
    if question.type in (QuestionType.MULTIPLE, QuestionType.ORDER):
        if key not in _DIGITS:
            return None
        # A digit pressed again is taken back.
        digits = typed.replace(key, "") if key in typed else typed + key
        return _with(moment, typed=digits), None
    return _with(moment, typed=edited(typed, key, LONGEST_ANSWER)), None


def _between(moment: FollowerMoment, key: str, state: LessonState) -> Taken:
    """Take a key that is no answer."""
    count = len(state.toured)
    if key == "q":
        return moment, Leave()
    if key == "?":
        return _with(moment, is_asking=True, typed=""), None
    if key in SIGNAL_KEYS:
        wanted = SIGNAL_KEYS[key]
        told = state.signals.get(moment.participant)
        return moment, SendSignal(None if told is wanted else wanted)
    if key == "g" and state.is_roaming_open:
        return moment, ReadDeck()
    if key in ("g", "left", "pageup", "up"):
        if count < 2:
            return _with(moment, notice="There is nothing to look back at yet."), None
        place = count - 1 if key == "g" else count - 2
        return _with(moment, looking=place, pages=count), LookBack(place)
    return moment, None
