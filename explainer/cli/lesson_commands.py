"""Commands for teaching: the presenter's console and the class's view."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import DeckType, ThemeType, has_only_ascii, on_screen, require_terminal

if TYPE_CHECKING:
    from explainer.ui.start.reader_start import Terminal


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--route", metavar="ID", default="", help="Route through the deck.")
@click.option(
    "--mirror", is_flag=True, help="This screen is the projector: show no notes and no clock."
)
@click.option("--new", "anew", is_flag=True, help="Begin anew, even if a lesson was cut off.")
@click.option("--check", "checks", is_flag=True, help="Test deck, screen, colours and clicker.")
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
def present(
    deck: str, route: str, mirror: bool, anew: bool, checks: bool, theme: str | None
) -> None:
    """Lead a class through a deck, with notes and a clock.

    The class's view is 'explainer audience' in a second terminal of this machine. A lesson that was
    cut off, by a closed window or a crash, goes on where it was.
    """
    from explainer.deck.library import Address

    if checks:
        from explainer.ui.start.rehearsal import rehearse

        sys.exit(rehearse(Address(deck), route, dict(os.environ), ascii_only=has_only_ascii()))
    require_terminal("present")

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.lesson_start import present_on_terminal

        return present_on_terminal(Address(deck), route, theme, terminal, mirror=mirror, anew=anew)

    sys.exit(on_screen(theme, show))


@click.command()
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
def audience(theme: str | None) -> None:
    """Show the class what a presenter on this machine shows."""
    require_terminal("audience")

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.lesson_start import follow_on_terminal

        return follow_on_terminal(theme, terminal)

    sys.exit(on_screen(theme, show))
