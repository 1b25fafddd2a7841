"""The panes beside the text: what they show, and whose room they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.render.line import line_width
from explainer.ui.app import ReaderApp
from explainer.ui.overlays.lines_screen import CardScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.bundled import BUNDLED
from tests.ui.reading import last_line, make_app, running, screen_text


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a file without sources, with words to fill any line."""
    file = tmp_path / "notes.md"
    file.write_text("# Notes\n\n" + "some words that fill lines " * 60 + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [120, 160])
async def test_a_file_without_sources_gives_its_text_the_room_of_the_evidence(
    notes: Path, width: int
) -> None:
    app = make_app(notes, section="notes")
    async with running(app, (width, 36)) as pilot:
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        longest = max(line_width(line) for line in reader.pane.page.lines)
        await pilot.press("e")
        await pilot.pause()

        assert not reader.beside.evidence.display
        assert reader.pane.size.width == width - reader.beside.outline.size.width
        assert longest > 78
        assert "This deck has no sources." in last_line(app)


async def test_a_deck_with_sources_keeps_its_pane() -> None:
    app = make_app(BUNDLED, section="two-articles")
    async with running(app, (120, 36)):
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.beside.evidence.display


@pytest.fixture
def betting(tmp_path: Path) -> Path:
    """Return a deck with a bet, an event that settles it, and a claim marked in the text."""
    files = {
        "deck.toml": 'format = 1\nid = "betting"\ntitle = "Betting"\n',
        "01-start.md": '+++\nbets = ["who"]\n+++\n\n# The start\n\n[It runs]{claim=c2}.\n\n'
        '```{timeline} dam\nscale = "even"\n```\n\n' + "More words.\n\n" * 60,
        "data/dam.toml": 'title = "Dam"\n[[event]]\ndate = "1823"\ntitle = "Built"\n'
        'claims = ["c1"]\n',
        "claims.toml": '[[claim]]\nid = "c1"\ntext = "The dam holds."\nverdict = "contradicted"\n'
        'sources = ["s1"]\n[[claim]]\nid = "c2"\ntext = "It is old."\nverdict = "supported"\n'
        'sources = ["s1"]\n',
        "sources.toml": '[[source]]\nid = "s1"\ntitle = "A page"\n',
        "quiz/q.toml": '[[question]]\nid = "who"\ntype = "true-false"\nprompt = "Does it hold?"\n'
        'answer = false\nsection = "start"\nexplain = "No."\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def evidence_on_screen(app: ReaderApp) -> str:
    """Return the words of the evidence, beside the text or in a box over it."""
    screen = app.screen
    pane = (
        screen.beside.evidence if isinstance(screen, ReaderScreen) else screen.query_one("#lines")
    )
    box = pane.region
    rows = screen_text(app).split("\n")[box.y : box.bottom]
    return " ".join(" ".join(row[box.x : box.right] for row in rows).split())


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_evidence_of_an_unread_section_with_a_bet_tells_no_verdict_that_its_page_does_not(
    betting: Path, width: int, reading_at_once: None
) -> None:
    app = make_app(betting, section="start")
    async with running(app, (width, 30), "e" if width < 120 else "") as pilot:
        assert isinstance(app.screen, CardScreen) is (width < 120)
        unread = evidence_on_screen(app)
        await pilot.press(*(["escape"] if width < 120 else []), *["space"] * 20)
        await pilot.press("escape", "home")
        await pilot.pause()
        await pilot.press(*(["e"] if width < 120 else []))
        await pilot.pause()

        assert "The dam holds." in unread
        assert "contradicted" not in unread
        assert "more verdicts once" in unread
        assert "✓ supported" in unread
        assert "contradicted" in evidence_on_screen(app)


async def test_the_evidence_names_the_key_that_leads_to_the_desk() -> None:
    app = make_app(section="two-articles")
    async with running(app, (140, 40)):
        assert "Q judge it yourself" in evidence_on_screen(app).replace("  ", " ")
