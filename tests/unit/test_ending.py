"""How a deck came out: bets beside the record, answers, what to read again, what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.loader import OpenDeck, open_deck
from explainer.quiz.answer import Chosen, Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.ending import ending
from explainer.quiz.ending_page import ending_lines, ending_text
from explainer.quiz.passage import heading_titles
from explainer.quiz.question_hash import question_hash
from explainer.render.line import line_text, line_width

NOW = datetime(2026, 6, 9, 12, tzinfo=UTC)

FILES = {
    "deck.toml": (
        'format = 1\nid = "mills"\ntitle = "Mills"\nsections = ["one", "two", "three"]\n'
        '[[route]]\nid = "short"\ntitle = "Short"\nminutes = 5\nsections = ["one", "two"]\n'
    ),
    "01-one.md": '+++\nbets = ["wind", "who"]\n+++\n\n# Sails\n\ntext\n',
    "02-two.md": "# Wheels\n\n## How wheels turn\n\ntext\n",
    "03-three.md": "# Steam\n\ntext\n",
    "quiz/all.toml": """
[[question]]
id = "wind"
type = "single"
prompt = "What **drives** a sail?"
section = "two"
settles = "how-wheels-turn"
choices = [{ text = "Wind", correct = true }, { text = "Water" }]

[[question]]
id = "who"
type = "single"
open = true
prompt = "Who built the first?"
section = "two"
choices = [{ text = "A monk" }, { text = "Nobody" }]
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenDeck:
    root = tmp_path_factory.mktemp("mills")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return open_deck(root)


def attempt(
    book: OpenDeck,
    name: str,
    choice: int,
    occasion: Occasion = Occasion.QUIZ,
    *,
    days: float = 0,
    confidence: Confidence | None = None,
) -> Attempt:
    question = book.deck.questions[name]
    at = (NOW - timedelta(days=days)).isoformat()
    fraction = 1.0 if question.choices[choice].correct else 0.0
    return Attempt(
        "mills",
        name,
        question_hash(question),
        at,
        Chosen((choice,)),
        fraction,
        occasion,
        confidence=confidence,
    )


def told(
    book: OpenDeck,
    attempts: Sequence[Attempt],
    read: Sequence[str] = ("one", "two", "three"),
    way: Sequence[str] = ("one", "two", "three"),
    width: int = 72,
) -> str:
    found = ending(book.deck, attempts, read, way, NOW)
    lines = ending_lines(found, book.deck, heading_titles(book), NOW, width)
    assert all(line_width(line) <= width for line in lines)
    return " ".join(" ".join(line_text(line) for line in lines).split())


def test_each_bet_stands_beside_its_record(book: OpenDeck) -> None:
    wrong = told(book, [attempt(book, "wind", 1, Occasion.BET)])
    right = told(book, [attempt(book, "wind", 0, Occasion.BET)])

    assert "Your bets 0 of 1 right ✗ What drives a sail? You said Water The record Wind" in wrong
    assert "Your bets 1 of 1 right ✓ What drives a sail? You said Wind Not made;" in right
    assert "still makes it: ○ Who built the first?" in right


def test_a_changed_bet_names_the_first_guess(book: OpenDeck) -> None:
    bets = [attempt(book, "wind", 1, Occasion.BET, days=1), attempt(book, "wind", 0, Occasion.BET)]

    assert "You said Wind (at first Water)" in told(book, bets)


def test_a_record_is_not_told_before_its_section_was_read(book: OpenDeck) -> None:
    bet = attempt(book, "wind", 1, Occasion.BET)
    unread = told(book, [bet], read=["one"])
    asked = told(book, [bet, attempt(book, "wind", 1)], read=["one"])

    assert "Settled in section 2, which you have not read." in unread
    assert "The record" not in unread
    assert "✗" not in unread
    assert "The record Wind" in asked


def test_an_open_question_has_no_verdict(book: OpenDeck) -> None:
    text = told(book, [attempt(book, "who", 0, Occasion.BET)])

    assert "○ Who built the first? You said A monk Nobody has settled it." in text


def test_answers_given_as_sure_are_counted_with_bets(book: OpenDeck) -> None:
    sure = Confidence.SURE
    attempts = [
        attempt(book, "wind", 1, Occasion.BET, confidence=sure),
        attempt(book, "wind", 0, confidence=sure),
    ]

    assert "1 of 1 right at the first try. Sure, and right: 1 of 2." in told(book, attempts)


def test_what_is_missed_is_to_be_read_again_until_it_is_right(book: OpenDeck) -> None:
    missed = [attempt(book, "wind", 1, days=1)]

    assert "Read again 1 Wheels › How wheels turn" in told(book, missed)
    assert "Read again" not in told(book, [*missed, attempt(book, "wind", 0)])


def test_what_comes_back_is_told_by_the_day(book: OpenDeck) -> None:
    assert "Comes back 1 now." in told(book, [attempt(book, "wind", 1, days=9)])
    assert "Comes back 1 in " in told(book, [attempt(book, "wind", 0), attempt(book, "wind", 0)])


def test_sections_beside_the_route_are_named(book: OpenDeck) -> None:
    assert "Also in this deck · Steam" in told(book, [], way=["one", "two"])
    assert "Also in this deck" not in told(book, [])


def test_without_bets_or_answers_it_says_what_was_not_made(book: OpenDeck) -> None:
    assert told(book, []).endswith("○ What drives a sail? ○ Who built the first?")


def test_the_copied_text_has_no_trailing_blanks(book: OpenDeck) -> None:
    found = ending(book.deck, [attempt(book, "wind", 1)], ["two"], ["one"], NOW)
    text = ending_text(found, book.deck, heading_titles(book), NOW)

    assert text.startswith("How it came out ──")
    assert text.endswith("\n")
    assert all(line == line.rstrip() for line in text.split("\n"))


@settings(max_examples=60)
@given(
    answers=st.lists(
        st.tuples(
            st.sampled_from(["wind", "who"]),
            st.integers(0, 1),
            st.sampled_from(Occasion),
            st.floats(-400, 4000),
            st.sampled_from([None, *Confidence]),
        ),
        max_size=12,
    ),
    read=st.lists(st.sampled_from(["one", "two", "three", "gone"])),
    width=st.integers(1, 90),
)
def test_any_answers_keep_to_any_width(
    book: OpenDeck,
    answers: list[tuple[str, int, Occasion, float, Confidence | None]],
    read: list[str],
    width: int,
) -> None:
    attempts = [
        attempt(book, name, choice, occasion, days=days, confidence=confidence)
        for name, choice, occasion, days, confidence in answers
        if name != "who" or occasion is Occasion.BET
    ]
    found = ending(book.deck, attempts, read, ["one"], NOW)
    lines = ending_lines(found, book.deck, heading_titles(book), NOW, width)

    assert all(line_width(line) <= max(2, width) for line in lines)
    assert not any("\x1b" in line_text(line) for line in lines)
