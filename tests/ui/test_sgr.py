"""Shortened writes draw the same picture."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from explainer.ui.sgr import StyleShortener, style_change


def drawn(data: str) -> list[list[tuple[object, ...]]]:
    screen = pyte.Screen(24, 6)
    screen.reset_mode(7, private=True)  # as the reader's drivers do: no line goes on in the next
    pyte.Stream(screen).feed(data)
    return [[seen(screen.buffer[y][x]) for x in range(24)] for y in range(6)]


def seen(cell: Char) -> tuple[object, ...]:
    """What of a cell can be seen: a blank has no colour but the one behind it."""
    lines = (cell.underscore, cell.reverse, cell.strikethrough)
    if cell.data == " " and not any(lines):
        return (cell.data, cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *lines)


# pyte knows no dim, and reads 22 as the end of bold, which is all that is compared here.
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


def test_a_picture_that_stands_there_already_is_not_sent_again() -> None:
    shortener = StyleShortener()
    frame = "\x1b[1;1H\x1b[31mred\x1b[0m"

    sent = [shortener.shorten(data) for data in ("\x1b[?2026h", frame, "\x1b[?2026l", frame)]
    after_another_write = [shortener.shorten(data) for data in ("\x1b[2J", frame)]

    assert sent[1:] == [frame, "\x1b[?2026l", ""]
    assert after_another_write[1] == frame
