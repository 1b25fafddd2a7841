"""A vote of the class on a question: its stages, and the rules by which it goes on.

The stages are those of peer instruction: think, vote, talk to a neighbour, vote again, see the
split and the key, hear the explanation (Mazur 1997, Peer Instruction). Nothing that was revealed is
ever covered again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import msgspec

from explainer.lesson.ballot import Ballot
from explainer.lesson.class_desk import ClassCase, bought
from explainer.lesson.guess_vote import GuessPoint
from explainer.lesson.poll import Poll

MOST_ROUNDS = 2
"""Rounds of a vote: before and after the discussion."""

_Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Hands = Annotated[tuple[_Count, ...], msgspec.Meta(max_length=9)]
"""Hands for each choice, in the order in which the choices are shown."""

TEACH_AGAIN_BELOW, EXPLAIN_ABOVE = 0.3, 0.7
"""Shares of right answers between which a discussion pays (Vickrey et al. 2015)."""


class VoteStage(StrEnum):
    """A stage of a vote."""

    ARMED = "armed"
    """The class sees the question, and thinks."""
    OPEN = "open"
    """Hands are counted."""
    CLOSED = "closed"
    """Hands were counted; the class does not see the split."""
    DISCUSSED = "discussed"
    """The class talks it over before the second round."""
    REVEALED = "revealed"
    """The class sees the split, and the key of a question that has one."""
    EXPLAINED = "explained"
    """The class sees the explanation too."""


class Vote(msgspec.Struct, frozen=True):
    """A vote in progress."""

    question: str
    """Id of the question."""
    stage: VoteStage = VoteStage.ARMED
    """The stage."""
    round: int = 1
    """The round, 1 or 2."""
    hands: tuple[Hands, ...] = ()
    """Hands of each round that was counted."""
    is_bet: bool = False
    """True for a bet, whose record comes later: its key is not revealed."""
    ballots: tuple[Mapping[str, Ballot], ...] = ()
    """Ballots of each round by participant; the last that came while the round was open counts."""
    poll: Poll | None = None
    """The question, if the presenter typed it; None for one of the deck."""
    guess: GuessPoint | None = None
    """The point of a chart that is guessed; None for a question."""
    case: ClassCase | None = None
    """The claim that the class judges; None for a question."""

    @property
    def hand_count(self) -> int:
        """Hands of the present round."""
        return sum(self.hands[self.round - 1]) if len(self.hands) >= self.round else 0

    @property
    def ballot_count(self) -> int:
        """Participants who answered in the present round."""
        return len(self.round_ballots(self.round))

    @property
    def count(self) -> int:
        """Votes of the present round, raised and sent."""
        return self.hand_count + self.ballot_count

    def round_ballots(self, number: int) -> Mapping[str, Ballot]:
        """Return the ballots of a round, from 1."""
        return self.ballots[number - 1] if len(self.ballots) >= number else {}

    @property
    def next(self) -> VoteStage | None:
        """The stage after a press of "next"; None at the end."""
        match self.stage:
            case VoteStage.ARMED | VoteStage.DISCUSSED:
                return VoteStage.OPEN
            case VoteStage.OPEN:
                return VoteStage.CLOSED
            case VoteStage.CLOSED:
                return VoteStage.REVEALED
            case VoteStage.REVEALED if not self.is_bet and self.poll is None:
                return VoteStage.EXPLAINED
        return None

    @property
    def may_discuss(self) -> bool:
        """True after the first round, before anything is revealed."""
        return self.stage is VoteStage.CLOSED and self.round < MOST_ROUNDS

    @property
    def takes_hands(self) -> bool:
        """True while the hands of the round can be counted, or counted again."""
        return self.stage in (VoteStage.OPEN, VoteStage.CLOSED)


def moved(vote: Vote, stage: VoteStage) -> Vote:
    """Return the vote at another stage; one that cannot follow changes nothing."""
    if stage is VoteStage.DISCUSSED:
        return msgspec.structs.replace(vote, stage=stage) if vote.may_discuss else vote
    if stage is not vote.next:
        return vote
    starts_again = vote.stage is VoteStage.DISCUSSED
    return msgspec.structs.replace(vote, stage=stage, round=vote.round + starts_again)


def counted(vote: Vote, hands: Sequence[int]) -> Vote:
    """Return the vote with the hands of its round; at another stage it stays as it is."""
    if not vote.takes_hands:
        return vote
    none: Hands = (0,) * len(hands)
    earlier = vote.hands[: vote.round - 1] + (none,) * (vote.round - 1 - len(vote.hands))
    return msgspec.structs.replace(vote, hands=(*earlier, tuple(hands)))


def with_evidence(vote: Vote, source: str) -> Vote:
    """Return the vote with a page that the class bought; it buys only between the rounds."""
    if vote.case is None or vote.stage not in (VoteStage.CLOSED, VoteStage.DISCUSSED):
        return vote
    if vote.round > 1:
        return vote
    return msgspec.structs.replace(vote, case=bought(vote.case, source))


def cast(vote: Vote, participant: str, number: int, ballot: Ballot) -> Vote:
    """Return the vote with a participant's ballot; a late one, or of another round, is left out."""
    if vote.stage is not VoteStage.OPEN or number != vote.round:
        return vote
    earlier = vote.ballots[: number - 1] + ({},) * (number - 1 - len(vote.ballots))
    ballots = {**vote.round_ballots(number), participant: ballot}
    return msgspec.structs.replace(vote, ballots=(*earlier, ballots))


def thinking_seconds(words: int) -> float:
    """Return the seconds in which a vote is not closed by a single press.

    Time to read so many words at 3.5 a second and to wait 3 seconds (Rowe 1986), at least 5.
    """
    return max(5.0, words / 3.5 + 3.0)


def share_right(hands: Sequence[int], keys: Sequence[int]) -> float | None:
    """Return the share of hands for keys, given by their places; None if nobody voted."""
    whole = sum(hands)
    return sum(hands[place] for place in keys) / whole if whole else None


def gain(before: float, after: float) -> float | None:
    """Return the normalized gain, (after - before) / (1 - before) (Hake 1998).

    None if everybody was right before: nothing was left to gain.
    """
    return (after - before) / (1 - before) if before < 1 else None


def read_hands(text: str, choices: int) -> Hands | str:
    """Read counted hands such as `1:12 2:7`; choices that are left out have none.

    Args:
        text: What was typed.
        choices: Number of choices.

    Returns:
        The hands of each choice, or why the text is none.
    """
    hands = [0] * choices
    seen: set[int] = set()
    for word in text.replace(",", " ").split():
        choice, colon, count = word.partition(":")
        if not (colon and choice.isascii() and choice.isdigit() and count.isascii()):
            return f"“{word}” is no count. Type choice and hands, as in 1:12 2:7."
        if not count.isdigit() or len(count) > 5:
            return f"“{word}” has no number of hands behind its colon."
        number = int(choice)
        if not 1 <= number <= choices:
            return f"There is no choice {number}: there are {choices}."
        if number in seen:
            return f"Choice {number} is counted twice."
        seen.add(number)
        hands[number - 1] = int(count)
    if not seen:
        return "Type choice and hands, as in 1:12 2:7."
    return tuple(hands)
