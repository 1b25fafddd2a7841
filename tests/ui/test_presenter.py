"""A presenter leads a class: steps, notes, clock, spotlight, blank screen, opened figures."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from explainer.lesson.shown import Size
from explainer.render.line import line_text
from explainer.ui.base.settings import Settings
from explainer.ui.start.lesson_start import class_view
from tests.bundled import deck as bundled_deck
from tests.ui.classroom import COMMAND, LessonHostStub, lobby
from tests.ui.reading import last_line, running, screen_text
from tests.ui.teaching import Lesson, audience

DRAWN = Path(__file__).parent / "decks" / "drawn"

TALK = """# Talk

First words.

<!-- speaker_note: Wait for answers. -->

<!-- pause -->

Second words.

---

## Numbers

```{table} sizes
steps = "rows"
```
"""

SIZES = """title = "Sizes"
[[column]]
id = "what"
title = "What"
[[column]]
id = "size"
title = "Size"
kind = "number"
[[row]]
id = "mouse"
what = "Mouse"
size = 1
[[row]]
id = "cat"
what = "Cat"
size = 7
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "deck.toml").write_text(
        'format = 1\nid = "talk"\ntitle = "A talk"\nminutes = 5\n'
        '[[route]]\nid = "short"\ntitle = "In a hurry"\nminutes = 2\nsections = ["end"]\n'
    )
    (tmp_path / "01-talk.md").write_text(TALK)
    (tmp_path / "02-end.md").write_text("# End\n\nLast words.\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sizes.toml").write_text(SIZES)
    return tmp_path


async def press(pilot: Pilot[str], keys: str) -> None:
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()


async def class_text(lesson: Lesson, size: tuple[int, int] = (80, 24)) -> str:
    """Return the text that the class sees now."""
    app = audience(lesson.shown)
    async with running(app, size):
        return screen_text(app)


async def test_each_press_uncovers_a_step_then_a_screen_then_a_section(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        first = await class_text(lesson)
        await press(pilot, "space")
        second = await class_text(lesson)
        await press(pilot, "space")
        third = await class_text(lesson)
        await press(pilot, "space")
        fourth = await class_text(lesson)
        await press(pilot, "space")
        fifth = await class_text(lesson)

    assert "First words" in first
    assert "Second words" not in first
    assert "Second words" in second
    assert "Mouse" in third
    assert "Cat" not in third
    assert "First words" not in third
    assert "Cat" in fourth
    assert "Last words" in fifth


async def test_a_clicker_gets_through_a_route_of_the_bundled_deck_and_back() -> None:
    """The shortest route: it has every kind of stop, and the whole deck would take long."""
    route = min(bundled_deck().routes, key=lambda route: len(route.sections))
    lesson = Lesson(route=route.id, at_title=True)
    async with running(lesson.app, (120, 36)) as pilot:
        way = [lesson.shown]
        while "end" not in last_line(lesson.app):
            await pilot.press("pagedown")
            if lesson.shown != way[-1]:
                way.append(lesson.shown)
        back = [lesson.shown]
        while "beginning" not in last_line(lesson.app):
            await pilot.press("pageup")
            if lesson.shown != back[-1]:
                back.append(lesson.shown)

    assert list(dict.fromkeys(shown.section for shown in way)) == ["", *route.sections]
    assert back == way[::-1]
    assert len(way) > 20


TITLED = """format = 1
id = "titled"
title = "A lesson"
as_of = 2026-06-09
summary = "It is about cats. Dogs come later."
"""

BET = """[[question]]
id = "who"
type = "single"
prompt = "Who ate the mouse?"
section = "start"
choices = [{text = "The cat", correct = true}, {text = "The dog"}]
"""


@pytest.fixture
def titled(tmp_path: Path) -> Path:
    """Return a deck with a date, a summary and a bet."""
    (tmp_path / "deck.toml").write_text(TITLED)
    (tmp_path / "quiz").mkdir()
    (tmp_path / "quiz" / "bets.toml").write_text(BET)
    (tmp_path / "01-start.md").write_text(
        '+++\nsummary = "Somebody is gone."\nbets = ["who"]\n+++\n\n'
        "# The start\n\nA mouse is gone.\n\n"
        "<!-- speaker_note: Raise hands. -->\n\n---\n\nIt was grey.\n"
    )
    (tmp_path / "02-end.md").write_text("# The end\n\nNobody knows.\n")
    return tmp_path


async def class_of(lesson: Lesson, size: tuple[int, int] = (80, 24)) -> str:
    async with running(audience(lesson.shown), size) as pilot:
        await pilot.pause()
        return screen_text(pilot.app)  # type: ignore[arg-type] # a reader is what runs


async def test_the_first_thing_that_a_class_sees_is_the_title_of_the_deck(titled: Path) -> None:
    lesson = Lesson(titled, at_title=True)
    async with running(lesson.app, (120, 30)):
        console = screen_text(lesson.app)
        place = last_line(lesson.app)
    seen = await class_of(lesson)

    for text in (console, seen):
        assert "A lesson" in text
        assert "as of 9 Jun 2026" in text
        assert "It is about cats." in text
        assert "Dogs come later" not in text
        assert "mouse" not in text
    assert "First section: The start" in console
    assert "not started" in console
    assert place.startswith(" Title")
    assert "join" not in seen


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15), (20, 6), (3, 1)])
async def test_the_title_page_fits_any_screen(titled: Path, size: tuple[int, int]) -> None:
    lesson = Lesson(titled, at_title=True)
    async with running(lesson.app, (80, 24)):
        pass
    seen = await class_of(lesson, size)

    assert len(seen.split("\n")) <= size[1]
    assert "A lesson" in seen or size[0] < 20


