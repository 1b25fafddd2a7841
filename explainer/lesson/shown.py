"""The record of what a presenter shows, sent to followers on the same machine."""

from __future__ import annotations

from typing import Annotated

import msgspec

from explainer.lesson.ballot import Said
from explainer.lesson.class_desk import ClassCase
from explainer.lesson.guess_vote import GuessPoint
from explainer.lesson.poll import Poll
from explainer.lesson.vote import Hands, VoteStage
from explainer.render.chart.chart_view import ChartView
from explainer.render.facet.facet_view import FacetView
from explainer.render.table.table_view import TableView
from explainer.render.timeline.timeline_view import TimelineView

View = TableView | TimelineView | ChartView | FacetView
"""Presenter's view of an opened block."""


class Opened(msgspec.Struct, frozen=True):
    """A block that the presenter has opened in front of the class."""

    line: int
    """Line of the block in its section's file."""
    view: View
    """View of the block."""


class VoteShown(msgspec.Struct, frozen=True):
    """A vote, as far as the class may know it."""

    question: str
    """Id of the question."""
    stage: VoteStage
    """Its stage."""
    round: int
    """The round, 1 or 2."""
    count: int
    """Votes of the round, raised and sent."""
    hands: tuple[Hands, ...] = ()
    """Votes of each round for each choice; none before they are revealed."""
    is_bet: bool = False
    """True for a bet, whose key is not revealed."""
    said: tuple[Said, ...] = ()
    """Answers of the last round that are not choices; none before they are revealed."""
    values: tuple[float, ...] = ()
    """Numbers that were guessed in the last round, sorted; none before they are revealed."""
    people: int = 0
    """Participants who are connected; 0 for a lesson by show of hands."""
    poll: Poll | None = None
    """The question, if the presenter typed it; None for one of the deck."""
    guess: GuessPoint | None = None
    """The point of a chart that is guessed; None for a question."""
    case: ClassCase | None = None
    """The claim that the class judges; None for a question."""


class LobbyShown(msgspec.Struct, frozen=True):
    """The way into a lesson and who is there, shown on its title page."""

    command: str
    """Command by which participants join."""
    code: str
    """The lesson's code."""
    names: tuple[str, ...]
    """Names of those who are there, those who joined last first; not all of many."""
    people: int
    """Number of those who are there."""


class Shown(msgspec.Struct, frozen=True):
    """Everything about what the class sees now."""

    deck: str
    """Path of the deck; valid only on the same machine."""
    section: str = ""
    """Id of the section; empty for the deck's title page."""
    number: int = 1
    """Number of the section on the route, from 1."""
    count: int = 1
    """Number of sections of the route."""
    screenful: int = 0
    """Index of the screenful in the section."""
    step: int = 0
    """Number of uncovered steps."""
    block: int = 0
    """Index of the block at the top of the screen."""
    inner: int = 0
    """Line of that block at the top."""
    blank: bool = False
    """True if the screen is blank."""
    spotlight: int = -1
    """Index of the block that stays bright while the others fade; -1 for none."""
    opened: Opened | None = None
    """The opened block, if any."""
    route: str = ""
    """Id of the route; empty for the whole deck."""
    vote: VoteShown | None = None
    """The vote in progress, if any."""
    lobby: LobbyShown | None = None
    """The way into the lesson; None where nobody can join, and after the title page."""


class Size(msgspec.Struct, frozen=True):
    """Size of the class's screen."""

    width: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    """Columns, 1 to 2000."""
    height: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    """Rows, 1 to 2000."""
