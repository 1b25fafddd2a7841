"""The reader's screen: outline, section, evidence, last line."""

from __future__ import annotations

from collections.abc import Container
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from explainer.learner.place import Place
from explainer.render.evidence import section_lines, target_lines
from explainer.render.line import NO_TARGET, Line
from explainer.render.page import Page, Target
from explainer.ui.base.key_prefix import KeyPrefix
from explainer.ui.base.last_line import LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.session import Session
from explainer.ui.base.theme import Styles
from explainer.ui.panes.evidence_pane import EvidencePane
from explainer.ui.reader.commands.registry import BY_ID
from explainer.ui.reader.open_target import open_focused
from explainer.ui.reader.outline_pane import OutlinePane
from explainer.ui.reader.reading_hints import reader_hints, reader_place
from explainer.ui.reader.section_pane import SectionPane, Start, stepped_page
from explainer.ui.reader.target_focus import TargetFocus

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.reader.trail import Trail

WIDE = 120
"""Columns from which all three panes are in sight."""

MEDIUM = 80
"""Columns from which outline and section are."""

_HELD = 0.2
"""Seconds: a press that follows another sooner is a key held down, and no fresh one."""

_IDLE = 0.15
"""Seconds after which a reader is taken to read, and what comes next can be prepared."""

_FLURRY = 0.3
"""Seconds after which a place is written; what is killed sooner continues a page earlier."""


