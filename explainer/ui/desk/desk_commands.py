"""Commands of the evidence desk."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.desk.desk_screen import DeskScreen

_JUDGING = "While you judge"
_RECORD = "At the record"


class DeskCommand(CommandDescription):
    """Something that a player can do at the evidence desk."""

    @staticmethod
    @abstractmethod
    async def run(screen: DeskScreen) -> None:
        """Do it."""


class DeskChoose(DeskCommand):
    """Gives what is chosen; at the record, goes on."""

    id = "desk-choose"
    keys = ("enter",)
    title = "Choose"
    help = "Give what is chosen, or buy the page; at the record, go on to the next case."
    topic = _JUDGING

    @staticmethod
    async def run(screen: DeskScreen) -> None:
        """Do it."""
        await screen.choose_or_go_on()


class DeskSure(DeskCommand):
    """How sure."""

    id = "desk-sure"
    keys = ("w",)
    title = "How sure"
    help = "Say how sure you are of a verdict: a guess, think so, sure. It counts."
    topic = _JUDGING

    @staticmethod
    async def run(screen: DeskScreen) -> None:
        """Say it."""
        screen.turn_sure()


class DeskEnough(DeskCommand):
    """Stops buying."""

    id = "desk-enough"
    keys = ("x",)
    title = "Enough"
    help = "Stop buying; tokens that you keep cost nothing. At the end, begin a new round."
    topic = _JUDGING

    @staticmethod
    async def run(screen: DeskScreen) -> None:
        """Stop."""
        await screen.stop_buying()


class DeskEvidence(DeskCommand):
    """Everything about the claim."""

    id = "desk-evidence"
    keys = ("e", "c")
    title = "Evidence"
    help = "Everything that the deck says of the assertion, with all its sources."
    topic = _RECORD

    @staticmethod
    async def run(screen: DeskScreen) -> None:
        """Show it."""
        screen.show_evidence()


class DeskPassage(DeskCommand):
    """The passage that touches the claim."""

    id = "desk-passage"
    keys = ("t",)
    title = "Passage"
    help = "Go to the passage that takes the assertion up; Esc comes back to the desk."
    topic = _RECORD

    @staticmethod
    async def run(screen: DeskScreen) -> None:
        """Go there."""
        screen.show_passage()


DESK = (DeskChoose, DeskSure, DeskEnough, DeskEvidence, DeskPassage)
"""Every command of this topic, in the order of the help screen."""
