"""Writes questions in Aiken, a format for questions with one right choice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried, name_lost
from explainer.quiz.writers.question_words import QuestionWords

_MOST_CHOICES = 26
_NO_PLACE = (
    "section", "settles", "tags", "confuses", "points", "hints", "explain", "sources", "claims",
    "why_wrong",
)  # fmt: skip
_READ_OTHERWISE = re.compile(r"[A-Za-z][).]|ANSWER[ \t]*:", re.IGNORECASE)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write(questions: Iterable[Question], texts: Deck | None = None) -> Export:
    """Write the questions that have one right choice; `texts` is the deck they cite."""

    def block(question: Question, losses: Losses) -> str:
        return _question(question, QuestionWords(question, texts, losses), losses)

    blocks, reports = carried(questions, "Aiken", block)
    return Export("\n".join(blocks), reports)


def _question(question: Question, words: QuestionWords, losses: Losses) -> str:
    """Write a question, its choices and the letter of the key."""
    if question.type is QuestionType.TRUE_FALSE:
        losses.add("True or false became two choices.")
        choices = [("True", bool(question.answer)), ("False", not question.answer)]
    elif question.type is QuestionType.SINGLE:
        choices = [(words.words(choice.text), choice.correct) for choice in question.choices]
    else:
        raise CannotCarry("Aiken has only questions with one right choice.")
    if len(choices) > _MOST_CHOICES:
        raise CannotCarry(f"Aiken has letters for {_MOST_CHOICES} choices only.")
    name_lost(question, "Aiken", _NO_PLACE, losses)
    if any(choice.why for choice in question.choices):
        losses.add("Aiken has no feedback on choices.")
    if any(choice.weight is not None and not choice.correct for choice in question.choices):
        losses.add("Aiken has no weights.")
    if any(choice.fixed for choice in question.choices):
        losses.add("Aiken cannot keep a choice in its place.")
    if any(map(words.has_code_lines, (question.prompt, *(c.text for c in question.choices)))):
        raise CannotCarry("Aiken has no code of several lines.")
    prompt = _on_one_line(words.words(question.prompt), losses)
    if len(prompt) < 2 or _READ_OTHERWISE.match(prompt):
        raise CannotCarry(f"'{prompt[:40]}' would not be read as a question.")
    lines = [prompt]
    key = ""
    for letter, (text, correct) in zip(_LETTERS, choices, strict=False):
        lines.append(f"{letter}) {_on_one_line(text, losses)}")
        key = letter if correct else key
    return "\n".join([*lines, f"ANSWER: {key}", ""])


def _on_one_line(text: str, losses: Losses) -> str:
    """Return a text on one line, as Aiken needs it."""
    line = " ".join(part for part in text.split("\n") if part).strip(" \t")
    if line != text:
        losses.add("Texts of several lines became one line.")
    return line
