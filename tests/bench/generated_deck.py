"""Writes a large deck of the kind that people write: text, citations, claims, tables, questions.

It is the same for the same size, so that runs can be compared.
"""

from __future__ import annotations

import random
from pathlib import Path

QUESTIONS_A_SECTION = 10

_WORDS = [
    "the",
    "deal",
    "report",
    "model",
    "market",
    "share",
    "price",
    "phone",
    "maker",
    "region",
    "rule",
    "filing",
    "agency",
    "server",
    "data",
    "user",
    "question",
    "answer",
    "chip",
    "export",
    "licence",
    "quarter",
    "growth",
    "partner",
    "account",
    "source",
    "figure",
    "claim",
    "record",
    "study",
    "test",
    "score",
    "vote",
    "judge",
    "version",
    "release",
    "month",
    "year",
    "company",
    "service",
    "cloud",
    "network",
    "and",
    "of",
    "in",
    "for",
    "with",
    "by",
    "after",
    "before",
    "under",
    "between",
    "because",
    "although",
    "which",
    "that",
    "this",
    "these",
    "shows",
    "says",
    "reports",
    "rises",
    "falls",
    "holds",
    "keeps",
    "moves",
    "counts",
    "names",
    "gives",
    "takes",
    "leaves",
    "needs",
]

_VERDICTS = ("supported", "partly", "contradicted", "unverified", "opinion", "forecast")

SOURCES = 400
CLAIMS = 1200
TERMS = 150


