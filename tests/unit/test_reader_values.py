"""The records that the readers make of good files, and of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.data_file import read_data
from explainer.deck.evidence_file import read_claims, read_sources, read_terms
from explainer.deck.manifest_file import read_manifest
from explainer.deck.model import (
    Cell,
    ColumnKind,
    SourceGrade,
    Table,
    Timeline,
    Verdict,
)
from explainer.deck.partial_date import PartialDate
from explainer.deck.question import Choice, Hint, Pair, QuestionType, WrongAnswer
from explainer.deck.question_file import read_questions
from explainer.problems import Code, Problems, Span

from .fixture import triples


@pytest.fixture
def problems() -> Problems:
    return Problems()


def good(root: Path, file: str, name: str) -> tuple[Path, str]:
    """Write the first text of a fixture file, which has no problems."""
    return written(root, file, triples(name)[0][1])


def written(root: Path, file: str, text: str) -> tuple[Path, str]:
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root, file


def codes(problems: Problems) -> list[Code]:
    return [problem.code for problem in problems]


def test_a_manifest_has_all_that_its_file_says(tmp_path: Path, problems: Problems) -> None:
    manifest = read_manifest(*good(tmp_path, "deck.toml", "manifest"), problems)

    assert manifest.id == "apple-alibaba"
    assert manifest.language == "zh-Hans"
    assert manifest.as_of == PartialDate(2026, 2, 11)
    assert manifest.sections == ("deal", "rules")
    (route,) = manifest.routes
    assert (route.id, route.minutes, route.questions) == ("short", 10, ("why",))


@pytest.mark.parametrize("text", ["= broken", "", "format = 1", 'id = "A B"\ntitle = 3'])
def test_there_is_always_a_manifest(tmp_path: Path, problems: Problems, text: str) -> None:
    root = tmp_path / "My Deck"
    root.mkdir()
    manifest = read_manifest(*written(root, "deck.toml", text), problems)

    assert (manifest.id, manifest.title) == ("my-deck", "my-deck")
    assert len(problems)


def test_sources_have_all_that_their_file_says(tmp_path: Path, problems: Problems) -> None:
    sources = read_sources(*good(tmp_path, "sources.toml", "sources"), problems)

    assert list(sources) == ["n01", "n02"]
    assert sources["n01"].date == PartialDate(2025, 2)
    assert sources["n01"].grade is SourceGrade.B
    assert sources["n02"].span == Span("sources.toml", keys=("source", 1))


def test_a_source_without_title_can_still_be_cited(tmp_path: Path, problems: Problems) -> None:
    sources = read_sources(*written(tmp_path, "s.toml", '[[source]]\nid = "n01"\n'), problems)

    assert sources["n01"].title == "n01"
    assert codes(problems) == [Code.MISSING_KEY]


def test_a_missing_file_has_no_sources(tmp_path: Path, problems: Problems) -> None:
    assert read_sources(tmp_path, "sources.toml", problems) == {}
    assert codes(problems) == [Code.FILE_UNREADABLE]


def test_claims_have_their_earlier_verdicts_oldest_first(
    tmp_path: Path, problems: Problems
) -> None:
    file = written(
        tmp_path,
        "claims.toml",
        '[[claim]]\nid = "c1"\ntext = "T"\nverdict = "partly"\nearlier = ['
        '{ until = "2025", verdict = "supported", why = "B" },'
        '{ until = 2025-03-01, verdict = "unverified", why = "A" }]\n',
    )
    claim = read_claims(*file, problems)["c1"]

    assert claim.verdict is Verdict.PARTLY
    assert [earlier.why for earlier in claim.earlier] == ["A", "B"]
    assert claim.earlier[0].span.keys == ("claim", 0, "earlier", 1)


def test_a_claim_whose_verdict_cannot_be_read_is_unverified(
    tmp_path: Path, problems: Problems
) -> None:
    text = '[[claim]]\nid = "c1"\ntext = "T"\nverdict = "yes"\n'
    claims = read_claims(*written(tmp_path, "claims.toml", text), problems)

    assert claims["c1"].verdict is Verdict.UNVERIFIED
    assert codes(problems) == [Code.WRONG_VALUE]


def test_of_two_with_one_id_the_first_stays(tmp_path: Path, problems: Problems) -> None:
    text = "".join(f'[[term]]\nid = "a"\nterm = "{n}"\ndefinition = "D"\n' for n in "12")
    terms = read_terms(*written(tmp_path, "glossary.toml", text), problems)

    assert terms["a"].term == "1"
    (problem,) = problems
    assert problem.span.keys == ("term", 1, "id")
    assert problem.related == Span("glossary.toml", keys=("term", 0))


def test_cells_are_what_their_column_holds(tmp_path: Path, problems: Problems) -> None:
    table = read_data(*good(tmp_path, "data/models.toml", "tables"), problems)

    assert table is not None
    assert table.id == "models"
    assert table.as_of == PartialDate(2026, 1)
    first, second = table.rows
    assert first.id == "qwen"
    assert first.cells == (
        Cell("Qwen"),
        Cell(85.3, 83.0, 88.0, approx=True, sources=("n01",), claims=("c1",)),
        Cell(1.0),
        Cell("2025-02-11"),
        Cell(True),
        Cell("partly"),
    )
    assert isinstance(first.cells[2].value, float)
    assert second.cells[:4] == (
        Cell("GPT", note="closed"),
        Cell(missing="not published"),
        Cell(),
        Cell("2025"),
    )
    assert table.cell_span(first, table.columns[1]).keys == ("row", 0, "score")


def test_a_wrong_cell_costs_no_other(tmp_path: Path, problems: Problems) -> None:
    text = (
        'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n[[column]]\nid = "b"\ntitle = "B"\n'
        'kind = "number"\n[[row]]\na = 3\nb = "x"\n[[row]]\na = "y"\nb = 1\n'
    )
    table = read_data(*written(tmp_path, "data/t.toml", text), problems)

    assert table is not None
    assert table.rows[0].cells == (Cell("3"), Cell())
    assert table.rows[1].cells == (Cell("y"), Cell(1.0))


def test_data_with_events_is_a_timeline_by_date(tmp_path: Path, problems: Problems) -> None:
    dates = ["2025-03", "2024-12-31", "2025", "2025-03"]
    text = 'title = "T"\n' + "".join(
        f'[[event]]\ndate = "{date}"\ntitle = "{number}"\n' for number, date in enumerate(dates)
    )
    timeline = read_data(*written(tmp_path, "data/story.toml", text), problems)

    assert isinstance(timeline, Timeline)
    assert [event.title for event in timeline.events] == ["1", "2", "0", "3"]
    assert timeline.events[0].span.keys == ("event", 1)


def csv(root: Path, text: str, problems: Problems) -> Table:
    table = read_data(*written(root, "data/t.csv", text), problems)
    assert isinstance(table, Table)
    return table


def test_csv_columns_are_numbers_where_every_cell_is_one(
    tmp_path: Path, problems: Problems
) -> None:
    table = csv(
        tmp_path,
        "Größe,n,code,none,odd\na,1,007,,nan\nb,-2.5e3,8,,1\n,,9,,2\n",
        problems,
    )

    assert [(column.id, column.title) for column in table.columns][:2] == [
        ("gro-e", "Größe"),
        ("n", "n"),
    ]
    text, number = ColumnKind.TEXT, ColumnKind.NUMBER
    assert [column.kind for column in table.columns] == [text, number, text, text, text]
    assert [row.cells[1].value for row in table.rows] == [1.0, -2500.0, None]
    assert not len(problems)


def test_csv_rows_know_their_lines(tmp_path: Path, problems: Problems) -> None:
    table = csv(tmp_path, 'a,b\n\n"two\nlines",1\n"x, ""y""",2\n', problems)

    assert [row.span.line for row in table.rows] == [3, 5]
    assert [row.cells[0].value for row in table.rows] == ["two\nlines", 'x, "y"']
    assert table.cell_span(table.rows[1], table.columns[0]).line == 5


