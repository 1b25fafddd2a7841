"""The evidence desk: a game of judging assertions and spending tokens on evidence.

A *case* is one claim of the ledger, judged as of a shown day. Its steps:

1. *Kind*: is it a fact, an opinion or a forecast, on that day? The record gives the kind by the
   verdict; every verdict except opinion and forecast is about a fact. For an opinion or a forecast
   the case ends here: no evidence could settle it.
2. *Verdict*: supported, partly, contradicted or unverified, and the confidence in it.
3. *Buying*: three tokens, one for each page. Before it is bought, a page shows its publisher and
   date; after that its title, its grade, the original it restates and what it is cited for. The
   player may stop at any time.
4. *Revising*: verdict and confidence again, if a page was bought.
5. *The record*: the right verdict as of the day, and the worth of every page on offer.

The choice of claims, days and offers is in `docket.py`.

Right is the claim's verdict or, up to the last day of an `earlier` verdict, that one: a judgement
is measured by the evidence available on the day.

Scoring, each part from 0 to 1; speed does not count:

*Kind* is 1 or 0.

*Judgement* is a proper score: saying what one thinks is the best strategy. Each confidence stands
for a chance that the verdict is right: a guess 40 %, think so 65 %, sure 90 %; the other three
verdicts share the rest equally. With these chances p and the outcome o (1 for the right verdict,
else 0) it is 1 − ½ Σ (p − o)², the quadratic score of Brier ("Verification of forecasts expressed
in terms of probability", Monthly Weather Review 78, 1950), turned so that 1 is best. The last
verdict counts; the first is shown beside it. Right: 0.99 sure, 0.92 think so, 0.76 guess. Wrong:
0.56 guess, 0.39 think so, 0.13 sure.

*Buying*: a page of grade A is worth 3, of B 2, of C or without a grade 1, of D nothing. Pages of
one original count once (`render/origin.py`), by the best of them that was bought. A page that makes
the assertion is worth nothing, unless the verdict rests on it. With w the worth of the pages
bought, b the most that as many tokens could have bought, and u the share of tokens spent on an
original of any worth, it is w / b · u. A token that is kept costs nothing, a token spent on a
worthless page does; if nothing was bought this part is left out.

*The case* is the mean of its parts with weights 2 for kind, 5 for judgement and 3 for buying; parts
that did not occur are left out. *A round* is the mean of its cases.
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
    Source,
    SourceGrade,
    Verdict,
)
from explainer.deck.partial_date import PartialDate
from explainer.quiz.answer import Confidence

TOKENS = 3
"""Pages that can be bought in a case."""

VERDICTS = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED, Verdict.UNVERIFIED)
"""Verdicts that can be given on a fact."""

CHANCES = {Confidence.GUESS: 0.40, Confidence.THINK: 0.65, Confidence.SURE: 0.90}
"""Chance of being right for each confidence."""

_WORTH = {SourceGrade.A: 3, SourceGrade.B: 2, SourceGrade.C: 1, SourceGrade.D: 0, None: 1}
_KIND_WEIGHT, _JUDGEMENT_WEIGHT, _BUYING_WEIGHT = 2, 5, 3


class Kind(StrEnum):
    """Kind of an assertion on a day."""

    FACT = "fact"
    """An assertion that can be checked."""
    OPINION = "opinion"
    """A judgement."""
    FORECAST = "forecast"
    """An assertion about the future."""


class Called(msgspec.Struct, frozen=True, tag="called", gc=False):
    """The player says which kind of assertion it is."""

    kind: Kind
    """The kind."""


class Judged(msgspec.Struct, frozen=True, tag="judged", gc=False):
    """The player gives a verdict, the first one or the last."""

    verdict: Verdict
    """The verdict."""
    confidence: Confidence
    """Confidence in it."""


class Bought(msgspec.Struct, frozen=True, tag="bought", gc=False):
    """The player spends a token."""

    source: str
    """Id of the source that is bought."""


class Enough(msgspec.Struct, frozen=True, tag="enough", gc=False):
    """The player keeps the remaining tokens."""


Move = Called | Judged | Bought | Enough
"""A move of the player."""


class CaseStep(StrEnum):
    """Steps of a case, named for the move it waits for."""

    KIND = "kind"
    VERDICT = "verdict"
    BUY = "buy"
    REVISE = "revise"
    RECORD = "record"
    """The player is reading the record."""


class Offer(msgspec.Struct, frozen=True):
    """A page on offer."""

    source: Source
    """Source of the page."""
    origin: str
    """Its original; equal for two pages of the case with the same original."""
    worth: int
    """Worth of the page if no other page of its original was bought."""
    is_assertion: bool = False
    """True if the page makes the assertion itself."""
    cited_for: tuple[Event, ...] = ()
    """Events of the story, up to the day shown, that cite it."""
    also: tuple[Claim, ...] = ()
    """Other claims of the ledger that rest on it; none if the case is set on an earlier day."""


class Case(msgspec.Struct, frozen=True):
    """One claim and the player's moves; the state of the case follows from the moves."""

    claim: Claim
    """The claim to be judged."""
    verdict: Verdict
    """The right verdict as of the day."""
    day: PartialDate | None = None
    """The day as of which it is judged; None if the deck gives none."""
    then: EarlierVerdict | None = None
    """The earlier verdict that was reasonable on the day; None if the case is about the present."""
    offers: tuple[Offer, ...] = ()
    """Pages that can be bought, in the order in which they are shown."""
    unoffered: int = 0
    """Number of pages that the verdict rests on without room among the offers."""
    moves: tuple[Move, ...] = ()
    """Moves of the player."""

    @property
    def kind(self) -> Kind:
        """The kind of the assertion on the day."""
        return kind_of(self.verdict)

    @property
    def called(self) -> Kind | None:
        """The kind that the player chose."""
        return next((move.kind for move in self.moves if isinstance(move, Called)), None)

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The verdicts of the player: none, the first, or the first and the last."""
        return tuple(move for move in self.moves if isinstance(move, Judged))

    @property
    def bought(self) -> tuple[Offer, ...]:
        """The pages bought, in the order of buying."""
        known = {offer.source.id: offer for offer in self.offers}
        return tuple(known[move.source] for move in self.moves if isinstance(move, Bought))

    @property
    def tokens(self) -> int:
        """Number of remaining tokens."""
        return TOKENS - len(self.bought)

    @property
    def step(self) -> CaseStep:
        """The step that the case has reached."""
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
    """Result of the buying."""

    worth: int
    """Worth of the pages bought."""
    most: int
    """The most that as many tokens could have bought."""
    useful: int
    """Number of tokens spent on an original of any worth."""
    spent: int
    """Number of tokens spent."""

    @property
    def share(self) -> float:
        """Score, 0 to 1."""
        return self.worth / self.most * self.useful / self.spent if self.most else 0.0


class CaseScore(msgspec.Struct, frozen=True):
    """Score of a case in parts; None for a part that did not occur."""

    kind: float
    """1 if the kind was right, else 0."""
    judgement: float | None
    """Score of the last verdict."""
    first: float | None
    """Score of the first verdict, which does not count."""
    buying: Buying | None
    """Result of the buying."""

    @property
    def total(self) -> float:
        """Score of the case, 0 to 1."""
        parts = [(_KIND_WEIGHT, self.kind)]
        if self.judgement is not None:
            parts.append((_JUDGEMENT_WEIGHT, self.judgement))
        if self.buying is not None:
            parts.append((_BUYING_WEIGHT, self.buying.share))
        return fsum(weight * part for weight, part in parts) / fsum(weight for weight, _ in parts)


class Buy(msgspec.Struct, frozen=True):
    """A page that was bought, and the worth that it added to those before it."""

    offer: Offer
    """The page."""
    worth: int
    """Worth that it added."""
    repeats: Offer | None = None
    """A page of the same original that was bought before it."""


def kind_of(verdict: Verdict) -> Kind:
    """Return the kind of an assertion by its verdict."""
    if verdict is Verdict.OPINION:
        return Kind.OPINION
    return Kind.FORECAST if verdict is Verdict.FORECAST else Kind.FACT


def grade_worth(grade: SourceGrade | None) -> int:
    """Return the worth of a page with a grade."""
    return _WORTH[grade]


def play(case: Case, move: Move) -> Case:
    """Return the case after a move; a move that is not possible changes nothing."""
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
    """Return a case with its recorded moves.

    Moves that an edit of the deck made impossible are skipped.
    """
    for move in moves:
        case = play(case, move)
    return case


def judgement_score(judged: Judged, right: Verdict) -> float:
    """Return the quadratic score of a verdict with its confidence, 0 to 1."""
    chance = CHANCES[judged.confidence]
    rest = (1 - chance) / (len(VERDICTS) - 1)
    errors = (
        ((chance if verdict is judged.verdict else rest) - (verdict is right)) ** 2
        for verdict in VERDICTS
    )
    return 1 - fsum(errors) / 2


def buys(case: Case) -> list[Buy]:
    """Return the pages bought, each with the worth that it added."""
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
    """Return the result of the buying; None if nothing was bought."""
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
    """Return the score of a case; None before its record is shown."""
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
    """Number of right verdicts among those given with one confidence."""

    confidence: Confidence
    """The confidence."""
    judged: int
    """Number of cases in which it was given."""
    right: int
    """Number of these in which the verdict was right."""


class RoundScore(msgspec.Struct, frozen=True):
    """Score of a round; only judged cases count."""

    cases: int
    """Number of judged cases."""
    total: float
    """Mean of their scores, 0 to 1."""
    kinds: int
    """Number of cases in which the kind was right."""
    facts: int
    """Number of cases about a fact."""
    first: int
    """Number of facts on which the first verdict was right."""
    last: int
    """Number of facts on which the last verdict was right."""
    calibration: tuple[DeskCalibration, ...]
    """Right verdicts by confidence, the surest first, without those never given."""


def round_score(cases: Sequence[Case]) -> RoundScore:
    """Return the score of a round so far."""
    scored = [(case, found) for case in cases if (found := case_score(case))]
    judged = [case for case, _ in scored if case.judged]
    levels = []
    for confidence in reversed(Confidence):
        given = [case for case in judged if case.judged[-1].confidence is confidence]
        if given:
            right = sum(case.judged[-1].verdict is case.verdict for case in given)
            levels.append(DeskCalibration(confidence, len(given), right))
    return RoundScore(
        len(scored),
        fsum(found.total for _, found in scored) / len(scored) if scored else 0.0,
        sum(found.kind == 1 for _, found in scored),
        len(judged),
        sum(case.judged[0].verdict is case.verdict for case in judged),
        sum(case.judged[-1].verdict is case.verdict for case in judged),
        tuple(levels),
    )


def best_and_worst(cases: Sequence[Case]) -> tuple[Buy, Buy] | None:
    """Return the purchase of a round that added most and the one that added least, or None.

    Of equal ones the first counts; a page that repeats another is worse than one that is only weak.
    """
    found = [one for case in cases for one in buys(case)]
    if not found:
        return None
    best = max(found, key=lambda buy: buy.worth)
    worst = min(found, key=lambda buy: (buy.worth, buy.repeats is None))
    return best, worst
