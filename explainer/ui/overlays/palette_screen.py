"""The palette: a typed line over a list of commands or places to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import ModalScreen

from explainer.render.line import Line, TextRun, crop, line_width, pad, with_role, wrap
from explainer.ui.base.choosing import ChoiceList
from explainer.ui.base.keycap import small_keycap
from explainer.ui.base.last_line import Status
from explainer.ui.base.theme import Palette
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.base.window import window
from explainer.ui.overlays.dimming import dim_behind
from explainer.ui.overlays.palette_match import Match, PaletteEntry, find_matches
from explainer.ui.overlays.typed_choosing import FINDING_KEYS, TypedChoosingScreen

_MOST_ROWS = 16
"""Most rows of the list; a taller box would hide too much of the text."""

_FRAME_ROWS = 6
"""Rows of the box besides the list: its frame, the typed line, the help, and a rule for each."""


class PaletteList(ChoiceList):
    """A frame with the typed line, and the entries that match it, one of them chosen."""

    def __init__(self, entries: Sequence[PaletteEntry], invitation: str) -> None:
        """`invitation` is shown while nothing is typed."""
        super().__init__(base="card", id="entries")
        self.entries = entries
        """All entries, whatever is typed."""
        self._invitation = invitation
        self.typed = TypedLine()
        """The typed line."""
        self.matches: list[Match] = find_matches(entries, "")
        """The entries that match."""

    @property
    def count(self) -> int:
        """Number of entries that match."""
        return len(self.matches)

    def search(self) -> None:
        """Find the entries that match the typed line, and choose the best."""
        self.matches = find_matches(self.entries, self.typed.text)
        self.choose(0)

    @property
    def per_page(self) -> int:
        """Number of matches that are in sight at once, approximately."""
        return max(1, self.size.height - _FRAME_ROWS)

    @property
    def entry(self) -> PaletteEntry | None:
        """The chosen entry; None where nothing matches."""
        return self.entries[self.matches[self.chosen].entry] if self.matches else None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a height that does not depend on what is typed, so that the box does not jump."""
        heads = len({entry.group for entry in self.entries if entry.group})
        rows = len(self.entries) + 2 * heads
        return min(max(3, rows), _MOST_ROWS) + _FRAME_ROWS

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the framed list around the chosen entry."""
        inner, room = max(1, width - 4), max(1, height - _FRAME_ROWS)
        rows, body = window(
            len(self.matches), self.chosen, room, lambda number: self._match_lines(number, inner)
        )
        if not self.matches:
            body = wrap([TextRun("Nothing here is called that.", "muted")], inner)[:room]
        body.extend([] for _ in range(room - len(body)))
        self.set_rows([-1, -1, -1, *rows])
        edge, side = "─" * (width - 2), TextRun("│", "rule")
        rule = [TextRun("─" * inner, "rule")]
        return [
            [TextRun(f"╭{edge}╮", "rule")],
            *(
                [side, TextRun(" "), *pad(line, inner), TextRun(" "), side]
                for line in (self._typed_line(inner), rule, *body, rule, self._help_line(inner))
            ),
            [TextRun(f"╰{edge}╯", "rule")],
        ]

    def _help_line(self, width: int) -> Line:
        """Return the sentence about the chosen entry."""
        words = self.entry.help if self.entry is not None else ""
        return [TextRun("  "), TextRun(crop(words, max(1, width - 2)), "muted")]

    def _typed_line(self, width: int) -> Line:
        line: Line = [TextRun("❯ ", "here"), *self.typed.runs(max(2, width - 2))]
        if not self.typed.text:
            line.append(TextRun(crop(self._invitation, max(0, width - line_width(line))), "muted"))
        return line

    def _match_lines(self, number: int, width: int) -> list[Line]:
        """Return the lines of a match: its group's label if one begins, then title and key."""
        match = self.matches[number]
        entry, is_chosen = self.entries[match.entry], number == self.chosen
        lines: list[Line] = []
        if not self.typed.text and self._begins_group(number):
            lines.extend([[]] if number else [])
            lines.append([TextRun("  "), TextRun(entry.group, "muted")])
        room = max(1, width - 2 - (len(entry.key) + 2 if entry.key else 0))
        line: Line = [TextRun("❯ " if is_chosen else "  ", "here")]
        line.extend(_marked(crop(entry.title, room), match.letters, is_chosen=is_chosen))
        line.append(TextRun(" " * max(0, width - line_width(line) - len(entry.key))))
        if entry.key:
            line.append(small_keycap(entry.key))
        lines.append(with_role(line, "highlight") if is_chosen else line)
        return lines

    def _begins_group(self, number: int) -> bool:
        group = self.entries[self.matches[number].entry].group
        before = self.entries[self.matches[number - 1].entry].group if number else ""
        return bool(group) and group != before


