"""Runs work that only reads in a thread of its own, which nobody waits for when they leave.

A thread of asyncio's or of a pool is joined before the process ends: right for what writes to the
record, but whoever leaves should not wait until a deck is parsed that they no longer want to read.
"""

from __future__ import annotations

from asyncio import to_thread, wrap_future
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def run_aside(work: Callable[[], T]) -> T:
    """Run work off the loop, and give what it gives; the end of the process ends it too."""
    done: Future[T] = Future()
    work = partial(copy_context().run, work)
    Thread(target=_settle, args=(done, work), name="aside", daemon=True).start()
    return await wrap_future(done)


async def run_in_pool(work: Callable[[], T]) -> T:
    """Run work in one of the loop's threads, which are few however many visitors ask."""
    return await to_thread(work)


def _settle(done: Future[T], work: Callable[[], T]) -> None:
    """Do some work, and pass on what it gives or raises to whoever waits for it."""
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:
        done.set_exception(error)
    else:
        done.set_result(result)
