"""Open questions, whose answer is not known, are bet on and never scored."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.check.deck_check import check_deck
from explainer.cli import cli
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Choice, Question, QuestionType, scored_questions
from explainer.deck.question_text import QuestionText
from explainer.deck.reference_check import check_references
from explainer.deck.route import Route
from explainer.learner.attempt_export import attempts_csv, attempts_json, read_attempts
from explainer.learner.history import History
from explainer.learner.progress import Progress, progress_lines, summary_line
from explainer.learner.quiz_session import open_quiz_session, place_bet, without_missing_questions
from explainer.learner.record_file import RecordFile
from explainer.problems import Code, Problems, Span
from explainer.quiz.answer import Answer, Chosen, Placed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import check_subject, subject_questions
from explainer.quiz.bet import before_after, settled_bets
from explainer.quiz.feedback import bet_words
from explainer.quiz.grading import grade
from explainer.quiz.question_hash import question_hash
from explainer.quiz.result import result_lines
from explainer.quiz.review import schedule
from explainer.quiz.review_page import review_lines
from explainer.quiz.run import Subject, SubjectKind, give, start
from explainer.quiz.section_scores import section_scores
from explainer.quiz.statistics import deck_statistics
from explainer.quiz.writers import aiken_writer, anki_writer, csv_table, gift_writer
from explainer.quiz.writers.export import Outcome
from explainer.render.layout import lay_out
from explainer.render.line import line_text, line_width
from explainer.render.plain import PlainWriter
from explainer.render.setting import Setting
from explainer.ui.base.answers_shown import asked_of
from tests.unit.asked import EVERY_TYPE, HERE, question
from tests.unit.checked_deck import MANIFEST, places
from tests.unit.page_check import check_plain

WHERE = """[[question]]
id = "where"
type = "single"
open = true
section = "b"
settles = "known"
prompt = "Where does it sit?"
explain = "Both confirmed it; neither said where."
tags = ["layers"]
choices = [
  { text = "On the phone", why = "One account has it so." },
  { text = "In the cloud", why = "The other has it so." },
]
"""
CLOSED = """[[question]]
id = "closed"
type = "single"
section = "b"
prompt = "Who?"
explain = "They."
choices = [{ text = "They", correct = true }, { text = "We", why = "No." }]
"""
SECTIONS = {
    "01-a.md": '+++\nbets = ["where"]\n+++\n\n# A\n\nText.\n',
    "02-b.md": "# B\n\n```{question} where\n```\n\n## Known\n\nLittle.\n\n## More\n\n"
    "```{quiz}\n```\n",
}


def opened(root: Path, quiz: str = WHERE + CLOSED, **files: str) -> OpenDeck:
    texts = {"deck.toml": MANIFEST, **SECTIONS, **files, "quiz/q.toml": quiz}
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_deck(root, Problems())


def found(root: Path, quiz: str) -> list[tuple[Code, int | None]]:
    opened(root, quiz)
    return [
        (problem.code, problem.span.line)
        for problem in check_deck(root)
        if problem.code is not Code.UNKNOWN_QUESTION
    ]


def open_question(id: str = "open", **fields: object) -> Question:
    choices = tuple(Choice(text, HERE, why=f"Why {text}.") for text in "ABC")
    return question(QuestionType.SINGLE, id, **{"open": True, "choices": choices, **fields})


def bet(answer: Answer, of: Question, at: str = "2026-03-01T12:00:00.000Z") -> Attempt:
    made = place_bet(Deck("deck", "D", (), Span("deck.toml")), of, answer, None)
    return msgspec.structs.replace(made, at=at)


def text_of(book: OpenDeck, section: str, attempts: list[Attempt], width: int = 70) -> str:
    entry = book.deck.entry(section)
    assert entry is not None
    asked = asked_of(book.deck, section, next(iter(entry.bets), ""), attempts)
    page = lay_out(book.section(section), book.deck, width, Setting(asked=asked))
    assert all(line_width(line) <= max(2, width) for line in page.lines)
    return "\n".join(line_text(line).rstrip() for line in page.lines)


def flat(text: str) -> str:
    """Return the words of a text, without its spacing and bars."""
    return " ".join(text.replace("▎", " ").split())


# --- the format -----------------------------------------------------------------------------


def test_a_whole_open_question_has_nothing_to_report_and_keeps_its_places(tmp_path: Path) -> None:
    asked = opened(tmp_path).deck.questions["where"]

    assert check_deck(tmp_path) == []
    assert asked.open
    assert [choice.text for choice in asked.choices] == ["On the phone", "In the cloud"]


def test_questions_that_say_nothing_or_false_are_not_open(tmp_path: Path) -> None:
    quiz = CLOSED + CLOSED.replace('"closed"', '"false"').replace(
        "section", "open = false\nsection"
    )

    assert not any(one.open for one in opened(tmp_path, quiz).deck.questions.values())


@pytest.mark.parametrize(
    "kind",
    [
        'type = "true-false"\nanswer = true',
        'type = "numeric"',
        'type = "short"\naccept = ["A"]',
        'type = "match"\npairs = [["A", "B"], ["C", "D"]]',
        'type = "order"\nitems = ["A", "B"]',
        'type = "cloze"\ntext = "A [[B]]"',
    ],
)
def test_only_choices_can_be_open(tmp_path: Path, kind: str) -> None:
    quiz = f'[[question]]\nid = "q"\nprompt = "P"\nopen = true\n{kind}\n'

    assert found(tmp_path, quiz) == [(Code.OPEN_TYPE, 4)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('phone", why', 'phone", correct = true, why', 11),
        ('cloud", why', 'cloud", weight = 0.5, why', 12),
        ("open = true", "open = true\npoints = 2", 5),
        ("open = true", 'open = true\nhints = [{ text = "H" }]', 5),
    ],
)
def test_nothing_of_an_open_question_is_scored(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    assert found(tmp_path, WHERE.replace(old, new)) == [(Code.OPEN_SCORED, line)]


def test_correct_false_says_what_is_so(tmp_path: Path) -> None:
    assert found(tmp_path, WHERE.replace('cloud", why', 'cloud", correct = false, why')) == []


def test_one_place_is_none_to_choose_from(tmp_path: Path) -> None:
    one = WHERE.replace('  { text = "In the cloud", why = "The other has it so." },\n', "")

    assert [code for code, _ in found(tmp_path, one)] == [Code.QUESTION_INCOMPLETE]


def test_a_route_that_asks_it_is_reported_at_its_place() -> None:
    route = Route("r", "R", Span("deck.toml", keys=("route", 0)), questions=("q", "open"))
    asked = {one.id: one for one in (question(QuestionType.SINGLE), open_question())}
    problems = Problems()
    deck = Deck("d", "D", (), Span("deck.toml"), routes=(route,), questions=asked)
    check_references(deck, problems)

    assert [(problem.code, problem.span.keys) for problem in problems] == [
        (Code.OPEN_ASKED, ("route", 0, "questions", 1))
    ]


# --- `check` --------------------------------------------------------------------------------


def test_every_place_needs_what_speaks_for_it(tmp_path: Path) -> None:
    opened(tmp_path, WHERE.replace(', why = "One account has it so."', ""))
    problems = check_deck(tmp_path)

    assert places(problems, Code.WHY_MISSING) == [("quiz/q.toml", 11, 12)]
    assert "speaks for 'On the phone'" in problems[0].message
    assert "wrong" not in problems[0].message + problems[0].help


def test_it_must_say_what_is_known(tmp_path: Path) -> None:
    opened(tmp_path, WHERE.replace('explain = "Both confirmed it; neither said where."\n', ""))
    (problem,) = check_deck(tmp_path)

    assert problem.code is Code.EXPLANATION_MISSING
    assert "known" in problem.message


def test_rules_about_keys_are_not_for_it(tmp_path: Path) -> None:
    alike = WHERE.replace("On the phone", "It always runs in the cloud").replace(
        "In the cloud", "It always runs in cloud"
    )
    alike = alike.replace("choices = [", 'choices = [\n  { text = "On a chip", why = "Why not." },')
    many = "".join(alike.replace('"where"', f'"where-{number}"') for number in range(40))

    assert found(tmp_path, many) == []


# --- it is asked nowhere --------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        Subject(SubjectKind.DECK),
        Subject(SubjectKind.SECTION, "b"),
        Subject(SubjectKind.QUESTION, "where closed"),
        Subject(SubjectKind.REVIEW, "where closed"),
        Subject(SubjectKind.MISSED),
        Subject(SubjectKind.ROUTE, "r"),
    ],
)
def test_no_run_asks_it(tmp_path: Path, subject: Subject) -> None:
    route = '[[route]]\nid = "r"\ntitle = "R"\nquestions = ["where", "closed"]\n'
    deck = opened(tmp_path, **{"deck.toml": MANIFEST + route}).deck
    missed = [Attempt("d", name, "h", "2026-03-01T12:00:00.000Z", None, 0.0) for name in
              ("where", "closed")]  # fmt: skip
    questions = subject_questions(deck, subject, missed)

    assert [one.id for one in questions] == ["closed"]


def test_a_tag_of_open_questions_alone_can_be_no_subject(tmp_path: Path) -> None:
    deck = opened(tmp_path).deck

    assert subject_questions(deck, Subject(SubjectKind.TAG, "layers")) == []
    with pytest.raises(Exception, match="no tag 'layers'"):
        check_subject(deck, Subject(SubjectKind.TAG, "layers"))


def test_a_deck_of_open_questions_alone_has_none_to_ask(tmp_path: Path) -> None:
    deck = opened(tmp_path, WHERE).deck

    assert open_quiz_session(deck, Subject(SubjectKind.DECK), None, []) is None
    with pytest.raises(Exception, match="no questions"):
        check_subject(deck, Subject(SubjectKind.DECK))


def test_a_run_that_was_left_goes_on_without_what_is_open_since(tmp_path: Path) -> None:
    run = start("r", Subject(SubjectKind.DECK), ["where", "closed"], 1)

    assert list(without_missing_questions(opened(tmp_path).deck, run).order) == ["closed"]


def test_a_question_that_was_answered_and_is_open_since_counts_nowhere(tmp_path: Path) -> None:
    deck = opened(tmp_path).deck
    attempts = [Attempt("d", "where", "old", "2026-03-01T12:00:00.000Z", Chosen((0,)), 0.0)]
    now = datetime(2026, 4, 1, tzinfo=UTC)
    due = schedule(attempts)
    told = [line_text(line) for line in review_lines(due, [], deck, now, None, 80)]

    assert section_scores(deck, attempts) == {}
    assert told[0] == "Nothing to review yet."
    assert [item.question for item in deck_statistics(deck.questions.values(), attempts).items] == [
        "closed"
    ]
    assert "0 due" in summary_line(Progress("d", frozenset(), attempts), deck, now)


def test_a_bet_that_was_settled_counts_no_more_once_the_question_is_open(tmp_path: Path) -> None:
    deck = opened(tmp_path).deck
    at = "2026-03-01T12:00:00.000Z"
    for name, told in (("closed", True), ("where", False)):
        guess = Attempt("d", name, "old", at, Chosen((0,)), 0.0, Occasion.BET)
        attempts = [guess, Attempt("d", name, "old", at, Chosen((1,)), 1.0)]
        progress = Progress("d", frozenset(), attempts)
        lines = list(progress_lines(progress, deck, datetime(2026, 4, 1, tzinfo=UTC), 80))

        assert ("Bets: 0 of 1 right before the text, 1 after it." in lines) is told


def test_a_section_is_scored_without_it(tmp_path: Path) -> None:
    deck = opened(tmp_path).deck
    right = Attempt("d", "closed", "h", "2026-03-01T12:00:00.000Z", Chosen((0,)), 1.0)

    assert section_scores(deck, [right]) == {"b": (1, 1)}


def test_the_quiz_of_its_section_does_not_show_it(tmp_path: Path) -> None:
    text = text_of(opened(tmp_path), "b", [])

    assert "1 question" in text[text.index("Quiz") :]
    assert "Where does it sit?" not in text[text.index("Quiz") :]


# --- grading, names in records, and what is kept ---------------------------------------------


@given(st.lists(st.integers(-2, 5), max_size=4))
def test_whatever_is_answered_has_a_grade_that_is_never_right(choices: list[int]) -> None:
    single = open_question()
    for asked in (single, msgspec.structs.replace(single, type=QuestionType.MULTIPLE)):
        for answer in (Chosen(tuple(choices)), Placed(tuple(choices))):
            assert grade(asked, answer).fraction == 0


def test_a_place_is_no_answer_to_a_question_that_has_one() -> None:
    assert all(grade(one, Placed((0,))).fraction == 0 for one in EVERY_TYPE)


def test_opening_a_question_makes_it_another_one_and_others_keep_their_names() -> None:
    asked = question(QuestionType.SINGLE)

    assert question_hash(asked) == "4b81791ff14b6f22"
    assert question_hash(msgspec.structs.replace(asked, open=True)) != question_hash(asked)


def test_a_bet_on_it_is_kept_as_a_place_and_read_back(tmp_path: Path) -> None:
    deck = opened(tmp_path / "deck").deck
    file = RecordFile(tmp_path / "record.sqlite")
    made = place_bet(deck, deck.questions["where"], Chosen((1,)), file)
    (kept,) = History(file).attempts("d")

    assert kept == made
    assert (kept.occasion, kept.answer, kept.is_scored) == (Occasion.BET, Placed((1,)), False)


def test_an_export_says_neither_right_nor_wrong() -> None:
    attempts = [
        bet(Chosen((1,)), open_question()),
        bet(Chosen((1,)), question(QuestionType.SINGLE)),
    ]
    header, *rows = [line.split(",") for line in attempts_csv(attempts).splitlines()]
    table = [dict(zip(header, row, strict=True)) for row in rows]

    assert [(row["response"], row["correct"], row["fraction"]) for row in table] == [
        ("2", "", ""),
        ("2", "0", "0"),
    ]
    again = read_attempts(attempts_json(attempts), "ann")
    assert [one.is_scored for one in again] == [False, True]


def test_progress_tells_it_as_a_bet_alone(tmp_path: Path) -> None:
    deck = opened(tmp_path).deck
    attempts = [bet(Chosen((1,)), deck.questions["where"])]
    now = datetime(2026, 4, 1, tzinfo=UTC)
    text = "\n".join(progress_lines(Progress("d", frozenset(), attempts), deck, now, 80))

    assert text.count("Where does it sit?") == 1
    assert "Bet: Where does it sit?" in text
    assert "(still open)" in text
    assert "missed" not in text
    assert "Who? (closed): not asked yet" in text


@pytest.mark.parametrize(
    "export",
    [
        gift_writer.write,
        aiken_writer.write,
        lambda asked: anki_writer.write(asked, "d", "D"),
        csv_table.write,
    ],
    ids=["gift", "aiken", "anki", "csv"],
)
def test_no_format_carries_it_and_each_says_why(export) -> None:  # type: ignore[no-untyped-def] # four signatures
    written = export([open_question(prompt="Where is it?"), question(QuestionType.SINGLE)])
    left, other = written.reports

    assert (left.id, left.outcome) == ("open", Outcome.LEFT)
    assert "open question" in left.notes[0]
    assert other.outcome is not Outcome.LEFT
    assert "Where is it?" not in written.text


# --- bets that are placed again --------------------------------------------------------------


def test_the_first_guess_is_kept_beside_the_last_one() -> None:
    asked = question(QuestionType.SINGLE)
    first, between, last = (bet(Chosen((n,)), asked) for n in (1, 2, 0))
    settled = settled_bets([first, between, last])["q"]

    assert (settled.first, settled.before) == (first, last)
    assert bet_words(asked, settled, QuestionText()) == "B, then A (right)"


def test_a_guess_that_came_back_to_the_first_was_not_changed() -> None:
    asked = question(QuestionType.SINGLE)
    settled = settled_bets([bet(Chosen((n,)), asked) for n in (1, 0, 1)])["q"]

    assert settled.first is None
    assert bet_words(asked, settled, QuestionText()) == "B (not right)"


def test_a_bet_on_an_edited_question_begins_anew() -> None:
    asked = question(QuestionType.SINGLE)
    old = bet(Chosen((1,)), msgspec.structs.replace(asked, prompt="Before?"))
    answered = Attempt("deck", "q", old.question_hash, old.at, Chosen((0,)), 1.0)
    new = bet(Chosen((0,)), asked)
    settled = settled_bets([old, answered, new])["q"]

    assert (settled.before, settled.first, settled.after) == (new, None, None)


def test_what_was_open_when_it_was_bet_on_is_not_compared() -> None:
    asked = question(QuestionType.SINGLE)
    placed = bet(Chosen((1,)), msgspec.structs.replace(asked, open=True))
    answered = Attempt("deck", "q", question_hash(asked), placed.at, Chosen((0,)), 1.0)
    settled = settled_bets([placed, answered])["q"]

    assert before_after([settled]).asked == 0
    assert bet_words(asked, settled, QuestionText()) == "B"
    run, _ = give(start("r", Subject(SubjectKind.DECK), ["q"], 1), asked, Chosen((0,)))
    told = result_lines(
        Deck("deck", "D", (), Span("deck.toml")),
        run,
        {"q": asked},
        lambda *_: "",
        {"q": settled},
        80,
    )
    assert not any("Before the text" in line_text(line) for line in told)


# --- how it reads ----------------------------------------------------------------------------


def test_before_a_bet_it_reads_as_open(tmp_path: Path) -> None:
    book = opened(tmp_path)

    assert "A bet before you read, open and not scored" in text_of(book, "a", [])
    text = text_of(book, "b", [])
    assert "Open question, not scored" in text
    assert "In the cloud" in text
    assert "You said" not in text
    assert "Still open" not in text


def test_after_a_bet_the_place_stands_with_what_speaks_for_it_and_no_verdict(
    tmp_path: Path,
) -> None:
    book = opened(tmp_path)
    text = text_of(book, "b", [bet(Chosen((1,)), book.deck.questions["where"])])
    settled = flat(text[text.index("How your bet came out") :])

    assert text.index("Little.") < text.index("How your bet came out") < text.index("More")
    assert "You said In the cloud ○ open" in settled
    assert "What speaks for it The other has it so." in settled
    assert "One account" not in settled
    assert "Still open Both confirmed it; neither said where." in settled
    assert "✓" not in text
    assert "✗" not in text


def test_without_a_passage_it_is_told_at_the_end_of_its_section(tmp_path: Path) -> None:
    book = opened(tmp_path, WHERE.replace('settles = "known"\n', "") + CLOSED)
    text = text_of(book, "b", [bet(Chosen((0,)), book.deck.questions["where"])])

    assert text.count("Still open") == 1
    assert text.index("Quiz") < text.index("Still open")


def test_of_several_places_each_has_its_reason_by_name(tmp_path: Path) -> None:
    book = opened(tmp_path, WHERE.replace('"single"', '"multiple"'))
    text = text_of(book, "b", [bet(Chosen((0, 1)), book.deck.questions["where"])])

    assert "For On the phone One account has it so." in flat(text)
    assert "For In the cloud The other has it so." in flat(text)


def test_what_was_settled_since_has_its_record_and_no_verdict_on_an_old_place(
    tmp_path: Path,
) -> None:
    before = opened(tmp_path / "then").deck.questions["where"]
    known = WHERE.replace("open = true\n", "").replace('phone", why', 'phone", correct = true, why')
    text = text_of(opened(tmp_path / "now", known), "b", [bet(Chosen((1,)), before)])

    assert "You said In the cloud The record On the phone" in flat(text)
    assert "✗" not in text


def test_a_bet_that_was_changed_shows_both_guesses(tmp_path: Path) -> None:
    again = CLOSED.replace('section = "b"', 'section = "b"\nsettles = "known"')
    sections = {
        "01-a.md": SECTIONS["01-a.md"].replace("where", "closed"),
        "02-b.md": f'+++\nbets = ["closed"]\n+++\n\n{SECTIONS["02-b.md"]}',
    }
    book = opened(tmp_path, WHERE + again, **sections)
    asked = book.deck.questions["closed"]
    one = [bet(Chosen((1,)), asked)]
    both = [*one, bet(Chosen((0,)), asked)]

    assert "Your bet: We" in text_of(book, "a", one)
    text = text_of(book, "b", one)
    assert "The same bet once more" in text
    assert "You said: We\n" in text
    assert "First asked before A. You can change it." in text
    assert "You said We ✗ not so" in flat(text)
    text = text_of(book, "b", both)
    assert "You said: They (at first: We)" in text
    assert "At first you said We Then They ✓ right" in flat(text)
    answered = [*both, Attempt("d", "closed", both[0].question_hash, both[0].at, Chosen((0,)), 1.0)]
    assert "You can change it" not in text_of(book, "b", answered)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="✗"),
        max_size=60,
    ),
    st.integers(1, 90),
    st.lists(st.lists(st.integers(-3, 9), max_size=3), max_size=3),
)
def test_any_words_and_any_bets_keep_to_any_width(
    tmp_path_factory: pytest.TempPathFactory, words: str, width: int, bets: list[list[int]]
) -> None:
    quoted = msgspec.json.encode(words).decode()
    where = WHERE.replace('"Both confirmed it; neither said where."', quoted)
    where = where.replace('"The other has it so."', quoted)
    book = opened(tmp_path_factory.mktemp("deck"), where.replace('"single"', '"multiple"'))
    asked = book.deck.questions["where"]
    text = text_of(book, "b", [bet(Chosen(tuple(numbers)), asked) for numbers in bets], width)

    assert "✗" not in text.replace(words, "")
    for one, following in pairwise([*book.sections(), None]):
        assert one is not following
        assert one is not None
        lines = PlainWriter(book.deck, width).section_lines(one, 1)
        check_plain(lines, max(20, width), words)


def test_plain_text_tells_bets_and_what_is_still_open(tmp_path: Path) -> None:
    sections = {"02-b.md": f'+++\nbets = ["where"]\n+++\n\n{SECTIONS["02-b.md"]}'}
    book = opened(tmp_path, **sections)
    first, second = (
        "\n".join(PlainWriter(book.deck, 90).section_lines(s)) for s in book.sections()
    )

    assert first.startswith(
        "A bet before you read (an open question, not scored): Where does it sit?\n"
        "   a) On the phone\n"
    )
    assert "Still open" not in first
    assert second.startswith("The same bet once more (an open question, not scored): Where")
    assert "Open question, not scored: Where does it sit?\n" in second
    assert "Still open: Where does it sit? Both confirmed it; neither said where.\n" in second
    assert "- In the cloud: The other has it so.\n" in second
    assert "Questions:\n1. Who?" in second


def test_scored_questions_are_the_others() -> None:
    entry = SectionEntry("a", "A", Span("a.md"))
    asked = {one.id: one for one in (open_question(), question(QuestionType.SINGLE))}

    assert list(scored_questions(asked)) == ["q"]
    assert subject_questions(
        Deck("d", "D", (entry,), Span("deck.toml"), questions=asked), Subject(SubjectKind.DECK)
    ) == [asked["q"]]


def test_no_command_asks_or_counts_what_was_answered_and_is_open_since(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    known = WHERE.replace("open = true\n", "").replace('phone", why', 'phone", correct = true, why')
    data = tmp_path / "data"
    quiz_session = open_quiz_session(
        opened(deck, known).deck,
        Subject(SubjectKind.DECK),
        RecordFile(data / "explainer" / "record.sqlite"),
        [],
    )
    assert quiz_session is not None
    quiz_session.open()
    quiz_session.answer(Chosen((1,)))
    quiz_session.close()
    opened(deck)

    def told(*arguments: str) -> str:
        found = CliRunner(env={"XDG_DATA_HOME": str(data)}).invoke(cli, [*arguments])
        assert found.exit_code == 0, found.output
        return found.output

    assert told("review", str(deck), "--plain") == "Nothing to review yet.\n"
    assert told("quiz", str(deck), "--missed", "--plain") == "Nothing is missed.\n"
    assert "Where" not in told("progress", str(deck))
    assert "where" not in told("stats", str(deck))
    assert "left: where: It is an open question" in told("export", str(deck), "--format", "gift")
