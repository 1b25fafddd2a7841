"""The state of a lesson: a fold over the events of its log, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from explainer.lesson.event import (
    BallotCast,
    ClockStarted,
    CommandShown,
    Entry,
    EvidenceBought,
    HandsCounted,
    HostOpened,
    LessonBegan,
    LessonEnded,
    NameHidden,
    NamesKept,
    ParticipantCame,
    ParticipantGone,
    ParticipantJoined,
    QuestionAsked,
    QuestionSettled,
    RoamingChanged,
    ScreenLeft,
    ScreenSized,
    Signal,
    SignalSent,
    StageShown,
    VoteBegan,
    VoteEnded,
    VoteMoved,
)
from explainer.lesson.participant import Participant
from explainer.lesson.shown import Shown, Size
from explainer.lesson.vote import Vote, cast, counted, moved, with_evidence

_MOST_ASKED = 500
"""Most open questions to the presenter; later ones are left out."""


class Asked(msgspec.Struct, frozen=True):
    """A participant's question to the presenter, not settled yet."""

    position: int
    """Its place in the log."""
    participant: str
    """Id of the participant."""
    text: str
    """The question."""


class LessonState(msgspec.Struct, frozen=True):
    """Everything that is known of a lesson after some of its events."""

    position: int = 0
    """Position of the last event."""
    at: float = 0.0
    """Time of the last event, in seconds since 1970 (UTC)."""
    began: LessonBegan | None = None
    """Its beginning; None before that."""
    began_at: float = 0.0
    """Time at which it began, in seconds since 1970 (UTC)."""
    shown: Shown | None = None
    """The view of the class; None before anything was shown."""
    clock_started: float | None = None
    """Time at which the clock was started last, in seconds since 1970 (UTC); None if it was not."""
    vote: Vote | None = None
    """The vote in progress; None for none."""
    votes: tuple[Vote, ...] = ()
    """The votes that are over, in the order in which they ended."""
    screens: Mapping[str, Size] = {}
    """Sizes of the class's screens, by their ids."""
    has_ended: bool = False
    """True once the presenter has ended it."""
    host: HostOpened | None = None
    """The host and how participants join; None for a lesson without one."""
    participants: Mapping[str, Participant] = {}
    """Everybody who joined, by id, in the order of joining."""
    people: int = 0
    """Number of participants who are connected."""
    signals: Mapping[str, Signal] = {}
    """Signals about what is shown, by participant; the next section or screen begins without."""
    asked: tuple[Asked, ...] = ()
    """Open questions to the presenter, the oldest first."""
    is_roaming_open: bool = False
    """True if the whole deck can be read by those who look round."""
    keeps_names: bool = False
    """True if the names stay for longer than is usual."""
    toured: tuple[Shown, ...] = ()
    """Every page that was shown, in the order of its first time, with all that was uncovered."""


def after(state: LessonState, entry: Entry) -> LessonState:
    """Return the state after one more event; one that was counted already changes nothing."""
    if entry.position <= state.position:
        return state
    state = msgspec.structs.replace(state, position=entry.position, at=entry.at)
    change = _CHANGES.get(type(entry.event), _unchanged)
    return change(state, entry)


def _presented(state: LessonState, entry: Entry) -> LessonState:
    """Return the state after an event of the presenter about the text."""
    replace = msgspec.structs.replace
    match entry.event:
        case LessonBegan():
            return replace(state, began=entry.event, began_at=entry.at)
        case StageShown(shown):
            before = state.shown
            state = replace(state, shown=shown, toured=_toured(state.toured, shown))
            if before is None or _screen_of(before) != _screen_of(shown):
                state = replace(state, signals={})
            return state
        case ClockStarted():
            return replace(state, clock_started=entry.at)
        case RoamingChanged(is_open):
            return replace(state, is_roaming_open=is_open)
        case QuestionSettled(asked):
            return replace(state, asked=tuple(a for a in state.asked if a.position != asked))
        case NamesKept():
            return replace(state, keeps_names=True)
        case LessonEnded():
            return replace(state, has_ended=True)
    return state


def _screen_of(shown: Shown) -> tuple[str, int]:
    return shown.section, shown.screenful


