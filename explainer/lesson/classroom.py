"""The participants' end of a lesson: they join, answer, tell how it goes, and ask.

Whatever they do is an event, and counts by its place in the log: an answer that the log takes after
the vote was closed is late, whatever the clock of anybody says. Nothing is acknowledged before the
log has kept it.
"""

from __future__ import annotations

from hmac import compare_digest
from secrets import token_hex

from explainer.deck.model import Deck
from explainer.deck.question_reader import question_text
from explainer.deck.text_file import clean
from explainer.lesson.ballot import Ballot
from explainer.lesson.class_sight import class_shown
from explainer.lesson.event import (
    LONGEST_QUESTION,
    BallotCast,
    HostOpened,
    ParticipantCame,
    ParticipantGone,
    ParticipantJoined,
    QuestionAsked,
    Signal,
    SignalSent,
)
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.participant import (
    Participant,
    cleaned_name,
    free_name,
    new_token,
    token_digest,
)
from explainer.lesson.poll import question_of
from explainer.lesson.presented_lesson import PresentedLesson
from explainer.lesson.shown import Shown
from explainer.lesson.typed_answer import read_answer, typed_words
from explainer.lesson.vote import VoteStage
from explainer.quiz.answer import Answer, Confidence, cleaned

MOST_PARTICIPANTS = 20_000
"""Most participants of a lesson, those who left included."""


class Admitted:
    """A participant who was let in, and the token by which they come back."""

    def __init__(self, participant: str, token: str) -> None:
        self.participant = participant
        """Id of the participant."""
        self.token = token
        """The token; the log has only its digest."""


class Classroom:
    """The room of one lesson."""

    def __init__(self, lesson: PresentedLesson, deck: Deck) -> None:
        """`deck` is the lesson's deck."""
        self._lesson = lesson
        self.deck = deck
        """The deck."""
        self._names: dict[str, str] = {}

    @property
    def state(self) -> LessonState:
        """State of the lesson."""
        return self._lesson.state

    def shown(self) -> Shown | None:
        """Return what the class sees now; None before anything was shown."""
        return class_shown(self.state, self.deck)

    def participant(self, id: str) -> Participant:
        """Return a participant who joined."""
        return self.state.participants[id]

    async def open(self, host: HostOpened) -> None:
        """Begin to take participants.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        await self._appended(host)

    async def join(self, name: str) -> Admitted:
        """Let somebody in under a name, or a name like it that is free.

        Raises:
            LessonUnusable: the lesson is full, or its log cannot be written.
        """
        people = self.state.participants
        waiting = len(self._names)
        if len(people) + waiting >= MOST_PARTICIPANTS:
            raise LessonUnusable("This lesson is full.")
        id, token = token_hex(4), new_token()
        taken = [*(one.name for one in people.values()), *self._names.values()]
        # Kept until the log has it, so that two who come at once do not get the same name.
        self._names[id] = free_name(cleaned_name(name), len(people) + waiting + 1, taken)
        try:
            await self._appended(ParticipantJoined(id, self._names[id], token_digest(token)))
        finally:
            del self._names[id]
        return Admitted(id, token)

    async def come_back(self, token: str) -> Admitted | None:
        """Let a participant in again by their token; None if it is nobody's.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        digest = token_digest(token)
        for one in self.state.participants.values():
            if compare_digest(digest, one.token):
                await self._appended(ParticipantCame(one.id))
                return Admitted(one.id, token)
        return None

    async def leave(self, participant: str) -> None:
        """Note that a participant's connection has ended; nothing where that cannot be kept."""
        try:
            await self._appended(ParticipantGone(participant))
        except LessonUnusable:
            return  # the next start of the host counts everybody as gone

    async def answer(
        self,
        participant: str,
        typed: str,
        confidence: Confidence | None = None,
    ) -> str:
        """Take a participant's answer to the vote in progress.

        Args:
            participant: Id of the participant.
            typed: The answer as it was typed.
            confidence: The participant's confidence, if told.

        Returns:
            The reason why it does not count, in a sentence; empty if it does.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        vote = self.state.vote
        question = question_of(vote, self.deck) if vote is not None else None
        if vote is None or question is None:
            return "There is no vote now."
        if vote.stage is not VoteStage.OPEN:
            return "The vote is not open." if vote.stage is VoteStage.ARMED else "Too late: closed."
        answer = read_answer(question, question_text(self.deck, question), typed)
        if isinstance(answer, str):
            return answer
        ballot = Ballot(cleaned(answer), confidence)
        await self._appended(BallotCast(participant, vote.question, vote.round, ballot))
        after = self.state.vote or (self.state.votes[-1] if self.state.votes else None)
        if after is None or after.question != vote.question:
            return _TOO_LATE
        is_kept = after.round_ballots(vote.round).get(participant) == ballot
        return "" if is_kept else _TOO_LATE

    def locked(self) -> frozenset[str]:
        """Return the questions whose key the lesson has not revealed."""
        votes = (*self.state.votes, *([self.state.vote] if self.state.vote is not None else []))
        told = (VoteStage.REVEALED, VoteStage.EXPLAINED)
        revealed = {vote.question for vote in votes if vote.stage in told and not vote.is_bet}
        return frozenset(self.deck.questions) - revealed

    def answer_words(self, answer: Answer) -> str:
        """Return an answer to the vote in progress as a participant would type it."""
        vote = self.state.vote
        question = question_of(vote, self.deck) if vote is not None else None
        if question is None:
            return ""
        return typed_words(question, question_text(self.deck, question), answer)

    async def signal(self, participant: str, signal: Signal | None) -> None:
        """Tell the presenter how it goes for a participant, or take that back.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        await self._appended(SignalSent(participant, signal))

    async def ask(self, participant: str, text: str) -> bool:
        """Ask the presenter a question; False if it has no words.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        words = " ".join(clean(text[:LONGEST_QUESTION]).split())
        if not words:
            return False
        await self._appended(QuestionAsked(participant, words))
        return True

    async def _appended(
        self,
        event: HostOpened
        | ParticipantJoined
        | ParticipantCame
        | ParticipantGone
        | BallotCast
        | SignalSent
        | QuestionAsked,
    ) -> None:
        """Append an event, and wait until it is kept and taken into the state."""
        await self._lesson.reach(await self._lesson.append(event, token_hex(8)))


_TOO_LATE = "Too late: the vote was closed before this came."
