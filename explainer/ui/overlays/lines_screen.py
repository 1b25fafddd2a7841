"""Lines to read and scroll over another screen: the help, or a card about a claim or a term."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen

from explainer.render.line import Line, TextRun, pad
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    BOTTOM,
    CLOSING,
    EVIDENCE,
    FOLLOW_LINK,
    HELP,
    LIGHT_DARK,
    NEXT,
    NEXT_TARGET,
    PREVIOUS,
    PREVIOUS_TARGET,
    SCROLL_DOWN,
    SCROLL_UP,
    TOP,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.link_opening import ShownLink, follow_link, link_words, shown_links
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import LinesFor
from explainer.ui.base.scrolled_widget import ScrolledWidget
from explainer.ui.overlays.dimming import dim_behind

LINES = (
    Command(
        "lines-done", ("enter", "backspace"), "Done",
        "Close it again; with a link selected by {next-target}, follow that.",
        "In the help or a card", "done",
    ),
    FOLLOW_LINK,
)  # fmt: skip
"""Commands of a screen of lines."""

LINE_KEYS = (
    *LINES,
    NEXT_TARGET.doing("select_link(1)"),
    PREVIOUS_TARGET.doing("select_link(-1)"),
    *CLOSING,
    HELP.doing("close"),
    EVIDENCE.doing("close"),
    SCROLL_DOWN.doing("scroll_lines(1)"),
    SCROLL_UP.doing("scroll_lines(-1)"),
    NEXT.doing("scroll_page(1)"),
    PREVIOUS.doing("scroll_page(-1)"),
    TOP.doing("scroll_lines(-1000000)"),
    BOTTOM.doing("scroll_lines(1000000)"),
    LIGHT_DARK,
)
"""Commands of a screen of lines, with those that it shares with others."""


class LinesPane(ScrolledWidget):
    """Lines made for the width of the pane, which can be scrolled, with addresses to select."""

    class LinkClicked(Message):
        """An address was clicked."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address
            """The address."""

    def __init__(self, lines_for: LinesFor, widest: int, base: str = "pane") -> None:
        """`widest` is the most cells of a line."""
        super().__init__(base=base, id="lines", classes="main")
        self._lines_for = lines_for
        self._widest = widest
        self._lines: list[Line] = []
        self._made_for = 0
        self._top = 0
        self._links: list[ShownLink] = []
        self._selected = -1

    def show(self, lines_for: LinesFor) -> None:
        """Show other lines, from their beginning."""
        self._lines_for = lines_for
        self._made_for = self._top = 0
        self._selected = -1
        self.repaint()

    @property
    def room(self) -> int:
        """Number of lines in sight at once."""
        return max(1, self.size.height - 1)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines in sight, with a note where there are more."""
        inner = self._inner(width)
        if self._made_for != inner:
            self._lines, self._made_for = self._lines_for(inner), inner
            self._links = shown_links(self._lines)
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top, last))
        left = TextRun(" " * max(1, (width - inner) // 2))
        shown = range(self._top, min(len(self._lines), self._top + height - 1))
        return [[], *([left, *line] if (line := self._line(number)) else [] for number in shown)]

    def _line(self, number: int) -> Line:
        """Return a line, with the selected link in focus."""
        line, link = self._lines[number], self.selected_link
        if link is None or not link.first <= number <= link.last:
            return line
        return [
            run._replace(role=f"{run.role} focus") if run.href == link.address else run
            for run in line
        ]

    @property
    def links(self) -> list[ShownLink]:
        """The addresses on the lines."""
        return self._links

    @property
    def selected_link(self) -> ShownLink | None:
        """The selected address; None for none."""
        return self._links[self._selected] if 0 <= self._selected < len(self._links) else None

    def select_link(self, by: int) -> None:
        """Select the next address (1) or the one before (-1), and scroll it into sight."""
        if not self._links:
            return
        if self._selected < 0:
            below = [n for n, link in enumerate(self._links) if link.first >= self._top]
            self._selected = below[0] if below and by > 0 else len(self._links) - 1
        else:
            self._selected = (self._selected + by) % len(self._links)
        link = self._links[self._selected]
        self._top = max(min(self._top, link.first), link.last - self.room + 1)
        self.repaint()

    def link_at(self, line: int, column: int) -> str:
        """Return the address at a cell of the pane; empty for none."""
        lines = self.visible_lines(*self.size)
        position = 0
        for run in lines[line] if 0 <= line < len(lines) else ():
            position += cell_len(run.text)
            if column < position:
                return run.href
        return ""

    def on_click(self, event: events.Click) -> None:
        """Report a click on an address."""
        if address := self.link_at(event.y, event.x):
            event.stop()
            self.post_message(self.LinkClicked(address))

    def scroll_lines(self, lines: int) -> None:
        """Scroll, as far as there is more to see."""
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top + lines, last))
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, plus an empty row above and below."""
        return len(self._lines_for(self._inner(width))) + 2

    def _inner(self, width: int) -> int:
        return max(1, min(self._widest, width - 4))

    def renew(self) -> None:
        """Make the lines again."""
        self._made_for = 0
        self.repaint()

    @property
    def is_at_top(self) -> bool:
        """True if the first line is in sight."""
        return self._top == 0

    @property
    def has_more(self) -> bool:
        """True if there are lines below those in sight."""
        return self._top + self.room < len(self._lines)


