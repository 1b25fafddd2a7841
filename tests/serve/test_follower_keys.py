"""Keys of a participant, on a state of a lesson and without a host."""

from __future__ import annotations

from explainer.deck.model import Deck
from explainer.deck.question import QuestionType
from explainer.lesson.event import (
    Entry,
    Event,
    HostOpened,
    ParticipantJoined,
    RoamingChanged,
    Signal,
    SignalSent,
    StageShown,
    VoteBegan,
    VoteMoved,
)
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.shown import Shown
from explainer.lesson.vote import VoteStage
from explainer.problems import Span
from explainer.quiz.answer import Confidence
from explainer.render.line import line_text, line_width
from explainer.serve.follower_keys import (
    AskPresenter,
    Leave,
    LookBack,
    ReadDeck,
    Rejoin,
    Request,
    SendAnswer,
    SendSignal,
    take_key,
)
from explainer.serve.follower_line import FollowerMoment, own_line
from tests.unit.asked import question

DECK = Deck(
    "d",
    "D",
    (),
    Span("deck.toml"),
    questions={type.value: question(type, type.value) for type in QuestionType},
)


def lesson(*events: Event, confidence: bool = False) -> LessonState:
    """Return the state of a lesson with one participant who saw two pages."""
    shown = [StageShown(Shown("/d", "one", screenful=number)) for number in range(2)]
    began = [HostOpened("code", "ssh", confidence), ParticipantJoined("p", "Ann", "t")]
    every = [*began, *shown, *events]
    return folded(Entry(number, 0.0, event) for number, event in enumerate(every, 1))


def voting(type: QuestionType, *, confidence: bool = False) -> LessonState:
    """Return the state of a lesson with an open vote."""
    return lesson(VoteBegan(type.value), VoteMoved(VoteStage.OPEN), confidence=confidence)


def press(
    state: LessonState, *keys: str, moment: FollowerMoment | None = None
) -> tuple[FollowerMoment, list[Request]]:
    """Return the line after some keys, and what they asked for."""
    moment = moment or FollowerMoment("p")
    asked: list[Request] = []
    for key in keys:
        moment, request = take_key(moment, key, state, DECK)
        asked.extend([] if request is None else [request])
    return moment, asked


def test_a_digit_answers_a_question_of_one_choice_at_once() -> None:
    assert press(voting(QuestionType.SINGLE), "2")[1] == [SendAnswer("2")]


def test_digits_of_several_choices_are_collected_taken_back_and_sent() -> None:
    moment, asked = press(voting(QuestionType.MULTIPLE), "1", "3", "1", "2", "enter")

    assert moment.typed == "32"
    assert asked == [SendAnswer("32")]


def test_letters_are_part_of_a_typed_answer_and_no_commands() -> None:
    assert press(voting(QuestionType.SHORT), *"quiet", "enter")[1] == [SendAnswer("quiet")]


def test_confidence_is_asked_only_where_it_is_wanted_and_after_an_answer() -> None:
    answered = FollowerMoment("p", answered="2")
    state = voting(QuestionType.SINGLE, confidence=True)

    assert press(state, "s", moment=answered)[1] == [SendAnswer("2", Confidence.SURE)]
    assert press(state, "s")[1] == []
    assert press(voting(QuestionType.SINGLE), "s", moment=answered)[1] == []


def test_a_signal_is_sent_and_the_same_key_takes_it_back() -> None:
    assert press(lesson(), "l")[1] == [SendSignal(Signal.LOST)]
    assert press(lesson(SignalSent("p", Signal.LOST)), "l")[1] == [SendSignal(None)]


def test_a_question_is_typed_with_any_letters() -> None:
    moment, asked = press(lesson(), "?", *"why q", "backspace", "enter")

    assert asked == [AskPresenter("why ")]
    assert not moment.is_asking


def test_looking_back_stops_at_the_ends_and_one_key_rejoins() -> None:
    asked = press(lesson(), "left", "left", "left", "end", "g")[1]

    assert asked == [LookBack(0), LookBack(0), LookBack(0), LookBack(1), Rejoin()]


def test_where_the_deck_is_open_the_same_key_reads_it() -> None:
    assert press(lesson(RoamingChanged(True)), "g")[1] == [ReadDeck()]


def test_control_c_leaves_whatever_is_typed() -> None:
    assert press(lesson(), "?", "a", "ctrl+c")[1] == [Leave()]


def test_the_own_line_fits_every_width() -> None:
    states = [lesson(), *(voting(type) for type in QuestionType)]
    moments = [
        FollowerMoment("p"),
        FollowerMoment("p", typed="x" * 300),
        FollowerMoment("p", is_asking=True, typed="中" * 200),
        FollowerMoment("p", answered="2" * 90),
        FollowerMoment("p", looking=0, pages=2),
        FollowerMoment("p", notice="n" * 300),
    ]
    for width in (1, 7, 20, 40, 80):
        for state in states:
            for moment in moments:
                assert line_width(own_line(moment, state, DECK, width)) <= width


def test_the_line_of_one_who_looks_back_says_where_the_presenter_is_and_the_key_to_follow() -> None:
    line = line_text(own_line(FollowerMoment("p", looking=0, pages=2), lesson(), DECK, 40))

    assert "presenter is at 1/1" in line
    assert "g back" in line
