"""What the menu of quizzes and reviews offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from explainer.deck.question import scored_questions
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.bank import missed_questions, subject_title
from explainer.quiz.run import Run, Subject, SubjectKind
from explainer.ui.desk.desk_opening import desk_entry
from explainer.ui.overlays.menu_screen import MenuEntry
from explainer.ui.quiz.quiz_opening import count_due, open_quiz, record_file

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_MOST_TAGS = 40


def menu_entries(app: ReaderApp, section: str) -> list[MenuEntry]:
    """Open runs first, then what can be asked; may be called off the loop."""
    session = app.session
    deck = session.opened.deck
    entries = [
        MenuEntry(
            subject_title(deck, run.subject),
            f"{len({one.question for one in run.responses})} of {len(run.order)} answered",
            partial(open_quiz, app, run.subject),
            "Go on with",
        )
        for run in _open_runs(app)[:3]
    ]
    title = deck.entry(section)
    questions = scored_questions(deck.questions)
    here = [q for q in questions.values() if q.section == section]
    if title is not None and here:
        subject = Subject(SubjectKind.SECTION, section)
        entries.append(_quiz(app, f"This section: {title.title}", subject, len(here)))
    if questions:
        subject = Subject(SubjectKind.DECK)
        entries.append(_quiz(app, "The whole deck", subject, len(questions)))
    if missed := missed_questions(session.attempts) & set(questions):
        subject = Subject(SubjectKind.MISSED)
        entries.append(_quiz(app, "What you missed", subject, len(missed)))
    entries.append(_review(app))
    if deck.claims:
        entries.append(desk_entry(app))
    tags: dict[str, int] = {}
    for question in questions.values():
        for tag in question.tags:
            tags[tag] = tags.get(tag, 0) + 1
    most = sorted(tags, key=lambda tag: -tags[tag])[:_MOST_TAGS]
    for tag in (tag for tag in tags if tag in most):
        subject = Subject(SubjectKind.TAG, tag)
        entry = _quiz(app, f"About {tag}", subject, tags[tag])
        entries.append(entry._replace(group="By tag"))
    return entries


def _quiz(app: ReaderApp, title: str, subject: Subject, count: int) -> MenuEntry:
    words = "1 question" if count == 1 else f"{count} questions"
    return MenuEntry(title, words, partial(open_quiz, app, subject), "Ask me")


def _review(app: ReaderApp) -> MenuEntry:
    from explainer.ui.review.review_opening import open_review

    count = count_due(app.session)
    words = f"{count} due" if count else "nothing is due"
    return MenuEntry("Review", words, partial(open_review, app), "Keep it")


def _open_runs(app: ReaderApp) -> list[Run]:
    """Runs that were left, without reviews, which are made anew each time."""
    file = record_file(app.session)
    if file is None:
        return []
    try:
        runs = History(file).open_runs(app.session.opened.deck.id)
    except RecordUnusable as error:
        app.session.record_trouble = error.reason
        return []
    return [run for run in runs if run.responses and run.subject.kind is not SubjectKind.REVIEW]
