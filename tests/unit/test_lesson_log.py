"""What every log of a lesson promises; the same tests for each implementation."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.lesson.event import (
    ClockStarted,
    Entry,
    Event,
    HandsCounted,
    LessonBegan,
    LessonEnded,
    ScreenLeft,
    ScreenSized,
    StageShown,
    VoteBegan,
    VoteEnded,
    VoteMoved,
    decoded,
    encoded,
)
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_log import LessonLog, LessonUnusable, PositionTaken
from explainer.lesson.lesson_state import LessonState, after, folded
from explainer.lesson.shown import Shown, Size
from explainer.lesson.vote import VoteStage
from tests.unit.memory_log import MemoryLog

Make = Callable[[], LessonLog]


@pytest.fixture(params=["file", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a new log."""
    if request.param == "memory":
        return MemoryLog
    numbers = iter(range(1000))
    return lambda: LessonFile(tmp_path / f"{next(numbers)}.lesson")


@asynccontextmanager
async def opened(log: LessonLog) -> AsyncIterator[LessonLog]:
    try:
        yield log
    finally:
        await log.close()


async def first(log: LessonLog, count: int, start: int = 0) -> list[Entry]:
    """Return the first entries after a position, once there are so many."""
    found: list[Entry] = []
    async with asyncio.timeout(20), aclosing(log.follow(start)) as batches:
        async for batch in batches:
            found.extend(batch)
            if len(found) >= count:
                break
    return found[:count]


def shown(step: int) -> StageShown:
    return StageShown(Shown("deck", "section", step=step))


# --- promises ---------------------------------------------------------------------------------


async def test_entries_have_positions_from_one_without_gaps(make: Make) -> None:
    async with opened(make()) as log:
        positions = await asyncio.gather(*(log.append(shown(n), f"k{n}") for n in range(40)))
        entries = await first(log, 40)

    assert sorted(positions) == list(range(1, 41))
    assert [entry.position for entry in entries] == list(range(1, 41))
    by_position = dict(zip(positions, range(40), strict=True))
    assert [entry.event for entry in entries] == [shown(by_position[n]) for n in range(1, 41)]


async def test_an_append_that_is_made_again_adds_nothing(make: Make) -> None:
    async with opened(make()) as log:
        one = await log.append(shown(1), "key")
        other = await log.append(shown(2), "other")
        again = await log.append(shown(3), "key", expected=0)
        entries = await first(log, 2)

    assert (one, other, again) == (1, 2, 1)
    assert [entry.event for entry in entries] == [shown(1), shown(2)]


async def test_of_two_that_expect_the_same_position_one_wins(make: Make) -> None:
    async with opened(make()) as log:
        await log.append(shown(0), "begin")
        outcomes = await asyncio.gather(
            *(log.append(shown(n), f"k{n}", expected=1) for n in range(8)), return_exceptions=True
        )

    assert outcomes.count(2) == 1
    lost = [outcome for outcome in outcomes if outcome != 2]
    assert all(isinstance(outcome, PositionTaken) and outcome.last == 2 for outcome in lost)


async def test_a_follower_gets_what_is_there_and_then_what_comes(make: Make) -> None:
    async with opened(make()) as log:
        await log.append(shown(0), "k0")
        following = [asyncio.create_task(first(log, 6, start)) for start in (0, 0)]
        late = asyncio.create_task(first(log, 4, 2))
        for n in range(1, 6):
            await log.append(shown(n), f"k{n}")
        one, other = await asyncio.gather(*following)
        rest = await late

    assert [entry.event for entry in one] == [shown(n) for n in range(6)]
    assert one == other
    assert rest == one[2:]


# --- the file ---------------------------------------------------------------------------------


async def test_a_file_that_is_opened_again_has_everything(tmp_path: Path) -> None:
    path = tmp_path / "a.lesson"
    async with opened(LessonFile(path)) as log:
        await asyncio.gather(*(log.append(shown(n), f"k{n}") for n in range(5)))
        before = await first(log, 5)
    async with opened(LessonFile(path)) as log:
        assert await first(log, 5) == before
        assert await log.append(shown(9), "k9") == 6


async def test_what_another_process_appends_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.lesson"
    async with opened(LessonFile(path)) as log, opened(LessonFile(path)) as other:
        following = asyncio.create_task(first(log, 3))
        for n in range(3):
            await other.append(shown(n), f"k{n}")

        assert [entry.event for entry in await following] == [shown(n) for n in range(3)]


async def test_processes_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.lesson"
    logs = [LessonFile(path) for _ in range(4)]
    await asyncio.gather(
        *(log.append(shown(n), f"{m} {n}") for m, log in enumerate(logs) for n in range(25))
    )
    entries = await first(logs[0], 100)
    for log in logs:
        await log.close()

    assert [entry.position for entry in entries] == list(range(1, 101))


