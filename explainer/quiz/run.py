"""A run through questions, as a state machine without clock, screen or storage.

A run is determined by its questions in their first order and the answers so far. With these two it
can be continued at the same question, in the same order, with the same score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Answer, Confidence, Rating, Recalled
from explainer.quiz.grading import Grade, Scheme, grade, marks, most_marks
from explainer.quiz.shuffle import seeded_share

BETWEEN = 3
"""Least number of other questions between a missed one and its return."""

_MOST_RETURNS = 2
"""Most returns of a question; after three misses a learner should read instead of guess."""


class SubjectKind(StrEnum):
    """Kinds of subjects of a run."""

    SECTION = "section"
    TAG = "tag"
    DECK = "deck"
    MISSED = "missed"
    QUESTION = "question"
    ROUTE = "route"
    REVIEW = "review"


class Subject(msgspec.Struct, frozen=True, order=True):
    """Subject of a run: where its questions come from."""

    kind: SubjectKind
    """Kind of the subject."""
    id: str = ""
    """Id of the section, question or route, or the tag; for several questions their ids, separated
    by spaces; empty if the kind says it all."""


class Phase(StrEnum):
    """Phases of a run, named for the event it waits for."""

    ASKING = "asking"
    """Waiting for an answer to the current question."""
    FEEDBACK = "feedback"
    """Waiting for the learner to leave the feedback."""
    DONE = "done"
    """Finished."""


class Response(msgspec.Struct, frozen=True, gc=False):
    """An answer within a run."""

    question: str
    """Id of the question."""
    answer: Answer | None
    """The answer; None if the learner gave up."""
    fraction: float
    """Score of the answer, 0 to 1, before hints are subtracted."""
    hints: int = 0
    """Number of hints shown before it."""
    confidence: Confidence | None = None
    """Confidence of the learner."""
    again: bool = False
    """True if the run had asked the question before; only first answers count."""


class Run(msgspec.Struct, frozen=True):
    """State of a run through some questions."""

    id: str
    """Id of the run in the record."""
    subject: Subject
    """Subject of the run."""
    seed: int
    """Seed of every order in it."""
    order: tuple[str, ...]
    """The questions, in the order of their first asking."""
    scheme: Scheme = Scheme.PARTIAL
    """Way of turning fractions into marks."""
    responses: tuple[Response, ...] = ()
    """The answers so far."""
    returning: tuple[tuple[int, str], ...] = ()
    """Missed questions, each with the number of answers after which it may return. A question does
    not return if there are not enough others to ask in between."""
    first: int = 0
    """Index in `order` of the first question that was not asked yet."""
    hints: int = 0
    """Hints shown for the current question."""
    seen: int = 0
    """Number of answers whose feedback the learner has left."""

    @property
    def phase(self) -> Phase:
        """The phase of the run."""
        if self.seen < len(self.responses):
            return Phase.FEEDBACK
        return Phase.ASKING if self.question else Phase.DONE

    @property
    def question(self) -> str:
        """Id of the question to answer next; while feedback is shown, of the one after it."""
        return self._due or (self.order[self.first] if self.first < len(self.order) else "")

    @property
    def last(self) -> Response | None:
        """The last answer."""
        return self.responses[-1] if self.responses else None

    @property
    def is_return(self) -> bool:
        """True if the question to answer next was missed before."""
        return bool(self._due)

    @property
    def _due(self) -> str:
        """The missed question to ask again now; empty for none.

        While there are questions that were not asked yet, each return is followed by one of them,
        so that misses never keep the run from the rest. Several that may return are drawn by lot,
        anew each time: in their first order an answer would be remembered by its place.
        """
        answered = len(self.responses)
        if self.responses and self.responses[-1].again and self.first < len(self.order):
            return ""
        due = [(after, question) for after, question in self.returning if after <= answered]
        if not due:
            return ""
        return min(due, key=lambda one: seeded_share(self.seed, one[1], "return", str(one[0])))[1]


def start(
    id: str, subject: Subject, order: Sequence[str], seed: int, scheme: Scheme = Scheme.PARTIAL
) -> Run:
    """Return a run at its first question; an id that is repeated is asked once."""
    return Run(id, subject, seed, tuple(dict.fromkeys(order)), scheme)


def returns_left(run: Run) -> int:
    """Return how many missed questions come again if every answer from now on is right.

    It counts the one that is asked again now. A question that waits for others is left out at the
    end of a run, where there are none.
    """
    if len(run.order) - run.first >= BETWEEN:
        return len(run.returning)
    answered = len(run.responses)
    waiting = sorted(after for after, _ in run.returning)
    new, count, has_returned = len(run.order) - run.first, 0, bool(run.last and run.last.again)
    while True:
        if waiting and waiting[0] <= answered and not (has_returned and new):
            waiting.pop(0)
            count, has_returned = count + 1, True
        elif new:
            new, has_returned = new - 1, False
        else:
            return count
        answered += 1


def show_hint(run: Run, question: Question) -> Run:
    """Show the next hint to the current question, if there is one."""
    if run.phase is not Phase.ASKING or run.question != question.id:
        return run
    return msgspec.structs.replace(run, hints=min(run.hints + 1, len(question.hints)))


def give(
    run: Run, question: Question, answer: Answer | None, confidence: Confidence | None = None
) -> tuple[Run, Grade]:
    """Answer the current question, once; None gives up. Returns the run and the grade.

    While feedback is shown, and for any other question, the run stays as it is. A card has no
    feedback, since its back was seen: the run goes on to the next question. To give up on it is to
    rate it "again", and it takes no confidence.
    """
    is_card = question.type is QuestionType.CARD
    if is_card:
        answer, confidence = answer or Recalled(Rating.AGAIN), None
    found = grade(question, answer)
    if run.phase is not Phase.ASKING or run.question != question.id:
        return run, found
    response = Response(question.id, answer, found.fraction, run.hints, confidence, run.is_return)
    following = _with(run, response)
    return go_on(following) if is_card else following, found


def go_on(run: Run) -> Run:
    """Leave the feedback."""
    return msgspec.structs.replace(run, seen=len(run.responses))


def replay(run: Run, responses: Iterable[Response], hints: int, seen: int) -> Run:
    """Continue a run that was left.

    Args:
        run: The run as it was started.
        responses: Its answers in order. If one is missing, because it could not be kept or its
            question is gone, the others stay as they are.
        hints: Hints shown for the question at which it was left.
        seen: Number of answers whose feedback was left.
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
    """Return the run after one more answer."""
    fold = _Fold(run)
    fold.add(response)
    return fold.run()


class _Fold:
    """Adds answers to a run without copying it each time."""

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
        """Return the run with all answers added."""
        return msgspec.structs.replace(
            self._run,
            responses=tuple(self._responses),
            returning=tuple((after, question) for question, after in self._returning.items()),
            first=self._first,
            hints=0,
        )


class Score(msgspec.Struct, frozen=True):
    """Score of a run; only first answers count."""

    earned: float
    """Marks."""
    most: float
    """The most marks that the answered questions could give."""
    right: int
    """Number of questions answered fully right."""
    partly: int
    """Number of questions answered partly right."""
    asked: int
    """Number of questions answered or given up."""


def score(run: Run, questions: Mapping[str, Question]) -> Score:
    """Return the score of a run so far."""
    firsts = [one for one in run.responses if not one.again and one.question in questions]
    earned = most = 0.0
    for one in firsts:
        question = questions[one.question]
        cost = sum(hint.cost for hint in question.hints[: one.hints])
        earned += marks(question, one.fraction, run.scheme, cost, one.confidence)
        most += most_marks(question, run.scheme)
    right = sum(one.fraction >= 1 for one in firsts)
    partly = sum(0 < one.fraction < 1 for one in firsts)
    return Score(earned, most, right, partly, len(firsts))
