"""Helpers: a deck on disk to import into."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.position import located
from explainer.deck.question import Question
from explainer.deck.question_file import read_questions
from explainer.problems import Problems
from explainer.render.problem import concise


def new_deck(folder: Path) -> Path:
    """An empty deck in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n', encoding="utf-8")
    return folder


def asked_in(root: Path, file: str) -> dict[str, Question]:
    """The questions of a file of the deck, which must have no problems."""
    problems = Problems()
    questions = read_questions(root, file, problems)
    assert [concise(problem) for problem in located(problems, root)] == []
    return questions
