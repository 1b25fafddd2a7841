"""Questions as they stand in a section, to think about."""

from __future__ import annotations

from functools import partial

from explainer.deck.block import Directive
from explainer.deck.directive import QuizOptions
from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.render.frame import WIDEST_NOTE
from explainer.render.line import Line, Run, beside, wrap
from explainer.render.selection import offered, quiz_questions


def question_lines(question: Question, width: int) -> list[Line]:
    """The prompt and what it offers."""
    bar = [Run("▎ ", "callout-important")]

    def words(room: int) -> list[Line]:
        lines = wrap([Run("Question", "callout-important strong")], room)
        return lines + _asked(question, room)

    return beside(bar, bar, min(width, WIDEST_NOTE), words)


def quiz_lines(block: Directive, options: QuizOptions, deck: Deck, width: int) -> list[Line]:
    """The prompts of several questions and what they offer."""
    bar = [Run("▎ ", "callout-important")]

    def words(room: int) -> list[Line]:
        lines = wrap([Run("Questions", "callout-important strong")], room)
        for question in quiz_questions(block, options, deck):
            lines.append([])
            lines.extend(_asked(question, room))
        return lines

    return beside(bar, bar, min(width, WIDEST_NOTE), words)


def _asked(question: Question, room: int) -> list[Line]:
    bullet, indent = [Run("• ", "marker")], [Run("  ")]
    lines = wrap([Run(question.prompt)], room)
    for text in offered(question):
        lines.extend(beside(bullet, indent, room, partial(wrap, [Run(text)])))
    return lines
