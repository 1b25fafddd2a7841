"""Commands that find and open what a section offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command
from explainer.ui.reader.open_target import open_focused

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Claims, terms, sources, links, code"


class NextTarget(Command):
    """To the next thing that can be opened."""

    id = "next-target"
    keys = ("tab",)
    title = "Find"
    help = "To the next claim, term, source, link or code block that can be opened."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        reader.focus_target(1)


class PreviousTarget(Command):
    """To the thing before that can be opened."""

    id = "previous-target"
    keys = ("shift+tab",)
    title = "Find backwards"
    help = "To the claim, term, source, link or code block before."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        reader.focus_target(-1)


class Open(Command):
    """Opens what was found."""

    id = "open"
    keys = ("enter",)
    title = "Open"
    help = "Open it: evidence, a definition, a link's place, or code to step through."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Open it."""
        open_focused(reader)


class Close(Command):
    """Closes one layer."""

    id = "close"
    keys = ("escape",)
    title = "Close"
    help = "Close one layer; with nothing open, offer to leave."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Close it."""
        reader.close_layer()


OPENING = (NextTarget, PreviousTarget, Open, Close)
"""Every command of this topic, in the order of the help screen."""
