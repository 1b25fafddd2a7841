"""The driver for this process's own terminal: Textual's, with shorter writes."""

from __future__ import annotations

from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from explainer.ui.sgr import StyleShortener


class TerminalDriver(LinuxDriver):
    """Writes what Textual writes, in about half of the bytes, and opens nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shortener = StyleShortener()

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(self._shortener.shorten(data))

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Never open anything: links are the terminal's business."""
