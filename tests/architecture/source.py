"""The package's modules, parsed once for all architecture tests."""

from __future__ import annotations

import ast
import io
import tokenize
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


def dotted(name: str) -> str:
    """The name by which a module is imported, from its path."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(node: ast.AST, *, with_members: bool = False) -> Iterator[str]:
    """The modules that a statement imports; `with_members`, also what it takes from them."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        if with_members:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


_NO_CODE = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
            tokenize.ENDMARKER)  # fmt: skip


def code_lines(module: Module) -> frozenset[int]:
    """The numbers of the lines of a module that hold code: no docstrings, comments, empty lines."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(module.tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if _is_docstring(statement):
                lines.difference_update(range(statement.lineno, statement.end_lineno + 1))
    return frozenset(lines)


def _is_docstring(statement: ast.stmt) -> bool:
    """Whether a statement is a text alone: a docstring, or the line that tells of a field."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
