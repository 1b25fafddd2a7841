"""Base of every screen: panes over a last line, and one dispatcher for keys and clicks.

A screen declares its commands (`KEY_COMMANDS`, or `commands` where they change with what it shows),
its panes and its status. Keys are looked up in the keymap of those commands; a click on a hint of
the last line runs the same command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip

from explainer.render.line import Line
from explainer.ui.base.command import Command, Keymap
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.requests import ShowHelp
from explainer.ui.base.theme import Styles
from explainer.ui.terminal.textual_private import without_divide_cache

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck
    from explainer.ui.base.painted_app import PaintedApp
    from explainer.ui.base.typed_line import TypedLine

_DIGITS = "123456789"


class PaintedScreen(Screen[ScreenResultType]):
    """Panes that paint themselves, over a last line with the place and the most useful keys."""

    AUTO_FOCUS = None
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """Commands of this screen, its own before those that it shares with others."""
    DEFAULT_CSS = """
    PaintedScreen { layout: vertical; }
    PaintedScreen > .main { height: 1fr; }
    PaintedScreen > #last-line { height: 1; }
    """

    app: PaintedApp
    is_asking: ClassVar[bool] = False
    """True for a screen that asks questions: no other such screen may open above it."""
    is_launcher: ClassVar[bool] = False
    """True for the empty screen below one that the command line opened."""
    can_renew: ClassVar[bool] = False
    """True for a screen that can switch to another version of its deck (`renewal`)."""

    _when_closed: Callable[[ScreenResultType | None], None] | None = None

    def __init__(self, *, classes: str | None = None) -> None:
        """Create the last line, without a notice."""
        super().__init__(classes=classes)
        self.last_line = LastLine("last-line")
        """The last line, with the place and the keys."""
        self._is_stale = False
        self.keys = 0
        """Number of keys and clicks so far."""
        self.notice = ""
        """Words that replace the place in the last line until the next key."""

    # --- what a screen says of itself -----------------------------------------------------

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands that can be run now."""
        return self.KEY_COMMANDS

    @property
    def keymap(self) -> Keymap:
        """The keys of the commands that can be run now."""
        return self.app.keymap_of(self.commands)

    @property
    def typed(self) -> TypedLine | None:
        """The line that printed keys type into; None while none is typed."""
        return None

    def compose_panes(self) -> ComposeResult:
        """Yield everything above the last line."""
        yield from ()

    def status(self) -> Status:
        """Return the place, the hints and the notice of the last line."""
        return Status("", (), self.notice)

    def typed_changed(self) -> None:
        """Called after the text of the typed line has changed."""

    def take_number(self, number: int) -> bool:
        """Take a typed digit from 1 to 9; return False where the screen has no numbered rows."""
        return False

    @property
    def commands_that_matter(self) -> Sequence[Command]:
        """The commands that the help shows at first: what this screen adds."""
        return [command for command in self.commands if command.group]

    def legend(self, width: int) -> list[Line]:
        """Return the meaning of the marks on this screen."""
        from explainer.ui.base.legend import legend_lines

        return legend_lines(self.app.session.opened.deck, width)

    def help_lines(self, width: int) -> list[Line]:
        """Return the legend and the keys that matter, at most `width` cells wide."""
        from explainer.ui.base.help_lines import key_columns

        keys = key_columns(self.commands_that_matter, self.keymap, width)
        return self._with_settings([*self.legend(width), [], *keys], width)

    def all_key_lines(self, width: int) -> list[Line]:
        """Return all commands with all their keys, at most `width` cells wide."""
        return self._with_settings(self.keys_and_effects(width), width)

    def keys_and_effects(self, width: int) -> list[Line]:
        """Return all commands with all their keys and what each does."""
        from explainer.ui.base.help_lines import all_key_lines

        return all_key_lines(self.commands, self.keymap, width)

    def _with_settings(self, lines: list[Line], width: int) -> list[Line]:
        """Return lines with the path of the settings below, for somebody who has some."""
        from explainer.ui.base.help_lines import settings_lines

        file = self.app.session.setup.settings_file
        return [*lines, [], *settings_lines(file, width)] if file else lines

    def progress_changed(self) -> None:
        """Update whatever depends on sections read, answers given and progress kept."""
        self.redraw()

    def renewal(self, opened: OpenDeck) -> Callable[[], None]:
        """Return the function that shows another version of the deck once the session has it."""
        return self.redraw

    # --- opening and closing --------------------------------------------------------------

    def open_over(
        self, app: PaintedApp, when_closed: Callable[[ScreenResultType | None], None]
    ) -> None:
        """Open this screen over the one in front; `when_closed` is called with its result.

        Textual would have the screen that asks call it, which may be closed by then.
        """
        self._when_closed = when_closed
        app.push_screen(self)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, if it is in front: Textual closes whichever is."""
        if not self.is_active:
            return AwaitComplete()
        when_closed, self._when_closed = self._when_closed, None
        if when_closed is not None:
            # Before the screen is removed: the callback may ask it for something.
            self.app.call_next(when_closed, result)
        return super().dismiss(result)

    def action_close(self) -> None:
        """Close this screen without a result."""
        self.dismiss(None)

    # --- panes ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the panes over the last line."""
        yield from self.compose_panes()
        yield self.last_line

    @property
    def panes(self) -> Iterable[PaintedWidget]:
        """Every widget that paints itself."""
        return self.query(PaintedWidget)

    def on_mount(self) -> None:
        """Apply the theme and fill the last line; a screen's own `on_mount` runs before."""
        self.apply_theme()
        self.last_line.show(self.status)
        self.app.progress_signal.subscribe(self, self._take_progress)

    def _on_unmount(self) -> None:
        """Stop listening."""
        self.app.progress_signal.unsubscribe(self)

    def _take_progress(self, _: None) -> None:
        if self.is_active:
            self.progress_changed()
        else:
            self._is_stale = True

    def on_screen_resume(self) -> None:
        """Show what has changed while other screens were above this one."""
        if self._is_stale:
            self._is_stale = False
            self.progress_changed()

    def apply_theme(self) -> None:
        """Paint every pane in the colours of the app."""
        for pane in self.panes:
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def redraw(self) -> None:
        """Paint what has changed in every pane."""
        for pane in self.panes:
            pane.repaint()

    def say(self, words: str) -> None:
        """Show words in the last line until the next key."""
        self.notice = words
        self.last_line.repaint()

    def hints(self, wanted: Sequence[tuple[str, str]]) -> list[KeyHint]:
        """Return a hint for each pair of a command and a word or two, where the command has a key.

        Two commands joined by `+`, such as up and down, share a hint; a click runs the last of
        them. `1–4` in place of a command stands for the numbers of rows.
        """
        keymap, hints = self.keymap, []
        for commands, words in wanted:
            if commands[0].isdigit():
                hints.append(KeyHint(commands, words, ""))
                continue
            ids = commands.split("+")
            labels = [keymap.label(id) for id in ids]
            if all(labels):
                hints.append(KeyHint("".join(labels), words, ids[-1]))
        return hints

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the rows behind the panes, each freed as soon as it is repainted."""
        return [without_divide_cache(strip) for strip in super().render_lines(crop)]

    # --- keys and clicks ------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Type the key, take it as a number, or run its command."""
        event.stop()
        event.prevent_default()
        self.begin_key(event)
        if not self.take_key(event):
            command = self.command_of(event)
            if command is not None:
                await self.run_action(command.action)
            else:
                self.meet_unknown_key(event)
        self.after_key()

    def meet_unknown_key(self, event: events.Key) -> None:
        """Called for a key that has no meaning on this screen."""

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice before a key is handled; `event` is None for a click."""
        self.keys += 1
        self.notice = ""

    def after_key(self) -> None:
        """Show what the key did."""
        self.redraw()

    def take_key(self, event: events.Key) -> bool:
        """Take a key that is data: text where a line is typed, a digit where rows have numbers."""
        if self.typed is None:
            is_number = len(event.key) == 1 and event.key in _DIGITS
            return is_number and self.take_number(int(event.key))
        if not event.is_printable or self.keymap.typing_command(event.key) is not None:
            return False
        if self.typed.insert(event.character or ""):
            self.typed_changed()
        return True

    def command_of(self, event: events.Key) -> Command | None:
        """Return the command of a key."""
        return self.keymap.command(event.key)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where a line is typed."""
        event.stop()
        if self.typed is not None and self.typed.insert(" ".join(event.text.split())):
            self.typed_changed()
            self.after_key()

    def action_edit(self, action: str) -> None:
        """Edit the typed line."""
        if self.typed is not None and self.typed.edit(action):
            self.typed_changed()

    def action_show_help(self) -> None:
        """Show the commands of this screen and their keys."""
        self.app.post_message(ShowHelp(self.help_lines, self.all_key_lines))

    @on(LastLine.HintClicked)
    async def _run_clicked(self, message: LastLine.HintClicked) -> None:
        self.begin_key(None)
        command = self.keymap.by_id(message.command)
        if command is not None:
            await self.run_action(command.action)
        self.after_key()


class PaneRow(Horizontal):
    """Panes beside each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the rows behind the panes, each freed as soon as it is repainted."""
        return [without_divide_cache(strip) for strip in super().render_lines(crop)]
