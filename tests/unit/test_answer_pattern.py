"""Patterns are checked without being run; those that RE2 lacks or that could hang are refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.answer_pattern import pattern_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "qwen",
        r"(?i)qwen( ?2\.5)?",
        r"\s*(about )?85(\.3)?\s*%?",
        r"(?P<year>\d{4})-[0-9a-f]{1,8}",
        "[^]a]+",
        r"[\]\[x-]",
        "(?:cac|miit)",
        "a{2}b{2,}c*?",
        "通义千问",
        r"\(a\|b\)",
        "a{x}",
    ],
)
def test_ordinary_patterns_are_fine(pattern: str) -> None:
    assert pattern_fault(pattern) == ""
    re.compile(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1",
        r"(?P<x>a)(?P=x)",
        "a(?=b)",
        "a(?!b)",
        "(?<=a)b",
        "(?<!a)b",
        "(?>a)",
        "(?#comment)a",
        "(a)(?(1)b)",
        "a++",
        "a**",
        "a{2}{3}",
        "(a+)+",
        "(a*)*",
        "((a?b))*",
        "(a|a)*",
        "(?:a|ab){2,}",
        "((a|b)c){9}",
        "a{1000}",
        "a{1,999999999}",
        "(",
        ")",
        "[a",
        "[[:alpha:]]",
        "[a--b]",
        "a\\",
        r"\Qa\E",
        r"\pL",
        r"\Z",
        "*a",
        "b(?i)a",
        "a?" * 21,
        "(" * 11 + ")" * 11,
        "x" * 201,
    ],
)
def test_what_cannot_be_used_has_a_reason(pattern: str) -> None:
    assert pattern_fault(pattern)


@given(st.text(st.sampled_from("ab01(|)[]{},?*+.^$\\-:P<>=!iwdsk"), max_size=30))
def test_any_pattern_is_judged_and_what_is_fine_compiles(pattern: str) -> None:
    if not pattern_fault(pattern):
        re.compile(pattern)
