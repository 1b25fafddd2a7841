"""Surfaces: figures, questions and bets stand on one, text stands on the ground."""

from __future__ import annotations

import pytest

from explainer.render.line import Line, TextRun, line_text, line_width
from explainer.render.page import JOINT
from explainer.render.surface import above, is_on_surface, on_surface, raised, with_margin

FIGURE: list[Line] = [[TextRun("Title", "strong")], [], [JOINT, TextRun("row", "stripe")]]


def test_a_surface_is_a_rectangle_with_an_empty_row_above_and_below() -> None:
    lines = on_surface(FIGURE, 10, 20)

    assert {line_width(line) for line in lines} == {10}
    assert [line_text(line).strip() for line in lines] == ["", "Title", "", "row", ""]
    assert all(is_on_surface(line) for line in lines)
    assert not is_on_surface(FIGURE[0])


def test_a_surface_grows_with_its_lines_as_far_as_there_is_room() -> None:
    wide: list[Line] = [[TextRun("x" * 15)]]

    assert line_width(on_surface(wide, 10, 20)[0]) == 15
    assert line_width(on_surface(wide, 10, 12)[0]) == 12


def test_no_lines_have_no_surface() -> None:
    assert on_surface([], 10, 20) == []


def test_a_stripe_shows_the_ground_and_a_mark_stays_a_mark() -> None:
    row = on_surface(FIGURE, 10, 20)[3]

    assert [run.role for run in row if run.text == "row"] == ["surface stripe-on-surface"]
    assert row[0].text == ""
    assert row[0].role.rpartition(" ")[2] == JOINT.role


@pytest.mark.parametrize(("margin", "ground"), [(1, 1), (2, 1), (6, 4)])
def test_a_surface_reaches_into_the_margin_and_text_does_not(margin: int, ground: int) -> None:
    text, surface = (
        with_margin(FIGURE[0], margin),
        with_margin(on_surface(FIGURE, 10, 20)[1], margin),
    )

    assert line_text(text) == " " * margin + "Title"
    assert line_text(surface).index("Title") == margin
    assert surface[0] == TextRun(" " * ground)
    assert line_width(surface) == margin + 10 + (margin - ground)


def test_the_row_above_a_figure_that_was_cut_belongs_to_it() -> None:
    edge, first, *_ = on_surface(FIGURE, 10, 20)

    assert above(FIGURE[0]) == []
    assert above(edge) == []
    assert is_on_surface(above(first))
    assert not line_text(above(first)).strip()


def test_a_chosen_row_is_raised_to_its_whole_width() -> None:
    [line] = raised([[TextRun("row", "strong")]], 8)

    assert line_width(line) == 8
    assert all(run.role.startswith("raised") for run in line)
