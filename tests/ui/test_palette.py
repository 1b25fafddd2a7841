"""The palette: matches for a query, how they are shown and chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.loader import open_deck
from explainer.problems import Problems
from explainer.ui.app import ReaderApp
from explainer.ui.base.theme import DARK, LIGHT
from explainer.ui.base.theme_choice import palette_named
from explainer.ui.overlays.lines_screen import LinesScreen
from explainer.ui.overlays.palette_match import PaletteEntry, find_matches
from explainer.ui.overlays.palette_screen import PaletteScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen
from tests.bundled import COUNT, FIRST
from tests.ui.bursts import press_at_once, settled
from tests.ui.reading import last_line, make_app, running, screen_text
from tests.ui.screen_driver import ScreenDriver


def _offers(*titles: str) -> list[PaletteEntry]:
    return [PaletteEntry(title, lambda: None) for title in titles]


def _found(query: str, *titles: str) -> list[str]:
    return [titles[match.entry] for match in find_matches(_offers(*titles), query)]


def test_the_beginning_comes_first_then_words_then_anywhere_then_letters() -> None:
    titles = ("overview", "light or dark", "go overboard", "Over there", "Old very")

    assert _found("over", *titles) == ["overview", "Over there", "go overboard", "Old very"]
    assert _found("ht", *titles)[0] == "light or dark"
    assert _found("zz", *titles) == []
    assert _found("  ", *titles) == list(titles)


def test_the_letters_that_were_typed_are_marked() -> None:
    [match] = find_matches(_offers("İstanbul Overview"), "over")
    assert match.letters == {9, 10, 11, 12}


def test_the_heading_of_a_group_finds_all_that_stands_under_it() -> None:
    entries = [
        PaletteEntry("The models", lambda: None, group="Sections"),
        PaletteEntry("Nord", lambda: None, group="Themes"),
        PaletteEntry("Paper", lambda: None, group="Themes"),
    ]

    assert [match.entry for match in find_matches(entries, "theme")][:2] == [1, 2]
    assert [match.entry for match in find_matches(entries, "the")] == [0]


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=6))
def test_whatever_is_typed_marks_letters_of_the_title(query: str, titles: list[str]) -> None:
    for match in find_matches(_offers(*titles), query):
        assert all(0 <= letter < len(titles[match.entry]) for letter in match.letters)


async def test_commands_have_their_keys_and_sections_their_numbers() -> None:
    app = make_app(section=FIRST)
    async with running(app, (80, 24), press="ctrl+p"):
        assert "Commands" in screen_text(app)
        assert any(line.rstrip(" │").endswith("Ctrl+G") for line in screen_text(app).split("\n"))
        assert last_line(app).split()[:3] == ["1", "of", str(len(_entries(app)))]


def _entries(app: ReaderApp) -> Sequence[PaletteEntry]:
    assert isinstance(app.screen, PaletteScreen)
    return app.screen.choices.entries


async def _title_of_first(app: ReaderApp, keys: str = "") -> list[str]:
    async with running(app, (120, 36), press=f"{keys} ctrl+p"):
        return [entry.title for entry in _entries(app)[:3]]


async def test_commands_come_first_those_that_the_last_line_names_before_all() -> None:
    app = make_app(section=FIRST)

    assert await _title_of_first(app) == ["Next", "Next mark", "Overview"]


async def test_with_a_mark_in_focus_the_command_that_opens_it_is_the_first() -> None:
    app = make_app(section=FIRST, block="which-article-was-wrong")

    assert (await _title_of_first(app, "tab"))[:2] == ["Open", "Next mark"]


async def test_at_the_end_of_a_section_its_quiz_is_among_the_first() -> None:
    app = make_app(section=FIRST)

    assert "Ask me" in await _title_of_first(app, "end")


async def test_after_the_commands_come_themes_then_sections_then_decks() -> None:
    app = make_app(section=FIRST)
    app._other_decks = lambda: {"apple-alibaba": "Not this one", "other": "Another lesson"}
    async with running(app, press="ctrl+p"):
        groups = [entry.group for entry in _entries(app)]
        decks = [entry.title for entry in _entries(app) if entry.group == "Decks"]

    assert list(dict.fromkeys(groups)) == ["Commands", "Themes", "Sections", "Decks"]
    assert decks == ["Another lesson"]


async def test_the_title_has_a_palette_with_its_own_commands_first() -> None:
    app = make_app()
    async with running(app, press="ctrl+p") as pilot:
        titles = [entry.title for entry in _entries(app) if entry.group == "Commands"]
        await pilot.press("1", "0", "enter")
        await settled(pilot)

        assert titles[:2] == ["Begin", "Another route"]
        assert len(titles) == len(set(titles))
        assert "Next mark" not in titles
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.index == 9


async def test_a_command_of_the_palette_runs_on_the_title() -> None:
    app = make_app()
    async with running(app, press="ctrl+p") as pilot:
        await pilot.press(*"overview", "enter")
        await settled(pilot)
        assert "Overview" in last_line(app)


async def test_a_deck_of_the_palette_is_opened(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# One\n\nText.\n\n# Two\n\nText.\n", encoding="utf-8")
    app = make_app(section=FIRST)
    app._other_decks = lambda: {"other": "Another lesson"}
    app._open_other = lambda name: open_deck(tmp_path / f"{name}.md", Problems())
    async with running(app, press="ctrl+p") as pilot:
        await pilot.press(*"another", "enter")
        await settled(pilot)

        assert app.session.opened.deck.id == "other"
        assert isinstance(app.screen, TitleScreen)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36)])
async def test_keys_stand_in_one_column_and_the_chosen_entry_is_told_of_at_the_foot(
    size: tuple[int, int],
) -> None:
    app = make_app(section=FIRST)
    async with running(app, size, press="ctrl+p down") as pilot:
        rows = screen_text(app).split("\n")
        ends = {len(row.rstrip(" │─")) for row in rows if re.search(r" [→oacS?/] │", row)}
        foot = next(y for y, row in enumerate(rows) if "╰" in row) - 1
        told = rows[foot]
        await pilot.press("down")
        await pilot.pause()

        assert len(ends) == 1
        assert told.strip("│ ")
        assert told != screen_text(app).split("\n")[foot]


def test_the_first_digit_of_a_section_finds_it_first() -> None:
    assert _found("1", " 2  Two 1", " 1  One", "10  Ten") == [" 1  One", "10  Ten", " 2  Two 1"]


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36), (20, 6)])
async def test_it_is_used_at_every_size(size: tuple[int, int]) -> None:
    app = make_app(section=FIRST)
    async with running(app, size, press="ctrl+p") as pilot:
        press_at_once(app, "end up up pagedown pageup down x backspace h e l p")
        await settled(pilot)
        assert isinstance(app.screen, PaletteScreen)
        press_at_once(app, "enter")
        await settled(pilot)
        assert isinstance(app.screen, LinesScreen)


async def test_what_is_pasted_is_typed_and_escape_changes_nothing() -> None:
    from textual import events

    app = make_app(section=FIRST)
    async with running(app, press="ctrl+g") as pilot:
        app.post_message(events.Paste(f"{COUNT}\n"))
        await settled(pilot)
        assert f"❯ {COUNT}" in screen_text(app)
        press_at_once(app, "escape")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.index == 0


async def test_a_click_runs_what_it_hits() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+g") as pilot:
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if f"{COUNT}  " in line)
        await pilot.click(offset=(20, row))
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.index == COUNT - 1


async def test_nothing_found_is_said_and_enter_does_nothing() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+p z q z q z enter"):
        assert "Nothing here is called that." in screen_text(app)
        assert isinstance(app.screen, PaletteScreen)


def _background(app: ReaderApp) -> str:
    """Colour behind the first cell of the screen, which is none of the palette's box."""
    driver = app._driver
    assert isinstance(driver, ScreenDriver)
    return f"#{driver.cells[0][0].bg}"


