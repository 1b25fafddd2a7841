"""A simulated class, for rehearsing a lesson: students who join, think, vote and are lost at times.

They are no model of learning. They give a presenter something to lead: votes that come in one after
the other, splits to discuss, a second round that is better than the first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from random import Random

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.lesson.classroom import Classroom
from explainer.lesson.event import Signal
from explainer.lesson.guess_vote import GuessPoint
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.poll import question_of
from explainer.lesson.typed_answer import typed_words
from explainer.lesson.vote import Vote, VoteStage
from explainer.quiz.answer import Answer, Chosen, Confidence, Filled, Matched, Ordered, Truth, Typed
from explainer.quiz.grading import cloze_gaps, right_sides

STUDENTS = 25
"""Number of students."""

NAMES = (
    "Ada", "Alan", "Barbara", "Chen", "Daphne", "Edsger", "Fatima", "Grace", "Hedy", "Ivan",
    "Joan", "Ken", "Linus", "Margaret", "Niklaus", "Olga", "Prakash", "Quentin", "Radia", "Shafi",
    "Tim", "Ursula", "Vint", "Wei", "Yukihiro",
)  # fmt: skip
"""Names of the students."""

_KNOWS, _LEARNS = 0.45, 0.75
"""Share of right answers before and after a discussion."""

_SLOWEST = 20.0
"""Most seconds that a student takes for an answer."""

_ABSENT, _LOST = 0.08, 0.04
"""Share of students who do not vote, and of those who are lost on a page."""

_LOOK = 0.5
"""Seconds between two looks of the class at the lesson."""


class SimulatedClass:
    """Students in a classroom, from `run` until it is cancelled."""

    def __init__(self, room: Classroom, random: Random) -> None:
        """`random` decides what they know."""
        self._room = room
        self._random = random
        self._students: list[str] = []
        self._answering: set[asyncio.Task[None]] = set()
        self._seen: object = None
        self._voted: object = None

    async def run(self) -> None:
        """Join one after the other, and take part."""
        for name in NAMES[:STUDENTS]:
            await asyncio.sleep(self._random.uniform(0.05, 0.4))
            self._students.append((await self._room.join(name)).participant)
        while True:
            self._look()
            await asyncio.sleep(_LOOK)

    def _look(self) -> None:
        """Answer a vote that was opened, or be lost on a page that was turned to."""
        state = self._room.state
        vote, shown = state.vote, state.shown
        if vote is not None and vote.stage is VoteStage.OPEN:
            if (vote.question, vote.round, len(state.votes)) != self._voted:
                self._voted = (vote.question, vote.round, len(state.votes))
                for student in self._students:
                    if self._random.random() >= _ABSENT:
                        self._begin(self._answer(student, vote))
        elif shown is not None and (shown.section, shown.screenful) != self._seen:
            self._seen = (shown.section, shown.screenful)
            for student in self._students:
                if self._random.random() < _LOST:
                    self._begin(self._be_lost(student))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, student: str, vote: Vote) -> None:
        """Think for a while, and answer."""
        question = question_of(vote, self._room.deck)
        if question is None:
            return
        await asyncio.sleep(self._random.uniform(2.0, _SLOWEST))
        if vote.guess is not None:
            await self._guess(student, vote.guess)
            return
        is_right = self._random.random() < (_KNOWS if vote.round == 1 else _LEARNS)
        answer = self._right(question) if is_right else self._wrong(question)
        typed = typed_words(question, question_text(self._room.deck, question), answer)
        confidence = self._random.choice(list(Confidence))
        try:
            await self._room.answer(student, typed, confidence)
        except LessonUnusable:
            return  # the console tells it

    async def _guess(self, student: str, point: GuessPoint) -> None:
        """Guess a number near the record."""
        middle = point.record if point.record is not None else point.low
        value = self._random.gauss(middle, (point.high - point.low) / 6)
        try:
            await self._room.answer(student, f"{max(point.low, min(point.high, value)):.3g}")
        except LessonUnusable:
            return  # the console tells it

    async def _be_lost(self, student: str) -> None:
        await asyncio.sleep(self._random.uniform(3.0, 10.0))
        try:
            await self._room.signal(student, Signal.LOST)
        except LessonUnusable:
            return  # the console tells it

    def _right(self, question: Question) -> Answer:
        """Return a right answer."""
        match question.type:
            case QuestionType.TRUE_FALSE:
                return Truth(bool(question.answer))
            case QuestionType.NUMERIC:
                number = question.answer if question.answer is not None else question.low
                return Typed(f"{float(number or 0):g}")
            case QuestionType.SHORT:
                return Typed(question.accept[0] if question.accept else "")
            case QuestionType.ORDER:
                return Ordered(tuple(range(len(question.items))))
            case QuestionType.MATCH:
                sides = right_sides(question)
                return Matched(tuple(sides.index(pair.right) for pair in question.pairs))
            case QuestionType.CLOZE:
                return Filled(tuple(gap[0] for gap in cloze_gaps(question)))
        keys = tuple(n for n, choice in enumerate(question.choices) if choice.correct)
        return Chosen(keys or (0,))

    def _wrong(self, question: Question) -> Answer:
        """Return an answer that is most likely wrong."""
        random = self._random
        match question.type:
            case QuestionType.TRUE_FALSE:
                return Truth(not question.answer)
            case QuestionType.NUMERIC:
                number = question.answer if question.answer is not None else question.low
                return Typed(f"{float(number or 0) * random.choice((0.1, 0.5, 2, 10)):g}")
            case QuestionType.SHORT:
                return Typed(random.choice(("no idea", "the other one", "it depends")))
            case QuestionType.ORDER:
                return Ordered(
                    tuple(random.sample(range(len(question.items)), len(question.items)))
                )
            case QuestionType.MATCH:
                count = len(right_sides(question))
                return Matched(tuple(random.randrange(count) for _ in question.pairs))
            case QuestionType.CLOZE:
                return Filled(tuple("no idea" for _ in cloze_gaps(question)))
        wrong = [n for n, choice in enumerate(question.choices) if not choice.correct]
        return Chosen((random.choice(wrong or [0]),))
