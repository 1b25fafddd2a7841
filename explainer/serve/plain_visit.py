"""A visitor without a screen: the plain text of a place, or questions line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from explainer.deck.loader import OpenDeck
from explainer.serve.line_input import LineInput
from explainer.serve.shelf import NotServed, Wanted

if TYPE_CHECKING:
    from explainer.learner.record_file import RecordFile
    from explainer.serve.visit import Visit

_CHUNK = 8192
_WIDTH = 80


async def serve_plain(visit: Visit, wanted: Wanted, visible: dict[str, OpenDeck]) -> int:
    """Send the text, or ask; gives the exit code."""
    if not wanted.deck:
        for line in _list_lines(visit, visible):
            visit.wire.say(line)
        visit.cause = "done"
        return 0
    opened = visible[wanted.deck]
    visit.deck = opened.deck.id
    if wanted.kind == "read":
        return await _send_text(visit, opened, wanted)
    return await _ask(visit, opened, wanted)


def _list_lines(visit: Visit, visible: dict[str, OpenDeck]) -> Iterator[str]:
    yield "There are several lessons here:"
    yield ""
    for name, opened in visible.items():
        yield f"{name}: {opened.deck.title}"
    yield ""
    yield f"Name one: {visit.host.command(visit.name_back(False), next(iter(visible)))}"


async def _send_text(visit: Visit, opened: OpenDeck, wanted: Wanted) -> int:
    width = visit.terminal.columns if visit.terminal else _WIDTH
    text = await visit.host.plain_text(opened, wanted.section, min(max(width, 40), 100))
    data = text.encode()
    if visit.terminal is not None:
        data = data.replace(b"\n", b"\r\n")
    for start in range(0, len(data), _CHUNK):
        visit.wire.write(data[start : start + _CHUNK])
        if not await visit.wire.sent():
            visit.cause = "stalled" if visit.wire.is_here else visit.cause
            return 1
    visit.cause = "done"
    return 0


async def _ask(visit: Visit, opened: OpenDeck, wanted: Wanted) -> int:
    """Ask line by line, in a thread, since questions and answers come in turn there."""
    host = visit.host
    if not host.may_ask_plainly():
        raise NotServed("Too many quizzes are under way; please try again in a while.")
    loop = asyncio.get_running_loop()
    source = LineInput(visit.wire.write if visit.terminal is not None else None)
    visit.take_lines(source.feed)
    end = "" if visit.terminal is not None else "\n"

    def ask(question: str) -> str | None:
        loop.call_soon_threadsafe(visit.wire.write, f"{question}{end}".encode("utf-8", "replace"))
        return asyncio.run_coroutine_threadsafe(source.line(), loop).result()

    def say(words: str = "") -> None:
        loop.call_soon_threadsafe(visit.wire.say, words)

    record = host.record_of(visit.visitor)
    file = record.file if record else None
    is_desk = wanted.kind == "desk"
    run = _desk_runner(opened, file) if is_desk else _quiz_runner(opened, wanted.section, file)
    asking = asyncio.ensure_future(host.in_plain_thread(lambda: run(ask, say)))
    try:
        await asyncio.shield(asking)
    finally:
        source.close()
        await asyncio.wait({asking}, timeout=5)
        visit.take_lines(None)
    visit.cause = "left"
    return 0


Ask = Callable[[str], str | None]
Say = Callable[[str], None]


def _quiz_runner(
    opened: OpenDeck, section: str, file: RecordFile | None
) -> Callable[[Ask, Say], None]:
    """A quiz about a section, or the deck; kept where the visitor keeps anything."""
    from explainer.learner.history import History
    from explainer.learner.plain_quiz import PlainQuiz
    from explainer.learner.quiz_session import open_quiz_session
    from explainer.quiz.passage import heading_titles
    from explainer.quiz.run import Subject, SubjectKind

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
    from explainer.learner.desk_session import DeskOptions, open_desk_session
    from explainer.learner.plain_desk import PlainDesk

    quiz_session = open_desk_session(opened.deck, file, DeskOptions())
    if quiz_session is None:
        raise NotServed("This lesson has no claims to judge.")

    def run(ask: Ask, say: Say) -> None:
        quiz_session.open()
        PlainDesk(quiz_session, ask, say, _WIDTH).run()

    return run