async def test_a_bet_comes_after_the_page_of_its_section_and_before_its_text(titled: Path) -> None:
    lesson = Lesson(titled, at_title=True)
    pages: list[str] = []
    told: list[str] = []
    async with running(lesson.app, (120, 30)) as pilot:
        for _ in range(4):
            await pilot.press("pagedown")
            await pilot.pause()
            pages.append(await class_of(lesson))
            side = (row[80:] for row in screen_text(lesson.app).split("\n")[:-1])
            told.append(" ".join(" ".join(side).split()))

    heading, bet, text, grey = pages
    assert "1 ── The start" in heading
    assert "Somebody is gone." in heading
    assert "ate the mouse?" not in heading
    assert "Who ate the mouse?" in bet
    assert "The start ─" not in bet
    assert "is gone" not in bet
    assert "A mouse is gone." in text
    assert "grey" in grey
    assert "Next screen: A bet before you read Who ate the mouse?" in told[0]
    assert "Next screen: A mouse is gone." in told[1]
    assert "Next screen: It was grey." in told[2]
    assert "Next section: The end" in told[3]
    assert all("Raise hands." in words for words in told[:3])
    assert "Raise hands." not in told[3]


async def test_the_title_is_left_and_reached_by_the_keys_for_sections(titled: Path) -> None:
    lesson = Lesson(titled, at_title=True)
    async with running(lesson.app, (120, 30)) as pilot:
        for key, section in (
            ("home", ""), ("end", ""), ("x", ""), ("tab", ""), ("p", ""),
            ("n", "start"), ("p", ""), ("n", "start"), ("n", "end"), ("p", "start"),
            ("pageup", ""),
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
            assert lesson.shown.section == section, key
        await pilot.press("pageup")
        assert "beginning" in last_line(lesson.app)
        await pilot.press("G")
        assert lesson.shown.section == "end"


async def test_the_title_can_be_blanked_and_stays_through_another_size(titled: Path) -> None:
    lesson = Lesson(titled, at_title=True)
    async with running(lesson.app, (120, 30)) as pilot:
        await pilot.press("b")
        assert not (await class_of(lesson)).strip()
        await pilot.press("b")
        lesson.sizes[:] = [Size(40, 15)]
        lesson.screen.class_changed()
        assert lesson.shown.section == ""
        assert "A lesson" in await class_of(lesson, (40, 15))


async def test_notes_next_step_and_time_are_the_presenters_alone(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)):
        console = screen_text(lesson.app)
        seen = await class_text(lesson)

    assert "PRESENTER" in console
    assert "Wait for answers." in console
    assert "Second words." in console
    assert "not started" in console
    assert "5:00 left" in console
    for secret in ("PRESENTER", "Wait for answers.", "Second words.", "left"):
        assert secret not in seen


