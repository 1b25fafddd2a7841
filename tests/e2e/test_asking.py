"""Quizzes by the installed command: on a terminal, killed and resumed, and through pipes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.e2e.terminal import EXPLAINER, Home, Terminal

DECK = str(Path(__file__).parents[1] / "ui" / "decks" / "asking")
CARDS = str(Path(__file__).parent / "decks" / "cards")


def piped(home: Home, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [EXPLAINER, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=home.environment(),
        timeout=60,
    )


def test_a_killed_quiz_goes_on_at_the_same_question_with_the_same_score(home: Home) -> None:
    command = [EXPLAINER, "quiz", DECK, "--tag", "ground"]
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for("1 of 1")
        terminal.press("2")
        terminal.press("Enter")
        terminal.wait_for("Not right")
        terminal.kill()
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for("Not right")
        terminal.press("Enter")
        terminal.wait_for("0 of 1 right")
        terminal.press("Escape")
        assert terminal.wait_exit() == 0

    shown = piped(home, "progress", DECK)
    assert "(single): missed" in " ".join(shown.stdout.split())


def test_a_quiz_through_a_pipe_asks_answers_and_ends(home: Home) -> None:
    found = piped(home, "quiz", DECK, "--tag", "ground", "--plain", typed="h\n1\n")

    assert found.returncode == 0
    assert "Hint: It falls." in found.stdout
    assert "Right." in found.stdout
    assert "Done. 1 of 1 right" in found.stdout
    assert "\x1b" not in found.stdout
    assert not found.stderr


def test_what_was_missed_is_asked_again_until_it_is_right(home: Home) -> None:
    piped(home, "quiz", DECK, "--tag", "ground", typed="2\n")
    again = piped(home, "quiz", DECK, "--missed", typed="1\n")
    nothing = piped(home, "quiz", DECK, "--missed")

    assert "What does a spring need?" in again.stdout
    assert nothing.stdout == "Nothing is missed.\n"


def test_a_review_has_nothing_to_ask_of_somebody_new(home: Home) -> None:
    found = piped(home, "review", DECK)

    assert found.stdout == "Nothing to review yet.\n"
    assert found.returncode == 0


def test_wrong_words_get_a_sentence_and_an_exit_code(home: Home) -> None:
    for arguments, words in (
        (("quiz", DECK, "--tag", "grund"), "Did you mean 'ground'?"),
        (("quiz", f"{DECK}#sprngs"), "Did you mean 'springs'?"),
        (("quiz", DECK, "--route", "short"), "no route 'short'"),
        (("quiz", DECK, "--tag", "ground", "--missed"), "Ask for one of"),
        (("review", DECK, "--exam", "tomorrow"), "is no day"),
        (("progress", "reset"), "Name a deck"),
    ):
        found = piped(home, *arguments)
        assert found.returncode == 2, arguments
        assert words in found.stderr, arguments
        assert "Traceback" not in found.stderr


def test_progress_is_exported_and_reset_only_when_asked_twice(home: Home) -> None:
    piped(home, "quiz", DECK, "--tag", "ground", typed="1\n")
    exported = piped(home, "progress", "export", "asking")
    rows = exported.stdout.splitlines()
    kept = piped(home, "progress", "reset", "asking", typed="n\n")
    after = piped(home, "progress")
    gone = piped(home, "progress", "reset", "asking", "--yes")

    assert rows[0].startswith("deck_id,question_id,question_hash,answered_at")
    assert rows[1].startswith("asking,single,")
    assert kept.returncode == 1
    assert "1 question answered in 1 attempt" in after.stdout
    assert gone.returncode == 0
    assert piped(home, "progress").stdout == "Nothing is kept yet.\n"


def test_a_damaged_record_is_set_aside_with_a_word_and_the_quiz_goes_on(home: Home) -> None:
    piped(home, "quiz", DECK, "--tag", "ground", typed="1\n")
    (record,) = home.folder.rglob("record.sqlite")
    record.write_bytes(b"no database" * 100)
    found = piped(home, "quiz", DECK, "--tag", "ground", typed="1\n")

    assert "is kept as" in found.stderr
    assert "Right." in found.stdout
    (aside,) = record.parent.glob("*.damaged-*.sqlite")
    assert aside.read_bytes() == b"no database" * 100


def test_a_card_is_rated_through_a_pipe_and_waits_for_its_review(home: Home) -> None:
    found = piped(home, "quiz", f"{CARDS}", "--plain", typed="\n1\n\n4\n")
    shown = piped(home, "progress", CARDS)
    stats = piped(home, "stats", CARDS)
    exported = piped(home, "export", CARDS, "--format", "gift")

    assert found.stdout.index("What is osmosis?") < found.stdout.index("Water moves")
    assert "Done. 1 of 2 right" in found.stdout
    assert found.returncode == 0
    words = " ".join(shown.stdout.split())
    assert "rated again" in words
    assert "rated easy" in words
    assert "first rated: again 1, hard 0, good 0, easy 0" in stats.stdout
    assert "left" in exported.stdout + exported.stderr


def test_a_card_is_turned_and_rated_on_a_terminal(home: Home) -> None:
    with Terminal([EXPLAINER, "quiz", CARDS, "--seed", "1"], home.environment()) as terminal:
        terminal.wait_for("turns the card")
        terminal.press("Space")
        terminal.wait_for("1 Again")
        terminal.press("3")
        terminal.wait_for("2 of 2")
        terminal.kill()
    with Terminal([EXPLAINER, "quiz", CARDS], home.environment()) as terminal:
        terminal.wait_for("2 of 2")
        terminal.press("Space")
        terminal.wait_for("4 Easy")
        terminal.press("4")
        terminal.wait_for("2 of 2 right")
        terminal.press("Escape")
        assert terminal.wait_exit() == 0
