"""What only one place may touch: the environment, output, everything that can go wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .source import Module, modules

MAY_READ_THE_ENVIRONMENT = ("explainer/cli/", "explainer/serve/")
MAY_PRINT = ("explainer/ui/start/reader_start.py",)
MAY_CATCH_EVERYTHING = {"explainer/cli/__init__.py:_run", "explainer/ui/base/aside.py:_set_result"}
"""The command line's last resort, and what passes everything on from a thread to whoever waits."""

_CACHES = {"lru_cache", "cache", "cached_property"}


def _names(node: ast.AST) -> Iterator[str]:
    """The dotted names that a module uses."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute):
            yield _dotted(inner)
        elif isinstance(inner, ast.ImportFrom):
            yield from (f"{inner.module}.{alias.name}" for alias in inner.names)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_the_environment_is_read_by_the_command_line_and_the_server_only() -> None:
    readers = {
        module.name
        for module in modules()
        for name in _names(module.tree)
        if name in ("os.environ", "os.getenv", "os.putenv", "os.environb", "os.path.expandvars")
    }

    assert {name for name in readers if not name.startswith(MAY_READ_THE_ENVIRONMENT)} == set()


def test_nothing_prints_but_the_last_word_after_the_screen() -> None:
    printers = [
        module.where(node)
        for module in modules()
        if module.name not in MAY_PRINT
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and _dotted(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
    ]

    assert printers == []


def test_everything_is_caught_in_one_place() -> None:
    broad = [
        f"{module.where(handler)} in {function}"
        for module in modules()
        for function, handler in _handlers(module)
        if _is_broad(handler) and f"{module.name}:{function}" not in MAY_CATCH_EVERYTHING
    ]

    assert broad == []


def _handlers(module: Module) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """Every `except`, with the function that it stands in."""
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ExceptHandler):
                    yield function.name, node


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(_dotted(one) in ("Exception", "BaseException") for one in types)


def test_errors_are_not_suppressed_wholesale() -> None:
    broad = [
        module.where(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and _dotted(node.func).split(".")[-1] == "suppress"
        and any(_dotted(argument) in ("Exception", "BaseException") for argument in node.args)
    ]

    assert broad == []


def test_no_method_keeps_results_for_all_sessions() -> None:
    kept = [
        module.where(method)
        for module in modules()
        for cls in ast.walk(module.tree)
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in method.decorator_list
        if _decorator(decorator) in _CACHES - {"cached_property"}
    ]

    assert kept == []


def _decorator(node: ast.expr) -> str:
    return _dotted(node.func if isinstance(node, ast.Call) else node).split(".")[-1]


def test_no_class_and_no_module_holds_state_that_sessions_would_share() -> None:
    shared = [
        module.where(statement)
        for module in modules()
        for body in [module.tree.body, *(cls.body for cls in _plain_classes(module))]
        for statement in body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and _is_empty_container(statement.value)
    ]

    assert shared == []


def _plain_classes(module: Module) -> Iterator[ast.ClassDef]:
    """Classes whose attributes are the class's own: no record types, which copy their defaults."""
    for node in ast.walk(module.tree):
        bases = [_dotted(base) for base in node.bases] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.ClassDef) and "msgspec.Struct" not in bases:
            yield node


def _is_empty_container(value: ast.expr | None) -> bool:
    """Whether a value is made to be filled: an empty list, dict or set, or a call that makes one.

    Constants that are full from the beginning are not: nobody fills them. Textual asks for an empty
    set in one place, which its own code replaces.
    """
    if isinstance(value, ast.List | ast.Dict):
        return not (value.elts if isinstance(value, ast.List) else value.keys)
    return (
        isinstance(value, ast.Call)
        and not value.args
        and _dotted(value.func).split(".")[-1]
        in ("list", "dict", "defaultdict", "Counter", "deque", "OrderedDict", "WeakKeyDictionary")
    )


BROWSER = "explainer/ui/terminal/browser.py"
"""The one module that starts a process: for an address that was checked and that a person chose."""


def test_nothing_in_the_package_runs_what_a_deck_says() -> None:
    dangerous = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.loads",
                 "pickle.load", "marshal.loads", "webbrowser.open"}  # fmt: skip
    found = [
        module.where(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _dotted(node.func) in dangerous
    ]
    imports = [
        f"{module.name} imports {name}"
        for module in modules()
        for name in _imported(module)
        if name.split(".")[0] in ("pickle", "marshal", "shelve", "webbrowser", "subprocess")
        and module.name != BROWSER
    ]

    assert found + imports == []


def _imported(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_private_name_of_textual_is_in_one_file() -> None:
    private = [
        f"{module.where(node)} {node.module}.{alias.name}"
        for module in modules()
        if module.name != "explainer/ui/terminal/textual_private.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual")
        for alias in node.names
        if alias.name.startswith("_") or "._" in (node.module or "")
    ]

    assert private == []


def test_only_the_reader_imports_textuals_app_and_widgets() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        if not module.name.startswith(("explainer/ui/", "explainer/serve/"))
        for name in _imported(module)
        if name.split(".")[0] == "textual"
        and not (module.name == "explainer/render/terminal.py" and name == "textual.content")
    ]

    assert wrong == []
