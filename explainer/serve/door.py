"""One connection: who comes, what they may see, and how many sessions they may open.

A name that nobody knows goes in where strangers may, and nothing is asked of it. A name with a code
or keys is asked for them; so is any name where strangers may not come in, in the same words and for
as long, so that nobody learns which names there are. `keep` asks for a key, to keep progress under.
"""

from __future__ import annotations

import asyncio
import hashlib
from time import monotonic
from typing import TYPE_CHECKING

import asyncssh
import msgspec

from explainer.serve.allowance import Allowance
from explainer.serve.turned_away import TurnedAway
from explainer.serve.users import User
from explainer.serve.visit import Visit

if TYPE_CHECKING:
    from explainer.serve.doorman import Ticket
    from explainer.serve.host import Host

KEEP = "keep"
"""The name of those who want to keep what they do under their key; `keep-CODE` brings it along."""

_KEY_WANTED = "What you do is kept under your SSH key; 'ssh-keygen' makes one.\r\n"
_MOST_GUESSES = 6
"""Wrong codes on one connection, after which it ends."""

_UNUSED = 20.0
"""Seconds that a connection may be open without a session."""

_SESSIONS_AT_ONCE = 16
"""Sessions that one connection may open and close in a row."""

_SESSIONS_PER_SECOND = 0.5
"""Sessions that it may open a second from then on."""

_CHANNEL_WINDOW = 16_384
"""Bytes of input that a client may send ahead of being read."""


class Visitor(msgspec.Struct, frozen=True):
    """Who is connected, as far as that matters."""

    name: str = ""
    """The user name, where it says a deck, a user or `keep`."""
    user: User | None = None
    """The entry in the users' file."""
    key: str = ""
    """Digest of the key that they proved to have; empty for none."""
    code: str = ""
    """The code of what they did before they had shown a key."""


class Door(asyncssh.SSHServer):
    """The server's side of one connection."""

    def __init__(self, host: Host, ticket: Ticket) -> None:
        self._host = host
        self._ticket = ticket
        self._connection: asyncssh.SSHServerConnection | None = None
        self._proven = b""
        self._name = ""
        self._guesses = 0
        self._sessions = 0
        self._seated: set[Visit] = set()
        self._allowance = Allowance(_SESSIONS_AT_ONCE, _SESSIONS_PER_SECOND, monotonic)
        self.is_logged_in = False
        """Whether the login is done."""

    # --- login ----------------------------------------------------------------------------

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Remember the connection."""
        self._connection = conn

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it out, and the sessions whose channel it took along before they had one."""
        self._ticket.left()
        self._connection = None
        for visit in list(self._seated):
            if not visit.has_channel:
                self._give_seat(visit)

    def begin_auth(self, username: str) -> bool:
        """Whether anything has to be shown."""
        # What an earlier name had shown is nothing to this one.
        self._name, self._proven = username[:64], b""
        if self._wants_key and self._connection is not None:
            self._connection.send_auth_banner(_KEY_WANTED)
        return self._wants_key or not self._host.is_open_to(self._name)

    def auth_completed(self) -> None:
        """The login is done."""
        self.is_logged_in = True
        self._ticket.logged_in()
        self._host.figures.logins += 1
        self._end_if_unused_later()

    @property
    def _wants_key(self) -> bool:
        return self._name == KEEP or self._name.startswith(f"{KEEP}-")

    def public_key_auth_supported(self) -> bool:
        """Keys are taken of everybody who is asked for anything."""
        return True

    def password_auth_supported(self) -> bool:
        """So are codes, but for `keep`, which is nothing without a key."""
        return not self._wants_key

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether a key opens; that the client has it is proven after this."""
        data = key.public_data
        self._proven = b""
        if self._wants_key:
            may = self._host.may_keep(data)
        else:
            user = self._host.users.named(self._name)
            may = user is not None and self._host.is_key_of(user, data)
        if may:
            self._proven = data
        return may

    async def validate_password(self, username: str, password: str) -> bool:
        """Whether a code opens; it takes as long where there is no such name.

        A client may drop a guess for the next one, which cancels this.
        """
        self._proven = b""
        self._guesses += 1
        host = self._host
        guess = host.guesses.begin(self._ticket.address, self._name)
        is_right = False
        try:
            await guess.turn()
            user = host.users.named(self._name)
            hashed = user.password or None if user else None
            is_right = await host.passwords.is_right(hashed, password, guess.over)
        finally:
            guess.judged(is_right=is_right)
            if not is_right:
                self._refuse_guess()
        self._proven = b""
        return is_right

    def _refuse_guess(self) -> None:
        """Count a wrong code, and end the connection where there were too many."""
        self._host.figures.refuse("code")
        if self._guesses >= _MOST_GUESSES and self._connection is not None:
            self._connection.disconnect(asyncssh.DISC_TOO_MANY_CONNECTIONS, "Too many guesses")

    def visitor(self) -> Visitor:
        """Who this is."""
        key = key_digest(self._proven) if self._proven else ""
        if not self._wants_key:
            return Visitor(self._name, self._host.users.named(self._name), key)
        code = self._name.removeprefix(KEEP).removeprefix("-")
        return Visitor(KEEP, self._host.user_of_key(self._proven), key, code)

    # --- sessions -------------------------------------------------------------------------

    def session_requested(
        self,
    ) -> tuple[asyncssh.SSHServerChannel[bytes], asyncssh.SSHServerSession[bytes]] | bool:
        """A session, unless there are too many."""
        host = self._host
        if self._connection is None or host.is_closing:
            return False
        if self._sessions >= host.limits.sessions_per_connection:
            host.figures.refuse("sessions")
            return False
        if not self._allowance.take():
            host.figures.refuse("rate")
            return False
        self._sessions += 1
        channel = self._connection.create_server_channel(
            encoding=None, errors="replace", window=_CHANNEL_WINDOW, max_pktsize=32_768
        )
        if not host.take_seat():
            host.figures.refuse("full")
            return channel, TurnedAway(self._session_ended)
        visit = Visit(host, self.visitor(), lambda: self._visit_ended(visit))
        self._seated.add(visit)
        return channel, visit

    def _visit_ended(self, visit: Visit) -> None:
        self._give_seat(visit)
        self._session_ended()

    def _give_seat(self, visit: Visit) -> None:
        if visit in self._seated:
            self._seated.discard(visit)
            self._host.give_seat()

    def _session_ended(self) -> None:
        self._sessions -= 1
        self._end_if_unused_later()

    def _end_if_unused_later(self) -> None:
        asyncio.get_running_loop().call_later(_UNUSED, self._end_if_unused)

    def _end_if_unused(self) -> None:
        """Let go of a connection that nothing is done with."""
        if not self._sessions and self._connection is not None:
            self._connection.disconnect(asyncssh.DISC_BY_APPLICATION, "Nothing was asked for")


def key_digest(public_data: bytes) -> str:
    """A key as a name for files, from which nobody finds the key."""
    return hashlib.sha256(b"explainer visitor\0" + public_data).hexdigest()
