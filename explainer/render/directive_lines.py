"""Lays out the directives of a section: its data and its questions."""

from __future__ import annotations

from explainer.deck.block import Directive
from explainer.deck.directive import QuestionOptions, QuizOptions
from explainer.deck.model import Deck
from explainer.render.data_lines import data_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, wrap
from explainer.render.question_lines import LEFT_OUT, question_lines, quiz_lines
from explainer.render.setting import LEARNING, Setting


def directive_lines(
    block: Directive,
    deck: Deck,
    inline: InlineLayout,
    width: int,
    setting: Setting = LEARNING,
) -> list[Line]:
    """Return the lines of a directive; its target was checked when the section was parsed."""
    options = block.options
    if isinstance(options, QuestionOptions):
        question = deck.questions.get(options.target)
        if question is None:
            return wrap([TextRun(LEFT_OUT, "muted")], width)
        return question_lines(question, deck, width, inline, setting.asked)
    if isinstance(options, QuizOptions):
        return quiz_lines(block, options, deck, width, inline, setting.asked)
    return data_lines(block, deck, inline, width, setting)
