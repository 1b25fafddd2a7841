"""One sitting over a run: asks, grades, and has every answer committed before it tells of it.

Screens and plain text drive the same sitting, so both keep the same record. Where nothing is kept,
the sitting goes on without a log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import randbelow, token_hex

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, scored_questions
from explainer.learner.history import History, now
from explainer.learner.place import RecordUnusable
from explainer.learner.record_file import RecordFile
from explainer.learner.run_log import RunLog
from explainer.quiz.answer import Answer, Chosen, Confidence, Placed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import run_order, subject_questions
from explainer.quiz.bet import settled_bets
from explainer.quiz.grading import Grade, Scheme, grade
from explainer.quiz.passage import slug_titles
from explainer.quiz.question_hash import question_hash
from explainer.quiz.run import (
    Phase,
    Run,
    Subject,
    SubjectKind,
    give,
    go_on,
    replay,
    show_hint,
    start,
)
from explainer.quiz.shuffle import LARGEST_SEED

_SEEDS = 2**63
"""Seeds are less than this, since SQLite has no larger integers."""


class QuizOptions(msgspec.Struct, frozen=True):
    """What somebody asks of a run, beside what it is about."""

    seed: int | None = None
    """The seed; None for one that is drawn."""
    count: int = 0
    """Questions at most; 0 for all."""
    scheme: Scheme | None = None
    """How fractions become marks; None for what the open run has, or partial credit."""
    fresh: bool = False
    """Whether an open run of the same subject is left aside."""


class QuizSession:
    """A run that is under way."""

    def __init__(
        self,
        deck: Deck,
        run: Run,
        questions: Mapping[str, Question],
        file: RecordFile | None,
        attempts: list[Attempt],
    ) -> None:
        """Take a run up.

        Args:
            deck: The deck.
            run: The run, as far as it has come.
            questions: Its questions by id.
            file: Where answers are kept; None where nothing is.
            attempts: Every attempt at the deck so far; new ones are put behind them.
        """
        self.deck = deck
        """The deck."""
        self.run = run
        """Where it is."""
        self.questions = questions
        """The questions of the run by id."""
        self.grade = grade_of_last(run, questions)
        """The grade of the last answer; None before the first."""
        self.bets = settled_bets(attempts)
        """Guesses before the text as they were when this sitting began, by question."""
        self.titles = slug_titles(deck)
        """What passages are called."""
        self.trouble = ""
        """Why answers are not kept, once that is known."""
        self._file = file
        self._attempts = attempts
        self._log: RunLog | None = None
        self._begins = False
        self._is_last_kept = True

    @property
    def own_attempts(self) -> list[Attempt]:
        """The attempts of this run, oldest first."""
        return [attempt for attempt in self._attempts if attempt.run == self.run.id]

    @property
    def keeps(self) -> bool:
        """Whether answers are kept."""
        return self._file is not None and not self.trouble

    @property
    def question(self) -> Question:
        """The question that is asked, or whose feedback shows."""
        name = self.run.question
        if self.run.phase is not Phase.ASKING and self.run.last:
            name = self.run.last.question
        return self.questions[name]

    @property
    def occasion(self) -> Occasion:
        """Where the answers are given."""
        is_review = self.run.subject.kind is SubjectKind.REVIEW
        return Occasion.REVIEW if is_review else Occasion.QUIZ

    def begin(self) -> None:
        """The run is a new one, which the record does not have yet."""
        self._begins = True

    def open(self) -> None:
        """Open the record, and write the run down where it is new; may be called off the loop."""
        if self._file is None:
            return
        try:
            self._log = RunLog(self._file, self.deck.id)
            if self._begins:
                self._log.begin(self.run)
                self._begins = False
        except RecordUnusable as error:
            self.trouble = error.reason

    def keep_in(self, file: RecordFile) -> None:
        """Keep the run from now on; what was answered before is already in the record.

        May be called off the loop.
        """
        if self._file is None:
            self._file, self.trouble = file, ""
            self.open()
            self._keep_state()

    def stop_keeping(self) -> None:
        """Go on without a record; may be called off the loop."""
        self.close()
        self._file = None
        self._begins = True

    def close(self) -> None:
        """Let go of the record."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def hint(self) -> None:
        """Show one more hint; may be called off the loop."""
        self.run = show_hint(self.run, self.question)
        self._keep_state()

    def answer(self, answer: Answer | None, confidence: Confidence | None = None) -> Grade:
        """Answer the present question; None gives up. May be called off the loop.

        The answer is committed when this returns, or `trouble` says why it is not.
        """
        if self.run.phase is not Phase.ASKING:
            return self.grade or Grade(0.0)
        question = self.question
        confidence = None if answer is None else confidence  # who gives up was sure of nothing
        following, found = give(self.run, question, answer, confidence)
        response = following.responses[-1]
        attempt = Attempt(
            self.deck.id,
            question.id,
            question_hash(question),
            now(),
            answer,
            found.fraction,
            self.occasion,
            self.run.id,
            response.again,
            response.hints,
            confidence,
        )
        self._is_last_kept = False
        if self._log is not None:
            try:
                self._log.keep(attempt)
                self._is_last_kept = True
            except RecordUnusable as error:
                self.trouble = error.reason
        self._attempts.append(attempt)
        self.run, self.grade = following, found
        return found

    def go_on(self) -> None:
        """Leave the feedback; may be called off the loop."""
        self.run = go_on(self.run)
        self._keep_state()

    def call_easy(self) -> None:
        """The learner calls the last answer easy; may be called off the loop."""
        for place in range(len(self._attempts) - 1, -1, -1):
            if self._attempts[place].run == self.run.id:
                easy = msgspec.structs.replace(self._attempts[place], easy=True)
                self._attempts[place] = easy
                break
        if self._log is not None and self._is_last_kept:
            try:
                self._log.keep_easy(self.run)
            except RecordUnusable as error:
                self.trouble = error.reason

    def _keep_state(self) -> None:
        if self._log is None:
            return
        try:
            if self.run.phase is Phase.DONE:
                self._log.end(self.run)
            else:
                self._log.keep_state(self.run)
        except RecordUnusable as error:
            self.trouble = error.reason


