"""The reader's screen: outline, section, evidence, last line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from explainer.learner.place import Place
from explainer.render.line import NO_TARGET
from explainer.render.page import Page, Target, TargetKind
from explainer.ui.base.last_line import Status
from explainer.ui.base.number_prefix import NumberPrefix
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.requests import CloseDeck, OpenFigure, OpenQuiz, OpenQuizMenu
from explainer.ui.base.session import Session
from explainer.ui.reader import pane_sizes
from explainer.ui.reader.answering_in_place import answered
from explainer.ui.reader.evidence_toggle import toggle_evidence
from explainer.ui.reader.held_key import HeldKey
from explainer.ui.reader.how_far import asked_here, figure_in_sight, reading_state
from explainer.ui.reader.outline_pane import OutlinePane
from explainer.ui.reader.page_watch import InSight, PageWatch, passed_sections
from explainer.ui.reader.pane_sizes import MEDIUM, first_classes, has_evidence
from explainer.ui.reader.reader_commands import READING
from explainer.ui.reader.reading_hints import end_words, place_words, reading_hints
from explainer.ui.reader.route_part import show_block, show_if_changed, turn_whole
from explainer.ui.reader.section_pane import SectionPane, Start, stepped_page
from explainer.ui.reader.side_panes import SidePanes
from explainer.ui.reader.target_focus import TargetFocus
from explainer.ui.reader.target_opening import opening_request

if TYPE_CHECKING:
    from textual.geometry import Size

    from explainer.deck.block import Section
    from explainer.deck.loader import OpenDeck
    from explainer.render.search_match import Marks
    from explainer.ui.base.command import Command
    from explainer.ui.reader.trail import Trail

_LAYOUT_DELAY = 0.15
"""Seconds without a key after which the neighbouring sections are laid out in advance."""

_PLACE_DELAY = 0.3
"""Seconds before a place is written, once for many keys; a process killed earlier loses it."""


class ReaderScreen(PaintedScreen[None]):
    """Reads one deck."""

    KEY_COMMANDS = READING
    HORIZONTAL_BREAKPOINTS = pane_sizes.COLUMNS
    VERTICAL_BREAKPOINTS = pane_sizes.ROWS
    DEFAULT_CSS = pane_sizes.CSS
    can_renew = True

    def __init__(self, session: Session, start: Place, size: Size) -> None:
        """Begin at a place.

        Args:
            session: The session.
            start: Place to begin at; for an unknown section, the first.
            size: Columns and rows of the screen, so that the first layout has its room.
        """
        super().__init__(classes=first_classes(session.opened.deck, size))
        self.session = session
        """The session."""
        self.index = session.section_index(start.section) or 0
        """Index of the section in sight, in the outline."""
        self._start = start
        show_block(session, self.index, start.block)
        self.focus_state = TargetFocus()
        """The target in focus, and the step of an opened code block."""
        self.trail: Trail | None = None
        """Search results being stepped through; None for none."""
        self.prefix = NumberPrefix()
        """Number typed before the next command."""
        self._presses = HeldKey()
        self.page_watch = PageWatch(self.set_timer, session.seen, self._mark_read, self._keep_place)
        self._place_timer: Timer | None = None
        self._section: Section | None = None
        self._neighbours_of = -1
        self.pane = SectionPane("section", session.settings.width)
        self.beside = SidePanes(self)

    def compose_panes(self) -> ComposeResult:
        """Yield three panes beside each other."""
        outline, evidence = self.beside.outline, self.beside.evidence
        yield PaneRow(outline, self.pane, evidence, id="panes", classes="main")
        yield self.beside.progress

    def on_mount(self) -> None:
        """Show the place to begin at."""
        self.beside.show_keys(self.keymap)
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
        self.set_class(not has_evidence(deck), "evidence-none")
        self.follow(None)
        self._start = place
        index = self.session.section_index(place.section) or 0
        self.go_to_section(index, start=self._line_of_start)
        self.beside.renew()

    # --- showing --------------------------------------------------------------------------

    def _page(self, width: int) -> Page:
        """Return the section at a width, with the current step of an opened code block in focus."""
        page = self.session.laid_out.page(self.index, width)
        section = self._section = self.session.section(self.index)
        focus = self.focus_state
        if focus.step is None or (target := focus.target(page)) is None:
            return page
        return stepped_page(page, section, target.block, focus.index, focus.step)

    def _show(self, start: Start) -> None:
        """Show the page that a line stands on, and update the panes beside it."""
        self.pane.show(self._page, start, self.focus_state.index)
        self.show_around()

    def _show_again(self) -> None:
        """Show the same lines with the current focus, and update the panes beside them."""
        self.pane.show_again(self._page, self.focus_state.index)
        self.show_around()

    def progress_changed(self) -> None:
        """Lay the section out again at the same line: answers show in it."""
        if (target := self.focused_target) is not None and target.kind is TargetKind.BET:
            self.focus_state.clear()  # placing a bet changes the targets of the page
        for section in passed_sections(self.session.scores()):
            self._mark_read(section)
        page, top = self.pane.page, self.pane.top
        start = page.block_at(top)
        self._show(lambda new: top if new.width == page.width else new.starts[start])

    @on(SectionPane.LaidOut)
    def show_around(self) -> None:
        """Update what depends on the lines in sight: read mark, outline, last line."""
        self._watch_page()
        if self._neighbours_of != self.index:
            self._neighbours_of = self.index
            neighbours = partial(self.session.lay_out_around, self.index)
            self.set_timer(_LAYOUT_DELAY, lambda: neighbours(self.pane.text_width))
        self.beside.show()
        self.last_line.repaint()

    def status(self) -> Status:
        """Return the place and the most useful keys."""
        self.pane.lay_out_now()
        now = reading_state(self)
        place, *shorter = place_words(now, self.session, self.index)
        return Status(place, self.hints(reading_hints(now)), self.notice, shorter)

    # --- keeping --------------------------------------------------------------------------

    def _watch_page(self) -> None:
        """Wait until the lines in sight can have been read."""
        if self.pane.is_laid_out:
            section = self.session.section(self.index)
            self.page_watch.watch(InSight(section, self.pane.page, self.pane.in_sight))

    def on_screen_suspend(self) -> None:
        """Stop the time: another screen covers the text."""
        self.page_watch.stop()

    def on_screen_resume(self) -> None:
        """Begin the time anew; a screen above may have shown all of a section."""
        show_if_changed(self, self._section)
        self._watch_page()

    def _mark_read(self, section: str) -> None:
        if section not in self.session.read:
            self.app.write_beside(self.session.mark_read(section))
            self.show_around()

    def _keep_place(self) -> None:
        """Schedule a write of the place, once for a series of keys."""
        if self._place_timer is None and self.session.keeps:
            self._place_timer = self.set_timer(_PLACE_DELAY, self._write_place)

    def _write_place(self) -> None:
        self._place_timer = None
        self.app.write_beside(self.session.leave_at(*self.place()))

    # --- moving ---------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go to the next page; at the end, to the next section."""
        self._turn(1)

    def action_previous(self) -> None:
        """Go back by the exact inverse of `action_next`."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Go a page forward (1) or back (-1), or to another step of an opened code block."""
        if self.focus_state.is_stepping:
            self._turn_step(by)
        elif (start := self.pane.page_beyond(by)) is not None:
            self._move_to(start)
        elif (following := self.session.following(self.index, by)) is not None:
            self.go_to_section(following, at_end=by < 0)
        else:
            self._meet_edge(by)

    def _meet_edge(self, by: int) -> None:
        """Show the ending after the last page of a deck with questions; else say where one is."""
        if by > 0 and self.session.opened.deck.questions:
            self.action_find("ending")
        else:
            self.say(end_words(self.session) if by > 0 else "This is the beginning of the deck.")

    def action_scroll_line(self, lines: int) -> None:
        """Scroll; at the edge a fresh press goes to the next section, a repeat does not."""
        if self.focus_state.is_stepping:
            self._turn_step(lines)
            return
        is_fresh = self._presses.is_fresh(lines)
        if not self.pane.is_at_edge(lines):
            self._scroll(lines)
        elif is_fresh:
            self._turn(1 if lines > 0 else -1)

    def action_edge(self, edge: int) -> None:
        """Go to the beginning (0) or the end (1) of the section, and clear the focus."""
        self.focus_state.clear()
        self._move_to(len(self.pane.page.lines) if edge else 0)

    def action_next_section(self) -> None:
        """Go to the next section; during a search, to its next match."""
        if self.trail is not None:
            self.action_find("next")
        else:
            self._go_along(1)

    def action_previous_section(self) -> None:
        """Go to the section before."""
        self._go_along(-1)

    def _go_along(self, by: int) -> None:
        """Go to another section on the person's way; at its end to that of this section."""
        following = self.session.following(self.index, by)
        self.go_to_section(self.index if following is None else following)

    def action_turn_whole(self) -> None:
        """Show all of a section of which the route shows a part, or the part again."""
        self.say(turn_whole(self))

    def action_last_section(self) -> None:
        """Go to the last section, or to the one whose number was typed."""
        self.go_to_section((self.prefix.take_number() or self.session.section_count) - 1)

    def action_press_first(self) -> None:
        """Go to the first section on the second press."""
        if self.prefix.press_first():
            self.go_to_section(0)

    def _move_to(self, start: Start) -> None:
        """Show the page that a line stands on; a focus that is out of sight then is lost."""
        self._show(start)
        self._lose_focus_out_of_sight()
        self._keep_place()

    def _scroll(self, lines: int) -> None:
        """Scroll the continuous text."""
        self.pane.scroll_text(lines)
        self._lose_focus_out_of_sight()
        self.show_around()
        self._keep_place()

    def _lose_focus_out_of_sight(self) -> None:
        focus = self.focus_state
        if focus.index != NO_TARGET and not focus.is_in_sight(self.pane.page, self.pane.in_sight):
            focus.clear()
            self._show_again()

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
            show_block(self.session, index, block)
            top = self.session.laid_out.block_line(index, block, self.pane.text_width)
        self._move_to(top)

    # --- opening and closing --------------------------------------------------------------

    def action_focus_target(self, by: int) -> None:
        """Focus the next or previous target, from the one in focus or else the lines in sight."""
        line = self.focus_state.move(self.pane.page, by, self.pane.in_sight)
        if line is None:
            self.say("Nothing here can be opened.")
        elif line in self.pane.in_sight:
            self._show_again()
        else:
            self._show(line)

    def action_open(self) -> None:
        """Open the target in focus, else the figure in sight; without any, focus a target."""
        target = self.focused_target or figure_in_sight(self.pane)
        if target is None:
            self.action_focus_target(1)
            return
        match target.kind:
            case TargetKind.CODE:
                self._open_code(target)
            case TargetKind.BLOCK:
                self._open_figure(target)
            case TargetKind.LINK:
                self._follow_link(target)
            case TargetKind.FOOTNOTE:
                self.action_edge(1)
            case _:
                if target.kind is TargetKind.CHOICE:
                    self.focus_state.clear()
                self.app.post_message(opening_request(self.session, target))

    def _open_code(self, target: Target) -> None:
        """Open the code block in focus, which then takes the keys; close it if it is open."""
        self.focus_state.step = None if self.focus_state.is_stepping else 0
        self._show(self.pane.page.starts[target.block])

    def _turn_step(self, by: int) -> None:
        self.focus_state.turn_step(by, self.session.section(self.index), self.pane.page)
        self._show_again()

    def _open_figure(self, target: Target) -> None:
        closed = partial(self._close_figure, target.block)
        self.app.post_message(OpenFigure(self.index, int(target.ids[0]), closed=closed))

    def _close_figure(self, block: int, command: str | None) -> None:
        """Draw the figure in the text as it was left, and move on if the person did."""
        self.progress_changed()
        if command in ("next", "previous"):
            self.action_next() if command == "next" else self.action_previous()
        elif (start := self.pane.page.starts[block]) not in self.pane.in_sight:
            self._show(start)  # it has another height, and stands on another page

    def _follow_link(self, target: Target) -> None:
        """Follow a link within the deck; for any other, show its address."""
        from explainer.ui.reader.link_place import link_place

        place = link_place(self.session, target.ids[0], self.index)
        if place is not None:
            self.go_to_section(place[0], block=place[1])
        else:
            self.app.post_message(opening_request(self.session, target))

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
        self._show_again()
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

    @property
    def commands_that_matter(self) -> list[Command]:
        """The commands that can do something on this page."""
        from explainer.ui.reader.reader_help import commands_that_matter

        others = bool(self.app.other_decks())
        return commands_that_matter(reading_state(self), self.session, others)

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
        toggle_evidence(self)

    def action_scroll_evidence(self, pages: int) -> None:
        """Scroll the evidence."""
        self.beside.evidence.scroll_page(pages)

    # --- keys and clicks ------------------------------------------------------------------

    def take_key(self, event: events.Key) -> bool:
        """Take a digit: an answer to what is asked in sight, else of a command's number."""
        asked = asked_here(self)
        request = answered(asked, event.key) if asked is not None else None
        # `3G` goes to section 3 beside a bet too.
        is_taken = not isinstance(request, OpenQuiz) and self.prefix.take_key(event.key)
        if request is not None:
            self.app.post_message(request)
        return is_taken or request is not None

    def meet_unknown_key(self, event: events.Key) -> None:
        """Tell which key shows the others."""
        if event.is_printable and (key := self.keymap.label("help")):
            self.notice = f"{key} shows all keys."

    def after_key(self) -> None:
        """Repaint the last line; actions repaint the panes themselves."""
        self.prefix.after_key()
        self.last_line.repaint()

    @on(OutlinePane.GoToSection)
    def _go_to_clicked(self, message: OutlinePane.GoToSection) -> None:
        self.go_to_section(message.index, block=message.heading)

    @on(SectionPane.Scrolled)
    def _scroll_by_wheel(self, message: SectionPane.Scrolled) -> None:
        self._scroll(message.lines)

    @on(SectionPane.TargetClicked)
    def _open_clicked(self, message: SectionPane.TargetClicked) -> None:
        self.focus_state.index = message.target
        self._show_again()
        self.action_open()
