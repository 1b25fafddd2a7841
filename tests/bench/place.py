"""Where measured programs run: homes of their own, with bytecode compiled once before."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.terminal import EXPLAINER, Home

ONE_LINE = [sys.executable, str(Path(__file__).with_name("one_line.py"))]
"""The yardstick's command."""


@dataclass(frozen=True)
class Place:
    """A folder that everything measured lives in."""

    folder: Path
    """Temporary; thrown away at the end."""

    def environment(self, home: Home) -> dict[str, str]:
        """The environment of a measured program: bytecode is kept, as it is where pip installed."""
        return home.environment(PYTHONPYCACHEPREFIX=str(self.folder / "bytecode"))

    def home(self, name: str) -> Home:
        """A home of that name; the same one each time."""
        return Home(self.folder / name)

    def fresh_home(self, name: str) -> Home:
        """A home of that name with nothing in it."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return Home(self.folder / name)


def explainer(*arguments: str) -> list[str]:
    """The measured command."""
    return [EXPLAINER, *arguments]
