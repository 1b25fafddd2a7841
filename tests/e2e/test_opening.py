"""Addresses of decks and places, and where reading begins."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from explainer import __version__
from explainer.deck.block_text import plain_text
from tests.bundled import COUNT, FIRST, LAST, SECOND, THIRD, deck, headings
from tests.e2e.reading import is_at, leave, place, reader, reading, run, section, turn
from tests.e2e.terminal import Home, Terminal

DECK = "apple-alibaba"


def test_without_arguments_the_bundled_deck_opens_on_its_title_screen(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()

        assert deck().title in terminal.text
        assert "minutes" in terminal.text
        assert "Before you read" in terminal.text
        assert "A digit bets." in terminal.text
        assert DECK in terminal.last_line
        leave(terminal)


def test_enter_begins_with_the_first_section(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()

        found = place(terminal)
        assert found is not None
        assert found.sections == COUNT
        assert terminal.text.count(found.title) >= 2  # outline and last line
        leave(terminal)


@pytest.mark.parametrize("mark", ["#", "/"])
def test_a_section_of_a_deck_opens_at_once(home: Home, mark: str) -> None:
    with reader(home, f"{DECK}{mark}{SECOND}") as terminal:
        terminal.wait_for(is_at(2))
        leave(terminal)


@pytest.mark.parametrize("mark", ["#", "/"])
def test_a_block_of_a_section_opens_at_once(home: Home, mark: str) -> None:
    heading = headings(FIRST)[2]
    with reader(home, f"{DECK}{mark}{FIRST}/{heading.id}") as terminal:
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()

        found = place(terminal)
        assert found is not None
        assert found.page > 1
        assert any(plain_text(heading.content) in line for line in terminal.lines[:4])
        leave(terminal)


def test_an_unknown_section_is_an_error_with_a_suggestion(home: Home) -> None:
    with reader(home, f"{DECK}#{LAST[:-1]}") as terminal:
        assert terminal.wait_exit() == 2
        terminal.check_restored()

        assert f"no section '{LAST[:-1]}'" in terminal.text
        assert f"Did you mean '{LAST}'" in terminal.text
        assert "Traceback" not in terminal.text


def test_an_unknown_block_is_an_error_or_said_on_screen(home: Home) -> None:
    with reader(home, f"{DECK}#{SECOND}/no-such-heading") as terminal:
        terminal.wait_for("no-such-heading")


def test_an_unknown_deck_is_an_error_with_a_suggestion(home: Home) -> None:
    done = run(home, "aple-alibaba", "--plain")

    assert done.code == 2
    assert "no deck 'aple-alibaba'" in done.errors
    assert DECK in done.errors
    assert not done.output


def test_the_version_is_told(home: Home) -> None:
    assert run(home, "--version").output.strip() == f"explainer {__version__}"


def test_reading_goes_on_where_it_was_left(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "n")
        turn(terminal, "Space")
        before = _lines_of_text(terminal)
        leave(terminal)

        assert f"{DECK}#{SECOND}" in terminal.text
    with reader(home) as terminal:
        terminal.wait_for("Continue")
        assert "Start again" in terminal.text
        terminal.press("Enter")
        terminal.wait_for(is_at(2))
        terminal.wait_quiet()

        assert _share(before, _lines_of_text(terminal)) > 0.5
        leave(terminal)


def test_reading_starts_again_when_asked_to(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "G")
        leave(terminal)
    with reader(home) as terminal:
        terminal.wait_for("Continue")
        terminal.press("s")
        terminal.wait_for(is_at(1))
        leave(terminal)


def test_reading_goes_on_where_it_was_killed(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "n")
        turn(terminal, "n")
        terminal.wait_for(lambda _: _kept_section(home) == THIRD, timeout=5)
        terminal.kill()
    with reader(home) as terminal:
        terminal.wait_for("Continue")
        terminal.press("Enter")
        terminal.wait_for(is_at(3))
        leave(terminal)


def test_what_was_read_is_marked_the_next_time(home: Home, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    deck.mkdir()
    for name in ("one", "two"):
        (deck / f"{name}.md").write_text(f"# The {name}\n\nA few words.\n")
    with reading(home, str(deck)) as terminal:
        terminal.wait_for("1 of 2 read")
        leave(terminal)
    with reader(home, f"{deck}#two") as terminal:
        terminal.wait_for("1 of 2 read")
        leave(terminal)


def test_a_damaged_cache_is_rebuilt(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_for(lambda _: _kept_forms(home) != [], timeout=5)
        leave(terminal)
    (kept,) = _kept_forms(home)
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_for(lambda _: kept.read_bytes() == whole, timeout=5)
        leave(terminal)


def test_a_damaged_record_is_set_aside_and_said_and_a_new_one_is_kept(home: Home) -> None:
    record = home.data / "explainer" / "record.sqlite"
    record.parent.mkdir(parents=True)
    damaged = b"this is no database" * 100
    record.write_bytes(damaged)
    with reading(home) as terminal:
        turn(terminal, "n")
        assert section(terminal) == 2
        leave(terminal)

        assert "your record was damaged" in terminal.text
    (aside,) = record.parent.glob("record.damaged-*.sqlite")
    assert aside.read_bytes() == damaged
    assert _kept_section(home) == SECOND


def _kept_forms(home: Home) -> list[Path]:
    return list(home.cache.rglob("*.deck"))


def _kept_section(home: Home) -> str:
    record = home.data / "explainer" / "record.sqlite"
    if not record.exists():
        return ""
    connection = sqlite3.connect(record)
    try:
        row = connection.execute("SELECT section FROM place").fetchone()
    except sqlite3.OperationalError:  # no table yet
        return ""
    finally:
        connection.close()
    return row[0] if row else ""


def _lines_of_text(terminal: Terminal) -> set[str]:
    """Return the lines of the section's pane that contain words."""
    return {line[26:86].strip() for line in terminal.lines[:-1]} - {""}


def _share(wanted: set[str], found: set[str]) -> float:
    return len(wanted & found) / len(wanted)
