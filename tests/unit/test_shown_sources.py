"""Below a table or chart are the sources of the part that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.plain import PlainWriter

from .markdown_deck import SmallDeck, read_markdown, small_deck

TABLE = """title = "Springs"
sources = ["n01", "n02"]
[[column]]
id = "spring"
title = "Spring"
[[column]]
id = "flow"
title = "Flow"
kind = "number"
[[column]]
id = "depth"
title = "Depth"
kind = "number"
[[column]]
id = "name"
title = "Name"
[[row]]
id = "one"
spring = "upper"
flow = { value = 4, sources = ["n01"] }
depth = { value = 7, sources = ["n02"] }
name = "old"
[[row]]
id = "two"
spring = "lower"
flow = { missing = "not measured" }
depth = { value = 9, sources = ["n02"] }
name = "new"
"""


def deck_with(root: Path, table: str) -> SmallDeck:
    small_deck(root)
    (root / "data" / "springs.toml").write_text(table)
    return SmallDeck(root, open_deck(root).deck)


@pytest.mark.parametrize(
    ("directive", "sources"),
    [
        ('```{table} springs\ncolumns = ["spring", "flow"]\n```', "Source: Paper"),
        ('```{table} springs\ncolumns = ["spring", "depth"]\n```', "Source: Second source"),
        ('```{table} springs\ncolumns = ["spring", "name"]\n```', "Sources: Paper, Second source"),
        ("```{table} springs\n```", "Sources: Paper, Second source"),
        ('```{chart} springs\nkind = "bar"\ny = ["flow"]\n```', "Source: Paper"),
        (
            '```{compare} springs\nrows = ["one", "two"]\ncolumns = ["depth"]\n```',
            "Source: Second source",
        ),
    ],
)
def test_only_what_is_shown_names_its_sources(tmp_path: Path, directive: str, sources: str) -> None:
    small = deck_with(tmp_path, TABLE)
    section, _ = read_markdown(small, f"# First\n\n{directive}\n")
    page = lay_out(section, small.deck, 76)
    drawn = "\n".join(line_text(line).rstrip() for line in page.lines)
    plain = "\n".join(PlainWriter(small.deck).section_lines(section))

    without_marks = drawn.translate(str.maketrans("", "", "¹²"))
    assert [line for line in without_marks.split("\n") if line.startswith("Source")] == [sources]
    label, names = sources.split(": ")
    told = next(line for line in plain.split("\n") if line.startswith(f"{label}: "))
    assert all(name in told for name in names.split(", "))
    assert ("Second source" in told) == ("Second source" in names)


def test_a_day_without_sources_before_it_keeps_its_month(tmp_path: Path) -> None:
    table = TABLE.replace('sources = ["n01", "n02"]', "as_of = 2026-06-09", 1)
    for source in ("n01", "n02"):
        table = table.replace(f', sources = ["{source}"]', "")
    small = deck_with(tmp_path, table)
    section, _ = read_markdown(small, "# First\n\n```{table} springs\n```\n")
    lines = [line_text(line).rstrip() for line in lay_out(section, small.deck, 76).lines]

    assert "As of 9 Jun 2026" in lines
