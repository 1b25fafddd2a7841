"""Maps types of questions to their answer sheets."""

from __future__ import annotations

from explainer.deck.question import Question, QuestionType
from explainer.render.question_layout import QuestionLayout
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet


def sheet_for(question: Question, layout: QuestionLayout, seed: int) -> Sheet:
    """Return the answer sheet of a question; `seed` decides the order of its rows."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE | QuestionType.TRUE_FALSE:
            from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet

            return ChoiceSheet(question, layout, seed)
        case QuestionType.NUMERIC | QuestionType.SHORT | QuestionType.CLOZE:
            from explainer.ui.quiz.answer_sheets.typed_sheet import TypedSheet

            return TypedSheet(question, layout)
        case QuestionType.MATCH:
            from explainer.ui.quiz.answer_sheets.match_sheet import MatchSheet

            return MatchSheet(question, layout, seed)
        case QuestionType.ORDER:
            from explainer.ui.quiz.answer_sheets.order_sheet import OrderSheet

            return OrderSheet(question, layout, seed)
