"""A short hash of a question, to recognise edits that make older attempts count differently."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from explainer.deck.question import Question, QuestionType


def question_hash(question: Question) -> str:
    """Return sixteen hexadecimal digits that change with the prompt and the right answer or back.

    Explanations, hints, sources and the section may change without a change of the hash. It is
    SHA-256 (FIPS 180-4), shortened.
    """
    asked: tuple[object, ...] = (
        question.type,
        question.prompt,
        [(choice.text, choice.correct, choice.weight) for choice in question.choices],
        question.answer,
        question.tolerance,
        question.low,
        question.high,
        question.unit,
        question.accept,
        question.pattern,
        [(pair.left, pair.right) for pair in question.pairs],
        question.distractors,
        question.items,
        question.text,
    )
    if question.type is QuestionType.CARD:
        asked = (*asked, question.back)
    # Added only for open questions, so that all others keep their hash in existing records.
    if question.open:
        asked = (*asked, "open")
    return sha256(msgspec.json.encode(asked)).hexdigest()[:16]
