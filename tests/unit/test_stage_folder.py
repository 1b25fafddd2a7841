"""The private folder that connects a presenter and the class's screens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.problems import ExplainerError
from explainer.ui.teach.relay import stage_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sockets of POSIX systems")

PRINT = "from explainer.ui.teach.relay import stage_folder; print(stage_folder())"


def said(**environment: str) -> subprocess.CompletedProcess[str]:
    """The output of a fresh Python about the folder, since a library may warn only once in each."""
    kept = {key: value for key, value in os.environ.items() if key != "XDG_RUNTIME_DIR"}
    return subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o777


def test_where_the_system_has_no_runtime_folder_a_private_one_is_made_without_a_word(
    tmp_path: Path,
) -> None:
    done = said(TMPDIR=str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    folder = Path(done.stdout.strip())
    assert mode(folder) == 0o700
    assert folder.stat().st_uid == os.getuid()
    if folder.is_relative_to(tmp_path):
        assert mode(folder.parent) == 0o700


def test_a_runtime_folder_that_others_may_open_is_passed_over_without_a_word(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)

    done = said(TMPDIR=str(tmp_path), XDG_RUNTIME_DIR=str(shared))

    assert (done.returncode, done.stderr) == (0, "")
    assert mode(Path(done.stdout.strip())) == 0o700


def test_a_folder_that_others_may_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "explainer").mkdir(mode=0o755)

    with pytest.raises(ExplainerError, match="is not private"):
        stage_folder()


def test_a_folder_below_somebody_elses_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    monkeypatch.setattr(
        "explainer.ui.teach.relay.user_runtime_path", lambda *_, **__: theirs / "explainer"
    )
    if os.getuid() == 0:
        os.chown(theirs, 12345, 12345)
    else:  # only root can give a folder to another; anybody else is then the other one
        monkeypatch.setattr(os, "getuid", lambda: 12345)

    with pytest.raises(ExplainerError, match="is somebody else's"):
        stage_folder()
