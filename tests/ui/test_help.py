"""The help: legend, the keys that matter here, all keys after the second press."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.problems import Problems
from explainer.render.line import line_text, line_width
from explainer.ui.app import ReaderApp
from explainer.ui.base.legend import legend_lines
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.overlays.help_screen import HelpScreen
from tests.bundled import FIRST
from tests.ui.asking import asking_app, press
from tests.ui.reading import BUNDLED, last_line, make_app, running, screen_text, words_on_screen
from tests.ui.teaching import Lesson


def rows(app: ReaderApp) -> list[str]:
    return [" ".join(row.split()) for row in screen_text(app).split("\n")]


async def test_the_legend_comes_first_then_the_keys_with_their_effects() -> None:
    app = make_app(section=FIRST)
    async with running(app, (40, 60), press="question_mark"):
        text = words_on_screen(app)

    assert text.startswith("Claims ✓ supported ≈ partly ✗ contradicted ? unverified")
    assert text.index("D weak") < text.index("◐ begun") < text.index("Read on")
    assert "/ Search" in text


@pytest.mark.parametrize(("width", "columns"), [(40, 1), (80, 2), (120, 2)])
async def test_keys_stand_in_two_columns_where_there_is_room(width: int, columns: int) -> None:
    app = make_app(section=FIRST)
    async with running(app, (width, 60), press="question_mark"):
        row = next(row for row in rows(app) if row.startswith("n Next section"))
        first = next(row for row in rows(app) if row.startswith("Read on"))

    assert row.startswith("n Next section")
    assert (first != "Read on") is (columns == 2)


async def test_it_fits_on_a_terminal_of_80_by_24() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="question_mark"):
        assert "more" not in last_line(app)
        assert "? all keys" in last_line(app)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36)])
async def test_the_same_key_shows_all_keys_and_then_fewer(size: tuple[int, int]) -> None:
    app = make_app(section=FIRST)
    async with running(app, size, press="question_mark") as pilot:
        before = screen_text(app)
        await press(app, pilot, "end question_mark")
        assert "→ l Space PgDn" in screen_text(app)
        assert "? fewer keys" in last_line(app)
        assert last_line(app).startswith(" All keys")
        await press(app, pilot, "end f1")
        assert screen_text(app) == before
        await press(app, pilot, "question_mark q")
        assert app.screen is app.reader


async def test_all_keys_are_those_of_every_command_of_the_screen() -> None:
    app = make_app(section=FIRST)
    async with running(app):
        reader = app.reader
        assert reader is not None
        told = " ".join(line_text(line) for line in reader.all_key_lines(70))
        keys = {id for one in reader.commands for id in reader.keymap.keys(one.id)}

    assert len(keys) > 40
    assert "Back to the shell for a while" in told
    assert "Ctrl+Z" in told
    assert "Pressed twice" not in told  # it is named beside the last section
    assert "First section" in told


async def test_keys_that_are_set_are_shown_on_both_pages() -> None:
    settings = Settings(keys={"overview": ("x",), "help": ("y",), "search": ()})
    app = make_app(section=FIRST, settings=settings)
    async with running(app, (80, 60), press="y") as pilot:
        assert any(row.startswith("x Overview") for row in rows(app))
        assert "Search" not in words_on_screen(app)
        assert "y all keys" in last_line(app)
        await press(app, pilot, "y")
        assert any(row.startswith("x All sections at a glance") for row in rows(app))
        assert "Search the whole deck" not in words_on_screen(app)


async def test_only_what_can_do_something_is_shown_at_first(tmp_path: Path) -> None:
    deck = tmp_path / "plain.md"
    deck.write_text("# One\n\nText.\n\n# Two\n\nMore.\n", encoding="utf-8")
    app = make_app(deck, section="one")
    async with running(app, (80, 60), press="question_mark") as pilot:
        few = words_on_screen(app)
        await press(app, pilot, "question_mark")
        everything = words_on_screen(app)

    for title in ("Claims", "Sources", "Terms", "Ask me", "Next mark", "Other decks", "Evidence"):
        assert title not in few
    assert "Overview" in few
    assert few.startswith("Sections ✓ read")
    assert "Every claim of the deck" in everything


async def test_the_match_before_is_shown_while_a_search_is_followed() -> None:
    app = make_app(section=FIRST)
    async with running(app, (80, 60), press="slash") as pilot:
        await pilot.press(*"regulator", "enter")
        await press(app, pilot, "question_mark")

        assert "N Previous match" in words_on_screen(app)


async def test_other_decks_are_offered_where_there_are_some() -> None:
    app = make_app(section=FIRST)
    app._other_decks = lambda: {"other": "Another lesson"}
    async with running(app, (80, 60), press="question_mark"):
        assert "Ctrl+O Other decks" in words_on_screen(app)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36)])
async def test_both_pages_end_with_the_path_of_the_settings(size: tuple[int, int]) -> None:
    setup = Setup(Settings(), settings_file="/home/ada/settings.toml")
    app = ReaderApp(Session(open_deck(BUNDLED, Problems()), setup))
    async with running(app, size, press="enter question_mark end") as pilot:
        assert "/home/ada/settings.toml" in rows(app)
        await press(app, pilot, "question_mark end")
        assert "/home/ada/settings.toml" in rows(app)


async def test_the_title_shows_its_own_keys_and_all_of_the_text_after_them() -> None:
    app = make_app()
    async with running(app, (80, 120), press="question_mark") as pilot:
        few = words_on_screen(app)
        await press(app, pilot, "question_mark")
        everything = words_on_screen(app)

    assert "On the title" in few
    assert "Another route" in few
    assert "Start again" not in few  # nothing was read yet
    assert "Backspace" not in few
    assert "Backspace" in everything


async def test_a_question_shows_the_keys_of_its_answer_and_all_types_behind_them() -> None:
    app = asking_app()
    async with running(app, (80, 60)) as pilot:
        await press(app, pilot, "a f1")
        assert "While a question is asked" in words_on_screen(app)
        assert "Behind an answer" not in words_on_screen(app)
        await press(app, pilot, "f1")
        assert "Behind an answer" in words_on_screen(app)
        assert "lift a row of an order" in words_on_screen(app)


async def test_a_presenter_finds_the_keys_by_what_they_are_for() -> None:
    lesson = Lesson()
    async with running(lesson.app, (120, 36), press="question_mark"):
        assert isinstance(lesson.app.screen, HelpScreen)
        for group in ("Go on", "What the class sees", "Your console"):
            assert group in words_on_screen(lesson.app)


async def test_the_library_has_no_marks_to_explain() -> None:
    app = make_app()
    app._first_screen = lambda: LibraryScreen([app.session.opened.deck])
    async with running(app, press="question_mark"):
        assert "supported" not in screen_text(app)
        assert "Look closer" in screen_text(app)


@pytest.mark.parametrize("width", [8, 20, 36, 76, 84])
def test_no_line_of_the_legend_is_wider_than_its_room(width: int) -> None:
    lines = legend_lines(open_deck(BUNDLED, Problems()).deck, width)

    assert max(map(line_width, lines)) <= max(width, 25)
    words = " ".join(line_text(line) for line in lines)
    assert len(re.findall(r"✓|≈|✗|\?|❝|◷|◐|·", words)) == 9


@pytest.mark.parametrize("section", ["", FIRST])
async def test_no_command_is_listed_twice(section: str) -> None:
    app = make_app(section=section)
    async with running(app):
        screen = app.screen
        assert isinstance(screen, PaintedScreen)
        named = [command.id for command in screen.commands_that_matter]

    assert len(named) == len(set(named))
