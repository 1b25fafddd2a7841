"""Helpers: count work, so that a test can show how it grows without a clock."""

from __future__ import annotations

import difflib
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import explainer

_COUNTED = (str(Path(explainer.__file__).parent), difflib.__file__)

_STEEPEST = 2.6
"""Largest growth from 2n to 4n, as a multiple of the growth from n to 2n.

Work in proportion to n gives 2, n log n slightly more, and n squared 4. Constant work cancels out.
"""


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines of Python that some work runs in this package; each round of a loop counts.

    Lines of other packages' parsers are not counted, since we cannot change them.
    """
    count = 0

    def count_line(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return count_line

    def count_ours(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        return count_line if frame.f_code.co_filename.startswith(_COUNTED) else None

    before = sys.gettrace()
    sys.settrace(count_ours)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def assert_grows_in_proportion(measure: Callable[[int], int], n: int) -> None:
    """Assert that the work at n, 2n and 4n grows no faster than they do."""
    small, middle, large = measure(n), measure(2 * n), measure(4 * n)
    found = f"{n}: {small}, {2 * n}: {middle}, {4 * n}: {large}"
    assert large - middle <= _STEEPEST * max(middle - small, n), found


@contextmanager
def counted_sql(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count the instructions that SQLite's virtual machine runs for every connection opened here.

    The one number in the list grows, in hundreds.
    """
    counted = [0]
    connect = sqlite3.connect

    def connect_counted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)

        def count() -> None:
            counted[0] += 1

        connection.set_progress_handler(count, 100)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_counted)
        yield counted