def test_the_csv_column_id_names_the_rows(tmp_path: Path, problems: Problems) -> None:
    table = csv(tmp_path, "id,模型,模型2\nqwen,A,1\n,B,2\n", problems)

    assert [row.id for row in table.rows] == ["qwen", ""]
    assert [column.id for column in table.columns] == ["column-2", "2"]


def test_csv_rows_before_a_mistake_are_kept(tmp_path: Path, problems: Problems) -> None:
    table = csv(tmp_path, 'a,b\n1,2\n3\n4,"5\n', problems)

    assert [tuple(cell.value for cell in row.cells) for row in table.rows] == [(1, 2), (3, None)]
    assert codes(problems) == [Code.CSV_SYNTAX] * 2


def test_tables_of_fifty_thousand_rows_are_read_and_larger_ones_cut(
    tmp_path: Path, problems: Problems
) -> None:
    assert len(csv(tmp_path, "a,b\n" + "1,x\n" * 50_000, problems).rows) == 50_000
    assert not len(problems)

    assert len(csv(tmp_path, "a,b\n" + "1,x\n" * 50_001, problems).rows) == 50_000
    assert codes(problems) == [Code.TABLE_TOO_LARGE]


def test_few_short_rows_cannot_claim_much_memory(tmp_path: Path, problems: Problems) -> None:
    table = csv(tmp_path, "a" + "," * 100_000 + "\n" + "\n".join("a" * 6000), problems)

    assert len(table.columns) == 500
    assert len(table.rows) == 4000


