"""Commands that move through the deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Moving"


class Next(Command):
    """A page down, then the next section."""

    id = "next"
    keys = ("right", "l", "space", "pagedown")
    title = "Next"
    help = "A page down; at the end, the next section."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go on."""
        reader.go_next()


class Previous(Command):
    """The exact inverse of `Next`."""

    id = "previous"
    keys = ("left", "h", "backspace", "pageup")
    title = "Previous"
    help = "A page up; at the beginning, the end of the section before."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go back."""
        reader.go_previous()


class ScrollDown(Command):
    """One line down; at the end a fresh press goes on."""

    id = "scroll-down"
    keys = ("down", "j")
    title = "Scroll down"
    help = "One line down; at the end a fresh press goes on to the next section."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Scroll."""
        reader.scroll_line(1)


class ScrollUp(Command):
    """One line up; at the beginning a fresh press goes back."""

    id = "scroll-up"
    keys = ("up", "k")
    title = "Scroll up"
    help = "One line up; at the beginning a fresh press goes to the section before."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Scroll."""
        reader.scroll_line(-1)


class Top(Command):
    """The beginning of the section."""

    id = "top"
    keys = ("home",)
    title = "Top of the section"
    help = "The beginning of this section."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        reader.go_to_edge(0)


class Bottom(Command):
    """The end of the section."""

    id = "bottom"
    keys = ("end",)
    title = "End of the section"
    help = "The end of this section."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        reader.go_to_edge(1)


class NextSection(Command):
    """The next section, whatever is left of this one."""

    id = "next-section"
    keys = ("n",)
    title = "Next section"
    help = "The next section, or while a search is active its next match."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        if reader.trail is not None:
            from explainer.ui.reader.trail import step_trail

            step_trail(reader, 1)
        else:
            reader.go_to_section(reader.index + 1)


class PreviousSection(Command):
    """The section before."""

    id = "previous-section"
    keys = ("p",)
    title = "Previous section"
    help = "The section before this one."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        reader.go_to_section(reader.index - 1)


class LastSection(Command):
    """The last section, or the one whose number was typed before."""

    id = "last-section"
    keys = ("G",)
    title = "Last section"
    help = "The last section; with a number typed before, such as 3G, that one. gg is the first."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        number = reader.prefix.take_count()
        reader.go_to_section((number or reader.session.section_count) - 1)


class GoTo(Command):
    """Asks for a section by title."""

    id = "go-to"
    keys = ("ctrl+g",)
    title = "Go to …"
    help = "Go to a section by its title."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Ask."""
        reader.app.ask_section(reader)


class Overview(Command):
    """All sections at a glance."""

    id = "overview"
    keys = ("o",)
    title = "Overview"
    help = "All sections at a glance, with what you have read."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Show them."""
        reader.app.show_overview(reader)


class Decks(Command):
    """The other decks."""

    id = "decks"
    keys = ("ctrl+o",)
    title = "Other decks"
    help = "Choose another deck."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Show them."""
        reader.app.ask_deck()


MOVING = (
    Next,
    Previous,
    ScrollDown,
    ScrollUp,
    Top,
    Bottom,
    NextSection,
    PreviousSection,
    LastSection,
    GoTo,
    Overview,
    Decks,
)
"""Every command of this topic, in the order of the help screen."""
