"""`check` reports parts of a deck that are not used."""

from __future__ import annotations

from pathlib import Path

from explainer.problems import Code, Severity

from .checked_deck import checked, places

TABLE = '[[column]]\nid = "name"\ntitle = "Name"\n[[row]]\nname = "a"\n'


def source(*ids: str) -> str:
    return "".join(f'[[source]]\nid = "{id}"\ntitle = "S"\n' for id in ids)


def test_each_kind_of_left_over_is_reported_at_its_place(tmp_path: Path) -> None:
    problems = checked(
        tmp_path,
        {
            "01-a.md": "# A\n\nSaid[^n01]. A *word*.\n",
            "sources.toml": source("n01", "n02"),
            "glossary.toml": '[[term]]\nid = "t1"\nterm = "Qubit"\ndefinition = "D"\n',
            "data/models.toml": f'title = "M"\n{TABLE}',
            "data/story.toml": 'title = "S"\n[[event]]\ndate = "2025"\ntitle = "E"\n',
            "images/map.png": "x",
        },
    )

    assert {problem.code for problem in problems} == {Code.UNUSED}
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert places(problems, Code.UNUSED) == [
        ("data/models.toml", None, None),
        ("data/story.toml", None, None),
        ("glossary.toml", 2, 6),
        ("images/map.png", None, None),
        ("sources.toml", 5, 6),
    ]
    assert all(problem.help for problem in problems)


def test_every_way_of_naming_a_source_is_a_use(tmp_path: Path) -> None:
    event = (
        'title = "S"\nsources = ["n08"]\n[[event]]\ndate = "2025"\ntitle = "E"\nsources = ["n09"]\n'
    )
    restating = source("n01").replace('"S"', '"S"\nrestates = "n10"')
    problems = checked(
        tmp_path,
        {
            "01-a.md": "# A\n\n- > **Said**[^n01] by word.\n\n```{table} t\n```\n\n"
            "```{timeline} s\n```\n",
            "sources.toml": restating
            + source("n02", "n03", "n04", "n05", "n06", "n07", "n08", "n09", "n10", "n11"),
            "claims.toml": '[[claim]]\nid = "c"\ntext = "T"\nverdict = "partly"\n'
            'said_by = ["n02"]\nsources = ["n03"]\n'
            '[[claim.earlier]]\nuntil = "2024"\nverdict = "partly"\nwhy = "W"\nsources = ["n04"]\n',
            "glossary.toml": '[[term]]\nid = "t"\nterm = "word"\ndefinition = "D"\n'
            'sources = ["n05"]\n',
            "data/t.toml": f'title = "T"\nsources = ["n06"]\n{TABLE}'.replace(
                'name = "a"', 'name = { value = "a", sources = ["n07"] }'
            ),
            "data/s.toml": event,
            "quiz/q.toml": '[[question]]\nid = "q"\ntype = "true-false"\nprompt = "P"\n'
            'answer = true\nexplain = "E"\nsources = ["n11"]\n',
        },
    )

    assert places(problems, Code.UNUSED) == []


def test_a_term_in_a_heading_a_claim_or_a_table_is_used(tmp_path: Path) -> None:
    terms = "".join(
        f'[[term]]\nid = "t{n}"\nterm = "{word}"\ndefinition = "D"\n'
        for n, word in enumerate(("Café", "spring", "delta", "gone"))
    )
    problems = checked(
        tmp_path,
        {
            "01-a.md": "# In a café\n\n[Spring]{claim=c}\n\n```{table} t\n```\n",
            "claims.toml": '[[claim]]\nid = "c"\ntext = "T"\nverdict = "opinion"\n',
            "glossary.toml": terms,
            "data/t.toml": f'title = "Deltas"\n{TABLE}',
        },
    )

    assert [problem.message for problem in problems] == ["The term 'gone' stands in no section."]


def test_images_are_used_by_text_and_by_directives(tmp_path: Path) -> None:
    problems = checked(
        tmp_path,
        {
            "01-a.md": "# A\n\n![a](images/a.png) text ![b](./images/in/b.png)\n\n"
            '```{image} images/c.png\nalt = "c"\n```\n',
            "images/a.png": "x",
            "images/in/b.png": "x",
            "images/c.png": "x",
            "images/.hidden": "x",
        },
    )

    assert places(problems, Code.UNUSED) == []


def test_what_a_broken_directive_or_an_unread_file_would_show_is_not_called_unused(
    tmp_path: Path,
) -> None:
    files = {
        "01-a.md": "# A\n\n```{chart} t\nkind = 'pie'\n```\n",
        "data/t.toml": f'title = "T"\n{TABLE}',
    }
    problems = checked(tmp_path / "one", files)
    assert Code.WRONG_VALUE in {problem.code for problem in problems}
    assert places(problems, Code.UNUSED) == []

    files = {"01-a.md": "# A\n", "sources.toml": source("n01"), "claims.toml": "= broken"}
    problems = checked(tmp_path / "other", files)
    assert {problem.code for problem in problems} == {Code.TOML_SYNTAX}
