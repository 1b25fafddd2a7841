"""Commands of a presenter."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.teach.presenter_screen import PresenterScreen

_TOPIC = "Teaching"


class TeachingCommand(CommandDescription):
    """Something that a presenter can do."""

    @staticmethod
    @abstractmethod
    def run(screen: PresenterScreen) -> None:
        """Do it."""


class TeachNext(TeachingCommand):
    """The next step, else a page down, else the next screen, else the next section."""

    id = "teach-next"
    keys = ("right", "l", "space", "pagedown", "down", "j")
    title = "Next"
    help = "Uncover the next step, else a page down, else the next screen or section."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go on."""
        screen.talk.go_next()


class TeachPrevious(TeachingCommand):
    """The exact inverse of `TeachNext`."""

    id = "teach-previous"
    keys = ("left", "h", "backspace", "pageup", "up", "k")
    title = "Previous"
    help = "The exact inverse of next."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go back."""
        screen.talk.go_previous()


class TeachNextSection(TeachingCommand):
    """The next section."""

    id = "teach-next-section"
    keys = ("n",)
    title = "Next section"
    help = "The next section, whatever is left of this one."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go there."""
        screen.talk.go_to_section(screen.talk.walk.where.section + 1)


class TeachPreviousSection(TeachingCommand):
    """The section before."""

    id = "teach-previous-section"
    keys = ("p",)
    title = "Previous section"
    help = "The section before this one."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go there."""
        screen.talk.go_to_section(screen.talk.walk.where.section - 1)


class TeachFirst(TeachingCommand):
    """The beginning of the section."""

    id = "teach-top"
    keys = ("home",)
    title = "Beginning"
    help = "The beginning of this section."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go there."""
        screen.talk.go_to_section(screen.talk.walk.where.section)


class TeachLast(TeachingCommand):
    """The last section, or the one whose number was typed."""

    id = "teach-section"
    keys = ("G",)
    title = "Section by number"
    help = "The last section; with a number typed before, that one. gg is the first."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Go there."""
        number = screen.prefix.take_count() or screen.talk.walk.count
        screen.talk.go_to_section(number - 1)


class TeachGoTo(TeachingCommand):
    """Asks for a section by title."""

    id = "teach-go-to"
    keys = ("ctrl+g", "o")
    title = "Go to …"
    help = "Go to a section by its title; the class stays until you choose."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Ask."""
        screen.ask_section()


class TeachSearch(TeachingCommand):
    """Searches the deck and the notes."""

    id = "teach-search"
    keys = ("slash",)
    title = "Search"
    help = "Search the deck and your notes; the class goes to what you choose."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Ask."""
        screen.search()


class TeachUncover(TeachingCommand):
    """Uncovers every step."""

    id = "teach-uncover"
    keys = ("end",)
    title = "Uncover all"
    help = "Uncover every step in sight; again: every step of this screen."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Uncover them."""
        screen.talk.walk.uncover_all()


class TeachBlank(TeachingCommand):
    """An empty screen for the class."""

    id = "teach-blank"
    keys = ("b", "full_stop")
    title = "Blank"
    help = "Let the class see nothing; again: what was there."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Toggle it."""
        screen.talk.is_blank = not screen.talk.is_blank


class TeachSpotlight(TeachingCommand):
    """One block bright, the others faded."""

    id = "teach-spotlight"
    keys = ("x",)
    title = "Spotlight"
    help = "Keep one block bright; again: the next one; after the last, none."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Move it."""
        screen.talk.next_spotlight()


class TeachOpen(TeachingCommand):
    """Works with a table, chart or timeline in front of the class."""

    id = "teach-open"
    keys = ("enter",)
    title = "Work with it"
    help = "Open the table, chart or timeline in sight; the class sees what you do with it."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Open it."""
        screen.open_chosen()


class TeachChoose(TeachingCommand):
    """Chooses what Enter opens."""

    id = "teach-choose"
    keys = ("tab",)
    title = "Choose"
    help = "Choose which of several tables, charts and timelines Enter opens."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Choose the next one."""
        screen.talk.choose_block()


class TeachNotes(TeachingCommand):
    """Notes large, or beside the text."""

    id = "teach-notes"
    keys = ("s",)
    title = "Notes"
    help = "Show your notes large; again: beside what the class sees."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Toggle them."""
        screen.toggle_notes()


class TeachStart(TeachingCommand):
    """Starts the clock."""

    id = "teach-start"
    keys = ("f5",)
    title = "Start"
    help = "Start the clock again from zero; it starts by itself with the first step."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Start it."""
        screen.talk.start_clock()


class TeachTheme(TeachingCommand):
    """Between light and dark."""

    id = "teach-theme"
    keys = ("T",)
    title = "Light or dark"
    help = "Change this screen between light and dark."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Change it."""
        screen.app.toggle_theme()


class TeachHelp(TeachingCommand):
    """All keys."""

    id = "teach-help"
    keys = ("question_mark", "f1")
    title = "Help"
    help = "All keys, as they are set now."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Show them."""
        screen.show_help()


class TeachClose(TeachingCommand):
    """Closes one layer."""

    id = "teach-close"
    keys = ("escape",)
    title = "Close"
    help = "End the spotlight, the large notes, the blank screen; nothing else."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Close it."""
        screen.close_layer()


class TeachQuit(TeachingCommand):
    """Leaves."""

    id = "teach-quit"
    keys = ("q", "ctrl+c", "ctrl+d")
    title = "Leave"
    help = "End the lesson; pressed once more, so that a slip does not end it."
    topic = _TOPIC

    @staticmethod
    def run(screen: PresenterScreen) -> None:
        """Leave."""
        screen.offer_to_leave()


TEACHING = (
    TeachNext,
    TeachPrevious,
    TeachNextSection,
    TeachPreviousSection,
    TeachFirst,
    TeachLast,
    TeachGoTo,
    TeachSearch,
    TeachUncover,
    TeachBlank,
    TeachSpotlight,
    TeachChoose,
    TeachOpen,
    TeachNotes,
    TeachStart,
    TeachTheme,
    TeachHelp,
    TeachClose,
    TeachQuit,
)
"""Every command of this topic, in the order of the help screen."""
