"""A session with a screen: an app of the visitor's own, from the start queue to the last line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextvars import Context, copy_context

import msgspec
from textual.app import App

from explainer.crash import CRASH_EXIT
from explainer.learner.place import RecordUnusable
from explainer.serve.channel_driver import LEAVE, ChannelDriver
from explainer.serve.client_terminal import ClientTerminal, clamped
from explainer.serve.hosted_app import AppFactory, HostedApp, make_app
from explainer.serve.visitor_session import CRASHED, REASONS, SessionOutcome, Visit
from explainer.serve.watchdog import HeldTheLoop

_LONGEST_START = 5.0
"""Seconds after which the next session may start, even if this one has painted nothing."""


class ScreenSession:
    """Shows the reader to a visitor with a terminal."""

    def __init__(
        self,
        visit: Visit,
        terminal: ClientTerminal,
        make: AppFactory | None = None,
        goodbye: Callable[[], str] | None = None,
    ) -> None:
        """A session that has not begun.

        Args:
            visit: The visit.
            terminal: The terminal of the visit.
            make: Creates the app; None for that of a visitor's own reading.
            goodbye: Returns the last line, empty for none; None for the one that says where the
                visitor was.
        """
        self._visit = visit
        self._make = make or make_app
        self._goodbye = goodbye
        self._services = visit.services
        self._wire = visit.wire
        self._terminal = terminal
        self._app: HostedApp | None = None
        self._driver: ChannelDriver | None = None
        self._context = Context()
        self._painted = asyncio.Event()
        self._is_starting = True
        self._end_cause = ""
        self._deck = visit.request.deck
        self._code = ""

    @property
    def deck(self) -> str:
        """Id of the deck that was read last; empty before one was chosen."""
        return self._deck

    # --- its course -------------------------------------------------------------------------

    async def run(self) -> SessionOutcome:
        """Show the reader until the visitor leaves."""
        claimed = await self._claim_code()
        async with self._services.starts.entered(self._tell_number):
            app = self._app = self._make(
                self._visit,
                self._terminal,
                make_driver=self._make_driver,
                tell_code=self._set_code,
            )
            # The app is Textual's active one in this context: calls from outside run in it.
            self._context = copy_context()
            running = asyncio.create_task(app.run_async())
            first = asyncio.create_task(self._painted.wait())
            try:
                await asyncio.wait(
                    {running, first}, timeout=_LONGEST_START, return_when=asyncio.FIRST_COMPLETED
                )
            finally:
                first.cancel()
        if words := claimed or self._hint_of_keeping(app):
            self.announce(words)
        try:
            await running
        except asyncio.CancelledError:
            running.cancel()
            await asyncio.wait({running}, timeout=1)
            raise
        finally:
            self._deck = app.deck
            self._let_go()
            # Whatever state the app left the visitor's terminal in.
            self._wire.write(LEAVE.encode())
            app.dispose_later()
        return self._say_goodbye(app)

    async def _claim_code(self) -> str:
        """Move progress kept under a code to the visitor's key; returns the message to show."""
        visitor, records = self._visit.visitor, self._services.access.records
        code, key = visitor.code, visitor.key
        if not (code and key):
            return ""
        if not records.is_claimable(code):
            return "The code in the name is not known, or not any more."
        try:
            await asyncio.to_thread(records.claim, code, key)
        except RecordUnusable as error:
            return f"What you did could not be brought along: {error.reason}."
        return "What you did is kept under your key."

    def _hint_of_keeping(self, app: HostedApp) -> str:
        """Return what the title would have said to a visitor who opens a section at once."""
        if app.may_keep and self._visit.request.section and self._visit.request.kind == "read":
            return "Nothing is kept; K keeps what you do."
        return ""

    def _tell_number(self, number: int) -> None:
        self._wire.write(f"\r\x1b[KYou are number {number} in the queue.".encode())

    def _make_driver(
        self, app: App[str], *, debug: bool, mouse: bool, size: tuple[int, int] | None
    ) -> ChannelDriver:
        self._is_starting = False
        self._driver = ChannelDriver(
            app,
            wire=self._wire,
            terminal=self._terminal,
            limits=self._services.limits,
            figures=self._services.figures,
            when_stalled=lambda: self._visit.control.cut("stalled"),
            when_painted=self._painted.set,
            debug=debug,
            mouse=mouse,
        )
        return self._driver

    def _set_code(self, code: str) -> None:
        self._code = code

    def _let_go(self) -> None:
        """Drop app, driver and context, which would keep each other in memory."""
        self._app = None
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        self._context = Context()

    def _say_goodbye(self, app: HostedApp) -> SessionOutcome:
        """Leave the last words on the visitor's screen."""
        error = app.error(was_ended=bool(self._end_cause))
        if error is not None:
            cause = self._note_crash(error)
            self._wire.say(CRASHED)
            return SessionOutcome(CRASH_EXIT, cause)
        cause = self._end_cause or "closed"
        if cause == "closed" and self._wire.is_here:
            cause = "left"
        for words in (app.last_words, REASONS.get(cause)):
            if words:
                self._wire.say(words)
        words = self._way_back(app) if self._goodbye is None else self._goodbye()
        if words:
            self._wire.say(words)
        return SessionOutcome(0, cause)

    def _note_crash(self, error: Exception) -> str:
        """Count an error and log it; returns the cause for the log."""
        if isinstance(error, HeldTheLoop):
            self._services.figures.stalls += 1
            cause = "held-the-loop"
        else:
            self._services.figures.crashes += 1
            cause = "crash"
        self._services.log.crash(cause, error)
        return cause

    def _way_back(self, app: HostedApp) -> str:
        """Return the line that says where the visitor was, and the command to return."""
        place, title = app.place_left()
        if self._code:
            command = self._services.config.ssh_command(f"keep-{self._code}", place)
            return f"You were at “{title}”. Within an hour, back and kept under your key: {command}"
        login = self._visit.visitor.login_name(keeps=app.keeps)
        return f"You were at “{title}”. Back: {self._services.config.ssh_command(login, place)}"

    # --- from outside -----------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Pass input to the app; before it has begun, Ctrl+C leaves the queue."""
        if self._driver is not None:
            self._context.copy().run(self._driver.feed, data)
        elif data == b"\x03" and self._is_starting:
            self._visit.control.end("closed")

    def end_input(self) -> None:
        """End the session: nothing can be typed any more."""
        if self._app is not None:
            self._visit.control.end("closed")

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size of the terminal, also while waiting in the queue."""
        if self._driver is not None:
            self._context.copy().run(self._driver.resize, columns, rows)
        else:
            columns, rows = clamped((columns, rows), self._services.limits)
            self._terminal = msgspec.structs.replace(self._terminal, columns=columns, rows=rows)

    def announce(self, words: str) -> None:
        """Show a message in the last line of the screen."""
        if self._app is not None:
            self._context.copy().run(self._app.announce, words)

    def renew(self, changed: Collection[str]) -> None:
        """Show the new version of the deck that is being read, if it has one."""
        if self._app is not None and self._app.deck in changed:
            opened = self._services.access.decks[self._app.deck]
            self._context.copy().run(self._app.renew, opened)

    def leave(self, cause: str) -> bool:
        """Let the app leave as if by its key; false before there is an app."""
        if self._app is None:
            return False
        self._end_cause = cause
        if self._driver is not None:
            self._driver.disable_input()
        self._context.copy().run(self._app.action_leave)
        return True
