"""Commands of the lists: claims, sources, terms."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.reader.listing_screen import ListingScreen

_TOPIC = "In a list of claims, sources or terms"


class ListingCommand(CommandDescription):
    """Something that a person can do in a list."""

    @staticmethod
    @abstractmethod
    def run(screen: ListingScreen) -> None:
        """Do it."""


class OpenItem(ListingCommand):
    """Everything about an item."""

    id = "open-item"
    keys = ("enter",)
    title = "Open"
    help = "Everything about the chosen one."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Show it."""
        screen.open_item()


class ShowInText(ListingCommand):
    """Where the text touches an item."""

    id = "show-in-text"
    keys = ("t",)
    title = "Show in the text"
    help = "Go to where the deck touches it; n and N lead on to other places."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Go there."""
        screen.show_in_text()


class FilterWords(ListingCommand):
    """Filters by words."""

    id = "filter-words"
    keys = ("f", "slash")
    title = "Filter by words"
    help = "Type words; what does not hold all of them is left out."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Take them."""
        screen.type_words()


class FilterVerdict(ListingCommand):
    """Filters claims by verdict."""

    id = "filter-verdict"
    keys = ("v",)
    title = "Filter by verdict"
    help = "Claims: the next verdict, then all again."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Filter."""
        screen.filter_by(FilterVerdict.id)


class FilterSpeaker(ListingCommand):
    """Filters claims by who makes them."""

    id = "filter-speaker"
    keys = ("w",)
    title = "Filter by speaker"
    help = "Claims: by who makes them."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Filter."""
        screen.filter_by(FilterSpeaker.id)


class FilterSection(ListingCommand):
    """Filters claims by section."""

    id = "filter-section"
    keys = ("s",)
    title = "Filter by section"
    help = "Claims: by the section that touches them."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Filter."""
        screen.filter_by(FilterSection.id)


class FilterGrade(ListingCommand):
    """Filters sources by grade."""

    id = "filter-grade"
    keys = ("g",)
    title = "Filter by grade"
    help = "Sources: the next grade, then all again."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Filter."""
        screen.filter_by(FilterGrade.id)


class ClearFilters(ListingCommand):
    """Takes every filter away."""

    id = "clear-filters"
    keys = ("x",)
    title = "Clear filters"
    help = "Show everything again."
    topic = _TOPIC

    @staticmethod
    def run(screen: ListingScreen) -> None:
        """Clear them."""
        screen.clear_filters()


LISTING = (
    OpenItem,
    ShowInText,
    FilterWords,
    FilterVerdict,
    FilterSpeaker,
    FilterSection,
    FilterGrade,
    ClearFilters,
)
"""Every command of this topic, in the order of the help screen."""
