"""Helpers: a lesson that two dozen participants joined, on screens without a host."""

from __future__ import annotations

from textual.app import ComposeResult

from explainer.deck.question_reader import question_text
from explainer.lesson.ballot import Ballot
from explainer.lesson.class_sight import class_shown
from explainer.lesson.event import (
    BallotCast,
    Entry,
    Event,
    HostOpened,
    LessonBegan,
    ParticipantJoined,
    Signal,
    SignalSent,
    StageShown,
    VoteBegan,
    VoteMoved,
)
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.shown import Shown
from explainer.lesson.simulated_class import NAMES
from explainer.lesson.typed_answer import read_answer
from explainer.lesson.vote import VoteStage
from explainer.render.line import Line
from explainer.serve.follower_line import FollowerMoment, own_line
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.panes.drawn_pane import DrawnPane
from explainer.ui.start.lesson_start import class_view
from tests.ui.teaching import Lesson

COMMAND = "ssh -p 2222 k7mq3@192.168.1.20"
STUDENT = "s3"
FIRST = "4421434412431444234144124"
SECOND = "4441444444434444444444124"
"""Digits that the participants pressed in two rounds, in the order of joining."""


class LessonHostStub:
    """A host that somebody has reached."""

    was_reached = True
    presenter_code = "j2smf74k"
    presenter_command = "ssh -p 2222 present@192.168.1.20"
    has_other_addresses = True

    def show_next_address(self) -> None:
        """Do nothing."""


def _began(shown: Shown) -> list[Event]:
    """Return the events of a lesson that everybody has joined."""
    joined = (ParticipantJoined(f"s{n}", name, "") for n, name in enumerate(NAMES))
    return [LessonBegan(shown.deck, ""), HostOpened("k7mq3", COMMAND), *joined, StageShown(shown)]


def lobby(lesson: Lesson) -> LessonState:
    """Return the state of a lesson before its first page."""
    return _state(_began(lesson.shown))


def voted(lesson: Lesson, question: str, *, rounds: int, stage: VoteStage) -> LessonState:
    """Return the state of a lesson with a vote at a stage of its last round."""
    deck = lesson.screen.talk.session.opened.deck
    asked = deck.questions[question]
    text = question_text(deck, asked)
    events = [*_began(lesson.shown), SignalSent("s4", Signal.LOST), VoteBegan(question, True)]
    for number, digits in enumerate((FIRST, SECOND)[:rounds], 1):
        if number > 1:
            events.append(VoteMoved(VoteStage.DISCUSSED))
        events.append(VoteMoved(VoteStage.OPEN))
        for n, digit in enumerate(digits[:23]):
            answer = read_answer(asked, text, digit)
            assert not isinstance(answer, str)
            events.append(BallotCast(f"s{n}", question, number, Ballot(answer)))
        if number < rounds or stage is not VoteStage.OPEN:
            events.append(VoteMoved(VoteStage.CLOSED))
    if stage is VoteStage.REVEALED:
        events.append(VoteMoved(stage))
    return _state(events)


def _state(events: list[Event]) -> LessonState:
    return folded(Entry(n, 0.0, event) for n, event in enumerate(events, 1))


class StudentScreen(PaintedScreen[None]):
    """The screen of a participant: the picture of the class, and their own line."""

    DEFAULT_CSS = "StudentScreen #own { height: 1; } StudentScreen #picture { height: 1fr; }"

    def __init__(self, lesson: Lesson, state: LessonState, moment: FollowerMoment) -> None:
        super().__init__()
        session = lesson.screen.talk.session
        view, deck = class_view(session), session.opened.deck
        shown = class_shown(state, deck)
        assert shown is not None

        def own(width: int, height: int) -> list[Line]:
            return [own_line(moment, state, deck, width)]

        self._panes = (
            DrawnPane(lambda w, h: view.lines(shown, w, h), base="pane", id="picture"),
            DrawnPane(own, base="bar", id="own"),
        )

    def compose(self) -> ComposeResult:
        """Yield the picture, and the own line below it."""
        yield from self._panes
