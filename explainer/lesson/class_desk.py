"""The evidence desk in class: a vote on a claim's verdict, pages bought, and a second vote.

A claim has a case for a class if its verdict as the record stands now can be reached from the pages
on offer (see `explainer.quiz.docket`). The pages are bought between the two rounds.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from explainer.deck.model import Deck, Source
from explainer.deck.question import Choice, Question, QuestionType
from explainer.problems import Span
from explainer.quiz.desk import TOKENS, Bought, Case, Kind, buys
from explainer.quiz.desk_page import VERDICT_WORDS, bought_lines
from explainer.quiz.docket import Docket
from explainer.render.line import Line, TextRun

_SEED = 0
"""Seed of every case: a class plays the cases of now, which no seed changes."""


class ClassCase(msgspec.Struct, frozen=True):
    """A claim that the class judges."""

    claim: str
    """Id of the claim."""
    bought: tuple[str, ...] = ()
    """Ids of the sources that were bought, in order."""

    @property
    def tokens(self) -> int:
        """Number of pages that can still be bought."""
        return TOKENS - len(self.bought)


def class_cases(deck: Deck, claims: Iterable[str]) -> list[str]:
    """Return those of some claims that have a case for a class."""
    docket = Docket(deck)
    return [id for id in claims if _case(docket, deck, id) is not None]


def _case(docket: Docket, deck: Deck, claim: str) -> Case | None:
    """Return the case of a claim as the record stands now; None if it has no fair one."""
    found = docket.case(deck.claims[claim], _SEED) if claim in deck.claims else None
    is_now = found is not None and found.then is None and found.kind is Kind.FACT
    return found if is_now else None


def case_question(case: ClassCase, id: str, deck: Deck) -> Question | None:
    """Return the question of a case; None if the deck has lost its claim."""
    claim = deck.claims.get(case.claim)
    if claim is None:
        return None
    nowhere = Span("")
    choices = tuple(
        Choice(f"{verdict.value}: {words}", nowhere, verdict is claim.verdict, fixed=True)
        for verdict, words in VERDICT_WORDS.items()
    )
    prompt = f"“{claim.text}” What does the record say?"
    return Question(
        id, QuestionType.SINGLE, prompt, nowhere, choices=choices, explain=claim.correction
    )


def offers_left(case: ClassCase, deck: Deck) -> list[Source]:
    """Return the pages on offer that were not bought; none once the tokens are spent."""
    found = _case(Docket(deck), deck, case.claim)
    if found is None or case.tokens <= 0:
        return []
    return [offer.source for offer in found.offers if offer.source.id not in case.bought]


def evidence_lines(case: ClassCase, deck: Deck, width: int) -> list[Line]:
    """Return the pages that were bought, each with what it says and its worth."""
    found = _case(Docket(deck), deck, case.claim) if case.bought else None
    if found is None:
        return []
    known = {offer.source.id for offer in found.offers}
    moves = tuple(Bought(id) for id in case.bought if id in known)
    lines: list[Line] = [[], [TextRun("Evidence", "muted strong")]]
    for buy in buys(msgspec.structs.replace(found, moves=moves)):
        lines.extend(bought_lines(buy, width))
    return lines


def bought(case: ClassCase, source: str) -> ClassCase:
    """Return the case with one more page, unless its tokens are spent or it has the page."""
    if case.tokens <= 0 or source in case.bought:
        return case
    return msgspec.structs.replace(case, bought=(*case.bought, source))
