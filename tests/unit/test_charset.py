"""Characters that a charset lacks become others of the same width, everywhere."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.render.charset import STAND_IN, encoded, in_charset

CHARSETS = ("ascii", "iso8859-1", "iso8859-15", "koi8-r", "cp1252", "big5", "gbk", "shift_jis")


@pytest.mark.parametrize(
    ("text", "charset", "shown"),
    [
        ("│ ✓ 好é…", "iso8859-1", "| v ??é."),
        ("✗ Ж", "koi8-r", "x Ж"),
        ("✗ Ж", "ascii", "x ?"),
        ("╔═╗║╚╝ ┠┨ ╌┄ ╎┆", "ascii", "+-+|++ ++ -- ||"),
        ("▁▄█▖ ░▒", "ascii", "#### .#"),
        ("⠀⣿", "ascii", " ."),
        ("résumé naïve Å", "ascii", "resume naive A"),
        ("10⁹ m² x₁", "ascii", "109 m2 x1"),
        ("“a” – ‘b’ → €5", "ascii", "\"a\" - 'b' > E5"),
        ("e\u0301", "ascii", "e"),
        ("👍 ½", "ascii", ".. ."),
        ("全角Ａ A", "ascii", "?????? A"),
        ("好 é", "gbk", "好 é"),
    ],
)
def test_a_stand_in_is_as_like_as_it_can_be(text: str, charset: str, shown: str) -> None:
    assert in_charset(text, charset) == shown


@given(st.text(), st.sampled_from(CHARSETS))
def test_text_in_any_charset_is_as_wide(text: str, charset: str) -> None:
    assert cell_len(in_charset(text, charset)) == cell_len(text)
    assert encoded(text, charset).decode(charset) == in_charset(text, charset)


@given(st.text(st.characters(codec="latin-1")))
def test_text_that_a_charset_has_is_kept(text: str) -> None:
    assert in_charset(text, "iso8859-1") == text


def test_what_is_no_character_is_encoded_too() -> None:
    assert encoded("a\ud800b", "utf-8") == b"a?b"
    assert encoded("a\ud800b", "ascii") in (b"a.b", b"ab")


def test_a_stream_writes_stand_ins() -> None:
    file = io.BytesIO()
    stream = io.TextIOWrapper(file, encoding="iso8859-1", errors=STAND_IN)
    stream.write("── é ✓")
    stream.flush()

    assert file.getvalue() == "-- é v".encode("iso8859-1")
