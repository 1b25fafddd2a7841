"""Long lists show the lines around the current item, and make no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.render.line import TextRun
from explainer.ui.base.window import window


@given(st.lists(st.integers(1, 4), min_size=1, max_size=40), st.data(), st.integers(1, 30))
def test_the_current_item_is_in_sight_and_the_room_is_used(
    heights: list[int], data: st.DataObject, room: int
) -> None:
    current = data.draw(st.integers(0, len(heights) - 1))

    items, lines = window(
        len(heights), current, room, lambda i: [[TextRun(f"{i}.{n}")] for n in range(heights[i])]
    )

    everything = [f"{i}.{n}" for i, height in enumerate(heights) for n in range(height)]
    shown = [line[0].text for line in lines]
    assert current in items
    assert len(lines) == len(items) == min(room, len(everything))
    assert shown == everything[everything.index(shown[0]) :][: len(shown)]


def test_only_items_that_can_be_in_sight_are_made() -> None:
    made: list[int] = []

    def lines_of(index: int) -> list[list[TextRun]]:
        made.append(index)
        return [[TextRun(str(index))]]

    window(100_000, 50_000, 20, lines_of)

    assert len(made) <= 40