def write_deck(folder: Path, sections: int) -> Path:
    """Write a deck of so many sections, each with a Markdown file, a quiz file, and its share of
    tables; sources, claims and terms are shared by all."""
    random_words = random.Random(sections)
    for name in ("data", "quiz"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    writer = _Writer(folder, random_words)
    writer.manifest(sections)
    writer.sources()
    writer.claims()
    writer.terms()
    tables = max(1, sections // 10)
    for number in range(tables):
        writer.table(number)
    for number in range(sections):
        writer.section(number, tables)
        writer.quiz(number)
    return folder


class _Writer:
    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._random = chance

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8")

    def _sentence(self, count: int) -> str:
        words = self._random.choices(_WORDS, k=count)
        return " ".join(words).capitalize() + "."

    def _phrase(self, count: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=count))

    def manifest(self, sections: int) -> None:
        self._write(
            "deck.toml",
            f'format = 1\nid = "generated-{sections}"\ntitle = "A generated deck"\n'
            'summary = "Made to be measured."\nminutes = 60\n',
        )

    def sources(self) -> None:
        self._write(
            "sources.toml",
            "".join(
                f'[[source]]\nid = "s{n}"\ntitle = "{self._phrase(7)}"\n'
                f'publisher = "{self._phrase(2)}"\ndate = "2025-{n % 12 + 1:02}-{n % 28 + 1:02}"\n'
                f'url = "https://example.org/{n}/{self._phrase(1)}"\ngrade = "{"ABCD"[n % 4]}"\n\n'
                for n in range(SOURCES)
            ),
        )

    def claims(self) -> None:
        self._write(
            "claims.toml",
            "".join(
                f'[[claim]]\nid = "c{n}"\ntext = "{self._sentence(10)}"\n'
                f'verdict = "{_VERDICTS[n % 6]}"\nsaid_by = ["s{n % SOURCES}"]\n'
                f'correction = "{self._sentence(14)}"\n'
                f'sources = ["s{(n * 7) % SOURCES}", "s{(n * 11 + 1) % SOURCES}"]\n\n'
                for n in range(CLAIMS)
            ),
        )

    def terms(self) -> None:
        self._write(
            "glossary.toml",
            "".join(
                f'[[term]]\nid = "t{n}"\nterm = "Term{n}"\ndefinition = "{self._sentence(14)}"\n'
                f'sources = ["s{n % SOURCES}"]\n\n'
                for n in range(TERMS)
            ),
        )

    def table(self, number: int) -> None:
        head = (
            f'title = "{self._phrase(4)}"\nsources = ["s{number % SOURCES}"]\n\n'
            '[[column]]\nid = "name"\ntitle = "Name"\n\n'
            '[[column]]\nid = "share"\ntitle = "Share"\nkind = "percent"\nbetter = "high"\n\n'
            '[[column]]\nid = "price"\ntitle = "Price"\nkind = "money"\nunit = "USD"\n\n'
        )
        rows = "".join(
            f'[[row]]\nid = "r{row}"\nname = "{self._phrase(2)}"\n'
            f'share = {{ value = {self._random.randint(1, 999) / 10}, sources = ["s{row}"] }}\n'
            f"price = {self._random.randint(10, 9999) / 100}\n\n"
            for row in range(8)
        )
        self._write(f"data/table-{number}.toml", head + rows)

    def section(self, number: int, tables: int) -> None:
        chance = self._random

        def source() -> str:
            return f"[^s{chance.randrange(SOURCES)}]"

        claims = [f"c{chance.randrange(CLAIMS)}" for _ in range(4)]
        term = chance.randrange(TERMS)
        text = (
            f'+++\ntitle = "Section {number}: {self._phrase(3)}"\n'
            f'summary = "{self._sentence(14)}"\nminutes = 4\ntags = ["t{number % 9}"]\n+++\n\n'
            f"# {self._phrase(5)}\n\n"
            f"{self._sentence(16)} The report says [{self._phrase(5)}]{{claim={claims[0]}}} and "
            f'[{self._phrase(3)}]{{claim="{claims[1]} {claims[2]}"}}{source()}{source()}. '
            f"A [{self._phrase(1)}]{{term=t{term}}} is *{self._phrase(4)}*.\n\n"
            f"## {self._phrase(4)}\n\n"
            f"- **{self._phrase(2)}**: {self._sentence(9)}\n- {self._sentence(10)}{source()}\n"
            f"  - {self._sentence(6)}\n  - {self._sentence(6)}\n<!-- pause -->\n"
            f"- [{self._phrase(3)}]{{claim={claims[3]}}}\n\n"
            f"> [!NOTE]\n> {self._sentence(14)}\n\n"
            f"| {self._phrase(1)} | {self._phrase(1)} | {self._phrase(1)} |\n|:--|--:|:-:|\n"
            + "".join(
                f"| {self._phrase(2)} | {chance.randint(1, 99)} %{source()} "
                f"| `{self._phrase(1)}` |\n"
                for _ in range(3)
            )
            + f"\n---\n\n## {self._phrase(3)}\n\n"
            f'```{{table}} table-{number % tables}\nsort = "-share"\n```\n\n'
            f"{self._sentence(18)}{source()} See [{self._phrase(2)}](https://example.org/{number}).\n"
        )
        self._write(f"{number:04}-section-{number}.md", text)

    def quiz(self, number: int) -> None:
        questions = [
            self._question(number, number * QUESTIONS_A_SECTION + index)
            for index in range(QUESTIONS_A_SECTION)
        ]
        self._write(f"quiz/section-{number}.toml", "\n".join(questions))

    def _question(self, section: int, number: int) -> str:
        chance = self._random
        kinds = ("single", "single", "single", "multiple", "true-false", "numeric", "short")
        kind = (*kinds, "match", "order", "cloze")[number % 10]
        head = (
            f'[[question]]\nid = "q{number}"\ntype = "{kind}"\nprompt = "{self._phrase(12)}?"\n'
            f'section = "section-{section}"\ntags = ["t{number % 9}", "u{number % 7}"]\n'
            f'explain = "{self._sentence(14)}"\nsources = ["s{number % SOURCES}"]\n'
            f'claims = ["c{number % CLAIMS}"]\n'
        )
        if kind in ("single", "multiple"):
            right = {chance.randrange(4)} if kind == "single" else {0, 2}
            choices = "".join(
                f'  {{ text = "{self._phrase(4)} {index}", '
                f'{"correct = true, " if index in right else ""}why = "{self._sentence(9)}" }},\n'
                for index in range(4)
            )
            return f"{head}choices = [\n{choices}]\n"
        if kind == "true-false":
            return f"{head}answer = {str(number % 2 == 0).lower()}\n"
        if kind == "numeric":
            return f'{head}answer = {chance.randint(1, 99)}\ntolerance = 0.5\nunit = "%"\n'
        if kind == "short":
            return f'{head}accept = ["{self._phrase(1)} {number}", "{self._phrase(2)}"]\n'
        if kind == "match":
            pairs = ", ".join(
                f'["{self._phrase(1)} {i}", "{self._phrase(4)} {i}"]' for i in range(3)
            )
            return f'{head}pairs = [{pairs}]\ndistractors = ["{self._phrase(5)}"]\n'
        if kind == "order":
            items = ", ".join(f'"{self._phrase(5)} {i}"' for i in range(4))
            return f"{head}items = [{items}]\n"
        gap = f"[[{self._phrase(1)}|{self._phrase(2)}]]"
        return f'{head}text = "{self._phrase(4)} {gap} {self._phrase(3)}"\n'
