"""Helpers: questions of every type, and Hypothesis strategies for questions."""

from __future__ import annotations

from hypothesis import strategies as st

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Hint, Pair, Question, QuestionType, WrongAnswer
from explainer.problems import Span
from explainer.render.question_layout import QuestionLayout

HERE = Span("quiz/q.toml")


def choice(text: str, *, correct: bool = False, weight: float | None = None) -> Choice:
    return Choice(text, HERE, correct, f"Why {text}.", weight=weight)


def question(type: QuestionType, id: str = "q", **fields: object) -> Question:
    made: dict[str, object] = {
        QuestionType.SINGLE: {
            "choices": (choice("A", correct=True), choice("B"), choice("C")),
        },
        QuestionType.MULTIPLE: {
            "choices": (
                choice("A", correct=True),
                choice("B", correct=True),
                choice("C"),
                choice("D"),
                choice("E"),
            ),
        },
        QuestionType.TRUE_FALSE: {"answer": True},
        QuestionType.NUMERIC: {"answer": 8.7, "tolerance": 0.2, "unit": "%"},
        QuestionType.SHORT: {"accept": ("GCBD",)},
        QuestionType.MATCH: {
            "pairs": (Pair("1", "one"), Pair("2", "two"), Pair("3", "three")),
            "distractors": ("four",),
        },
        QuestionType.ORDER: {"items": ("a", "b", "c", "d")},
        QuestionType.CARD: {"back": "Back of it."},
        QuestionType.CLOZE: {"text": "It is [[red|crimson]] and [[12]]."},
    }[type]  # type: ignore[assignment] # the fields of each type differ
    made = {"prompt": f"Prompt of {id}?", "explain": "Because.", **made, **fields}
    return Question(id=id, type=type, span=HERE, **made)  # type: ignore[arg-type] # as above


EVERY_TYPE = [question(type, type.value) for type in QuestionType]

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
).filter(str.strip)


@st.composite
def choice_questions(draw: st.DrawFn) -> Question:
    """A multiple question with at least one key, and perhaps without distractors."""
    correct = draw(st.lists(st.booleans(), min_size=2, max_size=8).filter(any))
    choices = tuple(choice(f"c{n}", correct=is_key) for n, is_key in enumerate(correct))
    return question(QuestionType.MULTIPLE, choices=choices)


hint = Hint("Think.", 0.25)
wrong = WrongAnswer("8.9", "That is the year after.")


def layout_of(one: Question) -> QuestionLayout:
    deck = Deck("deck", "D", (), Span("deck.toml"), questions={one.id: one})
    return QuestionLayout(one, deck)
