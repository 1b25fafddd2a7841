"""`check` reports charts, tables and timelines that cannot show what they are meant to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.problems import Code

from .checked_deck import checked, places

TABLE = """title = "T"
as_of = 2025-01-01
[[column]]
id = "name"
title = "Name"
[[column]]
id = "kind"
title = "Kind"
[[column]]
id = "when"
title = "When"
[[column]]
id = "count"
title = "Count"
kind = "number"
[[column]]
id = "share"
title = "Share"
kind = "percent"
[[column]]
id = "usd"
title = "Price"
kind = "money"
unit = "USD"
[[column]]
id = "cny"
title = "Price there"
kind = "money"
unit = "CNY"
[[row]]
id = "a"
name = "A"
kind = "x"
when = "2024"
count = 3
share = 4
usd = 5
cny = 6
[[row]]
id = "b"
name = "B"
kind = "y"
when = "Q1 2024"
count = -2
[[row]]
id = "c"
name = "C"
kind = "y"
when = "Q2 2024"
count = 4
"""

STORY = """title = "S"
[[event]]
date = "2024-03"
title = "One"
lane = "left"
[[event]]
date = "2025"
title = "Two"
lane = "right"
"""

Found = list[tuple[Code, int | None, int | None]]


def check_of(root: Path, directive: str, options: str, table: str = TABLE) -> Found:
    """Code, line and column of every problem; the directive's fence is on line 3."""
    text = f"# A\n\n```{directive}\n{options}\n```\n\n```{{table}} t\nid = 'all'\n```\n"
    text += "\n```{timeline} s\nid = 'story'\n```\n"
    problems = checked(root, {"01-a.md": text, "data/t.toml": table, "data/s.toml": STORY})
    return [(p.code, p.span.line, p.span.column) for p in problems]


@pytest.mark.parametrize(
    ("options", "code", "line", "column"),
    [
        ('kind = "bar"\ny = ["count", "name"]', Code.WRONG_TYPE, 5, 15),
        ('kind = "bar"\ny = "count"', Code.WRONG_TYPE, 5, 5),
        ('kind = "bar"\ny = ["count"]\nseries = "share"', Code.WRONG_TYPE, 6, 10),
        ('kind = "line"\ny = ["count"]\nrows = ["a"]', Code.WRONG_VALUE, 6, 1),
        ('kind = "slope"\ny = ["count"]\nx = "name"\nrows = ["a"]', Code.WRONG_VALUE, 6, 1),
        ('kind = "share"\ny = ["count"]', Code.WRONG_VALUE, 5, 1),
        ('kind = "stacked"\ny = ["count"]', Code.WRONG_VALUE, 5, 1),
        ('kind = "bar"\nguess = true\ny = ["count"]\nrows = ["a"]', Code.WRONG_VALUE, 5, 1),
        ('kind = "bar"\ny = ["count"]\nhighlight = ["share"]', Code.WRONG_VALUE, 6, 1),
        ('kind = "bar"\ny = ["count"]\nhighlight = ["d"]', Code.UNKNOWN_ROW, 6, 14),
        ('kind = "bar"\ny = ["count", "share"]', Code.MIXED_UNITS, 5, 1),
        ('kind = "grouped"\ny = ["usd", "cny"]', Code.MIXED_UNITS, 5, 1),
        ('kind = "bar"', Code.MIXED_UNITS, 4, 1),
        ('kind = "line"\nx = "when"\ny = ["count"]', Code.MIXED_PERIODS, 5, 1),
    ],
)
def test_a_chart_that_cannot_be_meant_is_reported_at_its_option(
    tmp_path: Path, options: str, code: Code, line: int, column: int
) -> None:
    assert check_of(tmp_path, "{chart} t", options) == [(code, line, column)]


@pytest.mark.parametrize(
    "options",
    [
        'kind = "bar"\ny = ["count"]',
        'kind = "line"\nx = "when"\ny = ["count"]\nrows = ["b", "c"]',
        'kind = "line"\ny = ["count"]\nguess = true',
        'kind = "bar"\ny = ["count"]\nguess = true\nhighlight = ["a"]',
        'kind = "bar"\ny = ["count"]\nseries = "kind"\nhighlight = ["x"]',
        'kind = "share"\ny = ["share"]',
    ],
)
def test_a_chart_that_makes_sense_is_left_in_peace(tmp_path: Path, options: str) -> None:
    assert check_of(tmp_path, "{chart} t", options) == []


@pytest.mark.parametrize(
    ("options", "code", "column"),
    [
        ('kind = "share"\ny = ["cuont"]', Code.UNKNOWN_COLUMN, 6),
        ('kind = "bar"\ny = ["name", "kind"]', Code.WRONG_TYPE, 6),
        ('kind = "bar"\ny = "count"', Code.WRONG_TYPE, 5),
    ],
)
def test_of_columns_that_nobody_asked_for_nothing_is_reported(
    tmp_path: Path, options: str, code: Code, column: int
) -> None:
    found = check_of(tmp_path, "{chart} t", options)

    assert {kind for kind, _, _ in found} == {code}
    assert (code, 5, column) in found


@pytest.mark.parametrize("options", ["y = []", 'x = "nmae"'])
def test_without_columns_named_all_are_looked_at(tmp_path: Path, options: str) -> None:
    found = check_of(tmp_path, "{chart} t", f'kind = "bar"\n{options}')

    assert Code.MIXED_UNITS in {kind for kind, _, _ in found}


