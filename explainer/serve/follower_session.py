"""A session of a participant: they see what is presented, and vote, without an app of their own.

The picture comes from a mirror that many share; only the last line of the screen is the
participant's. Whoever types nothing costs the host a few thousand bytes of memory and one write a
page.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from time import monotonic

import msgspec

from explainer.lesson.event import Signal
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.score import score_of
from explainer.lesson.vote import VoteStage
from explainer.quiz.answer import Confidence
from explainer.serve.allowance import Allowance
from explainer.serve.client_terminal import ClientTerminal, clamped
from explainer.serve.entry_form import EntryForm
from explainer.serve.follower_keys import (
    AskPresenter,
    Leave,
    LookBack,
    ReadDeck,
    Rejoin,
    SendAnswer,
    SendSignal,
    take_key,
)
from explainer.serve.follower_line import FollowerMoment, line_depends, own_line
from explainer.serve.key_parser import KeyParser
from explainer.serve.mirror import ENTER, LEAVE, OWN_ROWS, Mirror, kind_of
from explainer.serve.own_reading import OwnReading
from explainer.serve.running_lesson import RunningLesson
from explainer.serve.visitor_session import REASONS, SessionOutcome, Visit

_KEYS_PER_SECOND, _KEYS_AT_ONCE = 40, 500
"""Keys that count: a long answer may be pasted, and the rest of a flood is dropped."""

_ACTIONS_PER_SECOND, _ACTIONS_AT_ONCE = 1.0, 20
"""Answers, signals and questions of one participant that the log takes."""

_MOST_WAITING = 4
"""Most of a participant's actions that wait for the log; further ones are dropped."""


