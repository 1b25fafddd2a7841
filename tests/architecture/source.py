"""The package's modules, parsed once for all architecture tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Module(NamedTuple):
    """One module of the package."""

    name: str
    """Its path from the repository's root, with `/`."""
    text: str
    tree: ast.Module

    def where(self, node: ast.expr | ast.stmt | ast.excepthandler) -> str:
        """Where a node stands, as editors take it."""
        return f"{self.name}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of `explainer`."""
    return tuple(_parsed())


def _parsed() -> Iterator[Module]:
    for file in sorted((ROOT / "explainer").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        yield Module(file.relative_to(ROOT).as_posix(), text, ast.parse(text))
