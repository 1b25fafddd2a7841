"""The last line: what is shown where there is little room, and what a click does."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from explainer.render.line import line_text
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from tests.ui.screen_driver import ScreenDriver

HINTS = (
    KeyHint("→", "next", "next"),
    KeyHint("Tab", "find", "find"),
    KeyHint("o", "overview", "overview"),
    KeyHint("Esc", "leave", "close"),
)


def row(width: int, said: Status) -> str:
    line = LastLine("last-line")
    line.show(lambda: said)
    [only] = line.visible_lines(width, 1)
    return line_text(only)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (70, " 3/10 · Springs               → next  Tab find  o overview  Esc leave"),
        (60, " 3/10 · Springs     → next  Tab find  o overview  Esc leave"),
        (59, " 3/10 · Springs       → next Tab find o overview Esc leave"),
        (40, " 3/10 · Spri… → next Tab find Esc leave"),
        (20, " 3/10 ·…  Esc leave"),
    ],
    ids=["two blanks", "just two blanks", "one blank", "no overview", "nothing but the way out"],
)
def test_hints_without_room_are_left_out_the_closing_key_last(width: int, expected: str) -> None:
    assert row(width, Status("3/10 · Springs", HINTS)) == expected


def test_a_notice_takes_the_room_of_keys() -> None:
    words = "The deck was changed, and is read anew."

    shown = row(60, Status("3/10 · Springs", HINTS, words))

    assert words in shown
    assert shown.endswith("  → next  Esc leave")
    assert "Springs" not in shown


def test_the_longest_notice_is_cut_and_leaves_the_row_as_wide_as_it_is() -> None:
    shown = row(40, Status("3/10", HINTS, "x" * 100))

    assert shown == " " + "x" * 37 + "… "


class OneLine(App[None]):
    """An app with nothing but a last line."""

    def __init__(self) -> None:
        super().__init__()
        self.line = LastLine("last-line")
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_mount(self) -> None:
        self.line.show(lambda: Status("3/10 · Springs", HINTS))

    def on_last_line_hint_clicked(self, message: LastLine.HintClicked) -> None:
        self.pressed.append(message.command)

    @property
    def row(self) -> str:
        assert isinstance(self._driver, ScreenDriver)
        return self._driver.lines[0]


async def test_a_click_on_a_keycap_or_its_words_presses_it_and_between_them_nothing() -> None:
    app = OneLine()
    async with app.run_test(size=(70, 1)) as pilot:
        await pilot.pause()
        first, last = app.row.index("o overview"), app.row.index("o overview") + 9
        for column in (first, last, first - 1, first - 2, last + 1, 1):
            await pilot.click(offset=(column, 0))

    assert app.pressed == ["overview"] * 2


async def test_what_is_announced_shows_until_it_is_taken_back() -> None:
    app = OneLine()
    async with app.run_test(size=(70, 1)) as pilot:
        app.line.announce("Hello")
        await pilot.pause()
        assert app.row.startswith(" Hello ")

        app.line.take_back()
        await pilot.pause()
        assert app.row.startswith(" Hello ")  # not repainted for this alone
        app.line.repaint()
        await pilot.pause()
        assert app.row.startswith(" 3/10 · Springs")


def test_keys_are_drawn_as_keycaps_and_nothing_else_is() -> None:
    line = LastLine("last-line")
    line.show(lambda: Status("3/10 · Springs", HINTS))
    [only] = line.visible_lines(80, 1)

    assert [run.text for run in only if run.role == "keycap"] == [hint.key for hint in HINTS]