class PaletteScreen(TypedChoosingScreen[PaletteEntry | None], ModalScreen[PaletteEntry | None]):
    """Asks for one of many entries by name; returns the chosen one, or None."""

    KEY_COMMANDS = FINDING_KEYS
    DEFAULT_CSS = """
    PaletteScreen, PaletteScreen:ansi { align: center middle; background: transparent; }
    PaletteScreen > #entries { width: 72; max-width: 100%; height: auto; max-height: 100%; }
    PaletteScreen > #last-line { dock: bottom; height: 1; }
    """

    choices: PaletteList

    def apply_theme(self) -> None:
        """Paint every pane in the colours of the app, and dim what lies behind."""
        super().apply_theme()
        dim_behind(self, self.app.reader_palette)

    def __init__(self, entries: Sequence[PaletteEntry], invitation: str) -> None:
        """`entries` has at least one; `invitation` is shown while nothing is typed."""
        super().__init__(PaletteList(entries, invitation))
        self._theme_before: Palette | None = None

    @property
    def typed(self) -> TypedLine:
        """The line that filters the entries."""
        return self.choices.typed

    def typed_changed(self) -> None:
        """Find the entries that match."""
        self.choices.search()
        self._preview()

    def choose(self, row: int) -> None:
        """Choose an entry; a theme is shown at once, and kept once it is opened."""
        super().choose(row)
        self._preview()

    def _preview(self) -> None:
        """Show the theme of the chosen entry, or again the one from before the first preview."""
        entry = self.choices.entry
        theme = entry.theme if entry is not None else None
        if theme is not None and self._theme_before is None:
            self._theme_before = self.app.reader_palette
        wanted = theme or self._theme_before
        if wanted is not None and wanted is not self.app.reader_palette:
            self.app.show_palette(wanted)

    def dismiss(self, result: PaletteEntry | None = None) -> AwaitComplete:
        """Close the palette; without a result, the theme from before returns."""
        if result is None and self._theme_before is not None and self.is_active:
            self.app.show_palette(self._theme_before)
        return super().dismiss(result)

    def status(self) -> Status:
        """Return the position among the matches."""
        count = self.choices.count
        place = f"{self.choices.chosen + 1} of {count}" if count else "Nothing found"
        return Status(place, self.finding_hints(), self.notice)

    def action_open(self) -> None:
        """Return the chosen entry."""
        if self.choices.entry is not None:
            self.dismiss(self.choices.entry)


def run_entry(entry: PaletteEntry | None) -> None:
    """Run the entry that was chosen in a palette."""
    if entry is not None:
        entry.run()


def _marked(title: str, letters: frozenset[int], *, is_chosen: bool) -> Line:
    """Return a title with the letters that match the query highlighted."""
    role = "strong" if is_chosen else ""
    line: Line = []
    for place, letter in enumerate(title):
        wanted = f"{role} match".strip() if place in letters else role
        if line and line[-1].role == wanted:
            line[-1] = TextRun(line[-1].text + letter, wanted)
        else:
            line.append(TextRun(letter, wanted))
    return line