class FollowerSession:
    """Shows a lesson to one participant."""

    def __init__(
        self,
        visit: Visit,
        terminal: ClientTerminal,
        lesson: RunningLesson,
        *,
        token: str = "",
        name: str = "",
        asks_code: bool = False,
    ) -> None:
        """A session that has not begun.

        Args:
            visit: The visit.
            terminal: The participant's terminal.
            lesson: The lesson.
            token: Token of one who comes back; empty for one who joins.
            name: Name of one who gave it with the command; empty to ask for it.
            asks_code: True for one who has not given the lesson's code.
        """
        self._way_in = (token, name)
        self._visit = visit
        self._wire = visit.wire
        self._limits = visit.services.limits
        self._terminal = terminal
        self._lesson = lesson
        self._room = lesson.room
        self._keys = KeyParser()
        self._allowance = Allowance(_KEYS_AT_ONCE, _KEYS_PER_SECOND, monotonic)
        self._actions = Allowance(_ACTIONS_AT_ONCE, _ACTIONS_PER_SECOND, monotonic)
        self._mirror: Mirror | None = None
        self._seen = 0
        self._seen_line = b""
        self._line = b""
        self._line_depends: object = None
        self._slow_since = 0.0
        self._moment = FollowerMoment("")
        self._voting = ("", 0)
        self._form = EntryForm(lesson.room.deck.title, lesson.code, asks_code=asks_code)
        self._form_mirror: Mirror | None = None
        self._named = asyncio.Event()
        self._waiting: deque[Callable[[], Awaitable[None]]] = deque()
        self._working: asyncio.Task[None] | None = None
        self._over = asyncio.Event()
        self._end_cause = ""
        self._reading: OwnReading | None = None
        self._token = ""
        self._welcome = ""

    @property
    def deck(self) -> str:
        """Id of the deck of the lesson."""
        return self._room.deck.id

    # --- its course -------------------------------------------------------------------------

    async def run(self) -> SessionOutcome:
        """Show the lesson until the participant leaves or it ends."""
        self._wire.write(ENTER.encode())
        try:
            if await self._come_in():
                await self._over.wait()
        except LessonUnusable as error:
            self._end_cause = "closed"
            self._wire.write(LEAVE.encode())
            self._wire.say(str(error))
            return SessionOutcome(1, "lesson")
        finally:
            self._lesson.mirrors.detach(self)
            self._lesson.told_sizes()
            if self._working is not None:
                self._working.cancel()
            if self._moment.participant:
                self._lesson.gone(self._moment.participant)
        return self._say_goodbye()

    async def _come_in(self) -> bool:
        """Let the participant in, by their token or by a name; False if they left before."""
        admitted = None
        token, name = self._way_in
        if token:
            admitted = await self._room.come_back(token)
        if admitted is None:
            if not name or self._form.asks_code:
                self._draw_form()
                await self._named.wait()
                if self._over.is_set():
                    return False
                name = self._form.typed
            admitted = await self._room.join(name)
        self._form_mirror = None
        self._token = admitted.token
        self._moment = FollowerMoment(admitted.participant)
        self._lesson.arrived(admitted.participant)
        self._resume_answer()
        own = self._room.participant(admitted.participant)
        login = f"{self._lesson.code}-{self._token}"
        self._welcome = f"You are {own.name}. If the line drops, log in as {login}"
        self._follow()
        return True

    def _resume_answer(self) -> None:
        """Show an answer that was sent before the line dropped."""
        vote = self._room.state.vote
        if vote is None:
            return
        self._voting = (vote.question, vote.round)
        ballot = vote.round_ballots(vote.round).get(self._moment.participant)
        if ballot is not None:
            words = self._room.answer_words(ballot.answer)
            self._change(answered=words, confidence=ballot.confidence)

    def _follow(self) -> None:
        """Look into the mirror of this terminal's kind."""
        kind = kind_of(self._terminal, OWN_ROWS)
        self._mirror = self._lesson.mirrors.attach(self, kind)
        self._lesson.told_sizes()
        self._seen, self._seen_line, self._line = 0, b"", b""
        self.take_picture(self._mirror)

    def _say_goodbye(self) -> SessionOutcome:
        self._wire.write(LEAVE.encode())
        cause = self._end_cause or ("left" if self._wire.is_here else "closed")
        if self._room.state.has_ended:
            score = score_of(self._room.state, self._room.deck, self._moment.participant)
            told = f" You had {score.right} of {score.asked} right." if score.asked else ""
            self._wire.say(f"The lesson is over.{told} Thank you for taking part.")
            return SessionOutcome(0, cause)
        if words := REASONS.get(cause):
            self._wire.say(words)
        if self._token:
            self._wire.say(f"Your way back: {self._lesson.way_back(self._token)}")
        return SessionOutcome(0, cause)

    # --- pictures ---------------------------------------------------------------------------

    @property
    def is_slow(self) -> bool:
        """True while earlier pictures are still on their way."""
        return self._wire.backlog() > self._limits.buffered_bytes

    def take_picture(self, mirror: Mirror) -> None:
        """Show the newest picture and the own line, as far as they are not seen yet."""
        if mirror is not self._mirror:
            return
        if self._reading is not None:
            self._reading.guide()
            return
        if self.is_slow:
            if not self._slow_since:
                self._slow_since = monotonic()
            self._lesson.mirrors.note_slow(self)
            return
        self._slow_since = 0.0
        self._follow_vote()
        parts: list[bytes] = []
        if self._moment.looking < 0 and self._seen != mirror.number:
            is_next = self._seen and self._seen == mirror.number - 1
            if self._seen and not self._is_voting:
                self._change(notice="")
            parts.append(mirror.change if is_next else mirror.whole)
            if not is_next:
                self._seen_line = b""
            self._seen = mirror.number
            self._visit.control.keep_awake()
        line = self._own_line(mirror)
        if line != self._seen_line:
            self._seen_line = line
            parts.append(line)
        if parts:
            self._wire.write(b"".join(parts))

    @property
    def _is_voting(self) -> bool:
        vote = self._room.state.vote
        return vote is not None and vote.stage is VoteStage.OPEN

    def check_line(self) -> None:
        """End the session of somebody who has read nothing for long."""
        if self._slow_since and monotonic() - self._slow_since > self._limits.stalled_seconds:
            self._visit.control.cut("stalled")

    def _own_line(self, mirror: Mirror) -> bytes:
        """Return the own line, made anew only if something in it is different."""
        moment, state = self._moment, self._room.state
        depends = line_depends(moment, state)
        if depends != self._line_depends or not self._line:
            self._line_depends = depends
            columns, rows = self._terminal.columns, self._terminal.rows
            line = own_line(moment, state, self._room.deck, columns)
            self._line = mirror.own_line(rows, line, columns)
        return self._line

    def _follow_vote(self) -> None:
        """Forget what was answered in another round, once the next one is open."""
        vote = self._room.state.vote
        now = (vote.question, vote.round) if vote is not None else ("", 0)
        if self._welcome and vote is None:
            self._change(notice=self._welcome)
            self._welcome = ""
        if now != self._voting:
            self._voting = now
            typed = self._moment.typed if self._moment.is_asking else ""
            self._change(answered="", confidence=None, typed=typed, notice="")

    def _change(self, **changes: object) -> None:
        self._moment = msgspec.structs.replace(self._moment, **changes)

    def _say(self, words: str) -> None:
        """Show words in the own line until the next key."""
        self._change(notice=words)
        self._repaint()

    def _repaint(self) -> None:
        if self._mirror is not None:
            self.take_picture(self._mirror)

    # --- the way in -------------------------------------------------------------------------

    def _draw_form(self) -> None:
        kind = kind_of(self._terminal, 0)
        if self._form_mirror is None or self._form_mirror.kind != kind:
            self._form_mirror = Mirror(kind, self._lesson.opened)
        lines = self._form.lines(kind.size.width, kind.size.height)
        self._wire.write(self._form_mirror.page(lines))

    def _take_form_key(self, key: str) -> None:
        if key in ("ctrl+c", "ctrl+d"):
            self.leave("closed")
            return
        if self._form.take_key(key):
            self._named.set()
        elif self._form.is_refused:
            self.leave("closed")
        else:
            self._draw_form()

    # --- keys -------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take keys."""
        if self._reading is not None:
            self._reading.screen.feed(data)
            return
        for key in self._keys.feed(data):
            if not self._allowance.take():
                return
            if self._moment.participant:
                self._take_key(key)
            elif not self._named.is_set():
                self._take_form_key(key)

    def _take_key(self, key: str) -> None:
        state, deck = self._room.state, self._room.deck
        self._moment, request = take_key(self._moment, key, state, deck)
        match request:
            case SendAnswer(typed, confidence):
                self._do(partial(self._send_answer, typed, confidence))
            case SendSignal(signal):
                self._do(partial(self._send_signal, signal))
            case AskPresenter(text):
                self._do(partial(self._ask, text))
            case LookBack(place):
                self._look_at(place)
            case Rejoin():
                self._seen = 0
            case ReadDeck():
                self._do(self._read_deck)
                return
            case Leave():
                self._over.set()
                return
        self._repaint()

    def _look_at(self, place: int) -> None:
        """Show a page that was presented before."""
        if self._mirror is not None and not self.is_slow:
            self._wire.write(self._mirror.still(self._room.state.toured[place]))
            self._seen_line = b""

    async def _send_answer(self, typed: str, confidence: Confidence | None) -> None:
        why = await self._room.answer(self._moment.participant, typed, confidence)
        if why:
            self._say(why)
        else:
            self._change(answered=typed, confidence=confidence, typed="")
            self._repaint()

    async def _send_signal(self, signal: Signal | None) -> None:
        await self._room.signal(self._moment.participant, signal)
        self._repaint()

    async def _ask(self, text: str) -> None:
        if await self._room.ask(self._moment.participant, text):
            self._say("The presenter has your question.")

    async def _read_deck(self) -> None:
        """Let the participant read the deck in an app of their own, until they leave it."""
        self._reading = OwnReading(self._visit, self._terminal, self._lesson)
        self._wire.write(LEAVE.encode())
        try:
            await self._reading.screen.run()
        finally:
            self._reading = None
        self._wire.write(ENTER.encode())
        if not self._over.is_set():
            self._follow()

    def _do(self, action: Callable[[], Awaitable[None]]) -> None:
        """Do something that waits for the log, after what was asked for before."""
        if len(self._waiting) >= _MOST_WAITING or not self._actions.take():
            self._say("One thing after the other, please.")
            return
        self._waiting.append(action)
        if self._working is None or self._working.done():
            self._working = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._waiting.popleft()()
        except LessonUnusable:
            self._say("The host cannot keep that now. Please try again.")

    # --- from outside -----------------------------------------------------------------------

    def end_input(self) -> None:
        """Leave: nothing can be typed any more."""
        self.leave("closed")

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size of the terminal."""
        columns, rows = clamped((columns, rows), self._limits)
        self._terminal = msgspec.structs.replace(self._terminal, columns=columns, rows=rows)
        if self._reading is not None:
            self._reading.screen.resize(columns, rows)
        elif self._mirror is not None:
            self._change(looking=-1)
            self._follow()
        elif not self._named.is_set():
            self._draw_form()

    def announce(self, words: str) -> None:
        """Show a message from the host in the last line."""
        self._say(words)

    def renew(self, changed: Collection[str]) -> None:
        """Do nothing: a lesson goes on with the deck that it began with."""

    def leave(self, cause: str) -> bool:
        """End the session."""
        if self._reading is not None:
            self._reading.screen.leave(cause)
        self._end_cause = "" if cause == "closed" else cause
        self._over.set()
        self._named.set()
        return True
