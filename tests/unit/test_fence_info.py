"""The info string of a fence names the language in the ways of many tools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.markdown.fence import read_info

BOTH = [
    ("rust,ignore", "rust", None),
    ("rust, should_panic", "rust", None),
    ("js:line-numbers", "js", None),
    ("js:line-numbers {1,3}", "js", "1,3"),
    ("js{1,3}", "js", "1,3"),
    ("python {2|4-6|all}", "python", "2|4-6|all"),
    ("{.python .numberLines}", "python", None),
    ("{.numberLines .python startFrom=5}", "python", None),
    ("{#id .haskell}", "haskell", None),
    ("{.sourceCode .rust}", "rust", None),
    ("{r, echo=FALSE}", "r", None),
    ("{=html}", "html", None),
    ("{lang=go}", "go", None),
    ('go title="x.go"', "go", None),
    ('go {title="x.go"}', "go", None),
    ('title="x.go"', "", None),
    ("c++", "c++", None),
    ("objective-c", "objective-c", None),
    ("c#", "c#", None),
    ("language-css", "css", None),
    (".python", "python", None),
    ("python?x", "python", None),
    ("text/x-java", "text/x-java", None),
    ("", "", None),
]


@pytest.mark.parametrize("is_plain", [True, False], ids=["plain", "deck"])
@pytest.mark.parametrize(("info", "language", "lines"), BOTH)
def test_the_language_is_found(info: str, language: str, lines: str | None, is_plain: bool) -> None:
    assert read_info(info, is_plain=is_plain) == (language, lines)


@pytest.mark.parametrize(
    ("info", "language"),
    [("{python}", "python"), ("{code-block} python", "python"), ("{1,3}", ""), ("{r}", "r")],
)
def test_a_word_in_braces_is_a_language_in_plain_markdown_only(info: str, language: str) -> None:
    assert read_info(info, is_plain=True)[0] == language
    assert read_info(info, is_plain=False)[0] == ""


@given(st.text(alphabet="{}.,:= ab1|#\"'", max_size=30), st.booleans())
def test_any_info_is_read(info: str, is_plain: bool) -> None:
    language, lines = read_info(info, is_plain=is_plain)

    assert not set(language) & set("{}=, ")
    assert lines is None or lines in info
