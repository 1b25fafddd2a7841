"""Commands that change what is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Screen"


class Outline(Command):
    """Shows or hides the outline."""

    id = "outline"
    keys = ("t",)
    title = "Outline"
    help = "Show or hide the list of sections."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Toggle it."""
        reader.toggle_outline()


class Evidence(Command):
    """Shows or hides the evidence."""

    id = "evidence"
    keys = ("e",)
    title = "Evidence"
    help = "Show or hide what this section rests on."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Toggle it."""
        reader.toggle_evidence()


class EvidenceDown(Command):
    """Further down the evidence."""

    id = "evidence-down"
    keys = ("right_square_bracket",)
    title = "Evidence down"
    help = "Scroll the evidence down."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Scroll it."""
        reader.evidence.scroll_page(1)


class EvidenceUp(Command):
    """Back up the evidence."""

    id = "evidence-up"
    keys = ("left_square_bracket",)
    title = "Evidence up"
    help = "Scroll the evidence up."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Scroll it."""
        reader.evidence.scroll_page(-1)


class LightOrDark(Command):
    """Between the light and the dark theme."""

    id = "light-dark"
    keys = ("T",)
    title = "Light or dark"
    help = "Change between the light and the dark theme."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Change it."""
        reader.app.toggle_theme()


class Palette(Command):
    """Everything by name."""

    id = "palette"
    keys = ("ctrl+p",)
    title = "Palette"
    help = "Find any command or section by name."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Open it."""
        reader.app.show_palette()


class Help(Command):
    """All keys."""

    id = "help"
    keys = ("question_mark", "f1")
    title = "Help"
    help = "All keys, as they are set now."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Show them."""
        reader.app.show_help()


class Quit(Command):
    """Leaves the reader."""

    id = "quit"
    keys = ("q", "ctrl+c", "ctrl+d")
    title = "Leave"
    help = "Leave the reader; where anything is kept, your place is."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Leave."""
        reader.app.leave()


SHOWING = (Outline, Evidence, EvidenceDown, EvidenceUp, LightOrDark, Palette, Help, Quit)
"""Every command of this topic, in the order of the help screen."""
