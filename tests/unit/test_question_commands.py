"""`import`, `export` and `stats` on the command line."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli import cli
from explainer.deck.loader import open_deck
from explainer.deck.question import QuestionType
from explainer.learner.attempt_export import attempts_csv, attempts_json, read_attempts
from explainer.problems import ExplainerError, Problems
from explainer.quiz.answer import Chosen, Confidence, Typed
from explainer.quiz.attempt import Attempt

DECK = str(Path(__file__).parents[1] / "ui" / "decks" / "asking")

GIFT = """::springs-lie:: Where do springs lie? {
  =In the hills #Rain soaks in above.
  ~In the plains #No.
}

Nothing to answer here.

How many legs? {#3,14}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "deck.toml").write_text('format = 1\nid = "own"\ntitle = "Own"\n')
    (folder / "01-a.md").write_text("# A\n\nText.\n")
    (tmp_path / "moodle.gift").write_text(GIFT)
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_every_item_of_an_import_is_told_and_the_deck_has_the_questions(
    deck: Path, tmp_path: Path
) -> None:
    found = run("import", tmp_path / "moodle.gift", "--to", deck)

    assert found.exit_code == 0
    assert "line 1: taken: springs-lie" in found.stdout
    assert "line 6: left: " in found.stdout
    assert "line 8: left: " in found.stdout
    assert "1 taken, 0 changed, 2 left." in found.stdout
    problems = Problems()
    opened = open_deck(deck, problems)
    assert not problems.errors
    assert opened.deck.questions["springs-lie"].choices[0].why == "Rain soaks in above."


def test_importing_again_updates_and_doubles_nothing(deck: Path, tmp_path: Path) -> None:
    source = tmp_path / "moodle.gift"
    run("import", source, "--to", deck)
    again = run("import", source, "--to", deck)
    source.write_text(GIFT.replace("In the plains", "In the sea"))
    edited = run("import", source, "--to", deck)

    assert "0 new, 0 updated, 1 as they were" in again.stdout
    assert "0 new, 1 updated, 0 as they were" in edited.stdout
    questions = open_deck(deck, Problems()).deck.questions
    assert list(questions) == ["springs-lie"]
    assert questions["springs-lie"].choices[1].text == "In the sea"


def test_a_dry_run_writes_nothing(deck: Path, tmp_path: Path) -> None:
    found = run("import", tmp_path / "moodle.gift", "--to", deck, "--dry-run")

    assert "Nothing was written." in found.stdout
    assert not (deck / "quiz").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.gift", "--to", "DECK"], "cannot be read"),
        (["GIFT", "--to", "apple-alibaba"], "a bundled deck"),
        (["GIFT", "--to", "nowhere"], "nowhere"),
        (["PLAIN", "--to", "DECK"], "format cannot be told"),
    ],
)
def test_what_cannot_be_imported_gets_a_sentence(
    deck: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "plain.txt").write_text("Just a sentence\n")
    named = {
        "DECK": str(deck),
        "GIFT": str(tmp_path / "moodle.gift"),
        "PLAIN": str(tmp_path / "plain.txt"),
    }
    found = run("import", *(named.get(argument, argument) for argument in arguments))

    assert isinstance(found.exception, ExplainerError)
    assert words in str(found.exception)


@pytest.mark.parametrize("form", ["gift", "aiken", "anki", "csv"])
def test_an_export_goes_to_a_file_and_losses_to_standard_error(form: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    found = run("export", DECK, "--format", form, "-o", target)

    assert found.exit_code == 0
    assert found.stdout == ""
    assert "What does a spring need?" in target.read_text(encoding="utf-8")
    assert found.stderr.splitlines()[-1].endswith(" left.")


def test_what_was_exported_as_gift_comes_back_the_same(deck: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.gift"
    run("export", DECK, "--format", "gift", "-o", target)
    run("import", target, "--to", deck)
    before = open_deck(Path(DECK), Problems()).deck.questions
    after = open_deck(deck, Problems()).deck.questions

    assert set(after) >= {"single", "multiple", "truth", "number", "word", "match"}
    for name, question in after.items():
        assert question.type == before[name].type
        if question.type is not QuestionType.CARD:  # GIFT has no place for a card's explanation
            assert question.explain == before[name].explain
        assert [c.text for c in question.choices] == [c.text for c in before[name].choices]


def attempts() -> list[Attempt]:
    return [
        Attempt("asking", "single", "h", "2026-01-01T00:00:00.000Z", Chosen((1,)), 0.0, run="r"),
        Attempt(
            "asking",
            "single",
            "h",
            "2026-01-01T00:05:00.000Z",
            Chosen((0,)),
            1.0,
            run="r",
            again=True,
            confidence=Confidence.SURE,
        ),
        Attempt("asking", "word", "h", "2026-01-02T00:00:00.000Z", Typed('=1+1 "x"'), 0.0),
    ]


def test_attempts_as_a_table_are_safe_to_open_in_a_spreadsheet() -> None:
    rows = list(csv.DictReader(io.StringIO(attempts_csv(attempts()))))

    assert [row["attempt"] for row in rows] == ["1", "2", "1"]
    assert [row["response"] for row in rows] == ["2", "1", '\'=1+1 "x"']
    assert rows[1]["confidence"] == "sure"


def test_attempts_as_json_lines_come_back_as_they_were() -> None:
    assert read_attempts(attempts_json(attempts()), "") == attempts()


@pytest.mark.parametrize("line", ["{", "[]", '{"deck": 1}', "null", '{"at": "x"}'])
def test_a_line_that_is_no_attempt_is_named(line: str) -> None:
    good = attempts_json(attempts()[:1])

    with pytest.raises(ExplainerError, match="Line 2 is no attempt"):
        read_attempts(f"{good}{line}\n", "")


@given(
    st.text(max_size=200) | st.lists(st.sampled_from([*'{}[]",:', "at", "1", "null"])).map("".join)
)
def test_whatever_a_file_of_attempts_says_it_is_read_or_refused(text: str) -> None:
    with suppress(ExplainerError):
        assert isinstance(read_attempts(text, "x"), list)


def test_statistics_count_a_file_as_a_learner(tmp_path: Path) -> None:
    deck = open_deck(Path(DECK), Problems()).deck
    from explainer.quiz.question_hash import question_hash

    files = []
    for number in range(3):
        made = Attempt(
            "asking",
            "single",
            question_hash(deck.questions["single"]),
            "2026-01-01T00:00:00.000Z",
            Chosen((0 if number else 2,)),
            float(bool(number)),
        )
        file = tmp_path / f"{number}.jsonl"
        file.write_text(attempts_json([made]))
        files.append(file)
    found = run("stats", DECK, *files)

    assert found.exit_code == 0
    assert "3 learners" in found.stdout
    assert "0.67" in found.stdout
