"""The menu of quizzes, reviews and the desk; above the features, since it uses them all."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from explainer.deck.question import scored_questions
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.bank import missed_questions, subject_title
from explainer.quiz.run import Run, Subject, SubjectKind
from explainer.ui.base.asked_on import AnyScreen, refuse_if_quiz_open
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.requests import OpenDesk, OpenProgress, OpenQuiz, OpenReview, Request
from explainer.ui.base.session import Session
from explainer.ui.desk.desk_flow import describe_desk
from explainer.ui.overlays.menu_screen import MenuEntry, MenuScreen

_MOST_TAGS = 40


class PracticeMenu:
    """Offers quizzes, the review and the desk."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the menu."""
        self._app = app

    def open(self, section: str) -> None:
        """Show the menu for a section in sight; the record is read off the loop."""
        if not refuse_if_quiz_open(self._app):
            work = partial(self._open, self._app.screen, section)
            self._app.open_beside(work)

    async def _open(self, asked_on: AnyScreen, section: str) -> None:
        session = self._app.session
        await session.load_attempts()
        offered = await self._app.aside(partial(_make_menu, session, section))
        if offered.trouble:
            session.note_trouble(offered.trouble)

        def chosen(number: int | None) -> None:
            if number is not None:
                self._app.post_message(offered.requests[number])

        screen = MenuScreen("Quiz and review", offered.entries)
        await self._app.open_from(asked_on, partial(screen.open_over, self._app, chosen))


class _Menu(NamedTuple):
    """Entries of the menu, the request of each, and why the record cannot be used."""

    entries: list[MenuEntry]
    requests: list[Request]
    trouble: str


def _make_menu(session: Session, section: str) -> _Menu:
    """Return open runs first, then everything else to practise; called off the loop."""
    deck = session.opened.deck
    runs, trouble = _open_runs(session)
    offered = _Menu([], [], trouble)

    def add(entry: MenuEntry, request: Request) -> None:
        offered.entries.append(entry)
        offered.requests.append(request)

    def add_quiz(title: str, subject: Subject, count: int, group: str = "Ask me") -> None:
        words = "1 question" if count == 1 else f"{count} questions"
        add(MenuEntry(title, words, group), OpenQuiz(subject))

    for run in runs[:3]:
        answered = f"{len({one.question for one in run.responses})} of {len(run.order)} answered"
        title = subject_title(deck, run.subject)
        add(MenuEntry(title, answered, "Go on with"), OpenQuiz(run.subject))
    entry = deck.entry(section)
    questions = scored_questions(deck.questions)
    here = [one for one in questions.values() if one.section == section]
    if entry is not None and here:
        title = f"This section: {entry.title}"
        add_quiz(title, Subject(SubjectKind.SECTION, section), len(here))
    if questions:
        add_quiz("The whole deck", Subject(SubjectKind.DECK), len(questions))
    if missed := missed_questions(session.attempts) & set(questions):
        add_quiz("What you missed", Subject(SubjectKind.MISSED), len(missed))
    due = session.count_due()
    add(MenuEntry("Review", f"{due} due" if due else "nothing is due", "Keep it"), OpenReview())
    if deck.claims:
        words, desk_trouble = describe_desk(session)
        add(MenuEntry("The evidence desk", words, "Judge"), OpenDesk())
        offered = offered._replace(trouble=offered.trouble or desk_trouble)
    tags: dict[str, int] = {}
    for question in questions.values():
        for tag in question.tags:
            tags[tag] = tags.get(tag, 0) + 1
    most = sorted(tags, key=lambda tag: -tags[tag])[:_MOST_TAGS]
    for tag in (tag for tag in tags if tag in most):
        subject = Subject(SubjectKind.TAG, tag)
        add_quiz(subject_title(deck, subject), subject, tags[tag], "By topic")
    read = sum(entry.id in session.read for entry in deck.outline)
    add(MenuEntry("Progress", f"{read} of {len(deck.outline)} read", "Look back"), OpenProgress())
    return offered


def _open_runs(session: Session) -> tuple[list[Run], str]:
    """Return the runs that were left; without reviews, which are planned anew each time."""
    file = session.record_file
    if file is None:
        return [], ""
    try:
        runs = History(file).open_runs(session.opened.deck.id)
    except RecordUnusable as error:
        return [], error.reason
    kept = [run for run in runs if run.responses and run.subject.kind is not SubjectKind.REVIEW]
    return kept, ""
