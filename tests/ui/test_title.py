"""The title: its bet, and the keys by which one begins or goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.ui.base.settings import Settings
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen
from tests.bundled import BUNDLED
from tests.ui.reading import last_line, make_app, running, screen_text


@pytest.mark.parametrize("size", [(120, 36), (100, 20), (80, 24)])
async def test_a_digit_bets_on_the_title_where_the_bet_is_in_sight(size: tuple[int, int]) -> None:
    app = make_app(BUNDLED)
    async with running(app, size) as pilot:
        assert "Before you read" in screen_text(app)
        assert "1–4 bet" in last_line(app)
        assert "page" not in last_line(app)
        await pilot.press("2")
        await pilot.pause()

        assert app.session.attempts


async def test_the_title_counts_what_the_chosen_route_has() -> None:
    app = make_app(BUNDLED)
    async with running(app, (120, 36)) as pilot:
        whole = screen_text(app)
        await pilot.press("left")
        await pilot.pause()
        await pilot.press("left")
        await pilot.pause()
        short = screen_text(app)

    assert "90 minutes · 10 sections" in whole
    assert "20 minutes · 3 sections" in short


SMALL = [(40, 15), (60, 20), (99, 14), (120, 12)]


@pytest.mark.parametrize("size", SMALL)
async def test_a_bet_without_room_is_the_second_page_and_a_digit_bets_there(
    size: tuple[int, int],
) -> None:
    app = make_app(BUNDLED)
    async with running(app, size) as pilot:
        first = screen_text(app)
        assert "Before you read" not in first
        assert "page 1 of 2" in last_line(app)
        assert "Space bet" in last_line(app)
        await pilot.press("2")
        await pilot.pause()
        assert not app.session.attempts

        await pilot.press("space")
        await pilot.pause()
        assert "Before you read" in screen_text(app)
        assert "mainland China in June 2026?" in " ".join(screen_text(app).replace("▎", "").split())
        assert "How long" not in screen_text(app)
        assert "page 2 of 2" in last_line(app)
        assert "1–4 bet" in last_line(app)
        await pilot.press("2")
        await pilot.pause()
        (attempt,) = app.session.attempts
        assert "❯ 2" in screen_text(app)
        await pilot.press("3")
        await pilot.pause()
        assert len(app.session.attempts) == 2
        assert attempt.question == "the-ending"


@pytest.mark.parametrize(("forth", "back"), [
    ("space", "left"), ("pagedown", "pageup"), ("l", "h"), ("down", "up"), ("j", "backspace"),
])  # fmt: skip
async def test_the_pages_of_the_title_are_turned_by_the_keys_for_pages(
    forth: str, back: str
) -> None:
    app = make_app(BUNDLED)
    async with running(app, (40, 15)) as pilot:
        before = screen_text(app)
        await pilot.press(forth)
        await pilot.pause()
        assert "page 2 of 2" in last_line(app)
        await pilot.press(back)
        await pilot.pause()
        assert screen_text(app) == before
        assert isinstance(app.screen, TitleScreen)
        await pilot.press(forth, forth)
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_on_the_second_page_the_arrows_turn_pages_and_enter_begins() -> None:
    app = make_app(BUNDLED)
    async with running(app, (40, 15)) as pilot:
        await pilot.press("left")
        await pilot.pause()
        route = app.session.route
        assert route is not None
        await pilot.press("space", "tab", "left", "space")
        await pilot.pause()
        assert "page 2 of 2" in last_line(app)
        assert app.session.route is route
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_without_routes_the_arrows_turn_the_pages_of_the_title(tmp_path: Path) -> None:
    app = make_app(bet_deck(tmp_path, "Who took it?"))
    async with running(app, (40, 8)) as pilot:
        assert "→ bet" in last_line(app)
        await pilot.press("right")
        await pilot.pause()
        assert "Who took it?" in screen_text(app)
        await pilot.press("right")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_a_click_on_the_second_page_bets() -> None:
    app = make_app(BUNDLED)
    async with running(app, (40, 15), press="space") as pilot:
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if " 3  " in line)
        await pilot.click(offset=(12, row))
        await pilot.pause()

        assert len(app.session.attempts) == 1
        assert "❯ 3" in screen_text(app)


async def test_a_bet_that_loses_its_room_goes_to_the_second_page_and_comes_back() -> None:
    app = make_app(BUNDLED)
    async with running(app, (120, 36)) as pilot:
        await pilot.resize_terminal(40, 15)
        await pilot.pause()
        assert "1–4 bet" not in last_line(app)
        assert "page 1 of 2" in last_line(app)
        await pilot.press("space")
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert "page" not in last_line(app)
        assert "How long have you got?" in screen_text(app)
        assert "1–4 bet" in last_line(app)


async def test_a_bet_longer_than_a_page_is_on_as_many_as_it_needs(tmp_path: Path) -> None:
    app = make_app(bet_deck(tmp_path, "Who took it? " * 20))
    seen = ""
    async with running(app, (40, 8)) as pilot:
        for _ in range(6):
            await pilot.press("space")
            await pilot.pause()
            if not isinstance(app.screen, TitleScreen):
                break
            seen += screen_text(app).rpartition("\n")[0]

    assert " ".join(seen.replace("▎", "").split()).count("Who took it?") == 20
    assert "1  Ada" in seen
    assert "2  Bob" in seen


async def test_keys_that_were_set_turn_the_pages_of_the_title() -> None:
    settings = Settings(keys={"next": ("x",), "previous": ("y",)})
    app = make_app(BUNDLED, settings=settings)
    async with running(app, (40, 15)) as pilot:
        assert "x bet" in last_line(app)
        await pilot.press("x")
        await pilot.pause()
        assert "page 2 of 2" in last_line(app)
        await pilot.press("y")
        await pilot.pause()
        assert "page 1 of 2" in last_line(app)


def bet_deck(folder: Path, prompt: str) -> Path:
    """Return a deck with a bet and no routes."""
    (folder / "deck.toml").write_text('format = 1\nid = "bets"\ntitle = "Bets"\n')
    (folder / "01-start.md").write_text('+++\nbets = ["who"]\n+++\n\n# The start\n\nText.\n')
    (folder / "quiz").mkdir()
    (folder / "quiz" / "bets.toml").write_text(
        f'[[question]]\nid = "who"\ntype = "single"\nprompt = "{prompt.strip()}"\n'
        'section = "start"\nchoices = [{text = "Ada", correct = true}, {text = "Bob"}]\n'
    )
    return folder


async def test_a_long_title_to_go_on_with_is_cut_with_a_sign(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(BUNDLED, record=record)
    async with running(app, (40, 15), press="enter n n q"):
        await app.workers.wait_for_complete()
    again = make_app(BUNDLED, record=record)
    async with running(again, (40, 15)):
        (line,) = (line for line in screen_text(again).split("\n") if "Continue: " in line)

        assert line.rstrip().endswith("…")
