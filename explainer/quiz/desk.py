"""The evidence desk: a game in which one judges assertions and spends tokens on evidence.

A *case* is one claim of the ledger, judged as of a shown day. Its steps:

1. *Kind*: is it a fact, an opinion or a forecast, on that day? The record calls a claim by its
   verdict; every verdict but opinion and forecast is about a fact. An opinion or a forecast ends
   here: nothing can be bought that would settle it.
2. *Verdict*: supported, partly, contradicted or unverified, and how sure.
3. *Buying*: three tokens, one a page. Before it is bought a page shows its publisher and its date;
   bought, it shows its title, its grade, what it restates and what it is cited for. One may stop
   at any time.
4. *Revising*: the verdict and how sure, again, where something was bought.
5. *The record*: what is right as of the day, and what every page on offer was worth.

Which claims make a case, which day is shown and what is on offer, is in `docket.py`.

Right is the claim's verdict or, up to the last day of an `earlier` verdict, that one: who judged by
what could be known then was right then.

Scoring, each part from 0 to 1, nothing of it from speed:

*Kind* is 1 or 0.

*Judgement* is a proper score: nobody gains by saying other than they think. How sure one is stands
for a chance that the verdict is right: a guess 40 %, think so 65 %, sure 90 %; the other three
verdicts share the rest alike. With these chances p and the outcome o (1 for the right verdict, else
0) it is 1 − ½ Σ (p − o)², which is the quadratic score of Brier ("Verification of forecasts
expressed in terms of probability", Monthly Weather Review 78, 1950), turned so that 1 is best. The
last verdict counts; the first is shown beside it. Right: 0.99 sure, 0.92 think so, 0.76 guess.
Wrong: 0.56 guess, 0.39 think so, 0.13 sure.

*Buying*: a page of grade A is worth 3, of B 2, of C or without a grade 1, of D nothing. Pages of
one original count once (`render/origin.py`), by the best of them that was bought; a page that makes
the assertion vouches for nothing, unless the verdict itself rests on it. With w the worth of what
was bought, b the most that as many tokens could have bought, and u the share of the tokens that
bought an original worth something, it is w / b · u. A token that is kept costs nothing, a token for
rubbish does; where nothing was bought there is no such part.

*The case* is the mean of its parts, weighed 2 for kind, 5 for judgement and 3 for buying; parts
that did not come up weigh nothing. *A round* is the mean of its cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import fsum

import msgspec

from explainer.deck.model import (
    Claim,
    EarlierVerdict,
    Event,
    PartialDate,
    Source,
    SourceGrade,
    Verdict,
)
from explainer.quiz.answer import Confidence

TOKENS = 3
"""Pages that can be bought in a case."""

VERDICTS = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED, Verdict.UNVERIFIED)
"""What a fact can be judged to be."""

CHANCES = {Confidence.GUESS: 0.40, Confidence.THINK: 0.65, Confidence.SURE: 0.90}
"""The chance of being right that each word for it stands for."""

_WORTH = {SourceGrade.A: 3, SourceGrade.B: 2, SourceGrade.C: 1, SourceGrade.D: 0, None: 1}
_KIND_WEIGHT, _JUDGEMENT_WEIGHT, _BUYING_WEIGHT = 2, 5, 3


class Kind(StrEnum):
    """What an assertion is on a day."""

    FACT = "fact"
    """It can be checked."""
    OPINION = "opinion"
    """A judgement."""
    FORECAST = "forecast"
    """About what is still to come."""


class Called(msgspec.Struct, frozen=True, tag="called", gc=False):
    """Says what kind of assertion it is."""

    kind: Kind
    """Which."""


class Judged(msgspec.Struct, frozen=True, tag="judged", gc=False):
    """Gives a verdict, the first one or the last."""

    verdict: Verdict
    """Which."""
    confidence: Confidence
    """How sure."""


class Bought(msgspec.Struct, frozen=True, tag="bought", gc=False):
    """Spends a token."""

    source: str
    """Id of what it buys."""


class Enough(msgspec.Struct, frozen=True, tag="enough", gc=False):
    """Keeps the tokens that are left."""


Move = Called | Judged | Bought | Enough
"""What a player can do."""


class CaseStep(StrEnum):
    """What a case waits for."""

    KIND = "kind"
    VERDICT = "verdict"
    BUY = "buy"
    REVISE = "revise"
    RECORD = "record"
    """That the player has seen enough of the record."""


class Offer(msgspec.Struct, frozen=True):
    """A page that can be bought."""

    source: Source
    """The page."""
    origin: str
    """The original it goes back to; equal where two pages of a case are one."""
    worth: int
    """What it is worth where no other page of its original was bought."""
    is_assertion: bool = False
    """Whether it is the page that makes the assertion."""
    cited_for: tuple[Event, ...] = ()
    """Events of the story, up to the shown day, that rest on it."""
    also: tuple[Claim, ...] = ()
    """Other claims of the ledger that rest on it; none on an earlier day, against hindsight."""


class Case(msgspec.Struct, frozen=True):
    """One claim, and what the player did about it; a fold of the moves."""

    claim: Claim
    """What is judged."""
    verdict: Verdict
    """What is right as of the day."""
    day: PartialDate | None = None
    """The day as of which it is judged; None where the deck names none."""
    then: EarlierVerdict | None = None
    """What was reasonable on the day, where the record says otherwise now or said so then."""
    offers: tuple[Offer, ...] = ()
    """What can be bought, in the order in which it is shown."""
    unoffered: int = 0
    """Pages that the verdict rests on and that have no room among the offers."""
    moves: tuple[Move, ...] = ()
    """What the player did."""

    @property
    def kind(self) -> Kind:
        """What the assertion is on the day."""
        return kind_of(self.verdict)

    @property
    def called(self) -> Kind | None:
        """What the player said that it is."""
        return next((move.kind for move in self.moves if isinstance(move, Called)), None)

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The verdicts that the player gave: none, the first, or the first and the last."""
        return tuple(move for move in self.moves if isinstance(move, Judged))

    @property
    def bought(self) -> tuple[Offer, ...]:
        """What was bought, in the order of buying."""
        known = {offer.source.id: offer for offer in self.offers}
        return tuple(known[move.source] for move in self.moves if isinstance(move, Bought))

    @property
    def tokens(self) -> int:
        """Tokens that are left."""
        return TOKENS - len(self.bought)

    @property
    def step(self) -> CaseStep:
        """What it waits for."""
        if self.called is None:
            return CaseStep.KIND
        if self.kind is not Kind.FACT or len(self.judged) > 1:
            return CaseStep.RECORD
        if not self.judged:
            return CaseStep.VERDICT
        bought = len(self.bought)
        is_over = bought >= min(TOKENS, len(self.offers)) or Enough() in self.moves
        if not is_over:
            return CaseStep.BUY
        return CaseStep.REVISE if bought else CaseStep.RECORD


