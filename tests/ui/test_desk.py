"""The evidence desk on the screen: moves by keys and by mouse, the record, leaving, resuming."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from explainer.deck.model import Verdict
from explainer.learner.desk_session import DeskOptions, open_desk_session
from explainer.learner.history import History
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Confidence
from explainer.quiz.desk import Bought, Called, CaseStep, Enough, Judged, Kind
from explainer.render.line import line_width
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenDesk
from explainer.ui.desk.desk_card import DeskSheet, move_card, record_card
from explainer.ui.desk.desk_screen import DeskScreen
from explainer.ui.overlays.lines_screen import CardScreen
from explainer.ui.overlays.menu_screen import MenuScreen
from explainer.ui.reader.passage_screen import PassageScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import press
from tests.ui.reading import (
    last_line,
    make_app,
    posted,
    running,
    screen_text,
    words_on_screen,
)
from tests.unit.desk_deck import claim, deck, source

LEDGER = Path(__file__).parent / "decks" / "ledger"
"""A deck of eight assertions: six facts of every verdict, an opinion and a forecast."""

SEED = 3
"""Seed of a round that begins with a contradicted fact, of which five pages are on offer."""


def desk_app(record: Path | None = None, *, kiosk: bool = False) -> ReaderApp:
    return make_app(LEDGER, section="springs", record=record, kiosk=kiosk)


async def sit(app: ReaderApp, pilot: Pilot[str], seed: int | None = SEED) -> DeskScreen:
    """Open the desk."""
    await posted(app, pilot, OpenDesk(DeskOptions(seed)))
    await app.workers.wait_for_complete()
    await pilot.pause()
    return desk(app)


def desk(app: ReaderApp) -> DeskScreen:
    screen = app.screen
    assert isinstance(screen, DeskScreen)
    return screen


async def test_a_case_is_played_from_the_assertion_to_the_record() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        assert "Judge it as of 1 Mar 2025." in screen_text(app)
        assert "What is it, on that day?" in screen_text(app)
        await press(app, pilot, "1 enter")
        assert "✓ Right, a fact" in screen_text(app)
        await press(app, pilot, "2 right enter")
        assert "3 tokens left" in screen_text(app)
        await press(app, pilot, "1 enter")
        first = screen.desk_session.case.bought[0]
        assert "2 tokens left" in screen_text(app)
        assert first.source.title in screen_text(app)
        await press(app, pilot, "down enter x")
        assert "And now? You said ≈ partly, sure." in screen_text(app)
        await press(app, pilot, "3 w w enter")
        text = screen_text(app)

    case = screen.desk_session.case
    assert "Record   ✗ contradicted, as of 1 Mar 2025" in text
    assert "≈ partly, sure → ✗ contradicted, think so" in text
    assert case.called is Kind.FACT
    assert [(one.verdict.value, one.confidence) for one in case.judged] == [
        ("partly", Confidence.SURE),
        ("contradicted", Confidence.THINK),
    ]
    assert len(case.bought) == 2
    assert Enough() in case.moves


async def test_before_a_page_is_bought_only_its_publisher_and_its_date_show() -> None:
    app = desk_app()
    async with running(app, (80, 40)) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1 enter 2 enter")
        case, text = screen.desk_session.case, screen_text(app)
        unseen = [offer for offer in case.offers if not offer.is_assertion]
        assert all(offer.source.publisher in text for offer in unseen)
        assert not any(offer.source.title in text for offer in unseen)
        assert "grade" not in text
        await press(app, pilot, "enter")
        bought = screen.desk_session.case.bought[0]

        assert f"grade {bought.source.grade}" in screen_text(app)
        assert bought.source.restates
        assert f"Restates: {bought.source.restates}" in screen_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_game_and_its_keys_are_told_before_the_first_move_alone(
    size: tuple[int, int],
) -> None:
    app = desk_app()
    async with running(app, size) as pilot:
        await sit(app, pilot)
        told = words_on_screen(app)
        await press(app, pilot, "1 enter")

        assert "Then buy pages with 3 tokens" in told
        assert "↑ and ↓, choose; Enter answers; Esc leaves." in told
        assert "1" in last_line(app)
        assert "buy pages" not in words_on_screen(app)


async def test_a_page_is_bought_once() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1 enter 2 enter 1 enter enter")

        assert len(screen.desk_session.case.bought) == 1
        assert "yours already" in screen_text(app)


async def test_with_nothing_chosen_it_says_how_to_choose() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "enter")

        assert screen.desk_session.case.step is CaseStep.KIND
        assert "Choose a row first" in screen_text(app)


async def test_what_clickers_send_never_judges() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1 pagedown pageup f5 b full_stop")

        assert screen.desk_session.case.moves == ()


async def test_rows_and_keys_are_clicked() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        row = next(n for n, line in enumerate(screen_text(app).split("\n")) if "1 ○ a fact" in line)
        await pilot.click(offset=(8, row))
        await pilot.pause()
        await pilot.click("#last-line", offset=(last_line(app).index("Enter"), 0))
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert screen.desk_session.case.moves == (Called(Kind.FACT),)


async def test_the_record_leads_to_the_evidence_and_to_the_passage_and_back() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "e")
        assert "First your judgement" in last_line(app)
        await press(app, pilot, "1 enter 3 enter x e")
        assert isinstance(app.screen, CardScreen)
        assert screen.desk_session.case.claim.correction[:20] in screen_text(app)
        await press(app, pilot, "escape t")
        assert isinstance(app.screen, PassageScreen)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, DeskScreen)


async def test_at_the_end_every_record_shows_and_another_round_begins() -> None:
    app = desk_app()
    async with running(app, (80, 60)) as pilot:
        screen = await sit(app, pilot)
        for _ in screen.desk_session.cases:
            await press(app, pilot, "1 enter")
            if screen.desk_session.case.step is CaseStep.VERDICT:
                await press(app, pilot, "1 enter x")
            await press(app, pilot, "enter")
        text = screen_text(app)
        assert "on average of 5 cases" in text
        assert "How sure you were" in text
        for case in screen.desk_session.cases:
            assert case.claim.text[:40] in text
        await press(app, pilot, "x")

        assert desk(app) is not screen
        assert not desk(app).desk_session.is_over


async def test_left_anywhere_it_goes_on_at_the_same_step(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = desk_app(record=record)
    async with running(app) as pilot:
        screen = await sit(app, pilot, None)
        while screen.desk_session.case.step is not CaseStep.VERDICT:
            kinds = list(Kind)
            number = kinds.index(screen.desk_session.case.kind) + 1
            await press(app, pilot, f"{number} enter")
            if screen.desk_session.case.step is CaseStep.RECORD:
                await press(app, pilot, "enter")
        await press(app, pilot, "2 w enter 1 enter")
        before, desk_session = screen_text(app), screen.desk_session
        await press(app, pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)
    app = desk_app(record=record)
    async with running(app) as pilot:
        screen = await sit(app, pilot, None)

        assert screen.desk_session.cases == desk_session.cases
        assert screen.desk_session.place == desk_session.place
        assert screen_text(app) == before


async def test_a_move_is_kept_before_what_it_brings_shows(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = desk_app(record=record)
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1 enter 3 enter 2 enter")
        kept = History(RecordFile(record)).desk_cases("ledger")
        bought = screen.desk_session.case.moves[-1]

    assert isinstance(bought, Bought)
    assert f'"{bought.source}"' in kept[-1].moves
    assert kept[-1].score is None


async def test_where_nothing_is_kept_it_says_so() -> None:
    app = desk_app(kiosk=True)
    async with running(app) as pilot:
        await sit(app, pilot)
        assert "nothing is kept" in screen_text(app)
        await press(app, pilot, "1 enter 3 enter x")
        assert "Record" in screen_text(app)


async def test_the_menu_leads_to_the_desk_and_says_what_waits(tmp_path: Path) -> None:
    app = desk_app(record=tmp_path / "record.sqlite")
    async with running(app) as pilot:
        await press(app, pilot, "Q")
        assert "The evidence desk 8 assertions" in " ".join(screen_text(app).split())
        await press(app, pilot, "escape")
        await sit(app, pilot)
        await press(app, pilot, "1 enter escape Q")
        assert isinstance(app.screen, MenuScreen)
        assert "case 1 of 5 waits" in screen_text(app)
        rows = screen_text(app).split("\n")
        row = next(n for n, line in enumerate(rows) if "The evidence desk" in line)
        await pilot.click(offset=(10, row))
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert isinstance(app.screen, DeskScreen)


async def test_a_deck_without_a_ledger_has_no_desk(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\ntext\n")
    app = make_app(tmp_path, section="one")
    async with running(app) as pilot:
        await press(app, pilot, "Q")
        assert "evidence desk" not in screen_text(app)
        await press(app, pilot, "escape")
        await posted(app, pilot, OpenDesk())
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "The evidence desk needs claims" in last_line(app)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (160, 50)])
async def test_at_every_size_the_chosen_row_is_in_sight(size: tuple[int, int]) -> None:
    app = desk_app()
    async with running(app, size) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1")
        assert "❯ 1 ● a fact" in screen_text(app)
        await press(app, pilot, "enter 4")
        assert "❯ 4 ● ? unverified" in screen_text(app)
        await press(app, pilot, "enter")
        for number, offer in enumerate(screen.desk_session.case.offers[:3], 1):
            await press(app, pilot, f"{number} enter")
            if screen.desk_session.case.step is CaseStep.BUY:
                assert offer.source.publisher[:12] in screen_text(app)
                assert "❯" in screen_text(app)
        assert "❯ 4 ● ? unverified" in screen_text(app)
        assert "How sure  a guess · think so · sure" in screen_text(app)


async def test_on_a_small_screen_paging_shows_the_card_from_its_beginning() -> None:
    app = desk_app()
    async with running(app, (40, 15)) as pilot:
        await sit(app, pilot)
        await press(app, pilot, "1 enter 3 enter 1 enter 2 enter 3 enter")
        assert "The evidence desk" not in screen_text(app)
        await press(app, pilot, "pageup pageup pageup")
        assert "The evidence desk" in screen_text(app)
        await press(app, pilot, "up")
        assert "❯ 2 ● ≈ partly" in screen_text(app)


@pytest.mark.parametrize("width", [*range(1, 30), 40, 59, 60, 80])
@pytest.mark.parametrize(
    "text",
    ["word " * 20, "长" * 70, "x" * 200, "👩‍👩‍👧‍👦" * 20],
    ids=["words", "wide", "long", "emoji"],
)
def test_no_line_of_any_step_is_wider_than_asked(width: int, text: str) -> None:
    made = deck(
        [replace(claim(said_by=("c",)), text=text, correction=text, note=text)],
        [replace(source(n, "A"), title=text, publisher=text, restates=text) for n in "abc"],
    )
    made.sources["d"] = replace(source("d", "B"), publisher="Paper")
    made.claims["c1"] = replace(made.claims["c1"], sources=("a", "b", "d"))
    desk_session = open_desk_session(made, None, DeskOptions(seed=1))
    assert desk_session is not None
    lines = []
    moves = [
        Called(Kind.OPINION),
        Judged(Verdict.PARTLY, Confidence.SURE),
        Bought("a"),
        Bought("b"),
        Enough(),
        Judged(Verdict.SUPPORTED, Confidence.GUESS),
    ]
    for move in moves:
        sheet = DeskSheet(desk_session.case)
        sheet.take_number(1)
        lines.extend(move_card(desk_session, sheet, width, "Refused for a reason.")[0].lines)
        desk_session.make(move)
    lines.extend(record_card(desk_session, width))
    desk_session.go_on()
    lines.extend(record_card(desk_session, width))

    assert desk_session.is_over
    assert max(line_width(line) for line in lines) <= max(2, width)


async def test_texts_of_a_ledger_are_never_markup_and_wide_ones_fit(tmp_path: Path) -> None:
    sources = "".join(
        f'[[source]]\nid = "s{n}"\ntitle = "[bold]报[/] {"长" * 120}"\n'
        f'publisher = "[red]通义{n}"\ngrade = "A"\n'
        for n in range(3)
    )
    (tmp_path / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\nsections = ["one"]\n')
    (tmp_path / "01-one.md").write_text("# One\n\ntext\n")
    (tmp_path / "sources.toml").write_text(sources)
    (tmp_path / "claims.toml").write_text(
        '[[claim]]\nid = "c"\ntext = "[link=x]很[/] [/] wide"\nverdict = "supported"\n'
        'sources = ["s0", "s1", "s2"]\n'
    )
    app = make_app(tmp_path, section="one")
    async with running(app, (40, 30)) as pilot:
        await sit(app, pilot)
        assert "“[link=x]很[/] [/] wide”" in screen_text(app)
        await press(app, pilot, "1 enter 1 enter 1 enter")
        text = screen_text(app)

    assert "[red]通义" in text
    assert "[bold]报[/]" in text


async def test_a_given_verdict_is_the_one_that_is_shown() -> None:
    app = desk_app()
    async with running(app) as pilot:
        screen = await sit(app, pilot)
        await press(app, pilot, "1 enter down down left enter")
        judged = screen.desk_session.case.judged[0]

        assert (judged.verdict.value, judged.confidence) == ("partly", Confidence.GUESS)
        assert isinstance(judged, Judged)
        assert "≈ partly, a guess" in screen_text(app)
