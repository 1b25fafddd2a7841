"""A presenter in one terminal and the class in another, as a teacher starts them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.e2e.hosting import SSH, needs_ssh
from tests.e2e.lesson_class import DECK
from tests.e2e.reading import reader, run
from tests.e2e.terminal import EXPLAINER, Home, Terminal

TALK = """# Talk

First words.

<!-- speaker_note: A secret for me. -->

<!-- pause -->

Second words.

---

Third screen.
"""


def make_deck(home: Home) -> str:
    folder = home.folder / "talk"
    folder.mkdir(parents=True)
    (folder / "deck.toml").write_text(
        'format = 1\nid = "talk"\ntitle = "A talk"\n'
        '[[route]]\nid = "short"\ntitle = "Short"\nminutes = 2\n'
    )
    (folder / "01-talk.md").write_text(TALK)
    return str(folder)


def presenter(home: Home, *arguments: str) -> Terminal:
    return reader(home, "present", *arguments, size=(110, 30))


def audience(home: Home) -> Terminal:
    return reader(home, "audience", size=(60, 20))


def test_the_class_follows_every_step_forward_and_back(home: Home) -> None:
    deck = make_deck(home)
    with presenter(home, deck) as console, audience(home) as screen:
        console.wait_for("First section: Talk")
        screen.wait_for("A talk")
        assert "First words." not in screen.text
        console.press("PgDn")
        console.wait_for("A secret for me.")
        screen.wait_for("First words.")
        assert "Second" not in screen.text
        assert "secret" not in screen.text
        console.press("PgDn")
        screen.wait_for("Second words.")
        console.press("PgDn")
        screen.wait_for("Third screen.")
        console.press("PgUp")
        screen.wait_for("Second words.")
        assert "Third" not in screen.text
        console.press("b")
        screen.wait_for(lambda terminal: not terminal.text.strip())
        console.press(".")
        screen.wait_for("Second words.")
        console.press("q")
        console.wait_for("again to leave")
        console.press("q")
        assert console.wait_exit() == 0
        console.check_restored()
        assert b"Traceback" not in console.output
        screen.wait_for("Waiting for a presenter.")
        screen.press("q")
        assert screen.wait_exit() == 0
        screen.check_restored()


def test_a_screen_that_was_there_first_finds_the_presenter_and_the_next_one(home: Home) -> None:
    deck = make_deck(home)
    with audience(home) as screen:
        screen.wait_for("Waiting for a presenter.")
        with presenter(home, deck) as console:
            console.wait_for("1 screen, 60×20")
            screen.wait_for("A talk")
            console.press("PgDn")
            screen.wait_for("First words.")
            console.press("q", "q")
            console.wait_exit()
        screen.wait_for("Waiting for a presenter.")
        with presenter(home, deck) as console:
            console.wait_for("1 screen, 60×20")
            screen.wait_for("A talk")


def test_a_lesson_whose_presenter_was_killed_goes_on_where_it_was(home: Home) -> None:
    deck = make_deck(home)
    with audience(home) as screen:
        with presenter(home, deck) as console:
            console.wait_for("1 screen, 60×20")
            for words in ("First words.", "Second words."):
                console.press("PgDn")
                screen.wait_for(words)
            console.kill()
        screen.wait_for("Waiting for a presenter.")
        with presenter(home, deck) as console:
            console.wait_for("goes on where it was cut off")
            screen.wait_for("Second words.")
            console.press("PgDn")
            screen.wait_for("Third screen.")
            console.press("q", "q")
            console.wait_exit()
        with presenter(home, deck) as console:
            console.wait_for("First section: Talk")


def test_a_new_lesson_can_be_begun_though_one_was_cut_off(home: Home) -> None:
    deck = make_deck(home)
    with presenter(home, deck) as console:
        console.wait_for("First section: Talk")
        console.press("PgDn")
        console.wait_for("A secret for me.")
        console.kill()
    with presenter(home, deck, "--new") as console:
        console.wait_for("First section: Talk")


def test_a_resized_class_screen_is_what_pages_are_made_for(home: Home) -> None:
    with presenter(home, make_deck(home)) as console, audience(home) as screen:
        console.wait_for("60×20")
        screen.resize(90, 25)
        console.wait_for("90×25")


def test_a_folder_that_others_may_open_is_not_used(home: Home) -> None:
    home.environment()
    folder = home.data / "explainer" / "lessons"
    folder.mkdir(parents=True)
    folder.chmod(0o755)

    with presenter(home, make_deck(home)) as console:
        assert console.wait_exit() == 2
        assert "not private" in " ".join(console.text.split())


def test_a_report_tells_of_a_lesson_until_it_is_deleted(home: Home) -> None:
    deck = make_deck(home)
    assert "No lesson is kept yet" in run(home, "report", "--list").output
    assert run(home, "report").code == 2
    with presenter(home, deck) as console:
        console.wait_for("First section: Talk")
        console.press("PgDn")
        console.wait_for("A secret for me.")
        (name,) = [path.stem for path in (home.data / "explainer/lessons").glob("*.lesson")]
        busy = run(home, "report", name, "--delete")
        assert busy.code == 2
        assert "presented now" in busy.errors
        console.press("q", "q")
        console.wait_exit()

    told = run(home, "report")
    assert "# A talk" in told.output
    assert "| Talk |" in told.output
    assert "A talk" in run(home, "report", "--list").output
    assert json.loads(run(home, "report", name[:12], "--format", "json").output)["has_ended"]
    assert run(home, "report", name, "--delete").code == 0
    assert not list((home.data / "explainer/lessons").iterdir())


def test_an_unknown_route_says_which_there_are(home: Home) -> None:
    with presenter(home, make_deck(home), "--route", "shrot") as console:
        assert console.wait_exit() == 2
        assert "Did you mean 'short'?" in console.text


def test_presenting_without_a_terminal_says_so(home: Home) -> None:
    done = run(home, "present", make_deck(home))

    assert done.code == 2
    assert "needs a terminal" in done.errors


def test_a_rehearsal_names_what_a_lesson_would_meet(home: Home) -> None:
    done = run(home, "present", make_deck(home), "--check")

    assert done.code == 0
    assert "nothing to report" in done.output
    assert "3 presses from beginning to end" in done.output
    assert "not tried" in done.output


def test_a_rehearsal_tells_what_each_button_of_a_clicker_does(home: Home) -> None:
    with reader(home, "present", make_deck(home), "--check") as terminal:
        terminal.wait_for("press its buttons")
        for key, words in (("PgDn", "Next"), ("PgUp", "Previous"), ("b", "Blank"), ("F5", "Start")):
            terminal.press(key)
            terminal.wait_for(words)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_the_mirror_needs_no_second_terminal(home: Home) -> None:
    with presenter(home, make_deck(home), "--mirror") as screen:
        screen.wait_for("A talk")
        screen.press("PgDn")
        screen.wait_for("First words.")
        assert "PRESENTER" not in screen.text
        assert "secret" not in screen.text
        screen.press("PgDn")
        screen.wait_for("Second words.")


@needs_ssh
def test_a_class_joins_the_presenter_over_ssh_and_votes(home: Home) -> None:
    with presenter(home, str(DECK), "--host", "--address", "127.0.0.1", "--port", "0") as console:
        console.wait_for("Come in:")
        way = re.search(r"ssh -p (\d+) (\w{5})@127", console.text)
        assert way is not None
        options = ["-F", "/dev/null", "-o", "StrictHostKeyChecking=no", "-o", "LogLevel=ERROR"]
        options += ["-o", "UserKnownHostsFile=/dev/null", "-t", "-p", way[1]]
        join = [str(SSH), *options, f"{way[2]}@127.0.0.1", "Ann"]
        with Terminal(join, home.environment(), 80, 24) as student:
            student.wait_for("You are Ann")
            console.wait_for("Ann")
            console.press("Right", "Right", "Right")
            student.wait_for("Where does the Danube end?")
            console.press("v", "Right")
            student.wait_for("Press 1–3")
            student.send(b"1")
            student.wait_for("Sent: 1")
            console.wait_for("close it, 1 of 1 in")
            console.press("Right", "Right")
            student.wait_for("✓")
            console.send(b"\x1b")
            console.wait_for("1/2 · ")
            console.press("q")
            console.wait_for("again to leave")
            console.press("q")
            assert console.wait_exit() == 0
            student.wait_for("You had 1 of 1 right")
    told = run(home, "report", "--format", "long").output
    assert "where,1,1,In the Black Sea,yes" in told


def test_a_lesson_is_replayed_as_the_class_saw_it(home: Home) -> None:
    deck = make_deck(home)
    with presenter(home, deck) as console:
        console.wait_for("First section: Talk")
        for words in ("First words.", "Second words.", "Third screen."):
            console.press("PgDn")
            console.wait_for(words)
        console.press("q")
        console.wait_for("again to leave")
        console.press("q")
        assert console.wait_exit() == 0
    with reader(home, "report", "--replay", "--speed", "1000", size=(60, 20)) as screen:
        screen.wait_for("Third screen.")
        assert "secret" not in screen.text
        assert screen.wait_exit() == 0


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (("audience", "192.0.2.7", "K7MQ3"), "-t -p 2222 k7mq3-screen@192.0.2.7"),
        (
            ("present", "--connect", "school.example", "--port", "22"),
            "-t -p 22 present@school.example",
        ),
        (("audience", "192.0.2.7"), "Give the lesson's code after HOST"),
        (("audience", "-oProxyCommand=x", "k7mq3"), "No such option"),
        (("present", "--connect", "-oProxyCommand=x"), "is no host name"),
        (("audience", "a b;c", "k7mq3"), "is no host name"),
    ],
)
def test_a_projector_or_console_elsewhere_is_opened_by_the_system_s_ssh(
    home: Home, tmp_path: Path, command: tuple[str, ...], wanted: str
) -> None:
    client = tmp_path / "ssh"
    client.write_text('#!/bin/sh\necho "ssh $*"\n')
    client.chmod(0o755)
    words = [EXPLAINER, *command]
    variables = home.environment(PATH=f"{tmp_path}:{os.environ['PATH']}")
    with Terminal(words, variables, 100, 20) as terminal:
        terminal.wait_exit()
        assert wanted in " ".join(terminal.text.split())