def grade_of_last(run: Run, questions: Mapping[str, Question]) -> Grade | None:
    """The grade of a run's last answer, worked out again where the run was taken up."""
    if run.last is None:
        return None
    question = questions.get(run.last.question)
    if question is None:
        return None
    found = grade(question, run.last.answer)
    return msgspec.structs.replace(found, fraction=run.last.fraction)


def open_quiz_session(
    deck: Deck,
    subject: Subject,
    file: RecordFile | None,
    attempts: list[Attempt],
    options: QuizOptions | None = None,
) -> QuizSession | None:
    """A sitting over a subject: the open run of it, where there is one, else a new one.

    None where the subject has no questions.

    Raises:
        RecordUnusable: the record cannot be read.
    """
    options = options or QuizOptions()
    if file is not None and not options.fresh:
        for run in History(file).open_runs(deck.id):
            is_wanted = run.subject == subject and _matches_options(run, options)
            if is_wanted and (taken := resume_quiz_session(deck, run, file, attempts)):
                return taken
    questions = subject_questions(deck, subject, attempts)
    if not questions:
        return None
    seed = randbelow(LARGEST_SEED + 1) if options.seed is None else options.seed % _SEEDS
    order = run_order(deck, subject, questions, seed, options.count)
    run = start(token_hex(8), subject, order, seed, options.scheme or Scheme.PARTIAL)
    quiz_session = QuizSession(deck, run, _questions(deck, order), file, attempts)
    quiz_session.begin()
    return quiz_session


def _matches_options(run: Run, options: QuizOptions) -> bool:
    """Whether an open run is what was asked for."""
    return (
        options.scheme in (None, run.scheme)
        and options.count in (0, len(run.order))
        and options.seed in (None, run.seed)
    )


def resume_quiz_session(
    deck: Deck, run: Run, file: RecordFile | None, attempts: list[Attempt]
) -> QuizSession | None:
    """A sitting over a run that was left; None where nothing of it is left to ask or to show."""
    run = without_lost(deck, run)
    if run.phase is Phase.DONE:
        return None
    return QuizSession(deck, run, _questions(deck, run.order), file, attempts)


def without_lost(deck: Deck, run: Run) -> Run:
    """The run without questions that the deck has no more, or that are open now."""
    known = scored_questions(deck.questions)
    if all(name in known for name in run.order):
        return run
    order = [name for name in run.order if name in known]
    fresh = start(run.id, run.subject, order, run.seed, run.scheme)
    seen = sum(one.question in known for one in run.responses[: run.seen])
    again = replay(fresh, run.responses, 0, seen)
    # Hints were to the question that was asked; they are nothing to another one.
    return (
        replay(fresh, run.responses, run.hints, seen) if again.question == run.question else again
    )


def _questions(deck: Deck, order: Sequence[str]) -> dict[str, Question]:
    return {name: deck.questions[name] for name in order if name in deck.questions}


def place_bet(deck: Deck, question: Question, answer: Answer, file: RecordFile | None) -> Attempt:
    """Keep a guess before the text; the latest guess holds until the question is asked again.

    A choice of an open question is kept as a place that was taken.

    Raises:
        RecordUnusable: it could not be written.
    """
    kept = Placed(answer.choices) if question.open and isinstance(answer, Chosen) else answer
    attempt = Attempt(
        deck.id,
        question.id,
        question_hash(question),
        now(),
        kept,
        grade(question, kept).fraction,
        Occasion.BET,
    )
    if file is not None:
        log = RunLog(file, deck.id)
        try:
            log.keep(attempt)
        finally:
            log.close()
    return attempt
