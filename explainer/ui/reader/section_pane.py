"""The pane of the section's text, turned page by page and scrolled by whole lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from textual import events, on
from textual.message import Message

from explainer.deck.block import CodeBlock, Section
from explainer.render.code import code_lines
from explainer.render.line import NO_TARGET, Line, TextRun, line_width
from explainer.render.page import Page
from explainer.render.paging import PageCut, cut_pages, page_at
from explainer.render.surface import above, with_margin
from explainer.ui.base.painted_widget import PaintedWidget

if TYPE_CHECKING:
    from explainer.render.search_match import Marks

PageFor = Callable[[int], Page]
"""Lays out a page for a width in cells."""

Start = int | Callable[[Page], int]
"""A line, or a function that finds it on the page."""


class SectionPane(PaintedWidget):
    """Shows a section page by page, or scrolled to a line, with one target highlighted."""

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
        """The page was laid out, or cut into pages, for another size."""

    def __init__(self, id: str, widest: int) -> None:
        super().__init__(base="pane", id=id)
        self._widest = widest
        self._page_for: PageFor = _no_page
        self._page = _no_page(0)
        self._top = 0
        self._is_scrolled = False
        self._cuts: tuple[PageCut, ...] = (PageCut(0, 0),)
        self._cuts_for: tuple[Page, int] | None = None
        self._start: Start = 0
        # The page and its line that the person went to, so that no series of sizes moves them.
        self._went_to = _no_page(0), 0
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
    def cuts(self) -> tuple[PageCut, ...]:
        """The pages of the section, for the widget's current height."""
        known = self._cuts_for
        if known is None or known[0] is not self._page or known[1] != self.room:
            self._cuts_for = self._page, self.room
            self._cuts = cut_pages(self._page, self.room)
            if not self._is_scrolled:
                line = self._line_gone_to(self._page)
                self._top = self._cuts[page_at(self._cuts, line)].start
        return self._cuts

    @property
    def cut(self) -> PageCut | None:
        """The page in sight; None while the text is scrolled."""
        return None if self._is_scrolled else self.cuts[page_at(self.cuts, self._top)]

    @property
    def top(self) -> int:
        """The first line in sight."""
        return self._top

    @property
    def in_sight(self) -> range:
        """The lines in sight, without a repeated heading."""
        cut = self.cut
        if cut is not None:
            return range(cut.start, cut.end)
        return range(self._top, min(len(self._page.lines), self._top + self.room))

    @property
    def last_top(self) -> int:
        """The last line that can be scrolled to the top; the last page can stand there whole."""
        return max(0, len(self._page.lines) - self.room, self.cuts[-1].start)

    @property
    def is_laid_out(self) -> bool:
        """True if the page was laid out for the current width."""
        return self._page.width == self.text_width

    @property
    def page(self) -> Page:
        """The section as it is laid out."""
        return self._page

    @property
    def page_number(self) -> int:
        """Number of the page in sight, or of the one at the top of scrolled text, from 1."""
        return page_at(self.cuts, self._top) + 1

    @property
    def page_count(self) -> int:
        """Number of pages of the section."""
        return len(self.cuts)

    def is_at_edge(self, by: int) -> bool:
        """True if nothing is left below the lines in sight, or above them for a negative `by`."""
        if by < 0:
            return self._top <= self.cuts[0].start
        return self._top >= (self.last_top if self._is_scrolled else self.cuts[-1].start)

    def page_beyond(self, by: int) -> int | None:
        """Return the first line of the next page (1), or of the one before (-1); None at an end."""
        if self.is_at_edge(by):
            return None
        starts = [cut.start for cut in self.cuts]
        if by > 0:
            return next((start for start in starts if start > self._top), None)
        return next((start for start in reversed(starts) if start < self._top), None)

    # --- showing --------------------------------------------------------------------------

    def show(self, page_for: PageFor, start: Start, focused: int = NO_TARGET) -> None:
        """Show the page that a line stands on; a function finds the line once that is laid out."""
        self._page_for, self._start, self._focused = page_for, start, focused
        self._is_scrolled = False
        self._went_to = _no_page(0), 0
        if self.is_laid_out:
            self._page = page_for(self.text_width)
            self._went_to = self._page, self._go_to_start()
        else:
            self._page = _no_page(0)
        self.repaint()

    def show_again(self, page_for: PageFor, focused: int) -> None:
        """Show the same lines, with another target in focus or another state of a block."""
        self._page_for, self._focused = page_for, focused
        if self.is_laid_out:
            self._page = page_for(self.text_width)
            self._went_to = self._page, self._top
        self.repaint()

    def scroll_text(self, lines: int) -> None:
        """Scroll the continuous text by some lines, as far as it reaches."""
        self._top = self._start = max(0, min(self._top + lines, self.last_top))
        self._is_scrolled = True
        self._went_to = self._page, self._top
        self.repaint()

    def set_highlights(self, marks_for: Callable[[Page], Marks] | None) -> None:
        """Set the function that finds what to highlight on a page; None to highlight nothing."""
        self._marks_for = marks_for
        self.repaint()

    def _go_to_start(self) -> int:
        """Go to the page with the line that was asked for, or to the last one; return that line."""
        start = self._start if isinstance(self._start, int) else self._start(self._page)
        start = max(0, min(start, len(self._page.lines) - 1))
        if self._is_scrolled:
            self._top = self._start = max(0, min(start, self.last_top))
        else:
            self._top = self._start = self.cuts[page_at(self.cuts, start)].start
        return start

    @on(events.Resize)
    def _tell_of_pages(self) -> None:
        """Tell that there may be another number of pages; Textual calls `on_resize` besides."""
        if self.is_laid_out:
            self.post_message(self.LaidOut())

    def lay_out_now(self) -> None:
        """Lay out now if that is pending, so that the position is known."""
        if self.size and not self.is_laid_out:
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay out for the current width; the block at the top stays there."""
        is_resized = bool(self._page.lines)
        self._page = self._page_for(self.text_width)
        if is_resized:
            self._start = self._line_gone_to(self._page)
        line = self._go_to_start()
        if not is_resized:
            self._went_to = self._page, line
        self.post_message(self.LaidOut())

    def _line_gone_to(self, page: Page) -> int:
        """Return the line of a page, laid out for any width, that the person went to."""
        before, line = self._went_to
        if not before.lines or not page.lines:
            return self._top
        if before.width == page.width:
            return line
        block = before.block_at(line)
        inner = line - before.starts[block]
        return page.starts[block] + (inner if inner < 3 else 0)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return a row above, then the lines in sight, with a thumb beside scrolled text."""
        if not self.is_laid_out:
            self._lay_out()
        shown = self._highlighted(self._shown_numbers())
        margin, focused = self._margin, self._focused
        lines: list[Line] = [with_margin(above(shown[0]), margin) if shown else []]
        for line in shown:
            runs = line if focused == NO_TARGET else [self._with_focus(run) for run in line]
            lines.append(with_margin(runs, margin))
        if self._is_scrolled and self.last_top:
            lines.extend([] for _ in range(height - len(lines)))
            size = max(1, height * height // max(1, len(self._page.lines)))
            start = (height - size) * self._top // self.last_top
            for y in range(start, min(height, start + size)):
                gap = width - 1 - line_width(lines[y])
                lines[y] = [*lines[y], TextRun(" " * max(0, gap)), TextRun("▐", "thumb")]
        return lines

    def _shown_numbers(self) -> list[int]:
        """Return the number of each line in sight, those of a repeated heading first."""
        cut = self.cut
        return list(self.in_sight) if cut is None else cut.line_numbers

    def _highlighted(self, numbers: list[int]) -> list[Line]:
        """Return the lines in sight with the matches on them highlighted."""
        lines = self._page.lines
        if self._marks_for is None:
            return [lines[number] for number in numbers]
        from explainer.render.search_match import marked

        marks = self._marks_for(self._page)
        return [
            marked(lines[number], marks[number]) if number in marks else lines[number]
            for number in numbers
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
        numbers = self._shown_numbers()
        if not 1 <= event.y <= len(numbers):
            return
        line = numbers[event.y - 1]
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
    return msgspec.structs.replace(page, lines=changed, steps=())
