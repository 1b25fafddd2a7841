"""Commands that ask questions: quizzes and reviews, on the screen or line by line."""

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
    from explainer.deck.loader import OpenDeck
    from explainer.learner.quiz_session import QuizOptions, QuizSession
    from explainer.quiz.run import Subject
    from explainer.ui.start.reader_start import Terminal

_SCHEMES = ["partial", "flat", "all-or-nothing", "confidence"]


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--tag", metavar="TAG", default="", help="Only questions with this tag.")
@click.option("--route", metavar="ID", default="", help="The questions of a route.")
@click.option("--missed", is_flag=True, help="Only questions that you did not get right last time.")
@click.option("--count", type=click.IntRange(1), default=None, help="Maximum number of questions.")
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=None, help="Use the order with this seed."
)
@click.option("--scheme", type=click.Choice(_SCHEMES), default=None, help="Scheme for marks.")
@click.option("--fresh", is_flag=True, help="Start a new run, even if one was left open.")
@click.option("--plain", is_flag=True, help="Line by line, without a screen.")
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
@click.option("--size", metavar="COLUMNS", default="", help="Width of plain output.")
def quiz(
    deck: str,
    tag: str,
    route: str,
    missed: bool,
    count: int | None,
    seed: int | None,
    scheme: str | None,
    fresh: bool,
    plain: bool,
    theme: str | None,
    size: str,
) -> None:
    """Ask the questions of a deck, or with DECK#SECTION those of a section.

    A run that you left continues at the same question. Every answer is saved before its feedback is
    shown.
    """
    from explainer.deck.library import Address
    from explainer.learner.quiz_session import QuizOptions
    from explainer.quiz.grading import Scheme

    address = Address(deck)
    subject = _subject(address.section, tag, route, missed=missed)
    options = QuizOptions(seed, count or 0, Scheme(scheme) if scheme else None, fresh)
    if plain or not _has_screen():
        sys.exit(_quiz_plain(address.deck, subject, options, plain_width(size)))

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.quiz_start import quiz_on_terminal

        return quiz_on_terminal(address, subject, options, theme, terminal)

    sys.exit(on_screen(theme, show))


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--exam", metavar="DAY", default=None, help="Ask everything again before this day.")
@click.option("--no-exam", is_flag=True, help="Remove the day of the exam.")
@click.option("--count", type=click.IntRange(1), default=None, help="Maximum number of questions.")
@click.option("--plain", is_flag=True, help="Line by line, without a screen.")
@click.option(
    "--theme", type=ThemeType(), metavar="NAME", default=None, help="The same as for reading."
)
@click.option("--size", metavar="COLUMNS", default="", help="Width of plain output.")
def review(
    deck: str,
    exam: str | None,
    no_exam: bool,
    count: int | None,
    plain: bool,
    theme: str | None,
    size: str,
) -> None:
    """Ask questions again before you forget them, scheduled by FSRS.

    Every question that you answered in a quiz comes back. A day of an exam, written like
    2026-12-31, is kept until you set another one.
    """
    from explainer.deck.library import Address

    address = Address(deck)
    if exam is not None or no_exam:
        _set_exam(address.deck, exam)
    if plain or not _has_screen():
        sys.exit(_review_plain(address.deck, count or 0, plain_width(size)))

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.quiz_start import review_on_terminal

        return review_on_terminal(address, count or 0, theme, terminal)

    sys.exit(on_screen(theme, show))


def _subject(section: str, tag: str, route: str, *, missed: bool) -> Subject:
    """Return the subject that was asked for.

    Raises:
        ExplainerError: more than one was.
    """
    from explainer.quiz.run import Subject, SubjectKind

    wanted = [
        *([Subject(SubjectKind.SECTION, section)] if section else []),
        *([Subject(SubjectKind.TAG, tag)] if tag else []),
        *([Subject(SubjectKind.ROUTE, route)] if route else []),
        *([Subject(SubjectKind.MISSED)] if missed else []),
    ]
    if len(wanted) > 1:
        raise ExplainerError("Ask for one of a section, --tag, --route and --missed.")
    return wanted[0] if wanted else Subject(SubjectKind.DECK)


def _has_screen() -> bool:
    return sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"


def _quiz_plain(deck: str, subject: Subject, options: QuizOptions, width: int) -> int:
    from explainer.learner.quiz_session import open_quiz_session
    from explainer.quiz.bank import check_subject
    from explainer.quiz.run import SubjectKind

    opened, file, attempts = open_for_learning(deck)
    check_subject(opened.deck, subject)
    quiz_session = open_quiz_session(opened.deck, subject, file, attempts, options)
    if quiz_session is None:
        is_missed = subject.kind is SubjectKind.MISSED
        click.echo("Nothing is missed." if is_missed else "There are no questions.")
        return 0
    return _run_plain(opened, quiz_session, width)


def _run_plain(opened: OpenDeck, quiz_session: QuizSession, width: int) -> int:
    from explainer.learner.plain_quiz import PlainQuiz
    from explainer.quiz.passage import heading_titles

    quiz_session.titles = heading_titles(opened)
    quiz_session.open()
    try:
        PlainQuiz(quiz_session, ask_line, click.echo, width).run()
    finally:
        quiz_session.close()
    return 0


def _review_plain(deck: str, count: int, width: int) -> int:
    from explainer.deck.question import scored_questions
    from explainer.learner.history import History
    from explainer.learner.progress import utc_now
    from explainer.learner.quiz_session import open_quiz_session, resume_quiz_session
    from explainer.quiz.review import due_now, exam_ahead, schedule
    from explainer.quiz.review_page import due_words, exam_words
    from explainer.quiz.run import Subject, SubjectKind

    opened, file, attempts = open_for_learning(deck)
    if file is None:
        click.echo("Nothing is kept, so there is nothing to review.")
        return 0
    history = History(file)
    for run in history.open_runs(opened.deck.id):
        if run.subject.kind is SubjectKind.REVIEW and run.responses:
            left = resume_quiz_session(opened.deck, run, file, attempts)
            if left is not None:
                return _run_plain(opened, left, width)
    now, exam = utc_now(), history.exam(opened.deck.id)
    due = schedule(attempts, exam_ahead(exam, now.astimezone().date()))
    questions = scored_questions(opened.deck.questions)
    known = {name: one for name, one in due.items() if name in questions}
    waiting = due_now(known, now)
    click.echo(due_words(known, waiting, now))
    if exam is not None:
        click.echo(exam_words(exam, now))
    if not waiting:
        return 0
    names = waiting[:count] if count else waiting
    subject = Subject(SubjectKind.REVIEW, " ".join(names))
    quiz_session = open_quiz_session(opened.deck, subject, file, attempts)
    return _run_plain(opened, quiz_session, width) if quiz_session else 0


def _set_exam(deck: str, day: str | None) -> None:
    from datetime import date

    from explainer.learner.history import History

    try:
        exam = date.fromisoformat(day) if day is not None else None
    except ValueError:
        message = f"'{day}' is no day; write it like 2026-12-31."
        raise click.BadParameter(message, param_hint="--exam") from None
    opened, file, _ = open_for_learning(deck)
    if file is not None:
        History(file).set_exam(opened.deck.id, exam)
