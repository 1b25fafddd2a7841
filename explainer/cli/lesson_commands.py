"""Commands for teaching: the presenter's console and the class's view."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from explainer.cli.serving import cache_folder, data_folder, require_hosting
from explainer.cli.terminal import DeckType, ThemeType, has_only_ascii, on_screen, require_terminal
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from explainer.ui.start.reader_start import Terminal


_LOGIN = re.compile(r"[A-Za-z0-9._:%-]{1,255}")
"""Host names and addresses that are passed to ssh."""

_CODE = re.compile(r"[a-z0-9-]{1,64}", re.IGNORECASE)
"""Codes that are passed to ssh."""


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--route", metavar="ID", default="", help="Route through the deck.")
@click.option(
    "--mirror", is_flag=True, help="This screen is the projector: show no notes and no clock."
)
@click.option("--new", "anew", is_flag=True, help="Begin anew, even if a lesson was cut off.")
@click.option("--host", "hosts", is_flag=True, help="Let participants join over SSH, and vote.")
@click.option(
    "--address",
    metavar="ADDRESS",
    default="0.0.0.0",  # noqa: S104 - a class comes from other machines, and needs the code
    show_default=True,
    help="With --host: address to listen on.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=2222,
    show_default=True,
    help="With --host or --connect: port; 0 for any that is free.",
)
@click.option(
    "--name",
    "public_name",
    metavar="NAME",
    default="",
    help="With --host: name of this machine in the command that participants type.",
)
@click.option(
    "--confidence", is_flag=True, help="With --host: ask how sure they are, for you alone."
)
@click.option(
    "--keys",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="With --host: public keys whose owners may open a console from elsewhere.",
)
@click.option(
    "--connect",
    metavar="HOST",
    default="",
    help="Open a second console of the lesson on another machine, with its one-time code.",
)
@click.option(
    "--rehearse", "rehearses", is_flag=True, help="Lead 25 simulated students; keep nothing."
)
@click.option("--check", "checks", is_flag=True, help="Test deck, screen, colours and clicker.")
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
def present(
    deck: str,
    route: str,
    mirror: bool,
    anew: bool,
    hosts: bool,
    address: str,
    port: int,
    public_name: str,
    confidence: bool,
    keys: Path | None,
    connect: str,
    rehearses: bool,
    checks: bool,
    theme: str | None,
) -> None:
    """Lead a class through a deck, with notes and a clock.

    The class's view is 'explainer audience' in a second terminal of this machine. With --host they
    also join over SSH from their own, with the command that the title page shows. A lesson that was
    cut off, by a closed window or a crash, goes on where it was.
    """
    from explainer.deck.library import Address

    if checks:
        from explainer.ui.start.rehearsal import rehearse

        sys.exit(rehearse(Address(deck), route, dict(os.environ), ascii_only=has_only_ascii()))
    require_terminal("present")
    if connect:
        _log_in("present", connect, port)
    require_hosting(needed=hosts)

    def show(terminal: Terminal) -> int:
        if rehearses:
            from explainer.ui.start.simulated_lesson import rehearse_on_terminal

            return rehearse_on_terminal(
                Address(deck), route, theme, terminal, click.echo, mirror=mirror
            )
        if not hosts:
            from explainer.ui.start.lesson_start import present_on_terminal

            return present_on_terminal(
                Address(deck), route, theme, terminal, mirror=mirror, anew=anew
            )
        from explainer.serve.config import Config
        from explainer.serve.lesson_server import CLASS_LIMITS
        from explainer.serve.present_hosted import present_hosted

        config = Config(
            decks=(),
            data=str(data_folder()),
            cache=str(cache_folder()),
            address=address,
            port=port,
            public_name=public_name,
            presenter_keys=str(keys) if keys else "",
            reads=False,
            limits=CLASS_LIMITS,
        )
        return present_hosted(
            Address(deck),
            route,
            theme,
            terminal,
            config,
            mirror=mirror,
            anew=anew,
            asks_confidence=confidence,
        )

    sys.exit(on_screen(theme, show))


@click.command()
@click.argument("host", default="")
@click.argument("code", default="")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=2222,
    show_default=True,
    help="With HOST: its port.",
)
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
def audience(host: str, code: str, port: int, theme: str | None) -> None:
    """Show the class what a presenter shows: on this machine, or on HOST with the lesson's CODE."""
    require_terminal("audience")
    if host:
        if not _CODE.fullmatch(code):
            raise click.UsageError("Give the lesson's code after HOST; its title page shows it.")
        _log_in(f"{code.casefold()}-screen", host, port)

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.audience_start import follow_on_terminal

        return follow_on_terminal(theme, terminal)

    sys.exit(on_screen(theme, show))


def _log_in(name: str, host: str, port: int) -> NoReturn:
    """Take part in a lesson of another machine, by the system's own SSH client.

    Raises:
        ExplainerError: this machine has none.
    """
    if host.startswith("-") or not _LOGIN.fullmatch(host):
        raise click.UsageError(f"'{host}' is no host name.")
    client = shutil.which("ssh")
    if client is None:
        raise ExplainerError("This needs an SSH client: install OpenSSH, whose command is ssh.")
    os.execv(client, ["ssh", "-t", "-p", str(port), f"{name}@{host}"])  # noqa: S606 - no shell
