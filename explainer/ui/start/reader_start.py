"""Starts the reader on this process's terminal, and prints messages after it has ended."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

import msgspec
from platformdirs import user_cache_path, user_config_path
from textual.driver import Driver

from explainer.crash import CRASH_EXIT, report_crash
from explainer.deck.address import check_block
from explainer.deck.library import Address, bundled_decks, find_deck
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import AUTO
from explainer.deck.route import route_of
from explainer.learner.place import Place, own_record
from explainer.learner.record import Record
from explainer.problems import ExplainerError, Problems, did_you_mean
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import LinkUse, Session, Setup
from explainer.ui.base.settings import Settings, read_settings
from explainer.ui.base.theme import TERMINAL, Palette
from explainer.ui.base.theme_choice import ThemePair, named_pair, palette_named
from explainer.ui.terminal.background import BackgroundQuestion
from explainer.ui.terminal.textual_private import unhandled_error

_EXIT_TIMEOUT = 2.0
"""Seconds that an app ended by a signal may take to write the place."""


class Terminal(msgspec.Struct, frozen=True):
    """Properties of the terminal, found by the command line; nothing else reads the environment."""

    no_color: bool
    """True if `NO_COLOR` is set."""
    dark: bool | None
    """True for a dark background by `COLORFGBG`; None where that does not say."""
    question: BackgroundQuestion | None
    """The query sent to the terminal before this module was imported; None for none."""
    ascii_only: bool = False
    """True if the terminal can show ASCII only: a Linux console, or a locale without UTF-8."""
    has_browser: bool = False
    """True if a browser started here would show on the person's own display."""
    coloured_underlines: bool = False
    """True if underlines of the terminal can have a colour of their own."""


def read_on_terminal(
    address: Address, theme: str | None, terminal: Terminal, route: str = "", *, kiosk: bool
) -> int:
    """Read a deck on the terminal, or a route of it; return the exit code.

    Raises:
        ExplainerError: there is no such deck, section, block or route.
    """
    opening = open_session(address, terminal, kiosk=kiosk)
    session = opening.session
    session.route = route_of(session.opened.deck.routes, session.opened.deck.id, route)
    app = ReaderApp(
        session,
        palette_of(session, theme, terminal),
        theme_pair_of(session, theme),
        start=opening.start,
        other_decks=partial(_bundled_titles, session.setup.cache),
        open_other=lambda name: _open(find_deck(name), session.setup.cache),
        when_painted=enable_collector,
        driver_class=driver_class(terminal),
    )
    ended_by = asyncio.run(run_app(app))
    code = print_end_words(app, ended_by, opening.warning)
    if code == 0 and not kiosk and app.return_value:
        from explainer.deck.text_file import clean

        say(f"You were at {clean(_deck_words(address, app))}#{app.return_value}")
    return code


def print_end_words(app: ReaderApp, ended_by: int, warning: str) -> int:
    """Print the messages due after an app has ended; return the exit code.

    Args:
        app: The app.
        ended_by: The signal that ended it, or 0.
        warning: Mistakes in the settings; empty for none.
    """
    if error := unhandled_error(app):
        say(report_crash(error))
        return CRASH_EXIT
    for words in (warning, app.last_words):
        if words:
            say(words)
    _print_record_trouble(app.session)
    return 128 + ended_by if ended_by else 0


def _print_record_trouble(session: Session) -> None:
    """Print what went wrong with the record, if anything did."""
    aside = session.record.file.set_aside if session.record else None
    if aside is not None:
        say(f"explainer: your record was damaged. It is kept as {aside}, and a new one was begun.")
    if session.trouble:
        say(f"explainer: what you did was not kept: {session.trouble}.")


def palette_of(session: Session, theme: str | None, terminal: Terminal) -> Palette:
    """Return the theme given, else the person's, else the deck's, else one for the terminal."""
    wanted = theme or session.settings.theme
    if wanted == AUTO:
        wanted = session.opened.deck.theme or AUTO
    answer = terminal.question.answer() if terminal.question else None
    return _palette(wanted, answer if answer is not None else terminal.dark, terminal.no_color)


def theme_pair_of(session: Session, theme: str | None) -> ThemePair:
    """Return the light and the dark theme between which the person changes."""
    return named_pair(theme or session.settings.theme)


def enable_collector() -> None:
    """Enable the garbage collector for objects created from now on.

    The command line disables it while everything is imported: collections over objects that live as
    long as the process would take a tenth of the start.
    """
    gc.freeze()
    gc.enable()


