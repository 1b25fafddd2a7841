"""Lays out feedback: the verdict, the right and wrong parts, the reasons, and where to read on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from rich.cells import cell_len

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import QuestionText
from explainer.quiz.answer import Answer, Chosen, Confidence, Filled, Matched, Ordered, Truth, Typed
from explainer.quiz.bet import Settled
from explainer.quiz.grading import Grade, cloze_gaps, grade, right_sides
from explainer.quiz.number import TypedNumber, read_number
from explainer.quiz.rounding import rounded
from explainer.quiz.run import Response
from explainer.quiz.shuffle import choice_order
from explainer.quiz.summary import answer_lines, key_lines
from explainer.render.evidence import source_line
from explainer.render.line import Line, TextRun, beside, line_width, pad, wrap
from explainer.render.question_layout import QuestionLayout

CONFIDENCE_WORDS = {
    Confidence.GUESS: "a guess",
    Confidence.THINK: "think so",
    Confidence.SURE: "sure",
}
"""Words for each confidence."""

_LABEL = 8
_MOST_SOURCES = 6


class Feedback(msgspec.Struct, frozen=True):
    """An answer with everything that its feedback needs."""

    question: Question
    """The question."""
    response: Response
    """The answer."""
    grade: Grade
    """Grade of the answer."""
    seed: int = 0
    """Seed of the order in which choices were shown."""
    bet: Settled | None = None
    """Bet on the question before the text."""
    place: str = ""
    """Title of the passage with the answer; empty if there is none."""


def feedback_lines(feedback: Feedback, deck: Deck, width: int) -> list[Line]:
    """Return the whole feedback on an answer, most important first."""
    question = feedback.question
    layout = QuestionLayout(question, deck)
    lines = verdict_lines(feedback.response, question, width)
    lines.append([])
    lines.extend(_review(feedback, layout, width))
    if feedback.grade.reply and question.type not in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        lines.append([])
        lines.extend(layout.beside(_label("Yours"), feedback.grade.reply, width))
    lines.append([])
    if question.explain:
        lines.extend(layout.beside(_label("Why"), question.explain, width))
    if feedback.bet is not None:
        bet = bet_words(question, feedback.bet, layout.text)
        lines.extend(_labelled("Your bet", bet, width))
    if feedback.place:
        lines.extend(_labelled("Read", feedback.place, width, "muted"))
    lines.extend(_sources(layout, deck, width))
    return lines


def verdict_lines(response: Response, question: Question, width: int) -> list[Line]:
    """Return the verdict in a word, with the confidence and the cost of hints."""
    if response.answer is None:
        words, role = "✗ Not known yet", "band-bad"
    elif response.fraction >= 1:
        words, role = "✓ Right", "band-good"
    elif response.fraction > 0:
        words = f"≈ Partly right: {partly_words(response, question)}"
        role = "band-half"
    else:
        words, role = "✗ Not right", "band-bad"
    remarks = []
    if response.confidence is not None:
        remarks.append(f"you said: {CONFIDENCE_WORDS[response.confidence]}")
    if response.hints:
        cost = 100 * min(1.0, sum(hint.cost for hint in question.hints[: response.hints]))
        hints = "1 hint" if response.hints == 1 else f"{response.hints} hints"
        remarks.append(f"{hints}, which takes off {cost:.0f} % of it" if cost else hints)
    if remarks:
        words += f"  ({'; '.join(remarks)})"
    return [pad(line, width, role) for line in wrap([TextRun(words, role)], width)]


def back_lines(question: Question, deck: Deck, layout: QuestionLayout, width: int) -> list[Line]:
    """Return the back of a card, and below it the explanation and the sources."""
    lines = layout.prompt_lines(question.back, width)
    more = layout.beside(_label("Why"), question.explain, width) if question.explain else []
    more.extend(_sources(layout, deck, width))
    return [*lines, [], *more] if more else lines


def partly_words(response: Response, question: Question) -> str:
    """Return how much of a partly right answer is right: at least 1 %, at most 99 %, and parts."""
    percent = f"{max(1, min(99, rounded(100 * response.fraction)))} %"
    match response.answer:
        case Ordered(items) if question.items:
            placed = sum(place == item for place, item in enumerate(items))
            return f"{percent}, {placed} of {len(question.items)} in place" if placed else percent
        case Matched():
            parts = grade(question, response.answer).parts
            return f"{percent}, {sum(parts)} of {len(question.pairs)} pairs"
    return percent


def bet_words(question: Question, bet: Settled, text: QuestionText) -> str:
    """Return the guesses before the text, the first and the last, and their result."""
    guess = "; ".join(answer_lines(question, bet.before.answer, text))
    if bet.first is not None:
        guess = f"{'; '.join(answer_lines(question, bet.first.answer, text))}, then {guess}"
    if not bet.before.is_scored:
        return guess
    verdict = "right" if bet.before.fraction >= 1 else "not right"
    return f"{guess} ({verdict})"


def _review(feedback: Feedback, layout: QuestionLayout, width: int) -> list[Line]:
    """Return the answer beside the key, part by part."""
    question, answer = feedback.question, feedback.response.answer
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return _choices(question, answer, feedback.seed, layout, width)
        case QuestionType.TRUE_FALSE:
            return _truths(question, answer, width)
        case QuestionType.MATCH:
            return _pairs(question, answer, feedback.grade, layout, width)
        case QuestionType.ORDER:
            return _items(question, answer, layout, width)
        case QuestionType.CLOZE:
            return _gaps(question, answer, feedback.grade, layout, width)
        case QuestionType.NUMERIC | QuestionType.SHORT:
            return _typed(question, answer, feedback.grade, layout, width)
        case QuestionType.CARD:
            return layout.lines(question.back, width)


def _choices(
    question: Question, answer: Answer | None, seed: int, layout: QuestionLayout, width: int
) -> list[Line]:
    chosen = set(answer.choices) if isinstance(answer, Chosen) else set()
    lines: list[Line] = []
    order = choice_order(question, seed)
    # What is right comes first, then what was chosen.
    order = sorted(order, key=lambda one: (not question.choices[one].correct, one not in chosen))
    for number in order:
        choice = question.choices[number]
        is_chosen = number in chosen
        if choice.correct:
            mark, tail = TextRun("✓ ", "good"), " · yours" if is_chosen else ""
            if not is_chosen and question.type is QuestionType.MULTIPLE and chosen:
                tail = " · missed"
        elif is_chosen:
            mark, tail = TextRun("✗ ", "bad"), " · yours"
        else:
            mark, tail = TextRun("· ", "marker"), ""
        is_shown = choice.correct or is_chosen
        role = "strong" if is_shown else "muted"
        behind = [TextRun(tail, "muted")] if tail else []
        lines.extend(layout.choice_lines([mark], choice.text, width, role, behind))
        if is_shown and choice.why:
            lines.extend(layout.beside([TextRun("  ")], choice.why, width))
    return lines


def _truths(question: Question, answer: Answer | None, width: int) -> list[Line]:
    chosen = answer.value if isinstance(answer, Truth) else None
    lines: list[Line] = []
    for value in (True, False):
        is_key, is_chosen = value == question.answer, value == chosen
        mark = TextRun("· ", "marker")
        if is_key:
            mark = TextRun("✓ ", "good")
        elif is_chosen:
            mark = TextRun("✗ ", "bad")
        words = [
            TextRun("True" if value else "False", "strong" if is_key or is_chosen else "muted"),
            TextRun(" · yours" if is_chosen else "", "muted"),
        ]
        lines.extend(_marked(mark, words, width))
    return lines


def _typed(
    question: Question, answer: Answer | None, grade: Grade, layout: QuestionLayout, width: int
) -> list[Line]:
    lines: list[Line] = []
    yours, keys = answer_lines(question, answer, layout.text), key_lines(question, layout.text)
    if answer is not None:
        mark = TextRun("✓ ", "good") if grade.is_right else TextRun("✗ ", "bad")
        words = [TextRun(yours[0], "strong"), TextRun(" · yours", "muted")]
        if read := _reading(question, answer):
            words.append(TextRun(f", read as {read}", "muted"))
        lines.extend(_marked(mark, words, width))
    if not grade.is_right or keys != yours:
        words = [TextRun(keys[0], "strong")]
        lines.extend(_marked(TextRun("✓ ", "good"), words, width))
    return lines


def _reading(question: Question, answer: Answer) -> str:
    """Return the value of a number that was written in an unusual way; empty otherwise."""
    if question.type is not QuestionType.NUMERIC or not isinstance(answer, Typed):
        return ""
    number = read_number(answer.text, question.unit)
    return number.read_as if isinstance(number, TypedNumber) else ""


def _pairs(
    question: Question, answer: Answer | None, grade: Grade, layout: QuestionLayout, width: int
) -> list[Line]:
    response = answer.rights if isinstance(answer, Matched) else ()
    texts = right_sides(question)
    lines: list[Line] = []
    for number, pair in enumerate(question.pairs):
        is_right = number < len(grade.parts) and grade.parts[number]
        mark = _part_mark(answer, is_right)
        words = [
            *layout.runs(pair.left, "strong"),
            TextRun(" → ", "muted"),
            *layout.runs(pair.right),
        ]
        yours = response[number] if number < len(response) else -1
        if not is_right and answer is not None:
            taken = layout.words(texts[yours]) if 0 <= yours < len(texts) else "nothing"
            words.append(TextRun(f" · yours: {taken}", "muted"))
        lines.extend(_marked(mark, words, width))
        whys = [] if is_right else [pair.why, _why_not(question, texts, yours)]
        for why in filter(None, whys):
            lines.extend(layout.beside([TextRun("  ")], why, width))
    return lines


def _why_not(question: Question, texts: Sequence[str], number: int) -> str:
    """Return why a right side belongs to nothing; empty for one that does, or without a reason."""
    if not 0 <= number < len(texts):
        return ""
    return next((wrong.why for wrong in question.why_wrong if wrong.match == texts[number]), "")


def _items(
    question: Question, answer: Answer | None, layout: QuestionLayout, width: int
) -> list[Line]:
    response = list(answer.items) if isinstance(answer, Ordered) else []
    digits = len(str(len(question.items)))
    lines: list[Line] = []
    for place, item in enumerate(question.items):
        yours = response.index(place) if place in response else -1
        mark = _part_mark(answer, yours == place)
        words = layout.runs(item)
        if yours not in (place, -1):
            words.append(TextRun(f" · yours: {yours + 1}", "muted"))
        number = TextRun(f"{place + 1:>{digits}} ", "muted")
        indent = [TextRun(" " * (3 + digits))]
        lines.extend(beside([mark, number], indent, width, partial(wrap, words)))
    if response:
        how = "An order counts by how many of its pairs stand in the right order."
        lines.extend(wrap([TextRun(how, "faint")], width))
    return lines


def _gaps(
    question: Question, answer: Answer | None, grade: Grade, layout: QuestionLayout, width: int
) -> list[Line]:
    response = answer.gaps if isinstance(answer, Filled) else ()
    lines = [*_filled_text(question, layout, width), []]
    for number, key in enumerate(" or ".join(gap) for gap in cloze_gaps(question)):
        is_right = number < len(grade.parts) and grade.parts[number]
        mark = _part_mark(answer, is_right)
        words = [TextRun(key, "strong")]
        yours = response[number].strip() if number < len(response) else ""
        if not is_right and yours:
            words.append(TextRun(f" · yours: {yours}", "muted"))
        lines.extend(_marked(mark, words, width))
    return lines


def _filled_text(question: Question, layout: QuestionLayout, width: int) -> list[Line]:
    """Return the text of a cloze with its keys in the gaps."""
    keys = [[TextRun(gap[0], "strong")] for gap in cloze_gaps(question)]
    return wrap(layout.gapped_runs(question.text, keys), width)


def _part_mark(answer: Answer | None, is_right: bool) -> TextRun:
    """Return a mark for a right or wrong part, or a neutral one if the learner gave up."""
    if answer is None:
        return TextRun("· ", "marker")
    return TextRun("✓ ", "good") if is_right else TextRun("✗ ", "bad")


def _marked(mark: TextRun, words: list[TextRun], width: int) -> list[Line]:
    rest = TextRun(" " * cell_len(mark.text))
    return beside([mark], [rest], width, lambda room: wrap(words, room))


def _label(label: str) -> Line:
    return [TextRun(f"{label:<{_LABEL}} ", "muted")]


def _labelled(label: str, text: str, width: int, role: str = "") -> list[Line]:
    rest = [TextRun(" " * (_LABEL + 1))]
    return beside(_label(label), rest, width, lambda room: wrap([TextRun(text, role)], room))


def _sources(layout: QuestionLayout, deck: Deck, width: int) -> list[Line]:
    """Return the sources of the key and of the texts, with their numbers if a text has some."""
    known = [deck.sources[source] for source in layout.cited if source in deck.sources]
    lines: list[Line] = []
    for number, source in enumerate(known[:_MOST_SOURCES], 1):
        label = ("Sources" if len(known) > 1 else "Source") if number == 1 else ""
        first = [*_label(label), *([TextRun(f"{number} ")] if layout.shows_numbers else [])]
        rest = [TextRun(" " * line_width(first))]
        lines.extend(beside(first, rest, width, partial(source_line, source)))
    if len(known) > _MOST_SOURCES:
        lines.append([TextRun(f"{'':<{_LABEL}} and {len(known) - _MOST_SOURCES} more", "muted")])
    return lines
