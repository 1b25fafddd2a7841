"""Draws what a class sees of a lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from explainer.deck.block import Directive, walk
from explainer.lesson.poll import question_of
from explainer.lesson.shown import Shown, Size, VoteShown
from explainer.lesson.stage import nearest_stop, parts_shown, screenfuls, stage_lines, stops
from explainer.lesson.vote_lines import class_lines
from explainer.render.line import Line, TextRun, crop, line_width
from explainer.render.surface import above, with_margin
from explainer.ui.base.session import Session
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.stage_space import stage_space
from explainer.ui.teach.title_page import title_page_lines


class ShownFigure(Protocol):
    """An opened table, chart or timeline, as far as drawing it for a class needs."""

    def lines(self, width: int, height: int) -> list[Line]:
        """Return at most `height` lines of at most `width` cells."""


FigureOf = Callable[[Directive, Session, object], ShownFigure | None]
"""Makes the figure of a directive in a certain view; None for a directive that is no figure."""


_LEAD_SHARE = 3
"""Share of the free lines of a page that stand above its text."""


class ClassView:
    """Draws the published views of one deck, for any size."""

    def __init__(self, session: Session, figure_of: FigureOf) -> None:
        """Draw a deck of a session; `figure_of` makes its opened tables, charts and timelines."""
        self.session = session
        """Session of this screen; nothing of it is kept."""
        self._pages = StagePages(session, 1)
        self._before: Shown | None = None
        self._figure_of = figure_of
        self._figure: tuple[object, ShownFigure] | None = None

    def lines(self, shown: Shown, width: int, height: int) -> list[Line]:
        """Return the text or the opened figure, and below it the place of the class."""
        self._keep_view(shown)
        self._take_route(shown.route)
        if shown.blank:
            return []
        space = stage_space(Size(width, height), self.session.settings.width)
        deck = self.session.opened.deck
        if shown.vote is not None and question_of(shown.vote, deck) is not None:
            return self._vote_lines(shown, shown.vote, width, height)
        if not shown.section:
            return title_page_lines(deck, width, height, shown.lobby)
        if shown.opened is not None and (figure := self._figure_shown(shown)):
            body = figure.lines(space.width, space.room)
        else:
            body = self._page_lines(shown, space.width, space.room)
        body = [above(body[0]) if body else [], *body]
        lines = [with_margin(line, space.margin) for line in body]
        lines.extend([] for _ in range(height - 1 - len(lines)))
        return [*lines[: height - 1], self._place_line(shown, width)]

    def _take_route(self, id: str) -> None:
        """Show the parts of sections that the presenter's route shows."""
        session = self.session
        if id != (session.route.id if session.route is not None else ""):
            session.route = next((one for one in session.opened.deck.routes if one.id == id), None)
            self._pages.forget()

    def _vote_lines(self, shown: Shown, vote: VoteShown, width: int, height: int) -> list[Line]:
        """Return a question that was put to the class."""
        space = stage_space(Size(width, height), self.session.settings.width)
        lines = class_lines(vote, self.session.opened.deck, space.width, max(1, height - 2))
        lead: list[Line] = [[] for _ in range(max(1, (height - 1 - len(lines)) // _LEAD_SHARE))]
        drawn = [*lead, *(with_margin(line, space.margin) for line in lines)]
        drawn.extend([] for _ in range(height - 1 - len(drawn)))
        return [*drawn[: height - 1], self._place_line(shown, width)]

    def _keep_view(self, shown: Shown) -> None:
        """Store the view of the opened figure, so that the text shows it as it was left."""
        before, self._before = self._before, shown
        if before is None or before.opened is None or before.opened == shown.opened:
            return
        self.session.laid_out.keep_view(before.section, before.opened.line, before.opened.view)
        self._pages.forget()

    def _page_lines(self, shown: Shown, width: int, room: int) -> list[Line]:
        index = self.session.section_index(shown.section)
        if index is None:
            return []
        if self._pages.width != width:
            self._pages = StagePages(self.session, width)
        plain = self._pages.page(index, {})
        found = screenfuls(plain)
        screenful = found[max(0, min(shown.screenful, len(found) - 1))]
        page = self._pages.page(index, parts_shown(screenful, shown.step))
        block = max(0, min(shown.block, len(page.starts) - 1))
        top = page.starts[block] + shown.inner if page.starts else 0
        possible = stops(plain, screenful, room)
        stop = possible[nearest_stop(possible, shown.step, top)]
        spotlight = shown.spotlight if 0 <= shown.spotlight < len(page.starts) else -1
        # The whole page decides, so that nothing moves while it is uncovered step by step.
        lead = max(0, room - len(stop.cut.line_numbers)) // _LEAD_SHARE
        lines: list[Line] = [[] for _ in range(lead)]
        return [*lines, *stage_lines(page, screenful, stop, spotlight)]

    def _figure_shown(self, shown: Shown) -> ShownFigure | None:
        """Return the opened figure, made anew for every view."""
        index = self.session.section_index(shown.section)
        if index is None or shown.opened is None:
            return None
        if self._figure is None or self._figure[0] != shown.opened:
            section, line = self.session.section(index), shown.opened.line
            for block in walk(section.blocks):
                if isinstance(block, Directive) and block.span.line == line:
                    figure = self._figure_of(block, self.session, shown.opened.view)
                    self._figure = (shown.opened, figure) if figure is not None else None
                    break
        return self._figure[1] if self._figure is not None else None

    def _place_line(self, shown: Shown, width: int) -> Line:
        """Return the class's place, faint and to the right, unlike the presenter's console."""
        deck = self.session.opened.deck
        entry = deck.entry(shown.section)
        title = entry.title if entry is not None else deck.title
        words = crop(f"{title} · {shown.number}/{shown.count}", max(1, width - 2))
        return [
            TextRun(" " * max(0, width - line_width([TextRun(words)]) - 1)),
            TextRun(words, "faint"),
        ]
