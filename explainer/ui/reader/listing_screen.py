"""The screen of a list: claims, sources or terms, and everything about the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.search import TrailStop
from explainer.render.line import Line
from explainer.render.listing import Listing
from explainer.render.usage import Usage
from explainer.ui.base.command import effective_keys, key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.theme import Styles
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.panes.evidence_pane import EvidencePane
from explainer.ui.reader.listing_commands import LISTING, ListingCommand
from explainer.ui.reader.listing_pane import ListPane

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.finder import Finder

Lister = Callable[[Usage | None], Listing]
"""Makes the list, from where the deck uses things as far as that is known."""

_WIDE = 120
_ROOMY = 60
"""Columns from which the last line names more than two keys."""

_MOST_CYCLED = 9
"""Values that a key goes through one by one; of more, one is chosen by name."""

_HINTS = {
    "open-item": "open",
    "show-in-text": "in the text",
    "filter-verdict": "verdict",
    "filter-grade": "grade",
    "filter-words": "filter",
    "clear-filters": "all",
}


class ListingScreen(PaintedScreen[Sequence[TrailStop] | None]):
    """Gives the places in the text that somebody wants to see, or None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
    DEFAULT_CSS = """
    ListingScreen { layout: vertical; }
    ListingScreen #panes { height: 1fr; }
    ListingScreen #list { width: 1fr; height: 1fr; }
    ListingScreen #detail { width: 46; height: 1fr; display: none; }
    ListingScreen.-wide #detail { display: block; }
    ListingScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(
        self, command: str, lister: Lister, finder: Finder, change: Callable[[str], None]
    ) -> None:
        """A list.

        Args:
            command: Id of the command that opens it, and closes it again.
            lister: Makes the list.
            finder: Knows where the deck uses what is listed, or will know.
            change: Opens the list of another command instead.
        """
        super().__init__()
        self._command = command
        self._lister = lister
        self._finder = finder
        self._change = change
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[ListingCommand]] = {}
        self._notice = ""
        self._is_complete = finder.usage is not None
        self.list = ListPane(lister(finder.usage), self._choose)
        self.detail = EvidencePane("detail")
        self.last_line = LastLine("last-line")

    @property
    def listing(self) -> Listing:
        """What is listed."""
        return self.list.listing

    def compose(self) -> ComposeResult:
        """The list and the chosen item over the last line."""
        yield PaneRow(self.list, self.detail, id="panes")
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes, and complete the list once it is known where things are used."""
        self._keys = effective_keys(LISTING, self.app.session.settings.keys)
        self._keymap = {key: command for command in LISTING for key in self._keys[command.id]}
        if keys := self.app.keys["evidence-down"]:
            self.detail.more_key = f" · {key_label(keys[0])}"
        self.apply_theme()
        self.last_line.show(self._said)
        self._show()
        if not self._is_complete:
            self.run_worker(self._wait())

    async def _wait(self) -> None:
        await self._finder.ready()
        listing = self._lister(self._finder.usage)
        listing.take_over(self.listing)
        self.list.listing = listing
        self._is_complete = True
        self._show()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.list, self.detail, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _show(self) -> None:
        """Show the list as it is now, and its chosen item."""
        self.list.repaint()
        self.detail.show(self._detail_lines)
        self.last_line.repaint()

    def _detail_lines(self, width: int) -> list[Line]:
        item = self.listing.item
        return self.listing.detail(item, width) if item is not None else []

    def _choose(self, number: int) -> None:
        self.listing.choose(number)
        self._show()

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        if self.list.typed is not None:
            hints = [KeyHint("Enter", "keep", "open-item"), KeyHint("Esc", "clear", "close")]
            return Status(self.listing.place, hints, self._notice)
        wanted = ["open-item", "show-in-text"]
        wanted.extend(facet.command for facet in self.listing.facets[:1])
        wanted.append("filter-words")
        if self.listing.is_filtered:
            wanted.insert(0, "clear-filters")
        if self.size.width >= _WIDE:
            wanted.remove("open-item")
        hints = [
            KeyHint(key_label(self._keys[command][0]), _HINTS[command], command)
            for command in wanted
            if self._keys.get(command)
        ]
        hints = hints[: 3 if self.size.width >= _ROOMY else 1]
        return Status(self.listing.place, [*hints, KeyHint(close, "back", "close")], self._notice)

    # --- what the commands do -------------------------------------------------------------

    def open_item(self) -> None:
        """Everything about the chosen item, in a card."""
        item = self.listing.item
        if item is not None:
            name = self.listing.name.removesuffix("s")
            self.app.show_card(name, partial(self.listing.detail, item))

    def show_in_text(self) -> None:
        """Go to where the text touches the chosen item."""
        item = self.listing.item
        stops = self.listing.stops(item) if item is not None else ()
        if stops:
            self.dismiss(stops)
        elif not self._is_complete:
            self._notice = "The deck is still being read."
        else:
            self._notice = "The text does not touch it."

    def type_words(self) -> None:
        """Take words to filter by."""
        self.list.typed = TypedLine(self.listing.words)
        self._show()

    def filter_by(self, command: str) -> None:
        """Set the facet of a command to its next value; of many, ask which."""
        commands = [facet.command for facet in self.listing.facets]
        if command not in commands:
            return
        facet = commands.index(command)
        offered = self.listing.offered(facet)
        if len(offered) > _MOST_CYCLED:
            self._ask(facet, offered)
            return
        values = ["", *offered]
        now = self.listing.values[facet]
        following = values.index(now) + 1 if now in values else 0
        self._filter_by(facet, values[following % len(values)])

    def _filter_by(self, facet: int, value: str) -> None:
        self.listing.filter_by(facet, value)
        self._show()

    def _ask(self, facet: int, offered: dict[str, int]) -> None:
        """Offer the values of a facet by name."""
        from explainer.ui.overlays.palette_match import PaletteEntry

        described = self.listing.facets[facet]
        offers = [PaletteEntry(described.every, partial(self._filter_by, facet, ""))]
        offers.extend(
            PaletteEntry(
                f"{described.labels[value]}  ({count})", partial(self._filter_by, facet, value)
            )
            for value, count in offered.items()
        )
        self.app.ask_offers(offers, "Show only …")

    def clear_filters(self) -> None:
        """Show everything again."""
        self.listing.clear()
        self._show()

    # --- keys and clicks ------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Filter, choose, open, close."""
        event.stop()
        event.prevent_default()
        self._notice = ""
        if self.list.typed is not None:
            self._type(self.list.typed, event)
        elif command := self._keymap.get(event.key):
            command.run(self)
        else:
            self._run_outside(event.key)
        self.last_line.repaint()

    def _type(self, typed: TypedLine, event: events.Key) -> None:
        if event.key == "enter":
            self.list.typed = None
        elif event.key == "escape":
            self.list.typed = None
            self.listing.filter_by_words("")
        elif event.key in ("down", "up"):
            self.listing.choose(self.listing.chosen + (1 if event.key == "down" else -1))
        elif typed.take(event.key, event.character or ""):
            self.listing.filter_by_words(typed.text)
        self._show()

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where something is typed."""
        event.stop()
        typed = self.list.typed
        if typed is not None and typed.insert(" ".join(event.text.split())):
            self.listing.filter_by_words(typed.text)
            self._show()

    def _run_outside(self, key: str) -> None:
        """Keys that mean the same in the text."""
        command = self.app.keymap.get(key)
        identifier = command.id if command else ""
        page = self.list.per_page
        steps = {
            "scroll-down": 1,
            "next-section": 1,
            "next-target": 1,
            "scroll-up": -1,
            "previous-section": -1,
            "previous-target": -1,
            "next": page,
            "previous": -page,
            "top": -(10**9),
            "bottom": 10**9,
            "last-section": 10**9,
        }
        if identifier in ("close", self._command) or key in ("escape", "q"):
            self.dismiss(None)
        elif identifier in ("claims", "sources", "terms"):
            self._change(identifier)
        elif identifier in steps:
            self._choose(self.listing.chosen + steps[identifier])
        elif identifier in ("evidence-down", "evidence-up"):
            self.detail.scroll_page(1 if identifier == "evidence-down" else -1)
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "help":
            self._show_help()
        elif identifier == "quit":
            self.app.leave()

    def _show_help(self) -> None:
        from explainer.ui.base.help_lines import help_lines
        from explainer.ui.overlays.lines_screen import LinesScreen

        self.app.push_screen(LinesScreen("Help", lambda w: help_lines(LISTING, self._keys, w)))

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if self.list.typed is not None:
            self.list.typed = None
            if message.command == "close":
                self.listing.filter_by_words("")
            self._show()
        elif message.command == "close":
            self.dismiss(None)
        else:
            by_id = {command.id: command for command in LISTING}
            by_id[message.command].run(self)
            self.last_line.repaint()