async def test_the_first_step_starts_the_clock_and_f5_starts_it_again(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "pagedown")
        assert lesson.screen.talk.clock.is_running
        assert "not started" not in screen_text(lesson.app)
        before = lesson.screen.talk.clock.elapsed(10**9)
        await press(pilot, "f5")

        assert lesson.screen.talk.clock.elapsed(10**9) < before


async def test_b_and_full_stop_blank_the_class_and_tell_the_presenter(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "b")
        assert (await class_text(lesson)).strip() == ""
        assert "The class sees nothing" in screen_text(lesson.app)
        await press(pilot, "full_stop")

        assert "First words" in await class_text(lesson)


async def test_end_uncovers_every_step_of_the_screen(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "end")

        assert "Second words" in await class_text(lesson)
        assert "Mouse" not in await class_text(lesson)


async def test_the_spotlight_goes_from_block_to_block_and_off(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        lights = []
        for _ in range(3):
            await press(pilot, "x")
            lights.append(lesson.shown.spotlight)

        assert lights[0] >= 0
        assert lights[1] > lights[0]
        assert lights[2] == -1


async def test_the_class_sees_a_table_being_worked_with_and_then_as_it_was_left(
    deck: Path,
) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "space space enter right s")
        working = await class_text(lesson)
        await press(pilot, "escape end")
        after = await class_text(lesson)

    assert "by Size" in working
    assert working.index("Cat") < working.index("Mouse")
    assert "by Size" not in after


async def test_the_class_sees_a_timeline_run_on_event_by_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("explainer.ui.figures.timeline_figure._SECONDS_PER_EVENT", 0.01)
    lesson = Lesson(DRAWN)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "2 G enter r")
        async with asyncio.timeout(30):
            while "That is all." not in last_line(lesson.app):
                await pilot.pause()
        seen = dict.fromkeys(shown.opened for shown in lesson.sent if shown.opened)
        texts = []
        for opened in seen:
            app = audience(msgspec.structs.replace(lesson.shown, opened=opened))
            async with running(app, (80, 24)):
                texts.append(screen_text(app))

    assert ["bishop" in text for text in texts] == [False, True, True]
    assert ["is begun" in text for text in texts] == [False, False, True]


async def test_going_on_from_an_opened_table_goes_on_with_the_talk(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "space space space enter pagedown")

        assert lesson.shown.section == "end"
        assert lesson.shown.opened is None


async def test_a_route_takes_its_own_sections_and_time(deck: Path) -> None:
    lesson = Lesson(deck, "short")
    async with running(lesson.app, (120, 30)):
        assert "Last words" in await class_text(lesson)
        assert "In a hurry" in screen_text(lesson.app)
        assert "2:00 left" in screen_text(lesson.app)


async def test_pages_are_made_for_the_smallest_screen_that_follows(deck: Path) -> None:
    lesson = Lesson(deck, sizes=(Size(100, 30), Size(60, 20)))
    async with running(lesson.app, (120, 30)):
        assert "2 screens, 60×20" in screen_text(lesson.app)


async def test_the_mirror_is_the_class_view_and_never_shows_notes(deck: Path) -> None:
    lesson = Lesson(deck, sizes=(), mirror=True)
    async with running(lesson.app, (80, 24)) as pilot:
        text = screen_text(lesson.app)
        await press(pilot, "s")
        noticed = screen_text(lesson.app)
        await press(pilot, "space")

        assert "First words" in text
        assert "PRESENTER" not in text
        assert "Wait for answers" not in noticed
        assert "Second words" in screen_text(lesson.app)


