"""Helpers: a driver whose screen is what a terminal makes of everything written to it."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from explainer.ui.terminal.sgr import StyleShortener
from explainer.ui.terminal.textual_private import paint_in_true_colour
from tests.e2e.terminal import Cells, Model
from tests.ui.panes import NO_WRAP


class ScreenDriver(HeadlessDriver):
    """Writes the same as the reader's drivers, to a terminal that only a test looks at.

    An app without a screen could only be asked to draw all of it, which may differ from what it
    sent.
    """

    def __init__(self, app: App[Any], **named: Any) -> None:
        super().__init__(app, **named)
        paint_in_true_colour(app)
        self._shortener = StyleShortener()
        self._waiting: list[str] = []
        self.written = 0
        """Number of characters written so far."""
        self._model = Model(*self._get_terminal_size())
        self._model.feed(NO_WRAP)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        size = self._get_terminal_size()
        if size != (self._model.screen.columns, self._model.screen.lines):
            self._read()
            self._model.screen.resize(size[1], size[0])
        shortened = self._shortener.shorten(data)
        self.written += len(shortened)
        self._waiting.append(shortened)

    def _read(self) -> None:
        self._model.feed("".join(self._waiting).encode())
        self._waiting.clear()

    @property
    def lines(self) -> list[str]:
        """Return the rows of the screen."""
        self._read()
        return [line.rstrip() for line in self._model.screen.display]

    @property
    def cells(self) -> Cells:
        """Return the visible cells of the screen."""
        self._read()
        return self._model.screen.cells()
