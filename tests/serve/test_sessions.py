"""A session with a screen and one without, before and beside their app and their quiz."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from explainer.deck.library import find_deck
from explainer.problems import Problems
from explainer.serve.client_terminal import ClientTerminal, client_terminal
from explainer.serve.config import Config
from explainer.serve.limits import Limits
from explainer.serve.log import Log
from explainer.serve.plain_session import PlainSession
from explainer.serve.screen_session import ScreenSession
from explainer.serve.session_services import SessionServices, session_services
from explainer.serve.visit_request import VisitRequest
from explainer.serve.visitor import Visitor
from explainer.serve.visitor_session import Visit, VisitorSession
from explainer.serve.wire import ChannelWire

LIMITS = msgspec.structs.replace(Limits(), starts=1)


class Control:
    """Notes how a session asks to be ended."""

    def __init__(self) -> None:
        self.causes: list[str] = []

    def end(self, cause: str) -> None:
        self.causes.append(f"end {cause}")

    def cut(self, cause: str) -> None:
        self.causes.append(f"cut {cause}")


class Wire(ChannelWire):
    """A way to nobody that notes what was sent."""

    def __init__(self) -> None:
        super().__init__(LIMITS, lambda channel: 0)
        self.sent = b""

    def write(self, data: bytes) -> None:
        self.sent += data


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[SessionServices]:
    config = Config(
        decks=(str(find_deck("apple-alibaba")),),
        data=str(tmp_path / "data"),
        cache=str(tmp_path / "cache"),
        limits=LIMITS,
    )
    services = session_services(config, Log(lambda line: None))
    services.access.use(services.access.read(Problems()))
    yield services
    services.quiz_threads.close()


def _terminal() -> ClientTerminal:
    return client_terminal("xterm-256color", (100, 30), {}, LIMITS)


def _screen(services: SessionServices, control: Control) -> ScreenSession:
    request = VisitRequest("apple-alibaba")
    terminal = _terminal()
    return ScreenSession(Visit(services, Visitor(), request, terminal, Wire(), control), terminal)


def _plain(services: SessionServices, request: VisitRequest, control: Control) -> PlainSession:
    return PlainSession(Visit(services, Visitor(), request, _terminal(), Wire(), control))


async def test_ctrl_c_leaves_the_queue(services: SessionServices) -> None:
    control = Control()
    session = _screen(services, control)
    async with services.starts.entered(lambda number: None):
        running = asyncio.create_task(session.run())
        await asyncio.sleep(0)
        session.feed(b"x")
        session.end_input()
        session.announce("nothing to show it on")
        assert control.causes == []
        session.feed(b"\x03")
        assert control.causes == ["end closed"]
        assert not session.leave("closed")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_a_size_that_changes_in_the_queue_is_that_of_the_app(
    services: SessionServices,
) -> None:
    session = _screen(services, Control())
    sizes: list[tuple[int, int]] = []
    async with services.starts.entered(lambda number: None):
        running = asyncio.create_task(session.run())
        await asyncio.sleep(0)
        session.resize(60, 2000)
    async with asyncio.timeout(20):
        while not session.leave("closed") or session._driver is None:  # noqa: ASYNC110 - seen only so
            await asyncio.sleep(0)
        sizes.append(session._driver._size or (0, 0))
        await running

    assert sizes == [(60, LIMITS.rows)]


async def test_ctrl_c_ends_a_text_and_other_input_does_not(services: SessionServices) -> None:
    control = Control()
    session = _plain(services, VisitRequest("apple-alibaba"), control)

    session.feed(b"q\n")
    assert control.causes == []
    session.feed(b"\x03")
    assert control.causes == ["end closed"]


async def test_answers_that_came_with_the_command_are_taken(services: SessionServices) -> None:
    session = _plain(services, VisitRequest("apple-alibaba", kind="quiz"), Control())
    session.feed(b"\n\n")
    session.end_input()
    async with asyncio.timeout(20):
        outcome = await session.run()

    assert (outcome.exit_code, outcome.cause) == (0, "left")


@pytest.mark.parametrize("kind", ["screen", "plain"])
async def test_a_session_tells_its_deck_before_it_begins(
    services: SessionServices, kind: str
) -> None:
    session: VisitorSession = (
        _screen(services, Control())
        if kind == "screen"
        else _plain(services, VisitRequest("apple-alibaba"), Control())
    )

    assert session.deck == "apple-alibaba"
    session.renew(["apple-alibaba"])
