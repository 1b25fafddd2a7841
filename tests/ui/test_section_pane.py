"""The pane of the section: targets of clicks, and the scroll thumb."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from explainer.deck.loader import open_deck
from explainer.learner.place import Place
from explainer.problems import Problems
from explainer.render.line import TextRun
from explainer.render.page import Page, Target, TargetKind
from explainer.render.search_match import Marks
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.reader.section_pane import SectionPane
from tests.ui.screen_driver import ScreenDriver

COUNT = 40


def page(width: int) -> Page:
    """Return a page on which every tenth line is a target."""
    lines = [
        [TextRun("see "), TextRun("this", "link", target=n // 10)]
        if n % 10 == 5
        else [TextRun(f"line {n}")]
        for n in range(COUNT)
    ]
    targets = [Target(TargetKind.LINK, (f"{n}",), 0) for n in range(COUNT // 10)]
    return Page(width, lines, [0], targets)


class OneSection(App[None]):
    """An app with nothing but a section."""

    def __init__(self) -> None:
        super().__init__()
        self.pane = SectionPane("section", 60)
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.show(page, 0)

    def on_section_pane_target_clicked(self, message: SectionPane.TargetClicked) -> None:
        self.opened.append(message.target)

    @property
    def lines(self) -> list[str]:
        self.screen._on_timer_update()
        assert isinstance(self._driver, ScreenDriver)
        return self._driver.lines


@pytest.mark.parametrize("size", [(30, 12), (80, 12), (120, 12)], ids=str)
@pytest.mark.parametrize("top", [0, 9])
async def test_a_click_opens_what_stands_there_and_beside_it_nothing(
    size: tuple[int, int], top: int
) -> None:
    app = OneSection()
    async with app.run_test(size=size) as pilot:
        if top:
            app.pane.scroll_text(top)
        await pilot.pause()
        row = next(y for y, line in enumerate(app.lines) if "see this" in line)
        column = app.lines[row].index("this")
        for aside in (column - 1, column + 4):
            await pilot.click(offset=(aside, row))
        await pilot.click(offset=(column, row - 1))
        assert app.opened == []

        await pilot.click(offset=(column, row))
        await pilot.click(offset=(column + 3, row))

    assert app.opened == [top // 10 + (top % 10 > 5)] * 2


async def test_the_thumb_goes_from_the_first_row_to_the_last() -> None:
    app = OneSection()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        rows = []
        for top in (0, app.pane.last_top // 2, app.pane.last_top):
            app.pane.scroll_text(top - app.pane.top)
            await pilot.pause()
            rows.append([y for y, line in enumerate(app.lines) if line.endswith("▐")])

    assert [len(some) for some in rows] == [3, 3, 3]
    assert rows[0][0] == 0
    assert rows[1][0] == 4
    assert rows[2][-1] == 11


async def test_what_fits_has_no_thumb() -> None:
    app = OneSection()
    async with app.run_test(size=(30, COUNT + 1)) as pilot:
        await pilot.pause()

        assert not any("▐" in line for line in app.lines)
        assert "line 39" in app.lines[-1]


async def test_highlights_are_painted_and_removed() -> None:
    def marks(shown: Page) -> Marks:
        return {2: [(0, 4, "match")]}

    app = OneSection()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        plain = app._driver.cells  # type: ignore[union-attr] # a test's own driver
        app.pane.set_highlights(marks)
        await pilot.pause()
        marked = app._driver.cells  # type: ignore[union-attr] # as above
        app.pane.set_highlights(None)
        await pilot.pause()

        assert [y for y in range(12) if plain[y] != marked[y]] == [3]
        assert app._driver.cells == plain  # type: ignore[union-attr] # as above


def test_a_session_without_a_record_remembers_where_it_was_left(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "own"\ntitle = "Own"\n')
    (tmp_path / "01-one.md").write_text("# One\n\nText.\n")
    session = Session(open_deck(tmp_path, Problems()), Setup(Settings(), kiosk=True))

    assert session.load_progress() is None
    session.leave_at(0, 1, 0)

    place = session.load_progress()
    assert isinstance(place, Place)
    assert place.section == "one"
