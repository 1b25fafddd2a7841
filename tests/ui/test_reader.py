"""The reader: moving, finding, opening, leaving."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from explainer.deck.block import (
    CodeBlock,
)
from explainer.deck.block_text import plain_text
from explainer.deck.model import Verdict
from explainer.learner.place import Place
from explainer.learner.record import Record
from explainer.render.line import line_text
from explainer.render.page import TargetKind
from explainer.render.paging import cut_pages
from explainer.ui.app import ReaderApp
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, LIGHT
from explainer.ui.reader.ending_screen import EndingScreen
from explainer.ui.reader.how_far import asked_here
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.bundled import (
    COUNT,
    FIRST,
    LAST,
    MIDDLE,
    SECOND,
    SECTIONS,
    THIRD,
    blocks,
    deck,
    headings,
    number,
    place_where,
    stated,
    title,
)
from tests.ui.reading import (
    find_target,
    last_line,
    make_app,
    running,
    screen_text,
    words_on_screen,
)

SIZES = [(160, 50), (120, 36), (80, 24), (60, 20), (40, 15)]


def reader(app: ReaderApp) -> ReaderScreen:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


async def test_it_opens_on_a_title_with_a_question_and_the_time_it_takes() -> None:
    app = make_app()
    async with running(app):
        text = words_on_screen(app)

    bet = next(bet for section in deck().outline for bet in section.bets)
    assert deck().title in text
    assert f"{deck().minutes} minutes" in text
    assert deck().questions[bet].prompt in text.replace("▎ ", "")
    assert "nothing is kept" in text


@pytest.mark.parametrize("key", ["enter", "space", "pagedown"])
async def test_a_key_for_next_begins(key: str) -> None:
    app = make_app()
    async with running(app, press=key):
        assert reader(app).index == 0
        assert plain_text(headings(FIRST)[0].content) in screen_text(app)


def parts(count: int) -> list[tuple[str, ...]]:
    """Return the sections in parts, in order; the last of a part begins the next one too."""
    ends = [COUNT * n // count for n in range(count + 1)]
    return [SECTIONS[max(0, a - 1) : b] for a, b in pairwise(ends)]


@pytest.mark.parametrize(
    ("size", "part"), zip(SIZES, reversed(parts(len(SIZES))), strict=True), ids=str
)
async def test_previous_is_the_exact_inverse_of_next_through_the_whole_deck(
    size: tuple[int, int], part: tuple[str, ...]
) -> None:
    """Every section is read at one of the sizes, with the way into it."""
    app = make_app(section=part[0])
    async with running(app, size) as pilot:
        if part[0] != FIRST:
            await pilot.press("end")
        seen = [(reader(app).index, reader(app).pane.top)]
        while True:
            await pilot.press("space")
            await app.workers.wait_for_complete()
            await pilot.pause()
            if isinstance(app.screen, EndingScreen):
                break
            place = (reader(app).index, reader(app).pane.top)
            if place[0] == number(part[-1]):
                break
            seen.append(place)
        await pilot.press("backspace")
        back = [(reader(app).index, reader(app).pane.top)]
        for _ in range(len(seen) - 1):
            await pilot.press("backspace")
            back.append((reader(app).index, reader(app).pane.top))

    assert {index for index, _ in seen} == {number(section) - 1 for section in part}
    assert back == seen[::-1]


@pytest.mark.parametrize("size", SIZES)
async def test_next_shows_every_line_of_a_section(size: tuple[int, int]) -> None:
    app = make_app(section=MIDDLE)
    async with running(app, size) as pilot:
        shown: set[int] = set()
        while reader(app).index == number(MIDDLE) - 1:
            page, in_sight = reader(app).pane.page, reader(app).pane.in_sight
            assert len(in_sight) <= reader(app).pane.room
            shown.update(in_sight)
            # An empty row of a surface may fall between two pages.
            filled = {n for n, line in enumerate(page.lines) if line_text(line).strip()}
            filled -= set(page.breaks)
            await pilot.press("space")

    assert filled <= shown


async def test_sections_are_reached_by_number_and_by_key() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        visited = []
        for keys in (["n"], ["G"], ["p"], ["2", "G"], ["g", "g"], ["9", "9", "G"], ["1", "G"]):
            while asked_here(reader(app)) is not None:  # where digits answer a bet
                await pilot.press("space")
            await pilot.press(*keys)
            visited.append(reader(app).index)

    assert visited == [1, COUNT - 1, COUNT - 2, 1, 0, COUNT - 1, 0]


async def test_a_single_g_waits_for_nothing() -> None:
    app = make_app(section=SECOND)
    async with running(app) as pilot:
        await pilot.press("g", "n")
        assert reader(app).index == 2
        await pilot.press("g")
        assert reader(app).index == 2


async def test_scrolling_stops_at_the_edge_and_a_fresh_press_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr("explainer.ui.reader.held_key.monotonic", lambda: now[0])
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await pilot.press("end", "up", "down")
        assert reader(app).index == 0
        now[0] += 0.05
        await pilot.press("down")
        assert reader(app).index == 0
        now[0] += 1
        await pilot.press("down")
        assert reader(app).index == 1


async def test_the_wheel_never_leaves_the_section() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await pilot.press("end")
        for _ in range(30):
            reader(app).pane.post_message(reader(app).pane.Scrolled(3))
        await pilot.pause()
        bottom = reader(app).pane.top
        assert (reader(app).index, bottom) == (0, reader(app).pane.last_top)
        reader(app).pane.post_message(reader(app).pane.Scrolled(-3))
        await pilot.pause()
        assert reader(app).pane.top == bottom - 3


async def test_ends_of_the_deck_say_so() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="left"):
        assert "beginning of the deck" in last_line(app)
    app = make_app(section=LAST)
    async with running(app, press="end right") as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "How it came out" in last_line(app)
        await pilot.press("right")
        assert "end of the deck" in last_line(app)


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((120, 36), "outline section evidence"),
        ((100, 24), "outline section"),
        ((99, 24), "section"),
    ],
)
async def test_panes_follow_the_width(size: tuple[int, int], panes: str) -> None:
    app = make_app(section=FIRST)
    async with running(app, size):
        shown = [p.id for p in app.screen.query("#outline, #section, #evidence") if p.display]

    assert shown == panes.split()


async def test_on_a_narrow_screen_the_outline_is_a_drawer() -> None:
    app = make_app(section=FIRST)
    async with running(app, (40, 15), press="t") as pilot:
        assert f"2 {title(SECOND)}" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert f"2 {title(SECOND)}" not in screen_text(app)
        assert "A bet before you read" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_line_says_the_place_and_the_keys(size: tuple[int, int]) -> None:
    app = make_app(section=SECOND)
    async with running(app, size):
        line = last_line(app)

    assert line.startswith(f" 2/{COUNT} · ")
    assert title(SECOND).split()[0] in line or "page 1 of" in line or size[0] < 60
    assert "1–4 bet" in line
    assert "→ next" in line
    assert "? help" in line or size[0] < 60
    assert len(line) <= size[0]


async def test_a_screen_that_is_too_small_says_what_it_needs() -> None:
    app = make_app(section=LAST, block=headings(LAST)[1].id)
    async with running(app, (30, 10)):
        text = words_on_screen(app)

    assert "Needs 40×15" in text
    assert plain_text(headings(LAST)[1].content) in text


async def test_resizing_keeps_the_block_at_the_top() -> None:
    heading = headings(MIDDLE)[len(headings(MIDDLE)) // 2]
    app = make_app(section=MIDDLE, block=heading.id)
    async with running(app, (120, 36)) as pilot:
        block = reader(app).pane.page.block_at(reader(app).pane.top)
        for size in [(80, 24), (40, 15), (160, 50), (60, 20), (120, 36)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            pane = reader(app).pane
            assert pane.page.block_at(pane.top) == block
            assert plain_text(heading.content).split()[0] in screen_text(app)


async def test_tab_finds_and_enter_opens_the_evidence() -> None:
    one = stated(lambda claim: claim.verdict is Verdict.CONTRADICTED)
    app = make_app(section=one.place.section)
    async with running(app) as pilot:
        await find_target(app, pilot, one.claim.id)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(app)
        assert "✗ contradicted" in text
        assert "The record" in text
        await pilot.press("escape")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.focused_target is not None
        await pilot.press("escape")
        assert app.screen.focused_target is None


@pytest.mark.parametrize(
    ("jump", "first"),
    [
        ("home", 0),
        ("end home", 0),
        ("g g", 0),
        ("n p", 0),
        ("pagedown pagedown pagedown pagedown", None),
        ("end", None),
    ],
)
async def test_after_a_jump_tab_begins_with_the_first_thing_on_the_screen(
    jump: str, first: int | None, tmp_path: Path
) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "links"\ntitle = "Links"\n')
    links = "\n\n".join(f"[Link {n}](https://example.org/{n})" for n in range(60))
    (tmp_path / "01-links.md").write_text(f"# Links\n\n{links}\n")
    (tmp_path / "02-more.md").write_text("# More\n\nNo more.\n")
    app = make_app(tmp_path, section="links")
    async with running(app, press="tab tab tab tab tab tab tab tab") as pilot:
        for key in jump.split():
            await pilot.press(key)
        await pilot.pause()
        seen = next(int(n) for n in re.findall(r"Link (\d+)", screen_text(app)))
        await pilot.press("tab")
        found = reader(app).focused_target
        await pilot.press("tab")
        following = reader(app).focused_target

    assert found is not None
    assert following is not None
    assert first is None or seen == first
    assert found.ids == (f"https://example.org/{seen}",)
    assert following.ids == (f"https://example.org/{seen + 1}",)


async def test_tab_and_shift_tab_walk_all_targets_of_a_section_both_ways() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        targets = reader(app).pane.page.targets
        marks = [n for n, one in enumerate(targets) if one.kind is not TargetKind.CHOICE]
        count = len(marks)
        assert count > 10
        forwards = []
        for _ in range(count):
            await pilot.press("tab")
            forwards.append(reader(app).focus_state.index)
        backwards = [forwards[-1]]
        for _ in range(count - 1):
            await pilot.press("shift+tab")
            backwards.append(reader(app).focus_state.index)

    assert sorted(forwards) == marks
    assert backwards == forwards[::-1]


async def test_the_focused_claim_fills_the_evidence_pane() -> None:
    one = stated(lambda claim: claim.correction != "")
    app = make_app(section=one.place.section, block=one.place.block)
    async with running(app, (120, 36)) as pilot:
        assert "Claims here" in screen_text(app)
        await find_target(app, pilot, one.claim.id)
        assert "Claims here" not in screen_text(app)
        assert "The record" in screen_text(app)


async def test_code_is_stepped_through_and_takes_the_keys_only_when_opened() -> None:
    place = place_where(lambda block: isinstance(block, CodeBlock) and len(block.steps) > 2)
    code = next(block for block in blocks(place.section) if isinstance(block, CodeBlock))
    steps = len(code.steps)
    app = make_app(section=place.section, block=place.block)
    async with running(app, (120, 36)) as pilot:
        for _ in range(40):
            target = reader(app).focused_target
            if target is not None and target.kind == "code":
                break
            await pilot.press("tab")
        top = reader(app).pane.top
        await pilot.press("enter")
        assert f"step 1 of {steps}" in screen_text(app)
        await pilot.press("space")
        assert f"step 2 of {steps}" in screen_text(app)
        await pilot.press("left", "left")
        assert f"step 1 of {steps}" in screen_text(app)
        assert reader(app).pane.top == top
        await pilot.press("escape")
        assert f"{steps} steps" in screen_text(app)


async def test_overview_goes_to_the_chosen_section() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="o down down enter"):
        assert reader(app).index == 2


async def test_go_to_finds_a_title() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+g") as pilot:
        await pilot.press(*("space" if letter == " " else letter for letter in title(LAST)))
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert reader(app).index == COUNT - 1


async def test_theme_changes_every_pane() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36), press="T"):
        assert app.reader_palette is LIGHT
    app = make_app()
    async with running(app, press="T T"):
        assert app.reader_palette is DARK


async def test_help_shows_the_keys_that_are_set() -> None:
    settings = Settings(keys={"overview": ("x",), "next": ("right",)})
    app = make_app(section=FIRST, settings=settings)
    async with running(app, (80, 60), press="question_mark question_mark") as pilot:
        text = screen_text(app)
        assert f"x{' ' * 25}All sections" in text
        assert f"→{' ' * 25}A page down" in text
        await pilot.press("escape", "x")
        assert "Overview" in last_line(app)


async def test_a_key_given_to_another_command_leaves_its_own() -> None:
    app = make_app(section=FIRST, settings=Settings(keys={"next-section": ("space",)}))
    async with running(app, press="space"):
        assert reader(app).index == 1
        assert "space" not in app.screen.keymap.keys("next")


async def test_it_continues_where_the_reader_left(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(record=record)
    async with running(app, press="enter n space space") as pilot:
        top = reader(app).pane.page.block_at(reader(app).pane.top)
        await pilot.press("q")
        await app.workers.wait_for_complete()
    again = make_app(record=record)
    async with running(again) as pilot:
        assert f"Continue: {title(SECOND)}" in screen_text(again)
        await pilot.press("enter")
        await pilot.pause()
        assert reader(again).index == 1
        assert reader(again).pane.page.block_at(reader(again).pane.top) == top


async def test_starting_again_begins_at_the_beginning(tmp_path: Path) -> None:
    record = Record(tmp_path / "record.sqlite")
    record.keep_place("apple-alibaba", Place(LAST, headings(LAST)[1].id))
    app = make_app(record=tmp_path / "record.sqlite")
    async with running(app, press="s"):
        assert reader(app).index == 0


async def test_a_section_read_to_its_end_is_marked_and_stays_marked(
    tmp_path: Path, reading_at_once: None
) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(section=FIRST, record=record)
    async with running(app, (120, 36)) as pilot:
        assert f"0 of {COUNT} read" in screen_text(app)
        for _ in range(reader(app).pane.page_count - 1):
            await pilot.press("space")
        assert f"1 of {COUNT} read" in screen_text(app)
        assert f"✓ 1 {title(FIRST).split()[0]}" in words_on_screen(app)
        await app.workers.wait_for_complete()

    assert Record(record).read_sections("apple-alibaba") == {FIRST}


async def test_the_pages_read_of_a_section_count_after_a_restart(
    tmp_path: Path, reading_at_once: None
) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(section=FIRST, record=record)
    async with running(app, (120, 36)):
        pages = reader(app).pane.page_count
        share = app.session.seen.shares[FIRST]
        assert await app.write_place() == FIRST
    again = make_app(section=LAST, record=record)
    async with running(again, (120, 36)) as pilot:
        assert again.session.seen.shares[FIRST] == share
        assert f"◐ 1 {title(FIRST).split()[0]}" in words_on_screen(again)
        reader(again).go_to_section(0, start=10**9)
        for _ in range(pages - 2):
            await pilot.press("left")
        assert FIRST in again.session.read  # the first page was seen before
        await again.workers.wait_for_complete()

    begun = Record(record).so_far("apple-alibaba").begun
    assert FIRST not in {one.section for one in begun}


async def test_nothing_is_kept_in_a_kiosk() -> None:
    app = make_app(section=FIRST, kiosk=True)
    async with running(app, (120, 36), press="end n space"):
        assert "nothing is kept" in last_line(app)


async def test_a_record_that_cannot_be_used_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder is wanted")
    app = make_app(record=tmp_path / "folder" / "record.sqlite")
    async with running(app, press="enter space n end"):
        assert reader(app).index == 1

    assert app.session.trouble


async def test_a_damaged_record_is_set_aside_and_a_new_one_kept(tmp_path: Path) -> None:
    broken = tmp_path / "record.sqlite"
    damaged = b"this is no database, and longer than a header of one would have to be" * 9
    broken.write_bytes(damaged)
    app = make_app(record=broken)
    async with running(app, press="enter space n end") as pilot:
        await pilot.press("q")
        await app.workers.wait_for_complete()

    assert app.session.record is not None
    aside = app.session.record.file.set_aside
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert Record(broken).place("apple-alibaba") is not None


async def test_escape_at_the_top_offers_to_leave_and_q_leaves() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="escape") as pilot:
        assert "Press q to leave" in last_line(app)
        await pilot.press("q")
        await app.workers.wait_for_complete()

    assert app.return_value == FIRST


async def test_a_click_on_the_outline_goes_there_and_one_on_a_key_presses_it() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36)) as pilot:
        outline = [line[:24] for line in screen_text(app).split("\n")]
        row = next(y for y, line in enumerate(outline) if f" 3 {title(THIRD).split()[0]}" in line)
        await pilot.click("#outline", offset=(8, row))
        await pilot.pause()
        assert reader(app).index == 2
        column = last_line(app).index("o overview")
        await pilot.click("#last-line", offset=(column, 0))
        await pilot.pause()
        assert "Overview" in last_line(app)


async def test_a_click_on_a_claim_opens_it() -> None:
    one = stated(lambda claim: claim.correction != "")
    app = make_app(section=one.place.section, block=one.place.block)
    async with running(app) as pilot:
        rows = screen_text(app).split("\n")
        y, x = next((y, row.index(one.words)) for y, row in enumerate(rows) if one.words in row)
        await pilot.click(offset=(x + 1, y))
        await pilot.pause()
        assert "The record" in screen_text(app)


@pytest.mark.parametrize("key", ["f5", "b", "full_stop", "f12", "ctrl+q", "ctrl+s", "delete", "X"])
async def test_keys_without_a_command_do_nothing(key: str) -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        *before, _ = screen_text(app).split("\n")
        await pilot.press(key)
        await pilot.pause()
        *after, last = screen_text(app).split("\n")
        assert after == before
        assert ("? shows all keys." in last) == (key in ("b", "full_stop", "X"))
        assert app.is_running


async def test_every_key_that_is_shown_is_the_one_that_is_set() -> None:
    keys = {"quit": ("x",), "help": ("y",), "evidence-down": ("z",)}
    app = make_app(settings=Settings(keys=keys))
    async with running(app, (120, 20)) as pilot:
        assert "y help  x leave" in last_line(app)
        await pilot.press("escape")
        assert "Press x to leave" in last_line(app)
        await pilot.press("enter", "o", "escape")
        for _ in range(20):
            await pilot.press("space")
            if "more lines · z" in screen_text(app):
                break
        assert "more lines · z" in screen_text(app)
        before = screen_text(app)
        await pilot.press("z")
        assert screen_text(app) != before
        await pilot.press("escape")
        assert "Press x to leave" in last_line(app)


async def test_a_visitor_over_ssh_cannot_suspend_and_is_told() -> None:
    app = make_app(section="two-articles", kiosk=True)
    async with running(app, press="ctrl+z"):
        assert "There is no shell of yours here" in last_line(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)])
async def test_where_a_section_with_questions_ends_the_quiz_is_among_the_keys(
    size: tuple[int, int],
) -> None:
    app = make_app(section="why-alibaba")
    async with running(app, size) as pilot:
        before = last_line(app)
        await pilot.press("end")
        await pilot.pause()
        there = last_line(app)
        await pilot.press("a")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "a quiz" not in before
        assert "a quiz" in there
        assert last_line(app).startswith(" Quiz")


async def test_the_end_of_a_section_without_questions_offers_none(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    app = make_app(tmp_path, section="one")
    async with running(app, press="end"):
        assert "quiz" not in last_line(app)


async def test_tab_is_called_the_next_mark_in_the_last_line_and_in_the_help() -> None:
    app = make_app(section="two-articles")
    async with running(app, (120, 36)) as pilot:
        assert "Tab next mark" in last_line(app)
        await pilot.press("tab")
        await pilot.pause()

        assert "Tab next mark" in last_line(app)
        assert "Tab" not in screen_text(app).removesuffix(last_line(app))


async def test_the_number_of_pages_follows_the_height() -> None:
    app = make_app(section="huawei")
    async with running(app, (80, 24)) as pilot:
        for height in (40, 24, 18):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            pane = reader(app).pane
            count = len(cut_pages(pane.page, pane.room))
            assert f"page 1 of {count} " in last_line(app)