class ReaderScreen(PaintedScreen[None]):
    """Reads one deck."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    DEFAULT_CSS = """
    ReaderScreen { layout: vertical; }
    ReaderScreen #panes { height: 1fr; }
    ReaderScreen #section { width: 1fr; height: 1fr; }
    ReaderScreen #outline { width: 25; height: 1fr; display: none; }
    ReaderScreen #evidence { width: 31; height: 1fr; display: none; }
    ReaderScreen #last-line { height: 1; }
    ReaderScreen.-medium #outline, ReaderScreen.-wide #outline { display: block; }
    ReaderScreen.-medium #outline { width: 22; }
    ReaderScreen.-wide #evidence { display: block; }
    ReaderScreen.-narrow.outline-shown #outline { display: block; width: 1fr; }
    ReaderScreen.-narrow.outline-shown #section { display: none; }
    ReaderScreen.outline-hidden #outline { display: none; }
    ReaderScreen.evidence-hidden #evidence { display: none; }
    """

    app: ReaderApp

    def __init__(self, session: Session, start: Place, width: int) -> None:
        """A reader that begins at a place.

        Args:
            session: The sitting.
            start: Where to begin; a section that is not there is the first.
            width: Columns of the screen, so that the first layout is the right one.
        """
        super().__init__(classes=_width_class(width))
        self.session = session
        """What this sitting needs."""
        self.index = session.section_index(start.section) or 0
        """The section in sight, by its place in the outline from 0."""
        self._start = start
        self.focus_state = TargetFocus()
        """What Tab found, and how far it is opened."""
        self.trail: Trail | None = None
        """What was searched, while `n` and `N` lead through it."""
        self.prefix = KeyPrefix()
        """What was typed before the next command."""
        self._last_press = ("", 0.0)
        self._notice = ""
        self._evidence_shown = (-1, NO_TARGET, 0)
        self._place_timer: Timer | None = None
        self._neighbours_of = -1
        deck = session.opened.deck
        self.outline = OutlinePane(deck.title, deck.outline, id="outline")
        self.pane = SectionPane("section", session.settings.width)
        self.evidence = EvidencePane("evidence")
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """Three panes over one line."""
        yield PaneRow(self.outline, self.pane, self.evidence, id="panes")
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes and show where to begin."""
        self.apply_theme()
        self.last_line.show(self._said)
        self._show(self._line_of_start)

    def _line_of_start(self, page: Page) -> int:
        return self.session.block_line(self.index, self._start.block, page.width, self._start.line)

    def place(self) -> tuple[int, int, int]:
        """The section in sight, the block at the top, and the line of it at the top."""
        page, top = self.pane.page, self.pane.top
        block = page.block_at(top)
        return self.index, block, max(0, top - page.starts[block]) if page.starts else 0

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.outline, self.pane, self.evidence, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    @property
    def focused_target(self) -> Target | None:
        """What Tab found, if anything."""
        return self.focus_state.target(self.pane.page)

    def _page(self, width: int) -> Page:
        """The section at a width, with a code block's step in focus where one is opened."""
        page = self.session.page(self.index, width)
        focus = self.focus_state
        if focus.step is None or (target := focus.target(page)) is None:
            return page
        section = self.session.section(self.index)
        return stepped_page(page, section, target.block, focus.index, focus.step)

    def _show(self, start: Start) -> None:
        """Show the section from a line on, and everything beside it that this changes."""
        self.pane.show(self._page, start, self.focus_state.index)
        self.show_around()
        shown = self.index, self.focus_state.index, len(self.session.read)
        if self._evidence_shown != shown:
            self._evidence_shown = shown
            self.evidence.show(partial(evidence_lines, self))

    def show_again(self) -> None:
        """Show the section anew where it is, since a block of it was worked with."""
        page, top = self.pane.page, self.pane.top
        start = page.block_at(top)
        self._show(lambda new: top if new.width == page.width else new.starts[start])

    @on(SectionPane.LaidOut)
    def show_around(self) -> None:
        """What depends on the lines in sight: read mark, outline, last line."""
        if self.pane.is_laid_out and self.pane.top >= self.pane.last_top:
            self._mark_read()
        if self._neighbours_of != self.index:
            self._neighbours_of = self.index
            self.set_timer(_IDLE, partial(_lay_out_neighbours, self))
        self.outline.show(self.index, self.session.read, self.session.scores())
        self.last_line.repaint()

    def _said(self) -> Status:
        self.pane.settle()
        return Status(reader_place(self), reader_hints(self, self.app.keys), self._notice)

    def notice(self, words: str) -> None:
        """Say something in the last line until the next key."""
        self._notice = words
        self.last_line.repaint()

    def _mark_read(self) -> None:
        section = self.session.opened.deck.outline[self.index].id
        if section not in self.session.read:
            self.session.read |= {section}
            self.app.keep_later(lambda: self.session.mark_read(section))

    def _keep_place(self) -> None:
        """Remember the place shortly, once for a flurry of keys."""
        if self._place_timer is None and self.session.keeps:
            self._place_timer = self.set_timer(_FLURRY, self._write_place)

    def _write_place(self) -> None:
        self._place_timer = None
        place = self.place()
        self.app.keep_later(lambda: self.session.keep_place(*place))

    def go_next(self) -> None:
        """A page down, then the next section."""
        if self.focus_state.is_stepping:
            self._turn_step(1)
            return
        later = [stop for stop in self.pane.stops() if stop > self.pane.top]
        if later:
            self._move_to(later[0])
        elif self.index + 1 < self.session.section_count:
            self.go_to_section(self.index + 1)
        else:
            self.notice("This is the end of the deck.")

    def go_previous(self) -> None:
        """The exact inverse of `go_next`."""
        if self.focus_state.is_stepping:
            self._turn_step(-1)
            return
        earlier = [stop for stop in self.pane.stops() if stop < self.pane.top]
        if earlier:
            self._move_to(earlier[-1])
        elif self.index > 0:
            self.go_to_section(self.index - 1, at_end=True)
        else:
            self.notice("This is the beginning of the deck.")

    def scroll_line(self, lines: int) -> None:
        """Scroll; at the edge a fresh press goes on, a held one does not."""
        if self.focus_state.is_stepping:
            self._turn_step(lines)
            return
        key, now = "down" if lines > 0 else "up", monotonic()
        last_key, pressed = self._last_press
        self._last_press = (key, now)
        at_edge = self.pane.top >= self.pane.last_top if lines > 0 else self.pane.top <= 0
        if not at_edge:
            self._move_to(self.pane.top + lines)
        elif last_key != key or now - pressed > _HELD:
            self.go_next() if lines > 0 else self.go_previous()

    def go_to_edge(self, edge: int) -> None:
        """The beginning (0) or the end (1) of the section, with nothing in focus yet."""
        self.focus_state.clear()
        self._move_to(self.pane.last_top if edge else 0)

    def _move_to(self, top: Start) -> None:
        self._show(top)
        self._keep_place()

    def go_to_section(
        self, index: int, at_end: bool = False, block: str = "", start: Start = 0
    ) -> None:
        """Another section, from its beginning, its end, a block or where `start` says."""
        index = max(0, min(index, self.session.section_count - 1))
        self.remove_class("outline-shown")
        if index == self.index and not (at_end or block or start):
            self.focus_state.clear()
            self._show(0)
            return
        self.index = index
        self.focus_state.clear()
        top = 10**9 if at_end else start
        if block:
            top = self.session.block_line(index, block, self.pane.text_width)
        self._move_to(top)

    def focus_target(self, by: int) -> None:
        """To the next or previous target, from the one in focus or from what is in sight."""
        top = self.focus_state.move(self.pane.page, by, self.pane.top, self.pane.room)
        if top is None:
            self.notice("Nothing here can be opened.")
        else:
            self._show(top)

    def open_code(self) -> None:
        """Open the code block in focus, which then takes the keys, or close it."""
        self.focus_state.step = None if self.focus_state.is_stepping else 0
        block = self.focused_target.block if self.focused_target else 0
        self._show(min(self.pane.top, self.pane.page.starts[block]))

    def _turn_step(self, by: int) -> None:
        target = self.focused_target
        if target is None:
            return
        block = self.session.section(self.index).blocks[target.block]
        self.focus_state.turn_step(by, len(getattr(block, "steps", ())))
        self._show(self.pane.top)

    def close_layer(self) -> None:
        """Close one layer: a stepped block, the drawer, the focus, in the end the reader."""
        focus = self.focus_state
        if self.focus_state.is_stepping:
            focus.step = None
        elif self.has_class("outline-shown"):
            self.remove_class("outline-shown")
        elif focus.index != NO_TARGET:
            focus.clear()
        elif self.trail is not None:
            self.trail = None
            self.pane.bring_out(None)
        else:
            self.app.offer_to_leave()
            return
        self._show(self.pane.top)

    def toggle_outline(self) -> None:
        """Show or hide the outline; on a narrow screen it takes the section's place."""
        narrow = self.size.width < MEDIUM
        self.toggle_class("outline-shown" if narrow else "outline-hidden")
        self.last_line.repaint()

    def toggle_evidence(self) -> None:
        """Show or hide the evidence; where there is no room for a pane it is a card."""
        if self.size.width >= WIDE:
            self.toggle_class("evidence-hidden")
        else:
            page, deck = self.pane.page, self.session.opened.deck
            self.app.show_card("Evidence", partial(section_lines, page, deck))

    def on_key(self, event: events.Key) -> None:
        """Run the command of a key; digits count, `gg` is the first section."""
        event.stop()
        event.prevent_default()
        self._notice = ""
        prefix = self.prefix.take(event.key)
        if prefix == "first":
            self.go_to_section(0)
        if prefix:
            return
        command = self.app.keymap.get(event.key)
        if command is not None:
            command.run(self)
        else:
            self.last_line.repaint()
        self.prefix.count = 0

    @on(OutlinePane.GoToSection)
    def _go_to_clicked(self, message: OutlinePane.GoToSection) -> None:
        self.go_to_section(message.index)

    @on(SectionPane.Scrolled)
    def _scroll_by_wheel(self, message: SectionPane.Scrolled) -> None:
        self._move_to(self.pane.top + message.lines)

    @on(SectionPane.TargetClicked)
    def _open_clicked(self, message: SectionPane.TargetClicked) -> None:
        self.focus_state.index = message.target
        self._show(self.pane.top)
        open_focused(self)

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        BY_ID[message.command].run(self)


def evidence_lines(reader: ReaderScreen, width: int) -> list[Line]:
    """What the target in focus rests on, else what the section does."""
    deck, target = reader.session.opened.deck, reader.focused_target
    lines = target_lines(target, deck, width) if target else []
    page = reader.session.page(reader.index, reader.pane.text_width)
    return lines or section_lines(page, deck, width, _untold(reader))


def _untold(reader: ReaderScreen) -> Container[str]:
    """The claims whose verdict would answer the bet before a section that was not read yet."""
    deck = reader.session.opened.deck
    entry = deck.outline[reader.index]
    return deck.claims if entry.bets and entry.id not in reader.session.read else ()


def _lay_out_neighbours(reader: ReaderScreen) -> None:
    """Have the sections ready that are most likely next; nobody waits for them now."""
    for index in (reader.index + 1, reader.index - 1):
        if 0 <= index < reader.session.section_count and reader.session.is_parsed(index):
            reader.session.page(index, reader.pane.text_width)


def _width_class(width: int) -> str:
    """What `HORIZONTAL_BREAKPOINTS` will set, ahead of the first layout."""
    if width >= WIDE:
        return "-wide"
    return "-medium" if width >= MEDIUM else "-narrow"
