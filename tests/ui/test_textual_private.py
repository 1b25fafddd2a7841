"""The private names of Textual that the reader uses are still there, and still do what they did."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import cast

import pytest
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from explainer.ui.textual_private import QuietCrashApp, forgive_writes, key_name, unhandled_error


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
    await app.run_async(headless=True)

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


def test_keys_of_characters_have_textuals_names() -> None:
    assert [key_name(c) for c in "?/aG,"] == ["question_mark", "slash", "a", "G", "comma"]


def test_a_driver_writes_on_when_its_terminal_is_gone() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    driver = SimpleNamespace(_file=Gone())
    forgive_writes(cast("LinuxDriver", driver))
    writer = WriterThread(driver._file)
    writer.start()
    for _ in range(100):
        writer.write("words")
    writer.stop()

    assert not writer.is_alive()
