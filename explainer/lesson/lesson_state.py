"""The state of a lesson: a fold over the events of its log, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from explainer.lesson.event import (
    ClockStarted,
    Entry,
    HandsCounted,
    LessonBegan,
    LessonEnded,
    ScreenLeft,
    ScreenSized,
    StageShown,
    VoteBegan,
    VoteEnded,
    VoteMoved,
)
from explainer.lesson.shown import Shown, Size
from explainer.lesson.vote import Vote, counted, moved


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


def after(state: LessonState, entry: Entry) -> LessonState:
    """Return the state after one more event; one that was counted already changes nothing."""
    if entry.position <= state.position:
        return state
    state = msgspec.structs.replace(state, position=entry.position, at=entry.at)
    replace = msgspec.structs.replace
    match entry.event:
        case LessonBegan():
            return replace(state, began=entry.event, began_at=entry.at)
        case StageShown(shown):
            return replace(state, shown=shown)
        case ClockStarted():
            return replace(state, clock_started=entry.at)
        case VoteBegan(question, is_bet):
            return replace(state, vote=Vote(question, is_bet=is_bet))
        case VoteMoved(stage) if state.vote is not None:
            return replace(state, vote=moved(state.vote, stage))
        case HandsCounted(hands) if state.vote is not None:
            return replace(state, vote=counted(state.vote, hands))
        case VoteEnded() if state.vote is not None:
            return replace(state, vote=None, votes=(*state.votes, state.vote))
        case ScreenSized(screen, size):
            return replace(state, screens={**state.screens, screen: size})
        case ScreenLeft(screen):
            left = {id: size for id, size in state.screens.items() if id != screen}
            return replace(state, screens=left)
        case LessonEnded():
            return replace(state, has_ended=True)
    return state  # what is about a vote that there is none of


def folded(entries: Iterable[Entry], state: LessonState | None = None) -> LessonState:
    """Return the state after some entries, from the beginning or from another state."""
    state = LessonState() if state is None else state
    for entry in entries:
        state = after(state, entry)
    return state
