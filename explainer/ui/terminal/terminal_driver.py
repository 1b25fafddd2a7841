"""Driver for this process's own terminal: Textual's, with shorter output."""

from __future__ import annotations

import os
import select
import signal
import sys
from types import FrameType
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from explainer.render.charset import in_charset
from explainer.ui.terminal.sgr import StyleShortener
from explainer.ui.terminal.terminal_input import TerminalInput
from explainer.ui.terminal.textual_private import write_to
from explainer.ui.terminal.underline import underline_source

_ESCAPE_TIMEOUT = 0.1
"""Seconds after which a lone Escape counts as the key; also between checks for the end."""


class TerminalDriver(LinuxDriver):
    """Writes the same as Textual's driver in about half of the bytes; reads keys only."""

    def __init__(self, *args: Any, coloured_underlines: bool = False, **kwargs: Any) -> None:
        """`coloured_underlines` is True if the terminal has them; the rest is Textual's."""
        super().__init__(*args, **kwargs)
        self._underlines = underline_source(self._app, coloured_underlines)
        self._shortener = StyleShortener(self._underlines)
        self._charset = "utf-8"
        self._is_set_up = False
        if sys.__stdout__ is not None:
            write_to(self, sys.__stdout__)
            self._charset = sys.__stdout__.encoding

    def start_application_mode(self) -> None:
        """Set the terminal up, and watch for changes of its size; called again after a suspend.

        Nothing is done for a process that is told to go on though it was not stopped, or is told
        twice: a mode that is set twice would still be set once it is left.
        """
        if self._is_set_up:
            return
        self._shortener = StyleShortener()
        super().start_application_mode()  # type: ignore[no-untyped-call] # untyped in Textual
        told = signal.getsignal(signal.SIGWINCH)

        def changed(number: int, frame: FrameType | None) -> None:
            # The terminal may have lost its picture, even if it has the same size again.
            self._shortener = StyleShortener(self._underlines)
            if callable(told):
                told(number, frame)

        signal.signal(signal.SIGWINCH, changed)

    def stop_application_mode(self) -> None:
        """Restore the terminal."""
        super().stop_application_mode()
        self._is_set_up = False

    def write(self, data: str) -> None:
        """Write to the terminal, shortened and in its charset."""
        super().write(in_charset(self._shortener.shorten(data), self._charset))

    def run_input_thread(self) -> None:
        """Read the terminal until the driver is closed; if the terminal is gone, the app leaves."""
        self._is_set_up = True
        source = TerminalInput()
        try:
            while not self.exit_event.is_set():
                ready, _, _ = select.select([self.fileno], [], [], _ESCAPE_TIMEOUT)
                try:
                    data = os.read(self.fileno, 4096) if ready else b""
                except OSError:
                    data = b""
                if ready and not data:
                    self._leave()
                    break
                for message in source.feed(data):
                    self.process_message(message)
        finally:
            source.close()

    def _leave(self) -> None:
        """Tell the app to leave, as its key does; called from the thread that reads."""
        leave = getattr(self._app, "action_leave", self._app.exit)
        self._app.call_later(leave)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Do nothing: the terminal itself opens links."""
