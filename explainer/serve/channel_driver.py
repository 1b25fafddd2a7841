"""The Textual driver of a hosted app: writes to an SSH channel and reads from it.

It uses no thread, no signal and no terminal of this process. Output of one turn of the loop is
written at once, as one synchronized update. For a visitor who reads slowly painting stops until the
output on its way has arrived; then the screen is redrawn as it is by then.
"""

from __future__ import annotations

import asyncio
import re
from asyncio import TimerHandle
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TextIO

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from explainer.render.charset import encoded
from explainer.serve.allowance import Allowance
from explainer.serve.client_terminal import ClientTerminal, clamped
from explainer.serve.colour_depth import DepthFilter
from explainer.serve.figures import Figures
from explainer.serve.limits import Limits
from explainer.ui.terminal.painting_pause import PaintingPause
from explainer.ui.terminal.sgr import StyleShortener
from explainer.ui.terminal.terminal_input import TerminalInput
from explainer.ui.terminal.underline import underline_source

ENTER = "\x1b[?1049h\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[?25l\x1b[?7l"
"""Alternate screen, buttons of the mouse, bracketed paste, no cursor, no wrapping of lines."""

LEAVE = "\x1b[?7h\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[?25h\x1b[?1049l"
"""Undoes `ENTER`; safe to send to a terminal that is in none of these modes."""

_POINTER = "\x1b]22;"
"""Begin of the sequence that sets the mouse pointer's shape, which some terminals print."""

_TEXT_AT_A_PLACE = re.compile(r"\x1b\[\d+;\d+H\s*\S")
"""Text at a position of the cursor: every redraw has some."""

_BEGIN_UPDATE, _END_UPDATE = b"\x1b[?2026h", b"\x1b[?2026l"
_SLICE = 32
"""Bytes of input that are parsed at a time."""

_MOST_WAITING = 2
"""Unhandled messages of the app from which it gets no more."""

_MOST_PENDING = 64
"""Most messages that wait here; no more input is parsed until fewer do."""

_FLOOD = 16
"""Waiting messages from which a client counts as flooding: nobody types so fast."""

_YIELD_FACTOR = 2.0
"""After rendering for a flooding client, yield the loop to others for this multiple of the render
time."""

_ORDINARY = 0.012
"""Seconds from a key to its redraw that are free of charge: turning a page takes less."""

_COSTLY = 0.06
"""Most seconds of one key that are charged: the rest is work for other visitors."""

_COSTLY_AT_ONCE = 0.3
"""Charged seconds that a visitor's keys may take in a row."""

_COSTLY_SHARE = 0.05
"""Charged seconds that they may take in each second from then on."""

_STALE = 5.0
"""Seconds after which the rest of a flood is dropped."""

_MOST_UNREAD = 4096
"""Bytes that wait here above which the channel is not read."""

_RELEASED = 4096
"""Bytes on their way at which painting goes on."""

_ESCAPE = 0.1
"""Seconds after which an Escape without successor is the key."""

_UNANSWERED = 1.0
"""Seconds without a redraw after which a key is taken to have changed nothing."""

_LOOK = 0.05
"""Seconds between two looks at the output on its way."""

_RESIZE = 0.04
"""Seconds in which several changes of size are taken as one."""


_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
_PASTE_MARK = len(_PASTE_ENDS)
_LONGEST_PASTE = 16_384
"""Bytes between the marks of a paste; what follows is left out."""


class Wire(Protocol):
    """The output to one visitor, and the flow of their input."""

    def write(self, data: bytes) -> None:
        """Send bytes."""

    def backlog(self) -> int:
        """Return the number of bytes that were sent and not acknowledged by the client."""

    def pause_reading(self) -> None:
        """Stop to read input; it waits in the client."""

    def resume_reading(self) -> None:
        """Read input again."""


