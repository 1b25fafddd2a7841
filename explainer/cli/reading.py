"""Commands that show a deck, on the screen or as plain text, and that list the decks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import (
    DeckType,
    ThemeType,
    ask_on_terminal,
    on_screen,
    plain_width,
    print_deck_errors,
)
from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from explainer.deck.block import Section
    from explainer.deck.library import Address
    from explainer.deck.loader import OpenDeck
    from explainer.ui.start.reader_start import Terminal

_LINES_AT_A_TIME = 1000


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option(
    "--plain", is_flag=True, help="Write plain text to standard output, without a screen."
)
@click.option("--kiosk", is_flag=True, help="For public use: no settings, and nothing is saved.")
@click.option(
    "--theme",
    type=ThemeType(),
    metavar="NAME",
    default=None,
    help="auto, dark, light, contrast, terminal, catppuccin, gruvbox, nord, solarized-dark, "
    "solarized-light, or auto:LIGHT/DARK.",
)
@click.option("--route", metavar="ID", default="", help="Only the sections of a route.")
@click.option("--size", metavar="COLUMNS[xROWS]", default="", help="Width of plain output.")
def read(deck: str, plain: bool, kiosk: bool, theme: str | None, route: str, size: str) -> None:
    """Read a deck (this is what 'explainer DECK' does)."""
    from explainer.deck.library import Address

    address = Address(deck)
    width = plain_width(size)
    wants_screen = sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not wants_screen:
        _read_plain(address, route, width)
        return
    sys.exit(_read_on_screen(address, theme, route, kiosk=kiosk))


def _read_on_screen(address: Address, theme: str | None, route: str, *, kiosk: bool) -> int:
    """Open the reader; the terminal is asked for its background while everything is imported."""

    def read(terminal: Terminal) -> int:
        from explainer.ui.start.reader_start import read_on_terminal

        return read_on_terminal(address, theme, terminal, route, kiosk=kiosk)

    return on_screen(theme, read)


def _read_plain(address: Address, route: str, width: int) -> None:
    from explainer.deck.address import check_block
    from explainer.deck.library import find_deck
    from explainer.deck.loader import open_deck
    from explainer.deck.route import route_of
    from explainer.deck.section_part import section_part
    from explainer.render.plain import PlainWriter

    opened = open_deck(find_deck(address.deck), Problems())
    if not opened.deck.outline:
        first = next(iter(opened.problems()), None)
        raise ExplainerError(first.message if first else "The deck has no sections.")
    print_deck_errors(opened)
    can_answer = sys.stdin.isatty() and sys.stdout.isatty()
    writer = PlainWriter(opened.deck, width, ask_on_terminal if can_answer else None)
    chosen = route_of(opened.deck.routes, opened.deck.id, route)

    def shown(identifier: str) -> Section:
        section = opened.section(identifier)
        parts = chosen.parts_of(identifier) if chosen is not None else ()
        return section_part(section, parts) if parts else section

    if address.section:
        section = _known_section(opened, address.section)
        if address.block:
            check_block(opened.section(section), address.block)
        _print_lines(writer.section_lines(shown(section)), can_answer=can_answer)
        return
    _print_lines(writer.deck_lines(), can_answer=can_answer)
    for number, entry in enumerate(opened.deck.outline, 1):
        if chosen is not None and chosen.sections and entry.id not in chosen.sections:
            continue
        lines = writer.section_lines(shown(entry.id), number)
        _print_lines(lines, can_answer=can_answer)


def _print_lines(lines: Iterator[str], *, can_answer: bool) -> None:
    """Print lines, one at a time if a question may follow, else many at a time."""
    most = 1 if can_answer else _LINES_AT_A_TIME
    while some := list(islice(lines, most)):
        click.echo("\n".join(some))


def _known_section(opened: OpenDeck, section: str) -> str:
    from explainer.problems import did_you_mean

    known = [entry.id for entry in opened.deck.outline]
    if section not in known:
        hint = did_you_mean(section, known) or f"There are {', '.join(known[:12])}."
        raise ExplainerError(f"The deck '{opened.deck.id}' has no section '{section}'. {hint}")
    return section


@click.command(name="list")
def list_decks() -> None:
    """List the bundled decks."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from explainer.deck.library import bundled_decks
    from explainer.deck.loader import open_deck

    console = Console(highlight=False)
    for path in bundled_decks():
        deck = open_deck(path, Problems()).deck
        facts = f"{len(deck.outline)} sections"
        facts += f", {deck.minutes} minutes" if deck.minutes else ""
        console.print(Text(deck.id, style="bold"), Text(f"  {deck.title} ({facts})"), sep="")
        if deck.summary:
            console.print(Padding(Text(deck.summary), (0, 0, 1, 2)))
