"""Addresses in cards, lists and feedback: selected and followed by key, or by a click."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from explainer.deck.loader import open_deck
from explainer.learner.place import Place
from explainer.problems import Problems
from explainer.render.line import TextRun
from explainer.ui.app import ReaderApp
from explainer.ui.base.link_opening import follow_link
from explainer.ui.base.requests import ShowCard
from explainer.ui.base.session import LinkUse, Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.overlays.lines_screen import CardScreen
from explainer.ui.terminal import browser
from tests.bundled import BUNDLED
from tests.ui.asking import ask, press
from tests.ui.reading import last_line, posted, running, screen_text


def reader(links: LinkUse, section: str = "two-articles") -> ReaderApp:
    setup = Setup(Settings(), kiosk=links is LinkUse.NONE, links=links)
    return ReaderApp(Session(open_deck(BUNDLED, Problems()), setup), start=Place(section, ""))


async def open_card(app: ReaderApp, pilot: Pilot[str], *addresses: str) -> CardScreen:
    lines = [[TextRun(f"Source {n}", "link", one)] for n, one in enumerate(addresses)]
    await posted(app, pilot, ShowCard("Evidence", lambda width: lines))
    assert isinstance(app.screen, CardScreen)
    return app.screen


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that were given to a browser, which shows nothing."""
    found: list[str] = []

    def open_it(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(browser, "open_in_browser", open_it)
    return found


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)])
async def test_tab_selects_links_of_a_card_and_o_opens_the_selected_one(
    opened: list[str], size: tuple[int, int]
) -> None:
    app = reader(LinkUse.OPEN)
    async with running(app, size) as pilot:
        await open_card(app, pilot, "https://a.example", "https://b.example")
        assert "o open link" in last_line(app)
        await press(app, pilot, "tab tab o")
        assert opened == ["https://b.example"]
        assert "Opened in your browser" in last_line(app)
        await press(app, pilot, "shift+tab enter")

        assert opened == ["https://b.example", "https://a.example"]
        assert not app.clipboard


async def test_without_a_browser_of_ours_the_address_is_copied_and_told(opened: list[str]) -> None:
    app = reader(LinkUse.COPY)
    async with running(app) as pilot:
        await open_card(app, pilot, "https://a.example")
        assert "o copy link" in last_line(app)
        await press(app, pilot, "o")

        assert app.clipboard == "https://a.example"
        assert "Sent to the clipboard: https://a.example" in last_line(app)
        assert not opened


async def test_a_browser_that_fails_leaves_the_address_in_the_clipboard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "open_in_browser", lambda address: False)
    app = reader(LinkUse.OPEN)
    async with running(app) as pilot:
        await open_card(app, pilot, "https://a.example")
        await press(app, pilot, "o")

        assert app.clipboard == "https://a.example"


async def test_a_kiosk_neither_opens_nor_copies(opened: list[str]) -> None:
    app = reader(LinkUse.NONE)
    async with running(app) as pilot:
        await open_card(app, pilot, "https://a.example")
        await press(app, pilot, "o")

        assert not opened
        assert not app.clipboard
        assert "Nothing is opened or copied" in last_line(app)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://a.example/\x1b]0;x\x07"])
async def test_a_hostile_address_goes_nowhere(opened: list[str], address: str) -> None:
    app = reader(LinkUse.OPEN)
    async with running(app):
        follow_link(app, address)

        assert not opened
        assert not app.clipboard


async def test_a_click_on_a_link_of_a_card_follows_it(opened: list[str]) -> None:
    app = reader(LinkUse.OPEN)
    async with running(app) as pilot:
        await open_card(app, pilot, "https://a.example", "https://b.example")
        rows = screen_text(app).split("\n")
        row = next(n for n, line in enumerate(rows) if "Source 1" in line)
        await pilot.click(offset=(rows[row].index("Source 1") + 1, row))
        await app.workers.wait_for_complete()

        assert opened == ["https://b.example"]


async def test_the_list_of_sources_follows_the_address_of_the_chosen_one(
    opened: list[str],
) -> None:
    app = reader(LinkUse.OPEN)
    async with running(app, (120, 36)) as pilot:
        await press(app, pilot, "S down o")

        assert len(opened) == 1
        assert opened[0].startswith("https://")


async def test_feedback_leads_to_the_address_of_its_source(opened: list[str]) -> None:
    app = reader(LinkUse.OPEN)
    async with running(app, (120, 36)) as pilot:
        deck = app.session.opened.deck
        asked = next(q for q in deck.questions.values() if q.choices and q.sources and not q.open)
        await ask(app, pilot, asked.id)
        await press(app, pilot, "d o")
        if not opened:
            assert isinstance(app.screen, CardScreen)
            await press(app, pilot, "o")

        assert opened[0] in {source.url for source in deck.sources.values()}


async def test_a_card_without_links_says_so() -> None:
    app = reader(LinkUse.OPEN)
    async with running(app) as pilot:
        await open_card(app, pilot)
        await press(app, pilot, "o")

        assert "There is no link here." in last_line(app)
