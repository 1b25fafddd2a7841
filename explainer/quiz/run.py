"""A run through questions, as a state machine without clock, screen or storage.

A run is a fold: its questions in their first order, and the answers so far. Whoever keeps these two
can take it up again at the same question, in the same order, with the same score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from explainer.deck.question import Question
from explainer.quiz.answer import Answer, Confidence
from explainer.quiz.grading import Grade, Scheme, grade, marks, most_marks

BETWEEN = 3
"""Questions that stand at least between a missed one and its return."""

_MOST_RETURNS = 2
"""How often a question returns at most; who misses it three times should read, not guess."""


class SubjectKind(StrEnum):
    """What a run is about."""

    SECTION = "section"
    TAG = "tag"
    DECK = "deck"
    MISSED = "missed"
    QUESTION = "question"
    ROUTE = "route"
    REVIEW = "review"


class Subject(msgspec.Struct, frozen=True, order=True):
    """What a run is about."""

    kind: SubjectKind
    """What it was made from."""
    id: str = ""
    """Id of the section, question or route, or the tag; for several questions, their ids apart by
    spaces; empty where the kind says it all."""


class Phase(StrEnum):
    """What a run waits for."""

    ASKING = "asking"
    """An answer to the present question."""
    FEEDBACK = "feedback"
    """That the learner has seen enough of the feedback."""
    DONE = "done"
    """Nothing."""


class Response(msgspec.Struct, frozen=True, gc=False):
    """An answer within a run."""

    question: str
    """Id of the question."""
    answer: Answer | None
    """What was answered; None where the learner gave up."""
    fraction: float
    """What it is worth, 0 to 1, before hints are taken off."""
    hints: int = 0
    """How many hints were shown before it."""
    confidence: Confidence | None = None
    """How sure the learner was."""
    again: bool = False
    """Whether the run had asked the question before; only first answers count."""


class Run(msgspec.Struct, frozen=True):
    """Where somebody is on the way through some questions."""

    id: str
    """Names the run in the record."""
    subject: Subject
    """What it is about."""
    seed: int
    """Decides every order in it."""
    order: tuple[str, ...]
    """The questions, in the order of their first asking."""
    scheme: Scheme = Scheme.PARTIAL
    """How fractions become marks."""
    responses: tuple[Response, ...] = ()
    """The answers so far."""
    returning: tuple[tuple[int, str], ...] = ()
    """Missed questions, each with the number of answers after which it may return. Those for which
    nothing is left to be asked in between do not."""
    first: int = 0
    """Place in `order` of the first question that was not asked."""
    hints: int = 0
    """Hints shown for the present question."""
    seen: int = 0
    """Answers whose feedback the learner has left."""

    @property
    def phase(self) -> Phase:
        """What it waits for."""
        if self.seen < len(self.responses):
            return Phase.FEEDBACK
        return Phase.ASKING if self.question else Phase.DONE

    @property
    def question(self) -> str:
        """Id of the question to answer next; while feedback shows, of the one that follows."""
        if self.returning and self.returning[0][0] <= len(self.responses):
            return self.returning[0][1]
        return self.order[self.first] if self.first < len(self.order) else ""

    @property
    def last(self) -> Response | None:
        """The last answer."""
        return self.responses[-1] if self.responses else None

    @property
    def is_return(self) -> bool:
        """Whether the question to answer next was missed before."""
        return bool(self.returning) and self.returning[0][0] <= len(self.responses)


def start(
    id: str, subject: Subject, order: Sequence[str], seed: int, scheme: Scheme = Scheme.PARTIAL
) -> Run:
    """A run at its first question; an id that stands twice is asked once."""
    return Run(id, subject, seed, tuple(dict.fromkeys(order)), scheme)


def show_hint(run: Run, question: Question) -> Run:
    """Show the next hint to the present question, where there is one."""
    if run.phase is not Phase.ASKING or run.question != question.id:
        return run
    return msgspec.structs.replace(run, hints=min(run.hints + 1, len(question.hints)))


def give(
    run: Run, question: Question, answer: Answer | None, confidence: Confidence | None = None
) -> tuple[Run, Grade]:
    """Answer the present question, once; None gives up. Gives the run and the grade.

    Out of turn, which is while feedback shows or for another question, the run stays as it is.
    """
    found = grade(question, answer)
    if run.phase is not Phase.ASKING or run.question != question.id:
        return run, found
    response = Response(question.id, answer, found.fraction, run.hints, confidence, run.is_return)
    return _with(run, response), found


def go_on(run: Run) -> Run:
    """Leave the feedback."""
    return msgspec.structs.replace(run, seen=len(run.responses))


def replay(run: Run, responses: Iterable[Response], hints: int, seen: int) -> Run:
    """Take up a run that was left.

    Args:
        run: The run as it was started.
        responses: Its answers, in the order in which they were given. One that is missing, since it
            could not be kept or its question is gone, changes nothing of the others.
        hints: Hints that were shown for the question that it was left at.
        seen: Answers whose feedback was left.
    """
    known = set(run.order)
    fold = _Fold(run)
    for one in responses:
        if one.question in known:
            fold.add(one)
    run = fold.run()
    seen = min(len(run.responses), max(0, seen))
    return msgspec.structs.replace(run, hints=max(0, hints), seen=seen)


def _with(run: Run, response: Response) -> Run:
    """The run after one more answer."""
    fold = _Fold(run)
    fold.add(response)
    return fold.run()


class _Fold:
    """A run to which answers are added, however many it has."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._responses = list(run.responses)
        self._times = Counter(one.question for one in run.responses)
        self._returning = {question: after for after, question in run.returning}
        self._first = run.first

    def add(self, response: Response) -> None:
        """Add one more answer."""
        order, question = self._run.order, response.question
        self._responses.append(response)
        self._times[question] += 1
        self._returning.pop(question, None)
        if self._first < len(order) and order[self._first] == question:
            while self._first < len(order) and order[self._first] in self._times:
                self._first += 1
        if response.fraction < 1 and self._times[question] <= _MOST_RETURNS:
            self._returning[question] = len(self._responses) + BETWEEN

    def run(self) -> Run:
        """The run as it is now."""
        return msgspec.structs.replace(
            self._run,
            responses=tuple(self._responses),
            returning=tuple((after, question) for question, after in self._returning.items()),
            first=self._first,
            hints=0,
        )


class Score(msgspec.Struct, frozen=True):
    """What a run came to; first answers only."""

    earned: float
    """Marks."""
    most: float
    """The most marks that the answered questions could earn."""
    right: int
    """Questions that were wholly right."""
    asked: int
    """Questions that were answered or given up."""


def score(run: Run, questions: Mapping[str, Question]) -> Score:
    """Count what a run came to so far."""
    firsts = [one for one in run.responses if not one.again and one.question in questions]
    earned = most = 0.0
    for one in firsts:
        question = questions[one.question]
        cost = sum(hint.cost for hint in question.hints[: one.hints])
        earned += marks(question, one.fraction, run.scheme, cost, one.confidence)
        most += most_marks(question, run.scheme)
    return Score(earned, most, sum(one.fraction >= 1 for one in firsts), len(firsts))
