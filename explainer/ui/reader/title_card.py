"""The card of the title: title and facts of a deck, its routes, and its first bet."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.route import Route
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, crop_line, line_width, pad, wrap
from explainer.render.page import TargetKind
from explainer.render.question_layout import QuestionLayout
from explainer.render.question_lines import is_answered_by_digit
from explainer.render.setting import BetGuess
from explainer.render.surface import on_surface
from explainer.render.value import date_text
from explainer.ui.base.command import Keymap
from explainer.ui.base.keycap import keycap
from explainer.ui.base.painted_widget import PaintedWidget

_BESIDE = 100
"""Columns from which the bet stands beside the title."""

_WIDEST = 56
_BET_WIDTH = 48
_GUTTER = 4


class TitleContents(NamedTuple):
    """Contents of the title card."""

    deck: Deck
    """The deck."""
    errors: int
    """Number of broken parts, as far as known."""
    kept: str
    """Title of the section where the reader left; empty for none."""
    keeps: bool
    """True if progress is kept."""
    route: Route | None = None
    """The route that is chosen; None for the whole deck."""
    way: tuple[int, ...] = ()
    """Indexes of the sections on the route."""
    read: frozenset[str] = frozenset()
    """Ids of the sections that were read."""
    bet: Question | None = None
    """The first bet of the deck; None if it has none."""
    guess: BetGuess | None = None
    """The guess at it; None before it is made."""
    settled_in: str = ""
    """Title of the section that settles it; empty if none is named."""


class _CardPage(NamedTuple):
    """A page of the card."""

    lines: list[Line]
    """Its lines."""
    choices: dict[int, int]
    """The choice of the bet on each of its rows that has one, in the author's order."""


