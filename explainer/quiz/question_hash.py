"""A short name for what a question asks, so that an edit shows beside older attempts."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from explainer.deck.question import Question


def question_hash(question: Question) -> str:
    """Sixteen hexadecimal digits that change when the prompt or what counts as right does.

    Explanations, hints, sources and where a question stands may change without making it another
    one. The digest is SHA-256's (FIPS 180-4), cut.
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
    # Added only where it holds, so that every other question keeps the name it has in records.
    if question.open:
        asked = (*asked, "open")
    return sha256(msgspec.json.encode(asked)).hexdigest()[:16]
