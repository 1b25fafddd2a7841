"""Reads `glossary.toml`: the terms that a deck explains."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.fields import keep, read_fields
from explainer.deck.model import Term
from explainer.problems import Problems


def read_terms(root: Path, relative: str, problems: Problems) -> dict[str, Term]:
    """Read every `[[term]]` that is complete, by id in the order of the file."""
    terms: dict[str, Term] = {}
    fields = read_fields(root, relative, problems)
    if fields is None:
        return terms
    for entry in fields.tables("term"):
        id = entry.required_id()
        term = entry.required_text("term")
        definition = entry.required_text("definition")
        aliases = entry.strings("aliases")
        sources = entry.strings("sources")
        entry.finish()
        if id and term and definition:
            kept = Term(id, term, definition, entry.span(), aliases, sources)
            keep(terms, kept, "term", problems)
    fields.finish()
    return terms
