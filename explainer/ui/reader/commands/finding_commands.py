"""Commands that find something in the deck, and list its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Finding"


class Search(Command):
    """Searches the whole deck."""

    id = "search"
    keys = ("slash",)
    title = "Search"
    help = "Search the whole deck: text, tables, claims, terms, questions."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Ask for what."""
        from explainer.ui.reader.finding import show_search

        show_search(reader)


class PreviousMatch(Command):
    """The match before."""

    id = "previous-match"
    keys = ("N",)
    title = "Previous match"
    help = "While a search is active, its match before; n is the next one."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Go there."""
        from explainer.ui.reader.trail import step_trail

        step_trail(reader, -1)


class Claims(Command):
    """Every claim of the deck."""

    id = "claims"
    keys = ("c",)
    title = "Claims"
    help = "Every claim of the deck with its verdict, by who says it and where it stands."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """List them."""
        from explainer.ui.reader.finding import show_claims

        show_claims(reader)


class Sources(Command):
    """Every source of the deck."""

    id = "sources"
    keys = ("S",)
    title = "Sources"
    help = "Every source of the deck with its grade, what rests on it and what it repeats."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """List them."""
        from explainer.ui.reader.finding import show_sources

        show_sources(reader)


class Terms(Command):
    """The glossary."""

    id = "terms"
    keys = ("W",)
    title = "Terms"
    help = "The words of the deck, what they mean and where they first stand."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """List them."""
        from explainer.ui.reader.finding import show_terms

        show_terms(reader)


FINDING = (Search, PreviousMatch, Claims, Sources, Terms)
"""Every command of this topic, in the order of the help screen."""
