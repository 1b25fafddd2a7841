"""Reads the host's key, or creates it once: with another key clients would refuse to connect."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import asyncssh

from explainer.problems import ExplainerError

_LARGEST = 64 * 1024
_MADE_HERE = "Move it away, and a new key is made at the next start"


class HostKeyUnusable(ExplainerError):
    """The host's key cannot be used; with a new one clients would refuse to connect."""

    def __init__(self, path: Path, reason: str, help: str) -> None:
        self.path = path
        """Path of the file."""
        self.reason = reason
        """The reason, in a few words."""
        super().__init__(f"The host key {path} cannot be used: {reason}. {help}.")


def load_host_key(path: Path) -> asyncssh.SSHKey:
    """Read the host's key; an Ed25519 key is created where there is none.

    Any number of processes may ask for it at once: all get the same key.

    Raises:
        HostKeyUnusable: the file is no private key without a passphrase, is not readable, or is
            readable by others; or no key can be written there.
    """
    key = _read(path)
    if key is None:
        _make(path)
        key = _read(path)
    if key is None:  # a symbolic link to nowhere
        help = "Delete it, and a new key is made at the next start"
        raise HostKeyUnusable(path, "it links to a file that is not there", help)
    return key


def fingerprint(key: asyncssh.SSHKey) -> str:
    """Return a key's fingerprint as OpenSSH shows it, `SHA256:…`, for people to compare."""
    return key.get_fingerprint("sha256")


def _read(path: Path) -> asyncssh.SSHKey | None:
    """Read a key; returns None if there is no file."""
    try:
        # Without O_NONBLOCK the start would wait for ever on a pipe that nobody writes to.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            # The mode of the open file: another may have taken its name by now.
            _check_mode(path, os.fstat(number).st_mode)
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        help = f"See that whoever runs explainer may read {path}"
        raise HostKeyUnusable(path, _reason(error), help) from error
    return _parsed(path, data)


def _check_mode(path: Path, mode: int) -> None:
    """Refuse anything but a file, and a file that others on this machine may read or change."""
    if not stat.S_ISREG(mode):
        raise HostKeyUnusable(path, "it is not a file", "Name a file")
    if mode & 0o077:
        reason = f"others can use it too (mode {stat.S_IMODE(mode):04o})"
        raise HostKeyUnusable(path, reason, f"If nobody did: chmod 600 {path}")


def _parsed(path: Path, data: bytes) -> asyncssh.SSHKey:
    """Parse a private key."""
    try:
        if len(data) > _LARGEST:
            raise asyncssh.KeyImportError("too large")
        return asyncssh.import_private_key(data)
    except (ValueError, OverflowError) as error:
        # What is raised for a missing passphrase differs between formats; all name it.
        if "passphrase" in str(error).lower():
            help = f"Take it off: ssh-keygen -p -N '' -f {path}"
            raise HostKeyUnusable(path, "it is encrypted", help) from error
        raise HostKeyUnusable(path, "it is not a private key", _MADE_HERE) from error


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; if another process was quicker, its key stays."""
    key = asyncssh.generate_private_key("ssh-ed25519", comment="explainer")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(prefix=".host-key-", dir=path.parent)  # O_EXCL and 0600
        try:
            with os.fdopen(number, "wb") as file:
                file.write(key.export_private_key())
                file.flush()
                os.fsync(number)
            # A link and no rename: it never replaces a key that is there already.
            with suppress(FileExistsError):
                os.link(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        help = f"See that whoever runs explainer may write to {path.parent}"
        raise HostKeyUnusable(path, _reason(error), help) from error


def _reason(error: OSError) -> str:
    """Return the reason of a system error, for the middle of a sentence."""
    reason = error.strerror or type(error).__name__
    return f"{reason[:1].lower()}{reason[1:]}"