def test_a_file_name_that_is_no_id_is_reported(tmp_path: Path, problems: Problems) -> None:
    table = read_data(*written(tmp_path, "data/My Table.csv", "a\n1\n"), problems)

    assert table is not None
    assert table.id == "my-table"
    assert codes(problems) == [Code.BAD_ID]


def test_questions_of_every_type_have_what_their_file_says(
    tmp_path: Path, problems: Problems
) -> None:
    questions = read_questions(*good(tmp_path, "quiz/q.toml", "questions"), problems)

    assert {question.type for question in questions.values()} == set(QuestionType)
    single = questions["single"]
    assert single.points == 2.0
    assert single.hints == (Hint("Think", 0.25),)
    assert single.choices == (
        Choice("A", Span("quiz/q.toml", keys=("question", 0, "choices", 0)), True, "W", True),
        Choice("B", Span("quiz/q.toml", keys=("question", 0, "choices", 1))),
    )
    assert questions["true-false"].answer is False
    assert questions["numeric"].answer == 85.3
    assert questions["numeric"].why_wrong == (WrongAnswer("88", "A count of slides."),)
    assert (questions["range"].low, questions["range"].high) == (-3.0, 3.0)
    assert questions["match"].pairs == (Pair("a", "b"), Pair("c", "d"))
    assert questions["order"].items == ("a", "b")
    assert questions["cloze"].text == "It runs on [[Qwen|通义千问]]."


@pytest.mark.parametrize(
    "broken",
    [
        'id = "A"',
        'id = "b"\nprompt = ""',
        'id = "b"\nchoices = []',
        'id = "b"\nchoices = [{ text = "A", correct = true }, { txt = "B" }, { text = "C" }]',
    ],
)
def test_a_broken_question_is_left_out_and_the_others_stay(
    tmp_path: Path, problems: Problems, broken: str
) -> None:
    text = '[[question]]\nid = "a"\ntype = "true-false"\nprompt = "P"\nanswer = true\n'
    text += f'[[question]]\ntype = "single"\n{broken}\n'
    if "prompt" not in broken:
        text += 'prompt = "P"\n'
    if "choices" not in broken:
        text += 'choices = [{ text = "A", correct = true }, { text = "B" }]\n'
    questions = read_questions(*written(tmp_path, "q.toml", text), problems)

    assert list(questions) == ["a"]
    assert len(problems)


def test_a_bad_optional_key_leaves_the_question(tmp_path: Path, problems: Problems) -> None:
    text = (
        '[[question]]\nid = "a"\ntype = "true-false"\nprompt = "P"\nanswer = true\n'
        'points = "many"\ntags = "x"\nhints = [{}]\nunknown = 1\n'
    )
    question = read_questions(*written(tmp_path, "q.toml", text), problems)["a"]

    assert (question.points, question.tags, question.hints) == (1.0, (), ())
    assert len(problems) == 4
