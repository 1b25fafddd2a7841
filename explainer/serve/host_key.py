"""The host's key: made once and kept, so that visitors always meet the host that they know."""

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
    """The host's key cannot be used, and another would look to visitors like another host."""

    def __init__(self, path: Path, reason: str, help: str) -> None:
        self.path = path
        """Where the key is, or should be."""
        self.reason = reason
        """Why, in a few words."""
        super().__init__(f"The host key {path} cannot be used: {reason}. {help}.")


def load_host_key(path: Path) -> asyncssh.SSHKey:
    """Read the host's key; where there is none yet, an Ed25519 key is made and kept.

    Any number of processes may ask for it at once: all get the same key.

    Raises:
        HostKeyUnusable: the file is no private key without a passphrase, is not readable or is
            readable by others, or no key can be kept there.
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
    """Write a key's fingerprint as OpenSSH shows it, `SHA256:…`, so that both can be compared."""
    return key.get_fingerprint("sha256")


def _read(path: Path) -> asyncssh.SSHKey | None:
    """Read a key; None where there is no file."""
    try:
        # Without O_NONBLOCK a pipe that nobody writes to would hold up the start for ever.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            # Asked of the open file: what its name says could be another one by now.
            _check_mode(path, os.fstat(number).st_mode)
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        help = f"See that whoever runs explainer may read {path}"
        raise HostKeyUnusable(path, _reason(error), help) from error
    return _parsed(path, data)


def _check_mode(path: Path, mode: int) -> None:
    """Refuse what is no file, and what others on this machine could have read or changed."""
    if not stat.S_ISREG(mode):
        raise HostKeyUnusable(path, "it is not a file", "Name a file")
    if mode & 0o077:
        reason = f"others can use it too (mode {stat.S_IMODE(mode):04o})"
        raise HostKeyUnusable(path, reason, f"If nobody did: chmod 600 {path}")


def _parsed(path: Path, data: bytes) -> asyncssh.SSHKey:
    """Take the bytes of a file for a private key."""
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
    """Keep a new key, whole or not at all; where another process was quicker, its key stays."""
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
    """Why the system refused, in a few words within a sentence."""
    reason = error.strerror or type(error).__name__
    return f"{reason[:1].lower()}{reason[1:]}"
