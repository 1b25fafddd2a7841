"""A short list to choose from, by number, arrows or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.render.line import Line, TextRun, beside, wrap
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    BOTTOM,
    CLOSING,
    LIGHT_DARK,
    NEXT_TARGET,
    PREVIOUS_TARGET,
    QUIZ_MENU,
    SCROLL_DOWN,
    SCROLL_UP,
    TOP,
)
from explainer.ui.base.keycap import small_keycap
from explainer.ui.base.last_line import Status
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved

MENU = (
    Command(
        "menu-choose", ("enter", "space"), "Choose", "Choose the entry under the cursor.",
        "In a menu", "choose",
    ),
)  # fmt: skip
"""Commands of a menu."""


class MenuEntry(NamedTuple):
    """Entry of a menu."""

    title: str
    """Its name."""
    detail: str
    """Additional facts in a few words."""
    group: str = ""
    """Heading that it stands under; empty for none."""


class MenuScreen(CardedScreen[int]):
    """Returns the index of the chosen entry, or None."""

    KEY_COMMANDS = (
        *MENU,
        *CLOSING,
        QUIZ_MENU.doing("close"),
        SCROLL_DOWN.doing("move(1)"),
        NEXT_TARGET.doing("move(1)"),
        SCROLL_UP.doing("move(-1)"),
        PREVIOUS_TARGET.doing("move(-1)"),
        TOP.doing("move(-1000000)"),
        BOTTOM.doing("move(1000000)"),
        LIGHT_DARK,
    )

    def __init__(self, title: str, entries: Sequence[MenuEntry]) -> None:
        """`entries` has at least one."""
        super().__init__()
        self._title = title
        self._entries = entries
        self._cursor = 0
        self._rows = Rows()

    def status(self) -> Status:
        """Return the title and the hints for choosing."""
        count = min(MOST_NUMBERED, len(self._entries))
        hints = self.hints(
            [("menu-choose", "choose"), (f"1–{count}", "choose at once"), ("close", "back")]
        )
        return Status(self._title, hints, self.notice)

    def draw(self, width: int) -> Drawn:
        """Return the title and the entries as lines."""
        rows = Rows()
        rows.add(-1, [[TextRun(self._title, "title")]])
        group = ""
        for number, entry in enumerate(self._entries):
            if entry.group != group or not number:
                group = entry.group
                rows.add(-1, [[], *([[TextRun(group, "heading-3")]] if group else [])])
            rows.add(number, self._entry(number, entry, width))
        self._rows = rows
        return Drawn(rows.lines, rows.last_line_of(self._cursor))

    def _entry(self, number: int, entry: MenuEntry, width: int) -> list[Line]:
        here = number == self._cursor
        label = small_keycap(str(number + 1)) if number < MOST_NUMBERED else TextRun(" ")
        first = [
            TextRun("❯ " if here else "  ", "here"),
            label,
            TextRun(" "),
        ]
        words = [TextRun(entry.title, "strong" if here else "")]
        if entry.detail:
            words.append(TextRun(f"\u00a0 {entry.detail}", "muted"))
        return beside(first, [TextRun("    ")], width, lambda room: wrap(words, room))

    def take_number(self, number: int) -> bool:
        """Choose an entry by its number."""
        if number > len(self._entries):
            return False
        self.dismiss(number - 1)
        return True

    def action_choose(self) -> None:
        """Choose the entry under the cursor."""
        self.dismiss(self._cursor)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._cursor = moved(self._cursor, by, len(self._entries))

    def click_card(self, line: int, column: int) -> None:
        """Choose the entry that was clicked."""
        row = self._rows.row_at(line)
        if row >= 0:
            self.dismiss(row)
