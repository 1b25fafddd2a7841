"""Steps, screenfuls and stops of a talk, forward and back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.lesson.clock import delay, duration_words
from explainer.lesson.stage import (
    Screenful,
    Stop,
    covered_from,
    parts_shown,
    screenfuls,
    stage_lines,
    stops,
)
from explainer.lesson.walk import Walk, Where
from explainer.render.layout import lay_out
from explainer.render.line import TextRun, line_text
from explainer.render.page import Page, Step
from explainer.render.setting import Setting
from tests.unit.markdown_deck import SmallDeck, read_markdown, small_deck

TALK = """# Talk

First.

<!-- pause -->

Second.

- one
<!-- pause -->
- two

---

Next screen.

---

---

Last screen.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("deck"))


def page_of(small: SmallDeck, text: str, parts: dict[int, int] | None = None) -> Page:
    section, _ = read_markdown(small, text)
    return lay_out(section, small.deck, 40, Setting(parts=parts or {}))


def shown(page: Page, screenful: Screenful, stop: Stop) -> list[str]:
    lines = stage_lines(page, screenful, stop)
    return [text for line in lines if (text := line_text(line).rstrip("─").strip())]


def test_slide_breaks_part_screenfuls_and_empty_ones_are_left_out(small: SmallDeck) -> None:
    page = page_of(small, TALK)

    found = screenfuls(page)

    assert [line_text(page.lines[one.start]).rstrip(" ─") for one in found] == [
        "Talk",
        "Next screen.",
        "Last screen.",
    ]
    assert [one.part for one in found] == [0, 1, 3]


def test_each_step_uncovers_what_stands_behind_its_pause(small: SmallDeck) -> None:
    page = page_of(small, TALK)
    first = screenfuls(page)[0]

    seen = [shown(page, first, stop) for stop in stops(page, first, 50)]

    assert seen == [
        ["Talk", "First."],
        ["Talk", "First.", "Second.", "• one"],
        ["Talk", "First.", "Second.", "• one", "• two"],
    ]


def lines_page(length: int, steps: tuple[Step, ...] = ()) -> Page:
    """Return a page of single lines, before each of which a page may begin."""
    lines = [[TextRun(f"line {number}")] for number in range(length)]
    starts = list(range(length))
    return Page(40, lines, starts, [], steps=steps, page_starts=tuple(starts))


def test_what_is_below_is_turned_to_before_the_next_step_is_uncovered() -> None:
    page = lines_page(30, (Step(20),))

    found = stops(page, screenfuls(page)[0], 10)

    assert [(stop.step, stop.cut.start, stop.cut.end) for stop in found] == [
        (0, 0, 10),
        (0, 10, 20),
        (1, 20, 30),
    ]


@given(
    st.integers(1, 60),
    st.lists(st.integers(0, 59), max_size=8),
    st.integers(1, 30),
)
def test_stops_uncover_everything_show_everything_and_end(
    length: int, lines: list[int], room: int
) -> None:
    steps = tuple(Step(line) for line in sorted(lines) if line < length)
    page = lines_page(length, steps)
    screenful = screenfuls(page)[0]

    found = stops(page, screenful, room)

    assert len(set(found)) == len(found)
    assert found[-1].step == len(steps)
    seen = {
        line
        for stop in found
        for line in range(stop.top, min(stop.cut.end, covered_from(screenful, stop.step)))
    }
    assert seen == set(range(length))
    for earlier, later in pairwise(found):
        assert later.top >= earlier.top
        if later.top == earlier.top:
            assert later.step == earlier.step + 1
            assert later.top <= steps[earlier.step].line < later.cut.end
        else:
            assert covered_from(screenful, later.step) > later.top


def walk_of(small: SmallDeck, texts: list[str], room: int = 6) -> Walk:
    sections = [read_markdown(small, text)[0] for text in texts]

    def page_for(index: int, parts: Mapping[int, int]) -> Page:
        return lay_out(sections[index], small.deck, 30, Setting(parts=parts))

    return Walk(range(len(texts)), page_for, room)


LONG = "# Long\n\n" + "\n\n".join(f"Paragraph {n}." for n in range(12)) + "\n\n. . .\n\nEnd.\n"


def test_a_clicker_goes_through_everything_and_back_the_same_way(small: SmallDeck) -> None:
    walk = walk_of(small, [TALK, LONG, TALK])
    way = [walk.where]
    while (after := walk.after()) is not None:
        walk.where = after
        way.append(after)
    back = [walk.where]
    while (before := walk.before()) is not None:
        walk.where = before
        back.append(before)

    assert back == way[::-1]
    assert way[0] == Where(stop=-1)
    assert way[1] == Where()
    assert way[-1].section == 2
    assert len(way) > 12


