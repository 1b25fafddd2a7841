"""A tag is told in words where a person meets it."""

from __future__ import annotations

import pytest

from explainer.deck.model import Deck, Term
from explainer.problems import Span
from explainer.quiz.bank import subject_title, tag_words
from explainer.quiz.run import Subject, SubjectKind

SPAN = Span("deck.toml")
DECK = Deck("d", "D", (), SPAN, terms={"cac": Term("cac", "CAC", "A regulator.", SPAN)})


@pytest.mark.parametrize(
    ("tag", "words"),
    [("data-centre", "data centre"), ("first_steps", "first steps"), ("cac", "CAC"), ("-", "-")],
)
def test_a_tag_is_told_in_words(tag: str, words: str) -> None:
    assert tag_words(DECK, tag) == words
    assert subject_title(DECK, Subject(SubjectKind.TAG, tag)) == f"About {words}"
