"""Reads the files of a deck's evidence: `sources.toml`, `claims.toml` and `glossary.toml`."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.fields import Fields, keep, read_entries
from explainer.deck.model import Claim, EarlierVerdict, Source, SourceGrade, Term, Verdict
from explainer.problems import Code, Problems

VERDICTS = {verdict.value: verdict for verdict in Verdict}
"""Verdicts by the word written in a file."""
_GRADES = {grade.value: grade for grade in SourceGrade}
_SCHEMES = ("https://", "http://")


def read_sources(root: Path, relative: str, problems: Problems) -> dict[str, Source]:
    """Read every `[[source]]` that has an id, by id in the order of the file."""
    sources: dict[str, Source] = {}
    for entry in read_entries(root, relative, "source", problems):
        id = entry.required_id()
        title = entry.required_text("title")
        publisher = entry.text("publisher")
        date = entry.date("date")
        url = entry.text("url")
        grade = entry.one_of("grade", _GRADES)
        restates = entry.text("restates")
        note = entry.text("note")
        entry.finish()
        if url and (not url.startswith(_SCHEMES) or any(c.isspace() for c in url)):
            message = f"'url' of {entry.name} is not a web address."
            help = "Write it in full, beginning with https://."
            problems.add(Code.WRONG_VALUE, entry.span("url"), message, help)
            url = ""
        if id:
            # Text cites a source by its id, so it is kept even without a title.
            title = title or id
            span = entry.span()
            source = Source(id, title, span, publisher, date, url, grade, restates, note)
            keep(sources, source, "source", problems)
    return sources


def read_claims(root: Path, relative: str, problems: Problems) -> dict[str, Claim]:
    """Read every `[[claim]]` that has an id and a text, by id in the order of the file."""
    claims: dict[str, Claim] = {}
    for entry in read_entries(root, relative, "claim", problems):
        id = entry.required_id()
        text = entry.required_text("text")
        verdict = _verdict(entry)
        said_by = entry.strings("said_by")
        said_on = entry.date("said_on")
        correction = entry.text("correction")
        sources = entry.strings("sources")
        as_of = entry.date("as_of")
        note = entry.text("note")
        earlier = _earlier(entry)
        entry.finish()
        if id and text:
            claim = Claim(
                id=id,
                text=text,
                # A verdict that cannot be read must not look like one that was given.
                verdict=verdict or Verdict.UNVERIFIED,
                span=entry.span(),
                said_by=said_by,
                said_on=said_on,
                correction=correction,
                sources=sources,
                as_of=as_of,
                note=note,
                earlier=earlier,
            )
            keep(claims, claim, "claim", problems)
    return claims


def _verdict(entry: Fields) -> Verdict | None:
    """Read the verdict, which is required."""
    if not entry.has("verdict"):
        entry.missing("verdict", f"It is one of {', '.join(VERDICTS)}.")
    return entry.one_of("verdict", VERDICTS)


def _earlier(entry: Fields) -> tuple[EarlierVerdict, ...]:
    """Read the earlier verdicts on a claim, oldest first."""
    found: list[EarlierVerdict] = []
    for earlier in entry.tables("earlier"):
        if not earlier.has("until"):
            earlier.missing("until")
        until = earlier.date("until")
        verdict = _verdict(earlier)
        why = earlier.required_text("why")
        sources = earlier.strings("sources")
        earlier.finish()
        if until and verdict and why:
            found.append(EarlierVerdict(until, verdict, why, earlier.span(), sources))
    return tuple(sorted(found, key=lambda verdict: verdict.until.last))


def read_terms(root: Path, relative: str, problems: Problems) -> dict[str, Term]:
    """Read every `[[term]]` that is complete, by id in the order of the file."""
    terms: dict[str, Term] = {}
    for entry in read_entries(root, relative, "term", problems):
        id = entry.required_id()
        term = entry.required_text("term")
        definition = entry.required_text("definition")
        aliases = entry.strings("aliases")
        sources = entry.strings("sources")
        entry.finish()
        if id and term and definition:
            kept = Term(id, term, definition, entry.span(), aliases, sources)
            keep(terms, kept, "term", problems)
    return terms
