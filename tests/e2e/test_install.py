"""The wheel, installed as a user would: everything that is needed is in it."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from explainer import __version__
from explainer.problems import Code
from tests.e2e.reading import is_at
from tests.e2e.terminal import Home, Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("explainer-*.whl")
    return built


def test_the_wheel_holds_code_decks_and_pages_of_codes_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    own = {name for name in names if ".dist-info/" not in name}

    for deck in (ROOT / "content").iterdir():
        files = {file.relative_to(ROOT).as_posix() for file in deck.rglob("*") if file.is_file()}
        assert {f"explainer/{file}" for file in files} <= own
    assert {f"explainer/codes/{code.value}.md" for code in Code} <= own
    assert {name.split("/")[0] for name in own} == {"explainer"}
    assert not [name for name in own if "__pycache__" in name or "/tests/" in name]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert any(name.endswith("entry_points.txt") for name in names)


def test_it_works_from_another_folder_of_a_machine_that_has_only_python(
    wheel: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", str(wheel)], check=True, timeout=300)
    command = str(folder / "bin" / "explainer")
    home = Home(tmp_path / "home")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [command, *arguments],
            cwd="/",
            env=home.environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version").strip() == f"explainer {__version__}"
    assert "apple-alibaba" in run("list")
    assert "Section 1 of" in run("--plain")
    assert run("explain", next(iter(Code)).value)
    with Terminal([command], home.environment(), folder=Path("/")) as terminal:
        terminal.wait_for("Begin", timeout=30)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()
