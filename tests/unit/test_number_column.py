"""Numbers of a table in Markdown stand at their point, with `%` once, in the heading."""

from __future__ import annotations

import pytest

from explainer.deck.model import Cell, Column, ColumnKind
from explainer.problems import Span
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.value import cell_text

from .markdown_deck import SmallDeck, read_markdown, small_deck


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def shown(small: SmallDeck, text: str) -> list[str]:
    section, _ = read_markdown(small, text)
    lines = lay_out(section, small.deck, 60).lines
    return [line_text(line).rstrip() for line in lines[1:-1]]  # between the edges of its surface


def test_per_cent_stands_in_the_heading_where_every_number_has_it(small: SmallDeck) -> None:
    text = "| Firm | Share |\n|---|---|\n| A | 9.5 % |\n| B | 35% |\n| C | – |\n"

    assert shown(small, text) == [
        "Firm  Share (%)",
        "───────────────",
        "A           9.5",
        "B          35",
        "C           –",
    ]


def test_per_cent_stays_in_the_cells_where_one_number_lacks_it(small: SmallDeck) -> None:
    text = "| Firm | Share |\n|---|---|\n| A | 9.5 % |\n| B | 35 |\n"

    lines = shown(small, text)

    assert "%" not in lines[0]
    assert lines[2].endswith("9.5 %")


def test_numbers_stand_at_their_point_and_keep_their_marks(small: SmallDeck) -> None:
    text = "| Firm | N |\n|---|--:|\n| A | [9.25]{claim=c1} |\n| B | 120 |\n| C | 7 |\n"

    lines = shown(small, text)[2:]

    assert lines[0].index("9.25") + 1 == lines[1].index("120") + 3 == lines[2].index("7") + 1


def test_a_column_with_words_in_it_is_text(small: SmallDeck) -> None:
    text = "| Firm | N |\n|---|---|\n| A | 9.25 |\n| B | 120 men |\n"

    lines = shown(small, text)[2:]

    assert lines[0].index("9.25") == lines[1].index("120")


def test_an_alignment_that_the_author_chose_holds(small: SmallDeck) -> None:
    text = "| Firm | N |\n|---|:--|\n| A | 9.25 |\n| B | 120 |\n"

    lines = shown(small, text)[2:]

    assert lines[0].index("9.25") == lines[1].index("120")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("5 %", "5"), ("< 5 %", "< 5"), ("4–6%", "4–6"), ("about 5 %", "about 5 %"), ("x", "x")],
)
def test_a_cell_of_a_column_in_per_cent_does_not_repeat_the_sign(text: str, shown: str) -> None:
    column = Column("share", "Share", Span("t.toml"), ColumnKind.PERCENT)

    assert cell_text(Cell(text=text), column) == shown
