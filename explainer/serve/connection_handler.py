"""One SSH connection: its login, and the sessions that it opens.

A user name that is not in the users' file logs in with nothing, where strangers may. A name with a
code or keys has to show one; so has any other name where strangers may not log in, with the same
messages and delays, so that nobody learns which names exist. `keep` asks for a key, under which
progress is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic

import asyncssh
import msgspec

from explainer.serve.access import is_key_of
from explainer.serve.admission import Ticket
from explainer.serve.allowance import Allowance
from explainer.serve.guesses import GuessBook
from explainer.serve.listener import BUSY
from explainer.serve.passwords import PasswordCheck
from explainer.serve.running_lesson import PRESENT, join_name
from explainer.serve.session_channel import SessionChannel
from explainer.serve.session_register import SessionRegister
from explainer.serve.session_services import SessionServices
from explainer.serve.visitor import KEEP, Visitor, code_in, key_digest, wants_key

_KEY_WANTED = "What you do is kept under your SSH key; 'ssh-keygen' makes one.\r\n"
_MOST_GUESSES = 6
"""Wrong codes on one connection, after which it is closed."""

_LONGEST_NAME = 64
"""Most characters of a user name that are looked at."""

_UNUSED = 20.0
"""Seconds that a connection may be open without a session."""

_SESSIONS_AT_ONCE = 16
"""Sessions that one connection may open and close in a row."""

_SESSIONS_PER_SECOND = 0.5
"""Sessions that it may open a second from then on."""

_CHANNEL_WINDOW = 16_384
"""Bytes of input that a client may send ahead of being read."""


class ConnectionServices(msgspec.Struct, frozen=True):
    """Everything that the connections of one process share."""

    sessions: SessionServices
    """The services of sessions."""
    register: SessionRegister
    """The open sessions."""
    guesses: GuessBook
    """Counts and delays guesses at codes."""
    passwords: PasswordCheck
    """Checks codes."""
    backlog: Callable[[asyncssh.SSHServerChannel[bytes]], int]
    """Returns the bytes of a channel's connection that the client has not acknowledged."""


