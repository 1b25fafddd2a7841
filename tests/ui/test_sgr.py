"""Shortened output draws the same picture."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from explainer.ui.terminal.sgr import (
    Style,
    StyleShortener,
    read_style,
    same_on_blanks,
    style_change,
)


def drawn(data: str) -> list[list[tuple[object, ...]]]:
    screen = pyte.Screen(24, 6)
    screen.reset_mode(7, private=True)  # as the reader's drivers do: lines do not wrap
    pyte.Stream(screen).feed(data)
    return [[seen(screen.buffer[y][x]) for x in range(24)] for y in range(6)]


def seen(cell: Char) -> tuple[object, ...]:
    """Return the visible properties of a cell: of a blank, only the background."""
    lines = (cell.underscore, cell.reverse, cell.strikethrough)
    if cell.data == " " and not any(lines):
        return (cell.data, cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *lines)


# pyte does not know dim, and takes 22 for the end of bold, so only bold is compared here.
attributes = st.sampled_from(["1", "3", "4", "7", "9"])
colours = st.sampled_from(["38;2;1;2;3", "38;5;120", "31", "97", "39"])
behind = st.sampled_from(["48;2;9;8;7", "48;5;17", "44", "100", "49"])
codes = st.builds(
    lambda some, colour, back: ";".join([*some, *filter(None, (colour, back))]),
    st.lists(attributes, max_size=3, unique=True),
    st.one_of(st.none(), colours),
    st.one_of(st.none(), behind),
)
texts = st.text(alphabet="abc xyz✗", max_size=6)
pieces = st.one_of(
    st.builds(lambda code, text: f"\x1b[{code}m{text}\x1b[0m" if code else text, codes, texts),
    st.builds(lambda y, x: f"\x1b[{y};{x}H", st.integers(1, 6), st.integers(1, 24)),
    st.just("\x1b]8;id=1;https://example.org\x1b\\"),
    st.just("\x1b[K"),
    st.just("\x1b[1;1H\n\x1b[2;3H"),
)


@given(st.lists(pieces, max_size=12))
def test_shortened_writes_draw_the_same_cells(parts: list[str]) -> None:
    data = "".join(parts)

    shortened = StyleShortener().shorten(data)

    assert drawn(shortened) == drawn(data)
    assert len(shortened) <= len(data)


@given(st.lists(pieces, max_size=6), st.lists(pieces, max_size=6))
def test_each_write_leaves_ordinary_text_behind(one: list[str], other: list[str]) -> None:
    shortener = StyleShortener()

    shortened = shortener.shorten("".join(one)) + shortener.shorten("".join(other))

    assert drawn(shortened) == drawn("".join([*one, *other]))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("", "1", "\x1b[1m"),
        ("1", "", "\x1b[0m"),
        ("31;44", "32;44", "\x1b[32m"),
        ("1;31", "31", "\x1b[22m"),
        ("1;2;31", "2;31", "\x1b[22;2m"),
        ("4;38;2;1;2;3;48;2;4;5;6", "38;2;1;2;3;48;2;4;5;6", "\x1b[24m"),
        ("31", "31", ""),
    ],
)
def test_only_the_difference_is_sent(before: str, after: str, change: str) -> None:
    assert style_change(before, after) == change


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 9])
def test_every_attribute_is_ended_by_its_own_number(number: int) -> None:
    off = {1: 22, 2: 22}.get(number, 20 + number)

    assert style_change(f"{number};31", "31") == f"\x1b[{off}m"


@pytest.mark.parametrize(
    "code", ["30", "37", "90", "97", "38;5;1", "38;2;1;2;3", "40", "47", "100", "107", "48;5;1"]
)
def test_every_colour_is_known_and_taken_back(code: str) -> None:
    is_behind = code.startswith(("4", "10"))

    assert read_style(f"1;{code};3") == Style(
        frozenset({1, 3}), "" if is_behind else code, code if is_behind else ""
    )
    assert read_style(f"{code};{49 if is_behind else 39}") == Style(frozenset(), "", "")


@pytest.mark.parametrize(
    "codes", ["38", "38;2;1;2", "48;5", "38;3;1", "29", "98", "99", "108", "x"]
)
def test_what_is_not_known_is_sent_whole(codes: str) -> None:
    assert read_style(codes) is None
    assert style_change("31", codes) == f"\x1b[0;{codes}m"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("31", "32", True),
        ("1;31;44", "3;32;44", True),
        ("44", "45", False),
        ("4;31", "31", False),
        ("4;31", "1;4;31", True),
        ("4;31", "4;32", False),
        ("7", "", False),
        ("99", "99", False),
    ],
)
def test_a_blank_looks_the_same_where_only_its_letters_would_differ(
    one: str, other: str, same: bool
) -> None:
    assert same_on_blanks(one, other) is same


def test_blanks_between_two_colours_change_none() -> None:
    data = "\x1b[31mab\x1b[0m\x1b[32m   \x1b[0m\x1b[31mcd\x1b[0m"

    assert StyleShortener().shorten(data) == "\x1b[31mab   cd\x1b[0m"


def test_panes_side_by_side_change_colours_once() -> None:
    rows = "".join(f"\x1b[{y};1H\x1b[41ma\x1b[0m\x1b[{y};9H\x1b[42mb\x1b[0m" for y in (1, 2, 3))

    shortened = StyleShortener().shorten(rows)

    assert shortened.count("m") == 3
    assert drawn(shortened) == drawn(rows)


def test_a_picture_that_stands_there_already_is_not_sent_again() -> None:
    shortener = StyleShortener()
    frame = "\x1b[1;1H\x1b[31mred\x1b[0m"

    sent = [shortener.shorten(data) for data in ("\x1b[?2026h", frame, "\x1b[?2026l", frame)]
    after_another_write = [shortener.shorten(data) for data in ("\x1b[2J", frame)]

    assert sent[1:] == [frame, "\x1b[?2026l", ""]
    assert after_another_write[1] == frame
