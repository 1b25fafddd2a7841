"""Tags are found in HTML however broken it is, and everything else stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.markdown.html_tag import next_tag


@pytest.mark.parametrize(
    ("html", "start", "end", "name"),
    [
        ("a <b>c", 2, 5, "b"),
        ("</DIV >", 0, 7, "div"),
        ('<a title="x > y">z', 0, 17, "a"),
        ("<a title='x \" y'>z", 0, 17, "a"),
        ("i<n and\n</div>", 8, 14, "div"),
        ("x <y it's so</p>", 12, 16, "p"),
        ('<a b="c <p>', 8, 11, "p"),
        ("<br/>", 0, 5, "br"),
        ("<?xml x?><p>", 0, 9, ""),
        ("<!doctype html>", 0, 15, ""),
    ],
)
def test_the_first_tag_is_found(html: str, start: int, end: int, name: str) -> None:
    tag = next_tag(html, 0)

    assert tag is not None
    assert (tag.start, tag.end, tag.name) == (start, end, name)


@pytest.mark.parametrize("html", ["", "a < b", "i<n", "<3", '<a b="', "<>", "<!-", "<?"])
def test_what_is_no_tag_is_text(html: str) -> None:
    assert next_tag(html, 0) is None


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<img src="a.png" alt=b>', {"src": "a.png", "alt": "b"}),
        ('<img data-src="x" src = "y">', {"data-src": "x", "src": "y"}),
        (f'<img src="data:{"A" * 6000}" alt="the logo">', {"alt": "the logo"}),
        ('<a href="&amp;&#10;x">', {"href": "& x"}),
        ('<p title="x">', {}),
    ],
)
def test_links_and_images_say_what_they_say(html: str, said: dict[str, str]) -> None:
    tag = next_tag(html, 0)

    assert tag is not None
    assert said.items() <= tag.attributes.items()


def test_character_data_is_text() -> None:
    tag = next_tag("<![CDATA[a < b]]>", 0)

    assert tag is not None
    assert (tag.text, tag.end) == ("a < b", 17)


@given(st.text(alphabet="<>/ab=\"' \n!?-[]", max_size=60), st.integers(0, 60))
def test_a_tag_lies_within_the_text_and_ends_behind_its_beginning(html: str, at: int) -> None:
    tag = next_tag(html, at)

    if tag is not None:
        assert at <= tag.start < tag.end <= len(html)
        assert html[tag.start] == "<"
        assert html[tag.end - 1] == ">"
