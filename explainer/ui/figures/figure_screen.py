"""The screen of an opened block: the block, its evidence beside it, the last line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from explainer.lesson.shown import View
from explainer.render.line import Line, TextRun, crop
from explainer.ui.base.command import CommandDescription, effective_keys, key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen, PaneRow
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles
from explainer.ui.figures.block_commands import BLOCK, BlockCommand
from explainer.ui.figures.figure import Figure, Running
from explainer.ui.panes.evidence_pane import EvidencePane

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_TYPED = {"Enter": "enter", "Esc": "close", "Space": "space", "← →": "right"}
"""What a click on a key presses, while something is typed."""

_CLICKER = {"pagedown": "next", "pageup": "previous"}
"""What clickers send, which means the same everywhere."""

_ROOMY = 60
"""Columns from which the last line names more than two keys."""

_BEAT = 3.0
"""Seconds that an event of a running timeline stands before the next one comes: time to read it."""

_WIDE = 120
"""Columns from which evidence stands beside the block."""


class Around(NamedTuple):
    """Where a block was opened: what that puts on top of it, and keys that it keeps for itself."""

    banner: Callable[[], str] = str
    """Gives what stands on top; empty for nothing."""
    take_key: Callable[[str], bool] = lambda _: False
    """Takes a key that the block leaves alone; false where it is none of its own."""


class FigurePane(PaintedWidget):
    """Shows an opened block."""

    def __init__(self, work: Figure, changed: Callable[[], None], around: Around) -> None:
        """`changed` is called after a click; `around` says what stands on top."""
        super().__init__(base="pane", id="work")
        self._work = work
        self._changed = changed
        self._around = around

    @property
    def _margin(self) -> int:
        return 1 if self.size.width < 60 else 2

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """An empty row, then the block."""
        inner = max(1, width - 2 * self._margin)
        left = TextRun(" " * self._margin)
        lines = self._work.lines(inner, max(1, height - 1))
        top: Line = []
        if banner := self._around.banner():
            words = crop(f" {banner}", width)
            top = [
                TextRun(words, "presenter strong"),
                TextRun(" " * (width - cell_len(words)), "presenter"),
            ]
        return [top, *([left, *line] if line else [] for line in lines)]

    def on_click(self, event: events.Click) -> None:
        """Hand the click to the block."""
        self._work.notice = ""
        self._work.click(event.y - 1, event.x - self._margin)
        self._changed()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self._work.move(0, 1)
        self._changed()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self._work.move(0, -1)
        self._changed()


class FigureScreen(PaintedScreen[str]):
    """Takes the keys for one block until Esc; gives `next` or `previous` where one went on."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
    DEFAULT_CSS = """
    FigureScreen { layout: vertical; }
    FigureScreen #panes { height: 1fr; }
    FigureScreen #work { width: 1fr; height: 1fr; }
    FigureScreen #evidence { width: 36; height: 1fr; display: none; }
    FigureScreen.-wide #evidence { display: block; }
    FigureScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(
        self, work: Figure, keep: Callable[[View], None], around: Around | None = None
    ) -> None:
        """`keep` is given the view after every key; `around` is where it was opened."""
        super().__init__()
        self.work = work
        """The block."""
        self._keep = keep
        self._around = around or Around()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[CommandDescription]] = {}
        self._beats: Timer | None = None
        self.pane = FigurePane(work, self._changed, self._around)
        self.evidence = EvidencePane("evidence")
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The block and its evidence over the last line."""
        yield PaneRow(self.pane, self.evidence, id="panes")
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        commands: list[type[CommandDescription]] = [*BLOCK, *self.work.commands]
        self._keys = effective_keys(commands, self.app.session.settings.keys)
        self._keymap = {key: c for c in commands for key in self._keys[c.id]}
        self.apply_theme()
        self.last_line.show(self._said)
        self.evidence.show(self.work.evidence)
        self.run_worker(self.app.aside(self.work.prepare), exit_on_error=False)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.evidence, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        if self.work.is_typing:
            hints = [KeyHint(key, words, _TYPED[key]) for key, words in self.work.typing_hints()]
            return Status(self.work.place(), hints, self.work.notice)
        most = 3 if self.size.width >= _ROOMY else 1
        hints = [
            KeyHint(key_label(self._keys[command][0]), words, command)
            for command, words in self.work.hints()
            if self._keys.get(command)
        ]
        hints = [*hints[:most], KeyHint(close, "done", "close")]
        return Status(self.work.place(), hints, self.work.notice)

    def _changed(self) -> None:
        self._keep(self.work.view)
        self.pane.repaint()
        self.evidence.show(self.work.evidence)
        self.last_line.repaint()
        self._keep_time()

    def _keep_time(self) -> None:
        """Beat while the block goes on by itself, and only then."""
        is_running = isinstance(self.work, Running) and self.work.is_running
        if is_running and self._beats is None:
            self._beats = self.set_interval(_BEAT, self._beat)
        elif not is_running and self._beats is not None:
            self._beats.stop()
            self._beats = None

    def _beat(self) -> None:
        """Let it go on, unless another screen lies above it: then it waits."""
        if self.is_active and isinstance(self.work, Running) and self.work.is_running:
            self.work.go_on()
            self._changed()

    def show_evidence(self) -> None:
        """The evidence in a card of its own, where there is any."""
        if not self.work.evidence(40):
            self.work.notice = "There is no evidence here."
            return
        self.app.show_card("Evidence", self.work.evidence)

    def show_help(self) -> None:
        """The keys of this block."""
        from explainer.ui.base.help_lines import help_lines
        from explainer.ui.overlays.lines_screen import LinesScreen

        commands: list[type[CommandDescription]] = [*self.work.commands, *BLOCK]
        self.app.push_screen(LinesScreen("Help", lambda w: help_lines(commands, self._keys, w)))

    def on_key(self, event: events.Key) -> None:
        """Give the key to the block; what it does not take is the reader's."""
        event.stop()
        event.prevent_default()
        self.work.notice = ""
        if self.work.is_typing and event.key not in ("escape", "pagedown", "pageup", "ctrl+c"):
            self.work.type_key(event.key, event.character or "")
            self._changed()
            return
        command = self._keymap.get(event.key)
        if command is not None:
            self._run(command)
        else:
            self._run_outside(event.key)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where something is typed."""
        event.stop()
        if self.work.is_typing:
            self.work.type_key("", event.text)
            self._changed()

    def _run(self, command: type[CommandDescription]) -> None:
        if issubclass(command, BlockCommand):
            command.run(self)
        else:
            self.work.run(command)
        self._changed()

    def _run_outside(self, key: str) -> None:
        """Keys that mean the same everywhere; what clickers send goes on in the text."""
        command = self.app.keymap.get(key)
        identifier = command.id if command else ""
        if identifier == "close" or key == "q":
            if key == "q" or not self.work.close_layer():
                self.dismiss("")
                return
        elif self._around.take_key(key):
            pass
        elif key in _CLICKER or identifier in ("next", "previous"):
            self.dismiss(_CLICKER.get(key, identifier))
            return
        elif identifier == "help":
            self.show_help()
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "quit":
            self.app.leave()
        self._changed()

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "close":
            if not self.work.close_layer():
                self.dismiss("")
                return
            self._changed()
            return
        if self.work.is_typing:
            self.work.type_key(message.command, "")
            self._changed()
            return
        commands: list[type[CommandDescription]] = [*BLOCK, *self.work.commands]
        for command in commands:
            if command.id == message.command:
                self._run(command)