class Buying(msgspec.Struct, frozen=True):
    """How good it was what somebody bought."""

    worth: int
    """What it is worth together."""
    most: int
    """The most that as many tokens could have bought."""
    useful: int
    """Tokens that bought an original worth something."""
    spent: int
    """Tokens that were spent."""

    @property
    def share(self) -> float:
        """The mark, 0 to 1."""
        return self.worth / self.most * self.useful / self.spent if self.most else 0.0


class CaseScore(msgspec.Struct, frozen=True):
    """What a case came to, in parts; None where a part did not come up."""

    kind: float
    """Whether the kind was right."""
    judgement: float | None
    """The last verdict."""
    first: float | None
    """The first verdict, which does not count."""
    buying: Buying | None
    """What was bought."""

    @property
    def total(self) -> float:
        """The mark of the case, 0 to 1."""
        parts = [(_KIND_WEIGHT, self.kind)]
        if self.judgement is not None:
            parts.append((_JUDGEMENT_WEIGHT, self.judgement))
        if self.buying is not None:
            parts.append((_BUYING_WEIGHT, self.buying.share))
        return fsum(weight * part for weight, part in parts) / fsum(weight for weight, _ in parts)


class Buy(msgspec.Struct, frozen=True):
    """One page that was bought, and what it added to those before it."""

    offer: Offer
    """The page."""
    worth: int
    """What it added."""
    repeats: Offer | None = None
    """The page of the same original that was bought before it."""


def kind_of(verdict: Verdict) -> Kind:
    """What an assertion is, by what the record says of it."""
    if verdict is Verdict.OPINION:
        return Kind.OPINION
    return Kind.FORECAST if verdict is Verdict.FORECAST else Kind.FACT


def grade_worth(grade: SourceGrade | None) -> int:
    """What a page of a grade is worth by itself."""
    return _WORTH[grade]


def play(case: Case, move: Move) -> Case:
    """The case after a move; out of turn, or naming what is not there, it stays as it is."""
    match case.step, move:
        case (CaseStep.KIND, Called()) | (CaseStep.BUY, Enough()):
            pass
        case (CaseStep.VERDICT | CaseStep.REVISE, Judged(verdict)) if verdict in VERDICTS:
            pass
        case CaseStep.BUY, Bought(source) if _can_buy(case, source):
            pass
        case _:
            return case
    return msgspec.structs.replace(case, moves=(*case.moves, move))


