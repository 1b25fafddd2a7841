"""Keys on a question card that few keyboards have, or that matter while a word is typed."""

from __future__ import annotations

import pytest

from explainer.ui.overlays.lines_screen import LinesScreen
from tests.ui.asking import ask, asking_app, press
from tests.ui.reading import running, screen_text


@pytest.mark.parametrize("key", ["²", "①", "९"])
@pytest.mark.parametrize("name", ["single", "match", "order"])
async def test_digits_that_are_no_number_keys_do_nothing(name: str, key: str) -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, name)
        before = screen_text(app)
        await press(app, pilot, key)
        assert screen_text(app) == before


@pytest.mark.parametrize("key", ["²", "①"])
async def test_digits_that_are_no_number_keys_do_nothing_at_the_end_or_in_the_menu(
    key: str,
) -> None:
    app = asking_app()
    async with running(app) as pilot:
        await press(app, pilot, f"Q {key} escape")
        screen = await ask(app, pilot, "single")
        await press(app, pilot, f"1 enter enter {key}")
        assert app.screen is screen


async def test_help_is_one_key_away_while_a_word_is_typed() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "word")
        await press(app, pilot, "f1")
        assert isinstance(app.screen, LinesScreen)
