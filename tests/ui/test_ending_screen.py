"""The ending: reached after the last page, with doors to what may come next."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.ui.app import ReaderApp
from explainer.ui.reader.ending_screen import EndingScreen
from explainer.ui.reader.overview_screen import OverviewScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.review.review_screen import ReviewScreen
from tests.ui.asking import press
from tests.ui.reading import last_line, make_app, running, screen_text

FILES = {
    "deck.toml": 'format = 1\nid = "mills"\ntitle = "Mills"\nsections = ["one", "two"]\n',
    "01-one.md": "# Sails\n\ntext\n",
    "02-two.md": "# Wheels\n\n## How wheels turn\n\nThe last words.\n",
    "sources.toml": (
        '[[source]]\nid = "s"\ntitle = "Book"\npublisher = "P"\nurl = "https://example.org"\n'
        'date = 2026-01-01\ngrade = "A"\n'
    ),
    "claims.toml": (
        '[[claim]]\nid = "c"\ntext = "A wheel turns."\nverdict = "supported"\n'
        '[[claim.evidence]]\nsource = "s"\nnote = "It does."\n'
    ),
    "quiz/all.toml": """
[[question]]
id = "wind"
type = "single"
prompt = "What drives a wheel?"
section = "two"
settles = "how-wheels-turn"
choices = [
  { text = "Water", correct = true, fixed = true },
  { text = "Wind", fixed = true },
]
""",
}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    root = tmp_path / "deck"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


async def missed_and_ended(app: ReaderApp, pilot: Pilot[str]) -> None:
    """Miss the question of the last section, and go on to the ending."""
    await press(app, pilot, "a 2 enter enter 2 enter enter escape right")


async def test_after_the_last_page_comes_the_ending_and_back_is_the_last_page(deck: Path) -> None:
    app = make_app(deck, section="two")
    async with running(app, (100, 30)) as pilot:
        await press(app, pilot, "right")
        assert isinstance(app.screen, EndingScreen)
        assert "How it came out ──" in screen_text(app)
        await press(app, pilot, "right")
        assert "This is the end of the deck." in last_line(app)
        await press(app, pilot, "left")
        assert isinstance(app.screen, ReaderScreen)
        assert "The last words." in screen_text(app)


async def test_a_passage_to_read_again_is_opened_by_enter_digit_or_click(deck: Path) -> None:
    app = make_app(deck, section="two")
    async with running(app, (100, 30)) as pilot:
        await missed_and_ended(app, pilot)
        text = screen_text(app)
        assert "0 of 1 right at the first try." in text
        assert " 1  Wheels › How wheels turn" in text
        row = next(y for y, line in enumerate(text.split("\n")) if "› How wheels" in line)
        await pilot.click(offset=(text.split("\n")[row].index("How"), row))
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        for key in ("enter", "1"):
            await press(app, pilot, f"right {key}")
            assert isinstance(app.screen, ReaderScreen)
        await press(app, pilot, "right 2")
        assert isinstance(app.screen, EndingScreen)


async def test_the_doors_lead_to_review_desk_and_overview(deck: Path) -> None:
    app = make_app(deck, section="two")
    async with running(app, (100, 30)) as pilot:
        await missed_and_ended(app, pilot)
        await press(app, pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        await press(app, pilot, "escape d")
        assert "evidence desk" in last_line(app)
        assert isinstance(app.screen, EndingScreen)
        await press(app, pilot, "o")
        assert isinstance(app.screen, OverviewScreen)


async def test_the_ending_is_copied_as_text(deck: Path) -> None:
    app = make_app(deck, section="two")
    async with running(app, (100, 30)) as pilot:
        await press(app, pilot, "right y")
        assert app.clipboard.startswith("How it came out ──")
        assert "Sent how it came out" in last_line(app)
    visitor = make_app(deck, section="two", kiosk=True)
    async with running(visitor, (100, 30)) as pilot:
        await press(visitor, pilot, "right y")
        assert not visitor.clipboard
        assert "Nothing is copied here" in last_line(visitor)


async def test_a_deck_without_questions_says_that_it_ends(deck: Path) -> None:
    (deck / "quiz" / "all.toml").unlink()
    app = make_app(deck, section="two")
    async with running(app, (100, 30)) as pilot:
        await press(app, pilot, "right")
        assert isinstance(app.screen, ReaderScreen)
        assert "This is the end of the deck." in last_line(app)


async def test_long_endings_scroll_before_they_end(deck: Path) -> None:
    app = make_app(deck, section="two")
    async with running(app, (40, 11)) as pilot:
        await missed_and_ended(app, pilot)
        first = screen_text(app)
        assert "How it came out" in first
        assert "Comes back" not in first
        await press(app, pilot, "pagedown")
        assert isinstance(app.screen, EndingScreen)
        assert "Comes back" in screen_text(app)
        await press(app, pilot, "pageup")
        assert screen_text(app) == first
