"""A reader returns for every file, and reports only problems that can be shown."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck.data_file import read_data
from explainer.deck.evidence_file import read_claims, read_sources, read_terms
from explainer.deck.manifest_file import read_manifest
from explainer.deck.position import located
from explainer.deck.question_file import read_questions
from explainer.deck.text_file import clean
from explainer.problems import Problems
from explainer.render.problem import concise, full

from .fixture import triples
from .toml_text import document

Reader = Callable[[Path, str, Problems], object]
READERS: dict[str, Reader] = {
    "manifest": read_manifest,
    "sources": read_sources,
    "claims": read_claims,
    "terms": read_terms,
    "tables": read_data,
    "timelines": read_data,
    "questions": read_questions,
}
FILE = "fuzzed-file.toml"

ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(2**80)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["id", "a", "2025", "2025-02-30", "single", "(a+)+", "[[a|b]]", "x" * 300])
    | st.dates()
    | st.datetimes()
    | st.times()
)
NESTED = st.recursive(
    ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "value", "left", "?"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def without_none(value: Any) -> Any:
    """Remove values that TOML does not have from generated data."""
    if isinstance(value, dict):
        return {key: without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_none(item) for item in value if item is not None]
    if isinstance(value, datetime.datetime | datetime.time):
        return value.replace(microsecond=0)
    return value


def checked(root: Path, name: str, text: str) -> None:
    """Read a text, and draw every problem that is reported."""
    (root / FILE).write_text(text, encoding="utf-8")
    problems = Problems()

    result = READERS[name](root, FILE, problems)

    kept = msgspec.msgpack.encode(result)
    if not isinstance(result, dict | None):
        assert msgspec.msgpack.decode(kept, type=type(result)) == result
    for problem in located(problems, root):
        assert clean(concise(problem)).split("\n") == [concise(problem)]
        assert problem.span.line is None or full(problem, text).plain
        # Only a key that is missing from the whole file has no place.
        assert problem.span.line is not None or problem.code in {
            "missing-key",
            "format-version",
            "toml-syntax",
        }


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_value_of_a_good_file_may_be_anything(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    table = copy.deepcopy(tomli.loads(triples(name)[0][1]))
    for _ in range(data.draw(st.integers(1, 3))):
        target: Any = table
        while True:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(target[key], dict | list) and data.draw(st.booleans()):
                target = target[key]
                continue
            target[key] = data.draw(NESTED)
            if data.draw(st.booleans()) and isinstance(target, dict):
                target[data.draw(st.text(max_size=5))] = target.pop(key)
            break

    checked(tmp_path, name, document(without_none(table)))


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("ab1.-_= \n\t\"'[]{},#\\é\u202e\x1b"), max_size=60))
def test_any_text_is_read_or_reported(tmp_path: Path, name: str, text: str) -> None:
    checked(tmp_path, name, text)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("ab19.-_, \n\t\"'eE+;é\u202e\x1b"), max_size=60))
def test_any_csv_is_read_or_reported(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    problems = Problems()

    table = read_data(tmp_path, "t.csv", problems)

    assert table is not None or len(problems)
