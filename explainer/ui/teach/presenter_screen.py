"""The presenter's console: what the class sees, what comes next, notes, time."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.lesson.notes import next_words, screenful_notes
from explainer.lesson.shown import Shown, Size, View
from explainer.lesson.stage import parts_shown, screenfuls
from explainer.render.line import Line, TextRun
from explainer.ui.base.command import effective_keys, key_label
from explainer.ui.base.key_prefix import KeyPrefix
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.theme import Styles
from explainer.ui.panes.drawn_pane import DrawnPane
from explainer.ui.teach.class_view import ClassView
from explainer.ui.teach.console import (
    bar_line,
    head_lines,
    own_stop,
    preview_lines,
    side_lines,
    talk_delay,
)
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.talk import NOTHING, Talk
from explainer.ui.teach.teaching_commands import TEACHING, TeachingCommand

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_SIDE_BY_SIDE = 100
"""Columns from which notes stand beside the text, and not below it."""

_SURE = 3.0
"""Seconds within which a second press really leaves."""

_TICK = 1.0


class PresenterScreen(PaintedScreen[None]):
    """Leads a class through a talk."""

    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (_SIDE_BY_SIDE, "-beside")]
    DEFAULT_CSS = """
    PresenterScreen { layout: vertical; }
    PresenterScreen #bar { height: 1; }
    PresenterScreen #panes { height: 1fr; layout: vertical; }
    PresenterScreen #stage { width: 1fr; height: 2fr; }
    PresenterScreen #side { width: 1fr; height: 1fr; }
    PresenterScreen.-beside #panes { layout: horizontal; }
    PresenterScreen.-beside #stage { width: 1fr; height: 1fr; }
    PresenterScreen.-beside #side { width: 38; height: 1fr; }
    PresenterScreen.notes-large #stage { display: none; }
    PresenterScreen.-beside.notes-large #side { width: 1fr; }
    PresenterScreen #last-line { height: 1; }
    PresenterScreen.mirror #bar, PresenterScreen.mirror #side { display: none; }
    PresenterScreen.mirror #last-line { display: none; }
    PresenterScreen.mirror.noticed #last-line { display: block; }
    """

    app: ReaderApp

    def __init__(
        self, talk: Talk, publish: Callable[[Shown], None], sizes: Callable[[], list[Size]]
    ) -> None:
        """A console.

        Args:
            talk: The lesson.
            publish: Tells the class's screens what to show.
            sizes: Sizes of the class's screens that follow now.
        """
        super().__init__()
        self.talk = talk
        """The lesson."""
        self.prefix = KeyPrefix()
        """What was typed before the next command."""
        self._publish = publish
        self._sizes = sizes
        self._own_pages = talk.pages
        self._class_view: ClassView | None = None
        self._quit_at = -_SURE
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[TeachingCommand]] = {}
        self.bar = DrawnPane(self._draw_bar, base="bar", id="bar")
        self.stage = DrawnPane(self._draw_stage, base="pane", id="stage")
        self.side = DrawnPane(self._draw_side, base="panel", id="side")
        self.last_line = LastLine("last-line")

    def mirror(self) -> None:
        """Show exactly what a class sees, for a laptop whose screen is the projector."""
        self._class_view = ClassView(self.talk.session)
        self.add_class("mirror")

    def compose(self) -> ComposeResult:
        """The bar, the panes, the last line."""
        yield self.bar
        yield PaneRow(self.stage, self.side, id="panes")
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes, let the clock tick."""
        self._keys = effective_keys(TEACHING, self.app.session.settings.keys)
        self._keymap = {key: c for c in TEACHING for key in self._keys[c.id]}
        self.apply_theme()
        self.last_line.show(self._said)
        self.set_interval(_TICK, self.bar.repaint)
        self.class_changed()

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.bar, self.stage, self.side, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    # --- drawing --------------------------------------------------------------------------

    def _draw_bar(self, width: int, height: int) -> list[Line]:
        talk, now = self.talk, self.talk.seconds()
        pace = talk_delay(talk.clock, now, talk.minutes, talk.walk.where.section)
        return [bar_line(talk.title, talk.clock, now, talk.time_of_day(), pace, width)]

    def _draw_stage(self, width: int, height: int) -> list[Line]:
        """What the class sees, at the console's own width where theirs is wider."""
        talk, walk = self.talk, self.talk.walk
        if self._class_view is not None:
            return self._class_view.lines(talk.shown(), width, height)
        inner = max(1, width - 5)
        same = talk.pages.width <= inner
        if not same and self._own_pages.width != inner:
            self._own_pages = StagePages(talk.session, inner)
        pages = talk.pages if same else self._own_pages
        page = pages.page(walk.index, parts_shown(walk.screenful, walk.stop.step))
        found = screenfuls(page)
        screenful = found[min(walk.where.screenful, len(found) - 1)]
        key = key_label(next(iter(self._keys.get("teach-blank", ())), "b"))
        head = head_lines(talk.is_blank, key, self._sizes(), talk.size, width)
        lines = preview_lines(
            page,
            screenful,
            walk.stop if same else own_stop(walk, page, screenful, height),
            max(1, height - len(head) - 1),
            walk.room if same else 0,
            talk.spotlight,
            talk.chosen,
        )
        return [*head, *([TextRun("  "), *line] for line in lines)]

    def _draw_side(self, width: int, height: int) -> list[Line]:
        talk, walk = self.talk, self.talk.walk
        notes = screenful_notes(talk.session.section(walk.index), walk.screenful.part)
        words = next_words(walk, talk.session.opened.deck, talk.route)
        lines = side_lines(words, notes, max(1, width - 4))
        if len(lines) > height - 1:
            lines = [
                *lines[: max(0, height - 2)],
                [TextRun("… more: s shows notes large", "faint")],
            ]
        return [[], *([TextRun("  "), *line] for line in lines)]

    def _said(self) -> Status:
        talk, walk = self.talk, self.talk.walk
        title = talk.session.opened.deck.outline[walk.index].title
        place = f"{walk.where.section + 1}/{walk.count} · {title}"
        if walk.screenful_count > 1:
            place += f" · screen {walk.where.screenful + 1} of {walk.screenful_count}"
        if walk.stop_count > 1:
            place += f" · step {walk.where.stop + 1} of {walk.stop_count}"
        wanted = [("teach-next", "next"), ("teach-blank", "blank"), ("teach-help", "help")]
        if talk.openable():
            wanted.insert(1, ("teach-open", "open"))
        hints = [
            KeyHint(key_label(self._keys[command][0]), words, command)
            for command, words in wanted
            if self._keys[command]
        ]
        return Status(place, hints, talk.notice)

    def show(self) -> None:
        """Show everything anew, here and to the class."""
        self.set_class(bool(self.talk.notice), "noticed")
        for pane in (self.bar, self.stage, self.side, self.last_line):
            pane.repaint()
        self._publish(self.talk.shown())

    def class_changed(self) -> None:
        """A class's screen came, went or changed its size."""
        own = Size(
            self.size.width or self.talk.size.width, self.size.height or self.talk.size.height
        )
        self.talk.fit(self._sizes() or [own])
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        """While no screen follows, the console's own size stands for the class's."""
        if not self._sizes():
            self.class_changed()

    # --- commands -------------------------------------------------------------------------

    def ask_section(self) -> None:
        """Find a section of the route by title."""
        outline = self.talk.session.opened.deck.outline

        def go(section: int) -> None:
            self.talk.go_to_section(section)
            self.show()

        self.app.ask_one([outline[index].title for index in self.talk.route], go, "Go to …")

    def search(self) -> None:
        """Search the deck and the notes; the class goes to what is chosen."""
        from explainer.render.evidence import term_lines
        from explainer.ui.base.finder import Finder
        from explainer.ui.reader.search_screen import SearchChoice, SearchScreen

        app, opened = self.app, self.talk.session.opened
        if app.finder is None:
            app.finder = Finder(opened, notes=True)
            app.run_worker(app.finder.prepare(app.aside), group="finder")

        def go(chosen: SearchChoice | None) -> None:
            if chosen is not None:
                entry = chosen.searched.entries[chosen.entry]
                self.talk.go_to_block(entry.section, entry.block)
                self.show()

        def show_term(term: str) -> None:
            app.show_card(
                "Term", lambda width: term_lines(opened.deck.terms[term], opened.deck, width)
            )

        SearchScreen(opened.deck, app.finder, "", show_term).open_over(app, go)

    def toggle_notes(self) -> None:
        """Notes large, or beside the text; never before a class."""
        if self._class_view is not None:
            self.talk.notice = "Notes do not show here: this screen is the class's."
            return
        self.toggle_class("notes-large")

    def open_chosen(self) -> None:
        """Work with a table, chart or timeline in front of the class."""
        from explainer.ui.figures.figure_opening import open_block
        from explainer.ui.figures.figure_screen import Around

        talk = self.talk
        target = talk.chosen_target()
        if target is None:
            return
        line = int(target.ids[0])
        opened = talk.opened(line)

        def changed(view: View) -> None:
            opened(view)
            self._publish(talk.shown())

        def closed(command: str | None) -> None:
            talk.closed()
            self._own_pages.forget()
            if command == "next":
                talk.go_next()
            elif command == "previous":
                talk.go_previous()
            self.show()

        around = Around(self._banner, self._take_key)
        open_block(self.app, talk.session, talk.walk.index, line, changed, closed, around)

    def _banner(self) -> str:
        """What stands on a block that is worked with; nothing where the class sees this screen."""
        if self._class_view is not None:
            return ""
        sees = "nothing" if self.talk.is_blank else "what you do here"
        return f"PRESENTER  The class sees {sees}"

    def _take_key(self, key: str) -> bool:
        """Blank and clock work while a block is opened too: they are buttons of a clicker."""
        command = self._keymap.get(key)
        if command is None or command.id not in ("teach-blank", "teach-start"):
            return False
        command.run(self)
        self._publish(self.talk.shown())
        return True

    def show_help(self) -> None:
        """All keys of a presenter."""
        from explainer.ui.base.help_lines import help_lines
        from explainer.ui.overlays.lines_screen import LinesScreen

        self.app.push_screen(LinesScreen("Help", lambda w: help_lines(TEACHING, self._keys, w)))

    def close_layer(self) -> None:
        """Spotlight, notes, blank; with none of them, offer to leave."""
        if self.talk.spotlight != NOTHING:
            self.talk.spotlight = NOTHING
        elif self.has_class("notes-large"):
            self.remove_class("notes-large")
        elif self.talk.is_blank:
            self.talk.is_blank = False
        else:
            key = key_label(next(iter(self._keys["teach-quit"]), "ctrl+c"))
            self.talk.notice = f"{key} leaves."

    def offer_to_leave(self) -> None:
        """Leave at the second press within a few seconds."""
        now = monotonic()
        if now - self._quit_at < _SURE:
            self.app.leave()
            return
        self._quit_at = now
        key = key_label(next(iter(self._keys["teach-quit"]), "ctrl+c"))
        watching = "The class is watching. " if self._sizes() else ""
        self.talk.notice = f"{watching}Press {key} again to leave."

    # --- keys -----------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Run the command of a key."""
        event.stop()
        event.prevent_default()
        self.talk.notice = ""
        prefix = self.prefix.take(event.key)
        if prefix == "first":
            self.talk.go_to_section(0)
        command = self._keymap.get(event.key)
        if command is None or command.id != "teach-quit":
            self._quit_at = -_SURE
        if not prefix and command is not None:
            command.run(self)
        if prefix != "prefix":
            self.prefix.count = 0
        self.show()

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        for command in TEACHING:
            if command.id == message.command:
                command.run(self)
                self.show()
