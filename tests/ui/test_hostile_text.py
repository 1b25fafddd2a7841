"""Deck text is never read as markup, anywhere on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.ui.app import ReaderApp
from tests.ui.reading import make_app, running, screen_text

NASTY = [
    "list[int]",
    "[/b]",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]y[/link]",
    "$primary [bold",
    "\\[x]",
]


def hostile_deck(folder: Path, words: str) -> Path:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    (folder / "data").mkdir()
    (folder / "deck.toml").write_text(
        f'format = 1\nid = "bad"\ntitle = "{quoted} deck"\nsummary = "{quoted} summary"\n'
    )
    escaped = "".join(f"\\{c}" if c in "[]\\" else c for c in words)
    (folder / "01-one.md").write_text(
        f'+++\ntitle = "{quoted} one"\nsummary = "{quoted} about"\n+++\n\n'
        f"# {escaped} head\n\n`{words} code` {escaped} text [{escaped} term]{{term=t}} "
        f"[{escaped} claim]{{claim=c}}[^s]\n\n```{{table}} t\n```\n\n```\n{words} block\n```\n"
    )
    (folder / "02-two.md").write_text(f"# {escaped} two\n\nmore\n")
    (folder / "sources.toml").write_text(
        f'[[source]]\nid = "s"\ntitle = "{quoted} source"\npublisher = "{quoted} press"\n'
    )
    (folder / "claims.toml").write_text(
        f'[[claim]]\nid = "c"\ntext = "{quoted} said"\nverdict = "partly"\nsources = ["s"]\n'
    )
    (folder / "glossary.toml").write_text(
        f'[[term]]\nid = "t"\nterm = "{quoted} word"\ndefinition = "{quoted} means"\n'
    )
    (folder / "data" / "t.toml").write_text(
        f'title = "{quoted} table"\n[[column]]\nid = "a"\ntitle = "{quoted} col"\n'
        f'[[row]]\na = "{quoted} cell"\n'
    )
    return folder


@pytest.mark.parametrize("words", NASTY)
async def test_markup_is_shown_as_it_is_written(tmp_path: Path, words: str) -> None:
    app = make_app(hostile_deck(tmp_path, words), section="one")
    async with running(app, (140, 50)) as pilot:
        text = on_screen(app)
        for part in ("one", "head", "code", "text", "block", "table", "col", "cell"):
            assert squeezed(f"{words} {part}") in text
        await pilot.press("tab", "enter")
        assert squeezed(f"{words} means") in on_screen(app) or squeezed(
            f"{words} said"
        ) in on_screen(app)
        await pilot.press("escape", "o")
        assert squeezed(f"{words} about") in on_screen(app)
        await pilot.press("escape")
        for key in ("ctrl+p", "ctrl+g"):
            await pilot.press(key, "o", "n", "e")
            await pilot.pause()
            assert squeezed(f"{words} one") in on_screen(app)
            await pilot.press("escape")
            await pilot.pause()
        assert app.is_running
    app = make_app(tmp_path)
    async with running(app, (100, 30)):
        assert squeezed(f"{words} deck") in on_screen(app)


def squeezed(text: str) -> str:
    """Return a text without white space, since titles are wrapped."""
    return "".join(text.split())


def on_screen(app: ReaderApp) -> str:
    return squeezed(screen_text(app))
