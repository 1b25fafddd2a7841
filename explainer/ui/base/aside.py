"""Runs work that only reads in a daemon thread, so that leaving the program does not wait for it.

Python joins the threads of asyncio and of pools before the process ends. That is right for writes
to the record, but a person who leaves should not wait for the parsing of a deck.
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
    """Run work in a daemon thread and return its result; it is dropped when the process ends."""
    done: Future[T] = Future()
    work = partial(copy_context().run, work)
    Thread(target=_set_result, args=(done, work), name="aside", daemon=True).start()
    return await wrap_future(done)


async def run_in_pool(work: Callable[[], T]) -> T:
    """Run work in one of the loop's pooled threads: few, however many visitors ask."""
    return await to_thread(work)


def _set_result(done: Future[T], work: Callable[[], T]) -> None:
    """Run work, and set its result or exception on a future."""
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:
        done.set_exception(error)
    else:
        done.set_result(result)
