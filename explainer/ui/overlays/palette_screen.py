"""The palette: a line to type in, over a list of commands or places to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from explainer.render.line import Line, TextRun, crop, line_width, pad, wrap
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.overlays.palette_match import Match, PaletteEntry, find_matches
from explainer.ui.panes.window import window

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_MOST_ROWS = 18
"""Rows of the list at most; a taller box hides more of the text than it helps."""

_AROUND = 4
"""Rows of the box beside the list: its frame, the typed line and the rule below that."""


class OfferList(PaintedWidget):
    """A frame with the typed line, and the offers that match it, one of them chosen."""

    def __init__(
        self, offers: Sequence[PaletteEntry], invitation: str, choose: Callable[[], None]
    ) -> None:
        """`invitation` stands where nothing is typed; `choose` is called for a clicked offer."""
        super().__init__(base="card", id="offers")
        self._offers = offers
        self._invitation = invitation
        self._choose = choose
        self.typed = TypedLine()
        """What was typed."""
        self.matches: list[Match] = find_matches(offers, "")
        """The offers that match."""
        self.chosen = 0
        """The match that Enter runs, from 0."""
        self._rows: list[int] = []

    def search(self) -> None:
        """Find what was typed."""
        self.matches = find_matches(self._offers, self.typed.text)
        self.choose(0)

    def choose(self, number: int) -> None:
        """Choose a match; beyond the ends, the last or the first."""
        self.chosen = max(0, min(number, len(self.matches) - 1))
        self.repaint()

    @property
    def page(self) -> int:
        """Matches that are in sight at once, about."""
        return max(1, self.size.height - _AROUND - 1)

    @property
    def offer(self) -> PaletteEntry | None:
        """What is chosen."""
        return self._offers[self.matches[self.chosen].offer] if self.matches else None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The same height whatever was typed, so that the box does not jump."""
        heads = len({offer.group for offer in self._offers if offer.group})
        rows = len(self._offers) + 2 * heads + 1
        return min(max(3, rows), _MOST_ROWS) + _AROUND

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The framed list around what is chosen."""
        inner, room = max(1, width - 4), max(1, height - _AROUND)
        rows, body = window(
            len(self.matches), self.chosen, room, lambda number: self._match_lines(number, inner)
        )
        if not self.matches:
            body = wrap([TextRun("Nothing here is called that.", "muted")], inner)[:room]
        body.extend([] for _ in range(room - len(body)))
        self._rows = [-1, -1, -1, *rows]
        edge, side = "─" * (width - 2), TextRun("│", "rule")
        return [
            [TextRun(f"╭{edge}╮", "rule")],
            *(
                [side, TextRun(" "), *pad(line, inner), TextRun(" "), side]
                for line in (self._typed_line(inner), [TextRun("─" * inner, "rule")], *body)
            ),
            [TextRun(f"╰{edge}╯", "rule")],
        ]

    def _typed_line(self, width: int) -> Line:
        line: Line = [TextRun("❯ ", "here"), *self.typed.runs(max(2, width - 2))]
        if not self.typed.text:
            line.append(TextRun(crop(self._invitation, max(0, width - line_width(line))), "muted"))
        return line

    def _match_lines(self, number: int, width: int) -> list[Line]:
        """One match: its heading where a group begins, its title and key, its help if chosen."""
        match = self.matches[number]
        offer, is_chosen = self._offers[match.offer], number == self.chosen
        lines: list[Line] = []
        if not self.typed.text and self._begins_group(number):
            lines.extend([[]] if number else [])
            lines.append([TextRun(offer.group, "heading-3")])
        room = max(1, width - 2 - (len(offer.key) + 2 if offer.key else 0))
        line: Line = [TextRun("❯ " if is_chosen else "  ", "here")]
        line.extend(_marked(crop(offer.title, room), match.letters, is_chosen=is_chosen))
        if offer.key:
            line.append(TextRun(" " * max(1, width - line_width(line) - len(offer.key))))
            line.append(TextRun(offer.key, "muted"))
        lines.append(line)
        if is_chosen and offer.help:
            lines.append([TextRun("  "), TextRun(crop(offer.help, max(1, width - 2)), "muted")])
        return lines

    def _begins_group(self, number: int) -> bool:
        group = self._offers[self.matches[number].offer].group
        before = self._offers[self.matches[number - 1].offer].group if number else ""
        return bool(group) and group != before

    def on_click(self, event: events.Click) -> None:
        """Run the offer that was clicked."""
        event.stop()
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self.choose(self._rows[event.y])
            self._choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Choose the next match."""
        event.stop()
        self.choose(self.chosen + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Choose the match before."""
        event.stop()
        self.choose(self.chosen - 1)


class PaletteScreen(PaintedScreen[PaletteEntry | None], ModalScreen[PaletteEntry | None]):
    """Asks for one of many by name; gives what was chosen, or None."""

    DEFAULT_CSS = """
    PaletteScreen, PaletteScreen:ansi { align: center middle; background: transparent; }
    PaletteScreen #offers { width: 72; max-width: 100%; height: auto; max-height: 100%; }
    PaletteScreen #last-line { dock: bottom; height: 1; }
    """

    app: ReaderApp

    def __init__(self, offers: Sequence[PaletteEntry], invitation: str) -> None:
        """At least one offer; `invitation` stands where nothing is typed yet."""
        super().__init__()
        self.list = OfferList(offers, invitation, self._choose)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The box over the text, and the last line."""
        yield self.list
        yield self.last_line

    def on_mount(self) -> None:
        """Take on the theme, and tell the keys."""
        self.apply_theme()
        self.last_line.show(self._said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.list, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _said(self) -> Status:
        hints = [KeyHint("Esc", "back", "close")]
        if count := len(self.list.matches):
            hints = [KeyHint("↑↓", "choose", "scroll-down"), KeyHint("Enter", "go", "open"), *hints]
        return Status(f"{self.list.chosen + 1} of {count}" if count else "Nothing found", hints)

    def on_key(self, event: events.Key) -> None:
        """Choose, go, close; everything else is typed."""
        event.stop()
        event.prevent_default()
        found = self.list
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
        steps |= {"pagedown": found.page, "pageup": -found.page}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._choose()
        elif event.key in steps:
            found.choose(found.chosen + steps[event.key])
        elif found.typed.take(event.key, event.character or ""):
            found.search()
        else:
            found.repaint()
        self.last_line.repaint()

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted."""
        event.stop()
        if self.list.typed.insert(" ".join(event.text.split())):
            self.list.search()
            self.last_line.repaint()

    def _choose(self) -> None:
        if self.list.offer is not None:
            self.dismiss(self.list.offer)

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "open":
            self._choose()
        elif message.command == "close":
            self.dismiss(None)
        else:
            self.list.choose(self.list.chosen + 1)
            self.last_line.repaint()


def _marked(title: str, letters: frozenset[int], *, is_chosen: bool) -> Line:
    """A title with the letters that were typed brought out."""
    role = "strong" if is_chosen else ""
    line: Line = []
    for place, letter in enumerate(title):
        wanted = "here" if place in letters else role
        if line and line[-1].role == wanted:
            line[-1] = TextRun(line[-1].text + letter, wanted)
        else:
            line.append(TextRun(letter, wanted))
    return line
