"""The answer sheet of a card: turned over, then rated by the learner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len

from explainer.deck.question import Question
from explainer.quiz.answer import Answer, Chosen, Rating, Recalled
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.command import Command
from explainer.ui.base.keycap import small_keycap
from explainer.ui.panes.numbered_rows import Rows, moved
from explainer.ui.quiz.answer_sheets.answer_sheet import PICK, ROWS, STEPS, RowSheet

TURN = Command(
    "sheet-turn", ("space", "enter"), "Turn the card", "Turn a card over, to see its back.",
    PICK.group, "sheet('turn')",
)  # fmt: skip
"""Turns a card over."""

RATING = (
    Command("sheet-again", ("1",), "Again", "A turned card: it was not known, ask it again soon.",
            PICK.group, "rate('again')"),
    Command("sheet-hard", ("2",), "Hard", "A turned card: known with effort, or in part.",
            PICK.group, "rate('hard')"),
    Command("sheet-good", ("3",), "Good", "A turned card: known.", PICK.group, "rate('good')"),
    Command("sheet-easy", ("4",), "Easy", "A turned card: known at once, ask it much later.",
            PICK.group, "rate('easy')"),
)  # fmt: skip
"""Commands that rate a turned card, in the order of the ratings."""

_UNCHOSEN = -1
_TITLES = 2 + max(len(command.title) for command in RATING)
"""Width in cells of the column with the ratings."""

_LINES_IN_SIGHT = 10
"""Lines from the rule on that are kept in sight when a card is turned."""


class CardFacts(NamedTuple):
    """The back, the keys and the dates that the sheet of a card shows."""

    back: Callable[[int], list[Line]]
    """Returns the back with its explanation and sources, for a width in cells."""
    label: Callable[[str], str]
    """Returns the first key of a command as people write it; empty where it has none."""
    due: Mapping[Rating, str]
    """Words for when each rating brings the card back; empty where it is not known."""


class CardSheet(RowSheet):
    """The hidden back of a card; once it is turned, the back over a row for each rating."""

    def __init__(self, facts: CardFacts) -> None:
        """Begin with the front up."""
        self._facts = facts
        self._cursor = _UNCHOSEN
        self._rows = Rows()
        self._first_row = 0
        self.is_turned = False
        """True once the back is shown."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The command that turns the card, or those that rate it."""
        return (*RATING, *ROWS) if self.is_turned else (TURN,)

    @property
    def cursor_line(self) -> int:
        """Last line of the ratings once one is chosen; before, a line near the top of the back."""
        last = max(0, self._first_row + len(self._rows.lines) - 1)
        return min(last, _LINES_IN_SIGHT) if self._cursor == _UNCHOSEN else last

    @property
    def chosen(self) -> Rating | None:
        """The rating under the cursor."""
        return None if self._cursor == _UNCHOSEN else list(Rating)[self._cursor]

    def lines(self, width: int) -> list[Line]:
        """Return how to turn the card; once it is turned, a rule, the back and the ratings."""
        if not self.is_turned:
            keys = self._facts.label(TURN.id) or self._facts.label("quiz-answer")
            words = [small_keycap(keys), TextRun(" turns the card. Think first.", "muted")]
            return wrap(words, width)
        lines = [[TextRun("─" * width, "rule")], *self._facts.back(width), []]
        rows = Rows()
        for place, command in enumerate(RATING):
            rows.add(place, self._row(place, command, width))
        self._first_row, self._rows = len(lines), rows
        return [*lines, *rows.lines]

    def _row(self, place: int, command: Command, width: int) -> list[Line]:
        here = place == self._cursor
        label = self._facts.label(command.id)
        first = [
            TextRun("❯ " if here else "  ", "here"),
            *([small_keycap(label), TextRun(" ")] if label else []),
            TextRun(f"{command.title:<{_TITLES}}", "strong" if here else ""),
        ]
        rest = [TextRun(" " * sum(cell_len(run.text) for run in first))]
        due = [TextRun(self._facts.due.get(list(Rating)[place], ""), "muted")]
        return beside(first, rest, width, lambda room: wrap(due, room))

    def do(self, action: str) -> None:
        """Turn the card, or move the cursor over the ratings."""
        if action == "turn":
            self.is_turned = True
        elif self.is_turned:
            self._cursor = moved(self._cursor, STEPS[action], len(RATING))

    def advance(self) -> bool:
        """Turn the card; return False if it is turned."""
        is_turning = not self.is_turned
        self.is_turned = True
        return is_turning

    def give_up(self) -> bool:
        """Turn the card with the cursor on `again`; return False if it is turned."""
        is_turning = self.advance()
        if is_turning:
            self._cursor = 0
        return is_turning

    def take_number(self, number: int) -> bool:
        """Return False: commands rate a card."""
        return False

    def click(self, line: int, column: int) -> None:
        """Turn the card; once it is turned, choose the row that was clicked."""
        if not self.is_turned:
            self.is_turned = True
        else:
            self._cursor = self._rows.row_at(line - self._first_row)

    def put(self, answer: Answer) -> None:
        """Show the back, with the cursor on an earlier rating."""
        if isinstance(answer, Recalled):
            self.is_turned = True
            self._cursor = list(Rating).index(answer.rating)

    def clear(self) -> None:
        """Turn the front up again."""
        self.is_turned = False
        self._cursor = _UNCHOSEN

    def answer(self) -> Answer:
        """Return the rating under the cursor; without one an empty choice, which is refused."""
        return Chosen(()) if self.chosen is None else Recalled(self.chosen)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the hint for turning, or for rating."""
        if not self.is_turned:
            return [(TURN.id, "turn")]
        return [("+".join(command.id for command in RATING), "rate")]


def plain_facts(question: Question, layout: QuestionLayout) -> CardFacts:
    """Return facts without keys, sources and dates."""
    return CardFacts(partial(layout.lines, question.back), lambda _: "", {})
