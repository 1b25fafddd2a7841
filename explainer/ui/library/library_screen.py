"""The library: every hosted deck, with its summary and the time that it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from explainer.deck.loader import OpenDeck
from explainer.deck.model import Deck
from explainer.render.line import Line, TextRun, beside, crop, line_width, wrap
from explainer.ui.base.choosing import ChoiceList, ChoosingScreen
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CHOOSING,
    CLOSE,
    HELP,
    LIGHT_DARK,
    NEXT,
    OPEN,
    PREVIOUS,
    QUIT,
)
from explainer.ui.base.keycap import small_keycap
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import ChangeDeck
from explainer.ui.base.window import window

_WIDEST = 72
_MOST_NUMBERED = 9
_HEADING_FROM = 5
"""Rows from which a long list is shown with its heading."""


LIBRARY = (
    Command("library-open", ("right",), "Open", "Open the chosen lesson.",
            "In the library", "open"),
)  # fmt: skip
"""Commands of the library."""


class LibraryList(ChoiceList):
    """The decks, one of them chosen."""

    def __init__(self, decks: Sequence[Deck]) -> None:
        """`decks` are in the order of the list."""
        super().__init__(base="pane", id="library")
        self.decks = list(decks)
        """The decks to choose from, in this order."""

    @property
    def count(self) -> int:
        """Number of decks."""
        return len(self.decks)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return a heading, then the decks around the chosen one; centred if all of them fit."""
        inner = max(1, min(_WIDEST, width - 4))
        left = TextRun(" " * max(0, (width - inner) // 2))
        head: list[Line] = wrap([TextRun("What would you like to read?", "title")], inner)
        head = (
            [[], *([TextRun("  "), *line] for line in head), []] if height >= _HEADING_FROM else []
        )
        room = max(1, height - len(head))
        rows, body = window(
            len(self.decks), self.chosen, room, lambda index: self._entry(index, inner)
        )
        above = max(0, (room - len(body)) // 3)
        self.set_rows([-1] * (above + len(head)) + rows)
        if not self.decks:
            body = wrap([TextRun("There is nothing to read here.", "muted")], inner)
        lines = [*([] for _ in range(above)), *head, *body]
        return [[left, *line] if line else [] for line in lines][:height]

    def _entry(self, index: int, width: int) -> list[Line]:
        """Return the title with its number and its minutes, and the summary below."""
        deck = self.decks[index]
        here = index == self.chosen
        bar = TextRun("▌" if here else " ", "here")
        number = f"{index + 1}" if index < _MOST_NUMBERED else "·"
        label = small_keycap(number) if index < _MOST_NUMBERED else TextRun(number, "faint")
        first = [bar, TextRun("  "), label, TextRun("  ")]
        rest = [bar, TextRun("     ")]
        facts = _facts(deck)
        is_wide = width >= line_width(first) + 24 + len(facts)
        room = max(1, width - line_width(first) - (len(facts) + 2 if is_wide else 0))
        titles = wrap([TextRun(deck.title or deck.id, "here" if here else "strong")], room)
        lines = [[*(rest if row else first), *line] for row, line in enumerate(titles)]
        if is_wide:
            gap = width - line_width(lines[0]) - len(facts)
            lines[0].extend([TextRun(" " * gap), TextRun(facts, "muted")])
        else:
            room = max(1, width - line_width(rest))
            lines.append([*rest, TextRun(crop(facts, room), "muted")])
        if deck.summary:
            words = [TextRun(deck.summary, "" if here else "muted")]
            lines.extend(beside(rest, rest, width - 2, lambda room: wrap(words, room)))
        return [*lines, []]


def _facts(deck: Deck) -> str:
    """Return a deck's minutes and its number of sections in words."""
    count = len(deck.outline)
    sections = f"{count} section{'' if count == 1 else 's'}"
    return f"{deck.minutes} min · {sections}" if deck.minutes else sections


class LibraryScreen(ChoosingScreen[None]):
    """The first screen where several decks are hosted; the chosen one opens over it."""

    KEY_COMMANDS = (
        OPEN.doing("open"),
        *LIBRARY,
        *CHOOSING,
        NEXT.doing("choose_by(1)"),
        PREVIOUS.doing("choose_by(-1)"),
        CLOSE,
        HELP,
        LIGHT_DARK,
        QUIT,
    )
    can_renew = True

    choices: LibraryList

    def __init__(self, decks: Sequence[Deck]) -> None:
        """`decks` are in the order of the list."""
        super().__init__(LibraryList(decks))

    def on_mount(self) -> None:
        """Choose the deck that is open now."""
        self._choose_open()

    def on_screen_resume(self) -> None:
        """Choose the deck that was left."""
        self.notice = ""
        self._choose_open()

    def _choose_open(self) -> None:
        identifiers = [deck.id for deck in self.choices.decks]
        opened = self.app.session.opened.deck.id
        self.choices.choose(
            identifiers.index(opened) if opened in identifiers else self.choices.chosen
        )
        self.last_line.repaint()

    def renewal(self, opened: OpenDeck) -> Callable[[], None]:
        """Return the function that lists the new version of a deck."""
        return partial(self.list_again, opened.deck)

    def list_again(self, deck: Deck) -> None:
        """Replace a deck in the list by its new version, if it is listed."""
        self.choices.decks = [deck if one.id == deck.id else one for one in self.choices.decks]
        self.choices.repaint()

    def status(self) -> Status:
        """Return the place in the list and the most useful keys."""
        choose = ("scroll-up+scroll-down", "choose")
        wanted = [("open", "open"), choose, ("help", "help"), ("quit", "leave")]
        place = f"{min(self.choices.chosen + 1, self.choices.count)}/{self.choices.count} · Lessons"
        return Status(place, self.hints(wanted), self.notice)

    def take_number(self, number: int) -> bool:
        """Choose a deck by its number."""
        if number <= self.choices.count:
            self.choose(number - 1)
        return True

    def click_row(self, row: int) -> None:
        """Choose a deck; a click on the chosen one opens it."""
        if row == self.choices.chosen:
            self.action_open()
        else:
            self.choose(row)

    def action_open(self) -> None:
        """Open the chosen deck on its title screen."""
        if self.choices.decks:
            self.app.post_message(ChangeDeck(self.choices.decks[self.choices.chosen].id))

    def action_close(self) -> None:
        """Name the key that leaves."""
        self.notice = self.app.how_to_leave()

    def legend(self, width: int) -> list[Line]:
        """Return nothing: the list of lessons has no marks."""
        return []
