"""Problems are drawn with their line of text, on one line, and as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.problems import Code, Problem, Span
from explainer.render.problem import WIDEST, as_json, concise, full


def problem(span: Span, message: str = "Unknown key 'titel'.", help: str = "") -> Problem:
    return Problem(Code.UNKNOWN_KEY, span, message, help)


def test_a_problem_shows_headline_place_line_caret_and_help() -> None:
    found = problem(Span("data/m.toml", 2, 1, 2, 6), help="Did you mean 'title'?")

    assert full(found, "a = 1\ntitel = 2\n").plain == (
        "error[unknown-key]: Unknown key 'titel'.\n"
        " --> data/m.toml:2:1\n"
        "2 | titel = 2\n"
        "  | ^^^^^\n"
        "help: Did you mean 'title'?"
    )


def test_the_margin_grows_with_the_line_number() -> None:
    found = problem(Span("m.toml", 120, 1, 120, 2))

    assert full(found, "\n" * 119 + "x").plain.splitlines()[1:] == [
        "   --> m.toml:120:1",
        "120 | x",
        "    | ^",
    ]


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "caret"),
    [
        ("\tkey = 1", 2, 5, "    key = 1", "    ^^^"),
        ('{ a = "模型", wy = 1 }', 13, 15, '{ a = "模型", wy = 1 }', " " * 14 + "^^"),
        ("模型", 1, 3, "模型", "^^^^"),
        ("ab", 3, 3, "ab", "  ^"),
        ("ab", 99, 120, "ab", "  ^"),
        ("a\x1b[31mb", 1, 2, "a\ufffd[31mb", "^"),
        ("[red]x[/red]", 6, 7, "[red]x[/red]", "     ^"),
    ],
)
def test_the_caret_stands_under_the_span(
    line: str, column: int, end: int, shown: str, caret: str
) -> None:
    lines = full(problem(Span("m.toml", 1, column, 1, end)), line).plain.split("\n")

    assert lines[2:] == [f"1 | {shown}", f"  | {caret}"]


@given(
    st.text(st.sampled_from("ab \t模👩é"), max_size=400),
    st.integers(1, 400),
    st.integers(0, 400),
)
def test_a_long_line_is_cropped_around_its_span(line: str, column: int, length: int) -> None:
    found = problem(Span("m.toml", 1, column, 1, column + length))
    shown, caret = (text[4:] for text in full(found, line).plain.split("\n")[2:4])

    assert cell_len(shown) <= WIDEST + 1
    assert "^" in caret
    assert cell_len(caret) <= WIDEST + 1
    if length and column <= len(line):
        before = cell_len(caret) - len(caret.lstrip())
        under = "".join(shown)
        first = line[column - 1].replace("\t", " ")
        taken = 0
        for character in under:
            if taken == before:
                assert character == first
                break
            taken += cell_len(character)


def test_several_lines_are_marked_to_the_end_of_the_first() -> None:
    lines = full(problem(Span("m.toml", 1, 5, 3, 2)), 'a = """x\ny\n"""').plain.split("\n")

    assert lines[2:] == ['1 | a = """x', "  |     ^^^^"]


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span("a.toml", 7, 12), "a.toml:7:12"),
        (Span("a.toml", 7), "a.toml:7"),
        (Span("a.toml"), "a.toml"),
        (Span("a\nb\x1b.toml"), "a b\ufffd.toml"),
    ],
)
def test_the_concise_form_leaves_out_what_is_not_known(span: Span, place: str) -> None:
    assert concise(problem(span, "Wrong.")) == f"{place}: error[unknown-key] Wrong."


def test_without_text_or_line_only_the_place_is_shown() -> None:
    assert full(problem(Span("a.toml", 7, 1)), None).plain.endswith("--> a.toml:7:1")
    assert full(problem(Span("a.toml", 7, 1)), "one line").plain.endswith("--> a.toml:7:1")
    assert full(problem(Span("a.toml")), "one line").plain.endswith("--> a.toml")


def test_lines_that_were_cut_already_do_as_well_as_text() -> None:
    found = problem(Span("a.toml", 2, 1))

    assert full(found, ["a", "b"]) == full(found, "a\nb")


def test_deck_text_is_never_markup() -> None:
    text = full(problem(Span("a.toml", 1, 1), "[bold]x[/]", "[link=file:///]y"), "[blink]z")

    assert "[bold]x[/]" in text.plain
    assert "[link=file:///]y" in text.plain
    assert "[blink]z" in text.plain


def test_json_has_null_for_what_is_not_known() -> None:
    warning = Problem(Code.RAW_HTML, Span("a.md", 3), "Left out.")
    found = as_json([warning, problem(Span("a.toml", 1, 2), "Wrong.", "Right it.")])

    assert json.loads(json.dumps(found)) == [
        {
            "code": "raw-html",
            "severity": "warning",
            "file": "a.md",
            "line": 3,
            "column": None,
            "message": "Left out.",
            "help": None,
        },
        {
            "code": "unknown-key",
            "severity": "error",
            "file": "a.toml",
            "line": 1,
            "column": 2,
            "message": "Wrong.",
            "help": "Right it.",
        },
    ]