class ConnectionHandler(asyncssh.SSHServer):
    """The server's side of one connection; asyncssh calls it."""

    def __init__(self, services: ConnectionServices, ticket: Ticket) -> None:
        """`ticket` is told when the connection has logged in, and when it is gone."""
        self._services = services
        self._access = services.sessions.access
        self._figures = services.sessions.figures
        self._ticket = ticket
        self._connection: asyncssh.SSHServerConnection | None = None
        self._proven_key = b""
        self._name = ""
        self._guesses = 0
        self._presents = ""
        self._sessions = 0
        self._holding_places: set[SessionChannel] = set()
        self._allowance = Allowance(_SESSIONS_AT_ONCE, _SESSIONS_PER_SECOND, monotonic)
        self.is_logged_in = False
        """True once the login is complete."""

    # --- login ----------------------------------------------------------------------------

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Keep the connection."""
        self._connection = conn

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back the ticket, and the places of sessions whose channel was never opened."""
        self._ticket.left()
        self._connection = None
        for session in list(self._holding_places):
            if not session.has_channel:
                self._give_place(session)

    def begin_auth(self, username: str) -> bool:
        """Return true if a user name has to show a key or a code."""
        # What was proven for an earlier name does not count for this one.
        self._name, self._proven_key = username[:_LONGEST_NAME], b""
        self._presents = ""
        lessons = self._services.sessions.lessons
        if lessons:
            if self._name == PRESENT:
                return True
            name = join_name(self._name)
            if name is not None and lessons.named(name.code) is not None:
                return False
        if wants_key(self._name) and self._connection is not None:
            self._connection.send_auth_banner(_KEY_WANTED)
        return wants_key(self._name) or not self._access.is_open_to(self._name)

    def auth_completed(self) -> None:
        """Count the login."""
        self.is_logged_in = True
        self._ticket.logged_in()
        self._figures.logins += 1
        self._close_if_unused_later()

    def public_key_auth_supported(self) -> bool:
        """Accept keys from everybody who has to show something."""
        return True

    def password_auth_supported(self) -> bool:
        """Accept codes too, except for `keep`, which needs a key."""
        return not wants_key(self._name)

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Return true if a key may log in; asyncssh then has the client prove that it owns it."""
        data = key.public_data
        self._proven_key, self._presents = b"", ""
        lessons = self._services.sessions.lessons
        if lessons and self._name == PRESENT:
            lesson = lessons.only() if data in lessons.presenter_keys else None
            self._presents = lesson.code if lesson is not None else ""
            return lesson is not None
        if wants_key(self._name):
            may = self._access.may_keep(data)
        else:
            user = self._access.users.named(self._name)
            may = user is not None and is_key_of(user, data)
        if may:
            self._proven_key = data
        return may

    async def validate_password(self, username: str, password: str) -> bool:
        """Return true if a code is right; it takes as long for a name that does not exist.

        A client may drop a guess for the next one, which cancels this.
        """
        self._proven_key, self._presents = b"", ""
        self._guesses += 1
        guess = self._services.guesses.begin(self._ticket.address, self._name)
        is_right = False
        try:
            await guess.turn()
            if self._services.sessions.lessons and self._name == PRESENT:
                lesson = self._services.sessions.lessons.presenter_lesson(password)
                guess.over()
                self._presents = lesson.code if lesson is not None else ""
                is_right = lesson is not None
                return is_right
            user = self._access.users.named(self._name)
            hashed = user.password or None if user else None
            is_right = await self._services.passwords.is_right(hashed, password, guess.over)
        finally:
            guess.judged(is_right=is_right)
            if not is_right:
                self._refuse_guess()
        self._proven_key = b""
        return is_right

    def _refuse_guess(self) -> None:
        """Count a wrong code, and close the connection after too many."""
        self._figures.refuse("code")
        if self._guesses >= _MOST_GUESSES and self._connection is not None:
            self._connection.disconnect(asyncssh.DISC_TOO_MANY_CONNECTIONS, "Too many guesses")

    def visitor(self) -> Visitor:
        """Return the visitor as the login has shown them."""
        key = key_digest(self._proven_key) if self._proven_key else ""
        if self._presents:
            return Visitor(self._name, presents=self._presents)
        if not wants_key(self._name):
            return Visitor(self._name, self._access.users.named(self._name), key)
        user = self._access.user_of_key(self._proven_key)
        return Visitor(KEEP, user, key, code_in(self._name))

    # --- sessions -------------------------------------------------------------------------

    def session_requested(
        self,
    ) -> tuple[asyncssh.SSHServerChannel[bytes], asyncssh.SSHServerSession[bytes]] | bool:
        """Open a session, unless the connection has too many; where the host is full, say so."""
        services = self._services
        register, limits = services.register, services.sessions.limits
        if self._connection is None or register.is_closing:
            return False
        if self._sessions >= limits.sessions_per_connection:
            self._figures.refuse("sessions")
            return False
        if not self._allowance.take():
            self._figures.refuse("rate")
            return False
        self._sessions += 1
        channel = self._connection.create_server_channel(
            encoding=None, errors="replace", window=_CHANNEL_WINDOW, max_pktsize=32_768
        )
        if not register.take_place():
            self._figures.refuse("full")
            return channel, RefusedSession(self._count_ended_session)
        session = SessionChannel(
            services.sessions,
            self.visitor(),
            services.backlog,
            when_started=register.enter,
            when_ended=self._end_session,
        )
        self._holding_places.add(session)
        return channel, session

    def _end_session(self, session: SessionChannel) -> None:
        self._services.register.leave(session)
        self._give_place(session)
        self._count_ended_session()

    def _give_place(self, session: SessionChannel) -> None:
        if session in self._holding_places:
            self._holding_places.discard(session)
            self._services.register.give_place()

    def _count_ended_session(self) -> None:
        self._sessions -= 1
        self._close_if_unused_later()

    def _close_if_unused_later(self) -> None:
        asyncio.get_running_loop().call_later(_UNUSED, self._close_if_unused)

    def _close_if_unused(self) -> None:
        """Close a connection without sessions."""
        if not self._sessions and self._connection is not None:
            self._connection.disconnect(asyncssh.DISC_BY_APPLICATION, "Nothing was asked for")


class RefusedSession(asyncssh.SSHServerSession[bytes]):
    """Accepts any request, writes 'server full' and exits: a refused channel could not say why."""

    def __init__(self, when_ended: Callable[[], None]) -> None:
        """`when_ended` is called once the channel is closed."""
        self._when_ended = when_ended
        self._channel: asyncssh.SSHServerChannel[bytes] | None = None

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Keep the channel."""
        self._channel = chan

    def pty_requested(
        self,
        term_type: str,
        term_size: tuple[int, int, int, int],
        term_modes: Mapping[int, int],
    ) -> bool:
        """Accept a terminal."""
        return True

    def shell_requested(self) -> bool:
        """Accept the request for a shell."""
        return True

    def exec_requested(self, command: str) -> bool:
        """Accept any command."""
        return True

    def session_started(self) -> None:
        """Write that the host is full, and exit."""
        if self._channel is not None:
            self._channel.write_stderr(BUSY)
            self._channel.exit(1)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the session as ended."""
        self._when_ended()
