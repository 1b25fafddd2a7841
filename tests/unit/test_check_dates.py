"""An invalid date is `bad-date` at its place, wherever a deck takes a date."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck.fields import parse_date
from explainer.problems import Code

from .checked_deck import checked, places

COLUMN = '[[column]]\nid = "d"\ntitle = "D"\nkind = "date"\n'
EVENT = 'title = "S"\n[[event]]\ntitle = "E"\ndate = {date}\nuntil = {date}\n'
CLAIM = '[[claim]]\nid = "c"\ntext = "T"\nverdict = "opinion"\n'
EARLIER = '[[claim.earlier]]\nverdict = "partly"\nwhy = "W"\n'
ROWS = "[[row]]\nd = {date}\n[[row]]\nd = {{ value = {date} }}\n"

FILES = {
    "deck.toml": ('format = 1\nid = "d"\ntitle = "D"\nas_of = {date}\n', [(4, 9)]),
    "sources.toml": ('[[source]]\nid = "n"\ntitle = "T"\ndate = {date}\n', [(4, 8)]),
    "claims.toml": (
        f"{CLAIM}said_on = {{date}}\nas_of = {{date}}\n{EARLIER}until = {{date}}\n",
        [(5, 11), (6, 9), (10, 9)],
    ),
    "data/t.toml": (
        f'title = "T"\nas_of = {{date}}\n{COLUMN}{ROWS}',
        [(2, 9), (8, 5), (10, 15)],
    ),
    "data/s.toml": (EVENT, [(4, 8), (5, 9)]),
}
"""A file of each kind that takes dates, and the places of the dates in it."""

NO_DATES = ["2025-02-30", "2025-13", "2025-00", "Feb 2025", "0000", "10000", "2025-2-1", "", "٢٠٢٥"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("date", NO_DATES)
def test_text_that_is_no_date_is_found_in_every_file(tmp_path: Path, file: str, date: str) -> None:
    text, expected = FILES[file]
    problems = checked(tmp_path, {"01-a.md": "# A\n", file: text.format(date=f'"{date}"')})

    assert places(problems, Code.BAD_DATE) == [(file, *place) for place in expected]


@pytest.mark.parametrize("key", ["from", "to", "until"])
@pytest.mark.parametrize("date", NO_DATES)
def test_text_that_is_no_date_is_found_in_options(tmp_path: Path, key: str, date: str) -> None:
    text = f'# A\n\n```{{timeline}} s\n{key} = "{date}"\n```\n'
    files = {"01-a.md": text, "data/s.toml": EVENT.format(date='"2025"')}

    assert places(checked(tmp_path, files), Code.BAD_DATE) == [("01-a.md", 4, len(key) + 4)]


@pytest.mark.parametrize(
    "date", ["2025-02-30", "2025-13-01", "2025-13", "0000-01-01", "10000-01-01"]
)
def test_a_date_without_quotes_is_a_date_too(tmp_path: Path, date: str) -> None:
    files = {
        "01-a.md": f"# A\n\n```{{timeline}} s\nuntil = {date}\n```\n",
        "data/s.toml": EVENT.format(date='"2025"'),
        "claims.toml": f"{CLAIM}as_of = {date} # when\n",
    }
    problems = checked(tmp_path, files)

    assert places(problems, Code.BAD_DATE) == [("01-a.md", 4, 9), ("claims.toml", 5, 9)]
    assert not places(problems, Code.TOML_SYNTAX)


def test_a_file_with_such_a_date_is_one_problem_and_not_a_hundred(tmp_path: Path) -> None:
    files = {
        "01-a.md": "# A\n",
        "sources.toml": '[[source]]\nid = "n"\ntitle = "T"\ndate = 2025-02-30\n',
        "claims.toml": f'{CLAIM}sources = ["n"]\n',
    }

    assert [problem.code for problem in checked(tmp_path, files)] == [Code.BAD_DATE]


def test_an_end_before_its_beginning_is_reported_at_the_end(tmp_path: Path) -> None:
    event = 'title = "S"\n[[event]]\ntitle = "E"\ndate = "2025-03"\nuntil = "2025-02"\n'
    problems = checked(tmp_path, {"01-a.md": "# A\n\n```{timeline} s\n```\n", "data/s.toml": event})

    assert places(problems, Code.BAD_RANGE) == [("data/s.toml", 5, 9)]


def test_a_csv_column_of_days_is_read_as_dates(tmp_path: Path) -> None:
    table = "who,since\na,2025-02-11\nb,2025-02-30\nc,2025-13\nd,2025\ne,\n"
    files = {"01-a.md": "# A\n\n```{table} t\n```\n", "data/t.csv": table}

    found = places(checked(tmp_path, files), Code.BAD_DATE)

    assert [line for _, line, _ in found] == [3, 4]


@pytest.mark.parametrize(
    "cells", ["2024-25\n2025-26", "2025\n2026", "2025-02-11\nsoon", "12-34\n5-6"]
)
def test_other_csv_columns_stay_what_they_are(tmp_path: Path, cells: str) -> None:
    lines = "".join(f"a,{cell}\n" for cell in cells.split("\n"))
    files = {"01-a.md": "# A\n\n```{table} t\n```\n", "data/t.csv": f"who,since\n{lines}"}

    assert checked(tmp_path, files) == []


dates = (
    st.from_regex(r"[0-9]{0,5}-?[0-9]{0,3}-?[0-9]{0,3}", fullmatch=True)
    | st.text(max_size=20)
    | st.dates().map(str)
)


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(date=dates)
def test_any_text_for_a_date_is_a_date_or_a_problem(tmp_path: Path, date: str) -> None:
    quoted = "".join(
        f"\\u{ord(c):04x}" if ord(c) < 0x10000 else "x" for c in date if c.isprintable()
    )
    value = tomli.loads(f'a = "{quoted}"')["a"]
    files = {name: text.format(date=f'"{quoted}"') for name, (text, _) in FILES.items()}
    files["01-a.md"] = f'# A\n\n```{{timeline}} s\nuntil = "{quoted}"\n```\n'
    files["data/c.csv"] = f"who,since\na,2025-01-01\nb,{date if date.isdigit() else 'x'}\n"
    problems = checked(tmp_path, files)

    is_date = parse_date(value) is not None
    found = {file for file, _, _ in places(problems, Code.BAD_DATE)}
    assert is_date == (not found & set(FILES)), value


@given(text=st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    date = parse_date(text)

    assert date is None or str(date) == text
