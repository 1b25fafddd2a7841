"""Maps types of questions to their answer sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.deck.question import Question, QuestionType
from explainer.quiz.shuffle import choice_order
from explainer.render.question_layout import QuestionLayout
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet

if TYPE_CHECKING:
    from explainer.ui.quiz.answer_sheets.card_sheet import CardFacts


def sheet_for(
    question: Question, layout: QuestionLayout, seed: int, facts: CardFacts | None = None
) -> Sheet:
    """Return the answer sheet of a question.

    Args:
        question: The question.
        layout: The layout of its texts.
        seed: Seed of the order of its rows.
        facts: Back, keys and dates for the sheet of a card; None for its back alone.
    """
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE | QuestionType.TRUE_FALSE:
            from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet

            return ChoiceSheet(question, layout, choice_order(question, seed))
        case QuestionType.NUMERIC | QuestionType.SHORT | QuestionType.CLOZE:
            from explainer.ui.quiz.answer_sheets.typed_sheet import TypedSheet

            return TypedSheet(question, layout)
        case QuestionType.MATCH:
            from explainer.ui.quiz.answer_sheets.match_sheet import MatchSheet

            return MatchSheet(question, layout, seed)
        case QuestionType.ORDER:
            from explainer.ui.quiz.answer_sheets.order_sheet import OrderSheet

            return OrderSheet(question, layout, seed)
        case QuestionType.CARD:
            from explainer.ui.quiz.answer_sheets.card_sheet import CardSheet, plain_facts

            return CardSheet(facts or plain_facts(question, layout))