class ChannelDriver(Driver):
    """The driver between one app and one channel."""

    def __init__(
        self,
        app: App[Any],
        *,
        wire: Wire,
        terminal: ClientTerminal,
        limits: Limits,
        figures: Figures,
        when_stalled: Callable[[], None],
        when_painted: Callable[[], None] = lambda: None,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """A driver for a terminal.

        Args:
            app: The app.
            wire: The channel.
            terminal: The visitor's terminal.
            limits: The limits of one visitor.
            figures: Counts render times, and times that painting waited.
            when_stalled: Called once the client has read nothing for too long.
            when_painted: Called when something was painted.
            debug: Textual's option.
            mouse: Textual's option.
            size: Ignored: the size is the terminal's.
        """
        super().__init__(app, debug=debug, mouse=mouse, size=(terminal.columns, terminal.rows))
        self._wire = wire
        self._terminal = terminal
        self._limits = limits
        self._figures = figures
        self._when_stalled = when_stalled
        self._when_painted = when_painted
        self._depth = DepthFilter(terminal.depth)
        self._underlines = underline_source(app, terminal.coloured_underlines)
        self._shortener = StyleShortener(self._underlines)
        self._out: list[str] = []
        self._flushing = False
        self._source = TerminalInput()
        self._unread = bytearray()
        self._pending: deque[Message] = deque()
        self._is_paused = False
        self._is_closed = False
        self._tokens = float(limits.keys_per_second)
        self._tokens_at = self._loop.time()
        self._pump_timer: TimerHandle | None = None
        self._escape_timer: TimerHandle | None = None
        self._resize_timer: TimerHandle | None = None
        self._look_timer: TimerHandle | None = None
        self._painting_pause = PaintingPause(self._app)
        self._held_since = 0.0
        self._asked_at = 0.0
        self._yield_until = 0.0
        self._behind_since = 0.0
        self._pastes = PasteCutter()
        self._work = Allowance(_COSTLY_AT_ONCE, _COSTLY_SHARE, self._loop.time)

    # --- output ---------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Send output, at the end of this turn of the loop."""
        if data.startswith(_POINTER):
            return
        if _TEXT_AT_A_PLACE.search(data):
            self._when_painted()
        self._out.append(self._shortener.shorten(self._depth.convert(data)))
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        text = "".join(self._out)
        self._out.clear()
        if not text or self._is_closed:
            return
        data = encoded(text, self._terminal.charset)
        self._wire.write(_BEGIN_UPDATE + data + _END_UPDATE)
        if self._asked_at:
            self._note_redraw(self._loop.time())
        if not self._held_since and self._wire.backlog() > self._limits.buffered_bytes:
            self._hold()

    def _note_redraw(self, now: float) -> None:
        """Count the time from a key to its redraw; keys that are costly again and again wait."""
        seconds = now - self._asked_at
        self._asked_at = 0.0
        self._figures.count_render(seconds)
        self._yield_until = now + _YIELD_FACTOR * seconds
        self._work.spend(max(0.0, min(seconds, _COSTLY) - _ORDINARY))

    def _hold(self) -> None:
        self._figures.held += 1
        self._held_since = self._loop.time()
        self._painting_pause.begin()
        self._look_timer = self._loop.call_later(_LOOK, self._look)

    def _look(self) -> None:
        """Paint again if the client has read the output; give up if it reads nothing for long."""
        if self._wire.backlog() <= _RELEASED:
            self._held_since = 0.0
            self._asked_at = 0.0
            self._painting_pause.end()
        elif self._loop.time() - self._held_since > self._limits.stalled_seconds:
            self._when_stalled()
        else:
            self._look_timer = self._loop.call_later(_LOOK, self._look)

    # --- input ----------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take input from the visitor."""
        if self._is_closed:
            return
        if not (self._unread or self._pending):
            self._behind_since = self._loop.time()
        self._unread += data
        self._pump()

    def _pump(self) -> None:
        """Pass on as many messages as the app is ready for, and the rest later."""
        if self._pump_timer is not None:
            self._pump_timer.cancel()
            self._pump_timer = None
        self._drop_stale()
        self._read_some()
        while self._pending and self._may_send():
            message = self._pending.popleft()
            self._tokens -= 1
            now = self._loop.time()
            if not self._asked_at or now - self._asked_at > _UNANSWERED:
                self._asked_at = now
            self.process_message(message)
            if not self._pending:
                self._read_some()
        if self._pending or self._unread:
            delay = 0.005 if self._tokens >= 1 else (1 - self._tokens) / self._rate
            delay = max(delay, self._work.seconds_owed())
            self._pump_timer = self._loop.call_later(delay, self._pump)
        self._set_reading(len(self._unread) > _MOST_UNREAD)

    @property
    def _rate(self) -> int:
        return self._limits.keys_per_second

    def _drop_stale(self) -> None:
        """Drop the rest of a flood that has waited long: its keys would act much too late."""
        if len(self._pending) < _FLOOD or self._loop.time() - self._behind_since < _STALE:
            return
        self._pending.clear()
        self._unread.clear()
        self._behind_since = self._loop.time()

    def _may_send(self) -> bool:
        now = self._loop.time()
        if len(self._pending) >= _FLOOD and now < self._yield_until:
            return False
        if self._work.seconds_owed():
            return False
        most = max(1.0, self._rate / 4)
        self._tokens = min(most, self._tokens + (now - self._tokens_at) * self._rate)
        self._tokens_at = now
        return self._tokens >= 1 and self._waiting_messages() < _MOST_WAITING

    def _waiting_messages(self) -> int:
        """Return the number of messages that wait for the app and its screen."""
        screens = self._app.screen_stack[-1:]
        return self._app.message_queue_size + sum(one.message_queue_size for one in screens)

    def _read_some(self) -> None:
        """Parse some input, unless enough messages wait."""
        while self._unread and len(self._pending) < _MOST_PENDING:
            some = bytes(self._unread[:_SLICE])
            del self._unread[:_SLICE]
            self._parse(some)
        if not self._unread:
            if self._escape_timer is not None:
                self._escape_timer.cancel()
            self._escape_timer = self._loop.call_later(_ESCAPE, self._end_escape)

    def _end_escape(self) -> None:
        self._escape_timer = None
        for message in self._source.feed(b""):
            self._pending.append(message)
        if self._pending:
            self._pump_later()

    def _pump_later(self) -> None:
        if self._pump_timer is None:
            self._pump_timer = self._loop.call_later(0, self._pump)

    def _parse(self, data: bytes) -> None:
        for message in self._source.feed(self._pastes.cut(data)):
            self._queue(message)

    def _queue(self, message: Message) -> None:
        """Queue a message; moves of the mouse, and wheel turns of a flood, are dropped."""
        if isinstance(message, events.MouseMove):
            return
        is_wheel = isinstance(message, events.MouseScrollUp | events.MouseScrollDown)
        if is_wheel and len(self._pending) >= _MOST_PENDING // 4:
            return
        if isinstance(message, events.Key | events.Paste | events.MouseEvent):
            self._pending.append(message)

    def _set_reading(self, pause: bool) -> None:
        if pause == self._is_paused:
            return
        self._is_paused = pause
        if pause:
            self._wire.pause_reading()
        else:
            self._wire.resume_reading()

    def send_message(self, message: Message) -> None:
        """Post a message to the app, from its own loop."""
        self._app.post_message(message)

    # --- size -----------------------------------------------------------------------------

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size; of several in a short time only the last counts."""
        self._size = clamped((columns, rows), self._limits)
        if self._resize_timer is None:
            delay = max(_RESIZE, self._work.seconds_owed())
            self._resize_timer = self._loop.call_later(delay, self._send_size)

    def _send_size(self) -> None:
        self._resize_timer = None
        self._asked_at = self._asked_at or self._loop.time()
        assert self._size is not None
        size = Size(*self._size)
        if size == self._app.size and self._app.screen_stack:
            # The terminal had another size for a moment, and has lost what was painted then.
            self._shortener = StyleShortener(self._underlines)
            self._app.screen.refresh()
        self.send_message(events.Resize(size, size))

    # --- begin and end --------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Switch the terminal to the alternate screen and modes of the app."""
        self.write(ENTER)
        self._send_size()

    def stop_application_mode(self) -> None:
        """Switch the terminal back."""
        self.write(LEAVE)

    def disable_input(self) -> None:
        """Read no more input."""
        self._unread.clear()
        self._pending.clear()
        for timer in (self._pump_timer, self._escape_timer, self._resize_timer):
            if timer is not None:
                timer.cancel()
        self._set_reading(pause=False)

    def close(self) -> None:
        """Send the last output, and release everything."""
        if self._is_closed:
            return
        self._flush()
        self._is_closed = True
        self._painting_pause.drop()
        self.disable_input()
        if self._look_timer is not None:
            self._look_timer.cancel()
        with suppress(asyncio.InvalidStateError):
            self._source.close()

    # --- refused: nothing is opened or written on the host --------------------------------

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Do nothing: links are opened by the visitor's own terminal."""

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Do nothing: no file is written on the host."""


class PasteCutter:
    """Cuts long pastes: Textual's parser keeps a paste until its end, which may never come."""

    def __init__(self) -> None:
        self._pasted = 0
        self._tail = b""

    def cut(self, data: bytes) -> bytes:
        """Return the next bytes of the input, without what is too much of a paste."""
        seen = self._tail + data
        self._tail = seen[-_PASTE_MARK:]
        if (end := seen.rfind(_PASTE_ENDS)) >= 0 and end + _PASTE_MARK > len(seen) - len(data):
            was_cut = self._pasted > _LONGEST_PASTE
            self._pasted = 0
            return seen[end:] if was_cut else data
        if self._pasted or _PASTE_BEGINS in seen:
            self._pasted += len(data)
        return b"" if self._pasted > _LONGEST_PASTE else data
