"""Keys in the input of a terminal: named keys, characters, and sequences that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.serve.key_parser import MOST_KEYS, KeyParser


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1b[C\x1bOD", ["right", "left"]),
        (b"a\r\x7f\x03", ["a", "enter", "backspace", "ctrl+c"]),
        ("é中".encode(), ["é", "中"]),
        (b"\x1b[99~\x1b[<0;1;1M\x1b[200~x", ["x"]),
        (b"\x1b]0;title\x07y", ["y"]),
        (b"\x1b", ["escape"]),
        (b"\x00\x01\x1c", []),
    ],
)
def test_keys_are_found_and_everything_else_is_dropped(data: bytes, keys: list[str]) -> None:
    assert KeyParser().feed(data) == keys


def test_a_character_may_come_in_two_pieces() -> None:
    parser = KeyParser()

    assert parser.feed("中".encode()[:1]) + parser.feed("中".encode()[1:]) == ["中"]


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_any_bytes_give_names_and_printable_characters_alone(pieces: list[bytes]) -> None:
    parser = KeyParser()
    for piece in pieces:
        keys = parser.feed(piece)
        assert len(keys) <= MOST_KEYS
        assert all(key.isprintable() for key in keys)
