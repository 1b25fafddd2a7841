"""Tables have straight columns, with wrapped cells if they nearly fit, and are cards otherwise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.render.grid import FEWEST_STRIPED, GridCells, grid_lines
from explainer.render.line import Line, TextRun, line_text, line_width

WORDS = st.sampled_from(
    ["a", "Qwen 通义", "85.3", "👩‍🔬", "e\u0301", "❤️", "x" * 30, "one two three four", "", "表"]
)


def cells(rows: list[list[str]], align: tuple[str, ...] = ()) -> GridCells:
    header, *body = [[[TextRun(cell)] for cell in row] for row in rows]
    return GridCells(header, align or ("left",) * len(header), body)


def texts(lines: list[Line]) -> list[str]:
    return [line_text(line).rstrip() for line in lines]


def test_columns_stand_straight_whatever_the_width_of_their_characters() -> None:
    rows = [["Model", "Score"], ["Qwen 通义", "S1"], ["👩‍🔬 e\u0301", "S2"], ["❤️", "S3"]]

    head, rule, *body = texts(grid_lines(cells(rows), 40))

    columns = {
        cell_len(line[: line.index(word)])
        for line, (_, word) in zip([head, *body], rows, strict=True)
    }
    assert columns == {11}
    assert set(rule) == {"─"}


def test_numbers_end_in_one_column_and_titles_stand_in_the_middle() -> None:
    rows = [["n", "m"], ["1", "x"], ["1000", "wide one"]]

    lines = grid_lines(cells(rows, ("right", "center")), 40)

    assert texts(lines) == [
        "   n     m",
        "──────────────",
        "   1     x",
        "1000  wide one",
    ]


def test_a_table_that_nearly_fits_wraps_its_widest_cells() -> None:
    rows = [
        ["Name", "What it is"],
        ["Qwen", "a family of models that anybody can run"],
        ["GPT", "x"],
    ]

    lines = texts(grid_lines(cells(rows), 30))

    assert all(cell_len(line) <= 30 for line in lines)
    assert lines[2].startswith("Qwen  a family")
    assert lines[3].startswith("      ")
    assert "GPT   x" in lines


def test_a_table_that_does_not_fit_is_a_card_a_row() -> None:
    rows = [
        ["Name", *(f"Column {n}" for n in range(8))],
        ["Qwen", *(f"value {n}" for n in range(8))],
    ]

    lines = texts(grid_lines(cells(rows), 30))

    assert lines[0] == "Qwen"
    assert lines[1:] == [f"  Column {n}: value {n}" for n in range(8)]


def test_a_table_of_a_head_alone_shows_it_at_any_width() -> None:
    rows = [[f"Column {n}" for n in range(300)]]

    for width in (5, 40, 5000):
        shown = "".join(texts(grid_lines(cells(rows), width))).replace(" ", "")
        assert all(f"Column{n}" in shown for n in range(300))


def test_lines_of_a_cell_stay_lines() -> None:
    rows = [["a", "b"], ["one\ntwo", "x"]]

    assert texts(grid_lines(cells(rows), 20)) == ["a    b", "──────", "one  x", "two"]


@settings(max_examples=150)
@given(data=st.data(), columns=st.integers(1, 8), width=st.integers(1, 100))
def test_no_cell_is_lost_and_no_line_is_too_wide(
    data: st.DataObject, columns: int, width: int
) -> None:
    rows = data.draw(
        st.lists(st.lists(WORDS, min_size=columns, max_size=columns), min_size=1, max_size=5)
    )
    ways = st.sampled_from(["", "left", "right", "center"])
    align = data.draw(st.lists(ways, min_size=columns, max_size=columns))

    lines = grid_lines(cells(rows, tuple(align)), width)

    for line in lines:
        assert line_width(line) <= max(2, width)
    shown = sorted("".join(texts(lines)).replace("─", ""))
    # A card has no heading of its first column, which is its title.
    shown_cells = rows[0][1:] + [cell for row in rows[1:] for cell in row]
    for character in set("".join(shown_cells)) - {" "}:
        wanted = sum(cell.count(character) for cell in shown_cells)
        assert shown.count(character) >= wanted


@settings(max_examples=100)
@given(rows=st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_gap_stands_between_columns_on_every_line(rows: list[list[str]]) -> None:
    marked = [["h", "h", "h"], *[[f"{cell}" for cell in row] for row in rows]]
    lines = texts(grid_lines(cells(marked), 200))
    widths = [max(cell_len(row[index]) for row in marked) or 1 for index in range(3)]

    margin = 1 if len(rows) >= FEWEST_STRIPED else 0
    for line in [lines[0], *lines[2:]]:
        at = margin
        for width in widths[:2]:
            at += width
            gap = _cell_slice(line, at, at + 2)
            assert gap.strip() == ""
            at += 2


def _cell_slice(text: str, start: int, end: int) -> str:
    """The characters that begin between two cells of a line."""
    position, found = 0, ""
    for index in range(len(text)):
        position = cell_len(text[:index])
        if start <= position < end and cell_len(text[: index + 1]) > position:
            found += text[index]
    return found
