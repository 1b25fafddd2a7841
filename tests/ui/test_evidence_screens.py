"""The lists of claims, sources and terms on screen: filters, cards, and the way to the text."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from explainer.deck.model import Verdict
from explainer.ui.app import ReaderApp
from explainer.ui.base.finder import Finder
from explainer.ui.base.settings import Settings
from explainer.ui.overlays.lines_screen import CardScreen
from explainer.ui.reader.listing_screen import ListingScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.bundled import FIRST, MIDDLE, deck, number, stated, title
from tests.ui.reading import last_line, make_app, running, screen_text, wait_for

SIZES = [(160, 50), (120, 36), (80, 24), (40, 15)]


async def open_list(app: ReaderApp, pilot: Pilot[str], key: str) -> ListingScreen:
    await pilot.press(key)
    await app.finder_of(app.session.opened).ready()
    # The list waits for the same worker, and is then made again.
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, ListingScreen)
    return screen


@pytest.mark.parametrize(("key", "name"), [("c", "Claims"), ("S", "Sources"), ("W", "Terms")])
@pytest.mark.parametrize("size", SIZES)
async def test_a_list_opens_shows_everything_about_an_item_and_closes(
    size: tuple[int, int], key: str, name: str
) -> None:
    app = make_app(section=FIRST)
    async with running(app, size) as pilot:
        screen = await open_list(app, pilot, key)
        assert f"{name} · 1 of {len(screen.listing.items)}" in last_line(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CardScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.listing.chosen == 1
        await pilot.press(key)
        await pilot.pause()

        assert isinstance(app.screen, ReaderScreen)


async def test_a_wide_screen_shows_the_chosen_claim_beside_the_list() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36)) as pilot:
        screen = await open_list(app, pilot, "c")
        items = [item.id for item in screen.listing.items]
        claim = next(claim for claim in deck().claims.values() if claim.correction)
        await pilot.press(*["down"] * items.index(claim.id))
        await pilot.pause()
        beside = " ".join(line[76:] for line in screen_text(app).split("\n"))

    assert f"The record {claim.correction}" in " ".join(beside.split())
    assert "Stands in" in beside


async def test_claims_are_filtered_by_keys_and_cleared() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        screen = await open_list(app, pilot, "c")
        count = len(screen.listing.items)
        await pilot.press("v", "v", "v")
        await pilot.pause()
        assert "✗ contradicted" in screen_text(app).split("\n")[1]
        wrong = [c for c in deck().claims.values() if c.verdict is Verdict.CONTRADICTED]
        assert f"{len(wrong)} of {count}" in screen_text(app).split("\n")[1]
        await pilot.press("w")
        assert 0 < len(screen.listing.shown) < len(wrong)
        await pilot.press("x", "s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        # A deck with many sections offers them in a list, below the entry that clears the filter.
        await wait_for(pilot, lambda: title(FIRST) in screen_text(app))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: f"1  {title(FIRST)}" in screen_text(app).split("\n")[1])
        await pilot.press("x")

        assert len(screen.listing.shown) == count


async def test_typing_filters_and_esc_closes_one_layer_at_a_time() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        screen = await open_list(app, pilot, "W")
        await pilot.press("f", *"qwen")
        await pilot.pause()
        few = len(screen.listing.shown)
        await pilot.press("enter")
        kept = len(screen.listing.shown)
        await pilot.press("f", "escape")
        every = len(screen.listing.shown)
        await pilot.press("escape")
        await pilot.pause()

        assert 0 < few == kept < every == len(screen.listing.items)
        assert isinstance(app.screen, ReaderScreen)


async def test_from_a_claim_a_key_leads_to_the_text_that_states_it() -> None:
    one = stated(lambda claim: claim.verdict is Verdict.CONTRADICTED)
    app = make_app(section=MIDDLE)
    async with running(app) as pilot:
        screen = await open_list(app, pilot, "c")
        screen.listing.choose_id(one.claim.id)
        await pilot.press("t")
        await pilot.pause()
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        page, top = reader.pane.page, reader.pane.top
        in_sight = {run.target for line in page.lines[top : top + reader.pane.room] for run in line}

        assert reader.index == number(one.place.section) - 1
        assert "1 of" in last_line(app)
        assert any(
            one.claim.id in target.ids for n, target in enumerate(page.targets) if n in in_sight
        )


async def test_one_list_leads_to_another() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await open_list(app, pilot, "c")
        await open_list(app, pilot, "S")
        await open_list(app, pilot, "W")
        await pilot.press("escape")
        await pilot.pause()

        assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize("key", ["b", "f5", "full_stop"])
async def test_what_clickers_send_does_nothing_here(key: str) -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        await open_list(app, pilot, "c")
        before = screen_text(app)
        await pilot.press(key)
        await pilot.pause()

        assert screen_text(app) == before


async def test_keys_of_lists_and_of_what_opens_them_can_be_set() -> None:
    keys = {"claims": ("z",), "filter-verdict": ("m",)}
    app = make_app(section=FIRST, settings=Settings(keys=keys))
    async with running(app) as pilot:
        screen = await open_list(app, pilot, "z")
        assert "m verdict" in last_line(app)
        await pilot.press("m")

        assert len(screen.listing.shown) < len(screen.listing.items)


async def test_a_list_that_was_opened_early_completes_itself() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36)) as pilot:
        app.finder = Finder(app.session.opened)
        await pilot.press("c", "v", "v", "t")
        await pilot.pause()
        assert "still being read" in last_line(app)
        await app.finder.prepare(app.aside)
        screen = await open_list(app, pilot, "down")
        await pilot.pause()
        verdicts = {item.values[0] for item in screen.listing.shown}

        assert verdicts == {("partly",)}
        assert any(screen.listing.stops(item) for item in screen.listing.items)


async def test_a_list_that_was_completed_while_it_opened_is_complete() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        app.finder = Finder(app.session.opened)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        reader.action_find("claims")
        await app.finder.prepare(app.aside)
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ListingScreen)

        assert any(screen.listing.stops(item) for item in screen.listing.items)


async def test_a_deck_without_claims_says_so(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "01-a.md").write_text("# A\n\nText.\n")
    app = make_app(folder)
    async with running(app, press="space c") as pilot:
        await pilot.press("enter", "t", "v", "down", "x", "f", "a", "enter")
        await pilot.pause()

        assert "The deck has none." in screen_text(app)
