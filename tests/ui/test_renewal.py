"""Announcements of a host, and new versions of a deck, in readers that are open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.quiz.run import Phase
from explainer.render.line import line_text
from explainer.ui.app import ReaderApp
from explainer.ui.decks import UPDATED
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.library.lobby_screen import LobbyScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import DECK, ask, press
from tests.ui.reading import last_line, running, screen_text
from tests.ui.visiting import opened_deck, visiting_app, visitor, write_deck

PARTS = "\n\n".join(f"## Part {n}\n\nText of part {n}." for n in range(40))


def text_of(name: str) -> str:
    return f"# Section {name}\n\n{PARTS}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sections = {name: text_of(name) for name in "abcd"}
    return write_deck(tmp_path / "deck", sections, title="Old title")


async def given_new(app: ReaderApp, pilot: Pilot[str], folder: Path) -> None:
    app.renew(opened_deck(folder))
    await pilot.pause()
    await pilot.pause()


def reader_of(app: ReaderApp) -> ReaderScreen:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def section_of(app: ReaderApp) -> str:
    return app.session.opened.deck.outline[reader_of(app).index].id


def top_line(app: ReaderApp) -> str:
    pane = reader_of(app).pane
    return line_text(pane.page.lines[pane.top])


def reading_app(folder: Path, section: str = "", block: str = "") -> ReaderApp:
    return visiting_app(visitor(opened_deck(folder)), section, block)


@pytest.mark.parametrize("keys", ["", "enter", "enter question_mark", "enter o", "enter slash"])
async def test_an_announcement_is_in_the_last_line_of_any_screen_until_the_next_key(
    folder: Path, keys: str
) -> None:
    app = reading_app(folder)
    async with running(app, press=keys) as pilot:
        app.announce("Closing [b]in\n a[/b]\x1b[31m minute")
        await pilot.pause()
        assert "Closing [b]in a[/b][31m minute" in last_line(app)
        await press(app, pilot, "down")

        assert "Closing" not in screen_text(app)


async def test_an_announcement_is_in_a_quiz_the_library_and_the_lobby(folder: Path) -> None:
    quiz = visiting_app(visitor(opened_deck(DECK)), "springs")
    async with running(quiz) as pilot:
        await ask(quiz, pilot, "truth")
        quiz.announce("Hello")
        await pilot.pause()
        assert "Hello" in last_line(quiz)
    opened = opened_deck(folder)
    for screen in (LibraryScreen([opened.deck]), LobbyScreen(opened, lambda: None, 10**6)):
        app = ReaderApp(visitor(opened), first_screen=lambda first=screen: first)  # type: ignore[misc]  # bound now
        async with running(app) as pilot:
            app.announce("Hello")
            await pilot.pause()
            assert "Hello" in last_line(app)


@pytest.mark.parametrize("words", ["", "x" * 500, "北京" * 200, "👷" * 100])
@pytest.mark.parametrize("size", [(10, 4), (40, 15)])
async def test_an_announcement_of_any_length_leaves_one_row(
    folder: Path, words: str, size: tuple[int, int]
) -> None:
    app = reading_app(folder, "a")
    async with running(app, size) as pilot:
        app.announce(words)
        await pilot.pause()
        assert len(screen_text(app).split("\n")) == size[1]


async def test_the_host_may_speak_from_another_task_and_when_the_app_is_gone(
    folder: Path,
) -> None:
    app = reading_app(folder, "a")
    async with running(app) as pilot:
        await asyncio.create_task(_tell(app, folder))
        await pilot.pause()
        await pilot.pause()
        assert UPDATED in last_line(app)
    await _tell(app, folder)


async def _tell(app: ReaderApp, folder: Path) -> None:
    app.announce("Hello")
    app.renew(opened_deck(folder))


async def test_the_reader_stays_at_their_block_in_the_new_text(folder: Path) -> None:
    app = reading_app(folder, "b", "part-20")
    async with running(app) as pilot:
        before = top_line(app)
        longer = {name: text_of(name) for name in "abcd"}
        longer["b"] = longer["b"].replace("# Section b\n", "# Section b\n\nNew words first.\n")
        write_deck(folder, longer, title="New title")
        await given_new(app, pilot, folder)

        assert section_of(app) == "b"
        assert before in screen_text(app)
        assert UPDATED in last_line(app)
        await press(app, pilot, "G home")
        await press(app, pilot, "2 G")
        assert "New words first." in screen_text(app)


@pytest.mark.parametrize(
    ("left", "section"),
    [("abcd", "c"), ("abd", "b"), ("ad", "a"), ("d", "d"), ("dcba", "c"), ("xycz", "c")],
)
async def test_a_section_that_is_gone_is_the_nearest_earlier_one(
    folder: Path, left: str, section: str
) -> None:
    app = reading_app(folder, "c")
    async with running(app) as pilot:
        write_deck(folder, {name: text_of(name) for name in left}, title="New")
        await given_new(app, pilot, folder)

        assert section_of(app) == section
        await press(app, pilot, "n p n space left")


async def test_a_version_without_sections_is_passed_over(folder: Path) -> None:
    app = reading_app(folder, "c")
    async with running(app) as pilot:
        old = app.session.opened
        write_deck(folder, {}, title="New")
        await given_new(app, pilot, folder)

        assert app.session.opened is old
        assert UPDATED not in last_line(app)


async def test_the_title_shows_the_new_title_and_what_follows_is_the_new_text(
    folder: Path,
) -> None:
    app = reading_app(folder)
    async with running(app) as pilot:
        write_deck(folder, {"z": "# Another\n\nOther words."}, title="New title")
        await given_new(app, pilot, folder)
        assert "New title" in screen_text(app)
        await press(app, pilot, "enter")

        assert "Other words." in screen_text(app)


@pytest.mark.parametrize("keys", ["o", "slash", "question_mark", "W", "g o", "ctrl+p", "ctrl+g"])
async def test_what_is_open_over_the_text_goes_on_and_the_text_is_new_behind_it(
    folder: Path, keys: str
) -> None:
    app = reading_app(folder, "d")
    async with running(app) as pilot:
        await press(app, pilot, keys)
        over = app.screen
        write_deck(folder, {"a": text_of("a")}, title="New title")
        await given_new(app, pilot, folder)
        assert app.screen is over
        await press(app, pilot, "escape")
        await pilot.pause()

        assert section_of(app) == "a"
        assert app.session.section_count == 1
        assert UPDATED in last_line(app)


async def test_choosing_a_section_that_goes_away_is_no_crash(folder: Path) -> None:
    app = reading_app(folder)
    async with running(app, press="o") as pilot:
        write_deck(folder, {"a": text_of("a")}, title="New title")
        await given_new(app, pilot, folder)
        await press(app, pilot, "4 enter")
        await pilot.pause()

        assert reader_of(app).index < app.session.section_count


async def test_of_several_versions_the_newest_comes_when_all_is_closed(folder: Path) -> None:
    app = reading_app(folder, "b")
    async with running(app, press="o") as pilot:
        for title in ("Second", "Third"):
            write_deck(folder, {name: text_of(name) for name in "ab"}, title=title)
            await given_new(app, pilot, folder)
        await press(app, pilot, "escape")
        await pilot.pause()

        assert app.session.opened.deck.title == "Third"
        assert app.decks.renewal is None


async def test_an_open_quiz_goes_on_with_its_questions_until_it_is_closed(tmp_path: Path) -> None:
    from shutil import copytree

    deck = tmp_path / "asking"
    copytree(DECK, deck)
    app = visiting_app(visitor(opened_deck(deck)), "springs")
    async with running(app) as pilot:
        screen = await ask(app, pilot, "truth", "single")
        for file in (deck / "quiz").iterdir():
            file.unlink()
        await given_new(app, pilot, deck)
        assert app.screen is screen
        while screen.quiz_session.run.phase is not Phase.DONE:
            await press(app, pilot, "d enter")
        assert len(screen.quiz_session.run.responses) >= 2
        await press(app, pilot, "escape")
        await pilot.pause()

        assert app.session.opened.deck.questions == {}
        reader_of(app)
        await press(app, pilot, "a")
        assert "This section has no questions." in last_line(app)


async def test_a_search_is_given_up_with_the_text_that_it_was_of(folder: Path) -> None:
    app = reading_app(folder, "b")
    async with running(app) as pilot:
        await press(app, pilot, "slash")
        await pilot.press(*"part")
        await press(app, pilot, "enter")
        reader = reader_of(app)
        assert reader.trail is not None
        write_deck(folder, {"b": "# Short\n\nNothing."}, title="New")
        await given_new(app, pilot, folder)
        assert reader.trail is None
        await press(app, pilot, "n N p")

        assert "Nothing." in screen_text(app)


async def test_the_library_lists_the_new_version_of_a_deck_that_is_not_open(
    folder: Path, tmp_path: Path
) -> None:
    other = write_deck(tmp_path / "other", {"a": text_of("a")}, title="Other", name="other")
    opened = opened_deck(folder)
    decks = [opened.deck, opened_deck(other).deck]
    app = ReaderApp(visitor(opened), first_screen=lambda: LibraryScreen(decks))
    async with running(app) as pilot:
        write_deck(other, {"a": text_of("a")}, title="Other anew", name="other")
        await given_new(app, pilot, other)

        assert "Other anew" in screen_text(app)
        assert app.session.opened is opened


async def test_answers_and_read_sections_stay(tmp_path: Path) -> None:
    app = visiting_app(visitor(opened_deck(DECK)), "springs")
    async with running(app, (120, 60)) as pilot:
        await ask(app, pilot, "truth")
        await press(app, pilot, "d escape")
        answers = app.session.attempts
        read = app.session.read
        await given_new(app, pilot, DECK)

        assert answers
        assert (app.session.attempts, app.session.read) == (answers, read)


@pytest.mark.parametrize("keys", ["", "n G", "tab", "slash", "question_mark"])
@pytest.mark.parametrize(
    ("left", "is_emptied"), [("a", False), ("xyz", False), ("dcba", True), ("d", True), ("", False)]
)
async def test_whatever_changed_the_reader_goes_on(
    tmp_path: Path, left: str, keys: str, is_emptied: bool
) -> None:
    folder = tmp_path / "fuzz"
    write_deck(folder, {name: text_of(name) for name in "abcd"}, title="Old")
    app = reading_app(folder, "c", "part-30")
    async with running(app, press=keys) as pilot:
        texts = {name: "" if is_emptied else text_of(name)[:200] for name in left}
        write_deck(folder, texts, title="New")
        await given_new(app, pilot, folder)
        await press(app, pilot, "escape escape n p space G left tab escape")

        assert 0 <= reader_of(app).index < app.session.section_count
        assert is_emptied or top_line(app) in screen_text(app)
