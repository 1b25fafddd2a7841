"""The docket of the evidence desk: the claims that make a fair case, their days and their order.

*The day* is drawn from the seed. A claim with earlier verdicts is shown, with equal chances, on a
day of one of their periods or as the record stands now. A period begins when all sources of its
verdict were published, no sooner than the assertion was made and the period before it ended, and
lasts until its last day. Now is the day on which the claim, or else the deck, was last checked.

*On offer* are the pages that the verdict rests on, those that make the assertion, and others of the
deck that restate the same originals; eight at most. As the record stands now, no page dated later
than the day is on offer. On an earlier day only pages dated before it are, and those that the
verdict of that time rests on; a page without a date may be later, so it is not on offer.

A case is *fair* if it can be won. An opinion or a forecast always is, since its words suffice. A
fact is left out if

- fewer than two pages are on offer beside those that make the assertion: there is no choice;
- none of the pages that the verdict rests on is on offer and stronger than grade D, which is never
  enough on its own: the player could not reach the verdict.

*The order* of a round: claims that were judged less often come first. Among equals, each place is
drawn: first, evenly, the right verdict (one of the six, or one of an earlier day), then one of its
cases. So the most frequent verdict of a ledger is no good guess, and no verdict can be guessed from
those before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec.structs import replace

from explainer.deck.model import Claim, Deck, Event, Source
from explainer.deck.partial_date import PartialDate
from explainer.quiz.desk import Case, Kind, Offer, grade_worth, kind_of
from explainer.quiz.shuffle import seeded_share, shuffled
from explainer.render.origin import original_key, origins

MOST_OFFERED = 8
"""Most pages on offer, so that each has a number key and one key is left for stopping."""

ROUND = 5
"""Cases of a round, unless another number is asked for."""

_LEAST_OFFERED = 2


class Docket:
    """Makes cases from the ledger of one deck."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._restating: dict[str, list[Source]] = {}
        for source in deck.sources.values():
            if source.restates:
                self._restating.setdefault(original_key(source.restates), []).append(source)
        self._resting: dict[str, list[Claim]] = {}
        for claim in deck.claims.values():
            for name in dict.fromkeys(claim.sources):
                self._resting.setdefault(name, []).append(claim)
        self._events: dict[str, list[Event]] = {}
        for timeline in deck.timelines.values():
            for event in timeline.events:
                for name in dict.fromkeys(event.sources):
                    self._events.setdefault(name, []).append(event)

    def case(self, claim: Claim, seed: int) -> Case | None:
        """Return the case of a claim for a seed; None if there is no fair one."""
        now = [self._now(claim, seed)]
        made = [self._then(claim, place, seed) for place in range(len(claim.earlier))]
        fair = [case for case in (*made, *now) if case is not None and _is_fair(case)]
        return fair[int(seeded_share(seed, claim.id, "period") * len(fair))] if fair else None

    def cases(self, seed: int) -> dict[str, Case]:
        """Return every fair case by its claim's id, in the order of the ledger."""
        made = {claim.id: self.case(claim, seed) for claim in self._deck.claims.values()}
        return {name: case for name, case in made.items() if case is not None}

    def count(self) -> int:
        """Return the number of claims with a fair case; it is the same for every seed."""
        return len(self.cases(0))

    def _now(self, claim: Claim, seed: int) -> Case | None:
        """Return a case about the record as it stands."""
        day = claim.as_of or self._deck.as_of
        last = _last(day) if day else date.max
        if claim.earlier and last <= _last(claim.earlier[-1].until) and day:
            return None
        if kind_of(claim.verdict) is not Kind.FACT:
            return Case(claim, claim.verdict, day)
        rests = [one for one in self._known(claim.sources) if _is_out(one, last)]
        others = [*self._known(claim.said_by), *self._copies(rests)]
        others = [one for one in others if _is_out(one, last)]
        case = Case(claim, claim.verdict, day)
        return self._with_offers(case, rests, others, seed)

    def _then(self, claim: Claim, place: int, seed: int) -> Case:
        """Return a case set on a day on which an earlier verdict was reasonable."""
        earlier = claim.earlier[place]
        named = self._known(earlier.sources)
        day = _drawn_day(claim, place, named, seed)
        shown = PartialDate(day.year, day.month, day.day)
        case = Case(claim, earlier.verdict, shown, earlier)
        if kind_of(earlier.verdict) is not Kind.FACT:
            return case
        rests = [one for one in named if _is_out(one, day)]
        others = [
            *self._known(claim.sources),
            *self._known(claim.said_by),
            *self._copies(rests),
        ]
        others = [one for one in others if one.date and _last(one.date) < day]
        return self._with_offers(case, rests, others, seed)

    def _with_offers(
        self, case: Case, rests: Sequence[Source], others: Sequence[Source], seed: int
    ) -> Case:
        """Return the case with its offers, in an order drawn for this case."""
        claim = case.claim
        rests = _unique(rests)
        known = {source.id for source in rests}
        others = [source for source in _unique(others) if source.id not in known]
        mixed = partial(_mixed, seed=seed, claim=claim.id)
        # If there are too many, the strongest is kept, so that the verdict stays within reach.
        strongest = max(rests, key=lambda one: grade_worth(one.grade), default=None)
        first = sorted(mixed(rests, "rests"), key=lambda one: one is not strongest)
        taken = [*first, *mixed(others, "others")][:MOST_OFFERED]
        offered = mixed(taken, "offers")
        offers = tuple(
            Offer(
                source,
                origin,
                0
                if source.id not in known and source.id in claim.said_by
                else grade_worth(source.grade),
                source.id in claim.said_by,
                self._cited_for(source, case),
                self._also(source, case),
            )
            for source, origin in zip(offered, origins(offered), strict=True)
        )
        unoffered = max(0, len(rests) - MOST_OFFERED)
        return replace(case, offers=offers, unoffered=unoffered)

    def _known(self, names: Iterable[str]) -> list[Source]:
        return [self._deck.sources[name] for name in names if name in self._deck.sources]

    def _copies(self, sources: Iterable[Source]) -> list[Source]:
        """Return other pages with the same originals as some pages."""
        return [
            copy
            for source in sources
            if source.restates
            for copy in self._restating[original_key(source.restates)][: MOST_OFFERED + 1]
        ]

    def _also(self, source: Source, case: Case) -> tuple[Claim, ...]:
        """Return other claims that rest on a page; they are shown once it is bought."""
        if case.then is not None:
            return ()
        claims = self._resting.get(source.id, ())
        return tuple(claim for claim in claims if claim is not case.claim)

    def _cited_for(self, source: Source, case: Case) -> tuple[Event, ...]:
        """Return the events up to the day that cite a page; details are left out as hindsight."""
        last = _last(case.day) if case.day else date.max
        events = [one for one in self._events.get(source.id, ()) if _first(one.date) <= last]
        if case.then is not None:
            events = [replace(event, detail="") for event in events]
        return tuple(events)


