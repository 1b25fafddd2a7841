"""The card of a question: head, prompt, answer sheet, hints and confidence."""

from __future__ import annotations

from functools import partial

from explainer.deck.question import Hint, Question, QuestionType
from explainer.quiz.answer import Confidence
from explainer.quiz.feedback import CONFIDENCE_WORDS
from explainer.render.line import Line, TextRun, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet
from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet

_SEVERAL = "More than one may be right."


def question_card(
    head: list[Line],
    question: Question,
    layout: QuestionLayout,
    sheet: Sheet,
    width: int,
    *,
    hints: int = 0,
    confidence: Confidence | None = None,
    refused: str = "",
    room: int = 0,
) -> tuple[Drawn, int]:
    """Return the card, and the line of it on which the sheet begins.

    Args:
        head: The lines on top.
        question: The question.
        layout: The layout of its texts.
        sheet: The answer being made.
        width: Cells of a line.
        hints: Hints that are shown.
        confidence: The learner's level of confidence.
        refused: The reason why the answer was not accepted.
        room: Lines in sight at once; with enough of them, empty lines stand between the choices.
    """
    lay_out = partial(_card, head, question, layout, sheet, width, hints, confidence, refused)
    if not isinstance(sheet, ChoiceSheet):
        return lay_out()
    sheet.is_spaced = True
    card = lay_out()
    if len(card[0].lines) <= room:
        return card
    sheet.is_spaced = False
    return lay_out()


def _card(
    head: list[Line],
    question: Question,
    layout: QuestionLayout,
    sheet: Sheet,
    width: int,
    hints: int,
    confidence: Confidence | None,
    refused: str,
) -> tuple[Drawn, int]:
    lines = [*head, *layout.prompt_lines(question.prompt, width)]
    if question.type is QuestionType.MULTIPLE:
        lines.extend(wrap([TextRun(_SEVERAL, "muted")], width))
    lines.append([])
    start = len(lines)
    lines.extend(sheet.lines(width))
    keep = start + sheet.cursor_line
    if refused:
        lines.extend([[], *wrap([TextRun(refused, "warning")], width)])
        keep = len(lines) - 1
    if hints:
        lines.append([])
        for hint in question.hints[:hints]:
            lines.extend(_hint(hint, layout, width))
        keep = max(keep, len(lines) - 1) if len(lines) - start < 12 else keep
    if confidence is not None:
        lines.append([])
        words = [TextRun("How sure  ", "muted"), TextRun(CONFIDENCE_WORDS[confidence], "here")]
        lines.extend(wrap(words, width))
    return Drawn(lines, keep), start


def _hint(hint: Hint, layout: QuestionLayout, width: int) -> list[Line]:
    price = [TextRun(f"  −{100 * hint.cost:.0f} %", "muted")] if hint.cost else []
    return layout.beside([TextRun("Hint  ", "muted")], hint.text, width, behind=price)
