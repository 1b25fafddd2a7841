"""The events of a lesson, from which everything follows that any screen shows.

Events are facts and are never changed. A reader of a log meets those of every earlier version, so a
field is only ever added, with a default, and a new meaning gets a new event.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from explainer.lesson.ballot import Ballot
from explainer.lesson.class_desk import ClassCase
from explainer.lesson.guess_vote import GuessPoint
from explainer.lesson.participant import ParticipantId
from explainer.lesson.poll import Poll
from explainer.lesson.shown import Shown, Size
from explainer.lesson.vote import Hands, VoteStage

VERSION = 1
"""Version of the events; a log that has later ones is not read."""

_ScreenId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]

LONGEST_QUESTION = 300
"""Most characters of a question to the presenter."""


class Signal(StrEnum):
    """Signals of a participant to the presenter."""

    LOST = "lost"
    """I am lost."""
    SLOWER = "slower"
    """Slower, please."""
    FASTER = "faster"
    """Faster, please."""


class LessonBegan(msgspec.Struct, frozen=True, tag="began"):
    """A presenter opened a deck in front of a class."""

    deck: str
    """Path of the deck; valid only on the same machine."""
    title: str
    """Title of the lesson."""
    route: str = ""
    """Id of the route; empty for the whole deck."""
    teacher: str = ""
    """User name of the teacher on a standing host; empty for a lesson on one's own machine."""


class StageShown(msgspec.Struct, frozen=True, tag="shown"):
    """The presenter showed something else."""

    shown: Shown
    """Everything about what the class sees."""


class ClockStarted(msgspec.Struct, frozen=True, tag="clock"):
    """The presenter started or restarted the clock."""


class VoteBegan(msgspec.Struct, frozen=True, tag="vote"):
    """The presenter put a question to the class."""

    question: str
    """Id of the question."""
    is_bet: bool = False
    """True for a bet, whose key is not revealed."""
    poll: Poll | None = None
    """The question, if the presenter typed it; None for one of the deck."""
    guess: GuessPoint | None = None
    """The point of a chart that is guessed; None for a question."""
    case: ClassCase | None = None
    """The claim that the class judges; None for a question."""


class VoteMoved(msgspec.Struct, frozen=True, tag="vote-moved"):
    """The vote went on to another stage."""

    stage: VoteStage
    """The stage."""


class EvidenceBought(msgspec.Struct, frozen=True, tag="evidence"):
    """The class bought a page between the two rounds about a claim."""

    source: str
    """Id of the page's source."""


class HandsCounted(msgspec.Struct, frozen=True, tag="hands"):
    """The presenter counted the hands of a round, or counted them again."""

    hands: Hands
    """Hands for each choice, in the order in which the choices are shown."""


class VoteEnded(msgspec.Struct, frozen=True, tag="vote-ended"):
    """The class went back to the text."""


class ScreenSized(msgspec.Struct, frozen=True, tag="screen"):
    """A screen of the class began to follow, or changed its size."""

    screen: _ScreenId
    """Id of the screen."""
    size: Size
    """Its size."""


class ScreenLeft(msgspec.Struct, frozen=True, tag="left"):
    """A screen of the class is gone."""

    screen: _ScreenId
    """Id of the screen."""


class HostOpened(msgspec.Struct, frozen=True, tag="host"):
    """A host began to take participants; of those from before nobody is connected."""

    code: str
    """The lesson's code."""
    command: str
    """Command by which participants join."""
    asks_confidence: bool = False
    """True to ask participants how sure they are; their confidence is never graded."""


class CommandShown(msgspec.Struct, frozen=True, tag="command"):
    """The presenter chose another of the machine's addresses for participants to connect to."""

    command: str
    """Command by which participants join."""


class ParticipantJoined(msgspec.Struct, frozen=True, tag="joined"):
    """Somebody joined the lesson."""

    participant: ParticipantId
    """Id of the participant."""
    name: str
    """Name, cleaned."""
    token: str
    """Digest of the token by which they come back."""


class ParticipantCame(msgspec.Struct, frozen=True, tag="came"):
    """A participant came back."""

    participant: ParticipantId
    """Id of the participant."""


class ParticipantGone(msgspec.Struct, frozen=True, tag="gone"):
    """A participant's connection ended."""

    participant: ParticipantId
    """Id of the participant."""


class NameHidden(msgspec.Struct, frozen=True, tag="name-hidden"):
    """The presenter hid a participant's name, or showed it again."""

    participant: ParticipantId
    """Id of the participant."""
    is_hidden: bool
    """True to hide it."""


class BallotCast(msgspec.Struct, frozen=True, tag="ballot"):
    """A participant answered. It counts if the round is open at this place of the log."""

    participant: ParticipantId
    """Id of the participant."""
    question: str
    """Id of the question."""
    round: int
    """The round, 1 or 2."""
    ballot: Ballot
    """The answer."""


class SignalSent(msgspec.Struct, frozen=True, tag="signal"):
    """A participant told the presenter how it goes, or took that back."""

    participant: ParticipantId
    """Id of the participant."""
    signal: Signal | None
    """The signal; None to take back what was told."""


class QuestionAsked(msgspec.Struct, frozen=True, tag="asked"):
    """A participant asked the presenter a question."""

    participant: ParticipantId
    """Id of the participant."""
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)]
    """The question, cleaned."""


class QuestionSettled(msgspec.Struct, frozen=True, tag="settled"):
    """The presenter has dealt with a participant's question."""

    asked: int
    """Position of the question in the log."""


class RoamingChanged(msgspec.Struct, frozen=True, tag="roaming"):
    """The presenter opened the whole deck to those who look round, or closed it again."""

    is_open: bool
    """True if the whole deck can be read, not only what was shown."""


class NamesKept(msgspec.Struct, frozen=True, tag="names-kept"):
    """The presenter keeps the names of the participants for longer than is usual."""


class LessonEnded(msgspec.Struct, frozen=True, tag="ended"):
    """The presenter ended the lesson. One that was cut off has no such event."""


Event = (
    LessonBegan
    | StageShown
    | ClockStarted
    | VoteBegan
    | VoteMoved
    | EvidenceBought
    | HandsCounted
    | VoteEnded
    | ScreenSized
    | ScreenLeft
    | HostOpened
    | CommandShown
    | ParticipantJoined
    | ParticipantCame
    | ParticipantGone
    | NameHidden
    | BallotCast
    | SignalSent
    | QuestionAsked
    | QuestionSettled
    | RoamingChanged
    | NamesKept
    | LessonEnded
)
"""Any event of a lesson."""


class Entry(msgspec.Struct, frozen=True):
    """An event in a log."""

    position: int
    """Its place in the log, from 1, without gaps."""
    at: float
    """Time at which the log took it, in seconds since 1970 (UTC)."""
    event: Event
    """The event."""


def encoded(event: Event) -> bytes:
    """Return an event as JSON."""
    return msgspec.json.encode(event)


def decoded(data: bytes) -> Event:
    """Return the event that JSON stands for.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return msgspec.json.decode(data, type=Event)
