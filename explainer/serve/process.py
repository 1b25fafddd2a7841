"""Set-up that the acceptor and its workers have in common: their log and their loop's errors."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress

from explainer.serve.config import Config
from explainer.serve.log import Log, json_line, text_line

HOLD_LIMIT = 2.0
"""Seconds for which one session may hold the loop, before the watchdog ends it."""


def make_log(config: Config) -> Log:
    """Create the log, which goes to this process's standard error."""
    for name in ("asyncssh", "asyncio"):
        # Their messages are about what a client did, with its address.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    line = json_line if config.json_log else text_line

    def write(text: str) -> None:
        stream = sys.__stderr__
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.write(text + "\n")
                stream.flush()

    return Log(write, line)


def quiet_loop(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    """Log errors that nobody handled as one line; their traceback goes to the crash log."""

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        # Errors of the system are those of connections that clients closed.
        if isinstance(error, Exception) and not isinstance(error, OSError):
            log.crash("crash", error)

    loop.set_exception_handler(handle)
