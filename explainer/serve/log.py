"""The host's log: a line an event, for people or as JSON; nothing in it identifies a visitor."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

Value = str | int | float | bool


def text_line(event: str, values: dict[str, Value]) -> str:
    """`2026-11-21T12:00:00Z session seconds=12.1 end=left`; what has blanks is quoted."""
    words = [f"{name}={_shown(value)}" for name, value in values.items()]
    return " ".join([_now(), event, *words])


def json_line(event: str, values: dict[str, Value]) -> str:
    """The same as one JSON object."""
    return json.dumps({"at": _now(), "event": event, **values}, ensure_ascii=True)


class Log:
    """Writes events."""

    def __init__(
        self, write: Callable[[str], None], line: Callable[[str, dict[str, Value]], str] = text_line
    ) -> None:
        """`write` takes a line without its end; `line` makes one."""
        self._write = write
        self._line = line

    def event(self, event: str, **values: Value) -> None:
        """Write one line."""
        self._write(self._line(event, values))


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return json.dumps(text) if not text or any(c in ' "=\n' for c in text) else text


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
