"""The commands. Each imports its own world when it runs: a start pays for nothing else."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explainer import __version__
from explainer.problems import ExplainerError, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from explainer.deck.library import Address
    from explainer.deck.loader import OpenDeck
    from explainer.ui.start import Terminal

_APP = "explainer"
_MOST_SHOWN = 5


class _DeckOrCommand(click.Group):
    """`explainer DECK` opens a deck, unless DECK is the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        asks_group = any(word in ("-h", "--help", "--version") for word in args)
        completes_first_word = ctx.resilient_parsing and not args
        names_command = bool(words) and words[0] in self.commands
        if not (asks_group or names_command or completes_first_word):
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whoever reads its output may have seen enough, as `head` does."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        return result

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        own = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*own, *_complete_deck(incomplete), CompletionItem(incomplete, type="file")]
        read_options = self.commands["read"]
        with read_options.make_context("read", [], parent=ctx, resilient_parsing=True) as reading:
            more = read_options.shell_complete(reading, incomplete)
        return list({item.value: item for item in (*own, *more)}.values())


def _complete_deck(incomplete: str) -> list[click.shell_completion.CompletionItem]:
    """Ids of bundled decks; behind a deck and `#` or `/`, its sections."""
    from click.shell_completion import CompletionItem

    from explainer.deck.library import Address, bundled_decks, find_deck
    from explainer.deck.loader import open_deck

    for separator in ("#", "/"):
        deck, found, place = incomplete.rpartition(separator)
        if not found or not deck:
            continue
        try:
            opened = open_deck(find_deck(Address(deck).deck), Problems())
        except (ExplainerError, OSError):
            continue
        sections = [entry.id for entry in opened.deck.outline if entry.id.startswith(place)]
        return [CompletionItem(f"{deck}{separator}{section}") for section in sections]
    return [
        CompletionItem(path.name) for path in bundled_decks() if path.name.startswith(incomplete)
    ]


class _DeckType(click.ParamType[str]):
    """A deck by id, folder or file, with a place in it."""

    name = "deck"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        return [*_complete_deck(incomplete), CompletionItem(incomplete, type="file")]


