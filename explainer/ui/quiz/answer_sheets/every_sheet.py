"""The commands of the answer sheets of all types of questions."""

from __future__ import annotations

from explainer.ui.quiz.answer_sheets.answer_sheet import PICK, ROWS
from explainer.ui.quiz.answer_sheets.card_sheet import RATING, TURN
from explainer.ui.quiz.answer_sheets.choice_sheet import TRUTHS
from explainer.ui.quiz.answer_sheets.match_sheet import PAIRING
from explainer.ui.quiz.answer_sheets.order_sheet import CARRYING
from explainer.ui.quiz.answer_sheets.typed_sheet import GAPS

EVERY_SHEET = (PICK, *ROWS, *TRUTHS, *PAIRING, *CARRYING, *GAPS, TURN, *RATING)
"""All of them, in the order of the list in README."""
