"""The private names of Textual that the reader uses still exist, and still do the same."""

from __future__ import annotations

import asyncio
import gc
import io
import sys
import weakref
from types import SimpleNamespace
from typing import cast

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label

from explainer.ui.terminal.painting_pause import PaintingPause
from explainer.ui.terminal.textual_private import (
    FreesClosedScreens,
    QuietCrashApp,
    break_cycles,
    keep_output,
    paint_in_true_colour,
    unhandled_error,
    without_divide_cache,
    write_to,
)


class Crashing(QuietCrashApp[None]):
    def on_mount(self) -> None:
        self.call_after_refresh(self.crash)

    def crash(self) -> None:
        secret = "an answer of somebody"
        raise ValueError(secret)


async def test_a_crash_says_nothing_by_itself_and_can_be_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = Crashing()
    async with asyncio.timeout(10) as patience:
        await app.run_async(headless=True)

    assert not patience.expired()
    assert isinstance(unhandled_error(app), ValueError)
    assert "an answer" not in "".join(capsys.readouterr())


def test_fatal_error_is_what_textual_calls() -> None:
    assert callable(App._fatal_error)
    assert callable(App._close_messages_no_wait)


async def test_an_app_that_ended_well_has_no_error() -> None:
    class Fine(QuietCrashApp[None]):
        def on_mount(self) -> None:
            self.exit()

    app = Fine()
    await app.run_async(headless=True)

    assert unhandled_error(app) is None


def test_a_driver_writes_on_when_its_terminal_is_gone() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    driver = SimpleNamespace(_file=None)
    write_to(cast("LinuxDriver", driver), Gone())
    assert driver._file is not None
    writer = WriterThread(driver._file)
    writer.start()
    for _ in range(100):
        writer.write("words")
    writer.stop()

    assert not writer.is_alive()


class Several(FreesClosedScreens, QuietCrashApp[None]):
    """One of several apps in a process."""

    def compose(self) -> ComposeResult:
        yield Label("first")


async def test_apps_that_end_in_any_order_leave_standard_output_alone() -> None:
    before = sys.stdout, sys.stderr
    apps = [Several(), Several(), Several()]
    for app in apps:
        keep_output(app)
    running = [asyncio.create_task(app.run_async(headless=True)) for app in apps]
    for app in apps:
        while not app.is_running:  # noqa: ASYNC110 - Textual has no event for it
            await asyncio.sleep(0)

    for number in (1, 0, 2):
        apps[number].exit()
        await running[number]
        assert sys.stdout in (sys.__stdout__, before[0])
        assert sys.stderr in (sys.__stderr__, before[1])


def test_colours_do_not_depend_on_the_terminal_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    app = Several()

    paint_in_true_colour(app)

    assert app.console.color_system == "truecolor"


async def test_painting_is_paused_and_resumed_once() -> None:
    # Painting after a pause is tested with the hosting driver, since it needs no real screen.
    app = Several()
    async with app.run_test():
        pause = PaintingPause(app)
        pause.begin()
        pause.begin()
        assert app._batch_count == 1

        pause.end()
        pause.end()

        assert app._batch_count == 0


async def test_an_app_with_broken_cycles_needs_no_collector() -> None:
    app = Several()
    await app.run_async(headless=True, auto_pilot=_leave)
    label = weakref.ref(app.nodes_at_exit[0])
    gone = weakref.ref(app)
    gc.disable()
    try:
        break_cycles(app)
        del app
        await asyncio.sleep(0)

        assert gone() is None or not gone().__dict__  # type: ignore[union-attr] # as is said before
        assert label() is None or not label().__dict__  # type: ignore[union-attr] # as above
    finally:
        gc.enable()


def test_a_strip_does_not_cache_its_parts() -> None:
    strip = without_divide_cache(Strip([Segment("abcdef")], 6))
    parts = [strip.divide([2, 6]) for _ in range(2)]

    assert [part.text for part in parts[1]] == ["ab", "cdef"]
    assert not strip._divide_cache


async def test_strips_of_an_app_with_broken_cycles_are_freed() -> None:
    app = Several()
    async with app.run_test() as pilot:
        await pilot.pause()
    caches = [node._styles_cache for node in app.nodes_at_exit if isinstance(node, Widget)]
    assert any(cache._cache for cache in caches)

    break_cycles(app)

    assert not any(cache._cache for cache in caches)


async def _leave(pilot: Pilot[None]) -> None:
    pilot.app.exit()


class Held:
    """A large object."""


class Covered(Screen[None]):
    """A screen over another."""

    def compose(self) -> ComposeResult:
        yield Label("second")


class OverOne(Several):
    """An app whose first screen is covered and uncovered."""

    announced_on: Widget | None = None

    async def opened_and_closed(self, pilot: Pilot[None]) -> weakref.ref[Held]:
        """Cover and uncover the first screen; return what a widget of the other one held."""
        screen = Covered()
        await self.push_screen(screen)
        label, held = screen.query_one(Label), Held()
        label.__dict__["held"] = held
        self.announced_on = label
        screen.run_worker(asyncio.sleep(0))
        await pilot.pause()
        self.pop_screen()
        return weakref.ref(held)


async def test_a_screen_that_was_closed_is_freed_without_the_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("explainer.ui.terminal.textual_private._IDLE_AFTER", 0.0)
    app = OverOne()
    async with app.run_test() as pilot:
        gc.collect()
        gc.disable()
        try:
            held = await app.opened_and_closed(pilot)
            async with asyncio.timeout(10):
                while held() is not None:  # noqa: ASYNC110 - no event tells when it is freed
                    await asyncio.sleep(0)
        finally:
            gc.enable()
        assert app.announced_on is None
        assert app.query_one(Label).is_running


async def test_cycles_of_a_screen_that_still_runs_are_broken_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = OverOne()
    async with app.run_test() as pilot:
        screen = Covered()
        await app.push_screen(screen)
        await pilot.pause()
        later: list[object] = []
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "call_later", lambda *values: later.append(values))

        app._break_screen([screen])
        app.pop_screen()
        app._break_screen([screen])
        monkeypatch.undo()

        assert len(later) == 2  # once after closing, once because it still ran
        assert screen.__dict__


async def test_a_finished_worker_is_in_no_cycle() -> None:
    app = Several()
    async with app.run_test() as pilot:
        worker = app.run_worker(asyncio.sleep(0))
        assert worker._task is not None
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert worker._task is None
