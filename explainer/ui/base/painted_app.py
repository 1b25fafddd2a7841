"""The app as every screen knows it: session, colours, keys, input one at a time, leaving."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events
from textual.driver import Driver
from textual.screen import Screen
from textual.signal import Signal

from explainer.learner.place import RecordUnusable
from explainer.ui.base.aside import run_aside
from explainer.ui.base.command import Command, Keymap, key_label, key_labels, prints
from explainer.ui.base.common_commands import QUIT
from explainer.ui.base.input_queue import InputQueue
from explainer.ui.base.session import Session
from explainer.ui.base.theme import DARK, LIGHT, Palette
from explainer.ui.terminal.textual_private import QuietCrashApp

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck
    from explainer.ui.base.finder import Finder
    from explainer.ui.base.last_line import LastLine

WRITING = "record"
"""Group of the workers that write to the record."""

_INTERRUPT = "ctrl+c"
"""Leaves where the settings give the command that leaves only keys that type a character."""


@runtime_checkable
class OwnScreen(Protocol):
    """A painted screen, as far as the app needs it."""

    @property
    def is_launcher(self) -> bool:
        """True for the empty screen below something that was asked for on the command line."""

    def apply_theme(self) -> None:
        """Paint every pane in the colours of the app."""

    def say(self, words: str) -> None:
        """Show words in the last line until the next key."""


class PaintedApp(QuietCrashApp[str], inherit_bindings=False):
    """An app of painted screens; its result is the section where the reader was when they left."""

    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    aside = staticmethod(run_aside)

    def __init__(
        self, session: Session, palette: Palette, driver_class: type[Driver] | None = None
    ) -> None:
        """Prepare an app.

        Args:
            session: The session that begins.
            palette: The theme to begin with.
            driver_class: The terminal to draw on; None for this process's own.
        """
        # Every colour is painted by us. None of Textual's themes is used: each change of one makes
        # a style sheet anew. Told to allow the terminal's own colours, it leaves ours as they are.
        super().__init__(driver_class=driver_class, ansi_color=True)
        self.session = session
        """The session in front."""
        self.reader_palette = palette
        """Colours of everything that is painted."""
        self.progress_signal: Signal[None] = Signal(self, "progress")
        """Published when something was read, answered, kept or forgotten."""
        self.input_queue = InputQueue(self, self._deliver)
        """Keys, pastes and clicks that wait for those before them."""
        self.announced_on: LastLine | None = None
        """Last line that shows an announcement until the next key."""
        self.last_words = ""
        """Sentence to print once the screen is gone."""
        self.finder: Finder | None = None
        """Search index and uses of the deck; None until something was looked for."""
        self._keymaps: dict[tuple[Command, ...], Keymap] = {}
        self._is_leaving = False
        quit_keys = session.settings.keys.get(QUIT.id, QUIT.keys)
        self._leaving_keys = [key for key in quit_keys if not prints(key)] or [_INTERRUPT]
        self.show_session(session)
        if not session.settings.motion:
            self.animation_level = "none"

    # --- session, keys, colours -----------------------------------------------------------

    def show_session(self, session: Session) -> None:
        """Work with a session from now on."""
        self.session = session
        session.watch(self._publish_progress)

    def _publish_progress(self) -> None:
        self.progress_signal.publish(None)

    def keymap_of(self, commands: tuple[Command, ...]) -> Keymap:
        """Return the keys of the commands of a screen, after the person's settings."""
        keymap = self._keymaps.get(commands)
        if keymap is None:
            keymap = self._keymaps[commands] = Keymap(commands, self.session.settings.keys)
        return keymap

    def label_of(self, command: Command) -> str:
        """Return the first key of a command as people write it; empty where it has none."""
        return key_labels([command], self.session.settings.keys)[command.id]

    def may_run(self, command: Command) -> bool:
        """Return True if a command can be run now; what cannot be is in no list."""
        return bool(self.check_action(command.action.removeprefix("app."), ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for what a visitor cannot choose now."""
        if action == "keep_progress":
            return self.session.may_keep
        if action == "forget_me":
            return self.session.may_forget
        return super().check_action(action, parameters)

    def action_toggle_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.use_palette(LIGHT if self.reader_palette.dark else DARK)

    def use_palette(self, palette: Palette) -> None:
        """Paint every screen in other colours."""
        self.reader_palette = palette
        for screen in self.screen_stack:
            if isinstance(screen, OwnScreen):
                screen.apply_theme()

    def finder_of(self, opened: OpenDeck, *, notes: bool = False) -> Finder:
        """Return the search index of a deck, which is built from now on if it was not before.

        Args:
            opened: The deck.
            notes: True to find the speaker's notes too.
        """
        from explainer.ui.base.finder import Finder

        if self.finder is None or self.finder.opened is not opened:
            self.finder = Finder(opened, notes=notes)
            self.run_worker(self.finder.prepare(self.aside), group="finder")
        return self.finder

    # --- saying something -----------------------------------------------------------------

    def say(self, words: str) -> None:
        """Show words in the last line of the screen in front, until the next key."""
        if self.screen_stack and isinstance(self.screen, OwnScreen):
            self.screen.say(words)

    def how_to_leave(self) -> str:
        """Return the sentence with the key that leaves."""
        return f"Press {self.label_of(QUIT) or key_label(_INTERRUPT)} to leave."

    # --- input ----------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Give input to the screen in front, one event after the other; the rest is Textual's."""
        if not isinstance(event, events.InputEvent) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key) and event.key in self._leaving_keys:
            self.action_leave()  # it waits for nothing that other keys began
        else:
            await self.input_queue.add(event)

    @property
    def message_queue_size(self) -> int:
        """Number of messages that wait, and of the input events that wait behind them."""
        return super().message_queue_size + len(self.input_queue)

    async def _deliver(self, event: events.InputEvent) -> None:
        """Deliver an event; a key takes an announcement back, which goes with the next picture."""
        line = self.announced_on if isinstance(event, events.Key) else None
        if line is not None:
            line.take_back()
            self.announced_on = None
        await super().on_event(event)
        if line is not None:
            line.call_later(line.repaint)

    # --- work beside the keys -------------------------------------------------------------

    def work_beside(self, work: Callable[[], Awaitable[object]], group: str = "default") -> None:
        """Run an asynchronous function beside everything else.

        It is called when its turn comes; what fails in it does not end the app.
        """
        self.run_worker(work, group=group, exit_on_error=False)

    def open_beside(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run an asynchronous function that opens a quiz, a review or the desk in the end.

        One that was not done yet is cancelled: who asks for another does not want it any more.
        """
        self.run_worker(work, group="opening", exclusive=True)

    def write_beside(self, write: Callable[[], None] | None) -> None:
        """Write to the record off the loop; nothing waits for it but leaving."""
        if write is not None:
            self.work_beside(partial(self._write, self.session, write), WRITING)

    async def _write(self, session: Session, write: Callable[[], None]) -> None:
        try:
            await to_thread(write)
        except RecordUnusable as error:
            session.note_trouble(error.reason)

    async def open_from(self, asked_on: Screen[Any], show: Callable[[], object]) -> bool:
        """Open a screen that was asked for on another and took work beside the keys.

        Returns:
            False where the person went on from that other screen meanwhile: nothing opens then.
        """
        async with self.input_queue.between_events():
            is_wanted = asked_on.is_active
            if is_wanted:
                show()
        return is_wanted

    # --- leaving --------------------------------------------------------------------------

    def leave_saying(self, words: str) -> None:
        """Leave, and print words afterwards."""
        self.last_words = words
        self.action_leave()

    def leave_if_launched(self) -> None:
        """Leave where the screen that closes was all that was asked for on the command line."""
        first = self.screen_stack[0]
        if isinstance(first, OwnScreen) and first.is_launcher:
            self.action_leave()

    def action_leave(self) -> None:
        """Write what is still to be written, then go."""
        if self._is_leaving:
            return
        self._is_leaving = True
        self.input_queue.close()
        self.run_worker(self._finish(), exit_on_error=False)

    async def _finish(self) -> None:
        self.exit(await self.write_place())

    async def write_place(self) -> str:
        """Write where the reader is, and return the id of the section; empty where nobody reads."""
        return ""
