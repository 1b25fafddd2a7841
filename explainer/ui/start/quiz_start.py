"""Starts a quiz, a review or the evidence desk on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from explainer.crash import CRASH_EXIT, report_crash
from explainer.deck.library import Address
from explainer.deck.model import Deck
from explainer.learner.desk_session import DeskOptions, check_cases
from explainer.learner.quiz_session import QuizOptions
from explainer.quiz.bank import check_subject
from explainer.quiz.run import Subject
from explainer.ui.app import ReaderApp
from explainer.ui.desk.desk_opening import open_desk
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.quiz.quiz_opening import open_quiz
from explainer.ui.review.review_opening import open_review
from explainer.ui.start.reader_start import (
    Terminal,
    collect_again,
    driver_class,
    open_session,
    palette_of,
    run_app,
    say,
    say_of_record,
)
from explainer.ui.terminal.textual_private import unhandled_error


def quiz_on_terminal(
    address: Address, subject: Subject, options: QuizOptions, theme: str | None, terminal: Terminal
) -> int:
    """Ask about a subject of a deck; gives the exit code.

    Raises:
        ExplainerError: there is no such deck, or it has nothing of that subject.
    """
    return _on_terminal(
        Address(address.deck),
        theme,
        terminal,
        lambda app: open_quiz(app, subject, options),
        lambda deck: check_subject(deck, subject),
    )


def review_on_terminal(address: Address, count: int, theme: str | None, terminal: Terminal) -> int:
    """Show what is due in a deck, and ask `count` of it at most; gives the exit code.

    Raises:
        ExplainerError: there is no such deck.
    """
    return _on_terminal(
        Address(address.deck), theme, terminal, lambda app: open_review(app, count), _anything
    )


def desk_on_terminal(
    address: Address, options: DeskOptions, theme: str | None, terminal: Terminal
) -> int:
    """Open the evidence desk of a deck; gives the exit code.

    Raises:
        ExplainerError: there is no such deck, or none of its claims makes a case.
    """
    return _on_terminal(
        Address(address.deck), theme, terminal, lambda app: open_desk(app, options), check_cases
    )


def _anything(deck: Deck) -> None:
    """Every deck can be reviewed."""


def _on_terminal(
    address: Address,
    theme: str | None,
    terminal: Terminal,
    begin: Callable[[ReaderApp], None],
    check: Callable[[Deck], None],
) -> int:
    session, warning = open_session(address, terminal, kiosk=False)
    check(session.opened.deck)
    app = ReaderApp(
        session,
        palette_of(session, theme, terminal),
        when_painted=collect_again,
        driver_class=driver_class(),
        first_screen=lambda: LauncherScreen(lambda: begin(app)),
    )
    ended_by = asyncio.run(run_app(app))
    if error := unhandled_error(app):
        say(report_crash(error))
        return CRASH_EXIT
    for words in (warning, app.last_words):
        if words:
            say(words)
    say_of_record(session)
    return 128 + ended_by if ended_by else 0
