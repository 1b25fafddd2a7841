"""The app as every screen knows it: session, theme, keymaps, ordered input, leaving."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events, on
from textual.app import SuspendNotSupported
from textual.driver import Driver
from textual.screen import Screen
from textual.signal import Signal

from explainer.learner.place import RecordUnusable
from explainer.ui.base.aside import run_aside
from explainer.ui.base.command import Command, Keymap, key_label, key_labels, prints
from explainer.ui.base.common_commands import CLOSE, QUIT, SUSPEND
from explainer.ui.base.input_queue import InputQueue
from explainer.ui.base.session import Session
from explainer.ui.base.theme import Palette, underline_colours
from explainer.ui.base.theme_choice import ThemePair
from explainer.ui.terminal.textual_private import QuietCrashApp

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck
    from explainer.ui.base.finder import Finder
    from explainer.ui.base.last_line import LastLine

WRITING = "record"
"""Group of the workers that write to the record."""

_INTERRUPT = "ctrl+c"
"""Key that leaves the app where the settings leave no other that works while a line is typed."""


@runtime_checkable
class OwnScreen(Protocol):
    """A painted screen, as far as the app uses it."""

    @property
    def is_launcher(self) -> bool:
        """True for the empty screen below one that the command line opened."""

    def apply_theme(self) -> None:
        """Repaint every pane in the theme of the app."""

    @property
    def keys(self) -> int:
        """Number of keys and clicks so far."""

    def say(self, words: str) -> None:
        """Show words in the last line until the next key."""


class PaintedApp(QuietCrashApp[str], inherit_bindings=False):
    """An app of painted screens; its result is the section where the reader was when they left."""

    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    aside = staticmethod(run_aside)

    def __init__(
        self,
        session: Session,
        palette: Palette,
        theme_pair: ThemePair,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Prepare an app.

        Args:
            session: The session that begins.
            palette: The theme to begin with.
            theme_pair: The light and the dark theme between which the person changes.
            driver_class: The terminal to draw on; None for this process's own.
        """
        # Every colour is painted here. None of Textual's themes is used, since each change of theme
        # would parse a style sheet again. `ansi_color` makes Textual leave our colours as they are.
        super().__init__(driver_class=driver_class, ansi_color=True)
        self.session = session
        """Session of the open deck."""
        self.reader_palette = palette
        """Colours of everything that is painted."""
        self.underline_colours = underline_colours(palette)
        """Colours of underlines that are not in the colour of their text, for the driver."""
        self._theme_pair = theme_pair.including(palette)
        self.progress_signal: Signal[None] = Signal(self, "progress")
        """Published when something was read, answered, kept or deleted."""
        self.input_queue = InputQueue(self, self._deliver)
        """Keys, pastes and clicks that wait until earlier ones were handled."""
        self.announced_on: LastLine | None = None
        """Last line that shows an announcement; None once a key was pressed."""
        self.last_words = ""
        """Sentence to print once the screen is gone."""
        self.finder: Finder | None = None
        """Search index and uses of the deck; None until a search or list needs it."""
        self._keymaps: dict[tuple[Command, ...], Keymap] = {}
        self._is_leaving = False
        self._leaving_keys = self._control_keys(QUIT) or [_INTERRUPT]
        self._suspending_keys = self._control_keys(SUSPEND)
        self.show_session(session)
        if not session.settings.motion:
            self.animation_level = "none"

    # --- session, keys, colours -----------------------------------------------------------

    def show_session(self, session: Session) -> None:
        """Switch to another session."""
        self.session = session
        session.watch(self._publish_progress)

    def _publish_progress(self) -> None:
        self.progress_signal.publish(None)

    def keymap_of(self, commands: tuple[Command, ...]) -> Keymap:
        """Return the keymap of a screen's commands, after the person's settings."""
        keymap = self._keymaps.get(commands)
        if keymap is None:
            keymap = self._keymaps[commands] = Keymap(commands, self.session.settings.keys)
        return keymap

    def _control_keys(self, command: Command) -> list[str]:
        """Return the keys of a command that work on every screen: those that type nothing."""
        keys = self.session.settings.keys.get(command.id, command.keys)
        return [key for key in keys if not prints(key)]

    def label_of(self, command: Command) -> str:
        """Return the first key of a command as people write it; empty where it has none."""
        return key_labels([command], self.session.settings.keys)[command.id]

    def may_run(self, command: Command) -> bool:
        """Return True if a command can be run now; others are left out of every list."""
        return bool(self.check_action(command.action.removeprefix("app."), ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for actions that this person cannot run now."""
        if action == "keep_progress":
            return self.session.may_keep
        if action == "forget_me":
            return self.session.may_forget
        return super().check_action(action, parameters)

    def action_toggle_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.use_palette(self._theme_pair.counterpart(self.reader_palette))

    def use_palette(self, palette: Palette) -> None:
        """Change to another theme, and remember it as the light or the dark one."""
        self._theme_pair = self._theme_pair.including(palette)
        self.show_palette(palette)

    def show_palette(self, palette: Palette) -> None:
        """Repaint every screen in another theme."""
        self.reader_palette = palette
        self.underline_colours = underline_colours(palette)
        for screen in self.screen_stack:
            if isinstance(screen, OwnScreen):
                screen.apply_theme()

    def finder_of(self, opened: OpenDeck, *, notes: bool = False) -> Finder:
        """Return the search index of a deck, and start building it if that has not begun.

        Args:
            opened: The deck.
            notes: True to index the speaker's notes too.
        """
        from explainer.ui.base.finder import Finder

        if self.finder is None or self.finder.opened is not opened:
            self.finder = Finder(opened, notes=notes)
            self.run_worker(self.finder.prepare(self.aside), group="finder")
        return self.finder

    def other_decks(self) -> dict[str, str]:
        """Return the titles of the decks that can be opened in place of this one, by id."""
        return {}

    # --- saying something -----------------------------------------------------------------

    @on(events.Resize)
    def _paint_whole(self) -> None:
        """Paint everything anew: a terminal that was smaller for a moment has lost some of it.

        Textual may be told of the last size only, which is then the one that was painted.
        """
        if self.screen_stack:
            self.call_after_refresh(self.screen.refresh)

    def say(self, words: str) -> None:
        """Show words in the last line of the screen in front, until the next key."""
        if self.screen_stack and isinstance(self.screen, OwnScreen):
            self.screen.say(words)

    def later_say(self) -> Callable[[str], None]:
        """Return `say` for what is told later: it says nothing once another key was pressed."""
        screen = self.screen
        keys = screen.keys if isinstance(screen, OwnScreen) else 0

        def say(words: str) -> None:
            if self.screen is screen and isinstance(screen, OwnScreen) and screen.keys == keys:
                screen.say(words)

        return say

    def how_to_close(self) -> str:
        """Return the sentence that names the key for closing the screen in front."""
        key = self.label_of(CLOSE) or self.label_of(QUIT) or key_label(_INTERRUPT)
        return f"{key} leaves." if self.is_launched else f"{key} leads back."

    def how_to_leave(self) -> str:
        """Return the sentence that names the key for leaving."""
        return f"Press {self.label_of(QUIT) or key_label(_INTERRUPT)} to leave."

    # --- input ----------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Pass input to the queue, which delivers one event at a time; the rest is Textual's."""
        if not isinstance(event, events.InputEvent) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key) and event.key in self._leaving_keys:
            self.action_leave()  # it does not wait for earlier keys
        elif isinstance(event, events.Key) and event.key in self._suspending_keys:
            self.action_suspend_job()  # nor does this, and it works while a line is typed too
        else:
            await self.input_queue.add(event)

    @property
    def message_queue_size(self) -> int:
        """Number of messages in the queue, plus the input events that wait."""
        return super().message_queue_size + len(self.input_queue)

    async def _deliver(self, event: events.InputEvent) -> None:
        """Deliver an event; a key drops an announcement, which the next repaint shows."""
        line = self.announced_on if isinstance(event, events.Key) else None
        if line is not None:
            line.take_back()
            self.announced_on = None
        await super().on_event(event)
        if line is not None:
            line.call_later(line.repaint)

    # --- work beside the keys -------------------------------------------------------------

    def work_beside(self, work: Callable[[], Awaitable[object]], group: str = "default") -> None:
        """Run an asynchronous function in the background, without holding up keys.

        It is called when the worker starts; an error in it does not end the app.
        """
        self.run_worker(work, group=group, exit_on_error=False)

    def open_beside(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run an asynchronous function that ends by opening a quiz, a review or the desk.

        An earlier one that still runs is cancelled, since the person now wants another.
        """
        self.run_worker(work, group="opening", exclusive=True)

    def write_beside(self, write: Callable[[], None] | None) -> None:
        """Write to the record off the loop; only leaving the app waits for it."""
        if write is not None:
            self.work_beside(partial(self._write, self.session, write), WRITING)

    async def _write(self, session: Session, write: Callable[[], None]) -> None:
        try:
            await to_thread(write)
        except RecordUnusable as error:
            session.note_trouble(error.reason)

    async def open_from(self, asked_on: Screen[Any], show: Callable[[], object]) -> bool:
        """Open a screen that was asked for on another one and took background work to prepare.

        Returns:
            False, with nothing opened, where `asked_on` is no longer in front.
        """
        async with self.input_queue.between_events():
            is_wanted = asked_on.is_active
            if is_wanted:
                show()
        return is_wanted

    # --- leaving --------------------------------------------------------------------------

    def leave_saying(self, words: str) -> None:
        """Leave, and print a sentence afterwards."""
        self.last_words = words
        self.action_leave()

    @property
    def is_launched(self) -> bool:
        """True if the command line opened a quiz, a review or the desk instead of a reader."""
        first = self.screen_stack[0]
        return isinstance(first, OwnScreen) and first.is_launcher

    def leave_if_launched(self) -> None:
        """Leave if only the empty launcher screen is below the screen that closes."""
        if self.is_launched:
            self.action_leave()

    def action_suspend_job(self) -> None:
        """Stop until the shell continues this job; say so where there is no shell of theirs."""
        from explainer.ui.terminal.suspending import has_job_control, stop_here

        try:
            if self.session.kiosk or not has_job_control():
                raise SuspendNotSupported
            with self.suspend():
                stop_here()
        except SuspendNotSupported:
            self.say(f"There is no shell of yours here to go back to. {self.how_to_leave()}")

    def action_leave(self) -> None:
        """Finish writing to the record, then exit."""
        if self._is_leaving:
            return
        self._is_leaving = True
        self.input_queue.close()
        self.run_worker(self._finish(), exit_on_error=False)

    async def _finish(self) -> None:
        self.exit(await self.write_place())

    async def write_place(self) -> str:
        """Write where the person is; return the id of the section, empty with no reader open."""
        return ""