class FramedLinesPane(LinesPane):
    """The same with a frame, for lines over other text."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, plus the frame above and below."""
        return super().get_content_height(container, viewport, width - 2)

    @property
    def room(self) -> int:
        """Number of lines in sight at once, within the frame."""
        return max(1, self.size.height - 2)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines in sight, framed."""
        edge = TextRun("─" * max(0, width - 2), "rule")
        side = TextRun("│", "rule")
        lines: list[Line] = [[TextRun("╭", "rule"), edge, TextRun("╮", "rule")]]
        for line in super().visible_lines(width - 2, height - 1)[1:]:
            lines.append([side, *pad(line, width - 2), side])
        lines.extend(
            [side, TextRun(" " * (width - 2)), side] for _ in range(height - 1 - len(lines))
        )
        lines.append([TextRun("╰", "rule"), edge, TextRun("╯", "rule")])
        return lines


class LinesScreen(PaintedScreen[None]):
    """Lines on a screen of their own, such as the help."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = LINE_KEYS

    def __init__(self, place: str, lines_for: LinesFor, widest: int = 72) -> None:
        """`place` is their name in the last line; `widest` the most cells of a line."""
        super().__init__()
        self._place = place
        self.pane = self.make_pane(lines_for, widest)

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """Return the pane that shows the lines."""
        return LinesPane(lines_for, widest)

    def compose_panes(self) -> ComposeResult:
        """Yield the lines."""
        yield self.pane

    def on_mount(self) -> None:
        """Update the last line after layout, when it is known if there is more to see."""
        self.call_after_refresh(self.last_line.repaint)

    def status(self) -> Status:
        """Return the hints for closing, and for scrolling where there is more."""
        wanted = [("scroll-down", "more")] if self.pane.has_more else []
        if self.pane.links:
            wanted.append(("follow-link", link_words(self.app.session.setup.links)))
        if len(self.pane.links) > 1:
            wanted.append(("next-target", "next link"))
        return Status(self._place, self.hints([*wanted, ("close", "back")]), self.notice)

    def action_done(self) -> None:
        """Follow the selected link; with none selected, close."""
        link = self.pane.selected_link
        if link is not None:
            follow_link(self.app, link.address)
        else:
            self.dismiss(None)

    def action_select_link(self, by: int) -> None:
        """Select the next or previous link."""
        self.pane.select_link(by)
        if not self.pane.links:
            self.notice = "There is no link here."

    def action_follow_link(self) -> None:
        """Follow the selected link, or the first."""
        if self.pane.selected_link is None:
            self.pane.select_link(1)
        link = self.pane.selected_link
        if link is not None:
            follow_link(self.app, link.address)
        else:
            self.notice = "There is no link here."

    @on(LinesPane.LinkClicked)
    def _follow_clicked(self, message: LinesPane.LinkClicked) -> None:
        self.begin_key(None)
        follow_link(self.app, message.address)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.pane.scroll_lines(lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by a screenful less two lines."""
        self.pane.scroll_lines(pages * max(1, self.pane.room - 2))


class CardScreen(LinesScreen, ModalScreen[None]):
    """Lines in a box over the text that they are about."""

    DEFAULT_CSS = """
    CardScreen, CardScreen:ansi { align: center middle; background: transparent; }
    CardScreen > #lines { width: 80; max-width: 100%; height: auto; max-height: 100%; }
    CardScreen > #last-line { dock: bottom; height: 1; }
    """

    def apply_theme(self) -> None:
        """Paint every pane in the colours of the app, and dim what lies behind."""
        super().apply_theme()
        dim_behind(self, self.app.reader_palette)

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """Return the pane with a frame around it."""
        return FramedLinesPane(lines_for, widest, "card")
