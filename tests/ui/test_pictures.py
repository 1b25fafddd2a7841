"""The pictures in `screenshots/`: README shows them, and here they are held against the reader.

After a change that is meant, look at each new picture:
`EXPLAINER_PICTURES=write pytest tests/ui/test_pictures.py`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from explainer.ui.theme import CONTRAST, DARK, LIGHT, TERMINAL, Palette
from tests.ui.reading import make_app, picture, running

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


@dataclass(frozen=True)
class Picture:
    """How a picture is taken."""

    name: str
    size: tuple[int, int]
    section: str = ""
    press: str = ""
    palette: Palette = DARK
    block: str = ""


PICTURES = (
    Picture("title", (80, 24)),
    Picture("wide", (120, 36), "why-alibaba"),
    Picture("wide-160", (160, 50), "regulations"),
    Picture("medium", (80, 24), "why-alibaba", "space"),
    Picture("narrow", (40, 15), "why-alibaba", "space space"),
    Picture("narrow-outline", (40, 15), "why-alibaba", "t"),
    Picture("table", (120, 36), "why-alibaba", block="five-candidates"),
    Picture("cards", (40, 15), "why-alibaba", "pagedown", block="candidates"),
    Picture("evidence", (120, 36), "why-alibaba", "tab"),
    Picture("card", (80, 24), "why-alibaba", "tab enter"),
    Picture("overview", (80, 24), "huawei", "o"),
    Picture("help", (80, 24), "huawei", "question_mark"),
    Picture("palette", (80, 24), "huawei", "ctrl+p"),
    Picture(
        "code", (120, 36), "models", "tab tab tab tab enter space", block="do-the-sum-yourself"
    ),
    Picture("light", (120, 36), "models", palette=LIGHT),
    Picture("contrast", (120, 36), "models", palette=CONTRAST),
    Picture("terminal", (80, 24), "regulations", palette=TERMINAL),
)


@pytest.mark.parametrize("shot", PICTURES, ids=lambda shot: shot.name)
async def test_picture_shows_the_reader_as_it_is(shot: Picture, tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(section=shot.section, block=shot.block, palette=shot.palette, record=record)
    async with running(app, shot.size, shot.press):
        taken = picture(app)
    file = SCREENSHOTS / f"{shot.name}.svg"
    if os.environ.get("EXPLAINER_PICTURES") == "write":
        file.write_text(taken, encoding="utf-8")
        return

    assert file.read_text(encoding="utf-8") == taken


def test_every_picture_in_the_folder_is_verified() -> None:
    assert {file.stem for file in SCREENSHOTS.glob("*.svg")} == {shot.name for shot in PICTURES}


def test_readme_shows_only_verified_pictures() -> None:
    readme = (SCREENSHOTS.parent / "README.md").read_text(encoding="utf-8")

    shown = {part.split(".svg")[0] for part in readme.split("screenshots/")[1:]}

    assert shown
    assert shown <= {shot.name for shot in PICTURES}