async def test_leaving_before_a_class_takes_two_presses(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "q")
        assert "again to leave" in last_line(lesson.app)
        assert lesson.app.is_running
        await press(pilot, "q")
        await pilot.pause()

    assert lesson.app.return_code == 0


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (160, 50)])
async def test_the_console_fits_any_screen(deck: Path, size: tuple[int, int]) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, size) as pilot:
        text = screen_text(lesson.app)
        await press(pilot, "s")

        assert "PRESENTER" in text
        assert "First words" in text
        assert "Wait for answers" in screen_text(lesson.app)


async def test_keys_of_a_presenter_can_be_set(deck: Path) -> None:
    lesson = Lesson(deck, settings=Settings(keys={"teach-next": ("z",)}))
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "z")

        assert "Second words" in await class_text(lesson)
        assert "z next" in last_line(lesson.app)


async def test_the_class_screen_takes_no_keys_but_those_that_leave(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)):
        shown = lesson.shown
    app = audience(shown)
    async with running(app, (60, 20)) as pilot:
        before = screen_text(app)
        await press(pilot, "space right n slash enter")
        assert screen_text(app) == before
        await press(pilot, "q")
        await pilot.pause()

    assert app.return_code == 0


async def test_the_class_screen_has_one_column_and_no_outline(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)):
        text = await class_text(lesson, (60, 20))

    assert "Talk · 1/2" in text.split("\n")[-1]
    assert "End" not in text
    assert "? help" not in text


async def test_a_search_finds_notes_and_takes_the_class_there(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "slash a n s w e r s")
        await wait_for_text(pilot, lesson, "Wait for")
        await press(pilot, "escape slash l a s t")
        await wait_for_text(pilot, lesson, "Last words")
        await press(pilot, "enter")

        assert lesson.shown.section == "end"


async def wait_for_text(pilot: Pilot[str], lesson: Lesson, words: str) -> None:
    """Wait until a thread has finished and the class sees some words."""
    for _ in range(200):
        if words in screen_text(lesson.app):
            return
        await pilot.pause(0.01)
    raise AssertionError(screen_text(lesson.app))


async def test_a_presenter_at_work_with_a_table_cannot_be_taken_for_the_class(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "space space enter")

        assert "PRESENTER" in screen_text(lesson.app)
        assert "PRESENTER" not in await class_text(lesson)


async def test_the_spotlight_of_a_table_is_on_a_row_and_then_on_a_cell(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "space space enter x")
        assert lesson.shown.opened is not None
        row = lesson.shown.opened.view
        await press(pilot, "x")
        cell = lesson.shown.opened.view

        assert row.spotlight == "row"
        assert cell.spotlight == "cell"


async def test_the_clicker_blanks_the_class_while_a_table_is_worked_with(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "space space enter b")
        assert lesson.shown.blank
        assert "The class sees nothing" in screen_text(lesson.app)
        await press(pilot, "full_stop")

        assert not lesson.shown.blank
        assert lesson.shown.opened is not None


async def test_escape_never_ends_a_lesson(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 30)) as pilot:
        await press(pilot, "q escape escape")
        assert lesson.app.is_running
        await press(pilot, "q")

        assert "again to leave" in last_line(lesson.app)
        assert lesson.app.is_running


async def test_a_slide_has_a_third_of_its_free_rows_above_and_does_not_move(deck: Path) -> None:
    lesson = Lesson(deck)
    places = []
    async with running(lesson.app, (100, 30)) as pilot:
        for _ in range(2):
            lines = class_view(lesson.screen.talk.session).lines(lesson.shown, 80, 24)
            rows = [y for y, line in enumerate(lines) if line_text(line).strip()][:-1]
            places.append(rows[0])
            await pilot.press("right")
            await pilot.pause()
        whole = rows[-1] - rows[0] + 1

    assert len(set(places)) == 1
    assert places[0] == 1 + (22 - whole) // 3


async def test_a_small_console_shows_the_way_in_and_the_password_of_another_console() -> None:
    lesson = Lesson(at_title=True)
    talk = lesson.screen.talk
    talk.host = LessonHostStub()
    async with running(lesson.app, (80, 24)) as pilot:
        talk.take(lobby(lesson), is_written=True)
        lesson.screen.class_changed()
        await pilot.pause()
        shown = screen_text(lesson.app)

    assert COMMAND in shown
    assert LessonHostStub.presenter_code in shown
