"""What the palette offers to somebody who reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from explainer.ui.base.command import Command, key_label
from explainer.ui.base.theme import PALETTES
from explainer.ui.overlays.palette_match import PaletteEntry

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen


def reading_offers(reader: ReaderScreen, commands: Sequence[type[Command]]) -> list[PaletteEntry]:
    """The commands with their keys, every theme, and every section by number and title."""
    app, outline = reader.app, reader.session.opened.deck.outline
    offers = [
        PaletteEntry(
            one.title, partial(one.run, reader), _key(app.keys[one.id]), one.help, "Commands"
        )
        for one in commands
    ]
    offers.extend(
        PaletteEntry(one.title, partial(app.use_palette, one), group="Themes")
        for one in PALETTES.values()
    )
    offers.extend(
        PaletteEntry(
            f"{number}  {entry.title}", partial(reader.go_to_section, number - 1), group="Sections"
        )
        for number, entry in enumerate(outline, 1)
    )
    return offers


def _key(keys: Sequence[str]) -> str:
    """The first of some keys as people know it; nothing where there is none."""
    return key_label(keys[0]) if keys else ""
