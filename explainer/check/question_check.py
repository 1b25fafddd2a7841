"""Checks that questions are complete, and that nothing but their content gives the answer away.

The rules are those that item writers agree on (Haladyna, Downing and Rodriguez 2002, Applied
Measurement in Education 15), as far as a program can check them. Rules about words are for English;
decks in other languages are not checked by them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.check.choices import check_choice_words, check_choices
from explainer.check.given_away import given_away
from explainer.check.key_position import check_key_positions
from explainer.check.stem import negative_word
from explainer.deck.block import Section, block_id, walk
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import QuestionText
from explainer.problems import Code, Problems, Span

_WITH_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)


def check_questions(deck: Deck, problems: Problems) -> None:
    """Report missing parts of a deck's questions, and clues to their keys."""
    is_english = deck.language.lower().split("-")[0] == "en"
    rests_on_evidence = bool(deck.sources or deck.claims)
    for question in deck.questions.values():
        if question.reverse_of:
            continue  # it is the same entry as its card
        _check_feedback(question, problems)
        if rests_on_evidence and not question.sources and not question.claims:
            rests = "the accounts rest on" if question.open else "its key rests on"
            problems.add(
                Code.QUESTION_UNSOURCED,
                _at(question.span, "id"),
                f"Question '{question.id}' names neither a source nor a claim.",
                f'Write sources = ["id"] or claims = ["id"] for what {rests}.',
            )
        if question.type is QuestionType.CARD:
            _check_sides(question, problems)
        if question.type in _WITH_CHOICES:
            in_words = _in_words(question, question_text(deck, question))
            check_choices(in_words, problems)
            if is_english:
                check_choice_words(in_words, problems)
                _check_stem(question, problems)
    check_key_positions(deck, problems)
    _check_given_away(deck, problems)


def _in_words(question: Question, text: QuestionText) -> Question:
    """Return a question whose choices are their words, without marks."""
    if not text.blocks:
        return question
    choices = [
        msgspec.structs.replace(choice, text=text.words(choice.text)) for choice in question.choices
    ]
    return msgspec.structs.replace(question, choices=tuple(choices))


def _check_feedback(question: Question, problems: Problems) -> None:
    """Report a missing section or explanation, which a learner needs after the answer.

    The back of a card is its explanation.

    Bets are questions like others: they are asked again after the section.
    """
    if not question.section.strip():
        problems.add(
            Code.QUESTION_SECTION_MISSING,
            _at(question.span, "id"),
            f"Question '{question.id}' belongs to no section.",
            'Write section = "id" of the section that holds the answer.',
        )
    if question.explain.strip() or question.type is QuestionType.CARD:
        return
    if question.open:
        problems.add(
            Code.EXPLANATION_MISSING,
            _at(question.span, "id"),
            f"The open question '{question.id}' does not say what is known and what isn't.",
            'Write explain = "…": in a sentence or two, what is known and what nobody has settled.',
        )
    else:
        problems.add(
            Code.EXPLANATION_MISSING,
            _at(question.span, "id"),
            f"Question '{question.id}' does not explain its answer.",
            'Write explain = "…": in a sentence or two, why the right answer is right.',
        )


def _check_sides(question: Question, problems: Problems) -> None:
    front, back = (" ".join(side.split()).casefold() for side in (question.prompt, question.back))
    if front == back:
        problems.add(
            Code.SAME_SIDES,
            _at(question.span, "back"),
            f"The card '{question.id}' has the same text on both sides.",
            "Ask on the front for what the back says.",
        )


def _check_given_away(deck: Deck, problems: Problems) -> None:
    for found in given_away(deck):
        told = found.told.id
        problems.add(
            Code.ANSWER_GIVEN_AWAY,
            _at(found.teller.span, found.key),
            f"Question '{found.teller.id}' tells '{found.answer}', which answers '{told}' of the "
            "same section.",
            f"Say it here in other words, or make both one question, or ask '{told}' in another "
            "section.",
        )


def _check_stem(question: Question, problems: Problems) -> None:
    word = negative_word(question.prompt)
    if word:
        problems.add(
            Code.NEGATIVE_STEM,
            _at(question.span, "prompt"),
            f"Question '{question.id}' asks for the opposite with a '{word}' that is easily "
            "overlooked.",
            f"Ask for what is so; or write {word.upper()}, so that nobody misses it.",
        )


def _at(span: Span, key: str) -> Span:
    return msgspec.structs.replace(span, keys=(*span.keys, key)) if span.keys else span


def check_settled(deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report questions whose `settles` names no block of their section."""
    blocks = {
        section.id: {block_id(block): None for block in walk(section.blocks) if block_id(block)}
        for section in sections
    }
    for question in deck.questions.values():
        known = blocks.get(question.section, {})
        if not question.settles or question.section not in blocks or question.settles in known:
            continue
        if question.reverse_of:
            continue
        span = msgspec.structs.replace(question.span, keys=(*question.span.keys, "settles"))
        problems.add(
            Code.UNKNOWN_BLOCK,
            span,
            f"The section '{question.section}' has no block '{question.settles}'.",
            problems.suggest(question.settles, known)
            or "Name a heading's slug or a directive's id.",
        )
