"""A class under any order of events: what counts, what is told, and what is never undone.

The model is plain Python that knows nothing of folds: for each round, what each participant sent
last while it was open.
"""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from explainer.deck.model import Deck
from explainer.deck.question import QuestionType
from explainer.lesson.ballot import Ballot
from explainer.lesson.class_sight import class_shown, public
from explainer.lesson.event import (
    BallotCast,
    Entry,
    Event,
    HandsCounted,
    HostOpened,
    LessonBegan,
    NameHidden,
    ParticipantCame,
    ParticipantGone,
    ParticipantJoined,
    StageShown,
    VoteBegan,
    VoteEnded,
    VoteMoved,
    decoded,
    encoded,
)
from explainer.lesson.lesson_state import LessonState, after, folded
from explainer.lesson.participant import cleaned_name, free_name
from explainer.lesson.shown import Shown
from explainer.lesson.vote import VoteStage
from explainer.problems import Span
from explainer.quiz.answer import Chosen
from tests.unit.asked import choice, question

QUESTIONS = {
    id: question(
        QuestionType.SINGLE,
        id,
        explain="EXPLAINED",
        choices=(choice("a", correct=True), choice("b"), choice("c")),
    )
    for id in ("q1", "q2")
}
DECK = Deck("d", "D", (), Span("deck.toml"), questions=QUESTIONS)
PEOPLE = ("p1", "p2", "p3", "p4")
TOLD = (VoteStage.REVEALED, VoteStage.EXPLAINED)


class ClassRun(RuleBasedStateMachine):
    """Random events of a presenter and of participants, and the model beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state = LessonState()
        self.joined: set[str] = set()
        self.sent: dict[int, dict[str, int]] = {}
        self.over: list[dict[int, dict[str, int]]] = []
        self.was_told = False
        self.append(LessonBegan("/deck", "D"))
        self.append(HostOpened("code", "ssh code@host"))
        self.append(StageShown(Shown("/deck", "one")))

    def append(self, event: Event) -> None:
        entry = Entry(len(self.entries) + 1, float(len(self.entries)), decoded(encoded(event)))
        self.entries.append(entry)
        self.state = after(self.state, entry)

    # --- what people do -------------------------------------------------------------------

    @rule(who=st.sampled_from(PEOPLE))
    def join_twice_is_once(self, who: str) -> None:
        self.append(ParticipantJoined(who, f"name {who}", "token"))
        self.joined.add(who)

    @rule(who=st.sampled_from(PEOPLE), back=st.booleans())
    def go_or_come(self, who: str, back: bool) -> None:
        self.append(ParticipantCame(who) if back else ParticipantGone(who))

    @rule(who=st.sampled_from(PEOPLE), hidden=st.booleans())
    def hide(self, who: str, hidden: bool) -> None:
        self.append(NameHidden(who, hidden))

    @rule(
        who=st.sampled_from(PEOPLE),
        asked=st.sampled_from(("q1", "q2", "gone")),
        number=st.integers(1, 3),
        chosen=st.integers(0, 2),
    )
    def answer(self, who: str, asked: str, number: int, chosen: int) -> None:
        vote = self.state.vote
        self.append(BallotCast(who, asked, number, Ballot(Chosen((chosen,)))))
        counts = (
            vote is not None
            and vote.stage is VoteStage.OPEN
            and (vote.question, vote.round) == (asked, number)
            and who in self.joined
        )
        if counts:
            self.sent.setdefault(number, {})[who] = chosen

    @rule(asked=st.sampled_from(("q1", "q2")), is_bet=st.booleans())
    @precondition(lambda self: self.state.vote is None)
    def begin(self, asked: str, is_bet: bool) -> None:
        self.append(VoteBegan(asked, is_bet))
        self.sent, self.was_told = {}, False

    @rule(stage=st.sampled_from(list(VoteStage)))
    def move(self, stage: VoteStage) -> None:
        self.append(VoteMoved(stage))

    @rule()
    def move_on(self) -> None:
        vote = self.state.vote
        if vote is not None and vote.next is not None:
            self.append(VoteMoved(vote.next))

    @rule(hands=st.tuples(*[st.integers(0, 9)] * 3))
    def count(self, hands: tuple[int, ...]) -> None:
        self.append(HandsCounted(hands))

    @rule()
    def end(self) -> None:
        if self.state.vote is not None:
            self.over.append(self.sent)
        self.append(VoteEnded())

    @rule()
    def host_again(self) -> None:
        self.append(HostOpened("code", "ssh code@host"))

    # --- what holds at any time -----------------------------------------------------------

    @invariant()
    def every_ballot_that_came_in_time_counts_once_and_no_other(self) -> None:
        vote = self.state.vote
        if vote is not None:
            assert _chosen(vote.ballots) == self.sent
        for kept, sent in zip(self.state.votes, self.over, strict=True):
            assert _chosen(kept.ballots) == sent

    @invariant()
    def nothing_of_the_split_is_told_before_the_reveal(self) -> None:
        shown = class_shown(self.state, DECK)
        vote = shown.vote if shown is not None else None
        if vote is None:
            return
        is_told = vote.stage in TOLD
        assert is_told or not (vote.hands or vote.said)
        assert not self.was_told or is_told
        self.was_told = is_told

    @invariant()
    def a_replay_comes_to_the_same(self) -> None:
        assert folded(self.entries) == self.state
        half = len(self.entries) // 2
        assert folded(self.entries[half:], folded(self.entries[:half])) == self.state
        assert folded(self.entries, self.state) == self.state

    @invariant()
    def people_are_counted_as_they_are(self) -> None:
        here = [one for one in self.state.participants.values() if one.is_here]
        assert self.state.people == len(here)
        assert set(self.state.participants) == self.joined

    @invariant()
    def the_count_is_that_of_those_who_voted(self) -> None:
        vote = self.state.vote
        if vote is not None:
            hands = sum(vote.hands[vote.round - 1]) if len(vote.hands) >= vote.round else 0
            assert public(vote, DECK).count == len(self.sent.get(vote.round, {})) + hands


def _chosen(rounds: tuple[Mapping[str, Ballot], ...]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for number, ballots in enumerate(rounds, 1):
        for who, ballot in ballots.items():
            assert isinstance(ballot.answer, Chosen)
            found.setdefault(number, {})[who] = ballot.answer.choices[0]
    return found


ClassRun.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestClassRun = ClassRun.TestCase


NAMES = st.text(max_size=300)


def test_no_two_people_have_the_same_name_and_none_breaks_a_line() -> None:
    taken: list[str] = []
    wild = [
        "Ann",
        "ANN",
        "\uff21nn",
        "a\u0300" * 80,
        "\u202eevil",
        "\x1b]0;x\x07",
        "\n\n",
        " ",
        "ß",
        "SS",
    ]
    for number, name in enumerate(wild * 3, 1):
        taken.append(free_name(cleaned_name(name), number, taken))

    assert len(set(map(str.casefold, taken))) == len(taken)
    assert all(name.isprintable() and len(name) <= 60 for name in taken)
