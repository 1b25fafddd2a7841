"""The pane of the section's text, scrolled by whole lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from explainer.deck.block import CodeBlock, Section
from explainer.render.code import code_lines
from explainer.render.line import NO_TARGET, Line, TextRun, line_width
from explainer.render.page import Page
from explainer.ui.base.painted_widget import PaintedWidget

if TYPE_CHECKING:
    from explainer.render.search_match import Marks

PageFor = Callable[[int], Page]
"""Lays out a page for a width in cells."""

Start = int | Callable[[Page], int]
"""A line, or a function that finds it on the page."""

_OVERLAP = 2
"""Lines of a page that stay in sight when the next page is shown."""


class SectionPane(PaintedWidget):
    """Shows a page from a line on, with one target highlighted."""

    class Scrolled(Message):
        """The wheel was turned."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines
            """Number of lines, down where positive."""

    class TargetClicked(Message):
        """A target was clicked."""

        def __init__(self, target: int) -> None:
            super().__init__()
            self.target = target
            """Its index in the page's targets."""

    class LaidOut(Message):
        """The page was laid out again for another width."""

    def __init__(self, id: str, widest: int) -> None:
        super().__init__(base="pane", id=id)
        self._widest = widest
        self._page_for: PageFor = _no_page
        self._page = _no_page(0)
        self._top = 0
        self._start: Start = 0
        self._focused = NO_TARGET
        self._marks_for: Callable[[Page], Marks] | None = None

    # --- geometry -------------------------------------------------------------------------

    @property
    def text_width(self) -> int:
        """Most cells of a page at the widget's current size."""
        return max(1, self.size.width - 2 * self._margin - 1)

    @property
    def _margin(self) -> int:
        width = self.size.width
        if width < 44:
            return 1
        return max(2, min(6, (width - self._widest) // 2))

    @property
    def room(self) -> int:
        """Number of lines of the page in sight at once; the first row stays empty."""
        return max(1, self.size.height - 1)

    @property
    def top(self) -> int:
        """The first line in sight."""
        return self._top

    @property
    def last_top(self) -> int:
        """The last line that can be scrolled to the top."""
        return max(0, len(self._page.lines) - self.room)

    @property
    def is_laid_out(self) -> bool:
        """True if the page was laid out for the current width."""
        return self._page.width == self.text_width

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    @property
    def progress(self) -> int | None:
        """Share of the page scrolled past, in per cent; None where all of it is in sight."""
        return 100 * self._top // self.last_top if self.last_top else None

    def stops(self) -> list[int]:
        """Return the first lines of the screenfuls that Next and Previous stop at."""
        step = max(1, self.room - _OVERLAP)
        stops = list(range(0, self.last_top, step))
        return [*stops, self.last_top] if stops else [0]

    def next_stop(self) -> int | None:
        """Return the first line of the next screenful; None at the end."""
        return next((stop for stop in self.stops() if stop > self._top), None)

    def previous_stop(self) -> int | None:
        """Return the first line of the screenful before; None at the beginning."""
        return next((stop for stop in reversed(self.stops()) if stop < self._top), None)

    # --- showing --------------------------------------------------------------------------

    def show(self, page_for: PageFor, start: Start, focused: int = NO_TARGET) -> None:
        """Show a page from a line on; a function finds the line once the page is laid out."""
        self._page_for, self._start, self._focused = page_for, start, focused
        if self.is_laid_out:
            self._page = page_for(self.text_width)
            self._go_to_start()
        else:
            self._page = _no_page(0)
        self.repaint()

    def set_highlights(self, marks_for: Callable[[Page], Marks] | None) -> None:
        """Set the function that finds what to highlight on a page; None to highlight nothing."""
        self._marks_for = marks_for
        self.repaint()

    def _go_to_start(self) -> None:
        """Scroll to the line that was asked for, as far as the page reaches."""
        start = self._start if isinstance(self._start, int) else self._start(self._page)
        self._top = self._start = max(0, min(start, self.last_top))

    def lay_out_now(self) -> None:
        """Lay out now if that is pending, so that the position is known."""
        if self.size and not self.is_laid_out:
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay out for the current width; the block at the top stays there."""
        before = self._page
        page = self._page_for(self.text_width)
        if before.lines and before.width != page.width:
            block = before.block_at(self._top)
            inner = self._top - before.starts[block]
            self._start = page.starts[block] + (inner if inner < 3 else 0)
        self._page = page
        self._go_to_start()
        self.post_message(self.LaidOut())

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return an empty row, then the lines in sight, with a scroll thumb if there are more."""
        if not self.is_laid_out:
            self._lay_out()
        margin = TextRun(" " * self._margin)
        shown = self._highlighted(self._page.lines[self._top : self._top + height - 1])
        lines: list[Line] = [[]]
        for line in shown:
            lines.append([margin, *(self._with_focus(run) for run in line)] if line else [])
        if self.last_top:
            lines.extend([] for _ in range(height - len(lines)))
            size = max(1, height * height // max(1, len(self._page.lines)))
            start = (height - size) * self._top // self.last_top
            for y in range(start, min(height, start + size)):
                gap = width - 1 - line_width(lines[y])
                lines[y] = [*lines[y], TextRun(" " * max(0, gap)), TextRun("▐", "thumb")]
        return lines

    def _highlighted(self, lines: list[Line]) -> list[Line]:
        """Return the lines in sight with the matches on them highlighted."""
        if self._marks_for is None:
            return lines
        from explainer.render.search_match import marked

        marks = self._marks_for(self._page)
        return [
            marked(line, marks[number]) if number in marks else line
            for number, line in enumerate(lines, self._top)
        ]

    def _with_focus(self, run: TextRun) -> TextRun:
        if run.target == NO_TARGET or run.target != self._focused:
            return run
        return run._replace(role=f"{run.role} focus")

    # --- mouse ----------------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the wheel stops at the edge."""
        event.stop()
        self.post_message(self.Scrolled(3))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the wheel stops at the edge."""
        event.stop()
        self.post_message(self.Scrolled(-3))

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked; anywhere else on a figure, a question or a bet, the whole."""
        line = self._top + event.y - 1
        target = self._page.target_at(line, event.x - self._margin)
        if target == NO_TARGET:
            target = self._page.figure_at(line)
        if target != NO_TARGET:
            self.post_message(self.TargetClicked(target))


def _no_page(width: int) -> Page:
    return Page(width, [], [], [])


def stepped_page(page: Page, section: Section, block: int, target: int, step: int) -> Page:
    """Return the page with a step of a code block in focus; the block keeps its number of lines."""
    code = section.blocks[block]
    if not isinstance(code, CodeBlock):
        return page
    start = page.starts[block]
    lines = code_lines(code, page.width, target, step)
    changed = [*page.lines[:start], *lines, *page.lines[start + len(lines) :]]
    return Page(page.width, changed, page.starts, page.targets, page.sources, page.places)
