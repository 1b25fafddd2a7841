"""A vote: its stages, the hands, and the same vote folded from its log."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.model import Deck
from explainer.deck.question import QuestionType
from explainer.lesson.class_sight import public
from explainer.lesson.event import Entry, Event, HandsCounted, VoteBegan, VoteEnded, VoteMoved
from explainer.lesson.lesson_state import folded
from explainer.lesson.vote import (
    Vote,
    VoteStage,
    counted,
    gain,
    moved,
    read_hands,
    share_right,
)
from explainer.problems import Span
from tests.unit.asked import choice, question

STAGES = st.sampled_from(list(VoteStage))
ASKED = question(
    QuestionType.SINGLE,
    "q",
    choices=(choice("a", correct=True), choice("b"), choice("c"), choice("d")),
)
DECK = Deck("d", "D", (), Span("deck.toml"), questions={"q": ASKED})
HANDS = st.lists(st.integers(0, 300), min_size=2, max_size=4).map(tuple)
MOVES = st.lists(st.one_of(STAGES, HANDS), max_size=14)
TOLD = (VoteStage.REVEALED, VoteStage.EXPLAINED)


def after(vote: Vote, moves: list[VoteStage | tuple[int, ...]]) -> list[Vote]:
    votes = [vote]
    for move in moves:
        is_stage = isinstance(move, VoteStage)
        votes.append(moved(votes[-1], move) if is_stage else counted(votes[-1], move))
    return votes


def test_next_leads_from_the_question_to_its_explanation() -> None:
    vote, seen = Vote("q"), []
    while vote.next is not None:
        vote = moved(vote, vote.next)
        seen.append(vote.stage)

    assert seen == ["open", "closed", "revealed", "explained"]


def test_a_bet_is_never_explained() -> None:
    vote = Vote("q", VoteStage.REVEALED, is_bet=True)

    assert vote.next is None
    assert moved(vote, VoteStage.EXPLAINED) == vote


def test_a_discussion_leads_to_a_second_round_and_no_third() -> None:
    vote = counted(Vote("q", VoteStage.OPEN), (3, 1))
    vote = moved(moved(moved(vote, VoteStage.CLOSED), VoteStage.DISCUSSED), VoteStage.OPEN)
    assert (vote.round, vote.count) == (2, 0)

    vote = moved(counted(vote, (1, 3)), VoteStage.CLOSED)
    assert not vote.may_discuss
    assert moved(vote, VoteStage.DISCUSSED) == vote
    assert vote.hands == ((3, 1), (1, 3))


@given(st.booleans(), MOVES)
def test_what_was_revealed_is_never_covered_again(
    is_bet: bool, moves: list[VoteStage | tuple[int, ...]]
) -> None:
    votes = after(Vote("q", is_bet=is_bet), moves)
    first = next((place for place, vote in enumerate(votes) if vote.stage in TOLD), len(votes))

    assert all(vote.stage in TOLD for vote in votes[first:])
    assert len({vote.hands for vote in votes[first:]}) <= 1


@given(st.booleans(), MOVES)
def test_hands_count_only_while_a_round_is_open_or_closed(
    is_bet: bool, moves: list[VoteStage | tuple[int, ...]]
) -> None:
    votes = after(Vote("q", is_bet=is_bet), moves)
    for before, now in pairwise(votes):
        if now.hands != before.hands:
            assert before.takes_hands
            assert now.hands[: before.round - 1] == before.hands[: before.round - 1]


@given(st.booleans(), MOVES)
def test_the_class_knows_no_split_before_it_is_revealed(
    is_bet: bool, moves: list[VoteStage | tuple[int, ...]]
) -> None:
    for vote in after(Vote("q", is_bet=is_bet), moves):
        rows = tuple(row + (0,) * (4 - len(row)) for row in vote.hands)
        assert public(vote, DECK).hands == (rows if vote.stage in TOLD else ())


@given(st.booleans(), MOVES)
def test_the_log_of_a_vote_folds_to_the_same_vote(
    is_bet: bool, moves: list[VoteStage | tuple[int, ...]]
) -> None:
    events: list[Event] = [VoteBegan("q", is_bet)]
    for move in moves:
        events.append(VoteMoved(move) if isinstance(move, VoteStage) else HandsCounted(move))
    entries = [Entry(place, 0.0, event) for place, event in enumerate(events, 1)]
    last = after(Vote("q", is_bet=is_bet), moves)[-1]

    assert folded(entries).vote == last
    over = folded([*entries, Entry(len(events) + 1, 0.0, VoteEnded())])
    assert (over.vote, over.votes) == (None, (last,))


def test_what_is_about_no_vote_changes_nothing() -> None:
    events: list[Event] = [VoteMoved(VoteStage.OPEN), HandsCounted((1, 2)), VoteEnded()]
    state = folded(Entry(place, 0.0, event) for place, event in enumerate(events, 1))

    assert (state.vote, state.votes, state.position) == (None, (), 3)


@pytest.mark.parametrize(
    ("typed", "hands"),
    [
        ("1:12 2:7 3:4", (12, 7, 4)),
        ("3:4, 1:12", (12, 0, 4)),
        (" 2:0 ", (0, 0, 0)),
    ],
)
def test_counted_hands_are_read(typed: str, hands: tuple[int, ...]) -> None:
    assert read_hands(typed, 3) == hands


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type choice and hands"),
        ("12", "is no count"),
        ("1:x", "no number of hands"),
        ("1:-3", "no number of hands"),
        ("1:999999", "no number of hands"),
        ("4:1", "There is no choice 4: there are 3"),
        ("0:1", "There is no choice 0"),
        ("1:2 1:3", "Choice 1 is counted twice"),
        ("¹:2", "is no count"),
    ],
)
def test_what_is_no_count_is_told(typed: str, words: str) -> None:
    found = read_hands(typed, 3)

    assert isinstance(found, str)
    assert words in found


@given(st.text(max_size=40), st.integers(2, 9))
def test_anything_typed_is_hands_or_a_reason(typed: str, choices: int) -> None:
    found = read_hands(typed, choices)

    assert isinstance(found, str) or len(found) == choices


def test_shares_and_gain_are_those_of_the_papers() -> None:
    assert share_right((3, 1), (0,)) == 0.75
    assert share_right((0, 0), (0,)) is None
    assert gain(0.25, 0.5) == pytest.approx(1 / 3)
    assert gain(1.0, 1.0) is None
