"""Imported questions are written as meant, and a second import keeps the author's changes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Question, QuestionType
from explainer.importers.into_deck import Written, write_questions
from explainer.importers.item import Form, ImportRefused, ImportResult, Item
from explainer.importers.question_import import read_items
from explainer.quiz.writers.export import Outcome

from .imports.asked import NOWHERE, placeless, questions
from .imports.deck import asked_in, new_deck

FILE = "Week 1 – Harbour.gift"
INSIDE = "quiz/week-1-harbour.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_deck(tmp_path / "deck")


def _import(root: Path, text: str, form: Form = Form.GIFT, name: str = FILE) -> Written:
    return write_questions(root, name, read_items(text, form))


def _result(asked: list[Question]) -> ImportResult:
    items = [Item(1, Outcome.TAKEN, (), question, "") for question in asked]
    return ImportResult(Form.GIFT, tuple(items))


def _text(root: Path) -> str:
    return (root / INSIDE).read_text(encoding="utf-8")


@settings(max_examples=80, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=4, unique_by=lambda question: question.id))
def test_the_deck_reads_what_was_imported_and_a_second_time_changes_nothing(
    asked: list[Question],
) -> None:
    with TemporaryDirectory() as folder:
        root = new_deck(Path(folder))
        first = write_questions(root, FILE, _result(asked))
        text = _text(root)
        second = write_questions(root, FILE, _result(asked))

        read = [placeless(question) for question in asked_in(root, INSIDE).values()]
        assert read == asked
        assert _text(root) == text
        assert (first.added, second.unchanged) == (second.unchanged, first.added)
        assert second.added == second.updated == ()


@settings(max_examples=80, deadline=None)
@given(st.lists(questions(), min_size=2, max_size=2), st.booleans())
def test_an_edited_question_takes_the_place_of_the_old_one(
    asked: list[Question], commented: bool
) -> None:
    before, after = asked[0], Question(**{**_fields(asked[1]), "id": asked[0].id})
    with TemporaryDirectory() as folder:
        root = new_deck(Path(folder))
        write_questions(root, FILE, _result([before]))
        if commented:
            path = root / INSIDE
            path.write_text(f"# mine\n\n{_text(root)}# end", encoding="utf-8")
        written = write_questions(root, FILE, _result([after]))
        (read,) = asked_in(root, INSIDE).values()

        assert read.prompt == after.prompt
        assert [choice.text for choice in read.choices] == [c.text for c in after.choices]
        assert (read.answer, read.low, read.accept) == (after.answer, after.low, after.accept)
        assert [pair.right for pair in read.pairs] == [pair.right for pair in after.pairs]
        if commented and written.updated:
            assert _text(root).startswith("# mine\n\n")
            assert "# end" in _text(root)
        assert not written.laid_out_anew


def _fields(question: Question) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__struct_fields__}


def test_the_file_reads_like_an_authors(root: Path) -> None:
    _import(root, "::Tide::What pulls the tide?{=the Moon#Yes. ~the wind}")

    assert _text(root) == (
        "[[question]]\n"
        'id = "tide"\n'
        'type = "single"\n'
        'prompt = "What pulls the tide?"\n'
        "choices = [\n"
        '  { text = "the Moon", correct = true, why = "Yes." },\n'
        '  { text = "the wind" },\n'
        "]\n"
    )


AUTHORS = """\
# The harbour, first week.

[[question]] # from Moodle
id = "depth"
type = "numeric"
section = "harbour" # ours
prompt = 'How deep?'
answer = 12.0   # fathoms
unit = "fathoms"
hints = [{ text = "Deeper than ten.", cost = 0.25 }]
tags = ["ours"]

[[question]]
id = "tide"
type = "single"
prompt = "What pulls it?"
sources = ["n01"]
choices = [
  { text = "the Moon", correct = true, why = "Ours." }, # keep
  { text = "the wind", fixed = true },
]

[[question]]
id = "own"
type = "true-false"
prompt = "Ours alone."
answer = true
"""


def test_importing_again_keeps_what_the_author_added(root: Path) -> None:
    (root / "quiz").mkdir()
    (root / INSIDE).write_text(AUTHORS, encoding="utf-8")
    text = (
        "// [tag:sea]\n::depth::How deep is it?{#10..14}\n\n"
        "::tide::What pulls it?{=the Moon ~the wind#It makes waves. ~the cat}\n\n::new::Salt?{T}"
    )
    written = _import(root, text)
    asked = asked_in(root, INSIDE)

    assert (written.added, written.updated) == (("new",), ("depth", "tide"))
    assert list(asked) == ["depth", "tide", "own", "new"]
    depth, tide = asked["depth"], asked["tide"]
    assert (depth.answer, depth.low, depth.high) == (None, 10, 14)
    assert (depth.section, depth.unit, depth.tags) == ("harbour", "fathoms", ("ours", "sea"))
    assert depth.hints[0].text == "Deeper than ten."
    assert tide.sources == ("n01",)
    assert [(c.text, c.why, c.fixed) for c in tide.choices] == [
        ("the Moon", "Ours.", False),
        ("the wind", "It makes waves.", True),
        ("the cat", "", False),
    ]
    for comment in ("# The harbour, first week.", "# from Moodle", "# ours"):
        assert comment in _text(root)
    assert 'prompt = "How deep is it?"\nlow = 10\nhigh = 14\nunit' in _text(root)
    assert _import(root, text).unchanged == ("depth", "tide", "new")


def test_a_question_that_says_the_same_keeps_its_bytes(root: Path) -> None:
    (root / "quiz").mkdir()
    (root / INSIDE).write_text(AUTHORS, encoding="utf-8")
    written = _import(root, "::depth::How deep?{#12}\n\n::own::Ours alone.{T}")

    assert written.unchanged == ("depth", "own")
    assert _text(root) == AUTHORS


def test_only_values_that_change_are_written_anew(root: Path) -> None:
    (root / "quiz").mkdir()
    (root / INSIDE).write_text(AUTHORS, encoding="utf-8")
    _import(root, "::tide::What pulls the tide?{=the Moon ~the wind}")

    assert _text(root) == AUTHORS.replace("What pulls it?", "What pulls the tide?")


@pytest.mark.parametrize(
    "text", ['a\n"', 'a\n""""b"', "a\n\\", 'a\n\\"', '\n\n"a"', "a\n#''", 'a\n"b"\n"""']
)
def test_texts_of_several_lines_are_read_as_they_were(root: Path, text: str) -> None:
    question = Question("q", QuestionType.TRUE_FALSE, text, NOWHERE, answer=True)
    write_questions(root, FILE, _result([question]))

    assert asked_in(root, INSIDE)["q"].prompt == text
    assert write_questions(root, FILE, _result([question])).unchanged == ("q",)


