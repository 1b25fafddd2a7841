"""Starts a quiz, a review or the evidence desk on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from explainer.deck.library import Address
from explainer.deck.model import Deck
from explainer.learner.desk_session import DeskOptions, check_cases
from explainer.learner.quiz_session import QuizOptions
from explainer.quiz.bank import check_subject
from explainer.quiz.run import Subject
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenDesk, OpenQuiz, OpenReview, Request
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.start.reader_start import (
    Terminal,
    driver_class,
    enable_collector,
    open_session,
    palette_of,
    print_end_words,
    run_app,
    theme_pair_of,
)


def quiz_on_terminal(
    address: Address, subject: Subject, options: QuizOptions, theme: str | None, terminal: Terminal
) -> int:
    """Start a quiz about a subject of a deck; return the exit code.

    Raises:
        ExplainerError: there is no such deck, or it has no question about the subject.
    """
    return _on_terminal(
        Address(address.deck),
        theme,
        terminal,
        OpenQuiz(subject, options),
        lambda deck: check_subject(deck, subject),
    )


def review_on_terminal(address: Address, count: int, theme: str | None, terminal: Terminal) -> int:
    """Show what is due in a deck, and ask `count` questions at most; return the exit code.

    Raises:
        ExplainerError: there is no such deck.
    """
    return _on_terminal(Address(address.deck), theme, terminal, OpenReview(count), _anything)


def desk_on_terminal(
    address: Address, options: DeskOptions, theme: str | None, terminal: Terminal
) -> int:
    """Open the evidence desk of a deck; return the exit code.

    Raises:
        ExplainerError: there is no such deck, or none of its claims makes a case.
    """
    return _on_terminal(Address(address.deck), theme, terminal, OpenDesk(options), check_cases)


def _anything(deck: Deck) -> None:
    """Check nothing: every deck can be reviewed."""


def _on_terminal(
    address: Address,
    theme: str | None,
    terminal: Terminal,
    request: Request,
    check: Callable[[Deck], None],
) -> int:
    opening = open_session(address, terminal, kiosk=False)
    session = opening.session
    check(session.opened.deck)
    app = ReaderApp(
        session,
        palette_of(session, theme, terminal),
        theme_pair_of(session, theme),
        when_painted=enable_collector,
        driver_class=driver_class(terminal),
        first_screen=lambda: LauncherScreen(request),
    )
    ended_by = asyncio.run(run_app(app))
    return print_end_words(app, ended_by, opening.warning)
