"""Bars in cells are in proportion to their numbers, on one scale a column, whatever is in it."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.block import Directive
from explainer.deck.directive import TableOptions
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, Table
from explainer.problems import Code, Span
from explainer.render.chart.glyphs import Glyphs
from explainer.render.inline import InlineLayout
from explainer.render.layout import lay_out
from explainer.render.line import Line, line_text, line_width
from explainer.render.plain import PlainWriter
from explainer.render.setting import Setting
from explainer.render.table.cell_bar import bar_runs, bar_scale
from explainer.render.table.table_drawing import draw_table
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_page import table_lines
from explainer.render.table.table_view import table_view, with_next_difference

from .checked_deck import checked
from .markdown_deck import SmallDeck, read_markdown, small_deck

SPAN = Span("t.toml")
DECK = Deck("d", "D", (), SPAN)


def bar(value: float | None, *others: float, width: int = 8, glyphs: Glyphs = Glyphs.FULL) -> str:
    scale = bar_scale((value, *others))
    assert scale is not None
    return line_text(bar_runs(value, scale, width, glyphs))


def test_the_longest_bar_fills_its_room_and_others_are_in_proportion() -> None:
    assert bar(40.0, 10.0) == "████████"
    assert bar(10.0, 40.0) == "██      "
    assert bar(12.5, 40.0) == "██▌     "


def test_without_blocks_a_bar_is_whole_cells() -> None:
    assert bar(12.5, 40.0, glyphs=Glyphs.PLAIN) == "##      "
    assert bar(-20.0, 20.0, width=9, glyphs=Glyphs.PLAIN) == "====|    "


def test_negative_numbers_stand_left_of_zero_in_another_fill() -> None:
    assert bar(-20.0, 20.0, width=9) == "▒▒▒▒│    "
    assert bar(20.0, -20.0, width=9) == "    │████"
    assert bar(-5.0, -20.0, width=9) == "      ▒▒│"


def test_nothing_and_zero_have_no_bar_and_the_least_number_has_one() -> None:
    assert bar(None, 3.0) == bar(0.0, 3.0) == " " * 8
    assert bar(1e-9, 3.0).strip()
    assert bar_scale([None, 0.0]) is None


@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), min_size=1),
    st.integers(3, 30),
    st.sampled_from(Glyphs),
)
def test_any_numbers_have_bars_of_one_width(
    values: list[float | None], width: int, glyphs: Glyphs
) -> None:
    scale = bar_scale(values)
    if scale is not None:
        assert {line_width(bar_runs(one, scale, width, glyphs)) for one in values} == {width}


COLUMNS = (
    Column("name", "Name", SPAN),
    Column("share", "Share", SPAN, ColumnKind.PERCENT, better="high"),
    Column("word", "Word", SPAN),
)


def table(*values: Cell) -> Table:
    rows = tuple(
        Row((Cell(f"row {n}"), value, Cell("x")), SPAN, f"r{n}") for n, value in enumerate(values)
    )
    return Table("t", "Things", COLUMNS, rows, SPAN)


SHARES = table(Cell(40.0), Cell(10.0), Cell(missing="not found"), Cell(20.0, approx=True))


def in_text(
    shown: Table, options: TableOptions, width: int = 60, *, is_ascii: bool = False
) -> list[Line]:
    deck = msgspec.structs.replace(DECK, tables={"t": shown})
    block = Directive(options, "t", SPAN)
    return table_lines(
        block, options, deck, InlineLayout(deck), width, Setting(ascii_only=is_ascii)
    )


BARRED = TableOptions("t", bars=("share",))


def texts(lines: list[Line]) -> list[str]:
    return [line_text(line).rstrip() for line in lines]


def test_bars_in_the_text_begin_under_each_other_behind_numbers_at_their_point() -> None:
    assert texts(in_text(SHARES, BARRED)) == [
        "Things",
        "",
        " Name   Share (%)                 Word",
        "───────────────────────────────────────",
        " row 0   40 ████████████████████  x",
        " row 1   10 █████                 x",
        " row 2    –                       x",
        " row 3  ~20 ██████████            x",
    ]


def test_bars_in_the_text_are_ascii_where_the_terminal_has_no_more() -> None:
    assert " row 1   10 #####                 x" in texts(in_text(SHARES, BARRED, is_ascii=True))


def test_a_bar_is_narrower_where_room_is_short_and_left_out_before_the_columns_are() -> None:
    assert any(
        line.startswith(" row 0   40 ████████  x") for line in texts(in_text(SHARES, BARRED, 28))
    )
    assert not any("█" in line for line in texts(in_text(SHARES, BARRED, 22)))
    assert any("Share (%):" in line and "█" in line for line in texts(in_text(SHARES, BARRED, 16)))


def test_the_best_number_is_bold_and_no_other() -> None:
    lines = in_text(SHARES, BARRED)

    bold = {run.text.strip() for line in lines for run in line if "strong" in run.role.split()}
    assert bold == {"40"}


def test_from_four_rows_on_every_second_one_stands_on_a_surface() -> None:
    striped = ["stripe" in line[-1].role for line in in_text(SHARES, BARRED)[4:]]
    few = in_text(table(Cell(1.0), Cell(2.0), Cell(3.0)), BARRED)

    assert striped == [False, True, False, True]
    assert not any("stripe" in run.role for line in few for run in line)


@pytest.mark.parametrize("steps", ["rows", "columns"])
def test_what_is_covered_while_teaching_has_neither_its_bar_nor_a_best_number(steps: str) -> None:
    options = msgspec.structs.replace(BARRED, steps=steps)
    block = Directive(options, "t", Span("s.md", line=4))
    deck = msgspec.structs.replace(DECK, tables={"t": SHARES})

    def shown(uncovered: int) -> list[Line]:
        setting = Setting(parts={4: uncovered})
        inline = InlineLayout(deck)
        return table_lines(block, options, deck, inline, 60, setting)

    first, more = shown(0), shown(1)

    assert sum("█" in line_text(line) for line in first) == (1 if steps == "rows" else 3)
    assert sum("█" in line_text(line) for line in more) == (2 if steps == "rows" else 3)
    bold = ["strong" in run.role for line in first for run in line]
    assert any(bold) == (steps == "columns")
    covered = msgspec.structs.replace(options, columns=("name", "word", "share"))
    block = Directive(covered, "t", Span("s.md", line=4))
    lines = table_lines(block, covered, deck, InlineLayout(deck), 60, Setting(parts={4: 0}))
    assert steps == "rows" or not any("█" in line_text(line) for line in lines)


HOSTILE = table(
    Cell(1e308), Cell(-1e308), Cell(math.nan), Cell(math.inf), Cell("words"), Cell(text="none"),
    Cell(low=3.0), Cell(5e-324),
)  # fmt: skip


@pytest.mark.parametrize("width", [5, 20, 40, 80])
def test_whatever_stands_in_a_column_with_bars_is_drawn(width: int) -> None:
    assert all(line_width(line) <= width for line in in_text(HOSTILE, BARRED, width))
    view = table_view(HOSTILE, BARRED)
    drawn = draw_table(TableIndex(HOSTILE), view, DECK, width, 40)
    assert all(line_width(line) <= width for line in drawn.lines)


def test_an_opened_table_has_bars_that_keep_to_their_rows_when_sorted() -> None:
    view = msgspec.structs.replace(table_view(SHARES, BARRED), sort="share")

    lines = texts(draw_table(TableIndex(SHARES), view, DECK, 60, 20).lines)
    rows = [line for line in lines if line.startswith(" row")]

    assert [row.split()[1] for row in rows] == ["1", "3", "0", "2"]
    assert [row.count("█") for row in rows] == [5, 10, 20, 0]


def test_an_opened_table_that_is_filtered_keeps_the_scale_of_its_bars() -> None:
    view = msgspec.structs.replace(table_view(SHARES, BARRED), needle="row 1")

    lines = texts(draw_table(TableIndex(SHARES), view, DECK, 60, 20).lines)

    assert next(line for line in lines if line.startswith(" row 1")).count("█") == 5


def test_differences_have_no_bars() -> None:
    view = with_next_difference(msgspec.structs.replace(table_view(SHARES, BARRED), row=1))

    assert not any(
        "█" in line for line in texts(draw_table(TableIndex(SHARES), view, DECK, 60, 20).lines)
    )


def test_a_card_of_an_opened_table_has_its_bar_too() -> None:
    lines = texts(draw_table(TableIndex(SHARES), table_view(SHARES, BARRED), DECK, 30, 40).lines)

    row = next(line for line in lines if "Share (%): 10" in line)
    assert row.count("█") == 2


@pytest.mark.parametrize(
    ("options", "code", "column"),
    [
        ('bars = ["shares"]', Code.UNKNOWN_COLUMN, 9),
        ('bars = ["share", "name"]', Code.WRONG_TYPE, 18),
        ('columns = ["name"]\nbars = ["share"]', Code.WRONG_VALUE, 9),
        ('transpose = true\nbars = ["share"]', Code.WRONG_VALUE, 1),
        ("bars = 3", Code.WRONG_TYPE, 8),
    ],
)
def test_bars_that_cannot_be_drawn_are_reported_at_their_place(
    tmp_path: Path, options: str, code: Code, column: int
) -> None:
    data = (
        'title = "T"\nas_of = 2025-01-01\n[[column]]\nid = "name"\ntitle = "Name"\n'
        '[[column]]\nid = "share"\ntitle = "Share"\nkind = "percent"\n'
        '[[row]]\nid = "a"\nname = "A"\nshare = 4\n'
    )
    text = f"# A\n\n```{{table}} t\n{options}\n```\n\n```{{table}} t\nid = 'all'\n```\n"

    problems = checked(tmp_path, {"01-a.md": text, "data/t.toml": data})

    line = 4 + options.count("\n")
    assert [(p.code, p.span.line, p.span.column) for p in problems] == [(code, line, column)]


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return small_deck(tmp_path)


def test_plain_text_tells_the_numbers_alone(small: SmallDeck) -> None:
    def plain(text: str) -> list[str]:
        section, problems = read_markdown(small, text)
        assert not problems
        return list(PlainWriter(small.deck, 80).section_lines(section))

    barred = '```{table} models\nbars = ["score"]\n```\n'

    assert plain(barred) == plain("```{table} models\n```\n")
    section, _ = read_markdown(small, barred)
    assert any("█" in line_text(line) for line in lay_out(section, small.deck, 60).lines)
