"""Reads the answer that a participant typed to a question, and says what to type.

The texts of a question keep the order in which the class sees them: choices as in the text, items
and right sides in alphabetical order, so that one line of characters answers any type.
"""

from __future__ import annotations

from string import ascii_lowercase

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP, QuestionText
from explainer.deck.text_file import clean
from explainer.quiz.answer import Answer, Chosen, Filled, Matched, Ordered, Truth, Typed
from explainer.quiz.grading import refusal, right_sides
from explainer.render.selection import reading_order

LONGEST_ANSWER = 400
"""Most characters of an answer that are read."""

_MOST_NUMBERED = 9
"""Most choices or items of a question that a class answers: a key takes each."""

_TYPES = frozenset(QuestionType) - {QuestionType.CARD}


def is_put_to_class(question: Question) -> bool:
    """True for a question that a class can vote on."""
    if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE):
        return 2 <= len(reading_order(question)) <= _MOST_NUMBERED
    if question.type is QuestionType.MATCH:
        return len(right_sides(question)) <= len(ascii_lowercase)
    return question.type in _TYPES and len(question.items) <= _MOST_NUMBERED


def takes_hands(question: Question) -> bool:
    """True for a question whose choices a class can raise its hands for."""
    types = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE)
    return question.type in types and is_put_to_class(question)


def item_order(question: Question, text: QuestionText) -> list[int]:
    """Return the items of an order question as the class sees them, by their index."""
    return _sorted(question.items, text)


def side_order(question: Question, text: QuestionText) -> list[int]:
    """Return the right sides of a match question as the class sees them, by their index."""
    return _sorted(right_sides(question), text)


def _sorted(texts: tuple[str, ...], text: QuestionText) -> list[int]:
    return sorted(range(len(texts)), key=lambda number: text.words(texts[number]).casefold())


def how_to_answer(question: Question) -> str:
    """Return what a participant presses or types."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.TRUE_FALSE:
            return f"Press 1–{len(reading_order(question))}"
        case QuestionType.MULTIPLE:
            return f"Press all that are right, 1–{len(reading_order(question))}, then Enter"
        case QuestionType.ORDER:
            return "Press the digits in the right order, then Enter"
        case QuestionType.MATCH:
            return "Type the letter for 1, 2, 3 …, as in bac, then Enter"
        case QuestionType.CLOZE if len(GAP.findall(question.text)) > 1:
            return "Type the gaps with / between them, then Enter"
        case QuestionType.NUMERIC:
            unit = f" ({question.unit})" if question.unit else ""
            return f"Type a number{unit}, then Enter"
    return "Type your answer, then Enter"


def read_answer(question: Question, text: QuestionText, typed: str) -> Answer | str:
    """Read an answer.

    Args:
        question: The question.
        text: Its texts.
        typed: The line that was typed.

    Returns:
        The answer, or why the line is none.
    """
    words = clean(typed[:LONGEST_ANSWER]).strip()
    if not words:
        return "Nothing is typed."
    answer = _read(question, text, words)
    return answer if isinstance(answer, str) else refusal(question, answer) or answer


def _read(question: Question, text: QuestionText, words: str) -> Answer | str:
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE | QuestionType.TRUE_FALSE:
            return _read_choices(question, words)
        case QuestionType.ORDER:
            order = item_order(question, text)
            numbers = _digits(words)
            if sorted(numbers) != list(range(1, len(order) + 1)):
                return f"Type every digit from 1 to {len(order)} once."
            return Ordered(tuple(order[number - 1] for number in numbers))
        case QuestionType.MATCH:
            return _read_match(question, text, words)
        case QuestionType.CLOZE:
            count = len(GAP.findall(question.text))
            gaps = [gap.strip() for gap in words.split("/")] if count > 1 else [words]
            if len(gaps) != count:
                return f"There are {count} gaps: type them with / between."
            return Filled(tuple(gaps))
    return Typed(words)


def _read_choices(question: Question, words: str) -> Answer | str:
    order = reading_order(question)
    numbers = dict.fromkeys(_digits(words))
    if not numbers or not all(1 <= number <= len(order) for number in numbers):
        return f"Press a digit from 1 to {len(order)}."
    if question.type is not QuestionType.MULTIPLE and len(numbers) > 1:
        return "Only one choice counts."
    chosen = sorted(order[number - 1] for number in numbers)
    if question.type is QuestionType.TRUE_FALSE:
        return Truth(chosen == [0])
    return Chosen(tuple(chosen))


def _read_match(question: Question, text: QuestionText, words: str) -> Answer | str:
    order = side_order(question, text)
    letters = [one for one in words.casefold() if one.isalpha()]
    known = ascii_lowercase[: len(order)]
    if len(letters) != len(question.pairs) or not all(one in known for one in letters):
        return f"Type {len(question.pairs)} letters from a to {known[-1]}, one for each number."
    return Matched(tuple(order[known.index(one)] for one in letters))


def typed_words(question: Question, text: QuestionText, answer: Answer) -> str:
    """Return the line that stands for an answer, the inverse of `read_answer`."""
    match answer:
        case Chosen(choices):
            order = reading_order(question)
            return "".join(str(order.index(one) + 1) for one in choices if one in order)
        case Truth(value):
            return "1" if value else "2"
        case Ordered(items):
            places = item_order(question, text)
            return "".join(str(places.index(item) + 1) for item in items)
        case Matched(rights):
            sides = side_order(question, text)
            return "".join(ascii_lowercase[sides.index(right)] for right in rights)
        case Filled(gaps):
            return " / ".join(gaps)
        case Typed(words):
            return words
    return ""


def _digits(words: str) -> list[int]:
    return [int(one) for one in words if one in "123456789"]
