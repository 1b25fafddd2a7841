"""The yardstick of hosting: the one-line app behind the same door, gate and driver as the reader.

Run as `python -m tests.bench.hosted_one_line serve …`, in one process: workers know nothing of it.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import Any

# Read when Textual is imported, as for the reader.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

from explainer.cli import main
from explainer.deck.loader import OpenDeck
from explainer.serve import screen_visit
from explainer.serve.driver import ChannelDriver
from explainer.serve.shelf import Wanted
from explainer.serve.visit import Visit
from explainer.ui.terminal.textual_private import NodesToBreak, keep_output
from tests.bench.one_line import OneLine


@dataclass(frozen=True)
class _Sitting:
    """As much of a reader's session as the last line on a visitor's screen needs."""

    opened: OpenDeck
    record: None = None
    may_keep: bool = False

    def section_index(self, section: str) -> int | None:
        return None


class HostedOneLine(NodesToBreak, OneLine):
    """Counts keys, among others in one process."""

    def __init__(self, opened: OpenDeck, painted: asyncio.Event, driver_class: Any) -> None:
        super().__init__(driver_class=driver_class)
        self.session = _Sitting(opened)
        self._painted = painted
        self.last_words = ""
        keep_output(self)

    def on_mount(self) -> None:
        self.call_after_refresh(self._painted.set)

    def leave(self) -> None:
        """What a host calls to end a session."""
        self.exit()


def make_app(
    visit: Visit, wanted: Wanted, visible: dict[str, OpenDeck], painted: asyncio.Event
) -> HostedOneLine:
    """What `screen_visit` makes, of one line."""

    def make_driver(app: HostedOneLine, **named: Any) -> ChannelDriver:
        assert visit.terminal is not None
        visit.driver = ChannelDriver(
            app,
            wire=visit.wire,
            terminal=visit.terminal,
            limits=visit.host.limits,
            figures=visit.host.figures,
            when_stalled=visit.stalled,
            **named,
        )
        return visit.driver

    return HostedOneLine(next(iter(visible.values())), painted, make_driver)


if __name__ == "__main__":
    screen_visit._make_app = make_app  # type: ignore[assignment] # all that a visit asks of an app
    main()
