"""Docstrings and names: all public things have them, in plain words."""

from __future__ import annotations

import ast
import re

from .source import ROOT, modules


def test_every_module_says_what_it_is() -> None:
    assert [module.name for module in modules() if not ast.get_docstring(module.tree)] == []


def test_every_public_class_and_function_says_what_it_is() -> None:
    silent = [
        module.where(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _is_inner_or_override(node, module.tree)
    ]

    assert silent == []


def _is_inner_or_override(node: ast.stmt, tree: ast.Module) -> bool:
    """True if it is defined in a function, or in a private class that overrides a base class."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef) and node in ast.walk(outer):
            if outer is not node:
                return True
        elif isinstance(outer, ast.ClassDef) and outer.name.startswith("_") and node in outer.body:
            return True
    return False


def test_no_docstring_opens_like_a_question() -> None:
    """A docstring says in the indicative what the thing does or is."""
    opening = re.compile(r"\s*(What|Whether|Who|Whose|Where|How|Why|Which|When)\b")
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and opening.match(node.value.value)
    ]

    assert wrong == []


def test_modules_are_named_by_words() -> None:
    wrong = [
        module.name
        for module in modules()
        if not re.fullmatch(r"(__init__|__main__|[a-z]+(_[a-z]+)*)\.py", module.name.split("/")[-1])
    ]

    assert wrong == []


def test_nothing_is_left_to_do_in_the_code() -> None:
    left = [
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)
    ]

    assert left == []


def test_every_exception_to_a_rule_says_why() -> None:
    silent = [
        f"{file.relative_to(ROOT)}:{number}"
        for folder in ("explainer", "tests")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# (noqa|type: ignore)(: ?[A-Z0-9, ]+|\[[a-z, -]+\])?\s*$", line)
    ]

    assert silent == []
