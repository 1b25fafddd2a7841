"""Helpers: write a deck for one test, and return the problems that `check` finds."""

from __future__ import annotations

from pathlib import Path

from explainer.check.deck_check import check_deck
from explainer.problems import Code, Problem

MANIFEST = 'format = 1\nid = "d"\ntitle = "D"\n'

SOURCES = '[[source]]\nid = "n01"\ntitle = "First"\n'
"""One source."""


def checked(root: Path, files: dict[str, str]) -> list[Problem]:
    """Write the files of a deck, with a `deck.toml` if none is given, and check it."""
    for name, text in {"deck.toml": MANIFEST, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check_deck(root)


def places(problems: list[Problem], code: Code) -> list[tuple[str, int | None, int | None]]:
    """File, line and column of each problem with a code."""
    found = (problem for problem in problems if problem.code is code)
    return [(problem.span.file, problem.span.line, problem.span.column) for problem in found]
