"""Helpers: small ledgers for the evidence desk."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.deck.model import (
    Claim,
    Deck,
    EarlierVerdict,
    Event,
    Source,
    SourceGrade,
    Timeline,
    Verdict,
)
from explainer.deck.partial_date import PartialDate
from explainer.problems import Span
from explainer.quiz.answer import Confidence
from explainer.quiz.desk import Bought, Called, Case, CaseStep, Judged, buying, play
from explainer.quiz.docket import Docket

HERE = Span("claims.toml")


def source(id: str, grade: str = "B", date: str = "", restates: str = "") -> Source:
    return Source(
        id,
        f"Title of {id}",
        HERE,
        f"Publisher of {id}",
        day(date) if date else None,
        f"https://example.org/{id}",
        SourceGrade(grade) if grade else None,
        restates,
    )


def claim(
    id: str = "c1",
    verdict: Verdict = Verdict.SUPPORTED,
    sources: Iterable[str] = ("a", "b", "c"),
    **fields: object,
) -> Claim:
    return Claim(id, f"Text of {id}.", verdict, HERE, sources=tuple(sources), **fields)  # type: ignore[arg-type] # the fields of each test differ


def earlier(until: str, verdict: Verdict, *sources: str) -> EarlierVerdict:
    return EarlierVerdict(day(until), verdict, "Not known yet.", HERE, sources)


def day(text: str) -> PartialDate:
    return PartialDate(*(int(part) for part in text.split("-")))


def deck(
    claims: Iterable[Claim],
    sources: Iterable[Source] = (),
    as_of: str = "2026-06-09",
    events: Iterable[Event] = (),
) -> Deck:
    known = list(sources) or [source("a", "A"), source("b", "B"), source("c", "C")]
    return Deck(
        "deck",
        "Deck",
        (),
        Span("deck.toml"),
        as_of=day(as_of) if as_of else None,
        sources={one.id: one for one in known},
        claims={one.id: one for one in claims},
        timelines={"story": Timeline("story", "Story", tuple(events), HERE)},
    )


def case_of(made: Deck, id: str = "c1", seed: int = 0) -> Case:
    case = Docket(made).case(made.claims[id], seed)
    assert case is not None
    return case


def buy(case: Case, *names: str) -> Case:
    for name in names:
        case = play(case, Bought(name))
    return case


def at_buying(case: Case) -> Case:
    """The case with its kind and a first verdict given."""
    case = play(case, Called(case.kind))
    return play(case, Judged(case.verdict, Confidence.SURE))


def played_best(case: Case) -> Case:
    """The case as played by somebody who knows the record."""
    case = play(case, Called(case.kind))
    while case.step is not CaseStep.RECORD:
        if case.step is CaseStep.BUY:
            case = play(case, Bought(_best(case)))
        else:
            case = play(case, Judged(case.verdict, Confidence.SURE))
    return case


def _best(case: Case) -> str:
    def mark(name: str) -> float:
        found = buying(buy(case, name))
        return found.share if found else 0.0

    owned = {offer.source.id for offer in case.bought}
    names = [offer.source.id for offer in case.offers if offer.source.id not in owned]
    return max(names, key=mark)
