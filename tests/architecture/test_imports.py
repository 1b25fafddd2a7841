"""What importing a part of the package brings with it; import-linter keeps the layers."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from explainer import __version__

from .source import Module, dotted, imported, modules

HEADLESS = ["textual", "asyncssh", "aiohttp"]

NOT_AT_THE_START = [
    "markdown_it",
    "mdit_py_plugins",
    "pygments",
    "pylatexenc",
    "rich.console",
    "rich.markdown",
    "rich.syntax",
    "tomli",
    "yaml",
    "tree_sitter",
    "tree_sitter_toml",
    "fsrs",
    "re2",
    "resource",
    "sqlite3",
    "explainer.check",
    "explainer.deck.data_file",
    "explainer.deck.evidence_file",
    "explainer.deck.fields",
    "explainer.deck.folder.folder_deck",
    "explainer.deck.manifest_file",
    "explainer.deck.theme_name",
    "explainer.ui.base.published_palettes",
    "explainer.deck.markdown",
    "explainer.deck.plain_deck",
    "explainer.deck.position",
    "explainer.deck.question_file",
    "explainer.deck.reference_check",
    "explainer.deck.section_file",
    "explainer.deck.text_file",
    "explainer.deck.toml_file",
    "explainer.importers",
    "explainer.learner.history",
    "explainer.learner.record_file",
    "explainer.quiz",
    "explainer.render.chart",
    "explainer.render.facet",
    "explainer.render.table.bar_column",
    "explainer.render.table.cell_bar",
    "explainer.render.glossary",
    "explainer.render.ledger",
    "explainer.render.origin",
    "explainer.render.plain",
    "explainer.render.problem",
    "explainer.render.search_match",
    "explainer.render.source_list",
    "explainer.render.math",
    "explainer.render.timeline",
    "explainer.serve",
    "explainer.ui.base.announcing",
    "explainer.ui.base.answers_shown",
    "explainer.ui.base.finder",
    "explainer.ui.base.help_lines",
    "explainer.ui.base.legend",
    "explainer.ui.decks",
    "explainer.ui.desk",
    "explainer.ui.every_command",
    "explainer.ui.figures",
    "explainer.ui.library",
    "explainer.ui.overlays",
    "explainer.ui.practice_menu",
    "explainer.ui.progress_keeping",
    "explainer.ui.quiz",
    "explainer.ui.reader.finding",
    "explainer.ui.reader.link_place",
    "explainer.ui.reader.listing_screen",
    "explainer.ui.reader.ending_screen",
    "explainer.ui.reader.overview_screen",
    "explainer.ui.reader.palette_entries",
    "explainer.ui.reader.passage_screen",
    "explainer.ui.reader.reader_help",
    "explainer.ui.reader.search_screen",
    "explainer.ui.reader.title_screen",
    "explainer.ui.review",
    "explainer.ui.teach",
    "explainer.ui.terminal.terminal_driver",
]
"""Modules and packages that the first page of a kept deck does not need.

An import inside a function is allowed for these alone: it keeps the start short. `rich.console` is
passed over where Textual itself imports it.
"""

LATE_FOR_ANOTHER_REASON = {
    (
        "explainer/ui/base/painted_app.py",
        "explainer.ui.terminal.suspending",
    ): "few people suspend it, and a host has no job to suspend",
    ("explainer/crash.py", "platformdirs"): "a crash may come before anything else was imported",
    ("explainer/learner/record_file.py", "fcntl"): "only POSIX systems have it",
    ("explainer/lesson/presence.py", "fcntl"): "only POSIX systems have it",
    (
        "explainer/ui/base/link_opening.py",
        "explainer.ui.terminal.browser",
    ): "few people open a link, and it needs subprocess",
    ("explainer/deck/slides/notebook.py", "nbformat"): "it is an extra, for notebooks alone",
    ("explainer/render/charset.py", "rich.cells"): "every command has it, few need its tables",
}
"""Imports inside functions that have another reason, by file and module."""

_OWN_WORLDS = "explainer/cli/"
"""Each command imports its own world when it runs, so that `--version` imports none."""


def _loaded_by(statement: str) -> set[str]:
    """Names of the modules that a statement loads in a fresh interpreter."""
    script = (
        f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement",
    [
        "import explainer.problems",
        "import explainer.deck.loader",
        "import explainer.deck.plain_deck",
        "import explainer.deck.position",
        "import explainer.render.plain",
        "import explainer.render.layout",
        "import explainer.render.problem",
        "import explainer.learner.record",
        "import explainer.learner.plain_quiz",
        "import explainer.learner.plain_desk",
        "import explainer.quiz.result",
        "import explainer.quiz.writers.gift_writer",
        "import explainer.importers.question_import",
        "import explainer.check.deck_check",
        "import explainer.cli",
    ],
)
def test_what_needs_no_screen_loads_no_screen_and_no_network(statement: str) -> None:
    assert _loaded_by(statement) & set(HEADLESS) == set()


def test_the_start_of_the_reader_loads_nothing_that_the_first_page_does_not_need() -> None:
    by_textual = _loaded_by("import textual.app, textual.screen, textual.widget, textual.command")
    loaded = _loaded_by("import explainer.ui.start.reader_start") - by_textual

    assert {name for name in loaded if _is_late(name)} == set()


def test_an_import_inside_a_function_keeps_the_start_short_or_has_a_reason() -> None:
    late = {
        (module.name, name)
        for module in modules()
        if not module.name.startswith(_OWN_WORLDS)
        for name in _imported_in_functions(module)
        if not _is_late(name)
    }

    assert late == set(LATE_FOR_ANOTHER_REASON)


def _is_late(name: str) -> bool:
    return any(name == late or name.startswith(f"{late}.") for late in NOT_AT_THE_START)


def _imported_in_functions(module: Module) -> Iterator[str]:
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                yield from imported(node)


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {dotted(module.name) for module in modules()}
    imports = {
        dotted(module.name): {
            found
            for node in ast.walk(module.tree)
            for name in imported(node, with_members=True)
            if (found := _module_of(name, names)) and found != dotted(module.name)
        }
        for module in modules()
    }

    assert [circle for circle in _strongly_connected(imports) if len(circle) > 1] == []


def _module_of(name: str, names: set[str]) -> str:
    """The module of the package that a dotted name is, or is in; nothing for others."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name


def _strongly_connected(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that reach each other (Tarjan, SIAM J. Comput. 1 (2), 1972)."""
    found: list[list[str]] = []
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            at = stack.index(name)
            found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in order:
            visit(name)
    return found


def test_the_version_is_told_without_a_screen_or_a_deck() -> None:
    statement = (
        "from explainer.cli import main\nsys.argv = ['explainer', '--version']\n"
        "try: main()\nexcept SystemExit: pass"
    )
    loaded = _loaded_by(statement)

    assert loaded & {*HEADLESS, *NOT_AT_THE_START, "explainer.deck", "explainer.ui"} == set()


def test_the_package_itself_loads_nothing() -> None:
    own = {name for name in _loaded_by("import explainer") if name.startswith("explainer")}

    assert own == {"explainer"}
    assert __version__


def test_plain_text_of_a_deck_loads_no_screen() -> None:
    statement = (
        "from explainer.cli import main\nsys.argv = ['explainer', '--plain']\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert _loaded_by(statement) & {*HEADLESS, "explainer.ui"} == set()