async def test_a_theme_is_shown_while_it_is_chosen_and_given_back() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36)) as pilot:
        before = _background(app)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert before == DARK.surface != _background(app)  # what lies behind is dimmed
        await pilot.press(*"solarized l")
        await pilot.pause()
        light = palette_named("solarized-light")
        assert app.reader_palette is light
        assert int(_background(app)[1:3], 16) >= int(light.surface[1:3], 16)
        await pilot.press("backspace", "d")
        await pilot.pause()
        assert app.reader_palette is palette_named("solarized-dark")
        await pilot.press("escape")
        await pilot.pause()
        assert app.reader_palette is DARK
        assert _background(app) == before


async def test_the_theme_returns_when_something_else_is_chosen() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+p") as pilot:
        await pilot.press(*"nord")
        await pilot.pause()
        assert app.reader_palette is palette_named("nord")
        await pilot.press(*["backspace"] * 4, *"help")
        await pilot.press("enter")
        await settled(pilot)
        assert app.reader_palette is DARK


async def test_a_theme_that_was_opened_stays_and_is_one_of_the_pair() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+p") as pilot:
        await pilot.press(*"nord", "enter")
        await settled(pilot)
        nord = palette_named("nord")
        assert app.reader_palette is nord
        await pilot.press("T")
        await pilot.pause()
        assert app.reader_palette is LIGHT
        await pilot.press("T")
        await pilot.pause()
        assert app.reader_palette is nord


async def test_a_preview_changes_nothing_of_the_pair() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="ctrl+p") as pilot:
        await pilot.press(*"gruvbox")
        await pilot.press("escape")
        await pilot.press("T")
        await pilot.press("T")
        await pilot.pause()
        assert app.reader_palette is DARK