def driver_class(terminal: Terminal) -> type[Driver] | None:
    """Return our driver where there are POSIX terminals; None elsewhere, for Textual's own."""
    if os.name != "posix":
        return None
    from explainer.ui.terminal.terminal_driver import TerminalDriver

    if not terminal.coloured_underlines:
        return TerminalDriver
    # Textual only calls it, as it would call a class.
    return cast("type[Driver]", partial(TerminalDriver, coloured_underlines=True))


def say(words: str) -> None:
    """Print a message to a terminal that may be gone by now."""
    with suppress(OSError, ExplainerError):  # the command line turns the first into the second
        print(words, flush=True)


async def run_app(app: ReaderApp) -> int:
    """Run the app; return the signal that ended it, or 0. The terminal is restored either way."""
    ended_by = 0

    def end(number: int) -> None:
        nonlocal ended_by
        ended_by = number
        app.call_later(app.action_leave)
        loop.call_later(_EXIT_TIMEOUT, app.exit)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end, number)
    await app.run_async()
    return ended_by


class Opening(NamedTuple):
    """A session opened for a terminal."""

    session: Session
    """The session."""
    start: Place | None
    """Place to begin reading at; None for the title."""
    warning: str
    """Mistakes in the settings, to be printed afterwards; empty for none."""


def open_session(address: Address, terminal: Terminal, *, kiosk: bool) -> Opening:
    """Open the session of the person at this terminal.

    Raises:
        ExplainerError: there is no such deck, section or block.
    """
    problems = Problems()
    settings = Settings()
    record = None
    cache = user_cache_path("explainer", appauthor=False)
    if not kiosk:
        settings = person_settings(problems)
        record = Record(own_record())
    opened = _open(find_deck(address.deck), cache)
    section = _known_section(opened, address.section)
    if address.block:
        check_block(opened.section(section), address.block)
    links = LinkUse.OPEN if terminal.has_browser else LinkUse.COPY
    setup = Setup(
        settings,
        kiosk=kiosk,
        cache=cache,
        ascii_only=terminal.ascii_only,
        links=LinkUse.NONE if kiosk else links,
        settings_file="" if kiosk else str(_settings_file()),
    )
    start = Place(section, address.block) if section else None
    return Opening(Session(opened, setup, record), start, _settings_words(problems))


def person_settings(problems: Problems) -> Settings:
    """Return the person's settings; mistakes in them are reported to `problems`."""
    return read_settings(_settings_file(), _titles, problems)


def _settings_file() -> Path:
    return user_config_path("explainer", appauthor=False) / "settings.toml"


def _titles() -> dict[str, str]:
    from explainer.ui.every_command import command_titles

    return command_titles()


def _open(path: Path, cache: Path | None) -> OpenDeck:
    return open_deck(path, Problems(), cache)


def _known_section(opened: OpenDeck, section: str) -> str:
    """Return the id of a section of the deck; raise an error that lists them if it is unknown."""
    known = [entry.id for entry in opened.deck.outline]
    if not known:
        first = next(iter(opened.problems()), None)
        raise ExplainerError(first.message if first else "The deck has no sections.")
    if section and section not in known:
        hint = did_you_mean(section, known) or f"There are {', '.join(known[:12])}."
        raise ExplainerError(f"The deck '{opened.deck.id}' has no section '{section}'. {hint}")
    return section


def _settings_words(problems: Problems) -> str:
    """Return the mistakes in the settings, one line each."""
    if not len(problems):
        return ""

    from explainer.deck.position import located
    from explainer.render.problem import concise

    folder = _settings_file().parent
    lines = [f"{concise(p)} {p.help}".rstrip() for p in located(problems, folder)]
    return "\n".join(["Some settings were not used:", *lines])


def _palette(theme: str, dark: bool | None, no_color: bool) -> Palette:
    if no_color:
        return TERMINAL
    if theme.startswith(AUTO):
        pair = named_pair(theme)
        return pair.light if dark is False else pair.dark
    return palette_named(theme)


def _bundled_titles(cache: Path | None) -> dict[str, str]:
    """Return the titles of the bundled decks by id; `cache` is the folder of kept forms."""
    return {path.name: _open(path, cache).deck.title for path in bundled_decks()}


def _deck_words(address: Address, app: ReaderApp) -> str:
    deck = app.session.opened.deck
    return deck.id if deck.id in {path.name for path in bundled_decks()} else address.deck
