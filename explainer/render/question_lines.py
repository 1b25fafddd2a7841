"""Lays out the questions in a section: the prompt, and the result of the latest answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from explainer.deck.block import Directive
from explainer.deck.directive import QuizOptions
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.render.frame import WIDEST_NOTE, foot_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, beside, with_role, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.question_layout import QuestionLayout
from explainer.render.selection import quiz_questions
from explainer.render.setting import Asked, BetGuess, SettledBet

MOST_DIGITS = 9
"""Most choices that digits can take."""

_OF_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE)

_BAR = [TextRun("▎ ", "ask")]
_INDENT = [TextRun("  ")]

LEFT_OUT = "A question that is asked in class."
"""Words where a question is left out of the deck that is shown."""


def question_lines(
    question: Question, deck: Deck, width: int, inline: InlineLayout, asked: Asked | None
) -> list[Line]:
    """Return the prompt and the choices, below a label that opens the question."""
    if question.open:
        return _open_lines(question, deck, width, inline, asked)
    label = _label("Question", (question.id,), TargetKind.QUESTION, inline, asked)
    label.extend(_outcome(question, asked))
    layout = QuestionLayout(question, deck, inline)

    def words(room: int) -> list[Line]:
        return wrap(label, room) + _prompt_lines(question, layout, room, asked, TargetKind.QUESTION)

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def quiz_lines(
    block: Directive,
    options: QuizOptions,
    deck: Deck,
    width: int,
    inline: InlineLayout,
    asked: Asked | None,
) -> list[Line]:
    """Return the number of questions and their results, below a label that opens a run.

    The prompts are not shown, because they could give away each other's answers.
    """
    questions = quiz_questions(block, options, deck)
    names = tuple(question.id for question in questions)
    if not names:
        return beside(_BAR, _BAR, width, partial(wrap, [TextRun("No questions yet", "muted")]))
    count = "1 question" if len(names) == 1 else f"{len(names)} questions"
    label = _label("Quiz", names, TargetKind.QUESTION, inline, asked)
    label.append(TextRun(f"  {count}", "muted"))
    results = _result_runs(questions, asked)

    def words(room: int) -> list[Line]:
        return wrap(label, room) + (wrap(results, room) if results else [])

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def _result_runs(questions: Sequence[Question], asked: Asked | None) -> list[TextRun]:
    """Return the results of the latest answers, counted; if there are none, how to begin."""
    if asked is None:
        return []
    latest = [asked.latest[one.id] for one in questions if one.id in asked.latest]
    if not latest:
        return [
            TextRun("What you have just read, asked back: go to this mark, and open it.", "muted")
        ]
    right = sum(fraction >= 1 for fraction in latest)
    partly = sum(0 < fraction < 1 for fraction in latest)
    missed = len(latest) - right - partly
    runs = [TextRun(f"✓ {right} right", "good")] if right else []
    runs += [TextRun("  ")] if runs and partly else []
    runs += [TextRun(f"≈ {partly} partly", "half")] if partly else []
    runs += [TextRun("  ")] if runs and missed else []
    runs += [TextRun(f"✗ {missed} missed", "bad")] if missed else []
    left = len(questions) - len(latest)
    return [*runs, TextRun(f"  · {left} not asked yet", "muted")] if left else runs


def bet_lines(
    question: Question, deck: Deck, width: int, inline: InlineLayout, asked: Asked | None
) -> list[Line]:
    """Return a bet before the text: the prompt and the guess, below a label that opens it.

    If an earlier section had the same bet, it is shown again with that guess, to be changed.
    """
    guess = asked.guesses.get(question.id) if asked else None
    earlier = asked.earlier if asked and guess else ""
    is_again = bool(earlier)
    title = "The same bet once more" if is_again else "A bet before you read"
    label = _label(title, (question.id,), TargetKind.BET, inline, asked)
    if question.open:
        label.append(TextRun(", open and not scored", "muted"))
    layout = QuestionLayout(question, deck, inline)

    def words(room: int) -> list[Line]:
        lines = wrap(label, room) + _prompt_lines(
            question, layout, room, asked, TargetKind.BET, guess
        )
        if guess is None:
            return lines
        lines.extend(_guess_lines("You said" if is_again else "Your bet", guess, room))
        if is_again and guess.may_change:
            title = TextRun(earlier, "muted emphasis")
            change = [
                TextRun("First asked before ", "muted"),
                title,
                TextRun(". You can change it.", "muted"),
            ]
            lines.extend(wrap(change, room))
        return lines

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def settled_lines(bet: SettledBet, deck: Deck, width: int, inline: InlineLayout) -> list[Line]:
    """Return a bet beside the record that settles it, or a note that it is still open."""
    question = deck.questions[bet.question]
    layout = QuestionLayout(question, deck)

    def words(room: int) -> list[Line]:
        lines = wrap([TextRun("How your bet came out", "ask strong")], room)
        lines.extend(with_role(line, "muted") for line in layout.lines(question.prompt, room))
        for label, part in _settled_parts(bet, question, layout, deck, inline):
            lines.extend([[], *wrap([TextRun(label, "muted")], room)])
            lines.extend(beside(_INDENT, _INDENT, room, part))
        return lines

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


_Part = tuple[str, Callable[[int], list[Line]]]
"""A label, and the function that lays out what stands below it."""


def _settled_parts(
    bet: SettledBet, question: Question, layout: QuestionLayout, deck: Deck, inline: InlineLayout
) -> list[_Part]:
    """Return what one said, the record, and what pointed there."""
    parts: list[_Part] = []
    if bet.first:
        parts.append(("At first you said", partial(wrap, [TextRun(bet.first)])))
    guess = [TextRun(f"{bet.guess}  "), *_bet_result(bet)]
    parts.append(("Then" if bet.first else "You said", partial(wrap, guess)))
    for one in bet.arguments:
        label = f"For {one.choice}" if one.choice else "What speaks for it"
        parts.append((label, partial(layout.lines, one.why)))
    if bet.is_open:
        nobody = partial(wrap, [TextRun("Nobody has settled it.")])
        known = partial(layout.lines, question.explain) if question.explain else nobody
        return [*parts, ("Still open", known)]
    parts.append(("The record", partial(wrap, [TextRun(bet.record, "strong")])))
    why = question.explain or "".join(one.why for one in question.choices if one.correct)

    def pointers(room: int) -> list[Line]:
        text = layout.lines(why, room) if why else []
        return [*text, *foot_lines("", question.sources, None, deck, inline, room)]

    has_pointers = why or any(source in deck.sources for source in question.sources)
    return [*parts, ("What pointed there", pointers)] if has_pointers else parts


def _bet_result(bet: SettledBet) -> list[TextRun]:
    """Return the result of a bet; nothing if it was made before the question had a key."""
    if bet.is_open:
        return [TextRun("○ open", "muted")]
    if bet.is_right is None:
        return []
    return [TextRun("✓ right", "good") if bet.is_right else TextRun("✗ not so", "bad")]


def _open_lines(
    question: Question, deck: Deck, width: int, inline: InlineLayout, asked: Asked | None
) -> list[Line]:
    """Return an open question: a bet without marks, below a label that opens it."""
    label = _label("Open question", (question.id,), TargetKind.BET, inline, asked)
    label.append(TextRun(", not scored", "muted"))
    guess = asked.guesses.get(question.id) if asked else None
    layout = QuestionLayout(question, deck, inline)

    def words(room: int) -> list[Line]:
        lines = wrap(label, room) + _prompt_lines(
            question, layout, room, asked, TargetKind.BET, guess
        )
        return lines + (_guess_lines("You said", guess, room) if guess else [])

    return beside(_BAR, _BAR, min(width, WIDEST_NOTE), words)


def _guess_lines(label: str, guess: BetGuess, room: int) -> list[Line]:
    """Return the guess, and the first guess if that was another."""
    runs = [TextRun(f"{label}: ", "muted"), TextRun(guess.words, "strong")]
    if guess.first:
        runs.append(TextRun(f" (at first: {guess.first})", "muted"))
    return wrap(runs, room)


def _label(
    text: str, names: tuple[str, ...], kind: TargetKind, inline: InlineLayout, asked: Asked | None
) -> list[TextRun]:
    """Return the label; if questions can be answered, it opens this one."""
    if asked is None:
        return [TextRun(text, "ask strong")]
    inline.targets.append(Target(kind, names, inline.block))
    return [TextRun(text, "ask strong", "", len(inline.targets) - 1)]


def _outcome(question: Question, asked: Asked | None) -> list[TextRun]:
    """Return the result of the latest answer, or nothing if there is none."""
    fraction = asked.latest.get(question.id) if asked else None
    if fraction is None:
        return []
    if fraction >= 1:
        return [TextRun("  ✓ right", "good")]
    return [TextRun("  ≈ partly", "half") if fraction > 0 else TextRun("  ✗ missed", "bad")]


def _prompt_lines(
    question: Question,
    layout: QuestionLayout,
    room: int,
    asked: Asked | None,
    kind: TargetKind,
    guess: BetGuess | None = None,
) -> list[Line]:
    """Return the prompt and the choices; those that a digit takes with their digits."""
    lines = layout.lines(question.prompt, room)
    if len(layout.text.of(question.prompt)) > 1:
        lines.append([])
    if asked is not None and is_answered_by_digit(question):
        return lines + layout.numbered_offer(kind, room, guess.choices if guess else ())
    if guess is not None:
        return lines
    if question.type in _OF_CHOICES and len(question.choices) <= MOST_DIGITS:
        return lines + layout.digit_offer(room)
    for offer in layout.offer_lines([TextRun("• ", "marker")], room):
        lines.extend(offer)
    return lines


def is_answered_by_digit(question: Question) -> bool:
    """True if one digit is an answer to a question."""
    count = 2 if question.type is QuestionType.TRUE_FALSE else len(question.choices)
    is_one_of = question.type in (QuestionType.SINGLE, QuestionType.TRUE_FALSE)
    return is_one_of and count <= MOST_DIGITS
