"""Reports a bug of the program: a short message, and a log with the traceback."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime

from explainer import __version__

CRASH_EXIT = 70
"""EX_SOFTWARE of sysexits.h."""


def report_crash(error: BaseException) -> str:
    """Write a log of the error to the user's state folder; return the message to show.

    The log has the traceback without the values of variables, which may be a person's answers.
    """
    from platformdirs import user_state_path

    now = datetime.now(UTC)
    lines = [
        f"explainer {__version__}, Python {sys.version.split()[0]}, {now:%Y-%m-%d %H:%M:%S} UTC\n",
        *traceback.format_exception(error),
        "\n",
    ]
    file = user_state_path("explainer", appauthor=False) / "crash.log"
    message = f"explainer: a mistake of ours: {type(error).__name__}."
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with file.open("a", encoding="utf-8") as log:
            log.writelines(lines)
    except OSError:
        return f"{message} The log could not be written."
    return f"{message} What happened stands in {file}."
