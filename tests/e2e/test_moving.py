"""Moving through the deck, and the screens that lie over the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainer.render.value import verdict_mark
from tests.bundled import SECOND, SECTIONS, THIRD, deck, number, stated, title
from tests.e2e.reading import is_at, leave, place, press_and_wait, reader, reading, turn
from tests.e2e.terminal import Cells, Home, Terminal


def test_previous_is_the_exact_inverse_of_next_to_the_end_of_the_deck(home: Home) -> None:
    """Through the last sections only; `tests/ui` walks through all of them."""
    walked = SECTIONS[-3:]
    with reader(home, f"{deck().id}#{walked[0]}", size=(100, 30)) as terminal:
        terminal.wait_for(is_at(number(walked[0])))
        terminal.wait_quiet()
        screens = [_without_read_marks(terminal)]
        while not _is_at_the_end(terminal):
            turn(terminal, "Space")
            screens.append(_without_read_marks(terminal))
        count = place(terminal)
        assert count is not None
        assert count.section == count.sections
        assert len(screens) > 2 * len(walked)

        for before in reversed(screens[:-1]):
            terminal.press("Backspace")
            terminal.wait_for(_shows(before), 5)
        leave(terminal)


def _shows(lines: list[str]) -> Callable[[Terminal], bool]:
    return lambda terminal: _without_read_marks(terminal) == lines


def _is_at_the_end(terminal: Terminal) -> bool:
    found = place(terminal)
    assert found is not None
    return found.section == found.sections and found.page == found.pages


def _without_read_marks(terminal: Terminal) -> list[str]:
    """Return the section's pane; read marks in the outline beside it are not undone."""
    return [line[24:].replace("✓", "·") for line in terminal.lines]


def test_every_key_for_next_and_previous_turns_the_page(home: Home) -> None:
    with reading(home) as terminal:
        start = terminal.text
        for forwards, backwards in (("Right", "Left"), ("l", "h"), ("PgDn", "PgUp")):
            turn(terminal, forwards)
            turn(terminal, backwards)
            assert terminal.text == start
        leave(terminal)


def test_after_the_end_comes_how_it_came_out_and_back_is_the_last_page(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "G")
        turn(terminal, "End")
        text = terminal.lines[:-1]
        terminal.press("Space")
        terminal.wait_for("How it came out ──")
        terminal.press("Space")
        terminal.wait_for("end of the deck")
        terminal.press("Backspace")
        terminal.wait_for(lambda terminal: terminal.lines[:-1] == text)
        leave(terminal)


def test_sections_are_reached_by_their_keys(home: Home) -> None:
    with reading(home) as terminal:
        for keys, expected in (
            (["n"], 2),
            (["n"], 3),
            (["p"], 2),
            (["G"], 0),
            (["g", "g"], 1),
            (["3", "G"], 3),
            (["1", "G"], 1),
            (["9", "9", "G"], 0),
        ):
            found = place(terminal)
            assert found is not None
            for key in keys:
                press_and_wait(terminal, key)  # beside a bet a digit is told of first
            terminal.wait_for(is_at(expected or found.sections))
        leave(terminal)


def test_scrolling_stops_at_the_edge_until_a_fresh_press(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "End")
        text = terminal.text.replace("▐", " ").split()
        # The wheel never goes on to the next section.
        for _ in range(5):
            terminal.send(b"\x1b[<65;50;10M")
        terminal.wait_quiet()
        assert terminal.text.replace("▐", " ").split() == text
        terminal.press("j")
        terminal.wait_for(is_at(2))
        leave(terminal)


def test_the_overview_lists_the_sections_and_goes_to_the_chosen_one(home: Home) -> None:
    with reading(home) as terminal:
        first = place(terminal)
        assert first is not None
        turn(terminal, "o")
        assert "Overview" in terminal.last_line
        assert first.title in terminal.text
        turn(terminal, "Down")
        turn(terminal, "Down")
        terminal.press("Enter")
        terminal.wait_for(is_at(3))

        turn(terminal, "o")
        terminal.press("Escape")
        terminal.wait_for(is_at(3))
        leave(terminal)


def test_help_lists_the_keys_and_closes(home: Home) -> None:
    with reading(home) as terminal:
        before = terminal.text
        turn(terminal, "?")
        assert "next section" in terminal.text.lower()
        turn(terminal, "?")
        assert "Backspace" in terminal.text
        terminal.press("Escape")
        terminal.wait_for(lambda t: t.text == before)
        leave(terminal)


def test_go_to_finds_a_section_by_its_title(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "Ctrl+G")
        typed = title(THIRD).lower()
        terminal.press(*("Space" if letter == " " else letter for letter in typed))
        terminal.wait_for(typed)
        terminal.wait_quiet(0.3)
        terminal.press("Enter")
        terminal.wait_for(is_at(3))
        leave(terminal)


