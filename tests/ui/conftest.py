"""Helpers: fixtures by which tests of screens look at what was painted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.drivers import headless_driver

from tests.ui.screen_driver import ScreenDriver


@pytest.fixture(scope="session", autouse=True)
def screens_that_are_painted() -> Iterator[None]:
    """Give the apps of all tests a driver that paints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headless_driver, "HeadlessDriver", ScreenDriver)
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", wait_for_idle)
        yield


@pytest.fixture
def reading_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page count as read as soon as it is on the screen."""
    monkeypatch.setattr("explainer.ui.reader.page_watch.SECONDS_A_WORD", 0.0)


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until loop and threads have nothing to do, but no longer than a test may take.

    Textual's own function waits 20 ms at least, and longer while the process works.
    """
    loop = asyncio.get_running_loop()
    app = active_app.get()
    end = loop.time() + max_sleep
    for _ in range(3):
        await asyncio.sleep(0.001)
        while _is_busy(loop, app) and loop.time() < end:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0 if _will_run(loop) else 0.001)
        if app.screen_stack:
            app.screen._on_timer_update()  # the next frame, and what was to be called after it


def _is_busy(loop: asyncio.AbstractEventLoop, app: App[object]) -> bool:
    threads: ThreadPoolExecutor | None = getattr(loop, "_default_executor", None)
    at_work = threads is not None and threads._idle_semaphore._value < len(threads._threads)
    return at_work or app._resize_timer is not None or _will_run(loop)


def _will_run(loop: asyncio.AbstractEventLoop) -> bool:
    return bool(loop._ready)  # type: ignore[attr-defined] # every loop of asyncio has it
