"""The tests of the screens look at what was painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.drivers import headless_driver

from tests.ui.screen_driver import ScreenDriver


@pytest.fixture(scope="session", autouse=True)
def screens_that_are_painted() -> Iterator[None]:
    """Give the apps of all tests a driver that paints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headless_driver, "HeadlessDriver", ScreenDriver)
        yield