def test_uncover_all_shows_every_step_in_sight_and_then_of_the_screenful(small: SmallDeck) -> None:
    pause = "<!-- pause -->\n\n"
    text = f"# Talk\n\nFirst.\n\n{pause}Second.\n\nThird.\n\n{pause}Fourth.\n\n---\n\nNext.\n"
    walk = walk_of(small, [text])

    walk.uncover_all()
    assert walk.is_at_title
    walk.go_to_section(0)
    walk.uncover_all()
    in_sight = walk.stop
    walk.uncover_all()

    assert (in_sight.step, in_sight.top) == (1, 0)
    assert walk.stop.step == 2
    assert walk.where.screenful == 0


def test_another_size_keeps_what_is_uncovered(small: SmallDeck) -> None:
    section, _ = read_markdown(small, LONG)

    def page_for(index: int, parts: Mapping[int, int]) -> Page:
        return lay_out(section, small.deck, 60, Setting(parts=parts))

    walk = walk_of(small, [LONG], room=4)
    while walk.stop.step == 0:
        after = walk.after()
        assert after is not None
        walk.where = after

    walk.resize(9, page_for)

    assert walk.stop.step == 1
    assert walk.room == 9


TABLE = """# T

```{table} models
steps = "STEPS"
```
"""


def table_lines(small: SmallDeck, steps: str, parts: dict[int, int]) -> list[str]:
    page = page_of(small, TABLE.replace("STEPS", steps), parts)
    return [line_text(line).replace("\u00a0", " ").rstrip() for line in page.lines]


def test_rows_of_a_table_come_one_by_one_and_nothing_moves(small: SmallDeck) -> None:
    first = screenfuls(page_of(small, TABLE.replace("STEPS", "rows")))[0]
    block = first.steps[0].block

    covered = table_lines(small, "rows", {})
    uncovered = table_lines(small, "rows", dict(parts_shown(first, 1)))

    assert parts_shown(first, 1) == {block: 1}
    changed = [pair for pair in zip(covered, uncovered, strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert not changed[0][0]
    assert changed[0][1].startswith("GPT")


def test_columns_of_a_table_come_one_by_one(small: SmallDeck) -> None:
    first = screenfuls(page_of(small, TABLE.replace("STEPS", "columns")))[0]

    covered = table_lines(small, "columns", {})
    uncovered = table_lines(small, "columns", dict(parts_shown(first, 1)))

    assert "partly" not in "\n".join(covered)
    assert "85.3" in "\n".join(covered)
    assert "partly" in "\n".join(uncovered)
    assert len(covered) == len(uncovered)


def test_nothing_is_hidden_while_learning(small: SmallDeck) -> None:
    section, _ = read_markdown(small, TABLE.replace("STEPS", "rows"))

    learnt = [line_text(line) for line in lay_out(section, small.deck, 40).lines]

    assert any("GPT" in line for line in learnt)
    assert learnt == [
        line_text(line) for line in page_of(small, TABLE.replace("STEPS", "rows"), {3: 99}).lines
    ]


def test_code_steps_are_steps_of_a_talk(small: SmallDeck) -> None:
    page = page_of(small, "# C\n\n```python {1|2}\na = 1\nb = 2\n```\n")

    assert [step.part for step in screenfuls(page)[0].steps] == [1]


@pytest.mark.parametrize(
    ("elapsed", "section", "late"),
    [(0, 0, 0), (59, 0, 0), (90, 0, 30), (90, 1, 0), (30, 1, -30), (240, 1, 60)],
)
def test_a_talk_is_late_only_beyond_a_sections_own_time(
    elapsed: float, section: int, late: float
) -> None:
    assert delay(elapsed, [1, 2], section, 0) == late


def test_the_plan_is_scaled_to_the_time_there_is() -> None:
    assert delay(150, [1, 1], 0, 4) == 30
    assert delay(500, [0, 1], 0, 4) == 0


def test_time_is_written_as_clocks_do() -> None:
    assert [duration_words(s) for s in (0, 67, 3750, -5)] == ["0:00", "1:07", "1:02:30", "−0:05"]


def test_events_of_a_timeline_come_one_by_one_and_no_strip_tells_of_those_to_come(
    small: SmallDeck,
) -> None:
    text = "# T\n\n```{timeline} story\nsteps = true\n```\n"
    page = page_of(small, text)
    first = screenfuls(page)[0]

    seen = [shown(page, first, stop) for stop in stops(page, first, 50)]

    assert len(seen) == 2
    assert not any("Review" in line for line in seen[0])
    assert any("Review" in line for line in seen[1])
    assert not any("━" in line for line in seen[1])