def test_columns_that_are_years_and_quarters_are_mixed_too(tmp_path: Path) -> None:
    table = TABLE.replace('"Count"', '"2024"').replace(
        '"Share"\nkind = "percent"', '"Q1 2025"\nkind = "number"'
    )
    found = check_of(tmp_path, "{chart} t", 'kind = "grouped"\ny = ["count", "share"]', table)

    assert found == [(Code.MIXED_PERIODS, 5, 1)]


@pytest.mark.parametrize(
    ("before", "after", "options"),
    [
        ("as_of = 2025-01-01\n", "", 'period = "2024"'),
        ("as_of = 2025-01-01\n", "", 'title = "The year 2024"'),
        ("as_of = 2025-01-01\n", "", 'x = "when"\nrows = ["b"]'),
        ('"Name"', '"Name"\nkind = "date"', ""),
    ],
)
def test_a_chart_may_say_its_period_in_several_ways(
    tmp_path: Path, before: str, after: str, options: str
) -> None:
    table = TABLE.replace(before, after)
    if "date" in after:
        table = table.replace("as_of = 2025-01-01\n", "")
        for name, date in (("A", "2024-01"), ("B", "2024-02"), ("C", "2024-03")):
            table = table.replace(f'name = "{name}"', f'name = "{date}"')

    assert check_of(tmp_path, "{chart} t", f'kind = "bar"\ny = ["count"]\n{options}', table) == []


def test_a_chart_without_any_time_is_asked_for_its_period(tmp_path: Path) -> None:
    table = TABLE.replace("as_of = 2025-01-01\n", "")

    found = check_of(tmp_path, "{chart} t", 'kind = "bar"\ny = ["count"]', table)

    assert found == [(Code.PERIOD_MISSING, 3, None)]


def test_a_table_of_no_numbers_cannot_be_drawn(tmp_path: Path) -> None:
    table = 'title = "T"\n[[column]]\nid = "name"\ntitle = "Name"\n[[row]]\nname = "a"\n'

    assert check_of(tmp_path, "{chart} t", 'kind = "bar"', table) == [(Code.WRONG_TYPE, 3, None)]


@pytest.mark.parametrize(
    ("directive", "options", "code", "line", "column"),
    [
        ("{compare} t", 'rows = ["a", "a"]', Code.WRONG_VALUE, 4, 8),
        ("{table} t", 'columns = ["name"]\nhighlight = ["count"]', Code.WRONG_VALUE, 5, 1),
        ("{table} t", 'rows = ["a"]\nhighlight = ["b"]', Code.WRONG_VALUE, 5, 1),
        ("{table} t", 'sort = "-cuont"', Code.UNKNOWN_COLUMN, 4, 8),
        ("{timeline} s", 'lanes = ["middle"]', Code.WRONG_VALUE, 4, 10),
        ("{timeline} s", 'from = "2025"\nto = "2024"', Code.BAD_RANGE, 5, 6),
        ("{timeline} s", 'from = "2026"', Code.WRONG_VALUE, 4, 1),
        ("{timeline} s", 'until = "2024-02"', Code.WRONG_VALUE, 4, 1),
        ("{timeline} s", 'until = "2026"', Code.WRONG_VALUE, 4, 1),
        ("{timeline} s", 'lanes = ["left"]\nuntil = "2025"', Code.WRONG_VALUE, 5, 1),
    ],
)
def test_other_directives_are_checked_as_well(
    tmp_path: Path, directive: str, options: str, code: Code, line: int, column: int
) -> None:
    assert check_of(tmp_path, directive, options) == [(code, line, column)]


@pytest.mark.parametrize("until", ["2024", "2024-03", "2024-12-31", "2025", "2025-01"])
def test_a_timeline_may_stop_at_any_of_its_events(tmp_path: Path, until: str) -> None:
    assert check_of(tmp_path, "{timeline} s", f'until = "{until}"') == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("```{image} images/x.png\n```", 'alt = "what it shows"'),
        ("![](images/x.png)", "![what it shows](path)"),
    ],
)
def test_an_image_without_words_is_told_how_to_have_them_in_its_own_form(
    tmp_path: Path, text: str, form: str
) -> None:
    problems = checked(tmp_path, {"01-a.md": f"# A\n\n{text}\n", "images/x.png": "x"})

    (problem,) = (p for p in problems if p.code is Code.ALT_MISSING)
    assert form in problem.help


def test_a_timeline_asked_for_as_a_table_is_named_as_what_it_is(tmp_path: Path) -> None:
    problems = checked(
        tmp_path, {"01-a.md": "# A\n\n```{chart} s\nkind = 'bar'\n```\n", "data/s.toml": STORY}
    )

    (problem,) = (p for p in problems if p.code is Code.UNKNOWN_TABLE)
    assert "{timeline} s" in problem.help


def test_an_option_in_a_quote_or_list_is_found_at_its_place(tmp_path: Path) -> None:
    text = "# A\n\n> - ```{chart} t\n>   kind = 'share'\n>   y = ['count']\n>   ```\n"
    problems = checked(tmp_path, {"01-a.md": text, "data/t.toml": TABLE})

    assert places(problems, Code.WRONG_VALUE) == [("01-a.md", 5, 5)]
