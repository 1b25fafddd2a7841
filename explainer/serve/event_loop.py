"""The event loop that a host and the apps of its visitors share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class SharedLoop(asyncio.SelectorEventLoop):
    """An event loop that starts every task in its next turn, on every version of Python.

    Since Python 3.12 each Textual app sets `asyncio.eager_task_factory` on the loop that it runs
    on, and so for everything else on that loop. asyncssh cannot work with it: it creates an object
    for the login method, whose constructor creates a task, and stores the object after that. A task
    that runs at once finds another object stored, takes itself for outdated and sends no answer, so
    that a client that offers a key waits for ever.
    """

    def set_task_factory(self, factory: Callable[..., Any] | None) -> None:
        """Set a task factory; the eager one is ignored."""
        if factory is None or factory is not getattr(asyncio, "eager_task_factory", None):
            super().set_task_factory(factory)


def run_shared(main: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end on a new `SharedLoop`."""
    with asyncio.Runner(loop_factory=SharedLoop) as runner:
        runner.run(main)
