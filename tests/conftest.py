"""Helpers: names of test cases that can be read and typed."""

from __future__ import annotations

import os

import pytest

LONGEST_ID = 150
"""Most characters of a test's name with its file and its case."""

_LONGEST_VALUE = 24
_BEGINNING = 16


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one and a half times the number of cores: tests that start commands often wait."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Return the beginning of a long value; pytest takes all of it."""
    if not isinstance(val, str | bytes):
        return None
    text = ascii(val[:_LONGEST_VALUE]).strip("b\"'")
    is_short = len(val) <= _LONGEST_VALUE and len(text) <= _LONGEST_VALUE
    return None if is_short else f"{text[:_BEGINNING]}..{len(val)}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names that are too long to be read."""
    long = [item.nodeid for item in items if len(item.nodeid) > LONGEST_ID]
    if long:
        raise pytest.UsageError(f"Give these cases shorter ids: {[name[:200] for name in long]}")
