"""Checks everything that a lesson needs: deck, screens, colours, clicker."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from shutil import get_terminal_size

import click
from textual.events import Key

from explainer.check.deck_check import check_deck
from explainer.deck.library import Address
from explainer.deck.loader import OpenDeck
from explainer.deck.text_file import clean
from explainer.lesson.lesson_folder import lesson_folder
from explainer.lesson.shown import Size
from explainer.lesson.stage import screenfuls, stops
from explainer.problems import ExplainerError, Severity
from explainer.ui.base.command import Command, Keymap, key_label
from explainer.ui.base.session import Session
from explainer.ui.base.theme import DARK, LIGHT, Palette
from explainer.ui.start.lesson_start import talk_of
from explainer.ui.start.reader_start import Terminal, open_session
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.stage_space import stage_space
from explainer.ui.teach.talk import Talk
from explainer.ui.teach.teaching_commands import TEACHING
from explainer.ui.terminal.terminal_input import TerminalInput

_SMALLEST = Size(60, 20)
_CLICKER_TIMEOUT = 60.0
"""Seconds without a key after which the test of the clicker ends."""


def rehearse(address: Address, route: str, environ: Mapping[str, str], *, ascii_only: bool) -> int:
    """Print the checks of a lesson; return 1 if the deck has errors or no screen could follow.

    Raises:
        ExplainerError: there is no such deck, section or route.
    """
    dark = Terminal(no_color=False, dark=None, question=None, ascii_only=ascii_only)
    session = open_session(address, dark, kiosk=False).session
    columns, rows = get_terminal_size()
    talk = talk_of(session, route, Size(columns, rows))
    _print_row("Lesson", clean(talk.title))
    ok = _check_deck(session.opened)
    _check_plan(talk)
    for size in dict.fromkeys((Size(columns, rows), _SMALLEST)):
        _check_screens(talk, size)
    ok = _check_folder() and ok
    _check_colours(environ)
    _check_signs(ascii_only)
    _check_clicker(session)
    return 0 if ok else 1


def _print_row(what: str, words: str) -> None:
    width = max(40, min(get_terminal_size().columns, 100))
    indent = " " * 10
    lead = f"{what:<9} "
    click.echo(click.wrap_text(words, width, initial_indent=lead, subsequent_indent=indent))


def _check_deck(opened: OpenDeck) -> bool:
    problems = check_deck(opened.path)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        _print_row("Deck", "nothing to report")
    else:
        _print_row("Deck", f"{errors} errors, {warnings} warnings: 'explainer check' lists them")
    return not errors


def _check_plan(talk: Talk) -> None:
    planned = sum(talk.minutes)
    unplanned = sum(not minutes for minutes in talk.minutes)
    words = f"{len(talk.route)} sections, {planned} minutes planned"
    if talk.clock.minutes:
        words += f", {talk.clock.minutes} to spend"
    if unplanned:
        words += f"; {unplanned} sections have no minutes, so no pace shows for them"
    _print_row("Time", words)


def _check_screens(talk: Talk, size: Size) -> None:
    """Print the number of presses on a screen of a size, and what does not fit on it at once."""
    space = stage_space(size, talk.session.settings.width)
    pages = StagePages(talk.session, space.width)
    presses = 0  # the title page is there before the first
    scrolled: list[str] = []
    for index in talk.route:
        page = pages.page(index, {})
        for number, screenful in enumerate(screenfuls(page), 1):
            found = stops(page, screenful, space.room)
            presses += len(found)
            if len({stop.top for stop in found}) > 1:
                title = talk.session.opened.deck.outline[index].title
                scrolled.append(f"{clean(title)}, screen {number}")
    _print_row("Screen", f"{size.width}×{size.height}: {presses} presses from beginning to end")
    if scrolled:
        more = f" and {len(scrolled) - 4} more" if len(scrolled) > 4 else ""
        _print_row("", f"longer than the screen, so scrolled: {'; '.join(scrolled[:4])}{more}")


def _check_folder() -> bool:
    try:
        lesson_folder()
    except ExplainerError as error:
        _print_row("Class", str(error))
        return False
    _print_row("Class", "'explainer audience' in a second terminal can follow")
    return True


def _check_colours(environ: Mapping[str, str]) -> None:
    if environ.get("NO_COLOR"):
        _print_row("Colours", "none, since NO_COLOR is set")
        return
    if environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        depth = "16 million"
    else:
        depth = "256" if "256" in environ.get("TERM", "") else "perhaps 16"
    _print_row("Colours", f"{depth}, says the terminal; each word is to be read at a glance:")
    if sys.stdout.isatty():
        for palette in (DARK, LIGHT):
            click.echo(f"          {_swatch(palette)}")


def _swatch(palette: Palette) -> str:
    behind = _rgb(palette.ground)
    words = ("text", "muted", "accent", "supported", "partly", "contradicted")
    shown = (f"\x1b[38;2;{_rgb(getattr(palette, word))}m {word}" for word in words)
    return f"\x1b[48;2;{behind}m{''.join(shown)} \x1b[0m"


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))


def _check_signs(ascii_only: bool) -> None:
    if ascii_only:
        _print_row("Signs", "ASCII only, so charts are drawn with #, - and *")
    else:
        _print_row(
            "Signs", "a bar ████▌, a curve ⣀⡠⠔⠊⠉, marks ✓ ≈ ✗: if one is a box, take another font"
        )


def _check_clicker(session: Session) -> None:
    keymap = Keymap(TEACHING, session.settings.keys)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print_row("Clicker", "not tried, since this is no terminal")
        return
    _print_row("Clicker", f"press its buttons; {keymap.label('teach-quit') or 'Ctrl+C'} ends this")
    for key in _pressed_keys():
        if key in (*keymap.keys("teach-quit"), "ctrl+c"):
            return
        click.echo(f"          {key_label(key):<12} {_command_words(keymap.command(key))}")


def _command_words(command: Command | None) -> str:
    return command.title if command is not None else "nothing; 'explainer' can be told, see README"


def _pressed_keys() -> Iterator[str]:
    """Yield keys as they are pressed, until none comes for a while."""
    source = TerminalInput()
    with _unbuffered_keys() as file:
        while True:
            ready, _, _ = select.select([file], [], [], _CLICKER_TIMEOUT)
            data = os.read(file, 1024) if ready else b""
            if not data:
                return
            messages = list(source.feed(data))
            if not messages:  # perhaps a lone Escape, which only a pause reveals
                more, _, _ = select.select([file], [], [], 0.1)
                messages = [] if more else list(source.feed(b""))
            yield from (message.key for message in messages if isinstance(message, Key))


@contextmanager
def _unbuffered_keys() -> Iterator[int]:
    """Set the terminal to pass on each key at once, without echo; restore it at the end."""
    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    tty.setcbreak(file)
    try:
        yield file
    finally:
        with suppress(termios.error):
            termios.tcsetattr(file, termios.TCSADRAIN, before)
