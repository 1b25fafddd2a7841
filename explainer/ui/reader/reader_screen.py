"""The reader's screen: outline, section, evidence, last line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from explainer.deck.model import Deck
from explainer.learner.place import Place
from explainer.render.line import NO_TARGET, Line
from explainer.render.page import Page, Target, TargetKind
from explainer.ui.base.last_line import Status
from explainer.ui.base.number_prefix import NumberPrefix
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.requests import (
    CloseDeck,
    OpenBet,
    OpenFigure,
    OpenQuiz,
    OpenQuizMenu,
)
from explainer.ui.base.session import Session
from explainer.ui.panes.evidence_pane import EvidencePane
from explainer.ui.reader.evidence_lines import evidence_lines, section_card, target_card
from explainer.ui.reader.held_key import HeldKey
from explainer.ui.reader.outline_pane import OutlinePane
from explainer.ui.reader.reader_commands import READING
from explainer.ui.reader.reading_hints import ReadingState, place_words, reading_hints
from explainer.ui.reader.section_pane import SectionPane, Start, stepped_page
from explainer.ui.reader.target_focus import TargetFocus

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck
    from explainer.render.search_match import Marks
    from explainer.ui.base.command import Command
    from explainer.ui.reader.trail import Trail

WIDE = 120
"""Columns from which all three panes are shown."""

MEDIUM = 80
"""Columns from which outline and section are shown."""

_LAYOUT_DELAY = 0.15
"""Seconds without a key after which the neighbouring sections are laid out in advance."""

_PLACE_DELAY = 0.3
"""Seconds before a place is written, once for many keys; a process killed earlier loses it."""


class ReaderScreen(PaintedScreen[None]):
    """Reads one deck."""

    KEY_COMMANDS = READING
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    DEFAULT_CSS = """
    ReaderScreen #section { width: 1fr; height: 1fr; }
    ReaderScreen #outline { width: 25; height: 1fr; display: none; }
    ReaderScreen #evidence { width: 31; height: 1fr; display: none; }
    ReaderScreen.-medium #outline, ReaderScreen.-wide #outline { display: block; }
    ReaderScreen.-medium #outline { width: 22; }
    ReaderScreen.-wide #evidence { display: block; }
    ReaderScreen.-narrow.outline-shown #outline { display: block; width: 1fr; }
    ReaderScreen.-narrow.outline-shown #section { display: none; }
    ReaderScreen.outline-hidden #outline { display: none; }
    ReaderScreen.evidence-hidden #evidence, ReaderScreen.evidence-none #evidence { display: none; }
    """
    can_renew = True

    def __init__(self, session: Session, start: Place, width: int) -> None:
        """Begin at a place.

        Args:
            session: The session.
            start: Place to begin at; for an unknown section, the first.
            width: Columns of the screen, so that the first layout has the right width.
        """
        super().__init__(classes=_first_classes(session.opened.deck, width))
        self.session = session
        """The session."""
        self.index = session.section_index(start.section) or 0
        """Index of the section in sight, in the outline."""
        self._start = start
        self.focus_state = TargetFocus()
        """The target in focus, and the step of an opened code block."""
        self.trail: Trail | None = None
        """Search results being stepped through; None for none."""
        self.prefix = NumberPrefix()
        """Number typed before the next command."""
        self._presses = HeldKey()
        self._evidence_shown = (-1, NO_TARGET, 0)
        self._place_timer: Timer | None = None
        self._neighbours_of = -1
        deck = session.opened.deck
        self.outline = OutlinePane(deck.title, deck.outline, id="outline")
        self.pane = SectionPane("section", session.settings.width)
        self.evidence = EvidencePane("evidence")

    def compose_panes(self) -> ComposeResult:
        """Yield three panes beside each other."""
        yield PaneRow(self.outline, self.pane, self.evidence, id="panes", classes="main")

    def on_mount(self) -> None:
        """Show the place to begin at."""
        if label := self.keymap.label("evidence-down"):
            self.evidence.more_key = f" · {label}"
        self._show(self._line_of_start)

    def _line_of_start(self, page: Page) -> int:
        start = self._start
        return self.session.laid_out.block_line(self.index, start.block, page.width, start.line)

    def place(self) -> tuple[int, int, int]:
        """Return the indexes of section and block at the top, and the block's line there."""
        page, top = self.pane.page, self.pane.top
        block = page.block_at(top)
        return self.index, block, max(0, top - page.starts[block]) if page.starts else 0

    @property
    def section_id(self) -> str:
        """Id of the section in sight."""
        return self.session.opened.deck.outline[self.index].id

    @property
    def focused_target(self) -> Target | None:
        """The target in focus; None for none."""
        return self.focus_state.target(self.pane.page)

    def renewal(self, opened: OpenDeck) -> Callable[[], None]:
        """Return the function that shows the person's place in another version of the deck."""
        return partial(self._show_renewed, self.session.place_in(opened, *self.place()))

    def _show_renewed(self, place: Place) -> None:
        """Show a place of the new version; a search trail through the old one ends."""
        deck = self.session.opened.deck
        self.set_class(not _has_evidence(deck), "evidence-none")
        self.follow(None)
        self.outline.list_sections(deck.title, deck.outline)
        self._start = place
        index = self.session.section_index(place.section) or 0
        self.go_to_section(index, start=self._line_of_start)
        self.evidence.show(self._evidence_lines)

    # --- showing --------------------------------------------------------------------------

    def _page(self, width: int) -> Page:
        """Return the section at a width, with the current step of an opened code block in focus."""
        page = self.session.laid_out.page(self.index, width)
        focus = self.focus_state
        if focus.step is None or (target := focus.target(page)) is None:
            return page
        section = self.session.section(self.index)
        return stepped_page(page, section, target.block, focus.index, focus.step)

    def _show(self, start: Start) -> None:
        """Show the section from a line on, and update the panes beside it."""
        self.pane.show(self._page, start, self.focus_state.index)
        self.show_around()
        shown = self.index, self.focus_state.index, len(self.session.read)
        if self._evidence_shown != shown:
            self._evidence_shown = shown
            self.evidence.show(self._evidence_lines)

    def _evidence_lines(self, width: int) -> list[Line]:
        page = self.session.laid_out.page(self.index, self.pane.text_width)
        return evidence_lines(self.session, self.index, page, self.focused_target, width)

    def progress_changed(self) -> None:
        """Lay the section out again at the same line: answers show in it."""
        if (target := self.focused_target) is not None and target.kind is TargetKind.BET:
            self.focus_state.clear()  # placing a bet changes the targets of the page
        page, top = self.pane.page, self.pane.top
        start = page.block_at(top)
        self._show(lambda new: top if new.width == page.width else new.starts[start])

    @on(SectionPane.LaidOut)
    def show_around(self) -> None:
        """Update what depends on the lines in sight: read mark, outline, last line."""
        if self.pane.is_laid_out and self.pane.top >= self.pane.last_top:
            self._mark_read()
        if self._neighbours_of != self.index:
            self._neighbours_of = self.index
            neighbours = partial(self.session.lay_out_around, self.index)
            self.set_timer(_LAYOUT_DELAY, lambda: neighbours(self.pane.text_width))
        self.outline.show(self.index, self.session.read, self.session.scores())
        self.last_line.repaint()

    def status(self) -> Status:
        """Return the place and the most useful keys."""
        self.pane.lay_out_now()
        target = self.focused_target
        now = ReadingState(
            self.size.width,
            self.size.height,
            self.focus_state.is_stepping,
            target.kind if target else None,
            self.has_class("outline-shown"),
            self.trail.place if self.trail is not None else "",
            bool(self.pane.page.targets),
            self.pane.progress,
            self.session.asks_about(self.section_id),
        )
        place = place_words(now, self.session, self.index)
        return Status(place, self.hints(reading_hints(now)), self.notice)

    # --- keeping --------------------------------------------------------------------------

    def _mark_read(self) -> None:
        if self.section_id not in self.session.read:
            self.app.write_beside(self.session.mark_read(self.section_id))

    def _keep_place(self) -> None:
        """Schedule a write of the place, once for a series of keys."""
        if self._place_timer is None and self.session.keeps:
            self._place_timer = self.set_timer(_PLACE_DELAY, self._write_place)

    def _write_place(self) -> None:
        self._place_timer = None
        self.app.write_beside(self.session.leave_at(*self.place()))

    # --- moving ---------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go a page down; at the end, to the next section."""
        if self.focus_state.is_stepping:
            self._turn_step(1)
            return
        stop = self.pane.next_stop()
        if stop is not None:
            self._move_to(stop)
        elif self.index + 1 < self.session.section_count:
            self.go_to_section(self.index + 1)
        else:
            self.say("This is the end of the deck.")

    def action_previous(self) -> None:
        """Go back by the exact inverse of `action_next`."""
        if self.focus_state.is_stepping:
            self._turn_step(-1)
            return
        stop = self.pane.previous_stop()
        if stop is not None:
            self._move_to(stop)
        elif self.index > 0:
            self.go_to_section(self.index - 1, at_end=True)
        else:
            self.say("This is the beginning of the deck.")

    def action_scroll_line(self, lines: int) -> None:
        """Scroll; at the edge a fresh press goes to the next section, a repeat does not."""
        if self.focus_state.is_stepping:
            self._turn_step(lines)
            return
        is_fresh = self._presses.is_fresh(lines)
        at_edge = self.pane.top >= self.pane.last_top if lines > 0 else self.pane.top <= 0
        if not at_edge:
            self._move_to(self.pane.top + lines)
        elif is_fresh:
            self.action_next() if lines > 0 else self.action_previous()

    def action_edge(self, edge: int) -> None:
        """Go to the beginning (0) or the end (1) of the section, and clear the focus."""
        self.focus_state.clear()
        self._move_to(self.pane.last_top if edge else 0)

    def action_next_section(self) -> None:
        """Go to the next section; during a search, to its next match."""
        if self.trail is not None:
            self.action_find("next")
        else:
            self.go_to_section(self.index + 1)

    def action_previous_section(self) -> None:
        """Go to the section before."""
        self.go_to_section(self.index - 1)

    def action_last_section(self) -> None:
        """Go to the last section, or to the one whose number was typed."""
        self.go_to_section((self.prefix.take_number() or self.session.section_count) - 1)

    def action_press_first(self) -> None:
        """Go to the first section on the second press."""
        if self.prefix.press_first():
            self.go_to_section(0)

    def _move_to(self, top: Start) -> None:
        self._show(top)
        self._keep_place()

    def go_to_section(
        self, index: int, at_end: bool = False, block: str = "", start: Start = 0
    ) -> None:
        """Go to another section: its beginning, its end, a block, or the line given by `start`."""
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
            top = self.session.laid_out.block_line(index, block, self.pane.text_width)
        self._move_to(top)

    # --- opening and closing --------------------------------------------------------------

    def action_focus_target(self, by: int) -> None:
        """Focus the next or previous target, from the one in focus or else the lines in sight."""
        top = self.focus_state.move(self.pane.page, by, self.pane.top, self.pane.room)
        if top is None:
            self.say("Nothing here can be opened.")
        else:
            self._show(top)

    def action_open(self) -> None:
        """Open the target in focus; with none in focus, focus one."""
        target = self.focused_target
        if target is None:
            self.action_focus_target(1)
            return
        match target.kind:
            case TargetKind.CODE:
                self._open_code(target)
            case TargetKind.BLOCK:
                self._open_figure(target)
            case TargetKind.QUESTION:
                self.app.post_message(OpenQuiz.about_questions(target.ids))
            case TargetKind.BET:
                self.app.post_message(OpenBet(target.ids[0]))
            case TargetKind.LINK:
                self._follow_link(target)
            case TargetKind.FOOTNOTE:
                self.action_edge(1)
            case _:
                self._show_card(target)

    def _open_code(self, target: Target) -> None:
        """Open the code block in focus, which then takes the keys; close it if it is open."""
        self.focus_state.step = None if self.focus_state.is_stepping else 0
        self._show(min(self.pane.top, self.pane.page.starts[target.block]))

    def _turn_step(self, by: int) -> None:
        self.focus_state.turn_step(by, self.session.section(self.index), self.pane.page)
        self._show(self.pane.top)

    def _open_figure(self, target: Target) -> None:
        line = int(target.ids[0])
        self.app.post_message(OpenFigure(self.index, line, closed=self._close_figure))

    def _close_figure(self, command: str | None) -> None:
        """Draw the figure in the text as it was left, and move on if the person did."""
        self.progress_changed()
        if command == "next":
            self.action_next()
        elif command == "previous":
            self.action_previous()

    def _follow_link(self, target: Target) -> None:
        """Follow a link within the deck; for any other, show its address."""
        from explainer.ui.reader.link_place import link_place

        place = link_place(self.session, target.ids[0], self.index)
        if place is not None:
            self.go_to_section(place[0], block=place[1])
        else:
            self._show_card(target)

    def _show_card(self, target: Target) -> None:
        self.app.post_message(target_card(self.session, target))

    def action_close(self) -> None:
        """Close one layer: a code block, the outline, the focus; with none open, the deck."""
        if not self.close_layer():
            self.app.post_message(CloseDeck())

    def close_layer(self) -> bool:
        """Close a layer within this screen; return False where none is open."""
        focus = self.focus_state
        if focus.is_stepping:
            focus.step = None
        elif self.has_class("outline-shown"):
            self.remove_class("outline-shown")
        elif focus.index != NO_TARGET:
            focus.clear()
        elif self.trail is not None:
            self.follow(None)
        else:
            return False
        self._show(self.pane.top)
        return True

    # --- other screens --------------------------------------------------------------------

    def follow(self, trail: Trail | None) -> None:
        """Highlight the matches of a trail from now on; None ends that."""
        self.trail = trail
        self.pane.set_highlights(self._marks if trail is not None else None)

    def _marks(self, page: Page) -> Marks:
        return self.trail.marks(self.index, page) if self.trail is not None else {}

    def action_find(self, what: str) -> None:
        """Open the search, a list, the overview or the palette, or go to another match."""
        from explainer.ui.reader.finding import Finding

        Finding(self).open(what)

    def action_ask_me(self) -> None:
        """Start a quiz about the section in sight."""
        self.app.post_message(OpenQuiz.about_section(self.section_id))

    def action_quiz_menu(self) -> None:
        """Open the menu of quizzes, reviews and the desk."""
        self.app.post_message(OpenQuizMenu(self.section_id))

    def help_lines(self, width: int) -> list[Line]:
        """Return the help of the reader."""
        from explainer.ui.reader.reader_help import reader_help_lines

        file = self.session.setup.settings_file
        return reader_help_lines(self.offered_commands(), self.keymap, width, settings_file=file)

    def offered_commands(self) -> list[Command]:
        """Return the commands that can be run now."""
        return [one for one in READING if self.app.may_run(one)]

    def run_soon(self, action: str) -> None:
        """Run an action once the screens above have closed."""
        self.call_later(self.run_action, action)

    # --- panes beside the text ------------------------------------------------------------

    def action_toggle_outline(self) -> None:
        """Show or hide the outline; on a narrow screen it replaces the section."""
        narrow = self.size.width < MEDIUM
        self.toggle_class("outline-shown" if narrow else "outline-hidden")

    def action_toggle_evidence(self) -> None:
        """Show or hide the evidence; without room for a pane, it opens as a card."""
        if self.has_class("evidence-none"):
            self.notice = "This deck has no sources."
        elif self.size.width >= WIDE:
            self.toggle_class("evidence-hidden")
        else:
            self.app.post_message(section_card(self.session, self.index, self.pane.page))

    def action_scroll_evidence(self, pages: int) -> None:
        """Scroll the evidence."""
        self.evidence.scroll_page(pages)

    # --- keys and clicks ------------------------------------------------------------------

    def take_key(self, event: events.Key) -> bool:
        """Take a digit of the number before a command."""
        return self.prefix.take_key(event.key)

    def after_key(self) -> None:
        """Repaint the last line; actions repaint the panes themselves."""
        self.prefix.after_key()
        self.last_line.repaint()

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
        self.action_open()


def _first_classes(deck: Deck, width: int) -> str:
    """Return the class that `HORIZONTAL_BREAKPOINTS` will set, and if there is no evidence pane."""
    wide = "-wide" if width >= WIDE else "-medium" if width >= MEDIUM else "-narrow"
    return wide if _has_evidence(deck) else f"{wide} evidence-none"


def _has_evidence(deck: Deck) -> bool:
    """Return True if a deck has sources or claims; terms open in a card."""
    return bool(deck.sources or deck.claims)
