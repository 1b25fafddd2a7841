"""The library: hosted decks, choosing one by key or mouse, and returning."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from explainer.deck.loader import OpenDeck
from explainer.deck.model import Deck
from explainer.problems import ExplainerError
from explainer.render.line import line_width
from explainer.ui.app import ReaderApp
from explainer.ui.library.library_screen import LibraryList, LibraryScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen
from tests.ui.asking import press
from tests.ui.reading import last_line, running, screen_text, words_on_screen
from tests.ui.visiting import FolderKeeper, opened_deck, visitor, write_deck

SIZES = [(40, 15), (80, 24), (120, 36)]
LONG = "# One\n\n" + "\n\n".join(f"Paragraph {n}." for n in range(60))


@pytest.fixture
def shelf(tmp_path: Path) -> dict[str, OpenDeck]:
    """Three decks by id."""
    decks = {}
    for name in ("first", "second", "third"):
        sections = {"one": LONG, "two": "# Two\n\nText."}
        folder = write_deck(tmp_path / name, sections, title=f"The {name} lesson", name=name)
        decks[name] = opened_deck(folder)
    return decks


def library_app(
    shelf: dict[str, OpenDeck], keeper: FolderKeeper | None = None, record: Path | None = None
) -> ReaderApp:
    opened = next(iter(shelf.values()))
    decks = [one.deck for one in shelf.values()]
    return ReaderApp(
        visitor(opened, keeper, record=record),
        first_screen=lambda: LibraryScreen(decks),
        other_decks=lambda: {name: one.deck.title for name, one in shelf.items()},
        open_other=lambda name: shelf[name],
    )


def chosen(app: ReaderApp) -> str:
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    return screen.choices.decks[screen.choices.chosen].id


@pytest.mark.parametrize("size", SIZES)
async def test_every_deck_says_what_it_is_about_and_how_long_it_takes(
    shelf: dict[str, OpenDeck], size: tuple[int, int]
) -> None:
    for name, one in shelf.items():
        one.deck = msgspec.structs.replace(one.deck, minutes=25, summary=f"About {name}.")
    app = library_app(shelf)
    async with running(app, size):
        words = words_on_screen(app)

    for part in ("The first lesson", "25 min · 2 sections", "About first.", "1/3 · Lessons"):
        assert part in words


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("down", "second"),
        ("j j", "third"),
        ("j j j j", "third"),
        ("2", "second"),
        ("9", "first"),
        ("end", "third"),
        ("3 k", "second"),
        ("3 home", "first"),
        ("up", "first"),
    ],
)
async def test_keys_choose(shelf: dict[str, OpenDeck], keys: str, name: str) -> None:
    app = library_app(shelf)
    async with running(app, press=keys):
        assert chosen(app) == name


async def test_enter_opens_the_chosen_decks_title(shelf: dict[str, OpenDeck]) -> None:
    app = library_app(shelf)
    async with running(app, press="2 enter"):
        assert isinstance(app.screen, TitleScreen)
        assert "The second lesson" in screen_text(app)
        assert app.session.opened is shelf["second"]


@pytest.mark.parametrize("key", ["escape", "ctrl+o"])
@pytest.mark.parametrize("way", ["2 enter", "2 enter enter"])
async def test_a_key_leads_back_with_the_deck_that_was_left_chosen(
    shelf: dict[str, OpenDeck], way: str, key: str
) -> None:
    app = library_app(shelf)
    async with running(app, press=f"{way} {key}"):
        assert chosen(app) == "second"
        assert len(app.screen_stack) == 1


async def test_a_deck_goes_on_where_it_was_left_though_nothing_is_kept(
    shelf: dict[str, OpenDeck], reading_at_once: None
) -> None:
    app = library_app(shelf)
    async with running(app) as pilot:
        await press(app, pilot, "1 enter enter n escape 2 enter enter escape 1 enter")
        assert "Continue: Two" in screen_text(app)
        await press(app, pilot, "enter")

        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        assert (reader.index, app.session.read) == (1, {"two"})


async def test_keeping_keeps_every_deck_of_the_visit(
    shelf: dict[str, OpenDeck], tmp_path: Path, reading_at_once: None
) -> None:
    keeper = FolderKeeper(tmp_path / "visitor.sqlite")
    app = library_app(shelf, keeper)
    async with running(app) as pilot:
        await press(app, pilot, "1 enter enter n escape 2 enter enter n K")
    later = library_app(shelf, keeper, record=keeper.path)
    async with running(later) as pilot:
        await press(later, pilot, "1 enter")
        assert later.session.read == {"two"}
        await press(later, pilot, "escape 2 enter")
        assert later.session.read == {"two"}


async def test_a_deck_that_is_gone_is_said_and_the_library_stays(
    shelf: dict[str, OpenDeck],
) -> None:
    app = library_app(shelf)
    async with running(app) as pilot:
        del shelf["third"]
        await press(app, pilot, "3 enter")

        assert chosen(app) == "third"
        assert "not here any more" in last_line(app)


async def test_a_deck_that_cannot_be_opened_is_said(shelf: dict[str, OpenDeck]) -> None:
    def refuse(name: str) -> OpenDeck:
        raise ExplainerError(name)

    opened = shelf["first"]
    app = ReaderApp(
        visitor(opened),
        first_screen=lambda: LibraryScreen([opened.deck]),
        open_other=refuse,
    )
    async with running(app, press="enter"):
        assert "not here any more" in last_line(app)


async def test_a_click_chooses_and_a_click_on_the_chosen_deck_opens(
    shelf: dict[str, OpenDeck],
) -> None:
    app = library_app(shelf)
    async with running(app) as pilot:
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if "The second" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        assert chosen(app) == "second"
        await pilot.click(offset=(20, row))
        await pilot.pause()

        assert isinstance(app.screen, TitleScreen)


async def test_the_wheel_chooses_and_a_click_answers_in_the_last_line(
    shelf: dict[str, OpenDeck],
) -> None:
    app = library_app(shelf)
    async with running(app) as pilot:
        rows = app.screen.query_one(LibraryList)
        for event, name, place in (
            (MouseScrollDown, "second", "2/3"),
            (MouseScrollDown, "third", "3/3"),
            (MouseScrollUp, "second", "2/3"),
        ):
            rows.post_message(event(rows, 5, 5, 0, 0, 0, False, False, False))
            await pilot.pause()
            assert chosen(app) == name
            assert place in last_line(app)
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if "The first" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        assert "1/3" in last_line(app)


async def test_another_deck_closes_what_is_open_of_the_last(shelf: dict[str, OpenDeck]) -> None:
    app = ReaderApp(visitor(shelf["first"]), open_other=lambda name: shelf[name])
    async with running(app, press="enter o") as pilot:
        assert len(app.screen_stack) == 3
        assert app.decks.change(lambda: shelf["second"])
        await pilot.pause()

        assert [type(screen) for screen in app.screen_stack][1:] == [TitleScreen]
        assert "The second lesson" in screen_text(app)


async def test_a_deck_without_sections_leaves_the_open_one(
    shelf: dict[str, OpenDeck], tmp_path: Path
) -> None:
    empty = opened_deck(write_deck(tmp_path / "empty", {}, title="Empty", name="empty"))
    app = library_app(shelf)
    async with running(app, press="2 enter") as pilot:
        assert not app.decks.change(lambda: empty)
        await pilot.pause()

        assert "The second lesson" in screen_text(app)
        assert "no sections" in last_line(app)


async def test_escape_names_the_key_that_leaves_and_q_leaves(shelf: dict[str, OpenDeck]) -> None:
    app = library_app(shelf)
    async with running(app, press="escape") as pilot:
        assert "Press q to leave." in last_line(app)
        await press(app, pilot, "q")
        assert not app.is_running


def hostile_deck(number: int) -> Deck:
    from explainer.problems import Span

    texts = ["", "[b]x[/b] $HOME {c}", "北京" * 100, "👷" * 60, "word " * 60, "x" * 200]
    text = texts[number % len(texts)]
    return Deck(f"deck-{number}", text, (), Span("deck.toml"), summary=texts[-1 - number % 6])


@pytest.mark.parametrize("count", [0, 1, 12, 1000])
@pytest.mark.parametrize("size", [(1, 1), (10, 4), (40, 15), (80, 24)])
def test_no_row_is_wider_or_more_than_there_is_room_for(count: int, size: tuple[int, int]) -> None:
    width, height = size
    pane = LibraryList([hostile_deck(number) for number in range(count)])
    for chosen in (0, count // 2, count - 1):
        pane.chosen = max(0, chosen)
        lines = pane.visible_lines(width, height)

        assert len(lines) <= height
        if width >= 10:
            assert all(line_width(line) <= width for line in lines)


async def test_titles_are_text_and_never_markup(shelf: dict[str, OpenDeck]) -> None:
    one = shelf["first"]
    one.deck = msgspec.structs.replace(one.deck, title="[b]Bold[/b] [@click=app.quit]go[/]")
    app = library_app(shelf)
    async with running(app):
        assert "[b]Bold[/b] [@click=app.quit]go[/]" in screen_text(app)
