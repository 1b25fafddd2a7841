"""The problems that the readers of TOML and CSV files report, with their places, from fixtures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.deck.data_file import read_data
from explainer.deck.evidence_file import read_claims, read_sources, read_terms
from explainer.deck.manifest_file import read_manifest
from explainer.deck.position import located
from explainer.deck.question_file import read_questions
from explainer.problems import Problems
from explainer.render.problem import concise

from .fixture import triples

Reader = Callable[[Path, str, Problems], object]

READERS: dict[str, tuple[Reader, str]] = {
    "manifest": (read_manifest, "deck.toml"),
    "sources": (read_sources, "sources.toml"),
    "claims": (read_claims, "claims.toml"),
    "terms": (read_terms, "glossary.toml"),
    "tables": (read_data, "data/t.toml"),
    "timelines": (read_data, "data/story.toml"),
    "csv": (read_data, "data/t.csv"),
    "questions": (read_questions, "quiz/q.toml"),
}

CASES = [
    pytest.param(name, text, expected, id=f"{name}: {title}")
    for name in READERS
    for title, text, expected in triples(name)
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_a_file_has_exactly_these_problems(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    reader, file = READERS[name]
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems = Problems()

    reader(tmp_path, file, problems)

    assert "\n".join(concise(problem) for problem in located(problems, tmp_path)) == expected
