"""An actor has one colour in every chart, table and timeline of a deck."""

from __future__ import annotations

import msgspec
import pytest

from explainer.deck.directive import TableOptions
from explainer.deck.model import COLOURS, ActorColour, Deck, Event, Table, Timeline
from explainer.deck.partial_date import PartialDate
from explainer.deck.reference_check import check_references
from explainer.problems import Code, Problems, Span
from explainer.render.actor_colour import PLAIN, spread_colours
from explainer.render.chart.chart_drawing import chart_lines
from explainer.render.line import Line
from explainer.render.table.table_drawing import draw_table
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import table_view
from explainer.render.timeline.strip import event_strip, lane_roles

from .chart_reading import data_of, table

SPAN = Span("deck.toml")


def deck(**colours: str) -> Deck:
    """A deck that gives actors colours; `_` stands for a hyphen."""
    named = {
        actor.replace("_", "-"): ActorColour(colour, Span("deck.toml", keys=("colours", actor)))
        for actor, colour in colours.items()
    }
    return Deck("d", "D", (), SPAN, colours=named)


def roles_of(lines: list[Line], text: str) -> set[str]:
    """Roles of the runs with a text."""
    return {run.role for line in lines for run in line if text in run.text}


def test_a_series_has_the_colour_of_its_column() -> None:
    made = table({"x": ["a", "b"], "apple": [1.0, 2.0], "huawei": [2.0, 3.0]})
    data = data_of("line", made, deck(huawei="red"))

    assert [one.colour for one in data.series] == ["blue", "red"]


def test_a_series_made_of_texts_has_the_colour_of_its_text() -> None:
    made = table({"x": ["a", "a"], "who": ["The deal", "Other"], "y": [1.0, 2.0]})
    data = data_of("line", made, deck(the_deal="pink"), x="x", y=("y",), series="who")

    assert [one.colour for one in data.series] == ["pink", "blue"]


def test_rows_that_are_named_have_their_colours_and_the_others_none() -> None:
    made = table({"x": ["Apple", "vivo"], "y": [1.0, 2.0]})
    data = data_of("bar", made, deck(r0="orange"))

    assert [point.colour for point in data.series[0].points] == ["orange", PLAIN]
    assert roles_of(chart_lines(data, 60), "▇") == {"series-orange", "series-plain"}


def test_rows_of_several_series_have_their_colour_on_the_label() -> None:
    made = table({"x": ["Apple", "vivo"], "y": [1.0, 2.0], "z": [2.0, 1.0]})
    for kind in ("grouped", "stacked", "share", "dot"):
        lines = chart_lines(data_of(kind, made, deck(r0="orange")), 80)

        assert "series-orange" in roles_of(lines, "Apple").pop(), kind
        assert "series" not in roles_of(lines, "vivo").pop(), kind


def test_ends_of_a_slope_have_the_colours_of_rows() -> None:
    made = table({"x": ["Apple", "vivo", "Oppo"], "y": [1.0, 2.0, 3.0], "z": [2.0, 1.0, 2.0]})
    data = data_of("slope", made, deck(r1="gold"))

    assert [one.colour for one in data.series] == ["blue", "gold", "orange"]


def test_what_is_emphasised_keeps_its_colour_and_the_rest_is_quiet() -> None:
    made = table({"x": ["a"], "apple": [1.0], "huawei": [2.0]})
    lines = chart_lines(data_of("grouped", made, deck(huawei="red"), highlight=("huawei",)), 60)

    assert roles_of(lines, "▇") == {"series-quiet", "series-red"}


def test_others_take_the_colours_of_no_actor_first() -> None:
    named = deck(a="blue", b="orange")
    others = [[str(number)] for number in range(9)]
    colours = spread_colours(named, [["b"], *others])

    assert colours[0] == "orange"
    assert colours[1:7] == list(COLOURS[2:])
    assert colours[7] == "blue"
    assert "orange" not in colours[1:]


def test_lanes_have_colours_and_marks() -> None:
    events = [Event(PartialDate(2020 + n), "E", SPAN, lane=lane) for n, lane in enumerate("aab")]
    roles = lane_roles(("a", "b"), deck(b="teal"))
    strip = event_strip(events, ("a", "b"), 60, 20)
    assert strip is not None
    lines = strip.lines(roles, None)

    assert roles == {"a": "series-blue", "b": "series-teal"}
    assert roles_of(lines, "●") == {"event-mark series-blue"}
    assert roles_of(lines, "■") == {"event-mark series-teal"}


def test_the_label_of_a_row_has_the_colour_of_its_actor() -> None:
    made = table({"x": ["Apple", "vivo"], "y": [1.0, 2.0]})
    lines = draw_table(
        TableIndex(made), table_view(made, TableOptions("t")), deck(r1="red"), 60, 12
    ).lines

    assert any("series-red" in role for role in roles_of(lines, "vivo"))
    assert not any("series" in role for role in roles_of(lines, "Apple"))


def test_a_bar_has_the_colour_of_the_actor_of_its_row_else_of_its_column() -> None:
    made = table({"x": ["Apple", "vivo"], "y": [1.0, 2.0]})
    view = table_view(made, TableOptions("t", bars=("y",)))
    lines = draw_table(TableIndex(made), view, deck(r1="red", y="teal"), 60, 12).lines

    bars = [run.role for line in lines for run in line if "█" in run.text]
    assert [role.split()[-1] for role in bars] == ["series-teal", "series-red"]


@pytest.mark.parametrize("actor", ["apple", "y", "r0", "the-deal", "china"])
def test_rows_columns_lanes_and_texts_can_have_a_colour(actor: str) -> None:
    made = msgspec.structs.replace(table({"x": ["The deal"], "apple": [1.0], "y": [2.0]}), id="t")
    problems = Problems()
    check_references(_with_data(actor, made), problems)

    assert not list(problems)


def test_a_colour_of_nothing_is_reported_at_its_key() -> None:
    problems = Problems()
    check_references(_with_data("the-del", table({"x": ["The deal"], "y": [2.0]})), problems)
    (problem,) = problems

    assert problem.code is Code.UNKNOWN_ACTOR
    assert problem.span.keys == ("colours", "the-del")
    assert "the-deal" in problem.help


def _with_data(actor: str, made: Table) -> Deck:
    lane = Event(PartialDate(2020), "E", SPAN, lane="China")
    return Deck(
        "d",
        "D",
        (),
        SPAN,
        colours={actor: ActorColour("blue", Span("deck.toml", keys=("colours", actor)))},
        tables={"t": made},
        timelines={"l": Timeline("l", "L", (lane,), SPAN)},
    )
