"""Listens on a port, and accepts or refuses connections before any cryptography."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from explainer.problems import ExplainerError
from explainer.serve.admission import Admission, Ticket, group_of
from explainer.serve.figures import Figures

_BACKLOG = 128
_NO_ROOM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_RETRY_AFTER = 0.2
"""Seconds to wait when the system has no more descriptors."""

BUSY = b"Too many people are here just now. Please try again in a while.\r\n"
"""Message to refused clients; SSH allows lines before the version (RFC 4253 4.2)."""


class CannotListen(ExplainerError):
    """The address or port cannot be used."""


def listen(address: str, port: int) -> socket.socket:
    """Listen on an address.

    Raises:
        CannotListen: it cannot be used; the message says what to do.
    """
    try:
        found = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE | socket.AI_NUMERICSERV
        )
        family, _, _, _, place = found[0]
        listening = socket.create_server(
            place[:2], family=family, backlog=_BACKLOG, reuse_port=False
        )
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.args[-1]
        raise CannotListen(
            f"Cannot listen on {address}, port {port}: {reason}. "
            "Choose others with --host and --port."
        ) from error
    listening.setblocking(False)
    return listening


async def accept_all(
    listening: socket.socket,
    admission: Admission,
    figures: Figures,
    hand_over: Callable[[socket.socket, Ticket], None],
) -> None:
    """Accept connections until cancelled; admitted ones are handed over with a ticket."""
    loop = asyncio.get_running_loop()
    while True:
        try:
            sock, place = await loop.sock_accept(listening)
        except OSError as error:
            if error.errno in _NO_ROOM:
                figures.refuse("descriptors")
                await asyncio.sleep(_RETRY_AFTER)
            continue
        address = group_of(str(place[0]))
        if cause := admission.refusal(address):
            figures.refuse(cause)
            _refuse(sock)
            continue
        sock.setblocking(False)
        hand_over(sock, admission.admit(address))


def _refuse(sock: socket.socket) -> None:
    """Refuse a connection with a message."""
    with sock, suppress(OSError):
        sock.setblocking(False)
        sock.send(BUSY)
        sock.shutdown(socket.SHUT_WR)
