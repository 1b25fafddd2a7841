"""Commands of every opened block: move within it, see its evidence."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.figures.figure_screen import FigureScreen

_TOPIC = "In an opened table, chart or timeline"


class BlockCommand(CommandDescription):
    """Something that a person can do in any opened block."""

    @staticmethod
    @abstractmethod
    def run(screen: FigureScreen) -> None:
        """Do it."""


class BlockUp(BlockCommand):
    """The cursor up."""

    id = "block-up"
    keys = ("up", "k")
    title = "Cursor up"
    help = "The cursor up; a guess up, where points are to be guessed."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.move(0, -1)


class BlockDown(BlockCommand):
    """The cursor down."""

    id = "block-down"
    keys = ("down", "j")
    title = "Cursor down"
    help = "The cursor down; a guess down, where points are to be guessed."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.move(0, 1)


class BlockLeft(BlockCommand):
    """The cursor left."""

    id = "block-left"
    keys = ("left", "h")
    title = "Cursor left"
    help = "The cursor left; what is out of sight comes into it."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.move(-1, 0)


class BlockRight(BlockCommand):
    """The cursor right."""

    id = "block-right"
    keys = ("right", "l")
    title = "Cursor right"
    help = "The cursor right; what is out of sight comes into it."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.move(1, 0)


class BlockPageDown(BlockCommand):
    """A page down."""

    id = "block-page-down"
    keys = ("space",)
    title = "Page down"
    help = "The cursor down by what is in sight."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.page(1)


class BlockPageUp(BlockCommand):
    """A page up."""

    id = "block-page-up"
    keys = ("backspace",)
    title = "Page up"
    help = "The cursor up by what is in sight."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.page(-1)


class BlockFirst(BlockCommand):
    """The beginning."""

    id = "block-first"
    keys = ("home", "g")
    title = "Beginning"
    help = "The cursor to the beginning."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.edge(0)


class BlockLast(BlockCommand):
    """The end."""

    id = "block-last"
    keys = ("end", "G")
    title = "End"
    help = "The cursor to the end."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Move it."""
        screen.work.edge(1)


class BlockEvidence(BlockCommand):
    """The evidence of what is under the cursor."""

    id = "block-evidence"
    keys = ("enter", "e")
    title = "Evidence"
    help = "What the value under the cursor rests on."
    topic = _TOPIC

    @staticmethod
    def run(screen: FigureScreen) -> None:
        """Show it."""
        screen.show_evidence()


BLOCK = (
    BlockUp,
    BlockDown,
    BlockLeft,
    BlockRight,
    BlockPageDown,
    BlockPageUp,
    BlockFirst,
    BlockLast,
    BlockEvidence,
)
"""Every command of this topic, in the order of the help screen."""
