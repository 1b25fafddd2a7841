"""Parts shared by commands: types of arguments, the terminal, the learner's record."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from explainer.deck.loader import OpenDeck
    from explainer.learner.record_file import RecordFile
    from explainer.quiz.attempt import Attempt
    from explainer.ui.start.reader_start import Terminal

_MOST_SHOWN = 5


def complete_deck(incomplete: str) -> list[click.shell_completion.CompletionItem]:
    """Return ids of bundled decks; after a deck and `#` or `/`, its sections."""
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


class DeckType(click.ParamType[str]):
    """Argument type of a deck: its id, folder or file, with a place in it."""

    name = "deck"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return decks with their sections, and files."""
        from click.shell_completion import CompletionItem

        return [*complete_deck(incomplete), CompletionItem(incomplete, type="file")]


class ThemeType(click.ParamType[str]):
    """Argument type of a theme, `auto` or a pair; the names are looked up when one is given."""

    name = "theme"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name if there is such a theme."""
        from explainer.deck.theme_name import theme_trouble

        trouble = theme_trouble(value)
        if trouble is not None:
            self.fail(" ".join(trouble), param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the names of themes."""
        from click.shell_completion import CompletionItem

        from explainer.deck.model import THEMES

        names = ("auto", *THEMES)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def on_screen(theme: str | None, run: Callable[[Terminal], int]) -> int:
    """Run something on this terminal, which is asked for its background in the meantime."""
    from explainer.ui.terminal.background import BackgroundQuestion, dark_by_environment

    gc.disable()  # until the first screen is painted, see `enable_collector`
    no_color = bool(os.environ.get("NO_COLOR"))
    if not no_color:
        # An empty value means unset (no-color.org), but Textual treats it as set.
        os.environ.pop("NO_COLOR", None)
    asks = (theme or "auto").startswith("auto") and not no_color
    with ExitStack() as stack:
        question = BackgroundQuestion() if asks else None
        if question:
            stack.callback(question.give_back)
        from explainer.ui.start.reader_start import Terminal
        from explainer.ui.terminal.underline import has_coloured_underlines

        underlines = not no_color and has_coloured_underlines(
            os.environ.get("TERM", ""),
            os.environ.get("TERM_PROGRAM", ""),
            os.environ.get("VTE_VERSION", ""),
        )
        dark = dark_by_environment(os.environ.get("COLORFGBG", ""))
        browser = has_browser(os.environ, sys.platform)
        return run(Terminal(no_color, dark, question, has_only_ascii(), browser, underlines))


def has_only_ascii() -> bool:
    """True if the terminal has no block elements or braille: a Linux console, or no UTF-8."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return os.environ.get("TERM", "") == "linux" or encoding != "utf8"


def has_browser(environ: Mapping[str, str], platform: str) -> bool:
    """True if a browser started here shows on the person's own display, and not on a server's."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    has_display = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return platform in ("darwin", "win32") or has_display


def require_terminal(command: str) -> None:
    """Refuse a command that needs a screen if there is none."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()) or os.environ.get("TERM") == "dumb":
        raise ExplainerError(
            f"'explainer {command}' needs a terminal. 'explainer --plain DECK' gives the text."
        )


def plain_width(size: str) -> int:
    """Return the columns of plain output, 20 to 1000."""
    if not size:
        return 80
    columns, _, rows = size.lower().partition("x")
    are_numbers = all(part.isascii() and part.isdecimal() for part in (columns, rows or "1"))
    if not are_numbers or len(columns) > 4 or not 20 <= int(columns) <= 1000:
        raise click.BadParameter(
            f"'{size}' is no size; write columns, or columns and rows: 80 or 80x24. "
            "Columns are 20 to 1000.",
            param_hint="--size",
        )
    return int(columns)


def ask_on_terminal(question: str) -> str | None:
    """Ask for a line on the terminal; return None at the end of input."""
    click.echo(question, nl=False, err=True)
    return sys.stdin.buffer.readline().decode("utf-8", "replace") or None


def print_deck_errors(opened: OpenDeck) -> None:
    """Print errors in the deck's own files; errors in a section are shown in its text.

    Of plain Markdown, which nobody wrote for a deck, only what is left out is told.
    """
    from explainer.check.shortened import shortened
    from explainer.deck.position import located
    from explainer.problems import Code, Severity
    from explainer.render.problem import concise

    errors = [p for p in opened.problems() if p.severity is Severity.ERROR]
    if opened.deck.is_plain:
        errors = [p for p in errors if p.code is Code.FOLDER_TOO_LARGE]
    for problem in located(shortened(errors), opened.root)[:_MOST_SHOWN]:
        click.echo(concise(problem), err=True)
    if len(errors) > _MOST_SHOWN:
        click.echo(f"{len(errors)} errors in all; 'explainer check' lists them.", err=True)


def ask_line(question: str) -> str | None:
    """Ask for a line on standard input, which may be a pipe; return None at its end.

    For a pipe the question ends with a line end, since nobody presses Enter.
    """
    is_typed = sys.stdin.isatty()
    click.echo(question, nl=not is_typed)
    line = sys.stdin.buffer.readline()
    if not line:
        return None
    from explainer.deck.text_file import clean

    return clean(line.decode("utf-8", "replace"))


def own_record_file() -> RecordFile:
    """Return the record of the person who runs this; its file need not exist."""
    from explainer.learner.place import own_record
    from explainer.learner.record_file import RecordFile

    return RecordFile(own_record())


def open_for_learning(deck: str) -> tuple[OpenDeck, RecordFile | None, list[Attempt]]:
    """Return a deck, its record and the attempts at it; an unusable record is reported.

    Raises:
        ExplainerError: there is no such deck.
    """
    from explainer.deck.library import Address, find_deck
    from explainer.deck.loader import open_deck
    from explainer.learner.history import History
    from explainer.learner.place import RecordUnusable

    opened = open_deck(find_deck(Address(deck).deck), Problems())
    file = own_record_file()
    try:
        attempts = History(file).attempts(opened.deck.id)
    except RecordUnusable as error:
        click.echo(str(error), err=True)
        return opened, None, []
    if file.set_aside is not None:
        words = f"Your record was damaged. It is kept as {file.set_aside}; a new one was begun."
        click.echo(words, err=True)
    return opened, file, attempts


LARGEST_FILE = 5 * 1024 * 1024
"""Most bytes of a file from outside that are read."""


def read_user_file(path: Path) -> str:
    """Return the text of a file named by the user.

    Raises:
        ExplainerError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ExplainerError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_FILE:
        raise ExplainerError(f"{path} is larger than 5 MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8: byte {error.start + 1} is no part of a character."
        raise ExplainerError(message) from error