def _toured(pages: tuple[Shown, ...], shown: Shown) -> tuple[Shown, ...]:
    """Return the pages that were shown, with one more or with more of it uncovered."""
    if shown.blank or not shown.section:
        return pages
    page = msgspec.structs.replace(shown, spotlight=-1, opened=None, vote=None, lobby=None)
    place = (page.section, page.screenful, page.block, page.inner)
    for number, one in enumerate(pages):
        if (one.section, one.screenful, one.block, one.inner) == place:
            return pages if one.step >= page.step else (*pages[:number], page, *pages[number + 1 :])
    return (*pages, page)


def _voted(state: LessonState, entry: Entry) -> LessonState:
    """Return the state after an event about a vote; without a vote most of them mean nothing."""
    replace, vote = msgspec.structs.replace, state.vote
    match entry.event:
        case VoteBegan(question, is_bet, poll, guess, case):
            vote = Vote(question, is_bet=is_bet, poll=poll, guess=guess, case=case)
            return replace(state, vote=vote)
        case EvidenceBought(source) if vote is not None:
            return replace(state, vote=with_evidence(vote, source))
        case VoteMoved(stage) if vote is not None:
            return replace(state, vote=moved(vote, stage))
        case HandsCounted(hands) if vote is not None:
            return replace(state, vote=counted(vote, hands))
        case VoteEnded() if vote is not None:
            return replace(state, vote=None, votes=(*state.votes, vote))
        case BallotCast(participant, question, round, ballot) if vote is not None:
            if participant in state.participants and question == vote.question:
                return replace(state, vote=cast(vote, participant, round, ballot))
    return state


def _attended(state: LessonState, entry: Entry) -> LessonState:
    """Return the state after an event about screens and participants."""
    replace, people = msgspec.structs.replace, state.participants
    match entry.event:
        case ScreenSized(screen, size):
            return replace(state, screens={**state.screens, screen: size})
        case ScreenLeft(screen):
            left = {id: size for id, size in state.screens.items() if id != screen}
            return replace(state, screens=left)
        case HostOpened():
            gone = {id: replace(one, is_here=False) for id, one in people.items()}
            return replace(state, host=entry.event, participants=gone, people=0)
        case CommandShown(command) if state.host is not None:
            return replace(state, host=replace(state.host, command=command))
        case ParticipantJoined(id, name, token) if id not in people:
            joined = Participant(id, name, token, len(people) + 1)
            return replace(state, participants={**people, id: joined}, people=state.people + 1)
        case ParticipantCame(id) | ParticipantGone(id) if id in people:
            is_here = isinstance(entry.event, ParticipantCame)
            one = people[id]
            return replace(
                state,
                participants={**people, id: replace(one, is_here=is_here)},
                people=state.people + is_here - one.is_here,
            )
        case NameHidden(id, is_hidden) if id in people:
            hidden = replace(people[id], is_hidden=is_hidden)
            return replace(state, participants={**people, id: hidden})
        case SignalSent(id, signal) if id in people:
            others = {who: what for who, what in state.signals.items() if who != id}
            return replace(state, signals=others if signal is None else {**others, id: signal})
        case QuestionAsked(id, text) if id in people and len(state.asked) < _MOST_ASKED:
            return replace(state, asked=(*state.asked, Asked(entry.position, id, text)))
    return state


def _unchanged(state: LessonState, entry: Entry) -> LessonState:
    return state


_CHANGES: Mapping[type, Callable[[LessonState, Entry], LessonState]] = {
    **dict.fromkeys(
        (
            LessonBegan,
            StageShown,
            ClockStarted,
            RoamingChanged,
            QuestionSettled,
            NamesKept,
            LessonEnded,
        ),
        _presented,
    ),
    **dict.fromkeys(
        (VoteBegan, VoteMoved, HandsCounted, EvidenceBought, VoteEnded, BallotCast),
        _voted,
    ),
    **dict.fromkeys(
        (
            ScreenSized,
            ScreenLeft,
            HostOpened,
            CommandShown,
            ParticipantJoined,
            ParticipantCame,
            ParticipantGone,
            NameHidden,
            SignalSent,
            QuestionAsked,
        ),
        _attended,
    ),
}
"""The function that takes each kind of event into the state."""


def folded(entries: Iterable[Entry], state: LessonState | None = None) -> LessonState:
    """Return the state after some entries, from the beginning or from another state."""
    state = LessonState() if state is None else state
    for entry in entries:
        state = after(state, entry)
    return state