_APPENDS = """
import asyncio, sys
from pathlib import Path
from explainer.lesson.event import StageShown
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.shown import Shown

async def main():
    log = LessonFile(Path(sys.argv[1]))

    async def append(n):
        position = await log.append(StageShown(Shown("deck", step=n)), f"k{n}")
        print(n, position, flush=True)

    await asyncio.gather(*(append(n) for n in range(20_000)))

asyncio.run(main())
"""


def killed_after(path: Path, answers: int) -> dict[int, int]:
    """Kill a process that appends after some answers; return the position of each it was given."""
    answered: dict[int, int] = {}
    with subprocess.Popen(
        [sys.executable, "-c", _APPENDS, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.endswith("\n"):
                break
            number, position = map(int, line.split())
            answered[number] = position
            if len(answered) == answers:
                process.send_signal(signal.SIGKILL)

    return answered


@pytest.mark.parametrize("answers", [1, 700, 2500])
async def test_what_was_answered_outlives_a_process_that_is_killed(
    tmp_path: Path, answers: int
) -> None:
    path = tmp_path / "a.lesson"
    answered = await asyncio.to_thread(killed_after, path, answers)

    async with opened(LessonFile(path)) as log:
        entries = {
            entry.position: entry.event for entry in await first(log, max(answered.values()))
        }
        assert len(answered) >= answers
        assert all(entries[place] == shown_in_deck(n) for n, place in answered.items())
        assert await log.append(shown_in_deck(0), "k0") == answered.get(0, 1)


def shown_in_deck(step: int) -> StageShown:
    return StageShown(Shown("deck", step=step))


async def test_a_lesson_of_a_later_version_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.lesson"
    async with opened(LessonFile(path)) as log:
        await log.append(shown(1), "k")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entry SET version = 99")
    connection.commit()
    connection.close()
    async with opened(LessonFile(path)) as log:
        with pytest.raises(LessonUnusable, match="later version"):
            await first(log, 1)


@pytest.mark.parametrize("event", [b"", b"{}", b'{"type":"began"}', b'{"type":"?"}', b"\xff"])
async def test_an_entry_that_is_no_event_is_told_with_its_place(
    tmp_path: Path, event: bytes
) -> None:
    path = tmp_path / "a.lesson"
    async with opened(LessonFile(path)) as log:
        await log.append(shown(1), "k")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entry SET event = ?", (event,))
    connection.commit()
    connection.close()
    async with opened(LessonFile(path)) as log:
        with pytest.raises(LessonUnusable, match="entry 1"):
            await first(log, 1)


async def test_a_file_that_is_no_log_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.lesson"
    path.write_bytes(b"This is no database, and long enough to be told from one." * 40)
    async with opened(LessonFile(path)) as log:
        with pytest.raises(LessonUnusable):
            await first(log, 1)
        with pytest.raises(LessonUnusable):
            await log.append(shown(1), "k")


# --- the fold ---------------------------------------------------------------------------------

SIZES = st.builds(Size, st.integers(1, 2000), st.integers(1, 2000))
SCREENS = st.sampled_from(["a", "b", "c"])
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(LessonBegan, st.text(), st.text(), st.text()),
    st.builds(StageShown, st.builds(Shown, st.text(), st.text(), step=st.integers(0, 9))),
    st.builds(ClockStarted),
    st.builds(VoteBegan, st.sampled_from(["q", "r"]), st.booleans()),
    st.builds(VoteMoved, st.sampled_from(VoteStage)),
    st.builds(HandsCounted, st.lists(st.integers(0, 99), max_size=4).map(tuple)),
    st.builds(VoteEnded),
    st.builds(ScreenSized, SCREENS, SIZES),
    st.builds(ScreenLeft, SCREENS),
    st.builds(LessonEnded),
)


def entries_of(events: list[Event]) -> list[Entry]:
    return [Entry(place, float(place), event) for place, event in enumerate(events, 1)]


@given(EVENTS)
def test_an_event_survives_its_form_in_the_log(event: Event) -> None:
    assert decoded(encoded(event)) == event


@given(st.lists(EVENTS, max_size=12), st.integers(0, 12))
def test_whoever_joins_late_has_the_same_state(events: list[Event], joined: int) -> None:
    entries = entries_of(events)
    early = folded(entries[joined:], folded(entries[:joined]))

    assert folded(entries) == early


@given(st.lists(EVENTS, min_size=1, max_size=12), st.data())
def test_an_entry_that_comes_again_changes_nothing(
    events: list[Event], data: st.DataObject
) -> None:
    entries = entries_of(events)
    again = data.draw(st.sampled_from(entries))

    assert after(folded(entries), again) == folded(entries)


@given(st.lists(EVENTS, max_size=20))
def test_the_screens_are_those_that_came_and_did_not_leave(events: list[Event]) -> None:
    there: dict[str, Size] = {}
    for event in events:
        if isinstance(event, ScreenSized):
            there[event.screen] = event.size
        elif isinstance(event, ScreenLeft):
            there.pop(event.screen, None)

    assert folded(entries_of(events)).screens == there


def test_nothing_is_known_of_a_lesson_without_events() -> None:
    assert folded([]) == LessonState()
