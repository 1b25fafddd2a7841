"""Lines and columns of keys are found, and never wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.position import Locator, locate, located
from explainer.problems import Code, Problems, Span

from .toml_text import quoted, written

DOCUMENT = """\
wrong = 1
"quoted key" = { x = 1, 'y z'.w = [1, { k = "ü", m = 2 }, # a comment ]
  3] }
a.b . "c d" = true

[table.sub]
note = '''
[[row]] is text here
'''

[[claim]]
id = "a"
[[claim.earlier]]
until = 2025-01-01 10:00:00
[[claim.earlier]]
  why = "模型"
[[claim]]
id = "b"
[claim.deep.er]
x = [[], [{}],
]
[[claim.earlier]]
why = \"\"\"
three "" quotes\"\"\"\"\"
choices = [
  { text = "A", correct = true },
  {
    text = "B",
    wy = 'x',
  },
]
"""


def place(text: str, *keys: str | int, part: str = "value") -> tuple[int | None, ...]:
    span = locate(Span("a.toml", keys=keys, part="key" if part == "key" else "value"), text)
    return span.line, span.column, span.end_line, span.end_column


@pytest.mark.parametrize(
    ("keys", "part", "expected"),
    [
        (("wrong",), "key", (1, 1, 1, 6)),
        (("wrong",), "value", (1, 9, 1, 10)),
        (("quoted key",), "key", (2, 1, 2, 13)),
        (("quoted key", "y z", "w"), "key", (2, 31, 2, 32)),
        (("quoted key", "y z", "w", 1, "m"), "key", (2, 50, 2, 51)),
        (("quoted key", "y z", "w", 2), "value", (3, 3, 3, 4)),
        (("a", "b", "c d"), "key", (4, 7, 4, 12)),
        (("a", "b", "c d"), "value", (4, 15, 4, 19)),
        (("table", "sub"), "key", (6, 8, 6, 11)),
        (("table", "sub", "note"), "value", (7, 8, 9, 4)),
        (("claim", 0, "id"), "value", (12, 6, 12, 9)),
        (("claim", 0, "earlier", 0, "until"), "value", (14, 9, 14, 28)),
        (("claim", 0, "earlier", 1, "why"), "key", (16, 3, 16, 6)),
        (("claim", 1, "id"), "value", (18, 6, 18, 9)),
        (("claim", 1, "deep", "er", "x"), "value", (20, 5, 21, 2)),
        (("claim", 1, "earlier", 0, "why"), "value", (23, 7, 24, 21)),
        (("claim", 1, "earlier", 0, "choices", 0, "correct"), "key", (26, 17, 26, 24)),
        (("claim", 1, "earlier", 0, "choices", 1, "wy"), "key", (29, 5, 29, 7)),
    ],
)
def test_a_key_path_is_found(
    keys: tuple[str | int, ...], part: str, expected: tuple[int, ...]
) -> None:
    tomli.loads(DOCUMENT)

    assert place(DOCUMENT, *keys, part=part) == expected


def test_columns_count_characters_and_not_bytes() -> None:
    assert place('a = { x = "é模👩", wrong = 1 }', "a", "wrong", part="key")[:2] == (1, 18)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("claim", 1, "text"), (17, 1)),
        (("claim", 0, "earlier", 1, "verdict"), (15, 1)),
        (("claim", 1, "earlier", 0, "choices", 1, "correct"), (27, 3)),
        (("table", "sub", "other", "deeper"), (6, 1)),
    ],
)
def test_what_is_missing_stands_at_its_nearest_parent(
    keys: tuple[str | int, ...], expected: tuple[int, int]
) -> None:
    assert place(DOCUMENT, *keys, part="key")[:2] == expected


def test_a_place_that_cannot_be_found_is_not_made_up() -> None:
    span = Span("a.toml", keys=("nowhere",))

    assert locate(span, DOCUMENT) == span
    assert locate(span, "not toml [") == span
    assert locate(span, "") == span


def test_problems_get_their_places_and_are_sorted(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xef\xbb\xbfx = 1\r\ny = 2\r\n")
    (tmp_path / "a.toml").write_text("x = 1\n")
    problems = Problems()
    problems.add(Code.WRONG_TYPE, Span("b.toml", keys=("y",)), "third")
    problems.add(Code.WRONG_TYPE, Span("b.toml", keys=("x",), part="key"), "second")
    problems.add(Code.WRONG_TYPE, Span("gone.toml", keys=("x",)), "fifth")
    problems.add(Code.WRONG_TYPE, Span("c.md", 7, 2), "fourth")
    problems.add(Code.WRONG_TYPE, Span("a.toml", keys=("x",)), "first")

    found = located(problems, tmp_path)

    messages = [problem.message for problem in found]
    assert messages == ["first", "second", "third", "fourth", "fifth"]
    assert [(problem.span.line, problem.span.column) for problem in found] == [
        (1, 5),
        (1, 1),
        (2, 5),
        (7, 2),
        (None, None),
    ]
    assert not any(problem.span.keys for problem in found)


def test_of_a_clash_the_help_says_where_the_first_is(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[[a]]\n[[a]]\n[[a]]\n")
    problems = Problems()
    first, second = Span("a.toml", keys=("a", 1)), Span("a.toml", keys=("a", 2))
    problems.add_clash(Code.DUPLICATE_ID, second, first, "Twice.", "Rename one.")

    (problem,) = located(problems, tmp_path)

    assert problem.span.line == 3
    assert problem.help == "Rename one. The first is at a.toml:2:1."


def test_a_file_of_a_hundred_thousand_lines_is_walked_once() -> None:
    text = '[[row]]\nid = "a"\nscore = { value = 1, low = 2 }\n\n' * 25_000
    locator = Locator(text)

    span = locator.locate(Span("a.toml", keys=("row", 24_999, "score", "low")))

    assert (span.line, span.column) == (99_999, 28)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"a{i} = {'[' * 390}{']' * 390}" for i in range(200)),
        "\n".join(f"k{i}.{'a.' * 900}a = 1" for i in range(50)),
        f'a = """{chr(92) * 100_000}"""',
        f'a = "{chr(92)}"{"x" * 100_000}',
        "[" * 100_000,
        "#\n" * 100_000,
    ],
    ids=["deep arrays", "long keys", "backslashes", "no end", "brackets", "comments"],
)
def test_hostile_text_is_walked_without_harm(text: str) -> None:
    assert len(Locator(text).locate(Span("a.toml", keys=("k0", "a"))).file) > 0


KEYS = st.text(st.sampled_from("ab1-_. \"'é\\模"), max_size=4)
VALUES = st.recursive(
    st.integers(-9, 9) | st.booleans() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, item in pairs:
        yield (*path, key)
        yield from paths(item, (*path, key))


TABLES = st.dictionaries(KEYS, VALUES, max_size=3)


@given(TABLES, st.lists(TABLES))
def test_every_path_of_any_document_is_found_where_it_is_written(
    top: dict[str, Any], tables: list[dict[str, Any]]
) -> None:
    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in top.items())
    for table in tables:
        text += "[[tables.of.it]]\n"
        text += "".join(f"{quoted(key)} = {written(value)}\n" for key, value in table.items())
    document = tomli.loads(text)
    lines = text.split("\n")
    locator = Locator(text)

    for path in paths(document):
        key = path[-1]
        span = locator.locate(Span("a.toml", keys=path, part="key"))
        assert span.line
        assert span.column
        shown = lines[span.line - 1][span.column - 1 :]
        if isinstance(key, str) and key not in ("tables", "of", "it"):
            assert shown.startswith(quoted(key))