class TitleCard(PaintedWidget):
    """The card of the title, in the middle of the screen."""

    def __init__(self, contents: TitleContents, keymap: Keymap) -> None:
        super().__init__(base="pane", id="title", classes="main")
        self._contents = contents
        self._keymap = keymap
        self._turned_to = 0
        self._laid_out: dict[tuple[int, int], list[_CardPage]] = {}
        self.due = 0
        """Number of questions due for review; 0 until known."""

    def show(self, contents: TitleContents, due: int) -> None:
        """Show other contents."""
        self._contents, self.due = contents, due
        self._laid_out.clear()
        self.repaint()

    @property
    def shows_bet(self) -> bool:
        """True if choices of the bet are in sight; only then a digit answers it."""
        return bool(self._page_in_sight.choices)

    @property
    def page_count(self) -> int:
        """Number of pages at the present size: a bet without room on the first has its own."""
        return len(self._pages(*self.size)) if self.size else 1

    @property
    def page(self) -> int:
        """Index of the page in sight."""
        return min(self._turned_to, self.page_count - 1)

    def turn(self, by: int) -> bool:
        """Turn to another page; return False where there is none."""
        page = self.page + by
        if not 0 <= page < self.page_count:
            return False
        self._turned_to = page
        self.repaint()
        return True

    @property
    def _page_in_sight(self) -> _CardPage:
        return self._pages(*self.size)[self.page] if self.size else _CardPage([], {})

    def choice_at(self, row: int) -> int | None:
        """Return the choice of the bet on a row, in the author's order; None for none."""
        return self._page_in_sight.choices.get(row)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the page of the card that was turned to."""
        pages = self._pages(width, height)
        return pages[min(self._turned_to, len(pages) - 1)].lines

    # --- pages ----------------------------------------------------------------------------

    def _pages(self, width: int, height: int) -> list[_CardPage]:
        """Return the pages of the card at a size, at least one; those of the last size are kept."""
        if (width, height) not in self._laid_out:
            self._laid_out = {(width, height): self._lay_out(width, height)}
        return self._laid_out[width, height]

    def _lay_out(self, width: int, height: int) -> list[_CardPage]:
        """Return the card, with the bet beside or below the rest, else on pages of its own."""
        has_bet = self._contents.bet is not None
        if width >= _BESIDE and has_bet and (beside := self._beside(width, height)):
            return [beside]
        inner = max(1, min(_WIDEST + 8, width - 4))
        title, facts, summary, routes, keys = self._parts(inner)
        if has_bet:
            bet = self._barred_bet(inner)
            for above in ([title, facts, summary], [title, facts]):
                stacked = _stacked([*above, bet.lines, routes, keys])
                if len(stacked) <= height - 1:
                    before = len(_stacked(above)) + 1
                    choices = {before + row: choice for row, choice in bet.choices.items()}
                    return [_centred(_CardPage(stacked, choices), inner, width, height)]
        ways = ([title, facts, summary, routes, keys], [title, facts, routes, keys])
        fitting = (way for way in ways if len(_stacked(way)) <= height - 1)
        first = _stacked(next(fitting, [title, facts, keys]))
        return [
            _centred(_CardPage(first, {}), inner, width, height),
            *(self._bet_pages(inner, width, height) if has_bet else ()),
        ]

    def _barred_bet(self, inner: int, *, left_out: int = 0) -> _CardPage:
        """Return the bet behind a bar, with so many of its least important lines left out."""
        bet = self._bet(inner - 2, left_out)
        return bet._replace(lines=[[TextRun("▎ ", "ask"), *line] for line in bet.lines])

    def _bet_pages(self, inner: int, width: int, height: int) -> list[_CardPage]:
        """Return the bet on one page if it fits in any way, else on as many as it needs."""
        room = max(1, height - 1)
        ways = [self._barred_bet(inner, left_out=number) for number in range(3)]
        bet = next((way for way in ways if len(way.lines) <= room), ways[-1])
        return [
            _centred(_part(bet, start, room), inner, width, height)
            for start in range(0, len(bet.lines), room)
        ]

    def _beside(self, width: int, height: int) -> _CardPage | None:
        """Return the title on the left and the bet on a surface beside it; None if too high."""
        left_width = min(_WIDEST, (width - 2 * _GUTTER) // 2)
        bet_width = min(_BET_WIDTH, width - left_width - 2 * _GUTTER - 4)
        bet, numbers = self._bet(bet_width)
        parts = self._parts(left_width)
        if len(_stacked(parts)) > height - 2:
            parts[2] = []
        left = [[], *_stacked(parts)]
        wide = bet_width + 4
        right = on_surface([[TextRun("  "), *line] for line in bet], wide, wide)
        rows = max(len(left), len(right))
        if rows > height - 1:
            return None
        margin = max(1, (width - left_width - _GUTTER - wide) // 2)
        above = max(1, (height - rows) // 2)
        lines: list[Line] = [[] for _ in range(above)]
        for row in range(rows):
            own = left[row] if row < len(left) else []
            line = [TextRun(" " * margin), *pad(own, left_width), TextRun(" " * _GUTTER)]
            lines.append([*line, *(right[row] if row < len(right) else [])])
        return _CardPage(lines, {above + 1 + row: choice for row, choice in numbers.items()})

    # --- parts ----------------------------------------------------------------------------

    def _parts(self, width: int) -> list[list[Line]]:
        """Return title, facts, summary, routes and keys; empty ones are left out later."""
        contents = self._contents
        deck = contents.deck
        title = _ruled(wrap([TextRun(deck.title, "title")], width), width)
        facts = wrap([TextRun(self._facts(), "muted")], width)
        if contents.errors:
            facts.extend(wrap([TextRun(_trouble(contents.errors), "error")], width))
        summary = wrap([TextRun(deck.summary)], width) if deck.summary else []
        return [title, facts, summary, self._routes(width), self._keys(width)]

    def _facts(self) -> str:
        deck, route = self._contents.deck, self._contents.route
        count = len(route.sections) if route is not None else len(deck.outline)
        facts = [f"{count} section{'' if count == 1 else 's'}"]
        minutes = route.minutes if route is not None and route.minutes else deck.minutes
        if minutes:
            facts.insert(0, f"{minutes} minutes")
        if deck.as_of:
            facts.append(f"as of {date_text(deck.as_of)}")
        if not self._contents.keeps:
            facts.append("nothing is kept")
        return " · ".join(facts)

    def _routes(self, width: int) -> list[Line]:
        """Return the routes to choose from, and a dot for each section of the deck."""
        contents = self._contents
        routes = [route for route in contents.deck.routes if route.sections]
        lines: list[Line] = []
        if routes:
            lines.extend(wrap([TextRun("How long have you got?", "muted")], width))
            runs: list[TextRun] = []
            for route in routes:
                is_chosen = route is contents.route
                words = f"{route.minutes} minutes" if route.minutes else route.title
                marks = ("‹ ", " ›") if is_chosen else ("  ", "  ")
                runs.append(TextRun(marks[0], "here"))
                runs.append(TextRun(words, "here strong" if is_chosen else "muted"))
                runs.append(TextRun(marks[1], "here"))
            lines.extend([runs] if line_width(runs) <= width else wrap(runs, width))
            if contents.route is not None:
                lines.extend(wrap([TextRun(contents.route.title, "muted")], width))
        dots = self._dots(width)
        return [*lines, dots] if dots and (routes or contents.read) else lines

    def _dots(self, width: int) -> Line:
        """Return a dot for each section, joined by lines: read, on the route, or beside it."""
        contents = self._contents
        outline = contents.deck.outline
        line: Line = []
        for index, entry in enumerate(outline):
            if line:
                line.append(TextRun("──" if 3 * len(outline) <= width else "", "rule"))
            if entry.id in contents.read:
                line.append(TextRun("✓", "read"))
            elif index in contents.way:
                line.append(TextRun("●", "muted"))
            else:
                line.append(TextRun("○", "faint"))
        return line if line_width(line) <= width else []

    def _keys(self, width: int) -> list[Line]:
        """Return a line for each key with its effect, which may be cut."""
        if not self._contents.kept:
            choices = [("title-begin", "Begin")]
        else:
            choices = [
                ("title-begin", f"Continue: {self._contents.kept}"),
                ("title-again", "Start again"),
            ]
        if self.due:
            count = "1 question is" if self.due == 1 else f"{self.due} questions are"
            choices.append(("title-review", f"Review: {count} due"))
        labels = [(self._keymap.label(command), words) for command, words in choices]
        widest = max((len(label) for label, _ in labels), default=0)
        lines = (
            [TextRun(" " * (widest - len(label))), keycap(label), TextRun(f" {words}")]
            for label, words in labels
            if label
        )
        return [crop_line(line, width) for line in lines]

    def _bet(self, width: int, left_out: int = 0) -> _CardPage:
        """Return the bet; with less room first the note below is left out, then its label."""
        contents = self._contents
        question = contents.bet
        if question is None:
            return _CardPage([], {})
        inline = InlineLayout(contents.deck)
        layout = QuestionLayout(question, contents.deck, inline)
        label = wrap([TextRun("Before you read", "muted strong")], width)
        above = [label, layout.lines(question.prompt, width)][left_out // 2 :]
        if not is_answered_by_digit(question):
            return _CardPage(_stacked(above), {})
        taken = contents.guess.choices if contents.guess is not None else ()
        offer = layout.numbered_offer(TargetKind.BET, width, taken)
        first = len(_stacked(above)) + 1
        choices = {
            row: int(inline.targets[line[0].target].ids[2]) for row, line in enumerate(offer, first)
        }
        note = wrap([TextRun(_bet_words(contents), "muted")], width)
        return _CardPage(_stacked([*above, offer, *([] if left_out else [note])]), choices)


def _bet_words(contents: TitleContents) -> str:
    """Return what a digit does, or how long a bet stands."""
    if contents.guess is None:
        return "A digit bets. You can change it until the text settles it."
    until = f"until '{contents.settled_in}'" if contents.settled_in else "until the text settles it"
    return f"Your bet stands {until}."


def _ruled(title: list[Line], width: int) -> list[Line]:
    """Return a title of one line with a rule to the edge, like the headings of sections."""
    room = width - line_width(title[0]) - 1 if len(title) == 1 else 0
    return [[*title[0], TextRun(" "), TextRun("─" * room, "rule")]] if room > 1 else title


def _trouble(errors: int) -> str:
    some = "One part is" if errors == 1 else f"{errors} parts are"
    return f"{some} broken; 'explainer check' says where."


def _stacked(parts: list[list[Line]]) -> list[Line]:
    """Return parts below each other, with an empty line between two."""
    lines: list[Line] = []
    for part in parts:
        if part:
            lines.extend([[], *part] if lines else part)
    return lines


def _part(page: _CardPage, start: int, room: int) -> _CardPage:
    """Return the part of a page from a row on that has room."""
    end = start + room
    choices = {row - start: one for row, one in page.choices.items() if start <= row < end}
    return _CardPage(page.lines[start:end], choices)


def _centred(page: _CardPage, inner: int, width: int, height: int) -> _CardPage:
    """Return a page in the middle of the screen, below at least one empty row."""
    left, above = max(0, (width - inner) // 2), max(1, (height - len(page.lines)) // 2)
    lines = [*([] for _ in range(above)), *([TextRun(" " * left), *line] for line in page.lines)]
    return _CardPage(lines, {above + row: choice for row, choice in page.choices.items()})
