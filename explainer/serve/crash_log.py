"""Mistakes of ours, each written down once: a visitor who causes one cannot fill the disk."""

from __future__ import annotations

import traceback

from explainer.crash import report_crash

_MOST = 50
"""Mistakes that one process writes down."""


class CrashLog:
    """Remembers where mistakes happened."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, int]] = set()

    def report(self, error: Exception) -> str:
        """Write an error down; gives what to say of it, or nothing where it is known already."""
        frames = traceback.extract_tb(error.__traceback__)
        last = frames[-1] if frames else None
        place = (type(error).__name__, last.filename if last else "", (last and last.lineno) or 0)
        if place in self._seen or len(self._seen) >= _MOST:
            return ""
        self._seen.add(place)
        return report_crash(error)
