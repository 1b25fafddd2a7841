"""The command for the evidence desk, on the screen or line by line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import (
    DeckType,
    ThemeType,
    ask_line,
    on_screen,
    open_for_learning,
    plain_width,
)
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from explainer.learner.desk_session import DeskOptions
    from explainer.ui.start.reader_start import Terminal


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--count", type=click.IntRange(1), default=None, help="Maximum number of cases.")
@click.option("--seed", type=click.IntRange(0), default=None, help="Play the round with this seed.")
@click.option("--fresh", is_flag=True, help="Start a new round, even if one was left open.")
@click.option("--plain", is_flag=True, help="Line by line, without a screen.")
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
@click.option("--size", metavar="COLUMNS", default="", help="Width of plain output.")
def desk(
    deck: str,
    count: int | None,
    seed: int | None,
    fresh: bool,
    plain: bool,
    theme: str | None,
    size: str,
) -> None:
    """Judge assertions of others: a game with the claims of a deck.

    Fact, opinion or forecast; your verdict as of a day, and how sure you are; three tokens for
    evidence; then the record. A round that you left continues where it was.
    """
    from explainer.deck.library import Address
    from explainer.learner.desk_session import DeskOptions

    address = Address(deck)
    if address.section:
        raise ExplainerError("The evidence desk takes a whole deck. Leave its section away.")
    options = DeskOptions(seed, count or 0, fresh)
    has_screen = sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not has_screen:
        sys.exit(_desk_plain(address.deck, options, plain_width(size)))

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.quiz_start import desk_on_terminal

        return desk_on_terminal(address, options, theme, terminal)

    sys.exit(on_screen(theme, show))


def _desk_plain(deck: str, options: DeskOptions, width: int) -> int:
    from explainer.learner.desk_session import check_cases, open_desk_session
    from explainer.learner.plain_desk import PlainDesk

    opened, file, _ = open_for_learning(deck)
    check_cases(opened.deck)
    desk_session = open_desk_session(opened.deck, file, options)
    assert desk_session is not None  # since there are cases
    desk_session.open()
    PlainDesk(desk_session, ask_line, click.echo, width).run()
    return 0
