"""JSON Schemas: valid themselves, true of every deck, and with the keys that the readers know."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from click.testing import CliRunner

from explainer.cli import cli
from explainer.deck.fields import Fields
from explainer.deck.library import bundled_decks
from explainer.deck.loader import open_deck
from explainer.deck.markdown.front_matter import split_front_matter
from explainer.deck.schema import SCHEMAS, schema
from explainer.problems import Problems

NAMES = {"deck.toml": "deck", "sources.toml": "sources", "claims.toml": "claims"}
NAMES |= {"glossary.toml": "glossary"}


def toml_files(root: Path) -> list[tuple[str, str, str]]:
    """Every TOML text of a deck: its file, the name of its schema, and the text."""
    found = []
    for path in sorted(root.rglob("*.toml")):
        relative = path.relative_to(root).as_posix()
        folder = {"data": "data", "quiz": "quiz"}.get(relative.partition("/")[0], "")
        found.append((relative, folder or NAMES[relative], path.read_text(encoding="utf-8")))
    for path in sorted(root.glob("*.md")):
        front = split_front_matter(path.read_text(encoding="utf-8")).front
        if front is not None:
            found.append((path.name, "section", front))
    return found


def parsed(text: str) -> Any:
    """TOML as JSON has it: dates are strings."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, datetime.date) else value

    return plain(tomli.loads(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_describes_every_key(name: str) -> None:
    found = schema(name)

    jsonschema.Draft7Validator.check_schema(found)
    assert undescribed(found) == []


def undescribed(part: Any, place: str = "") -> list[str]:
    """Places of properties without a description."""
    found: list[str] = []
    if isinstance(part, dict):
        for key, value in part.get("properties", {}).items():
            if isinstance(value, dict) and not value.get("description"):
                found += [f"{place}/{key}"] if "const" not in value else []
        for key, value in part.items():
            found += undescribed(value, f"{place}/{key}")
    elif isinstance(part, list):
        for item in part:
            found += undescribed(item, place)
    return found


@pytest.mark.parametrize("root", bundled_decks(), ids=lambda path: path.name)
def test_the_bundled_decks_are_valid(root: Path) -> None:
    files = toml_files(root)

    assert files
    for file, name, text in files:
        errors = list(jsonschema.Draft7Validator(schema(name)).iter_errors(parsed(text)))
        assert [(file, list(error.path), error.message[:200]) for error in errors] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deck", 'format = 1\nid = "a"\ntitle = "A"\ncolor = "x"'),
        ("deck", 'format = 2\nid = "a"\ntitle = "A"'),
        ("deck", 'format = 1\nid = "A b"\ntitle = "A"'),
        ("claims", '[[claim]]\nid = "a"\ntext = "A"\nverdict = "true"'),
        ("sources", '[[source]]\nid = "a"\ntitle = "A"\ndate = "May"'),
        ("data", 'title = "T"\n[[event]]\ntitle = "no date"'),
        ("data", 'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\nkind = "numbers"'),
        ("data", 'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n[[row]]\na = {valu = 1}'),
        ("quiz", '[[question]]\nid = "a"\ntype = "single"\nprompt = "?"\npairs = []'),
        ("quiz", '[[question]]\nid = "a"\ntype = "order"\nprompt = "?"'),
    ],
)
def test_what_the_readers_report_is_not_valid(name: str, text: str) -> None:
    assert list(jsonschema.Draft7Validator(schema(name)).iter_errors(parsed(text)))


WHOLE = {
    "deck.toml": """
format = 1
id = "whole"
title = "Whole"
[colours]
a = "orange"
[[route]]
id = "r"
title = "R"
sections = ["one"]
""",
    "01-one.md": '+++\ntitle = "One"\n+++\n\ntext\n',
    "sources.toml": '[[source]]\nid = "s"\ntitle = "S"\n',
    "claims.toml": """
[[claim]]
id = "c"
text = "C"
verdict = "partly"
[[claim.earlier]]
until = "2025"
verdict = "supported"
why = "W"
""",
    "glossary.toml": '[[term]]\nid = "t"\nterm = "T"\ndefinition = "D"\n',
    "data/line.toml": 'title = "L"\n[[event]]\ndate = "2025"\ntitle = "E"\n',
    "data/table.toml": """
title = "T"
[[column]]
id = "a"
title = "A"
kind = "number"
[[row]]
a = { value = 1, low = 0, high = 2 }
""",
    "quiz/all.toml": """
[[question]]
id = "q-single"
type = "single"
prompt = "?"
hints = [{ text = "h" }]
choices = [{ text = "a", correct = true }, { text = "b" }]
[[question]]
id = "q-multiple"
type = "multiple"
prompt = "?"
choices = [{ text = "a", correct = true }, { text = "b" }]
[[question]]
id = "q-true"
type = "true-false"
prompt = "?"
answer = true
why_wrong = [{ match = "false", why = "w" }]
[[question]]
id = "q-number"
type = "numeric"
prompt = "?"
answer = 1
[[question]]
id = "q-short"
type = "short"
prompt = "?"
accept = ["a"]
[[question]]
id = "q-match"
type = "match"
prompt = "?"
pairs = [{ left = "a", right = "b" }, { left = "c", right = "d" }]
[[question]]
id = "q-order"
type = "order"
prompt = "?"
items = ["a", "b"]
[[question]]
id = "q-cloze"
type = "cloze"
prompt = "?"
text = "[[a]]"
[[question]]
id = "q-card"
type = "card"
front = "a"
back = "b"
""",
}


def test_the_schemas_have_the_keys_that_the_readers_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file, text in WHOLE.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    asked: dict[str, set[str]] = defaultdict(set)
    finish = Fields.finish

    def recording(self: Fields, elsewhere: dict[str, str] | None = None) -> None:
        names = [key for key in self.keys if isinstance(key, str)]
        asked["/".join([self.file, *names])].update(self._known)
        finish(self, elsewhere)

    monkeypatch.setattr(Fields, "finish", recording)
    open_deck(tmp_path, Problems()).sections()

    assert asked == {
        place: set(properties(*place.split("/")))
        for place in asked
        if properties(*place.split("/")) is not None
    }
    assert len(asked) == 21


def properties(*place: str) -> list[str]:
    """The keys that a schema names at a place of a deck: a file, and keys of tables below it."""
    names = list(place)
    file = names.pop(0)
    if file in ("data", "quiz"):
        name, file = file, names.pop(0)
    else:
        name = "section" if file.endswith(".md") else NAMES[file]
    part: Any = schema(name)
    if name == "data":
        part = part["then" if "event" in names or file == "line.toml" else "else"]
    for key in names:
        part = part["properties"].get(key) or part["additionalProperties"]["anyOf"][1]
        while "items" in part or "anyOf" in part:
            part = part["items"] if "items" in part else part["anyOf"][0]
    return list(part["properties"])


def test_the_command_lists_and_prints_them() -> None:
    run = CliRunner().invoke

    assert run(cli, ["schema"]).output.split()[:2] == ["deck", "deck.toml"]
    assert json.loads(run(cli, ["schema", "quiz"]).output) == schema("quiz")
    assert json.loads(run(cli, ["schema", "sources.toml"]).output) == schema("sources")
