"""The command line; the module of a command is imported only when it runs, to keep starts short.

`main` runs it and turns errors into messages and exit codes. `_COMMANDS` maps each command to its
module here: `reading` (read, list), `quiz_commands`, `desk_command`, `progress_command`,
`question_commands`, `lesson_commands`, `report_command`, `serving`, `new_command`, `checking`,
`schema_command` and `completion`. `terminal` has the parts that commands share, `streams` makes
standard input and output fail in known ways.

Imports every other package, each inside the command that needs it. Begin reading with `reading.py`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from explainer import __version__
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

APP = "explainer"
"""Name of the command."""

_COMMANDS = {
    "read": "reading",
    "list": "reading",
    "quiz": "quiz_commands",
    "review": "quiz_commands",
    "desk": "desk_command",
    "progress": "progress_command",
    "stats": "question_commands",
    "import": "question_commands",
    "export": "question_commands",
    "present": "lesson_commands",
    "audience": "lesson_commands",
    "report": "report_command",
    "serve": "serving",
    "new": "new_command",
    "check": "checking",
    "explain": "checking",
    "schema": "schema_command",
    "completion": "completion",
}
"""Module of each command, in the order of the help."""

_FUNCTION_NAMES = {
    "list": "list_decks",
    "import": "import_questions",
    "export": "export_questions",
    "schema": "print_schema",
}
"""Functions of commands whose name has another meaning in Python."""


class _DeckOrCommand(click.Group):
    """Runs `explainer DECK` as `explainer read DECK`, unless DECK is the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        asks_group = any(word in ("-h", "--help", "--version") for word in args)
        completes_first_word = ctx.resilient_parsing and not args
        names_command = bool(words) and words[0] in _COMMANDS
        if not (asks_group or names_command or completes_first_word):
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return a command; some functions have another name than their command."""
        if name not in _COMMANDS:
            return None
        module = import_module(f"{__name__}.{_COMMANDS[name]}")
        found = getattr(module, _FUNCTION_NAMES.get(name, name))
        assert isinstance(found, click.Command)
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from explainer.cli.terminal import complete_deck

        own = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*own, *complete_deck(incomplete), CompletionItem(incomplete, type="file")]
        from explainer.cli.reading import read as read_options

        with read_options.make_context("read", [], parent=ctx, resilient_parsing=True) as reading:
            more = read_options.shell_complete(reading, incomplete)
        return list({item.value: item for item in (*own, *more)}.values())


@click.group(cls=_DeckOrCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=APP, message="%(prog)s %(version)s")
def cli() -> None:
    """Read a deck: a lesson in a terminal, made of TOML and Markdown.

    \b
    explainer                      the bundled story
    explainer DECK                 a bundled deck's id, a folder, or a .md file
    explainer DECK#SECTION/BLOCK   straight to a place in it

    'explainer read --help' lists the options of reading.
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with a backspace


def main() -> None:
    """Run the command line, and exit with its code."""
    from explainer.cli.streams import StandardStreams

    streams = StandardStreams()
    sys.exit(streams.finish(_run()))


def _run() -> int:
    """Run the command in the arguments; return the exit code.

    An error that a person cannot have caused is a bug, and reported as one.
    """
    from explainer.cli.streams import OutputFailed

    try:
        cli.main(prog_name=APP, standalone_mode=False, complete_var="_EXPLAINER_COMPLETE")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except OutputFailed:
        return 0  # `StandardStreams.finish` reports it
    except ExplainerError as error:
        from explainer.deck.text_file import clean

        click.echo(clean(f"explainer: {error}"), err=True)
        return error.exit_code
    except Exception as error:
        from explainer.crash import CRASH_EXIT, report_crash

        click.echo(report_crash(error), err=True)
        return CRASH_EXIT
    return 0
