"""The folder with the lessons of one person: their logs, and who is there now.

Beside each log `ID.lesson` stand locks: `ID.presenter` while it is presented, and `ID.screen-…` for
every screen of the class.
"""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import time

from platformdirs import user_data_path

from explainer.lesson.event import Entry
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.presence import Presence, is_present
from explainer.problems import ExplainerError

SUFFIX = ".lesson"
"""Ending of the name of a log."""

_STAMP = "%Y%m%d-%H%M%S-%f"
"""Form of the time with which the name of a log begins; names sort as the times do."""

NAMES_KEPT = 30 * 24 * 3600.0
"""Seconds after which the names of participants are deleted, unless they are kept."""

_RESUMED_WITHIN = 12 * 3600.0
"""Seconds after its last event within which a lesson that was cut off goes on."""


class LessonFolder:
    """The lessons in a folder that nobody else on the machine can open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """Path of the folder."""

    def new(self) -> Path:
        """Return the path of the log of a new lesson."""
        stamp = datetime.now(UTC).strftime(_STAMP)
        return self.path / f"{stamp}-{token_hex(3)}{SUFFIX}"

    def presented(self) -> Path | None:
        """Return the log of the newest lesson that is presented now; None if there is none."""
        return next((one for one in self.lessons() if is_present(presenter_lock(one))), None)

    def cut_off(self, deck: str, route: str) -> Path | None:
        """Return the log of the newest lesson of a deck that did not end and can go on.

        Args:
            deck: Path of the deck.
            route: Id of the route; empty for the whole deck.
        """
        for path in self.lessons():
            if is_present(presenter_lock(path)):
                continue
            state = _state_of(path)
            if state is None or state.began is None:
                continue
            if (state.began.deck, state.began.route) == (deck, route):
                is_recent = time() - state.at < _RESUMED_WITHIN
                return path if is_recent and not state.has_ended else None
        return None

    def lessons(self) -> list[Path]:
        """Return the logs, the newest first: their names begin with the time."""
        return sorted(self.path.glob(f"*{SUFFIX}"), reverse=True)

    def forget_names(self) -> None:
        """Delete the names of participants from lessons of more than 30 days ago.

        Lessons whose names are kept, are presented now or cannot be read stay as they are.
        """
        oldest = datetime.fromtimestamp(time() - NAMES_KEPT, UTC).strftime(_STAMP)
        for path in self.lessons():
            if path.name >= oldest:
                continue
            state = _state_of(path)
            names = state.participants.values() if state is not None else ()
            if state is None or state.keeps_names or not any(one.name for one in names):
                continue
            presence = open_presence(presenter_lock(path))
            if presence is None:
                continue
            log = LessonFile(path)
            try:
                log.forget_names()
            except LessonUnusable:
                continue  # another time
            finally:
                log.close_now()
                presence.give_up()

    def delete(self, log: Path) -> None:
        """Delete a lesson.

        Raises:
            ExplainerError: it is presented now.
        """
        presence = open_presence(presenter_lock(log))
        if presence is None:
            raise ExplainerError("This lesson is presented now; end it first.")
        for path in self.path.glob(f"{log.stem}.*"):
            path.unlink(missing_ok=True)
        presence.give_up()


def _state_of(path: Path) -> LessonState | None:
    """Return the state of a lesson; None if its log cannot be read."""
    log = LessonFile(path)
    state = LessonState()
    try:
        while entries := log.read(state.position):
            state = folded(entries, state)
    except LessonUnusable:
        return None
    finally:
        log.close_now()
    return state


def read_all(log: LessonFile) -> list[Entry]:
    """Return every entry of a log.

    Raises:
        LessonUnusable: it cannot be read.
    """
    found: list[Entry] = []
    while entries := log.read(found[-1].position if found else 0):
        found.extend(entries)
    return found


def presenter_lock(log: Path) -> Path:
    """Return the path of the lock that the presenter of a lesson holds."""
    return log.with_suffix(".presenter")


def screen_lock(log: Path, screen: str) -> Path:
    """Return the path of the lock that a screen of the class holds."""
    return log.with_suffix(f".screen-{screen}")


def lesson_folder() -> LessonFolder:
    """Return the folder of the person who runs this.

    Raises:
        ExplainerError: it belongs to somebody else, or others may open it.
    """
    if os.name != "posix":
        raise ExplainerError("A lesson needs the file locks of POSIX systems.")
    path = user_data_path("explainer", appauthor=False) / "lessons"
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = path.lstat()
    except OSError as error:
        raise ExplainerError(f"There is no folder to keep a lesson in: {error}") from error
    is_private = stat.S_ISDIR(about.st_mode) and not about.st_mode & 0o077
    if not is_private or about.st_uid != os.getuid():
        message = f"The folder {path} is not private, so no lesson is kept in it. "
        raise ExplainerError(f"{message}Give it to yourself alone: chmod 700 {path}")
    return LessonFolder(path)


def open_presence(lock: Path) -> Presence | None:
    """Take a lock; None if another process has it."""
    presence = Presence(lock)
    return presence if presence.take() else None
