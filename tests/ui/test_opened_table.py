"""A table opened in the reader: keys, mouse, evidence, clipboard, closing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.ui.app import ReaderApp
from explainer.ui.base.settings import Settings
from explainer.ui.figures.figure_screen import FigureScreen
from explainer.ui.figures.table_figure import TableFigure
from tests.ui.reading import last_line, make_app, running, screen_text

OPEN_PRICES = "tab enter"
STILL = Settings(motion=False)


@pytest.fixture
def deck() -> Path:
    """A deck whose first target is a table of prices, with text below it."""
    return Path(__file__).parent / "decks" / "prices"


def rows_of(app: ReaderApp) -> list[str]:
    """Return the labels of the rows in sight, top to bottom."""
    lines = screen_text(app).split("\n")
    rule = next(number for number, line in enumerate(lines) if "─────" in line)
    found = []
    for line in lines[rule + 1 :]:
        words = line[:30].strip(" ◆").split("  ")[0]
        if not words:
            break
        found.append(words)
    return found


def _rows_drawn(figure: TableFigure) -> list[str]:
    """Return the label of each row that a figure draws, top to bottom."""
    texts = ["".join(run.text for run in line) for line in figure.lines(90, 24)]
    labels = [figure.index.label(figure.view, row) for row in figure.view.rows]
    return [label for text in texts for label in labels if text.strip(" ▌◆").startswith(label)]


async def press(pilot: Pilot[str], keys: str) -> None:
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()


async def test_enter_opens_the_table_and_esc_leads_back_to_the_text(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), OPEN_PRICES) as pilot:
        assert "4 rows" in screen_text(app)
        await press(pilot, "escape")

        assert "4 rows" not in screen_text(app)
        assert "List prices per million tokens" in screen_text(app)


async def test_s_sorts_by_the_column_under_the_cursor_which_keeps_its_row(deck: Path) -> None:
    app = make_app(deck, section="a", settings=STILL)
    async with running(app, (100, 30), f"{OPEN_PRICES} down right right") as pilot:
        before = last_line(app)
        await press(pilot, "s")
        rows = rows_of(app)
        await press(pilot, "up down")

        assert rows[0].startswith("OpenAI o1")
        assert rows[-1].startswith("Qwen-Max, spring")
        assert before.split(" · ")[0] in last_line(app)


async def test_sorted_rows_are_seen_moving_to_their_places(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} down right right"):
        screen = app.screen
        assert isinstance(screen, FigureScreen)
        figure = screen.figure
        assert isinstance(figure, TableFigure)
        orders = [_rows_drawn(figure)]
        figure.do("sort")
        while figure.is_running:
            orders.append(_rows_drawn(figure))
            figure.advance()
        orders.append(_rows_drawn(figure))

    assert all(sorted(rows) == sorted(orders[0]) for rows in orders)
    assert any(rows not in (orders[0], orders[-1]) for rows in orders)
    assert len(orders) * figure.seconds_per_step <= 0.5


async def test_sorted_rows_arrive_by_themselves(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} right right s") as pilot:
        async with asyncio.timeout(30):
            while not rows_of(app)[0].startswith("OpenAI o1"):
                await pilot.pause()


async def test_the_next_key_puts_moving_rows_in_their_places(deck: Path) -> None:
    still = make_app(deck, section="a", settings=STILL)
    async with running(still, (100, 30), f"{OPEN_PRICES} right right s down"):
        placed = rows_of(still)
    moving = make_app(deck, section="a")
    async with running(moving, (100, 30), f"{OPEN_PRICES} right right s down"):
        assert rows_of(moving) == placed


async def test_typing_filters_rows_and_esc_shows_them_all_again(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} f g p t minus 4 o") as pilot:
        assert "1 of 4" in screen_text(app)
        await press(pilot, "enter")
        assert rows_of(app) == ["GPT-4o"]
        await press(pilot, "escape")

        assert len(rows_of(app)) == 4
        assert "4 rows" in screen_text(app)


async def test_d_shows_the_others_as_differences_from_the_row_under_the_cursor(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} d d") as pilot:
        text = screen_text(app)
        await press(pilot, "d")

        assert "differences from" in text
        assert "in per cent" in text
        assert "%" in text
        assert "differences from" not in screen_text(app)


async def test_columns_are_chosen_and_carried(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} c down space down right enter") as pilot:
        await pilot.pause()
        heads = next(line for line in screen_text(app).split("\n") if "Text out" in line)

        assert "Listed" not in heads
        assert heads.index("Text out") < heads.index("Text in")
        assert "1 column hidden" in screen_text(app)


async def test_t_exchanges_rows_and_columns(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} t"):
        heads = next(line for line in screen_text(app).split("\n") if "Model" in line)

        assert "GPT-4o" in heads


async def test_y_sends_what_is_shown_to_the_terminals_clipboard(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 30), f"{OPEN_PRICES} y") as pilot:
        markdown = app.clipboard
        await press(pilot, "Y")

        assert markdown.startswith("| Model | Listed |")
        assert "4 rows" in last_line(app)
        assert app.clipboard.count("\t") == 15


async def test_a_click_on_a_heading_sorts_and_on_a_cell_moves_there_and_opens(deck: Path) -> None:
    app = make_app(deck, section="a", settings=STILL)
    async with running(app, (100, 30), OPEN_PRICES) as pilot:
        lines = screen_text(app).split("\n")
        y = next(number for number, line in enumerate(lines) if "Listed" in line)
        await pilot.click(offset=(lines[y].index("Text in") + 2, y))
        await pilot.pause()
        first = rows_of(app)[0]
        lines = screen_text(app).split("\n")
        y = next(number for number, line in enumerate(lines) if line.strip().startswith("OpenAI"))
        await pilot.click(offset=(4, y))
        await pilot.pause()
        assert "Evidence" in last_line(app)
        await press(pilot, "escape")

        assert first.startswith("OpenAI o1")
        assert "OpenAI o1 · Model" in last_line(app)


async def test_two_keys_lead_from_a_figure_to_its_sources(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), f"{OPEN_PRICES} right right enter"):
        assert "Sources of this value" in screen_text(app)


async def test_evidence_of_the_cell_stands_beside_a_wide_table(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (140, 36), f"{OPEN_PRICES} right right") as pilot:
        one = screen_text(app)
        await press(pilot, "down")

        assert "Sources of this value" in one
        assert screen_text(app) != one


async def test_what_clickers_send_goes_on_in_the_text(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 20), f"{OPEN_PRICES}") as pilot:
        await press(pilot, "f5 b full_stop")
        assert "4 rows" in screen_text(app)
        await press(pilot, "pageup")

        assert "4 rows" not in screen_text(app)


async def test_keys_of_an_opened_table_can_be_set(deck: Path) -> None:
    app = make_app(deck, section="a", settings=Settings(motion=False, keys={"table-sort": ("z",)}))
    async with running(app, (100, 30), f"{OPEN_PRICES} right right z"):
        assert "z sort" in last_line(app)
        assert rows_of(app)[0].startswith("OpenAI o1")


async def test_the_text_shows_the_table_as_it_was_left(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (100, 40), f"{OPEN_PRICES} right right s escape") as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert text.index("OpenAI o1") < text.index("Qwen-Max, spring 2025")


async def test_at_forty_columns_every_row_is_a_card(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (40, 15), f"{OPEN_PRICES} down down"):
        assert "Text in (USD)" in screen_text(app)
        assert "Esc" in last_line(app)


async def test_deck_text_in_a_table_is_never_markup(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "m"\ntitle = "M"\n')
    (tmp_path / "01-a.md").write_text("# A\n\n```{table} t\n```\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "t.toml").write_text(
        'title = "[red]T[/red]"\n[[column]]\nid = "a"\ntitle = "[b]A"\n'
        '[[row]]\na = "[link=x]y[/link]"\n'
    )
    app = make_app(tmp_path, section="a")
    async with running(app, (80, 20), "tab enter f left_square_bracket"):
        text = screen_text(app)

        assert "[red]T[/red]" in text
        assert "[b]A" in text


async def test_a_stranger_at_a_kiosk_copies_nothing(deck: Path) -> None:
    app = make_app(deck, section="a", kiosk=True)
    async with running(app, (100, 30), f"{OPEN_PRICES} y"):
        assert app.clipboard == ""
        assert "Nothing is copied here" in last_line(app)


async def test_a_wide_last_line_names_what_else_a_table_can_do(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (120, 36), OPEN_PRICES) as pilot:
        for words in ("filter", "columns", "turn", "all keys"):
            assert words in last_line(app)
        assert "differences" not in last_line(app)
        await press(pilot, "p")
        assert "d differences" in last_line(app)
