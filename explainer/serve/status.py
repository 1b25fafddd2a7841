"""Publishes the figures of a running host on a private socket, and asks for them."""

from __future__ import annotations

import asyncio
import os
import socket
import warnings
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from platformdirs import user_runtime_path

from explainer.problems import ExplainerError
from explainer.serve.figures import Snapshot

_TIMEOUT = 5.0
"""Seconds in which a host has to answer."""


class NoHost(ExplainerError):
    """No host of this user runs on the port."""


def status_path(port: int) -> Path:
    """Return the path of the socket of the host on a port."""
    with warnings.catch_warnings():
        # On a system without a runtime folder platformdirs names another, with a warning.
        warnings.simplefilter("ignore")
        return user_runtime_path("explainer", appauthor=False) / f"serve-{port}.sock"


async def serve_status(port: int, ask: Callable[[], Awaitable[Snapshot]]) -> asyncio.AbstractServer:
    """Serve the figures on a socket, as one line of JSON.

    Raises:
        ExplainerError: the folder of the socket is not private to this user.
    """
    path = status_path(port)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        about = path.parent.lstat()
        is_own = about.st_uid == os.getuid() and not about.st_mode & 0o077
        if is_own:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ExplainerError(f"No place to tell the figures from: {error}") from error
    if not is_own:
        raise ExplainerError(f"The folder {path.parent} is not private: chmod 700 {path.parent}")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            writer.write(msgspec.json.encode(await ask()) + b"\n")
            await writer.drain()
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_unix_server(answer, path)
    path.chmod(0o600)
    return server


def ask_status(port: int) -> Snapshot:
    """Ask a running host for its figures.

    Raises:
        NoHost: none of this user's runs on the port.
    """
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(_TIMEOUT)
            asking.connect(str(status_path(port)))
            data = b""
            while chunk := asking.recv(65_536):
                data += chunk
        return msgspec.json.decode(data, type=Snapshot)
    except (OSError, msgspec.DecodeError) as error:
        raise NoHost(
            f"No host of yours answers for port {port}. 'explainer serve --port {port}' starts one."
        ) from error


def status_lines(snapshot: Snapshot) -> list[str]:
    """Return the figures as lines of text."""
    refusals = ", ".join(f"{cause} {count}" for cause, count in sorted(snapshot.refusals.items()))
    rows = [
        ("sessions", f"{snapshot.sessions} open, {snapshot.served} over"),
        ("logins", f"{snapshot.logins}"),
        ("refusals", refusals or "none"),
        ("key to picture", _times(snapshot.render_ms, ("median", "95 %", "longest"))),
        ("held pictures", f"{snapshot.held}"),
        ("collector", _times(snapshot.pause_ms, ("last", "longest"))),
        ("ended by us", f"{snapshot.crashes} by a mistake, {snapshot.stalls} for holding the loop"),
        ("memory", f"{snapshot.memory_mb:.0f} MB, {snapshot.descriptors} descriptors open"),
    ]
    width = max(len(name) for name, _ in rows)
    return [f"{name.ljust(width)}  {value}" for name, value in rows]


def _times(values: list[float], names: tuple[str, ...]) -> str:
    pairs = zip(names, values, strict=False)
    return ", ".join(f"{name} {value:g} ms" for name, value in pairs) or "nothing yet"
