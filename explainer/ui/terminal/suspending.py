"""Stops this process until the shell that started it continues it, as Ctrl-Z does elsewhere."""

from __future__ import annotations

import os
import signal


def has_job_control() -> bool:
    """Return True if a shell can continue this process: the process does not lead its session.

    A terminal window or a login that runs the program itself has nobody to return to.
    """
    return os.getpgrp() != os.getsid(0)


def stop_here() -> None:
    """Stop this process and those that started it within its job; return once it goes on.

    The signal goes to the whole job, since the shell waits for the first process of it, which may
    be a wrapper such as `uv run`. A job without a shell goes on at once.
    """
    before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        os.killpg(os.getpgrp(), signal.SIGTSTP)
    finally:
        signal.signal(signal.SIGTSTP, before)