def test_what_aiken_cannot_say_stays(root: Path) -> None:
    aiken = "What pulls it?\nA) the Moon\nB) the wind\nANSWER: A\n"
    (id,) = _import(root, aiken, Form.AIKEN).added
    edited = _text(root).replace('"the wind" }', '"the wind", weight = 0.25, why = "No." }')
    (root / INSIDE).write_text(edited, encoding="utf-8")
    again = _import(root, aiken.replace("B) the wind", "B) the wind\nC) the cat"), Form.AIKEN)

    wind = asked_in(root, INSIDE)[id].choices[1]
    assert again.updated == (id,)
    assert (wind.weight, wind.why) == (0.25, "No.")


def test_a_weight_that_gift_no_longer_has_goes(root: Path) -> None:
    _import(root, "::q::x{=a ~%50%b}")
    _import(root, "::q::x{=a ~b}")

    assert asked_in(root, INSIDE)["q"].choices[1].weight is None


def test_a_penalty_of_nothing_is_a_change(root: Path) -> None:
    _import(root, "::q::x{~%100%a ~%-50%b ~%-50%c}")
    written = _import(root, "::q::x{~%100%a ~b ~c}")

    assert written.updated == ("q",)
    assert [choice.weight for choice in asked_in(root, INSIDE)["q"].choices] == [None, 0.0, 0.0]


def test_a_question_of_another_file_is_not_overwritten(root: Path) -> None:
    (root / "quiz").mkdir()
    other = root / "quiz" / "other.toml"
    other.write_text(AUTHORS, encoding="utf-8")
    written = _import(root, "::depth::Hm?{#1}\n\n::fresh::Hm?{T}")

    assert written.elsewhere == (("depth", "quiz/other.toml"),)
    assert list(asked_in(root, INSIDE)) == ["fresh"]
    assert other.read_text(encoding="utf-8") == AUTHORS


def test_a_layout_that_cannot_be_edited_is_written_anew_and_said(root: Path) -> None:
    (root / "quiz").mkdir()
    text = (
        '[[question]]\nid = "q"\ntype = "single"\nprompt = "x"\n'
        '[[question.choices]]\ntext = "a"\ncorrect = true\n[[question.choices]]\ntext = "b"\n'
    )
    (root / INSIDE).write_text(text, encoding="utf-8")
    written = _import(root, "::q::x{=a ~c}")

    assert written.laid_out_anew
    assert [c.text for c in asked_in(root, INSIDE)["q"].choices] == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[question]\n", "line 1"),
        ("question = 3\n", "[[question]]"),
        ('[question]\nid = "q"\n', "[[question]]"),
    ],
)
def test_a_broken_file_is_not_touched(root: Path, text: str, said: str) -> None:
    (root / "quiz").mkdir()
    (root / INSIDE).write_text(text, encoding="utf-8")

    with pytest.raises(ImportRefused) as refused:
        _import(root, "::q::x{T}")
    assert said in str(refused.value)
    assert _text(root) == text


def test_nothing_is_written_beside_a_deck_or_out_of_it(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no deck"):
        _import(tmp_path, "a {T}")
    (tmp_path / "away").mkdir()
    (root / "quiz").symlink_to(tmp_path / "away")
    with pytest.raises(ImportRefused, match="out of the deck"):
        _import(root, "a {T}")
    assert list((tmp_path / "away").iterdir()) == []


@pytest.mark.parametrize("name", ["../../x.txt", "题库.gift", "", ".gift", "a/b/../c.txt"])
def test_any_name_of_a_file_makes_a_file_in_the_quiz_folder(root: Path, name: str) -> None:
    written = _import(root, "a {T}", name=name)

    assert written.path.parent == root / "quiz"
    assert [path.name for path in (root / "quiz").iterdir()] == [written.path.name]


def test_a_file_that_holds_no_question_writes_nothing(root: Path) -> None:
    written = _import(root, "only a text")

    assert not written.path.exists()
    assert written.added == ()
