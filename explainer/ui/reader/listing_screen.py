"""The screen of a list of claims, sources or terms, with details of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult

from explainer.deck.search import TrailStop
from explainer.render.line import Line
from explainer.render.listing import Listing
from explainer.render.usage import Usage
from explainer.ui.base.choosing import ChoosingScreen
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CHOOSING,
    CLAIMS,
    CLOSE,
    CLOSING,
    EVIDENCE_DOWN,
    EVIDENCE_UP,
    FOLLOW_LINK,
    NEXT,
    PREVIOUS,
    SERVICES,
    SOURCES,
    TERMS,
)
from explainer.ui.base.finder import Finder
from explainer.ui.base.last_line import Status
from explainer.ui.base.link_opening import follow_only_link, link_words
from explainer.ui.base.painted_screen import PaneRow
from explainer.ui.base.requests import ShowCard
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.panes.evidence_pane import EvidencePane
from explainer.ui.reader.listing_pane import ListPane

Lister = Callable[[Usage | None], Listing]
"""Makes the list; the uses of its items are given once they are known."""

_WIDE = 120
_ROOMY_WIDTH = 60
"""Columns from which the last line names more than two keys."""

_MOST_CYCLED = 9
"""A facet with at most this many values is cycled by its key; with more, a palette asks."""

_DETAIL_WIDTH = 46
"""Columns of the details beside the list."""

_HINTS = {
    "open-item": "open",
    "show-in-text": "in the text",
    "filter-verdict": "verdict",
    "filter-grade": "grade",
    "filter-words": "filter",
    "clear-filters": "all",
}
_GROUP = "In a list of claims, sources or terms"

LISTING = (
    Command("open-item", ("enter",), "Open", "Everything about the chosen one.", _GROUP, "open"),
    Command("show-in-text", ("t",), "Show in the text",
            "Go to where the deck touches it; {next-section} and {previous-match} lead on to other "
            "places.", _GROUP, "show_in_text"),
    Command("filter-words", ("f", "slash"), "Filter by words",
            "Type words; what does not hold all of them is left out.", _GROUP, "type_words"),
    Command("filter-verdict", ("v",), "Filter by verdict",
            "Claims: the next verdict, then all again.", _GROUP, "filter_by('filter-verdict')"),
    Command("filter-speaker", ("w",), "Filter by speaker", "Claims: by who makes them.",
            _GROUP, "filter_by('filter-speaker')"),
    Command("filter-section", ("s",), "Filter by section",
            "Claims: by the section that touches them.", _GROUP, "filter_by('filter-section')"),
    Command("filter-grade", ("g",), "Filter by grade", "Sources: the next grade, then all again.",
            _GROUP, "filter_by('filter-grade')"),
    Command("clear-filters", ("x",), "Clear filters", "Show everything again.",
            _GROUP, "clear_filters"),
)  # fmt: skip
"""Commands of the lists."""

FILTERING = (
    Command("filter-keep", ("enter",), "Keep the filter", "Keep what the words let through.",
            "While you type a filter", "end_typing(True)"),
    Command("filter-down", ("down",), "Next", "The next item.",
            "While you type a filter", "choose_by(1)"),
    Command("filter-up", ("up",), "Previous", "The item before.",
            "While you type a filter", "choose_by(-1)"),
)  # fmt: skip
"""Commands while words to filter by are typed."""

_LISTS = (CLAIMS, SOURCES, TERMS)


class ListingScreen(ChoosingScreen[Sequence[TrailStop] | None]):
    """Returns the places in the text that the person chose to see, or None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
    KEY_COMMANDS = (
        *LISTING,
        *CLOSING,
        *(one.doing(f"change('{one.id}')") for one in _LISTS),
        *CHOOSING,
        FOLLOW_LINK,
        NEXT.doing("choose_page(1)"),
        PREVIOUS.doing("choose_page(-1)"),
        EVIDENCE_DOWN.doing("scroll_detail(1)"),
        EVIDENCE_UP.doing("scroll_detail(-1)"),
        *SERVICES,
    )
    TYPING_COMMANDS = (CLOSE.doing("end_typing(False)"), *FILTERING, *EDITING)
    DEFAULT_CSS = """
    ListingScreen #list { width: 1fr; height: 1fr; }
    ListingScreen #detail { width: 46; height: 1fr; display: none; }
    ListingScreen.-wide #detail { display: block; }
    """

    choices: ListPane

    def __init__(
        self, name: str, lister: Lister, finder: Finder, change: Callable[[str], None]
    ) -> None:
        """Show a list.

        Args:
            name: Id of the command that opens it, and closes it again.
            lister: Makes the list.
            finder: Has the uses of the items, or will have them.
            change: Opens the list of another command instead.
        """
        super().__init__(ListPane(lister(finder.usage)))
        self._name = name
        self._lister = lister
        self._finder = finder
        self._change = change
        self._is_complete = finder.usage is not None
        self.detail = EvidencePane("detail")

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the list, or those of the line that filters it."""
        return self.KEY_COMMANDS if self.typed is None else self.TYPING_COMMANDS

    @property
    def typed(self) -> TypedLine | None:
        """The words to filter by, while they are being typed."""
        return self.choices.typed

    @property
    def listing(self) -> Listing:
        """The list with its filters."""
        return self.choices.listing

    def compose_panes(self) -> ComposeResult:
        """Yield the list, and the details of the chosen item beside it."""
        yield PaneRow(self.choices, self.detail, id="panes", classes="main")

    def on_mount(self) -> None:
        """Complete the list once the uses of its items are known."""
        if label := self.keymap.label("evidence-down"):
            self.detail.more_key = f" · {label}"
        self._show()
        if not self._is_complete:
            self.run_worker(self._wait_for_uses())

    async def _wait_for_uses(self) -> None:
        await self._finder.ready()
        listing = self._lister(self._finder.usage)
        listing.take_over(self.listing)
        self.choices.listing = listing
        self._is_complete = True
        self._show()

    def _show(self) -> None:
        """Show the list as it is now, and the details of its chosen item."""
        self.choices.repaint()
        self.detail.show(self._detail_lines)
        self.last_line.repaint()

    def after_key(self) -> None:
        """Repaint the last line; actions repaint the panes themselves."""
        self.last_line.repaint()

    def _detail_lines(self, width: int) -> list[Line]:
        item = self.listing.item
        return self.listing.detail(item, width) if item is not None else []

    def choose(self, row: int) -> None:
        """Choose an item, and show its details."""
        self.choices.choose(row)
        self._show()

    def click_row(self, row: int) -> None:
        """Choose the item that was clicked."""
        self.choose(row)

    def status(self) -> Status:
        """Return the place in the list, and the most useful keys."""
        if self.typed is not None:
            hints = self.hints([("filter-keep", "keep"), ("close", "clear")])
            return Status(self.listing.place, hints, self.notice)
        wanted = ["open-item", "show-in-text"]
        wanted.extend(facet.command for facet in self.listing.facets[:1])
        wanted.append("filter-words")
        if self.listing.is_filtered:
            wanted.insert(0, "clear-filters")
        if self.size.width >= _WIDE:
            wanted.remove("open-item")
        words = [(command, _HINTS[command]) for command in wanted]
        if self.listing.name == "Sources":
            words.insert(1, ("follow-link", link_words(self.app.session.setup.links)))
        hints = self.hints(words)
        hints = hints[: 3 if self.size.width >= _ROOMY_WIDTH else 1]
        return Status(self.listing.place, [*hints, *self.hints([("close", "back")])], self.notice)

    # --- actions --------------------------------------------------------------------------

    def action_open(self) -> None:
        """Show the details of the chosen item in a card."""
        item = self.listing.item
        if item is not None:
            name = self.listing.name.removesuffix("s")
            self.app.post_message(ShowCard(name, partial(self.listing.detail, item)))

    def action_follow_link(self) -> None:
        """Follow the address of the chosen item; of several, show them to choose from."""
        count = follow_only_link(self.app, self._detail_lines(_DETAIL_WIDTH))
        if count > 1:
            self.action_open()
        elif not count:
            self.notice = "It has no link."

    def action_show_in_text(self) -> None:
        """Close the list, and go to the passages that use the chosen item."""
        item = self.listing.item
        stops = self.listing.stops(item) if item is not None else ()
        if stops:
            self.dismiss(stops)
        elif not self._is_complete:
            self.notice = "The deck is still being read."
        else:
            self.notice = "The text does not touch it."

    def action_change(self, name: str) -> None:
        """Show another list; the command of this one closes it."""
        if name == self._name:
            self.dismiss(None)
        else:
            self._change(name)

    def action_scroll_detail(self, pages: int) -> None:
        """Scroll the details of the chosen item."""
        self.detail.scroll_page(pages)

    def action_type_words(self) -> None:
        """Start typing words to filter by."""
        self.choices.typed = TypedLine(self.listing.words)
        self._show()

    def typed_changed(self) -> None:
        """Filter by the typed words."""
        if self.typed is not None:
            self.listing.filter_by_words(self.typed.text)
            self._show()

    def action_end_typing(self, keep: bool) -> None:
        """Stop typing; keep the words, or clear them."""
        self.choices.typed = None
        if not keep:
            self.listing.filter_by_words("")
        self._show()

    def action_filter_by(self, command: str) -> None:
        """Set the facet of a command to its next value; with many values, ask for one."""
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
        """Ask for a value of a facet by name."""
        from explainer.ui.overlays.palette_match import PaletteEntry
        from explainer.ui.overlays.palette_screen import PaletteScreen, run_entry

        described = self.listing.facets[facet]
        entries = [PaletteEntry(described.every, partial(self._filter_by, facet, ""))]
        entries.extend(
            PaletteEntry(
                f"{described.labels[value]}  ({count})", partial(self._filter_by, facet, value)
            )
            for value, count in offered.items()
        )
        PaletteScreen(entries, "Show only …").open_over(self.app, run_entry)

    def action_clear_filters(self) -> None:
        """Clear all filters."""
        self.listing.clear()
        self._show()
