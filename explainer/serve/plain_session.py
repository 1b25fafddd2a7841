"""A session without a screen: the plain text of a place, or a quiz line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator

from explainer.deck.loader import OpenDeck
from explainer.learner.desk_session import DeskOptions, open_desk_session
from explainer.learner.history import History
from explainer.learner.plain_desk import PlainDesk
from explainer.learner.plain_quiz import PlainQuiz
from explainer.learner.quiz_session import open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.quiz.passage import heading_titles
from explainer.quiz.run import Subject, SubjectKind
from explainer.serve.line_input import LineInput
from explainer.serve.visit_request import NotServed
from explainer.serve.visitor_session import SessionOutcome, Visit

_CHUNK = 8192
_WIDTH = 80
"""Columns of a client without a terminal, and of quizzes."""

_LAST_LINE = 5.0
"""Seconds in which a quiz may end after its input has."""


class PlainSession:
    """Sends a text, or asks questions, to a client that has no screen or asked for none."""

    def __init__(self, visit: Visit) -> None:
        """A session that has not begun."""
        self._visit = visit
        self._wire = visit.wire
        self._request = visit.request
        self._terminal = visit.terminal
        self._input = LineInput(visit.wire.write if visit.terminal is not None else None)
        self._is_asking = False

    @property
    def deck(self) -> str:
        """Id of the deck that was asked for; empty where none was."""
        return self._request.deck

    async def run(self) -> SessionOutcome:
        """Send the text, or ask the questions."""
        visible = self._visit.services.access.visible(self._visit.visitor)
        if not self._request.deck:
            for line in self._deck_list(visible):
                self._wire.say(line)
            return SessionOutcome(0, "done")
        opened = visible[self._request.deck]
        if self._request.kind == "read":
            return await self._send_text(opened)
        return await self._ask(opened)

    def feed(self, data: bytes) -> None:
        """Take input: lines of answers; while a text is sent, only Ctrl+C counts."""
        if self._request.kind != "read":
            self._input.feed(data)
        elif data == b"\x03":
            self._visit.control.end("closed")

    def end_input(self) -> None:
        """End a quiz; a text goes on to its end."""
        self._input.feed(b"")

    def resize(self, columns: int, rows: int) -> None:
        """Do nothing: what was sent cannot be laid out anew."""

    def announce(self, words: str) -> None:
        """Show a message between the lines of a quiz; nothing is put into a text."""
        if self._is_asking:
            self._wire.complain(f"\n{words}")

    def renew(self, changed: Collection[str]) -> None:
        """Do nothing: a quiz goes on with the questions that it began with."""

    def leave(self, cause: str) -> bool:
        """Return False: a session without a screen is cancelled."""
        return False

    def _deck_list(self, visible: dict[str, OpenDeck]) -> Iterator[str]:
        yield "There are several lessons here:"
        yield ""
        for name, opened in visible.items():
            yield f"{name}: {opened.deck.title}"
        yield ""
        login = self._visit.visitor.login_name(keeps=False)
        yield f"Name one: {self._visit.services.config.ssh_command(login, next(iter(visible)))}"

    async def _send_text(self, opened: OpenDeck) -> SessionOutcome:
        width = self._terminal.columns if self._terminal else _WIDTH
        section = self._request.section
        text = await self._visit.services.texts.text(opened, section, min(max(width, 40), 100))
        data = text.encode()
        if self._terminal is not None:
            data = data.replace(b"\n", b"\r\n")
        for start in range(0, len(data), _CHUNK):
            self._wire.write(data[start : start + _CHUNK])
            if not await self._wire.sent():
                return SessionOutcome(1, "stalled" if self._wire.is_here else "")
        return SessionOutcome(0, "done")

    async def _ask(self, opened: OpenDeck) -> SessionOutcome:
        """Ask line by line, in a thread, since the quiz waits there for each answer."""
        if not self._visit.services.quiz_threads.has_room:
            raise NotServed("Too many quizzes are under way; please try again in a while.")
        loop, wire, source = asyncio.get_running_loop(), self._wire, self._input
        end = "" if self._terminal is not None else "\n"

        def ask(question: str) -> str | None:
            loop.call_soon_threadsafe(wire.write, f"{question}{end}".encode("utf-8", "replace"))
            return asyncio.run_coroutine_threadsafe(source.line(), loop).result()

        def say(words: str = "") -> None:
            loop.call_soon_threadsafe(wire.say, words)

        record = self._visit.services.access.record_of(self._visit.visitor)
        file = record.file if record else None
        if self._request.kind == "desk":
            run = _desk_runner(opened, file)
        else:
            run = _quiz_runner(opened, self._request.section, file)
        asking = asyncio.ensure_future(self._visit.services.quiz_threads.run(lambda: run(ask, say)))
        self._is_asking = True
        try:
            await asyncio.shield(asking)
        finally:
            source.close()
            await asyncio.wait({asking}, timeout=_LAST_LINE)
            self._is_asking = False
        return SessionOutcome(0, "left")


Ask = Callable[[str], str | None]
"""Asks a question; returns the answer, None once there is no more input."""

Say = Callable[[str], None]
"""Prints a line."""


def _quiz_runner(
    opened: OpenDeck, section: str, file: RecordFile | None
) -> Callable[[Ask, Say], None]:
    """Prepare a quiz about a section or the deck; it is kept where the visitor has a record."""
    subject = Subject(SubjectKind.SECTION, section) if section else Subject(SubjectKind.DECK)
    attempts = History(file).attempts(opened.deck.id) if file else []
    quiz_session = open_quiz_session(opened.deck, subject, file, attempts)
    if quiz_session is None:
        raise NotServed("There are no questions about this.")

    def run(ask: Ask, say: Say) -> None:
        quiz_session.titles = heading_titles(opened)
        quiz_session.open()
        try:
            PlainQuiz(quiz_session, ask, say, _WIDTH).run()
        finally:
            quiz_session.close()

    return run


def _desk_runner(opened: OpenDeck, file: RecordFile | None) -> Callable[[Ask, Say], None]:
    """Prepare the evidence desk, where claims of the deck are judged."""
    desk_session = open_desk_session(opened.deck, file, DeskOptions())
    if desk_session is None:
        raise NotServed("This lesson has no claims to judge.")

    def run(ask: Ask, say: Say) -> None:
        desk_session.open()
        PlainDesk(desk_session, ask, say, _WIDTH).run()

    return run