def _can_buy(case: Case, source: str) -> bool:
    owned = [offer.source.id for offer in case.bought]
    return source not in owned and any(offer.source.id == source for offer in case.offers)


def replay(case: Case, moves: Iterable[Move]) -> Case:
    """Take up a case that was left; moves that fit no more since the deck was edited are passed."""
    for move in moves:
        case = play(case, move)
    return case


def judgement_score(judged: Judged, right: Verdict) -> float:
    """The quadratic score of a verdict and how sure it was given, 0 to 1."""
    chance = CHANCES[judged.confidence]
    rest = (1 - chance) / (len(VERDICTS) - 1)
    errors = (
        ((chance if verdict is judged.verdict else rest) - (verdict is right)) ** 2
        for verdict in VERDICTS
    )
    return 1 - fsum(errors) / 2


def buys(case: Case) -> list[Buy]:
    """What was bought, each page with what it added."""
    best: dict[str, Offer] = {}
    found: list[Buy] = []
    for offer in case.bought:
        before = best.get(offer.origin)
        added = offer.worth - (before.worth if before else 0)
        found.append(Buy(offer, max(0, added), before))
        if before is None or added > 0:
            best[offer.origin] = offer
    return found


def buying(case: Case) -> Buying | None:
    """How good the buying was; None where nothing was bought."""
    owned = case.bought
    if not owned:
        return None
    by_origin = _best_by_origin(owned)
    most = sorted(_best_by_origin(case.offers).values(), reverse=True)[: len(owned)]
    useful = sum(worth > 0 for worth in by_origin.values())
    return Buying(sum(by_origin.values()), sum(most), useful, len(owned))


def _best_by_origin(offers: Sequence[Offer]) -> dict[str, int]:
    best: dict[str, int] = {}
    for offer in offers:
        best[offer.origin] = max(offer.worth, best.get(offer.origin, 0))
    return best


def case_score(case: Case) -> CaseScore | None:
    """What a case came to; None before its record."""
    if case.step is not CaseStep.RECORD:
        return None
    judged = [judgement_score(one, case.verdict) for one in case.judged]
    return CaseScore(
        float(case.called is case.kind),
        judged[-1] if judged else None,
        judged[0] if judged else None,
        buying(case),
    )


class DeskCalibration(msgspec.Struct, frozen=True):
    """How often the last verdict was right, of those that were called equally sure."""

    confidence: Confidence
    """What was said."""
    judged: int
    """Of how many cases it was said."""
    right: int
    """In how many of these the verdict was right."""


class RoundScore(msgspec.Struct, frozen=True):
    """What a round came to; judged cases only."""

    cases: int
    """How many were judged."""
    total: float
    """The mean of their marks, 0 to 1."""
    kinds: int
    """In how many the kind was right."""
    facts: int
    """How many were about a fact."""
    first: int
    """Facts of which the first verdict was right."""
    last: int
    """Facts of which the last verdict was right."""
    calibration: tuple[DeskCalibration, ...]
    """The surest first; what was never said is left out."""


def round_score(cases: Sequence[Case]) -> RoundScore:
    """Count what a round came to so far."""
    scored = [(case, found) for case in cases if (found := case_score(case))]
    judged = [case for case, _ in scored if case.judged]
    told = []
    for confidence in reversed(Confidence):
        said = [case for case in judged if case.judged[-1].confidence is confidence]
        if said:
            right = sum(case.judged[-1].verdict is case.verdict for case in said)
            told.append(DeskCalibration(confidence, len(said), right))
    return RoundScore(
        len(scored),
        fsum(found.total for _, found in scored) / len(scored) if scored else 0.0,
        sum(found.kind == 1 for _, found in scored),
        len(judged),
        sum(case.judged[0].verdict is case.verdict for case in judged),
        sum(case.judged[-1].verdict is case.verdict for case in judged),
        tuple(told),
    )


def best_and_worst(cases: Sequence[Case]) -> tuple[Buy, Buy] | None:
    """The buy of a round that added most and the one that added least; None without any.

    Of equal ones the first; a page that repeats another is worse than one that is only weak.
    """
    found = [one for case in cases for one in buys(case)]
    if not found:
        return None
    best = max(found, key=lambda buy: buy.worth)
    worst = min(found, key=lambda buy: (buy.worth, buy.repeats is None))
    return best, worst
