"""TOML is read with exact places of mistakes, without control characters and crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.text_file import clean
from explainer.deck.toml_file import parse_toml, read_toml
from explainer.problems import Code, FirstError, Problem, ProblemError, Problems


def only(problems: Problems) -> Problem:
    (problem,) = problems
    return problem


def test_a_valid_file_becomes_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'\xef\xbb\xbfa = 1\r\n[b]\r\nc = ["x"]\r\n')
    problems = Problems()

    assert read_toml(tmp_path, "a.toml", problems) == {"a": 1, "b": {"c": ["x"]}}
    assert not len(problems)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a = 1\nb = foo\n", 2, 5),
        ("a = 1\na\n", 2, 2),
        ('ä = "x"\n', 1, 1),
        ('"ä" = x\n', 1, 7),
        ('a = "x\n', 1, 7),
        ("[a]\n[a]\n", 2, 3),
    ],
)
def test_a_syntax_error_has_line_and_column(text: str, line: int, column: int) -> None:
    problems = Problems()

    assert parse_toml(text, "a.toml", problems) is None
    problem = only(problems)
    assert problem.code is Code.TOML_SYNTAX
    assert (problem.span.line, problem.span.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 5000}{']' * 5000}",
        f"{'a.' * 5000}a = 1",
        f"[{'a.' * 5000}a]",
        f"a = {'9' * 5000}",
    ],
    ids=["deep array", "deep key", "deep header", "many digits"],
)
def test_what_the_parser_gives_up_on_is_a_syntax_problem(text: str) -> None:
    problems = Problems()

    assert parse_toml(text, "a.toml", problems) is None
    assert only(problems).code is Code.TOML_SYNTAX


def test_a_number_of_many_hexadecimal_digits_is_read() -> None:
    table = parse_toml(f"a = 0x{'f' * 5000}", "a.toml", Problems())

    assert table is not None
    assert table["a"] > 0


def test_control_characters_of_escapes_are_taken_out_with_one_warning() -> None:
    problems = Problems()
    text = r"""
a = "x\u001b[31m"
b = [{ c = "\u202ey", "k\u200b" = ["\x9b"] }]
d = 'C:\users'
e = "two\nlines\tand \U0001F469\u200D\U0001F4BB"
"""

    table = parse_toml(text, "a.toml", problems)

    assert table == {
        "a": "x[31m",
        "b": [{"c": "y", "k": [""]}],
        "d": "C:\\users",
        "e": "two\nlines\tand 👩\u200d💻",
    }
    problem = only(problems)
    assert problem.code is Code.CONTROL_CHARACTER
    assert problem.span.keys == ("a",)


def test_a_caller_who_wants_no_errors_gets_the_first_one_raised() -> None:
    with pytest.raises(ProblemError):
        parse_toml("a = ", "a.toml", FirstError())


@given(st.text())
def test_any_text_is_parsed_or_reported(text: str) -> None:
    problems = Problems()

    table = parse_toml(clean(text), "a.toml", problems)

    assert (table is None) == any(problem.code is Code.TOML_SYNTAX for problem in problems)


@pytest.mark.parametrize(
    "line", [" " * 600_000 + "x", "[" * 600_000, "a " * 300_000, "\t[" * 300_000]
)
def test_a_long_line_of_a_large_file_is_walked_over_once(line: str) -> None:
    # A backtracking pattern would never end here.
    problems = Problems()
    parse_toml(f"format = 1\n{line}\n", "deck.toml", problems)

    assert [problem.code for problem in problems] == [Code.TOML_SYNTAX]
