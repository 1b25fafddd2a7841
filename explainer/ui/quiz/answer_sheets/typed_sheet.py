"""The answer sheet of numeric, short-answer and cloze questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.quiz.answer import Answer, Filled, Typed
from explainer.render.line import Line, TextRun, beside, crop, line_width, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.command import Command
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.quiz.answer_sheets.answer_sheet import PICK

_WIDEST = 40
_NARROWEST_GAP = 8
_WIDEST_GAP = 24


GAPS = (
    Command("sheet-next-gap", ("tab", "down"), "Next gap",
            "The next gap; after the last one the card takes the keys.",
            PICK.group, "sheet('next')"),
    Command("sheet-previous-gap", ("shift+tab", "up"), "Gap before", "The gap before.",
            PICK.group, "sheet('before')"),
)  # fmt: skip
"""Commands of a question that is answered by typing."""


class TypedSheet:
    """Takes typed text, into one line or into the gaps of a text.

    Tab leaves the last gap, so that keys run the card's commands, and returns to the first.
    """

    def __init__(self, question: Question, layout: QuestionLayout) -> None:
        """Create a typed line for each gap."""
        self._unit = question.unit
        self._text = layout.runs(question.text) if question.type is QuestionType.CLOZE else []
        self._count = max(1, len(GAP.findall(question.text)))
        self._typed = [TypedLine() for _ in range(self._count)]
        self._at = 0
        self._cursor_line = 0

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands that edit a gap and move to another."""
        return GAPS if self.typed is None else (*GAPS, *EDITING)

    @property
    def typed(self) -> TypedLine | None:
        """The gap being typed into; None past the last one, where keys run the card's commands."""
        return self._typed[self._at] if self._at < self._count else None

    @property
    def cursor_line(self) -> int:
        """Line of the gap being typed into."""
        return self._cursor_line

    def lines(self, width: int) -> list[Line]:
        """Return the typed line with its unit, or the text with its gaps."""
        if self._text:
            return self._cloze(width)
        self._cursor_line = 0
        beside_it = cell_len(self._unit) + _NARROWEST_GAP + 6 <= width
        room = max(4, min(_WIDEST, width - 6 - (cell_len(self._unit) if beside_it else 0)))
        line: Line = [
            TextRun("  ❯ " if self.typed is not None else "    ", "here"),
            *self._field(0, room),
        ]
        if self._unit and beside_it:
            line.append(TextRun(f" {self._unit}", "muted"))
        if beside_it:
            return [line]
        left = [TextRun("    ")]
        unit = partial(wrap, [TextRun(self._unit, "muted")])
        return [line, *beside(left, left, width, unit)]

    def _cloze(self, width: int) -> list[Line]:
        """Return the text with its gaps, laid out word by word so that no gap is broken."""
        room = max(4, min(_WIDEST_GAP, width))
        flow = _Flow(width)
        number = 0
        is_spaced = False
        for run in self._text:
            for place, part in enumerate(run.text.split(GAP_CHARACTER)):
                if place and number < self._count:
                    flow.add(self._field(number, room), spaced=is_spaced)
                    if number == self._at:
                        self._cursor_line = len(flow.lines) - 1
                    number, is_spaced = number + 1, False
                is_spaced = flow.add_part(run._replace(text=part), spaced=is_spaced)
        return flow.lines

    def _field(self, number: int, room: int) -> list[TextRun]:
        """Return the field of a gap: its text around the cursor, or an empty line."""
        typed = self._typed[number]
        if number == self._at:
            runs = [run for run in typed.runs(room) if run.text]
            used = line_width(runs)
            shown = min(room, max(_NARROWEST_GAP, used))
            return [*runs, TextRun("_" * max(0, shown - used), "marker")]
        if typed.text:
            return [TextRun(crop(typed.text, room), "here")]
        return [TextRun("_" * _NARROWEST_GAP, "marker")]

    def do(self, action: str) -> None:
        """Go to another gap, or past the last one."""
        by = 1 if action == "next" else -1
        self._at = (self._at + by) % (self._count + 1)

    def take_number(self, number: int) -> bool:
        """Return False: no row has a number."""
        return False

    def advance(self) -> bool:
        """Go to the next empty gap, unless the present one is empty."""
        if self.typed is None or not self.typed.text.strip():
            return False
        following = [n for n in range(self._at + 1, self._count) if not self._typed[n].text]
        if following:
            self._at = following[0]
        return bool(following)

    def click(self, line: int, column: int) -> None:
        """Return to the gaps."""
        if self.typed is None:
            self._at = 0

    def put(self, answer: Answer) -> None:
        """Fill the gaps in with an earlier answer."""
        gaps = answer.gaps if isinstance(answer, Filled) else ()
        gaps = (answer.text,) if isinstance(answer, Typed) else gaps
        for typed, text in zip(self._typed, gaps, strict=False):
            typed.insert(" ".join(text.split()))

    def clear(self) -> None:
        """Clear all gaps."""
        self._typed = [TypedLine() for _ in range(self._count)]
        self._at = 0

    def answer(self) -> Answer:
        """Return the typed text."""
        if self._text:
            return Filled(tuple(typed.text.strip() for typed in self._typed))
        return Typed(self._typed[0].text.strip())

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the hints for moving between gaps; past the last one those of the card apply."""
        if self.typed is None:
            return [("sheet-next-gap", "type")]
        return [("sheet-next-gap", "next gap")] if self._at + 1 < self._count else []


class _Flow:
    """Lays out pieces of text one after the other, with a new line where one does not fit."""

    def __init__(self, width: int) -> None:
        self.lines: list[Line] = [[]]
        """The lines laid out so far."""
        self._width = max(1, width)
        self._last_piece = 0

    def add_part(self, part: TextRun, *, spaced: bool) -> bool:
        """Add text, its first word after a space if `spaced`; return True if it ends with one."""
        for number, line in enumerate(part.text.split("\n")):
            if number:
                self.end_line()
                spaced = False
            words = line.split()
            for place, word in enumerate(words):
                is_apart = True if place else spaced or line[:1].isspace()
                for piece, cut in enumerate(wrap([part._replace(text=word)], self._width)):
                    self.add(cut, spaced=is_apart and not piece)
            spaced = line[-1:].isspace() or (spaced and not words)
        return spaced

    def add(self, runs: list[TextRun], *, spaced: bool) -> None:
        """Add runs that must stay together, and with any unspaced text before them."""
        last = self.lines[-1]
        gap = 1 if spaced and last else 0
        if last and line_width(last) + gap + line_width(runs) > self._width:
            joined = [] if spaced else last[self._last_piece :]
            if joined and self._last_piece:
                del last[self._last_piece :]
                self.lines.append([*joined, *runs])
            else:
                self.lines.append(list(runs))
            self._last_piece = 0
            return
        if gap:
            last.append(TextRun(" "))
        if spaced:
            self._last_piece = len(last)
        last.extend(runs)

    def end_line(self) -> None:
        """Begin a new line."""
        self.lines.append([])
        self._last_piece = 0
