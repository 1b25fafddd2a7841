"""Questions as they stand in a section: what is asked, and how it went when it was answered."""

from __future__ import annotations

from functools import partial

from explainer.deck.block import Directive
from explainer.deck.directive import QuizOptions
from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.render.frame import WIDEST_NOTE
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, Run, beside, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.selection import offered, quiz_questions
from explainer.render.setting import Asked, SettledBet

_BAR = [Run("▎ ", "callout-important")]


def question_lines(
    question: Question, width: int, inline: InlineLayout, asked: Asked | None
) -> list[Line]:
    """The prompt and what it offers; the label opens it."""
    label = _label("Question", (question.id,), TargetKind.QUESTION, inline, asked)
    label.extend(_outcome(question, asked))

    def words(room: int) -> list[Line]:
        return wrap(label, room) + _asked(question, room)

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def quiz_lines(
    block: Directive,
    options: QuizOptions,
    deck: Deck,
    width: int,
    inline: InlineLayout,
    asked: Asked | None,
) -> list[Line]:
    """The prompts of several questions; the label opens a run through them."""
    questions = quiz_questions(block, options, deck)
    names = tuple(question.id for question in questions)
    if not names:
        return beside(_BAR, _BAR, width, partial(wrap, [Run("No questions yet", "muted")]))
    count = "1 question" if len(names) == 1 else f"{len(names)} questions"
    label = _label("Quiz", names, TargetKind.QUESTION, inline, asked)
    label.append(Run(f"  {count}", "muted"))

    def words(room: int) -> list[Line]:
        lines = wrap(label, room)
        for number, question in enumerate(questions, 1):
            first = [Run(f"{number:>{len(str(len(names)))}}. ", "marker")]
            rest = [Run(" " * len(first[0].text))]
            runs = [Run(question.prompt), *_outcome(question, asked)]
            lines.extend(beside(first, rest, room, partial(wrap, runs)))
        return lines

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def bet_lines(question: Question, width: int, inline: InlineLayout, asked: Asked) -> list[Line]:
    """A bet before the text: what is asked and what was bet; the label opens it."""
    label = _label("A bet before you read", (question.id,), TargetKind.BET, inline, asked)

    def words(room: int) -> list[Line]:
        lines = wrap(label, room)
        if not asked.guess:
            return lines + _asked(question, room)
        lines.extend(wrap([Run(question.prompt)], room))
        return lines + wrap([Run("Your bet: ", "muted"), Run(asked.guess, "strong")], room)

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def settled_lines(bet: SettledBet, width: int) -> list[Line]:
    """What was bet, beside the record that settles it."""
    mark = Run("✓ right", "supported") if bet.is_right else Run("✗ not so", "contradicted")

    def words(room: int) -> list[Line]:
        guess = [Run(f"{bet.guess} "), mark]
        return [
            *wrap([Run("Your bet", "callout-important strong")], room),
            *wrap([Run(bet.prompt, "muted")], room),
            *beside(_said("You said"), _said(""), room, partial(wrap, guess)),
            *beside(
                _said("The record"), _said(""), room, partial(wrap, [Run(bet.record, "strong")])
            ),
        ]

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def _said(label: str) -> list[Run]:
    return [Run(f"{label:<12}", "muted")]


def _label(
    text: str, names: tuple[str, ...], kind: TargetKind, inline: InlineLayout, asked: Asked | None
) -> list[Run]:
    """The label; where answers can be given, it opens the question."""
    if asked is None:
        return [Run(text, "callout-important strong")]
    inline.targets.append(Target(kind, names, inline.block))
    return [Run(text, "callout-important strong", "", len(inline.targets) - 1)]


def _outcome(question: Question, asked: Asked | None) -> list[Run]:
    """How the latest answer was; nothing where there is none."""
    fraction = asked.latest.get(question.id) if asked else None
    if fraction is None:
        return []
    if fraction >= 1:
        return [Run("  ✓ right", "supported")]
    return [Run("  ≈ partly", "partly") if fraction > 0 else Run("  ✗ missed", "contradicted")]


def _asked(question: Question, room: int) -> list[Line]:
    bullet, indent = [Run("• ", "marker")], [Run("  ")]
    lines = wrap([Run(question.prompt)], room)
    for text in offered(question):
        lines.extend(beside(bullet, indent, room, partial(wrap, [Run(text)])))
    return lines
