"""The command that hosts decks over SSH."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from explainer.cli.terminal import DeckType
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from explainer.serve.config import Config


class _LimitOptions(click.Command):
    """Adds an option for every limit of the host, from their one list."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        from explainer.serve.limits import limit_options

        own = super().get_params(ctx)
        limits: list[click.Parameter] = []
        for limit in limit_options():
            kind: click.ParamType[Any] = (
                click.IntRange(int(limit.least), int(limit.most))
                if limit.kind is int
                else click.FloatRange(limit.least, limit.most)
            )
            limits.append(
                click.Option(
                    [f"--{limit.field.replace('_', '-')}"],
                    type=kind,
                    default=limit.default,
                    show_default=True,
                    metavar="N",
                    help=f"At most: {limit.words}.",
                )
            )
        return [*own[:-1], *limits, own[-1]]


@click.command(cls=_LimitOptions)
@click.argument("decks", type=DeckType(), nargs=-1)
@click.option(
    "--host",
    "address",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; 0.0.0.0 or :: for every one of this machine.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=2222,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option(
    "--name",
    "public_name",
    metavar="NAME",
    default="",
    help="Name of this host for visitors, used in the commands shown to them.",
)
@click.option(
    "--users",
    metavar="FILE",
    type=click.Path(path_type=Path, resolve_path=True),
    default=None,
    help="File with users, their codes and keys, and their decks.",
)
@click.option(
    "--anonymous/--no-anonymous",
    default=True,
    show_default=True,
    help="Let strangers read the decks that no user is named for.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    show_default=True,
    help="Processes that run sessions; 0 to run them in this one.",
)
@click.option(
    "--lobby", is_flag=True, help="Show scenes of the decks until somebody presses a key."
)
@click.option(
    "--lessons",
    "holds_lessons",
    is_flag=True,
    help="Let users who teach hold lessons: ssh -t NAME@HOST present [DECK] [ROUTE].",
)
@click.option("--watch", is_flag=True, help="Reload a deck when one of its files changes.")
@click.option(
    "--drain-seconds",
    type=click.FloatRange(0, 600),
    default=3.0,
    show_default=True,
    metavar="N",
    help="Seconds from the announcement of the end to the end of sessions.",
)
@click.option(
    "--data",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of the host key and visitors' records.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the log on standard error.",
)
@click.option("--check", is_flag=True, help="Check this configuration without starting the host.")
@click.option("--status", is_flag=True, help="Show the status of the host that runs on --port.")
@click.option(
    "--hash-password",
    is_flag=True,
    help="Ask for a code, and print its hash for the file of --users.",
)
def serve(
    decks: tuple[str, ...],
    address: str,
    port: int,
    public_name: str,
    users: Path | None,
    anonymous: bool,
    workers: int,
    lobby: bool,
    holds_lessons: bool,
    watch: bool,
    drain_seconds: float,
    data: Path | None,
    log_format: str,
    check: bool,
    status: bool,
    hash_password: bool,
    **limits: float,
) -> None:
    """Let others read decks over SSH; they can read and play, and do nothing else.

    Without DECK the bundled story is served. Ctrl+C or SIGTERM ends the host, SIGHUP reloads the
    decks.
    """
    require_hosting(needed=True)
    if hash_password:
        _print_hash()
        return
    if status:
        _print_status(port, as_json=log_format == "json")
        return
    if holds_lessons and workers:
        raise click.UsageError("Lessons are held in one process: leave --workers out.")
    from explainer.serve.config import Config
    from explainer.serve.limits import Limits

    config = Config(
        decks=_deck_paths(decks),
        data=str(data or data_folder()),
        cache=str(cache_folder()),
        address=address,
        port=port,
        public_name=public_name,
        users=str(users) if users else "",
        anonymous=anonymous,
        workers=workers,
        lobby=lobby,
        lessons=str((data or data_folder()) / "lessons") if holds_lessons else "",
        watch=watch,
        drain_seconds=drain_seconds,
        json_log=log_format == "json",
        limits=Limits(**limits),  # type: ignore[arg-type] # click converted them to whole numbers
    )
    if check:
        _check(config)
        return
    # Textual reads it when imported, but the visitor's own setting must count.
    os.environ.pop("NO_COLOR", None)
    from explainer.serve.service import serve as run

    sys.exit(run(config, click.echo))


def require_hosting(*, needed: bool) -> None:
    """Raise an error with the command to install the extra, if it is needed and missing."""
    from importlib.util import find_spec

    if not needed:
        return
    if any(find_spec(name) is None for name in ("asyncssh", "argon2", "ifaddr")):
        raise ExplainerError(
            "Hosting needs the extra explainer[serve]; in a clone: pip install '.[serve]'"
        )
    if os.name != "posix":
        raise ExplainerError("Hosting needs a POSIX system, such as Linux or macOS.")


def _deck_paths(decks: tuple[str, ...]) -> tuple[str, ...]:
    from explainer.deck.library import DEFAULT_DECK, find_deck

    return tuple(str(find_deck(deck).resolve()) for deck in decks or (DEFAULT_DECK,))


def data_folder() -> Path:
    """Return the folder of the host key and visitors' records."""
    from platformdirs import user_data_path

    return user_data_path("explainer", appauthor=False) / "serve"


def cache_folder() -> Path:
    """Return the folder of kept forms of decks."""
    from platformdirs import user_cache_path

    return user_cache_path("explainer", appauthor=False)


def _print_hash() -> None:
    from explainer.serve.passwords import hash_password

    if sys.stdin.isatty():
        word = click.prompt("Code or password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        word = sys.stdin.readline().rstrip("\n")
    click.echo(hash_password(word))


def _print_status(port: int, *, as_json: bool) -> None:
    from explainer.serve.status import ask_status, status_lines

    snapshot = ask_status(port)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(snapshot))
        return
    for line in status_lines(snapshot):
        click.echo(line)


def _check(config: Config) -> None:
    from explainer.serve.service import check_configuration

    check_configuration(config, click.echo)
