"""Reads `sources.toml`: the publications that a deck cites."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.fields import keep, read_fields
from explainer.deck.model import Source, SourceGrade
from explainer.problems import Code, Problems

_GRADES = {grade.value: grade for grade in SourceGrade}
_SCHEMES = ("https://", "http://")


def read_sources(root: Path, relative: str, problems: Problems) -> dict[str, Source]:
    """Read every `[[source]]` that has an id, by id in the order of the file."""
    sources: dict[str, Source] = {}
    fields = read_fields(root, relative, problems)
    if fields is None:
        return sources
    for entry in fields.tables("source"):
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
            # Cited by id all over the deck, it is worth keeping without its title.
            title = title or id
            span = entry.span()
            source = Source(id, title, span, publisher, date, url, grade, restates, note)
            keep(sources, source, "source", problems)
    fields.finish()
    return sources
