"""Finds ids in a deck's TOML files and front matter that refer to nothing.

References in the text of a section are checked where the text is parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from explainer.deck.model import Claim, Deck, SectionEntry, Table, Timeline
from explainer.deck.question import Question, QuestionType
from explainer.deck.route import Route
from explainer.deck.slug import slugged
from explainer.problems import Code, Problem, Problems, Span

_UNREAD = frozenset(
    {
        Code.FILE_UNREADABLE,
        Code.FILE_TOO_LARGE,
        Code.FILE_OUTSIDE_DECK,
        Code.TOML_SYNTAX,
    }
)


def check_references(deck: Deck, problems: Problems) -> None:
    """Report every id in the deck's data that refers to nothing.

    If the file with the ids could not be read, that problem alone is reported.
    """
    unread = [problem.span.file for problem in problems if _is_unread(problem)]
    sources = _Ids("source", Code.UNKNOWN_SOURCE, deck.sources, problems)
    sources.is_trusted = "sources.toml" not in unread
    claims = _Ids("claim", Code.UNKNOWN_CLAIM, deck.claims, problems)
    claims.is_trusted = "claims.toml" not in unread
    questions = _Ids("question", Code.UNKNOWN_QUESTION, deck.questions, problems)
    questions.is_trusted = not any(file.startswith("quiz/") for file in unread)
    sections = _Ids(
        "section", Code.UNKNOWN_SECTION, tuple(entry.id for entry in deck.outline), problems
    )
    sections.is_trusted = not any(file.endswith(".md") for file in unread)

    for claim in deck.claims.values():
        _check_claim(claim, sources)
    for term in deck.terms.values():
        sources.check(term.sources, term.span, "sources")
    for table in deck.tables.values():
        _check_table(table, sources, claims)
    for timeline in deck.timelines.values():
        _check_timeline(timeline, sources, claims)
    tags = {tag for question in deck.questions.values() for tag in question.tags}
    for question in deck.questions.values():
        if question.reverse_of:
            continue  # it is the same entry as its card
        mixed_up = tuple(name for name in question.confuses if name not in tags)
        questions.check(mixed_up, question.span, "confuses")
        if question.section:
            sections.check_one(question.section, question.span, "section")
        sources.check(question.sources, question.span, "sources")
        claims.check(question.claims, question.span, "claims")
    for route in deck.routes:
        for named in route.entries:
            sections.check_one(named.section, route.span, "sections", named.place)
        questions.check(route.questions, route.span, "questions")
        _check_asked(route, deck, problems)
    if deck.colours:
        _check_colours(deck, unread, problems)
    for entry in deck.outline:
        # Keys of a Markdown file are those of its front matter.
        questions.check(entry.bets, Span(entry.span.file), "bets")


def without_card_bets(
    outline: tuple[SectionEntry, ...], questions: Mapping[str, Question], problems: Problems
) -> tuple[SectionEntry, ...]:
    """Return the outline without bets on cards, and report them: a card cannot be bet on."""
    return tuple(_without_card_bets(entry, questions, problems) for entry in outline)


def _without_card_bets(
    entry: SectionEntry, questions: Mapping[str, Question], problems: Problems
) -> SectionEntry:
    kept = []
    for number, name in enumerate(entry.bets):
        question = questions.get(name)
        if question is None or question.type is not QuestionType.CARD:
            kept.append(name)
            continue
        problems.add(
            Code.CARD_BET,
            Span(entry.span.file, keys=("bets", number)),
            f"The question '{name}' is a card, and nobody can bet on a card.",
            "Take it out, or name a question with choices.",
        )
    return entry if len(kept) == len(entry.bets) else replace(entry, bets=tuple(kept))


def _is_unread(problem: Problem) -> bool:
    """True if a problem kept a whole file from being read, as a date that is not TOML does."""
    return problem.code in _UNREAD or (problem.code is Code.BAD_DATE and not problem.span.keys)


def _check_asked(route: Route, deck: Deck, problems: Problems) -> None:
    """Report open questions among those that a route asks."""
    for number, name in enumerate(route.questions):
        question = deck.questions.get(name)
        if question is not None and question.open:
            span = Span(route.span.file, keys=(*route.span.keys, "questions", number))
            problems.add(
                Code.OPEN_ASKED,
                span,
                f"The question '{name}' is open, and no run asks what nobody knows.",
                "Take it out; name it in bets of a section, or show it with '{question}'.",
            )


def _check_colours(deck: Deck, unread: list[str], problems: Problems) -> None:
    """Report colours of actors that no table and no timeline has."""
    actors = _Ids("row, series or lane", Code.UNKNOWN_ACTOR, tuple(_actors(deck)), problems)
    actors.is_trusted = not any(file.startswith("data/") for file in unread)
    for actor, colour in deck.colours.items():
        actors.check_at(actor, colour.span)


def _actors(deck: Deck) -> dict[str, None]:
    """Return the ids of rows and columns, and those made of lanes and of texts of tables."""
    texts: dict[str, None] = {}
    actors: dict[str, None] = {}
    for table in deck.tables.values():
        actors.update(dict.fromkeys(column.id for column in table.columns))
        actors.update(dict.fromkeys(row.id for row in table.rows if row.id))
        for row in table.rows:
            texts.update((cell.value, None) for cell in row.cells if isinstance(cell.value, str))
    for timeline in deck.timelines.values():
        texts.update((event.lane, None) for event in timeline.events if event.lane)
    actors.update(dict.fromkeys(slug for text in texts if (slug := slugged(text))))
    return actors


def _check_claim(claim: Claim, sources: _Ids) -> None:
    """Check the ids that a claim and its earlier verdicts name."""
    sources.check(claim.said_by, claim.span, "said_by")
    sources.check(claim.sources, claim.span, "sources")
    for earlier in claim.earlier:
        sources.check(earlier.sources, earlier.span, "sources")


def _check_timeline(timeline: Timeline, sources: _Ids, claims: _Ids) -> None:
    """Check the ids that a timeline and its events name."""
    sources.check(timeline.sources, timeline.span, "sources")
    for event in timeline.events:
        sources.check(event.sources, event.span, "sources")
        claims.check(event.claims, event.span, "claims")


def _check_table(table: Table, sources: _Ids, claims: _Ids) -> None:
    """Check the ids that a table and its cells name."""
    sources.check(table.sources, table.span, "sources")
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell.sources or cell.claims:
                span = table.cell_span(row, column)
                sources.check(cell.sources, span, "sources")
                claims.check(cell.claims, span, "claims")


class _Ids:
    """The known ids of one kind."""

    def __init__(self, kind: str, code: Code, known: Collection[str], problems: Problems) -> None:
        self.is_trusted = True
        """True if all ids could be read, so that an unknown id refers to nothing."""
        self._kind = kind
        self._code = code
        self._known = frozenset(known)
        self._words = tuple(known)
        self._problems = problems

    def check(self, ids: Iterable[str], owner: Span, key: str) -> None:
        """Report each id of a list that refers to nothing."""
        for number, id in enumerate(ids):
            if id not in self._known:
                self.check_one(id, owner, key, number)

    def check_one(self, id: str, owner: Span, *keys: str | int) -> None:
        """Report an id that refers to nothing; `keys` lead to it from its owner."""
        if id in self._known or not self.is_trusted:
            return
        has_keys = owner.line is None  # front matter and CSV know their lines, but not keys
        self.check_at(id, Span(owner.file, keys=(*owner.keys, *keys)) if has_keys else owner)

    def check_at(self, id: str, span: Span) -> None:
        """Report an id that refers to nothing, at its place."""
        if id in self._known or not self.is_trusted:
            return
        shown = " ".join(id[:60].split())
        message = f"There is no {self._kind} '{shown}'."
        self._problems.add(self._code, span, message, self._problems.suggest(id, self._words))
