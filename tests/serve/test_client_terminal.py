"""Terminals as clients describe them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.render.charset import encoded
from explainer.serve.client_terminal import Depth, client_terminal
from explainer.serve.limits import Limits

LIMITS = Limits()


@pytest.mark.parametrize(
    ("term", "variables", "depth"),
    [
        ("xterm-256color", {}, Depth.INDEXED),
        ("xterm-256color", {b"COLORTERM": b"truecolor"}, Depth.TRUE),
        ("xterm-256color", {b"COLORTERM": b"24bit"}, Depth.TRUE),
        ("xterm-kitty", {}, Depth.TRUE),
        ("alacritty", {}, Depth.TRUE),
        ("xterm-direct", {}, Depth.TRUE),
        ("xterm", {}, Depth.BASIC),
        ("vt100", {}, Depth.BASIC),
        ("linux", {}, Depth.BASIC),
        ("xterm-256color", {b"NO_COLOR": b"1"}, Depth.NONE),
        ("xterm-256color", {b"NO_COLOR": b""}, Depth.INDEXED),
        ("kittenish", {}, Depth.BASIC),
    ],
)
def test_colours_follow_the_terminal_and_its_variables(
    term: str, variables: dict[bytes, bytes], depth: Depth
) -> None:
    assert client_terminal(term, (80, 24), variables, LIMITS).depth is depth


@pytest.mark.parametrize("term", ["", "dumb", "DUMB", "unknown"])
def test_a_dumb_terminal_is_known(term: str) -> None:
    assert client_terminal(term, (80, 24), {}, LIMITS).is_dumb


@pytest.mark.parametrize(
    ("variables", "charset", "ascii_only"),
    [
        ({}, "utf-8", False),
        ({b"LANG": b"C"}, "utf-8", False),
        ({b"LANG": b"de_DE.UTF-8"}, "utf-8", False),
        ({b"LANG": b"de_DE.ISO-8859-1"}, "iso8859-1", True),
        ({b"LANG": b"de_DE.UTF-8", b"LC_ALL": b"ru_RU.KOI8-R"}, "koi8-r", True),
        ({b"LANG": b"x.rot13"}, "utf-8", False),
        ({b"LANG": b"x.utf-16"}, "utf-8", False),
        ({b"LANG": b"x.idna"}, "utf-8", False),
    ],
)
def test_the_charset_follows_the_locale(
    variables: dict[bytes, bytes], charset: str, ascii_only: bool
) -> None:
    terminal = client_terminal("xterm", (80, 24), variables, LIMITS)

    assert (terminal.charset, terminal.ascii_only) == (charset, ascii_only)


@pytest.mark.parametrize(
    ("asked", "given_"),
    [((0, 0), (80, 24)), ((65535, 65535), (300, 100)), ((1, 1), (2, 2)), ((-5, 10), (80, 10))],
)
def test_sizes_are_clamped(asked: tuple[int, int], given_: tuple[int, int]) -> None:
    terminal = client_terminal("xterm", asked, {}, LIMITS)

    assert (terminal.columns, terminal.rows) == given_


@given(st.text(max_size=80), st.binary(max_size=80), st.binary(max_size=80))
def test_any_word_about_a_terminal_is_borne(term: str, lang: bytes, colours: bytes) -> None:
    variables = {b"LANG": lang, b"COLORTERM": colours, b"LC_ALL": lang[::-1]}

    terminal = client_terminal(term, (80, 24), variables, LIMITS)

    assert encoded("│ ✓ 好 é", terminal.charset)


def test_a_terminal_of_ascii_gets_ascii() -> None:
    terminal = client_terminal("vt100", (80, 24), {b"LANG": b"C.UTF-8"}, LIMITS)

    assert terminal.ascii_only
    assert encoded("▎3/10 · a → b…", terminal.charset) == b"|3/10 . a > b."
