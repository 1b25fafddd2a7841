"""The folder of lessons: private, with locks that tell who is there, and lessons that go on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.lesson.event import (
    ClockStarted,
    Event,
    LessonBegan,
    LessonEnded,
    NamesKept,
    ParticipantJoined,
)
from explainer.lesson.followed_lesson import FollowedLessons
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_folder import LessonFolder, lesson_folder, presenter_lock
from explainer.lesson.lesson_state import folded
from explainer.lesson.presence import Presence, is_present
from explainer.lesson.presented_lesson import PresentedLesson, take_lesson
from explainer.lesson.shown import Shown, Size
from explainer.problems import ExplainerError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file locks of POSIX systems")

BEGAN = LessonBegan("/deck", "A talk", "short")

_HOLDS = """
import sys
from collections.abc import Callable
from pathlib import Path
from explainer.lesson.lesson_state import folded
from explainer.lesson.presence import Presence
presence = Presence(Path(sys.argv[1]))
print(presence.take(), flush=True)
sys.stdin.read()
"""


class Listener:
    """Keeps the reasons for which a log cannot be used any more."""

    def __init__(self, told: list[str]) -> None:
        self._told = told

    def lesson_changed(self) -> None:
        """Do nothing."""

    def lesson_failed(self, words: str) -> None:
        """Keep the reason."""
        self._told.append(words)


async def keep(folder: LessonFolder, *events: Event) -> Path:
    """Write a lesson, and return the path of its log."""
    path = folder.new()
    log = LessonFile(path)
    for number, event in enumerate(events):
        await log.append(event, str(number))
    await log.close()
    return path


async def until(is_so: Callable[[], bool]) -> None:
    """Let the other tasks run until something is so."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - what is waited for is a state, which has no event
            await asyncio.sleep(0)


def remove_screen_locks(folder: Path) -> None:
    """Leave what a killed screen leaves: no lock."""
    for lock in folder.glob("*.screen-*"):
        lock.unlink()


def damage(folder: Path) -> None:
    for path in folder.glob("*.lesson*"):
        path.write_bytes(b"gone" * 2000)


def present(folder: LessonFolder, *, anew: bool = False) -> PresentedLesson:
    return take_lesson(folder, BEGAN, anew=anew)


# --- who is there -----------------------------------------------------------------------------


def test_a_lock_ends_with_its_process_however_that_ends(tmp_path: Path) -> None:
    lock = tmp_path / "a.presenter"
    assert not is_present(lock)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        assert is_present(lock)
        assert not Presence(lock).take()
        process.kill()

    assert not is_present(lock)
    presence = Presence(lock)
    assert presence.take()
    presence.give_up()


def test_a_lock_that_was_given_up_leaves_no_file(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "a.presenter")
    assert presence.take()
    presence.give_up()
    presence.give_up()

    assert not list(tmp_path.iterdir())


# --- the folder -------------------------------------------------------------------------------


def test_the_folder_is_made_for_oneself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert lesson_folder().path.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "explainer" / "lessons").mkdir(mode=0o755, parents=True)

    with pytest.raises(ExplainerError, match="is not private"):
        lesson_folder()


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    lesson_folder()
    monkeypatch.setattr(os, "getuid", lambda: 12345)

    with pytest.raises(ExplainerError, match="is not private"):
        lesson_folder()


# --- a lesson that was cut off ----------------------------------------------------------------