def draw_round(
    cases: Mapping[str, Case], seed: int, count: int, judged: Mapping[str, int]
) -> list[str]:
    """Return the claims of a round in their order.

    Args:
        cases: Every fair case by its claim's id.
        seed: Seed of the draw.
        count: Most cases.
        judged: Number of times that a claim was judged before; 0 if it is not named.
    """
    names = list(cases)
    mixed = [names[number] for number in shuffled(len(names), seed, "desk")]
    order: list[str] = []
    for times in sorted({judged.get(name, 0) for name in mixed}):
        groups: dict[str, list[str]] = {}
        for name in mixed:
            if judged.get(name, 0) == times:
                groups.setdefault(_group(cases[name]), []).append(name)
        while groups and len(order) < count:
            drawn = sorted(groups)
            group = drawn[int(seeded_share(seed, "group", str(len(order))) * len(drawn))]
            order.append(groups[group].pop(0))
            if not groups[group]:
                del groups[group]
    return order


def rests_on(case: Case) -> tuple[str, ...]:
    """Return the ids of the sources that the right verdict rests on."""
    return case.then.sources if case.then else case.claim.sources


def _group(case: Case) -> str:
    return "then" if case.then else case.verdict.value


def _is_fair(case: Case) -> bool:
    if case.kind is not Kind.FACT:
        return True
    rests = rests_on(case)
    pages = [offer for offer in case.offers if not offer.is_assertion]
    return len(pages) >= _LEAST_OFFERED and any(
        offer.worth > 0 and offer.source.id in rests for offer in case.offers
    )


def _drawn_day(claim: Claim, place: int, named: Iterable[Source], seed: int) -> date:
    """Return a day of one of the periods in which an earlier verdict was reasonable."""
    end = _last(claim.earlier[place].until)
    begins = [_first(source.date) for source in named if source.date]
    if claim.said_on:
        begins.append(_first(claim.said_on))
    if place:
        begins.append(_after(_last(claim.earlier[place - 1].until)))
    start = max((day for day in begins if day <= end), default=end)
    days = (end - start).days + 1
    return start + timedelta(int(seeded_share(seed, claim.id, "day", str(place)) * days))


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _is_out(source: Source, day: date) -> bool:
    """True if a page may have been published on a day; without a date it may."""
    return source.date is None or _first(source.date) <= day


def _first(day: PartialDate) -> date:
    year, month, number = day.first
    return _valid_date(year, month, number)


def _last(day: PartialDate) -> date:
    year, month, number = day.last
    return _valid_date(year, month, number)


def _valid_date(year: int, month: int, day: int) -> date:
    """Return a valid date; a day after the end of a month becomes its last."""
    year, month = min(max(year, 1), 9999), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def _mixed(sources: Sequence[Source], name: str, *, seed: int, claim: str) -> list[Source]:
    return [sources[number] for number in shuffled(len(sources), seed, claim, name)]


def _unique(sources: Iterable[Source]) -> list[Source]:
    return list({source.id: source for source in sources}.values())
