"""What importing a part of the package brings with it; import-linter keeps the layers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from explainer import __version__

HEADLESS = ["textual", "asyncssh", "aiohttp"]

NOT_AT_THE_START = [
    "markdown_it",
    "mdit_py_plugins",
    "pygments",
    "rich.console",
    "rich.markdown",
    "rich.syntax",
    "tomli",
    "tree_sitter",
    "tree_sitter_toml",
    "fsrs",
    "re2",
    "explainer.check",
    "explainer.importers",
    "explainer.learner.history",
    "explainer.learner.record_file",
    "sqlite3",
    "explainer.quiz",
    "explainer.deck.markdown",
    "explainer.deck.position",
    "explainer.render.plain",
]
"""What the first screen of a kept deck does not need, and what would be much of its start.

`rich.console` is left out of the list where Textual itself imports it.
"""


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


def test_the_start_of_the_reader_loads_no_parser() -> None:
    by_textual = _loaded_by("import textual.app, textual.screen, textual.widget, textual.command")
    loaded = _loaded_by("import explainer.ui.start.reader_start") - by_textual

    assert loaded & set(NOT_AT_THE_START) == set()


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
