"""Underlines in the colour of a verdict, on the terminals that have them."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem
from textual.strip import Strip

from explainer.ui.base.theme import DARK, Styles, underline_colours
from explainer.ui.terminal.sgr import StyleShortener, read_style, style_change
from explainer.ui.terminal.underline import (
    HasUnderlineColours,
    has_coloured_underlines,
    underline_source,
    with_underline,
)

COLOURS = underline_colours(DARK)


def codes(role: str) -> str:
    """The SGR codes that Textual makes of a role."""
    return Strip.render_ansi(Styles(DARK).style(role), ColorSystem.TRUECOLOR)


@pytest.mark.parametrize(
    ("term", "program", "vte", "has"),
    [
        ("xterm-kitty", "", "", True),
        ("foot", "", "", True),
        ("xterm-256color", "iTerm.app", "", True),
        ("xterm-256color", "", "7002", True),
        ("xterm-256color", "", "5102", False),
        ("xterm-256color", "", "", False),
        ("xterm-256color", "Apple_Terminal", "", False),
        ("tmux-256color", "ghostty", "7002", False),
        ("linux", "", "", False),
        ("footle", "", "x", False),
    ],
)
def test_only_terminals_that_are_known_to_have_them_get_coloured_underlines(
    term: str, program: str, vte: str, has: bool
) -> None:
    assert has_coloured_underlines(term, program, vte) is has


def test_underline_of_a_claim_is_dotted_and_in_the_colour_of_its_verdict() -> None:
    # `supported` is #82c790.
    converted = with_underline(codes("claim claim-supported"), COLOURS).split(";")

    assert "4:4" in converted
    assert "58:2::130:199:144" in converted
    assert not {"4", "51", "52", "53"} & set(converted[:3])


def test_other_terminals_get_a_plain_underline() -> None:
    converted = with_underline(codes("claim claim-forecast"), ()).split(";")

    assert converted[0] == "4"
    assert not any(":" in code for code in converted)
    assert converted == [code for code in converted if code not in ("51", "52", "53")]


def test_numbers_within_a_colour_are_no_underline() -> None:
    assert with_underline("4;38;2;51;52;53;48;5;53", COLOURS) == "4;38;2;51;52;53;48;5;53"
    assert with_underline("4;38;2;4;52;53;51", COLOURS).startswith("4:4;38;2;4;52;53;58:2::")


def test_a_change_between_underlines_sends_what_differs() -> None:
    plain, dotted, other = "4;31", "4:4;31;58:2::1:2:3", "4:4;31;58:2::4:5:6"

    assert style_change(dotted, other) == "\x1b[4:4;58:2::4:5:6m"
    assert style_change(dotted, plain) in ("\x1b[4;59m", "\x1b[0;4;31m")
    assert style_change("31", dotted).endswith("4:4;58:2::1:2:3m")
    assert style_change(dotted, "31") in ("\x1b[24;59m", "\x1b[0;31m")
    assert read_style(dotted) != read_style(other)


def test_a_new_theme_changes_the_colours_that_are_sent() -> None:
    colours = ["#010203"] * 7
    shortener = StyleShortener(lambda: tuple(colours))
    data = "\x1b[1;1H\x1b[4;51mwords\x1b[0m"

    assert "58:2::1:2:3" in shortener.shorten(data)
    colours[:] = ["#040506"] * 7
    assert "58:2::4:5:6" in shortener.shorten(f"{data} ")


def test_an_app_gives_its_colours_where_the_terminal_has_them() -> None:
    class App:
        underline_colours = COLOURS

    assert isinstance(App(), HasUnderlineColours)
    assert underline_source(App(), is_supported=True)() == COLOURS
    assert underline_source(App(), is_supported=False)() == ()
    assert underline_source(object(), is_supported=True)() == ()
