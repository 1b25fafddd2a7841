"""The search: typing, choosing, going to results, and stepping from match to match."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from explainer.deck.search import EntryKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.finder import Finder
from explainer.ui.reader.listing_screen import ListingScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.search_screen import SearchScreen
from tests.bundled import FIRST
from tests.ui.reading import last_line, make_app, running, screen_text

FINDING = Path(__file__).parent / "decks" / "finding"
"""A deck of three sections, of which the second has a heading of two queues."""

COMMON = "approval"
"""A word in several sections of the bundled deck, in text and in questions."""

SIZES = [(160, 50), (120, 36), (80, 24), (40, 15)]
NAMES = {" ": "space", '"': "quotation_mark"}


async def type_words(pilot: Pilot[str], words: str) -> None:
    await pilot.press(*(NAMES.get(character, character) for character in words))
    await pilot.pause()


async def search_for(app: ReaderApp, pilot: Pilot[str], words: str) -> None:
    await pilot.press("slash")
    await app.finder_of(app.session.opened).ready()
    await app.workers.wait_for_complete()
    await pilot.pause()
    pilot.app.screen.post_message(events.Paste(words))
    await pilot.pause()


def reader(app: ReaderApp) -> ReaderScreen:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def highlighted(app: ReaderApp, role: str) -> list[str]:
    """Return the highlighted words of a role on the section's pane."""
    pane = reader(app).pane
    lines = pane.visible_lines(*pane.size)
    return [run.text for line in lines for run in line if role in run.role.split()]


async def go_to_common_word(app: ReaderApp, pilot: Pilot[str]) -> None:
    """Search for a word, and go to the first result in a section."""
    await search_for(app, pilot, COMMON)
    screen = app.screen
    assert isinstance(screen, SearchScreen)
    results, index = screen.choices, screen.choices.index
    assert index is not None
    for number, entry in enumerate(results.listed):
        if index.entries[entry].kind in (EntryKind.HEADING, EntryKind.TEXT):
            results.choose(number)
            break
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_results_come_as_one_types_and_enter_goes_there(size: tuple[int, int]) -> None:
    app = make_app(FINDING, section="hills")
    async with running(app, size) as pilot:
        await search_for(app, pilot, "two qu")
        shown = screen_text(app)
        await type_words(pilot, "eues")
        await pilot.press("enter")
        await pilot.pause()

        assert "queues" in shown
        assert "2  Mills" in shown
        assert reader(app).index == 1
        assert highlighted(app, "match-here") == ["two"]
        assert "queues" in highlighted(app, "match")
        assert last_line(app).startswith(" 1 of ")
        assert "two queues" in last_line(app)


async def test_n_and_its_capital_lead_through_the_deck_and_esc_ends_it() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await go_to_common_word(app, pilot)
        first, count = (int(word) for word in last_line(app).split(" · ")[0].split(" of "))
        seen = []
        for number in range(first - 1, first - 1 + count):
            place = f" {number % count + 1} of {count} · {COMMON}"
            assert last_line(app).startswith(place)
            seen.append((reader(app).index, reader(app).pane.top))
            assert highlighted(app, "match-here") != []
            await pilot.press("n")
        around = (reader(app).index, reader(app).pane.top)
        await pilot.press("N")
        last = (reader(app).index, reader(app).pane.top)
        await pilot.press("escape")
        await pilot.pause()
        after = last_line(app)
        index = reader(app).index
        assert highlighted(app, "match") + highlighted(app, "match-here") == []
        await pilot.press("p", "n")
        assert reader(app).index == index

    assert count > 2
    assert around == seen[0]
    assert last == seen[-1]
    assert COMMON not in after


async def test_case_and_accents_do_not_matter_and_chinese_is_found(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_text("# Eins\n\nZürich am Morgen\n\n阿里巴巴与苹果\n")
    app = make_app(tmp_path, section="01-a")
    async with running(app, press="space") as pilot:
        await search_for(app, pilot, "ZURICH")
        assert "Zürich am Morgen" in screen_text(app)
        await pilot.press("ctrl+u")
        app.screen.post_message(events.Paste("巴巴"))
        await pilot.pause()
        assert "阿里巴巴与苹果" in screen_text(app)


async def test_what_is_typed_is_never_markup_nor_a_command() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await search_for(app, pilot, "")
        app.screen.post_message(events.Paste("[red]\x1b[31mq b.\n[/red]"))
        await pilot.pause()
        await type_words(pilot, "qbn")
        text = screen_text(app)
        assert isinstance(app.screen, SearchScreen)

    assert "[red][31mq b. [/red]qbn" in text
    assert "\x1b" not in text


async def test_nothing_found_is_said_with_a_suggestion() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        await search_for(app, pilot, "sluces")
        text = screen_text(app)
        await pilot.press("enter")
        await pilot.pause()

    assert "Nothing says “sluces”." in text
    assert "Did you mean 'sluices'?" in text


async def test_a_search_that_is_still_reading_says_so_and_finds_by_itself() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        app.finder = Finder(app.session.opened)
        await pilot.press("slash")
        await type_words(pilot, "carts")
        before = screen_text(app)
        await app.finder.prepare(app.aside)
        await pilot.pause()
        await pilot.pause()
        after = screen_text(app)

    assert "Reading the deck …" in before
    assert "2  Mills" in after


async def test_a_claim_opens_as_a_card_and_esc_comes_back_to_the_results() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        await search_for(app, pilot, "second wheel moved the price")
        assert "Claim · ✗ contradicted" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        card = screen_text(app)
        await pilot.press("escape")
        await pilot.pause()

        assert isinstance(app.screen, SearchScreen)
    assert "The record" in card


async def test_a_term_opens_in_the_glossary() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        await search_for(app, pilot, "grinds grain of others")
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ListingScreen)
        item = screen.listing.item
        await pilot.press("t")
        await pilot.pause()

        assert item is not None
        assert item.id == "miller"
        assert "1 of" in last_line(app)
        assert "miller" in screen_text(app)
        assert isinstance(app.screen, ReaderScreen)


async def test_a_click_on_a_result_goes_there() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        await search_for(app, pilot, "two queues")
        await pilot.click("#results", offset=(10, 3))
        await pilot.pause()

        assert reader(app).index == 1


async def test_the_line_is_edited_as_in_a_shell() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await search_for(app, pilot, "one two")
        await pilot.press("ctrl+w", "x", "home", "y", "right", "delete", "end", "backspace", "z")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.choices.typed.text == "yoe z"
        await pilot.press("ctrl+u", "escape")
        await pilot.pause()

        assert isinstance(app.screen, ReaderScreen)


async def test_the_last_search_is_there_again() -> None:
    app = make_app(FINDING, section="hills")
    async with running(app) as pilot:
        await search_for(app, pilot, "two queues")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("slash")
        await pilot.pause()

        assert "/ two queues" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_every_match_of_a_search_is_in_sight_when_one_is_at_it(size: tuple[int, int]) -> None:
    app = make_app(section=FIRST)
    async with running(app, size) as pilot:
        await go_to_common_word(app, pilot)
        trail = reader(app).trail
        assert trail is not None
        assert len(trail.stops) > 2
        seen = 0
        for _ in trail.stops:
            page = reader(app).pane.page
            if trail.matches(page) and trail.here(page) is not None:
                assert highlighted(app, "match-here") != []
                seen += 1
            await pilot.press("n")

    assert seen > 2