def test_the_palette_finds_a_command(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "Ctrl+P")
        for letter in "overview":
            terminal.press(letter)
        terminal.wait_for("overview")
        terminal.wait_quiet(0.3)
        terminal.press("Enter")
        terminal.wait_for(lambda t: "Overview" in t.last_line)
        terminal.press("Escape")
        terminal.wait_for(is_at(1))
        leave(terminal)


def test_tab_and_enter_open_the_evidence_of_a_claim_and_escape_closes_it(home: Home) -> None:
    one = stated()
    address = f"{deck().id}#{one.place.section}/{one.place.block}"
    with reader(home, address, size=(80, 24)) as terminal:
        terminal.wait_for(is_at(number(one.place.section)))
        terminal.wait_quiet()
        before = terminal.text
        while "evidence" not in terminal.last_line:
            turn(terminal, "Tab")
        assert "Enter" in terminal.last_line
        turn(terminal, "Enter")
        assert verdict_mark(one.claim.verdict) in terminal.text
        assert one.claim.text[:30] in terminal.text
        terminal.press("Escape")
        terminal.wait_for(is_at(number(one.place.section)))
        assert one.claim.text[:30] not in terminal.text
        terminal.press("Escape")
        terminal.wait_for(lambda t: t.text == before)
        leave(terminal)


def test_on_a_wide_screen_the_evidence_stands_beside_the_text(home: Home) -> None:
    with reading(home, size=(140, 36)) as terminal:
        turn(terminal, "Right")
        beside = [line[108:] for line in terminal.lines]
        assert any("Sources" in line for line in beside)
        turn(terminal, "Tab")
        turn(terminal, "Tab")
        assert [line[108:] for line in terminal.lines] != beside
        leave(terminal)


def test_the_evidence_pane_is_hidden_and_shown(home: Home) -> None:
    with reading(home, size=(140, 36)) as terminal:
        before = terminal.text
        turn(terminal, "e")
        assert not any("No claims or sources" in line[110:] for line in terminal.lines)
        terminal.press("e")
        terminal.wait_for(lambda t: t.text == before)
        leave(terminal)


def test_light_and_dark_are_toggled(home: Home) -> None:
    with reading(home) as terminal:
        dark = _background(terminal.cells())
        turn(terminal, "T")
        light = _background(terminal.cells())
        assert light != dark
        turn(terminal, "T")
        assert _background(terminal.cells()) == dark
        leave(terminal)


def _background(cells: Cells) -> str:
    return cells[5][40].bg


def test_the_outline_is_a_drawer_on_a_narrow_screen(home: Home) -> None:
    with reading(home, size=(60, 20)) as terminal:
        before = terminal.lines[:-2]
        assert title(SECOND) not in terminal.text
        turn(terminal, "t")
        assert title(SECOND) in terminal.text
        terminal.press("t")
        terminal.wait_for(lambda t: t.lines[:-2] == before)
        leave(terminal)


def test_a_click_on_the_outline_and_on_the_last_line_works(home: Home) -> None:
    with reading(home) as terminal:
        entry = f" 2 {title(SECOND).split()[0]}"
        row = next(y for y, line in enumerate(terminal.lines) if entry in line[:24])
        _click(terminal, 10, row)
        terminal.wait_for(is_at(2))
        column = terminal.last_line.index("overview")
        _click(terminal, column, terminal.rows - 1)
        terminal.wait_for(lambda t: "Overview" in t.last_line)
        terminal.press("Ctrl+C")
        assert terminal.wait_exit() == 0


def _click(terminal: Terminal, column: int, row: int) -> None:
    terminal.send(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m".encode())


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(0x80, 0x100)),
        b"z\xe9z",
        b"\x00" * 50,
        b"\x1b[M\xff\xff\xff",
        b"\x1b[999;999;999~\x1bOZ\x1b[<9999999999;1;1M\x1b[<64;0;0M",
        b"\x1b[1114112u",
        b"\x1b[200~n n n q q q\x1b[201~",
        b"\x1b[?1;2c\x1b[24;80R\x1b]11;rgb:1e/1e/1e\x07",
    ],
    ids=["bytes", "Latin-1", "NUL", "old mouse", "numbers", "no character", "paste", "answers"],
)
def test_whatever_a_terminal_sends_the_reader_stays(home: Home, data: bytes) -> None:
    with reading(home) as terminal:
        terminal.send(data)
        terminal.wait_quiet(0.3)
        terminal.press("n")
        terminal.wait_for(is_at(2))
        leave(terminal)


def test_the_title_screen_leads_to_overview_and_help(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()
        turn(terminal, "?")
        assert "On the title" in terminal.text
        terminal.press("Escape")
        terminal.wait_for(lambda t: "On the title" not in t.text)
        turn(terminal, "o")
        turn(terminal, "Down")
        terminal.press("Enter")
        terminal.wait_for(is_at(2))
        leave(terminal)
