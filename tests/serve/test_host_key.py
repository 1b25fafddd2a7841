"""The host's key: created once, the same for all processes, and refused if others could read it."""

from __future__ import annotations

import os
import stat
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncssh
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.serve import host_key
from explainer.serve.host_key import HostKeyUnusable, fingerprint, load_host_key

KEY = asyncssh.generate_private_key("ssh-ed25519")


def written(path: Path, data: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    return path


def flipped(at: int) -> bytes:
    data = bytearray(KEY.export_private_key())
    data[at % len(data)] ^= 1
    return bytes(data)


def test_the_first_start_makes_an_ed25519_key_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "explainer" / "host_key"

    key = load_host_key(path)

    assert key.get_algorithm() == "ssh-ed25519"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes().startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----\n")
    assert list(path.parent.iterdir()) == [path]


def test_every_later_start_has_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "host_key"
    first, before = load_host_key(path), path.read_bytes()

    assert load_host_key(path).public_data == first.public_data
    assert path.read_bytes() == before


def test_processes_that_start_together_have_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "new" / "host_key"
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda _: load_host_key(path), range(16)))

    assert len({key.public_data for key in keys}) == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_another_process_makes_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "host_key"
    link = os.link

    def late(source: str, target: Path) -> None:
        written(path, KEY.export_private_key())
        link(source, target)

    monkeypatch.setattr(host_key.os, "link", late)

    assert load_host_key(path).public_data == KEY.public_data
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_made_by_ssh_keygen_is_taken_and_has_the_fingerprint_that_it_shows(
    tmp_path: Path,
) -> None:
    path = tmp_path / "key"
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(made, check=True, timeout=60)
    shown = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout

    assert fingerprint(load_host_key(path)) == shown.split()[1]


def test_ssh_keygen_reads_the_key_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = load_host_key(path)
    shown = subprocess.run(
        ["ssh-keygen", "-y", "-f", str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout

    assert shown.split()[:2] == key.export_public_key().decode().split()[:2]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_can_use_is_refused_with_what_to_do(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "key", KEY.export_private_key(), mode)

    with pytest.raises(HostKeyUnusable, match=rf"mode {mode:04o}.* chmod 600 {path}\."):
        load_host_key(path)


def test_an_encrypted_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "key"
    for form in ("RFC4716", "PEM", "PKCS8"):
        path.unlink(missing_ok=True)
        made = ["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", form, "-N", "secret"]
        subprocess.run([*made, "-f", str(path)], check=True, timeout=60)

        with pytest.raises(HostKeyUnusable, match=r"it is encrypted.* ssh-keygen -p -N ''"):
            load_host_key(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"hello",
        KEY.export_public_key(),
        KEY.export_private_key()[:200],
        b"\x30" * 99,
        b"x" * 100_000,
        KEY.export_private_key() + b"\n" * 100_000,
    ],
    ids=["empty", "blank", "text", "public", "cut", "der", "large", "long"],
)
def test_what_is_not_a_private_key_is_refused_and_stays_as_it_is(
    tmp_path: Path, data: bytes
) -> None:
    path = written(tmp_path / "key", data)

    with pytest.raises(HostKeyUnusable, match=r"it is not a private key\. Move it away"):
        load_host_key(path)

    assert path.read_bytes() == data


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)

    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(HostKeyUnusable, match="cannot be used: "):
            load_host_key(path)


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.symlink_to(tmp_path / "gone")

    with pytest.raises(HostKeyUnusable, match="links to a file that is not there"):
        load_host_key(path)

    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(HostKeyUnusable, match=r"not a directory.* may "):
        load_host_key(tmp_path / "file" / "key")


def test_what_may_not_be_read_or_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever is root may read and write everything, so that the system's answer is made up here.
    path = written(tmp_path / "key", KEY.export_private_key(), 0o600)

    def refused(*values: object, **named: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(HostKeyUnusable, match="may read"):
            load_host_key(path)

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refused)
        patch.setattr(Path, "mkdir", refused)
        with pytest.raises(HostKeyUnusable, match="may write to"):
            load_host_key(tmp_path / "folder" / "other")


def test_a_key_that_cannot_be_kept_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: str, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(host_key.os, "link", no_links)

    with pytest.raises(HostKeyUnusable, match="operation not supported"):
        load_host_key(tmp_path / "key")

    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=300) | st.integers(0, 380).map(flipped))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_it_fail_in_another_way(data: bytes) -> None:
    try:
        key = host_key._parsed(Path("key"), data)
    except HostKeyUnusable:
        return

    assert fingerprint(key).startswith("SHA256:")
