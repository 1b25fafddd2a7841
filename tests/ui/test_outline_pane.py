"""The outline shows the levels of a folder, and headings that lead to no section."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.problems import Problems
from explainer.render.line import line_width
from explainer.ui.reader.outline_pane import OutlinePane, OutlineState
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import press
from tests.ui.reading import make_app, running, screen_text

PAGES = {
    "index.md": "# Welcome\n\nTo [the flow](guide/deep/flow.md#more).\n",
    "guide/start.md": "# Start\n\nBack to [the index](../index.md).\n",
    "guide/deep/flow.md": "# The flow of a river, in many words\n\n## More\n\nText.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize("width", [16, 20, 34])
def test_levels_are_set_in_and_no_line_is_too_wide(folder: Path, width: int) -> None:
    deck = open_deck(folder, Problems()).deck
    pane = OutlinePane(deck.title, deck.outline, id="outline")
    pane.show(OutlineState(2, frozenset({"index"}), {}))

    lines = pane.visible_lines(width, 30)

    texts = ["".join(run.text for run in line) for line in lines]
    assert all(line_width(line) <= width for line in lines)
    places = [
        next(text.index(word) for text in texts if word in text)
        for word in ("Wel", "gui", "Sta", "deep", "The")
    ]
    assert places[0] == places[1] < places[2] == places[3] < places[4]


async def test_links_between_files_are_followed(folder: Path) -> None:
    app = make_app(folder)
    async with running(app, (120, 36), press="enter") as pilot:
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await press(app, pilot, "tab enter")
        assert reader.index == 2
        assert "guide" in screen_text(app)

        await press(app, pilot, "p tab enter")
        assert reader.index == 0


async def test_the_overview_shows_the_levels_too(folder: Path) -> None:
    app = make_app(folder)
    async with running(app, (80, 24), press="enter o"):
        lines = screen_text(app).split("\n")

    found = [next(line for line in lines if word in line) for word in ("Welcome", "Start", "The f")]
    places = [
        line.index(word) for line, word in zip(found, ("Welcome", "Start", "The f"), strict=True)
    ]
    assert places == [places[0], places[0] + 2, places[0] + 4]
