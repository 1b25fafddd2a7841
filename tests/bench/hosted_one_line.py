"""The yardstick of hosting: a one-line app with the connection, queue and driver of the reader.

Run as `python -m tests.bench.hosted_one_line serve …`, in one process: workers run the reader.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

# Read when Textual is imported, as for the reader.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

from explainer.cli import main
from explainer.serve import screen_session
from explainer.serve.client_terminal import ClientTerminal
from explainer.serve.hosted_app import DriverFactory
from explainer.serve.visitor_session import Visit
from explainer.ui.terminal.textual_private import (
    FreesClosedScreens,
    break_cycles,
    keep_output,
    unhandled_error,
)
from tests.bench.one_line import OneLine


class HostedOneLine(FreesClosedScreens, OneLine):
    """Counts keys; has the members that a session uses of a hosted app."""

    keeps = False
    may_keep = False
    last_words = ""

    def __init__(self, deck: str, driver_class: Any) -> None:
        super().__init__(driver_class=driver_class)
        self.deck = deck
        keep_output(self)

    def place_left(self) -> tuple[str, str]:
        return self.deck, self.deck

    def error(self, *, was_ended: bool) -> Exception | None:
        return unhandled_error(self)

    def dispose_later(self) -> None:
        asyncio.get_running_loop().call_later(0.5, break_cycles, self)

    def leave(self) -> None:
        self.exit()


def make_app(
    visit: Visit,
    terminal: ClientTerminal,
    *,
    make_driver: DriverFactory,
    tell_code: Callable[[str], None],
) -> HostedOneLine:
    """Create the app of one line in place of the reader."""
    return HostedOneLine(next(iter(visit.services.access.visible(visit.visitor))), make_driver)


if __name__ == "__main__":
    screen_session.make_app = make_app  # type: ignore[assignment] # has all that is asked of it
    main()