async def test_a_lesson_that_was_cut_off_goes_on_for_its_deck_and_route(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    path = await keep(folder, BEGAN, ClockStarted())

    assert folder.cut_off("/deck", "short") == path
    assert folder.cut_off("/deck", "") is None
    assert folder.cut_off("/other", "short") is None


async def test_a_lesson_that_ended_or_is_damaged_does_not_go_on(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    await keep(folder, BEGAN, LessonEnded())
    folder.new().write_bytes(b"not a log at all, but long enough" * 99)

    assert folder.cut_off("/deck", "short") is None


async def test_a_lesson_that_another_presenter_holds_does_not_go_on(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    path = await keep(folder, BEGAN)
    presence = Presence(presenter_lock(path))
    assert presence.take()

    assert folder.cut_off("/deck", "short") is None
    assert folder.presented() == path
    presence.give_up()


async def test_a_lesson_of_yesterday_does_not_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = LessonFolder(tmp_path)
    await keep(folder, BEGAN)
    monkeypatch.setattr("explainer.lesson.lesson_folder.time", lambda: 4e9)

    assert folder.cut_off("/deck", "short") is None


# --- presenting and following -----------------------------------------------------------------


async def test_a_screen_is_shown_the_newest_and_tells_its_size(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    lesson = present(folder)
    await lesson.open()
    lesson.show(Shown("/deck", "one"))
    screen = FollowedLessons(folder)
    screen.tell_size(Size(60, 20))
    found: list[Shown] = []

    async def follow() -> None:
        async for state in screen.follow():
            shown = state.shown
            assert shown is not None
            if found[-1:] == [shown]:
                continue
            found.append(shown)
            if shown.step < 30:
                lesson.show(Shown("/deck", "one", step=shown.step + 1))

    following = asyncio.create_task(follow())
    await until(lambda: bool(found) and found[-1].step == 30 and lesson.sizes == [Size(60, 20)])
    await lesson.close(is_over=True)
    await following  # it ends with the lesson

    assert [shown.step for shown in found] == list(range(31))


async def test_a_presenter_who_is_back_goes_on_where_they_were(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    lesson = present(folder)
    await lesson.open()
    lesson.show(Shown("/deck", "two", step=3))
    lesson.note(ClockStarted())
    await lesson.close(is_over=False)

    again = present(folder)
    await again.open()
    assert again.state.shown == Shown("/deck", "two", step=3)
    assert again.state.clock_started is not None
    await again.close(is_over=True)

    other = present(folder)
    await other.open()
    assert other.state.shown is None
    await other.close(is_over=False)


async def test_a_new_lesson_leaves_the_one_that_was_cut_off(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    first = await keep(folder, BEGAN, ClockStarted())
    lesson = present(folder, anew=True)
    await lesson.open()
    await lesson.close(is_over=True)

    assert folder.cut_off("/deck", "short") != first


async def test_a_screen_that_was_killed_counts_no_longer(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    lesson = present(folder)
    await lesson.open()
    screen = FollowedLessons(folder)
    screen.tell_size(Size(60, 20))
    following = asyncio.create_task(anext(screen.follow()))
    lesson.show(Shown("/deck", "one"))
    await following
    await until(lambda: bool(lesson.sizes))
    remove_screen_locks(tmp_path)
    await until(lambda: not lesson.sizes)
    await lesson.close(is_over=True)


async def test_a_log_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    folder = LessonFolder(tmp_path)
    lesson = take_lesson(folder, BEGAN, anew=True)
    lesson.listen(Listener(told))
    await lesson.open()
    damage(tmp_path)
    lesson.show(Shown("/deck", "one"))
    lesson.note(ClockStarted())
    await until(lambda: bool(told))
    await lesson.close(is_over=True)

    assert len(told) == 1
    assert "cannot be used" in told[0]


# --- names ------------------------------------------------------------------------------------


def names_stay(lesson: Path) -> bool:
    """Return True if a file of a lesson has the name."""
    return any(b"Annabella" in file.read_bytes() for file in lesson.parent.glob(f"{lesson.stem}*"))


async def joined_lesson(folder: LessonFolder, *more: Event) -> Path:
    """Write a lesson of long ago with a participant."""
    path = await keep(folder, BEGAN, ParticipantJoined("p1", "Annabella", "digest"), *more)
    old = path.with_name(f"20200101-{path.name[9:]}")
    for file in path.parent.glob(f"{path.stem}.*"):
        file.rename(old.with_suffix(file.suffix))
    return old


async def test_names_are_deleted_after_thirty_days_and_from_the_disk_too(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    old = await joined_lesson(folder)
    new = await keep(folder, BEGAN, ParticipantJoined("p1", "Annabella", "digest"))
    folder.forget_names()

    log = LessonFile(old)
    state = folded(log.read())
    log.close_now()
    assert [one.public_name for one in state.participants.values()] == ["Guest 1"]
    assert not names_stay(old)
    assert names_stay(new)


async def test_names_that_are_kept_stay(tmp_path: Path) -> None:
    folder = LessonFolder(tmp_path)
    old = await joined_lesson(folder, NamesKept())
    folder.forget_names()

    assert names_stay(old)
