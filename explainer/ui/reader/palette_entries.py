"""The entries of the palette: commands by use, themes, sections, decks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from explainer.deck.model import Deck
from explainer.ui.base.command import Command, Keymap
from explainer.ui.base.common_commands import PALETTE
from explainer.ui.base.help_lines import settings_lines, with_keys
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.requests import ChangeDeck, ShowCard
from explainer.ui.base.theme_choice import every_palette
from explainer.ui.overlays.palette_match import PaletteEntry
from explainer.ui.reader.reader_commands import BY_USE

_COMMANDS = "Commands"

INVITATION = "What would you like to do?"
"""Words of the palette while nothing is typed."""


class Commanded(Protocol):
    """A screen whose commands the palette offers."""

    app: PaintedApp
    """The app."""

    @property
    def keymap(self) -> Keymap:
        """Keys of its commands."""

    def status(self) -> Status:
        """Return its last line, which names the most useful commands now."""

    def offered_commands(self) -> list[Command]:
        """Return the commands that can be run now."""

    def run_soon(self, action: str) -> None:
        """Run an action once the screens above have closed."""


def palette_entries(screen: Commanded, go: Callable[[int], object]) -> list[PaletteEntry]:
    """Return everything that a screen's palette offers; `go` goes to a section, by its index."""
    app = screen.app
    return [
        *_command_entries(screen),
        *_settings_entries(app),
        *(
            PaletteEntry(one.title, partial(app.use_palette, one), group="Themes", theme=one)
            for one in every_palette()
        ),
        *section_entries(app.session.opened.deck, go, "Sections"),
        *deck_entries(app, "Decks"),
    ]


def _command_entries(screen: Commanded) -> list[PaletteEntry]:
    keymap = screen.keymap
    useful = [hint.command for hint in screen.status().hints]
    return [
        PaletteEntry(
            one.title,
            partial(screen.run_soon, one.action),
            keymap.label(one.id),
            with_keys(one.help, keymap.label),
            _COMMANDS,
        )
        for one in by_use(screen.offered_commands(), useful)
        if one.group and one.id != PALETTE.id
    ]


def by_use(commands: Sequence[Command], useful: Sequence[str]) -> list[Command]:
    """Return commands, those first that are wanted most.

    Args:
        commands: The commands, in the order of the help.
        useful: Ids of those that the last line names now, the most useful first.
    """
    order = [*useful, *(command.id for command in BY_USE)]
    ranks = {id: rank for rank, id in reversed(list(enumerate(order)))}
    return sorted(commands, key=lambda command: ranks.get(command.id, len(order)))


def _settings_entries(app: PaintedApp) -> list[PaletteEntry]:
    file = app.session.setup.settings_file
    if not file:
        return []
    card = ShowCard("Settings", partial(settings_lines, file))
    return [PaletteEntry("Settings", partial(app.post_message, card), "", file, _COMMANDS)]


def section_entries(deck: Deck, go: Callable[[int], object], group: str = "") -> list[PaletteEntry]:
    """Return an entry for each section of a deck; `go` goes to one, by its index."""
    widest = len(str(len(deck.outline)))
    return [
        PaletteEntry(
            f"{number:>{widest}}  {one.title}", partial(go, number - 1), "", one.summary, group
        )
        for number, one in enumerate(deck.outline, 1)
    ]


def deck_entries(app: PaintedApp, group: str = "") -> list[PaletteEntry]:
    """Return an entry for each deck that can be opened in place of this one."""
    return [
        PaletteEntry(title, partial(app.post_message, ChangeDeck(name)), group=group)
        for name, title in app.other_decks().items()
    ]
