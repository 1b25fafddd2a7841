"""The card of the title: title and facts of a deck, its routes, and its first bet."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.model import Deck, Route
from explainer.deck.question import Question
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, crop_line, line_width, pad, wrap
from explainer.render.page import TargetKind
from explainer.render.question_layout import QuestionLayout
from explainer.render.question_lines import is_answered_by_digit
from explainer.render.setting import BetGuess
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


class TitleCard(PaintedWidget):
    """The card of the title, in the middle of the screen."""

    def __init__(self, contents: TitleContents, keymap: Keymap) -> None:
        super().__init__(base="pane", id="title", classes="main")
        self._contents = contents
        self._keymap = keymap
        self._choice_rows: dict[int, int] = {}
        self.due = 0
        """Number of questions due for review; 0 until known."""

    def show(self, contents: TitleContents, due: int) -> None:
        """Show other contents."""
        self._contents, self.due = contents, due
        self.repaint()

    @property
    def shows_bet(self) -> bool:
        """True if the bet has room at the present size; only then a digit answers it."""
        if self.size:
            self.visible_lines(self.size.width, self.size.height)
        return bool(self._choice_rows)

    def choice_at(self, row: int) -> int | None:
        """Return the choice of the bet on a row, in the author's order; None for none."""
        return self._choice_rows.get(row)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the card; if it is too high, the least important lines are left out."""
        self._choice_rows = {}
        if width >= _BESIDE and self._contents.bet is not None:
            return self._beside(width, height)
        inner = max(1, min(_WIDEST + 8, width - 4))
        bet, numbers = self._bet(inner - 2)
        bar: list[Line] = [[TextRun("▎ ", "ask"), *line] for line in bet]
        parts = [*self._parts(inner), bar]
        # The title plays the bet; the text has it too, for screens without room for it here.
        for droppable in (2, 5, 3):
            if len(_stacked(parts)) > height - 1:
                parts[droppable] = []
        order = [parts[0], parts[1], parts[2], parts[5], parts[3], parts[4]]
        lines = _stacked(order)
        left, above = max(0, (width - inner) // 2), max(1, (height - len(lines)) // 2)
        if parts[5]:
            first = above + len(_stacked([parts[0], parts[1], parts[2]])) + 1
            self._choice_rows = {first + row: choice for row, choice in numbers.items()}
        return [*([] for _ in range(above)), *([TextRun(" " * left), *line] for line in lines)]

    def _beside(self, width: int, height: int) -> list[Line]:
        """Return the title on the left and the bet on the right of a line."""
        left_width = min(_WIDEST, (width - 2 * _GUTTER) // 2)
        bet_width = min(_BET_WIDTH, width - left_width - 2 * _GUTTER - 4)
        bet, numbers = self._bet(bet_width)
        parts = self._parts(left_width)
        if len(_stacked(parts)) > height - 2:
            parts[2] = []
        left = _stacked(parts)
        rows = max(len(left), len(bet))
        margin = max(1, (width - left_width - _GUTTER - 2 - bet_width) // 2)
        above = max(1, (height - rows) // 2)
        self._choice_rows = {above + row: choice for row, choice in numbers.items()}
        lines: list[Line] = [[] for _ in range(above)]
        for row in range(rows):
            own = left[row] if row < len(left) else []
            line = [TextRun(" " * margin), *pad(own, left_width), TextRun(" " * _GUTTER)]
            other = bet[row] if row < len(bet) else []
            lines.append([*line, TextRun("┃ ", "rule"), *other])
        return lines

    # --- parts ----------------------------------------------------------------------------

    def _parts(self, width: int) -> list[list[Line]]:
        """Return title, facts, summary, routes and keys; empty ones are left out later."""
        contents = self._contents
        deck = contents.deck
        title = wrap([TextRun(deck.title, "title")], width)
        facts = wrap([TextRun(self._facts(), "muted")], width)
        if contents.errors:
            facts.extend(wrap([TextRun(_trouble(contents.errors), "error")], width))
        summary = wrap([TextRun(deck.summary)], width) if deck.summary else []
        return [title, facts, summary, self._routes(width), self._keys(width)]

    def _facts(self) -> str:
        deck = self._contents.deck
        count = len(deck.outline)
        facts = [f"{count} section{'' if count == 1 else 's'}"]
        if deck.minutes:
            facts.insert(0, f"{deck.minutes} minutes")
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

    def _bet(self, width: int) -> tuple[list[Line], dict[int, int]]:
        """Return the bet, and the choice on each of its rows."""
        contents = self._contents
        question = contents.bet
        if question is None:
            return [], {}
        inline = InlineLayout(contents.deck)
        layout = QuestionLayout(question, contents.deck, inline)
        lines = wrap([TextRun("Before you read", "muted strong")], width)
        lines.extend([[], *layout.lines(question.prompt, width)])
        numbers: dict[int, int] = {}
        if is_answered_by_digit(question):
            lines.append([])
            taken = contents.guess.choices if contents.guess is not None else ()
            offer = layout.numbered_offer(TargetKind.BET, width, taken)
            for row, line in enumerate(offer, len(lines)):
                target = inline.targets[line[0].target]
                numbers[row] = int(target.ids[2])
            lines.extend(offer)
            lines.extend([[], *wrap([TextRun(_bet_words(contents), "muted")], width)])
        return lines, numbers


def _bet_words(contents: TitleContents) -> str:
    """Return what a digit does, or how long a bet stands."""
    if contents.guess is None:
        return "A digit bets. You can change it until the text settles it."
    until = f"until '{contents.settled_in}'" if contents.settled_in else "until the text settles it"
    return f"Your bet stands {until}."


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
