"""What the palette offers to somebody who reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from explainer.ui.command import Command, key_label
from explainer.ui.palette import Offer
from explainer.ui.theme import PALETTES

if TYPE_CHECKING:
    from explainer.ui.screens.reader import ReaderScreen


def reading_offers(reader: ReaderScreen, commands: Sequence[type[Command]]) -> list[Offer]:
    """The commands with their keys, every theme, and every section by number and title."""
    app, outline = reader.app, reader.session.opened.deck.outline
    offers = [
        Offer(one.title, partial(one.run, reader), _key(app.keys[one.id]), one.help, "Commands")
        for one in commands
    ]
    offers.extend(
        Offer(one.title, partial(app.use_palette, one), group="Themes") for one in PALETTES.values()
    )
    offers.extend(
        Offer(
            f"{number}  {entry.title}", partial(reader.go_to_section, number - 1), group="Sections"
        )
        for number, entry in enumerate(outline, 1)
    )
    return offers


def _key(keys: Sequence[str]) -> str:
    """The first of some keys as people know it; nothing where there is none."""
    return key_label(keys[0]) if keys else ""
