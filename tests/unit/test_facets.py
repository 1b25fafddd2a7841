"""Facets: columns of a table or chart whose values a reader switches."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions, TableOptions
from explainer.problems import Code
from explainer.render.chart.chart_view import chart_scale
from explainer.render.facet.facet_chart import facet_chart_data
from explainer.render.facet.facet_lines import FacetState, compact_facet_lines, facet_lines
from explainer.render.facet.facet_view import FacetView
from explainer.render.facet.facets import Facets, facets_of
from explainer.render.layout import lay_out
from explainer.render.line import line_text, line_width
from explainer.render.plain import PlainWriter
from explainer.render.setting import Setting

from .checked_deck import checked
from .markdown_deck import SmallDeck, read_markdown, small_deck

COLUMNS = """title = "Scores"
as_of = 2025-01-01
[[column]]
id = "model"
title = "Model"
[[column]]
id = "score"
title = "Score"
kind = "number"
unit = "points"
better = "high"
[[column]]
id = "judge"
title = "Judge"
[[column]]
id = "style"
title = "Style control"
"""


def rows(*cells: tuple[str, str, str, str]) -> str:
    """Rows of model, score (as TOML), judge and style control."""
    return COLUMNS + "".join(
        f"[[row]]\nmodel = {model!r}\nscore = {score}\njudge = {judge!r}\nstyle = {style!r}\n"
        for model, score, judge, style in cells
    )


SCORES = rows(
    ("Ant", "80", "one", "off"),
    ("Bee", "70", "one", "off"),
    ("Cat", "60", "one", "off"),
    ("Ant", "30", "one", "on"),
    ("Bee", "40", "one", "on"),
    ("Ant", "10", "two", "on"),
    ("Cat", "20", "two", "on"),
)

TABLE = '{table} scores\nfacets = ["judge", "style"]'
CHART = '{chart} scores\nkind = "bar"\nx = "model"\nfacets = ["judge", "style"]'


def deck_with(root: Path, table: str) -> SmallDeck:
    """A deck with the table `scores`."""
    (root / "data").mkdir()
    (root / "data" / "scores.toml").write_text(table, encoding="utf-8")
    return small_deck(root)


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return deck_with(tmp_path, SCORES)


def fence(directive: str) -> str:
    return f"```{directive}\n```\n"


def facets_in(small: SmallDeck) -> Facets:
    options = TableOptions("scores", facets=("judge", "style"))
    found = facets_of(small.deck.tables["scores"], options)
    assert found is not None
    return found


def text_of(small: SmallDeck, directive: str, width: int = 80, view: object = None) -> str:
    """The lines of a section that shows one directive."""
    section, problems = read_markdown(small, fence(directive))
    assert problems == []
    line = section.blocks[0].span.line or 0
    setting = Setting(views={line: view} if view is not None else {})
    page = lay_out(section, small.deck, width, setting)
    assert all(line_width(one) <= width for one in page.lines)
    return "\n".join(line_text(one).rstrip() for one in page.lines)


def plain_of(small: SmallDeck, directive: str, width: int = 80) -> str:
    section, _ = read_markdown(small, fence(directive))
    return "\n".join(PlainWriter(small.deck, width).section_lines(section))


# --- which rows remain ------------------------------------------------------------------------


def test_the_first_row_decides_the_values_that_are_shown_first(small: SmallDeck) -> None:
    text = text_of(small, TABLE)

    assert "‹ one ›" in text
    assert "‹ off ›" in text
    assert "3 of 7 rows · Ant leads with 80\u00a0points" in text
    assert "Cat" in text


def test_every_value_of_each_facet_is_shown_and_no_facet_column(small: SmallDeck) -> None:
    text = text_of(small, TABLE)

    assert "two" in text.split("rows")[0]
    assert text.count("Judge") == text.count("Style control") == 1


def test_a_section_shows_the_values_that_the_reader_left(small: SmallDeck) -> None:
    text = text_of(small, TABLE, view=FacetView(("one", "on")))

    assert "2 of 7 rows · Bee leads with 40\u00a0points" in text
    assert "80" not in text


def test_values_that_are_gone_after_an_edit_give_way_to_the_first(small: SmallDeck) -> None:
    assert "3 of 7 rows" in text_of(small, TABLE, view=FacetView(("three", "off")))


def test_a_value_that_no_row_has_with_the_others_takes_them_along(small: SmallDeck) -> None:
    facets = facets_in(small)

    after = facets.turned(("one", "off"), 0, 1)

    assert after == ("two", "on")
    assert facets.moved_words(("one", "off"), after, 0).startswith("Style control is now on")


def test_the_last_value_stays_when_it_is_switched_further(small: SmallDeck) -> None:
    assert facets_in(small).turned(("two", "on"), 0, 5) == ("two", "on")


# --- who leads --------------------------------------------------------------------------------


def test_the_order_decides_who_leads_where_the_author_sorts(small: SmallDeck) -> None:
    text = text_of(small, TABLE + '\nsort = "score"')

    assert "Ant leads with 80" in text  # better = high says more than the order


def test_a_column_without_a_better_end_leads_by_its_order(tmp_path: Path) -> None:
    small = deck_with(tmp_path, SCORES.replace('better = "high"\n', ""))

    assert "Cat leads with 60" in text_of(small, TABLE + '\nsort = "score"')
    assert "leads" not in text_of(small, TABLE)


def test_two_rows_with_the_same_best_value_lead_together(tmp_path: Path) -> None:
    small = deck_with(tmp_path, SCORES.replace("70", "80"))

    assert "Ant and Bee lead with 80" in text_of(small, TABLE)


def test_a_single_value_leads_nothing(tmp_path: Path) -> None:
    small = deck_with(tmp_path, rows(("Ant", "1", "a", "x"), ("Bee", "2", "b", "x")))

    text = text_of(small, '{table} scores\nfacets = ["judge"]')

    assert "1 of 2 rows" in text
    assert "leads" not in text


def test_a_value_that_may_be_better_is_not_passed_over(tmp_path: Path) -> None:
    small = deck_with(tmp_path, SCORES.replace("score = 60", "score = { low = 60 }"))

    assert "Ant leads with 80\u00a0points, as far as known" in text_of(small, TABLE)


def test_a_row_without_an_id_has_the_one_made_of_its_label(small: SmallDeck) -> None:
    table = facets_in(small).table(("two", "on"))

    assert [row.id for row in table.rows] == ["ant", "cat"]


# --- charts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bar", "dot", "grouped", "stacked"])
def test_a_chart_draws_the_rows_of_the_chosen_values(small: SmallDeck, kind: str) -> None:
    text = text_of(small, CHART.replace('"bar"', f'"{kind}"'), view=FacetView(("one", "on")))

    assert "Ant" in text
    assert "Cat" not in text
    assert "2 of 7 rows · Bee leads with 40" in text


def test_all_values_share_the_scale_of_a_chart(small: SmallDeck) -> None:
    first = text_of(small, CHART)
    low = text_of(small, CHART, view=FacetView(("one", "on")))

    bar = {name: line.count("▇") for name, line in labelled(first + "\n" + low)}
    assert abs(bar["Ant 80"] / 2 - bar["Bee 40"]) <= 1


def test_the_scale_is_the_same_at_every_combination(small: SmallDeck) -> None:
    section, _ = read_markdown(small, fence(CHART))
    block = section.blocks[0]
    assert isinstance(block, Directive)
    options = block.options
    assert isinstance(options, ChartOptions)
    facets = facets_of(small.deck.tables["scores"], options)
    assert facets is not None

    charts = [facet_chart_data(facets, one, options, small.deck) for one in facets.choices]

    assert len({chart_scale(chart, "points") for chart in charts}) == 1


def labelled(text: str) -> list[tuple[str, str]]:
    """The lines with a bar, each with its label and value."""
    found = []
    for line in text.split("\n"):
        if "▇" in line:
            words = line.replace("▇", " ").split()
            found.append((f"{words[0]} {words[1]}", line))
    return found


def test_the_leader_of_a_chart_has_a_mark_that_a_note_explains(small: SmallDeck) -> None:
    text = text_of(small, CHART, view=FacetView(("one", "on")))

    assert "40 ▲" in text
    assert "▲ best" in text


def test_a_highlight_may_name_the_label_of_a_row(small: SmallDeck) -> None:
    section, problems = read_markdown(small, fence(CHART + '\nhighlight = ["bee"]'))

    assert problems == []
    assert isinstance(section.blocks[0], Directive)


# --- words and widths -------------------------------------------------------------------------


@pytest.mark.parametrize("directive", [TABLE, CHART], ids=["table", "chart"])
def test_plain_text_has_every_combination_with_its_leader(small: SmallDeck, directive: str) -> None:
    text = " ".join(plain_of(small, directive).split())

    assert "Judge: one; Style control: off. 3 of 7 rows: Ant leads with 80 points." in text
    assert "Judge: one; Style control: on. 2 of 7 rows: Bee leads with 40 points." in text
    assert "Judge: two; Style control: on. 2 of 7 rows: Cat leads with 20 points." in text
    assert all(value in text for value in ("80", "70", "60", "30", "40", "10", "20"))


@pytest.mark.parametrize("width", [20, 30, 40, 80])
def test_every_value_is_whole_at_any_width(tmp_path: Path, width: int) -> None:
    long = "a judge with a name that takes more than a line of it"
    small = deck_with(tmp_path, SCORES.replace("'two'", f"'{long}'"))

    words = text_of(small, TABLE, width).replace("\u00a0", " ").split()

    assert all(word in words for word in long.split())


@pytest.mark.parametrize("lines", [facet_lines, compact_facet_lines])
def test_facets_keep_within_a_width_with_wide_characters(tmp_path: Path, lines: object) -> None:
    wide = "通义千问" * 8
    facets = facets_in(deck_with(tmp_path, SCORES.replace("'two'", f"'{wide}'")))

    assert callable(lines)
    for width in (5, 12, 40):
        drawn = lines(FacetState(facets, (wide, "on"), "words", 0), width)
        assert all(sum(cell_len(run.text) for run in line) <= width for line in drawn)


def test_markup_in_values_is_shown_as_it_is(tmp_path: Path) -> None:
    small = deck_with(tmp_path, SCORES.replace("'two'", "'[bold]x[/] *y* `z`'"))

    assert "[bold]x[/] *y* `z`" in text_of(small, TABLE)
    assert "[bold]x[/] *y* `z`" in plain_of(small, TABLE)


def test_an_empty_cell_is_a_value_of_its_own(tmp_path: Path) -> None:
    small = deck_with(tmp_path, SCORES.replace("judge = 'two'\n", ""))

    text = text_of(small, TABLE, view=FacetView(("–", "on")))

    assert "‹ – ›" in text
    assert "Cat leads with 20" in text


# --- what check reports -----------------------------------------------------------------------


def reports(root: Path, options: str, table: str = SCORES) -> list[tuple[Code, int | None]]:
    """Code and line of every problem; the options of the fence begin on line 4."""
    text = f"# A\n\n```{options}\n```\n"
    problems = checked(root, {"01-a.md": text, "data/scores.toml": table})
    return [(problem.code, problem.span.line) for problem in problems]


def many(count: int) -> str:
    return rows(*((f"m{n}", f"{n}", f"judge {n}", "off") for n in range(count)))


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ('facets = ["judges"]', Code.UNKNOWN_COLUMN),
        ('facets = ["score"]', Code.WRONG_TYPE),
        ('facets = ["model"]', Code.WRONG_VALUE),
        ("facets = 3", Code.WRONG_TYPE),
    ],
    ids=["unknown", "numbers", "label", "type"],
)
@pytest.mark.parametrize("figure", ["{table} scores", '{chart} scores\nkind = "bar"'])
def test_a_column_that_cannot_be_switched_is_reported_where_it_stands(
    tmp_path: Path, figure: str, option: str, code: Code
) -> None:
    found = reports(tmp_path, f"{figure}\n{option}")

    assert found == [(code, 3 + figure.count("\n") + 1)]


@pytest.mark.parametrize(
    ("table", "words"),
    [(many(13), "more than 12"), (many(1), "one value")],
    ids=["many", "one"],
)
def test_a_column_with_too_many_values_or_one_is_reported(
    tmp_path: Path, table: str, words: str
) -> None:
    files = {
        "01-a.md": '# A\n\n```{table} scores\nfacets = ["judge"]\n```\n',
        "data/scores.toml": table,
    }
    (problem,) = checked(tmp_path, files)

    assert (problem.code, problem.span.line, problem.span.column) == (Code.WRONG_VALUE, 4, 11)
    assert words in problem.message
    assert problem.help


def test_a_chart_to_be_guessed_has_no_facets(tmp_path: Path) -> None:
    found = reports(tmp_path, f"{CHART}\nguess = true")

    assert found == [(Code.WRONG_VALUE, 6)]


def test_a_fifth_facet_is_reported(tmp_path: Path) -> None:
    more = "".join(f'[[column]]\nid = "f{n}"\ntitle = "F"\n' for n in range(3))
    table = COLUMNS + more
    for n in range(2):
        table += f"[[row]]\nmodel = 'm{n}'\nscore = {n}\njudge = '{n}'\nstyle = '{n}'\n"
        table += "".join(f"f{m} = '{n}'\n" for m in range(3))
    found = reports(
        tmp_path, '{table} scores\nfacets = ["judge", "style", "f0", "f1", "f2"]', table
    )

    assert found == [(Code.WRONG_VALUE, 4)]


def test_a_first_combination_without_a_number_is_reported(tmp_path: Path) -> None:
    table = rows(("Ant", "{ missing = 'x' }", "one", "off"), ("Bee", "2", "two", "off"))

    found = reports(tmp_path, '{chart} scores\nkind = "bar"\nfacets = ["judge"]', table)

    assert found == [(Code.WRONG_VALUE, 5)]


def test_facets_that_can_be_switched_are_no_problem(tmp_path: Path) -> None:
    assert reports(tmp_path, CHART) == []


def test_the_work_for_many_combinations_grows_with_the_rows(tmp_path: Path) -> None:
    cells = [(f"m{n}", f"{n}", f"j{n % 12}", f"s{n % 11}") for n in range(132)]
    small = deck_with(tmp_path, rows(*cells))
    facets = facets_in(small)

    assert sum(len(facets.table(one).rows) for one in facets.choices) == len(cells)
