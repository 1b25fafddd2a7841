"""The app: themes, keys, screens, and what is kept between sittings."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.driver import Driver
from textual.screen import Screen

from explainer.deck.loader import OpenDeck
from explainer.learner.place import Place
from explainer.render.line import Line
from explainer.ui.base.aside import run_aside
from explainer.ui.base.command import Command, effective_keys, key_label
from explainer.ui.base.input_queue import InputQueue
from explainer.ui.base.session import Session
from explainer.ui.base.theme import DARK, LIGHT, Palette
from explainer.ui.reader.commands.registry import BY_ID, COMMANDS
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.terminal.textual_private import QuietCrashApp

if TYPE_CHECKING:
    from explainer.ui.base.finder import Finder
    from explainer.ui.base.last_line import LastLine
    from explainer.ui.overlays.palette_match import PaletteEntry

_LATEST = 1.0
"""Seconds after which everything else is seen to, whatever was painted by then."""

_WAYS_OUT = ("ctrl+c", "ctrl+d")
"""Keys that lead out of every screen, also of one where everything else is typed."""

DeckOpener = Callable[[str], OpenDeck]
"""Opens another deck by id; given by whoever may read files."""


class ReaderApp(QuietCrashApp[str], inherit_bindings=False):
    """Reads decks; its result is where the reader was when they left."""

    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    aside = staticmethod(run_aside)

    def __init__(
        self,
        session: Session,
        palette: Palette = DARK,
        *,
        other_decks: Callable[[], dict[str, str]] = dict,
        open_other: DeckOpener | None = None,
        when_painted: Callable[[], None] = lambda: None,
        driver_class: type[Driver] | None = None,
        first_screen: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        """A reader of one deck.

        Args:
            session: The sitting.
            palette: The theme to begin with.
            other_decks: Gives titles of other decks by id, when somebody asks.
            open_other: Opens one of them.
            when_painted: Called once the first screen was painted.
            driver_class: The terminal to draw on; None for this process's own.
            first_screen: Makes the first screen; None for the title, or the text where a place
                was asked for.
        """
        # Every colour is painted by us. None of Textual's themes is used: each change of one makes
        # a style sheet anew. Told to allow the terminal's own colours, it leaves ours as they are.
        super().__init__(driver_class=driver_class, ansi_color=True)
        self.session = session
        """What this sitting needs."""
        self.reader_palette = palette
        """The colours of everything that the reader paints."""
        self._other_decks = other_decks
        self._open_other = open_other
        self._when_painted = when_painted
        self.keys = effective_keys(COMMANDS, session.settings.keys)
        """Keys of each command, as they are set."""
        self.keymap: dict[str, type[Command]] = {
            key: BY_ID[command] for command, keys in self.keys.items() for key in keys
        }
        """The command of each key."""
        self.finder: Finder | None = None
        """What of the deck can be found, once somebody looked for something."""
        self.visited: dict[str, Session] = {}
        """Sittings of other decks of which nothing is kept, by deck: they go on where they were."""
        self.renewal: OpenDeck | None = None
        """A new version of the deck that waits for what is open over the text to be closed."""
        self.announced_on: LastLine | None = None
        """The last line that says something until the next key."""
        self.last_words = ""
        """What is said once the screen is gone."""
        self._leaving = False
        self.input_queue = InputQueue(self, self._deliver)
        """Keys, pastes and clicks that wait for those before them."""
        self._prepared: Session | None = None
        self._first_screen = first_screen
        if not session.settings.motion:
            self.animation_level = "none"

    # --- start ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The title, or the place that was asked for; nothing lies below it that would cost."""
        if self._first_screen is not None:
            return self._first_screen()
        index = self.session.section_index(self.session.start_section)
        if index is None:
            from explainer.ui.reader.title_screen import TitleScreen

            return TitleScreen(self.session.load_progress())
        return self._reader_screen(Place(self.session.start_section, self.session.start_block))

    def on_mount(self) -> None:
        """Once something is on screen, see to everything else."""
        self.call_after_refresh(self._prepare)
        # The above is lost where another screen covers the first before it was painted.
        self.set_timer(_LATEST, self._prepare)

    def _prepare(self) -> None:
        """Parse the rest of the deck and keep it for the next start."""
        if self._prepared is self.session:
            return
        self._prepared = self.session
        self._when_painted()
        if self.session.start_section and self.reader is not None:
            self.session.load_progress()
            self.reader.show_around()
        if self.session.keeps:
            from explainer.ui.quiz.quiz_opening import show_attempts

            _work_beside(self, partial(show_attempts, self))
        if not self.session.opened.is_kept():
            _work_beside(self, partial(self.aside, partial(_parse_all, self.session)))

    def _reader_screen(self, start: Place) -> ReaderScreen:
        screen = ReaderScreen(self.session, start, self.size.width)
        if keys := self.keys["evidence-down"]:
            screen.evidence.more_key = f" · {key_label(keys[0])}"
        return screen

    def start_reading(self, place: Place | None) -> None:
        """From the title to the text."""
        self.push_screen(self._reader_screen(place or Place("", "")))

    def keep_later(self, write: Callable[[], None]) -> None:
        """Write to the record off the loop; nothing waits for it but leaving."""
        if self.session.keeps:
            _work_beside(self, partial(_in_thread, write), "record")

    # --- themes ---------------------------------------------------------------------------

    def toggle_theme(self) -> None:
        """Between light and dark."""
        self.use_palette(LIGHT if self.reader_palette.dark else DARK)

    def use_palette(self, palette: Palette) -> None:
        """Dress every screen anew."""
        self.reader_palette = palette
        for screen in self.screen_stack:
            apply_theme = getattr(screen, "apply_theme", None)
            if apply_theme is not None:
                apply_theme()

    # --- other screens --------------------------------------------------------------------

    @property
    def reader(self) -> ReaderScreen | None:
        """The reader's screen, if reading has begun."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ReaderScreen) and screen.session is self.session:
                return screen
        return None

    def show_help(self) -> None:
        """All keys, as they are set."""
        from explainer.ui.base.help_lines import reader_help_lines
        from explainer.ui.overlays.lines_screen import LinesScreen

        lines = partial(reader_help_lines, self._offered_commands(), self.keys, self.session.kiosk)
        self.push_screen(LinesScreen("Help", lines))

    def _offered_commands(self) -> list[type[Command]]:
        return [command for command in COMMANDS if command.is_offered(self.session)]

    def show_card(self, place: str, lines_for: Callable[[int], list[Line]]) -> None:
        """A claim, source or term; `place` is what the last line calls it."""
        from explainer.ui.overlays.lines_screen import CardScreen

        self.push_screen(CardScreen(place, lines_for))

    def show_overview(self, reader: ReaderScreen | None) -> None:
        """All sections at a glance; the chosen one opens."""
        from explainer.ui.reader.overview_screen import OverviewScreen

        def go(index: int | None) -> None:
            if index is None:
                return
            if reader is not None:
                reader.go_to_section(index)
            else:
                section = self.session.opened.deck.outline[index].id
                self.push_screen(self._reader_screen(Place(section, "")))

        OverviewScreen(self.session, reader.index if reader else 0).open_over(self, go)

    def ask_section(self, reader: ReaderScreen) -> None:
        """Find a section by its title."""
        titles = [entry.title for entry in self.session.opened.deck.outline]
        self.ask_one(titles, reader.go_to_section, "Go to …")

    def ask_one(self, titles: Sequence[str], choose: Callable[[int], None], words: str) -> None:
        """Let one of several be chosen by its title; `choose` is given its place, from 0."""
        from explainer.ui.overlays.palette_match import PaletteEntry

        offers = [
            PaletteEntry(f"{number}  {title}", partial(choose, number - 1))
            for number, title in enumerate(titles, 1)
        ]
        self.ask_offers(offers, words)

    def ask_deck(self) -> None:
        """Offer the other decks: in the library, where there is one, else as a list."""
        from explainer.ui.deck_change import back_to_library

        if back_to_library(self):
            return
        others = dict(self._other_decks())
        others.pop(self.session.opened.deck.id, None)
        if names := list(others):
            titles = list(others.values())
            self.ask_one(titles, lambda place: self.change_deck(names[place]), "Which deck?")
        elif self.reader is not None:
            self.reader.notice("There are no other decks here.")

    def show_palette(self) -> None:
        """Everything by name: commands first, then themes and sections."""
        from explainer.ui.reader.palette_entries import reading_offers

        if self.reader is not None:
            commands = self._offered_commands()
            self.ask_offers(reading_offers(self.reader, commands), "What would you like to do?")

    def ask_offers(self, offers: list[PaletteEntry], invitation: str) -> None:
        """Let one of several be chosen by name, and run it."""
        from explainer.ui.overlays.palette_screen import PaletteScreen

        def chosen(offer: PaletteEntry | None) -> None:
            if offer is not None:
                offer.run()

        PaletteScreen(offers, invitation).open_over(self, chosen)

    def change_deck(self, name: str) -> None:
        """Open another deck, by id, on its title screen."""
        if self._open_other is None:
            return
        from explainer.ui.deck_change import show_deck

        if show_deck(self, partial(self._open_other, name)):
            self.call_after_refresh(self._prepare)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never open anything: the terminal does, on the reader's own machine."""

    async def on_event(self, event: events.Event) -> None:
        """Give input to the screen in front, one event after the other; the rest is Textual's."""
        if not isinstance(event, events.InputEvent) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key) and event.key in _WAYS_OUT:
            self.leave()  # it waits for nothing that other keys began
        else:
            await self.input_queue.add(event)

    @property
    def message_queue_size(self) -> int:
        """Messages that wait, with the input that waits for that before it."""
        return super().message_queue_size + len(self.input_queue)

    async def _deliver(self, event: events.InputEvent) -> None:
        """Take back what was announced: it stands until the next key, and goes with its picture."""
        line = self.announced_on if isinstance(event, events.Key) else None
        if line is not None:
            line.take_back()
            self.announced_on = None
        await super().on_event(event)
        if line is not None:
            line.call_later(line.repaint)

    # --- leaving --------------------------------------------------------------------------

    def how_to_leave(self) -> str:
        """The key that leaves, in words; one that is not rebound where the command has none."""
        return f"Press {key_label(next(iter(self.keys['quit']), 'ctrl+c'))} to leave."

    def offer_to_leave(self) -> None:
        """At the top level Esc asks for one more key, or leads back to the library."""
        from explainer.ui.deck_change import back_to_library

        if back_to_library(self):
            return
        if self.reader is not None:
            self.reader.notice(self.how_to_leave())

    def say_here(self, words: str) -> None:
        """Say something in the last line of the text; with no text open, that is all there is."""
        if self.reader is not None:
            self.reader.notice(words)
        else:
            self.leave_quiz(words)

    def leave_quiz(self, words: str = "") -> None:
        """Leave, where no text was open below a quiz; `words` are said afterwards."""
        self.last_words = words
        self.leave()

    def leave(self) -> None:
        """Write what is still to be written, then go."""
        if self._leaving:
            return
        self._leaving = True
        self.input_queue.close()
        self.run_worker(self._finish(), exit_on_error=False)

    async def _finish(self) -> None:
        # A visit to a passage lies above the reader, and is no place to continue at.
        reader = next((one for one in self.screen_stack if type(one) is ReaderScreen), None)
        place = ""
        if reader is not None:
            await to_thread(self.session.keep_place, *reader.place())
            place = self.session.opened.deck.outline[reader.index].id
        self.exit(place)


def _work_beside(app: ReaderApp, work: Any, group: str = "default") -> None:
    """Run an asynchronous function beside everything else; it is called when its turn comes.

    What fails in it is not worth the reader's place.
    """
    app.run_worker(work, group=group, exit_on_error=False)


async def _in_thread(work: Callable[[], None]) -> None:
    await to_thread(work)


def _parse_all(session: Session) -> None:
    session.opened.sections()
    if session.cache is not None:
        session.opened.keep(session.cache)
