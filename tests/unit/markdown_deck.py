"""Helpers: a small deck on disk, and a reader of Markdown as a section of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from explainer.deck.block import Section
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck
from explainer.deck.section_file import SectionReader, read_entry
from explainer.problems import Problem, Problems

FILES = {
    "deck.toml": 'format = 1\nid = "small"\ntitle = "Small"\nsections = ["first", "second"]\n',
    "01-first.md": "# First\n\ntext\n",
    "02-second.md": "# Second\n\ntext\n",
    "sources.toml": """
[[source]]
id = "n01"
title = "First source"
publisher = "Paper"
date = "2025-02-11"
url = "https://example.org/1"
grade = "A"
[[source]]
id = "n02"
title = "Second source"
restates = "n01"
""",
    "claims.toml": """
[[claim]]
id = "c61"
text = "The score was 85.3 %."
verdict = "contradicted"
correction = "It was 83 %."
said_by = ["n01"]
sources = ["n02"]
[[claim]]
id = "c62"
text = "It is the best."
verdict = "opinion"
""",
    "glossary.toml": """
[[term]]
id = "cac"
term = "CAC"
definition = "The regulator."
[[term]]
id = "qw"
term = "通义"
definition = "A model."
""",
    "data/models.toml": """
title = "Models"
note = "As published."
sources = ["n01"]
[[column]]
id = "model"
title = "Model"
[[column]]
id = "score"
title = "Score"
kind = "percent"
[[column]]
id = "says"
title = "Record"
kind = "verdict"
[[row]]
id = "qwen"
model = "Qwen 通义"
score = { value = 85.3, claims = ["c61"] }
says = "partly"
[[row]]
id = "gpt"
model = "GPT"
score = { missing = "not published" }
""",
    "data/story.toml": """
title = "Story"
[[event]]
date = "2025-02-11"
title = "Deal"
lane = "apple"
sources = ["n01"]
claims = ["c61"]
detail = "A partner is named."
[[event]]
date = "2025-06"
until = "2025-09"
title = "Review"
lane = "state"
""",
    "quiz/q.toml": """
[[question]]
id = "q1"
type = "single"
prompt = "Who?"
section = "first"
tags = ["people"]
explain = "Because."
sources = ["n01"]
choices = [
  { text = "A", correct = true, why = "Yes." },
  { text = "B", why = "No." },
]
""",
    "images/map.png": "not really",
}
"""The deck's files by path."""


class SmallDeck(NamedTuple):
    """The deck, open."""

    root: Path
    deck: Deck


def small_deck(root: Path) -> SmallDeck:
    """Write the deck below a folder and open it."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return SmallDeck(root, open_deck(root).deck)


def read_markdown(small: SmallDeck, text: str) -> tuple[Section, list[Problem]]:
    """Read some Markdown as the file `s.md` of the deck."""
    (small.root / "s.md").write_text(text, encoding="utf-8", newline="")
    problems = Problems()
    entry = read_entry(small.root, "s.md", problems)
    assert entry is not None
    section = SectionReader(small.root, small.deck, problems).read(entry)
    return section, list(problems)
