"""The host's log: a line an event, as text or JSON; nothing in it identifies a visitor."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

from explainer.crash import report_crash

Value = str | int | float | bool
"""A value in a line of the log."""

_MOST_CRASHES = 50
"""Most errors that one process writes to the crash log: visitors cannot fill the disk with them."""


def text_line(event: str, values: dict[str, Value]) -> str:
    """Write an event as `2026-11-21T12:00:00Z session seconds=12.1 end=left`, quoted if needed."""
    words = [f"{name}={_shown(value)}" for name, value in values.items()]
    return " ".join([_now(), event, *words])


def json_line(event: str, values: dict[str, Value]) -> str:
    """Write an event as one JSON object."""
    return json.dumps({"at": _now(), "event": event, **values}, ensure_ascii=True)


class Log:
    """Writes the events of one process; belongs to its loop."""

    def __init__(
        self, write: Callable[[str], None], line: Callable[[str, dict[str, Value]], str] = text_line
    ) -> None:
        """`write` takes a line without its end; `line` formats an event."""
        self._write = write
        self._line = line
        self._crashes: set[tuple[str, str, int]] = set()

    def event(self, event: str, **values: Value) -> None:
        """Write one line."""
        self._write(self._line(event, values))

    def crash(self, event: str, error: Exception) -> None:
        """Write an error of this program to the crash log and one line here, once for each place.

        The line names the kind of error only: its message can quote a visitor.
        """
        frames = traceback.extract_tb(error.__traceback__)
        last = frames[-1] if frames else None
        place = (type(error).__name__, last.filename if last else "", (last and last.lineno) or 0)
        if place in self._crashes or len(self._crashes) >= _MOST_CRASHES:
            return
        self._crashes.add(place)
        self.event(event, error=type(error).__name__, log=report_crash(error))


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return json.dumps(text) if not text or any(c in ' "=\n' for c in text) else text


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
