"""The overview: every section with its summary, its minutes and its read mark."""

from __future__ import annotations

from explainer.render.line import Line, TextRun, crop, line_width, wrap
from explainer.ui.base.choosing import ChoiceList, ChoosingScreen
from explainer.ui.base.common_commands import (
    CHOOSING,
    CLOSING,
    LIGHT_DARK,
    NEXT,
    OPEN,
    OVERVIEW,
    PREVIOUS,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.session import Session
from explainer.ui.base.window import window

_WIDEST = 88
_INDENT = 2


class OverviewList(ChoiceList):
    """The sections, one of them chosen."""

    def __init__(self, session: Session, chosen: int) -> None:
        super().__init__(base="pane", id="overview")
        self._session = session
        self.chosen = chosen

    @property
    def count(self) -> int:
        """Number of sections."""
        return self._session.section_count

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the title of the deck, then the sections around the chosen one."""
        inner = max(1, min(_WIDEST, width - 4))
        left = TextRun(" " * max(1, (width - inner) // 2))
        deck = self._session.opened.deck
        title = wrap([TextRun(deck.title, "title")], inner)
        head: list[Line] = [[], *([left, *line] for line in title), []]
        room = max(1, height - len(head))
        rows, body = window(self.count, self.chosen, room, lambda row: self._entry(row, inner))
        self.set_rows([-1] * len(head) + rows)
        return [*head, *([left, *line] if line else [] for line in body)]

    def _entry(self, index: int, width: int) -> list[Line]:
        entry = self._session.opened.deck.outline[index]
        chosen = index == self.chosen
        read = entry.id in self._session.read
        minutes = f"{entry.minutes} min" if entry.minutes else ""
        mark = TextRun("✓ ", "read") if read else TextRun("· ", "faint")
        bar = TextRun("▌" if chosen else " ", "here")
        number = f"{index + 1}  {' ' * min(_INDENT * entry.depth, width // 4)}"
        title = crop(entry.title, width - len(number) - len(minutes) - 5)
        line: Line = [bar, mark, TextRun(number, "here" if chosen else "faint")]
        line.append(TextRun(title, "here" if chosen else "strong"))
        gap = width - line_width(line) - len(minutes)
        line.extend([TextRun(" " * max(1, gap)), TextRun(minutes, "muted")])
        lines = [line]
        if entry.summary:
            indent = 3 + len(number)
            for part in wrap([TextRun(entry.summary, "muted")], max(1, width - indent - 8)):
                lines.append([bar, TextRun(" " * (indent - 1)), *part])
        return [*lines, []]


class OverviewScreen(ChoosingScreen[int | None]):
    """Returns the index of the chosen section, or None."""

    KEY_COMMANDS = (
        OPEN.doing("open"),
        *CLOSING,
        OVERVIEW.doing("close"),
        *CHOOSING,
        NEXT.doing("choose_by(1)"),
        PREVIOUS.doing("choose_by(-1)"),
        LIGHT_DARK,
    )

    def __init__(self, session: Session, chosen: int) -> None:
        """`chosen` is the section chosen at first."""
        super().__init__(OverviewList(session, chosen))
        self._session = session

    def status(self) -> Status:
        """Return the number of sections read, and the hints for choosing."""
        outline = self._session.opened.deck.outline
        done = sum(entry.id in self._session.read for entry in outline)
        wanted = [("scroll-up+scroll-down", "choose"), ("open", "read"), ("close", "back")]
        place = f"Overview · {done} of {len(outline)} read"
        return Status(place, self.hints(wanted), self.notice)

    def take_number(self, number: int) -> bool:
        """Choose a section by its number."""
        self.choose(number - 1)
        return True

    def action_open(self) -> None:
        """Return the chosen section."""
        self.dismiss(self.choices.chosen)
