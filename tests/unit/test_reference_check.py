"""Every id that refers to nothing is reported at its place; an unread file is one problem."""

from __future__ import annotations

from explainer.deck.model import (
    Cell,
    Claim,
    Column,
    Deck,
    EarlierVerdict,
    Event,
    Row,
    SectionEntry,
    Source,
    Table,
    Term,
    Timeline,
    Verdict,
)
from explainer.deck.partial_date import PartialDate
from explainer.deck.question import Question, QuestionType
from explainer.deck.reference_check import check_references
from explainer.deck.route import Route, RouteEntry
from explainer.problems import Code, Problems, Span


def at(file: str, *keys: str | int) -> Span:
    return Span(file, keys=keys)


def deck(wrong: str) -> Deck:
    """A deck in which every reference is `wrong`."""
    ids = (wrong,)
    year = PartialDate(2025)
    earlier = EarlierVerdict(
        year, Verdict.PARTLY, "W", at("claims.toml", "claim", 0, "earlier", 0), ids
    )
    claim = Claim(
        "right",
        "T",
        Verdict.PARTLY,
        at("claims.toml", "claim", 0),
        said_by=ids,
        sources=ids,
        earlier=(earlier,),
    )
    column = Column("score", "Score", at("data/t.toml", "column", 0))
    row = Row((Cell(1.0, sources=ids, claims=ids),), at("data/t.toml", "row", 0))
    line = Row((Cell(1.0, sources=ids),), Span("data/t.csv", 7))
    event = Event(year, "E", at("data/s.toml", "event", 0), sources=ids, claims=ids)
    question = Question(
        "right",
        QuestionType.TRUE_FALSE,
        "P",
        at("quiz/q.toml", "question", 0),
        section=wrong,
        sources=ids,
        claims=ids,
        answer=True,
    )
    entries = tuple(RouteEntry(id, place) for place, id in enumerate(ids))
    return Deck(
        "d",
        "D",
        (SectionEntry("right", "S", Span("a.md", 1, 1), bets=ids),),
        Span("deck.toml"),
        routes=(Route("r", "R", at("deck.toml", "route", 0), 0, ids, ids, entries),),
        sources={"right": Source("right", "S", at("sources.toml", "source", 0))},
        claims={"right": claim},
        terms={"t": Term("t", "T", "D", at("glossary.toml", "term", 0), sources=ids)},
        tables={"t": Table("t", "T", (column,), (row, line), Span("data/t.toml"), sources=ids)},
        timelines={"s": Timeline("s", "S", (event,), Span("data/s.toml"), sources=ids)},
        questions={"right": question},
    )


def test_a_deck_whose_references_all_lead_somewhere_has_no_problems() -> None:
    problems = Problems()
    check_references(deck("right"), problems)

    assert not len(problems)


def test_every_reference_that_leads_nowhere_is_reported_at_its_place() -> None:
    problems = Problems()
    check_references(deck("rigth"), problems)

    assert [(problem.code, problem.span) for problem in problems] == [
        (Code.UNKNOWN_SOURCE, at("claims.toml", "claim", 0, "said_by", 0)),
        (Code.UNKNOWN_SOURCE, at("claims.toml", "claim", 0, "sources", 0)),
        (Code.UNKNOWN_SOURCE, at("claims.toml", "claim", 0, "earlier", 0, "sources", 0)),
        (Code.UNKNOWN_SOURCE, at("glossary.toml", "term", 0, "sources", 0)),
        (Code.UNKNOWN_SOURCE, at("data/t.toml", "sources", 0)),
        (Code.UNKNOWN_SOURCE, at("data/t.toml", "row", 0, "score", "sources", 0)),
        (Code.UNKNOWN_CLAIM, at("data/t.toml", "row", 0, "score", "claims", 0)),
        (Code.UNKNOWN_SOURCE, Span("data/t.csv", 7)),
        (Code.UNKNOWN_SOURCE, at("data/s.toml", "sources", 0)),
        (Code.UNKNOWN_SOURCE, at("data/s.toml", "event", 0, "sources", 0)),
        (Code.UNKNOWN_CLAIM, at("data/s.toml", "event", 0, "claims", 0)),
        (Code.UNKNOWN_SECTION, at("quiz/q.toml", "question", 0, "section")),
        (Code.UNKNOWN_SOURCE, at("quiz/q.toml", "question", 0, "sources", 0)),
        (Code.UNKNOWN_CLAIM, at("quiz/q.toml", "question", 0, "claims", 0)),
        (Code.UNKNOWN_SECTION, at("deck.toml", "route", 0, "sections", 0)),
        (Code.UNKNOWN_QUESTION, at("deck.toml", "route", 0, "questions", 0)),
        (Code.UNKNOWN_QUESTION, at("a.md", "bets", 0)),
    ]
    assert {problem.help for problem in problems} == {"Did you mean 'right'?"}


def test_what_may_stand_in_an_unread_file_is_not_reported() -> None:
    problems = Problems()
    problems.add(Code.TOML_SYNTAX, Span("sources.toml", 1, 1), "Broken.")
    problems.add(Code.FILE_TOO_LARGE, Span("quiz/q.toml"), "Large.")
    check_references(deck("rigth"), problems)

    codes = {problem.code for problem in problems}
    assert Code.UNKNOWN_SOURCE not in codes
    assert Code.UNKNOWN_QUESTION not in codes
    assert Code.UNKNOWN_CLAIM in codes


def test_suggestions_stop_before_they_take_long() -> None:
    problems = Problems()
    known = tuple(f"source-{number}" for number in range(20_000))
    for number in range(5000):
        problems.suggest(f"sorce-{number}", known)

    assert problems.suggest("sorce-1", known)
    assert not problems.suggest("sorce-4999", known)
