"""The presenter's console: what the class sees, what comes next, notes, time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from explainer.lesson.event import NameHidden, QuestionSettled, RoamingChanged
from explainer.lesson.notes import next_words, screenful_notes
from explainer.lesson.poll import Poll
from explainer.lesson.shown import Shown, Size, View
from explainer.lesson.stage import parts_shown, screenfuls
from explainer.render.evidence import term_lines
from explainer.render.line import Line, TextRun
from explainer.ui.base.command import Command
from explainer.ui.base.last_line import Status
from explainer.ui.base.number_prefix import NumberPrefix
from explainer.ui.base.requests import FigurePlace, OpenFigure, SearchDeck, ShowCard
from explainer.ui.overlays.menu_screen import MenuEntry, MenuScreen
from explainer.ui.teach.console import (
    own_stop,
    place_words,
    preview_lines,
    side_lines,
)
from explainer.ui.teach.console_screen import ConsoleScreen
from explainer.ui.teach.lesson_host import lobby_lines
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.talk import NOTHING, Talk
from explainer.ui.teach.teaching_commands import HOSTING, TEACH_BLANK, TEACH_START, TEACHING
from explainer.ui.teach.title_page import title_page_lines

if TYPE_CHECKING:
    from explainer.deck.search import SearchEntry

_CONFIRM_WITHIN = 3.0
"""Seconds within which a second press of the key leaves."""


class PresenterScreen(ConsoleScreen):
    """Leads a class through a lesson."""

    KEY_COMMANDS = TEACHING
    DEFAULT_CSS = """
    PresenterScreen.notes-large #stage { display: none; }
    PresenterScreen.-beside.notes-large #side { width: 1fr; }
    """

    def __init__(
        self, talk: Talk, publish: Callable[[Shown], None], sizes: Callable[[], list[Size]]
    ) -> None:
        """Lead a class through a lesson; the arguments are those of every console."""
        super().__init__(talk, publish, sizes)
        self.prefix = NumberPrefix()
        """Number typed before the next command."""
        self._own_pages = talk.pages
        self._quit_at = -_CONFIRM_WITHIN
        self.is_over = False
        """True once the presenter chose to end the lesson."""

    def on_mount(self) -> None:
        """Show where the lesson is, and a vote that is in progress."""
        super().on_mount()
        self.fit_class()
        self.show()
        if self.talk.vote is not None:
            self._lead_vote()

    # --- drawing --------------------------------------------------------------------------

    def draw_stage(self, width: int, height: int) -> list[Line]:
        """Return what the class sees, at the console's own width if theirs is wider."""
        talk, walk = self.talk, self.talk.walk
        if self.class_view is not None:
            return self.class_view.lines(talk.shown(), width, height)
        head = self.head(width, height)
        if walk.is_at_title:
            deck = talk.session.opened.deck
            room = max(1, height - len(head))
            return [*head, *title_page_lines(deck, width, room, talk.shown().lobby)]
        inner = max(1, width - 5)
        same = talk.pages.width <= inner
        if not same and self._own_pages.width != inner:
            self._own_pages = StagePages(talk.session, inner)
        pages = talk.pages if same else self._own_pages
        page = pages.page(walk.index, parts_shown(walk.screenful, walk.stop.step))
        found = screenfuls(page)
        screenful = found[min(walk.where.screenful, len(found) - 1)]
        lines = preview_lines(
            page,
            screenful,
            walk.stop if same else own_stop(walk, page, screenful, height),
            max(1, height - len(head) - 1),
            walk.stop.cut.end if same else 0,
            talk.spotlight,
            talk.chosen,
        )
        return [*head, *([TextRun("  "), *line] for line in lines)]

    def draw_side(self, width: int, height: int) -> list[Line]:
        """Return the next step and the notes, as far as they fit."""
        talk, walk = self.talk, self.talk.walk
        notes = [] if walk.is_at_title else self._notes()
        words = next_words(walk, talk.session.opened.deck, talk.route)
        lines = side_lines(words, notes, max(1, width - 4))
        if talk.host is not None and walk.is_at_title:
            key = self.keymap.label("class-address")
            lines = lobby_lines(talk.host, talk.state, key, max(1, width - 4))
            if len(lines) > height - 1:
                lines = [line for line in lines if line]
        if len(lines) > height - 1:
            key = self.keymap.label("teach-notes")
            lines = [
                *lines[: max(0, height - 2)],
                [TextRun(f"… more: {key} shows notes large", "faint")],
            ]
        return [[], *([TextRun("  "), *line] for line in lines)]

    def _notes(self) -> list[str]:
        """Return the notes for what the class sees of a section."""
        walk = self.talk.walk
        return screenful_notes(self.talk.session.section(walk.index), walk.screenful.part)

    def status(self) -> Status:
        """Return the place of the class and the most useful keys."""
        talk = self.talk
        place = place_words(talk.walk, talk.session.opened.deck)
        wanted = [("teach-next", "next"), ("teach-blank", "blank"), ("teach-help", "help")]
        if talk.host is not None:
            wanted.insert(1, ("class-people", "who is here"))
        if talk.openable():
            wanted.insert(1, ("teach-open", "open"))
        if talk.votable() is not None:
            wanted.insert(1, ("teach-vote", "vote"))
        return Status(place, self.hints(wanted), talk.notice)

    def show(self) -> None:
        """Update the console, and publish the view to the class."""
        self.show_panes(self.talk.notice)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of a presenter; where participants can join, those about them too."""
        return (*TEACHING, *HOSTING) if self.talk.host is not None else TEACHING

    def class_changed(self) -> None:
        """Update after somebody came, left or asked, or a screen changed its size."""
        if self.fit_class():
            self.show()
        else:
            super().class_changed()

    def fit_class(self) -> bool:
        """Make pages for the screens of the class, or for the console's own size without any.

        Returns:
            True if that changed the pages.
        """
        before = self.talk.size
        own = Size(
            self.size.width or self.talk.size.width, self.size.height or self.talk.size.height
        )
        self.talk.fit(self.sizes() or [own])
        return self.talk.size != before

    def tell(self, words: str) -> None:
        """Show words until the next key."""
        self.talk.notice = words
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        """Use the console's own size for the class while no screen follows."""
        if not self.sizes():
            self.class_changed()

    # --- going ----------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go to the next stop."""
        self.talk.go_next()

    def action_previous(self) -> None:
        """Go to the previous stop."""
        self.talk.go_previous()

    def action_section_by(self, by: int) -> None:
        """Go to the beginning of a section of the route, `by` sections from the current one."""
        self.talk.go_by_sections(by)

    def action_section_number(self) -> None:
        """Go to the last section, or to the one whose number was typed."""
        self.talk.go_to_section((self.prefix.take_number() or self.talk.walk.count) - 1)

    def action_press_first(self) -> None:
        """Go to the first section on the second press."""
        if self.prefix.press_first():
            self.talk.go_to_section(0)

    def action_ask_section(self) -> None:
        """Ask for a section of the route by its title."""
        from explainer.ui.overlays.palette_match import PaletteEntry
        from explainer.ui.overlays.palette_screen import PaletteScreen, run_entry

        outline = self.talk.session.opened.deck.outline

        def go(section: int) -> None:
            self.talk.go_to_section(section)
            self.show()

        entries = [
            PaletteEntry(f"{number}  {outline[index].title}", partial(go, number - 1))
            for number, index in enumerate(self.talk.route, 1)
        ]
        PaletteScreen(entries, "Go to …").open_over(self.app, run_entry)

    def action_search(self) -> None:
        """Search the deck and the notes; the class goes to the chosen result."""
        opened = self.talk.session.opened

        def go(entry: SearchEntry) -> None:
            self.talk.go_to_block(entry.section, entry.block)
            self.show()

        def show_term(id: str) -> None:
            term = opened.deck.terms[id]
            lines = partial(term_lines, term, opened.deck)
            self.app.post_message(ShowCard("Term", lines))

        finder = self.app.finder_of(opened, notes=True)
        self.app.post_message(SearchDeck(finder, show_term, go))

    # --- what the class sees --------------------------------------------------------------

    def action_uncover_all(self) -> None:
        """Uncover every step in sight."""
        self.talk.walk.uncover_all()

    def action_blank(self) -> None:
        """Blank the class's screen, or show it again."""
        self.talk.is_blank = not self.talk.is_blank

    def action_spotlight(self) -> None:
        """Move the spotlight to the next block."""
        self.talk.next_spotlight()

    def action_choose_block(self) -> None:
        """Choose the next table, chart or timeline."""
        self.talk.choose_block()

    def action_start_clock(self) -> None:
        """Restart the clock."""
        self.talk.start_clock()

    def action_toggle_notes(self) -> None:
        """Show the notes large, or beside the text; does nothing in front of a class."""
        if self.class_view is not None:
            self.talk.notice = "Notes do not show here: this screen is the class's."
            return
        self.toggle_class("notes-large")

    def action_open_chosen(self) -> None:
        """Open the chosen table, chart or timeline in front of the class."""
        talk = self.talk
        target = talk.chosen_target()
        if target is None:
            return
        line = int(target.ids[0])
        opened = talk.opened(line)

        def changed(view: View) -> None:
            opened(view)
            self.publish(talk.shown())

        # Blank and clock are buttons of a clicker, so they also work while a figure is open.
        place = FigurePlace(self._banner, (TEACH_BLANK, TEACH_START), self._run_outer)
        self.app.post_message(
            OpenFigure(
                talk.walk.index, line, closed=self._close_figure, changed=changed, place=place
            )
        )

    # --- participants ---------------------------------------------------------------------

    def action_next_address(self) -> None:
        """Let the command for participants name another address of this machine."""
        if self.talk.host is not None:
            self.talk.host.show_next_address()

    def action_list_people(self) -> None:
        """List who is here; a chosen name is hidden from the class, or shown again."""
        people = [one for one in self.talk.state.participants.values() if one.is_here]
        if not people:
            self.talk.notice = "Nobody is here yet."
            return
        entries = [
            MenuEntry(one.name or one.public_name, "hidden from the class" if one.is_hidden else "")
            for one in people
        ]

        def toggle(index: int | None) -> None:
            if index is not None:
                one = people[index]
                self.talk.note(NameHidden(one.id, not one.is_hidden))

        MenuScreen("Here now; choose a name to hide or show it", entries).open_over(
            self.app, toggle
        )

    def action_list_asked(self) -> None:
        """List the questions of participants; a chosen one is settled."""
        state = self.talk.state
        if not state.asked:
            self.talk.notice = "Nobody has a question."
            return
        entries = [
            MenuEntry(one.text, state.participants[one.participant].public_name)
            for one in state.asked
        ]

        def settle(index: int | None) -> None:
            if index is not None:
                self.talk.note(QuestionSettled(state.asked[index].position))

        MenuScreen("Questions; choose one that is settled", entries).open_over(self.app, settle)

    def action_toggle_roaming(self) -> None:
        """Let participants look round in the whole deck, or only in what was shown."""
        is_open = not self.talk.state.is_roaming_open
        self.talk.note(RoamingChanged(is_open))
        what = "in the whole deck" if is_open else "in what was shown"
        self.talk.notice = f"Whoever looks round now may do so {what}."

    def action_vote(self) -> None:
        """Put the bet or question in sight to the class."""
        if self.talk.begin_vote():
            self._lead_vote()

    def action_judge(self) -> None:
        """Choose a claim of this section that the class judges, before and after some evidence."""
        deck, claims = self.talk.session.opened.deck, self.talk.claims_to_judge()
        if not claims:
            self.talk.notice = "This section states no claim that a class can judge."
            return

        def begin(index: int | None) -> None:
            if index is not None:
                self.talk.begin_case(claims[index])
                self._lead_vote()

        entries = [MenuEntry(deck.claims[id].text, "") for id in claims]
        MenuScreen("Which claim does the class judge?", entries).open_over(self.app, begin)

    def action_poll(self) -> None:
        """Type a question, and put it to the class."""
        from explainer.ui.teach.poll_screen import PollScreen

        def begin(poll: Poll | None) -> None:
            if poll is not None:
                self.talk.begin_poll(poll)
                self._lead_vote()

        PollScreen().open_over(self.app, begin)

    def _lead_vote(self) -> None:
        """Open the console of the vote in progress; the text comes back after it."""
        from explainer.ui.teach.vote_screen import VoteScreen

        screen = VoteScreen(self.talk, self.publish, self.sizes)
        if self.class_view is not None:
            screen.mirror(self.class_view)
        self.app.push_screen(screen, lambda _: self.show())

    def _close_figure(self, command: str | None) -> None:
        """Return to the text, which shows the figure as it was left."""
        self.talk.closed()
        self._own_pages.forget()
        if command == "next":
            self.talk.go_next()
        elif command == "previous":
            self.talk.go_previous()
        self.show()

    def _banner(self) -> str:
        """Return the words above an open figure; empty where the class sees this screen."""
        if self.class_view is not None:
            return ""
        sees = "nothing" if self.talk.is_blank else "what you do here"
        return f"PRESENTER  The class sees {sees}"

    def _run_outer(self, command: str) -> None:
        """Run one of the commands that work while a figure is open."""
        if command == TEACH_BLANK.id:
            self.action_blank()
        else:
            self.action_start_clock()
        self.publish(self.talk.shown())

    # --- leaving --------------------------------------------------------------------------

    def action_close_layer(self) -> None:
        """End the spotlight, the large notes or the blank screen; else name the key that leaves."""
        if self.talk.spotlight != NOTHING:
            self.talk.spotlight = NOTHING
        elif self.has_class("notes-large"):
            self.remove_class("notes-large")
        elif self.talk.is_blank:
            self.talk.is_blank = False
        else:
            self.talk.notice = f"{self._quit_label()} leaves."

    def _quit_label(self) -> str:
        return self.keymap.label("teach-quit") or "Ctrl+C"

    def action_offer_to_leave(self) -> None:
        """Leave on the second press within a few seconds."""
        now = monotonic()
        if now - self._quit_at < _CONFIRM_WITHIN:
            self.is_over = True
            self.app.action_leave()
            return
        self._quit_at = now
        watching = "The class is watching. " if self.sizes() else ""
        self.talk.notice = f"{watching}Press {self._quit_label()} again to leave."

    # --- keys -----------------------------------------------------------------------------

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice; any key but the leaving one cancels leaving."""
        super().begin_key(event)
        self.talk.notice = ""
        command = self.command_of(event) if event is not None else None
        if command is None or command.id != "teach-quit":
            self._quit_at = -_CONFIRM_WITHIN

    def take_key(self, event: events.Key) -> bool:
        """Take a digit of the number before a command."""
        return self.prefix.take_key(event.key)

    def after_key(self) -> None:
        """Update the console, and publish the view."""
        self.prefix.after_key()
        self.show()