class _ThemeType(click.ParamType[str]):
    """A theme by name, or `auto`; the names are looked up when one is given."""

    name = "theme"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from explainer.deck.model import THEMES
        from explainer.problems import did_you_mean

        names = ["auto", *THEMES]
        if value not in names:
            hint = did_you_mean(value, names) or f"There are {', '.join(names)}."
            self.fail(f"There is no theme '{value}'. {hint}", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        from explainer.deck.model import THEMES

        names = ("auto", *THEMES)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.group(cls=_DeckOrCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=_APP, message="%(prog)s %(version)s")
def cli() -> None:
    """Read a deck: a lesson in a terminal, made of TOML and Markdown.

    \b
    explainer                      the bundled story
    explainer DECK                 a bundled deck's id, a folder, or a .md file
    explainer DECK#SECTION/BLOCK   straight to a place in it

    'explainer read --help' lists the options of reading.
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with a backspace


@cli.command()
@click.argument("deck", type=_DeckType(), default="")
@click.option("--plain", is_flag=True, help="Plain text to standard output, no screen.")
@click.option("--kiosk", is_flag=True, help="For strangers: no settings, nothing is kept.")
@click.option(
    "--theme",
    type=_ThemeType(),
    metavar="NAME",
    default=None,
    help="auto, dark, light, contrast, terminal.",
)
@click.option("--size", metavar="COLUMNS[xROWS]", default="", help="Width of plain output.")
def read(deck: str, plain: bool, kiosk: bool, theme: str | None, size: str) -> None:
    """Read a deck (this is what 'explainer DECK' does)."""
    from explainer.deck.library import Address

    address = Address(deck)
    width = _plain_width(size)
    wants_screen = sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not wants_screen:
        _read_plain(address, width)
        return
    sys.exit(_read_on_screen(address, theme, kiosk=kiosk))


def _read_on_screen(address: Address, theme: str | None, *, kiosk: bool) -> int:
    """Open the reader; the terminal is asked for its background while everything is imported."""

    def read(terminal: Terminal) -> int:
        from explainer.ui.start import read_on_terminal

        return read_on_terminal(address, theme, terminal, kiosk=kiosk)

    return _on_screen(theme, read)


def _on_screen(theme: str | None, run: Callable[[Terminal], int]) -> int:
    """Run something on this terminal, which is asked for its background meanwhile."""
    from explainer.ui.background import BackgroundQuestion, dark_by_environment

    gc.disable()  # until the first screen is painted, see `collect_again`
    no_color = bool(os.environ.get("NO_COLOR"))
    if not no_color:
        # Set to nothing it means nothing (no-color.org), which Textual sees otherwise.
        os.environ.pop("NO_COLOR", None)
    asks = theme in (None, "auto") and not no_color
    with ExitStack() as stack:
        question = BackgroundQuestion() if asks else None
        if question:
            stack.callback(question.give_back)
        from explainer.ui.start import Terminal

        dark = dark_by_environment(os.environ.get("COLORFGBG", ""))
        return run(Terminal(no_color, dark, question, _has_only_ascii()))


def _has_only_ascii() -> bool:
    """Whether the terminal draws no block elements or braille: a Linux console, no UTF-8."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return os.environ.get("TERM", "") == "linux" or encoding != "utf8"


@cli.command()
@click.argument("deck", type=_DeckType(), default="")
@click.option("--route", metavar="ID", default="", help="The route to take through the deck.")
@click.option("--mirror", is_flag=True, help="This screen is the projector: no notes, no clock.")
@click.option("--check", "checks", is_flag=True, help="Try deck, screen, colours and clicker.")
@click.option("--theme", type=_ThemeType(), metavar="NAME", default=None, help="As for reading.")
def present(deck: str, route: str, mirror: bool, checks: bool, theme: str | None) -> None:
    """Lead a class through a deck, with notes and a clock.

    The class's view is 'explainer audience' in a second terminal of this machine.
    """
    from explainer.deck.library import Address

    if checks:
        from explainer.ui.teaching.rehearsal import rehearse

        sys.exit(rehearse(Address(deck), route, dict(os.environ), ascii_only=_has_only_ascii()))
    _want_terminal("present")

    def show(terminal: Terminal) -> int:
        from explainer.ui.teaching.start import present_on_terminal

        return present_on_terminal(Address(deck), route, theme, terminal, mirror=mirror)

    sys.exit(_on_screen(theme, show))


@cli.command()
@click.option("--theme", type=_ThemeType(), metavar="NAME", default=None, help="As for reading.")
def audience(theme: str | None) -> None:
    """Show the class what a presenter on this machine shows."""
    _want_terminal("audience")

    def show(terminal: Terminal) -> int:
        from explainer.ui.teaching.start import follow_on_terminal

        return follow_on_terminal(theme, terminal)

    sys.exit(_on_screen(theme, show))


def _want_terminal(command: str) -> None:
    if not (sys.stdout.isatty() and sys.stdin.isatty()) or os.environ.get("TERM") == "dumb":
        raise ExplainerError(
            f"'explainer {command}' needs a terminal. 'explainer --plain DECK' gives the text."
        )


def _plain_width(size: str) -> int:
    """Columns of plain output, 20 to 1000."""
    if not size:
        return 80
    columns, _, rows = size.lower().partition("x")
    if not columns.isdigit() or (rows and not rows.isdigit()) or not 20 <= int(columns) <= 1000:
        raise click.BadParameter(
            f"'{size}' is no size; write columns, or columns and rows: 80 or 80x24. "
            "Columns are 20 to 1000.",
            param_hint="--size",
        )
    return int(columns)


def _read_plain(address: Address, width: int) -> None:
    from explainer.deck.address import check_block
    from explainer.deck.library import find_deck
    from explainer.deck.loader import open_deck
    from explainer.render.plain import PlainText

    opened = open_deck(find_deck(address.deck), Problems())
    if not opened.deck.outline:
        first = next(iter(opened.problems()), None)
        raise ExplainerError(first.message if first else "The deck has no sections.")
    if not opened.deck.is_plain:
        _print_deck_errors(opened)
    can_answer = sys.stdin.isatty() and sys.stdout.isatty()
    writer = PlainText(opened.deck, width, _ask_on_terminal if can_answer else None)
    if address.section:
        section = _known_section(opened, address.section)
        if address.block:
            check_block(opened.section(section), address.block)
        for line in writer.section_lines(opened.section(section)):
            click.echo(line)
        return
    for line in writer.deck_lines():
        click.echo(line)
    for number, entry in enumerate(opened.deck.outline, 1):
        for line in writer.section_lines(opened.section(entry.id), number):
            click.echo(line)


def _ask_on_terminal(question: str) -> str | None:
    """Ask for a line on the terminal; None once there are no more."""
    click.echo(question, nl=False, err=True)
    return sys.stdin.buffer.readline().decode("utf-8", "replace") or None


def _print_deck_errors(opened: OpenDeck) -> None:
    """Say what is broken in the deck's own files; what is in a section shows in its place."""
    from explainer.deck.position import located
    from explainer.problems import Severity
    from explainer.render.problem import concise

    errors = [p for p in opened.problems() if p.severity is Severity.ERROR]
    for problem in located(errors, opened.root)[:_MOST_SHOWN]:
        click.echo(concise(problem), err=True)
    if len(errors) > _MOST_SHOWN:
        click.echo(f"{len(errors)} errors in all; 'explainer check' lists them.", err=True)


def _known_section(opened: OpenDeck, section: str) -> str:
    from explainer.problems import did_you_mean

    known = [entry.id for entry in opened.deck.outline]
    if section not in known:
        hint = did_you_mean(section, known) or f"There are {', '.join(known[:12])}."
        raise ExplainerError(f"The deck '{opened.deck.id}' has no section '{section}'. {hint}")
    return section


@cli.command(name="list")
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


@cli.command()
@click.argument("decks", nargs=-1, type=_DeckType())
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    help="How problems are written.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def check(decks: tuple[str, ...], form: str, strict: bool) -> None:
    """Check decks and print every problem in one pass.

    Exits with 0 where there are no errors, with 1 where there are, with 2 where a deck could not
    be checked at all.
    """
    from explainer.check.deck_check import check_deck
    from explainer.deck.library import find_deck

    found: list[tuple[Path, list[Problem]]] = []
    for name in decks or (".",):
        for path in _decks_below(find_deck(name)):
            found.append((path, check_deck(path)))
    problems = [problem for _, some in found for problem in some]
    errors = sum(problem.severity.value == "error" for problem in problems)
    _print_problems(found, form)
    if form != "json":
        _print_summary(len(found), errors, len(problems) - errors)
    sys.exit(1 if errors or (strict and problems) else 0)


def _decks_below(path: Path) -> list[Path]:
    """The deck itself, or the decks that a folder such as `content/` holds."""
    if path.is_file() or (path / "deck.toml").is_file():
        return [path]
    inner = sorted(entry for entry in path.iterdir() if (entry / "deck.toml").is_file())
    return inner or [path]


def _print_problems(found: list[tuple[Path, list[Problem]]], form: str) -> None:
    from explainer.render.problem import as_json, concise, full

    several = len(found) > 1
    if form == "json":
        import json

        items = as_json(_from_here(p, path, several) for path, some in found for p in some)
        click.echo(json.dumps(items, indent=2, ensure_ascii=False))
        return
    if form == "concise":
        for path, some in found:
            for problem in some:
                click.echo(concise(_from_here(problem, path, several)))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for path, some in found:
        root = path.parent if path.is_file() else path
        texts: dict[str, str | None] = {}
        for problem in some:
            file = problem.span.file
            if file not in texts:
                texts[file] = _file_text(root, file)
            console.print(full(_from_here(problem, path, several), texts[file]))
            console.print()


def _from_here(problem: Problem, deck: Path, several: bool) -> Problem:
    """The problem with its file named as the person would open it, where there are many decks."""
    if not several:
        return problem
    import msgspec

    root = deck.parent if deck.is_file() else deck
    span = msgspec.structs.replace(problem.span, file=f"{root.name}/{problem.span.file}")
    return msgspec.structs.replace(problem, span=span)


def _file_text(root: Path, file: str) -> str | None:
    from explainer.deck.text_file import read_text

    return read_text(root, file, Problems())


def _print_summary(decks: int, errors: int, warnings: int) -> None:
    def count(number: int, word: str) -> str:
        return f"{number} {word}{'' if number == 1 else 's'}"

    if not errors and not warnings:
        click.echo(f"{count(decks, 'deck')} checked, nothing to report.", err=True)
        return
    click.echo(
        f"{count(decks, 'deck')} checked: {count(errors, 'error')}, {count(warnings, 'warning')}. "
        "'explainer explain CODE' says more about a code.",
        err=True,
    )


@cli.command()
@click.argument("code", default="")
def explain(code: str) -> None:
    """Explain a problem's code; without one, list them all."""
    from explainer.codes import code_page, code_summaries
    from explainer.problems import Code, did_you_mean

    if not code:
        for name, summary in code_summaries().items():
            click.echo(f"{name:<22} {summary}")
        return
    known = [member.value for member in Code]
    if code not in known:
        hint = did_you_mean(code, known) or "'explainer explain' lists them all."
        raise ExplainerError(f"There is no code '{code}'. {hint}")
    from rich.console import Console
    from rich.markdown import Markdown

    if sys.stdout.isatty():
        Console().print(Markdown(code_page(code)))
    else:
        click.echo(code_page(code))


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: eval "$(explainer completion bash)"
    zsh:  eval "$(explainer completion zsh)"
    fish: explainer completion fish | source
    """  # noqa: D301 - as above
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, _APP, "_EXPLAINER_COMPLETE").source())


def main() -> None:
    """Run the command line; anything that is not a person's doing is our bug, and says so."""
    try:
        cli.main(prog_name=_APP, standalone_mode=False, complete_var="_EXPLAINER_COMPLETE")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except ExplainerError as error:
        from explainer.deck.text_file import clean

        click.echo(clean(f"explainer: {error}"), err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        from explainer.crash import report_crash

        click.echo(report_crash(error), err=True)
        sys.exit(70)
