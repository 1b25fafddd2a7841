"""A session over a run: asks, grades, and commits every answer before its feedback is shown.

Screens and plain text use the same session, so both keep the same record. Without a record, the
session works without a log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from secrets import randbelow, token_hex

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType, scored_questions
from explainer.learner.history import History, now
from explainer.learner.place import RecordUnusable
from explainer.learner.record_file import RecordFile
from explainer.learner.run_log import RunLog
from explainer.quiz.answer import Answer, Chosen, Confidence, Placed, Rating, Recalled
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import run_order, subject_questions
from explainer.quiz.bet import settled_bets
from explainer.quiz.grading import Grade, Scheme, grade
from explainer.quiz.passage import slug_titles
from explainer.quiz.question_hash import question_hash
from explainer.quiz.review import attempted_at, due_by_rating, exam_ahead
from explainer.quiz.run import (
    Phase,
    Response,
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
"""Limit of seeds, since SQLite has no larger integers."""


class QuizOptions(msgspec.Struct, frozen=True):
    """Seed, number of questions, scheme, and whether to start afresh."""

    seed: int | None = None
    """Seed; None to draw one."""
    count: int = 0
    """Most questions; 0 for all."""
    scheme: Scheme | None = None
    """Way of turning fractions into marks; None for that of the open run, or partial credit."""
    fresh: bool = False
    """True to ignore an open run of the same subject."""


class QuizSession:
    """A run that is being answered."""

    def __init__(
        self,
        deck: Deck,
        run: Run,
        questions: Mapping[str, Question],
        file: RecordFile | None,
        attempts: list[Attempt],
    ) -> None:
        """Continue a run.

        Args:
            deck: The deck.
            run: The run so far.
            questions: Its questions by id.
            file: File for the answers; None if nothing is kept.
            attempts: Every attempt at the deck so far; new ones are added to this list.
        """
        self.deck = deck
        """The deck."""
        self.run = run
        """The run so far."""
        self.questions = questions
        """The questions of the run by id."""
        self.grade = grade_of_last(run, questions)
        """The grade of the last answer; None before the first."""
        self.bets = settled_bets(attempts)
        """Guesses before the text, as they were when this session began, by question."""
        self.titles = slug_titles(deck)
        """Returns the titles of passages."""
        self.trouble = ""
        """Reason why answers are not kept, once it is known."""
        self.due_by_rating: Mapping[Rating, datetime] = {}
        """For a card that is asked: when it would be due again after each rating."""
        self._file = file
        self._exam: date | None = None
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
        """True if answers are kept."""
        return self._file is not None and not self.trouble

    @property
    def question(self) -> Question:
        """The question that is asked, or whose feedback is shown."""
        name = self.run.question
        if self.run.phase is not Phase.ASKING and self.run.last:
            name = self.run.last.question
        return self.questions[name]

    @property
    def occasion(self) -> Occasion:
        """Occasion of the answers."""
        is_review = self.run.subject.kind is SubjectKind.REVIEW
        return Occasion.REVIEW if is_review else Occasion.QUIZ

    def begin(self) -> None:
        """Mark the run as new, so that `open` writes it to the record."""
        self._begins = True

    def open(self) -> None:
        """Open the record, and write the run if it is new; may be called in another thread."""
        if self._file is not None:
            try:
                self._log = RunLog(self._file, self.deck.id)
                if self._begins:
                    self._log.begin(self.run)
                    self._begins = False
                if any(question.type is QuestionType.CARD for question in self.questions.values()):
                    self._exam = History(self._file).exam(self.deck.id)
            except RecordUnusable as error:
                self.trouble = error.reason
        self._look_ahead()

    def keep_in(self, file: RecordFile) -> None:
        """Keep the run from now on; earlier answers are already in the record.

        May be called in another thread.
        """
        if self._file is None:
            self._file, self.trouble = file, ""
            self.open()
            self._keep_state()

    def stop_keeping(self) -> None:
        """Continue without a record; may be called in another thread."""
        self.close()
        self._file = None
        self._begins = True

    def close(self) -> None:
        """Close the connection to the record."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def hint(self) -> None:
        """Show one more hint; may be called in another thread."""
        self.run = show_hint(self.run, self.question)
        self._keep_state()

    def answer(self, answer: Answer | None, confidence: Confidence | None = None) -> Grade:
        """Answer the current question; None gives up. May be called in another thread.

        The answer is committed when this returns, or `trouble` gives the reason why it is not.
        After a card the run has gone on to the next question.
        """
        if self.run.phase is not Phase.ASKING:
            return self.grade or Grade(0.0)
        question = self.question
        if answer is None:
            confidence = None  # a learner who gives up has no confidence in an answer
        following, found = give(self.run, question, answer, confidence)
        response = following.responses[-1]
        attempt = self._attempt(question, response)
        self._is_last_kept = False
        if self._log is not None:
            try:
                has_feedback = following.phase is Phase.FEEDBACK
                self._log.keep(attempt, None if has_feedback else following)
                self._is_last_kept = True
            except RecordUnusable as error:
                self.trouble = error.reason
        self._attempts.append(attempt)
        self.run, self.grade = following, found
        self._look_ahead()
        return found

    def _attempt(self, question: Question, response: Response) -> Attempt:
        """Return a response as an attempt of this moment."""
        return Attempt(
            self.deck.id,
            question.id,
            question_hash(question),
            now(),
            response.answer,
            response.fraction,
            self.occasion,
            self.run.id,
            response.again,
            response.hints,
            response.confidence,
        )

    def _look_ahead(self) -> None:
        """Compute when the card that is asked now would be due again after each rating."""
        self.due_by_rating = {}
        if self.run.phase is Phase.ASKING and self.question.type is QuestionType.CARD:
            attempt = self._attempt(self.question, Response(self.question.id, None, 0.0))
            exam = exam_ahead(self._exam, attempted_at(attempt).astimezone().date())
            self.due_by_rating = due_by_rating(self._attempts, attempt, exam)

    def go_on(self) -> None:
        """Leave the feedback; may be called in another thread."""
        self.run = go_on(self.run)
        self._keep_state()
        self._look_ahead()

    def call_easy(self) -> None:
        """Record that the learner calls the last answer easy; may be called in another thread."""
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
            self._log.keep_state(self.run)
        except RecordUnusable as error:
            self.trouble = error.reason


def grade_of_last(run: Run, questions: Mapping[str, Question]) -> Grade | None:
    """Return the grade of a run's last answer, computed again for a run that is continued."""
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
    """Open a session over a subject: its open run, if there is one, else a new one.

    Returns None if the subject has no questions.

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
    """True if an open run has the options asked for."""
    return (
        options.scheme in (None, run.scheme)
        and options.count in (0, len(run.order))
        and options.seed in (None, run.seed)
    )


def resume_quiz_session(
    deck: Deck, run: Run, file: RecordFile | None, attempts: list[Attempt]
) -> QuizSession | None:
    """Return a session over a run that was left; None if nothing is left to ask or to show."""
    run = without_missing_questions(deck, run)
    if run.last is not None and isinstance(run.last.answer, Recalled):
        run = go_on(run)  # a card has no feedback
    if run.phase is Phase.DONE:
        return None
    return QuizSession(deck, run, _questions(deck, run.order), file, attempts)


def without_missing_questions(deck: Deck, run: Run) -> Run:
    """Return the run without questions that are gone from the deck, or open now."""
    known = scored_questions(deck.questions)
    if all(name in known for name in run.order):
        return run
    order = [name for name in run.order if name in known]
    fresh = start(run.id, run.subject, order, run.seed, run.scheme)
    seen = sum(one.question in known for one in run.responses[: run.seen])
    again = replay(fresh, run.responses, 0, seen)
    # Hints belong to the question at which they were shown, not to another one.
    return (
        replay(fresh, run.responses, run.hints, seen) if again.question == run.question else again
    )


def _questions(deck: Deck, order: Sequence[str]) -> dict[str, Question]:
    return {name: deck.questions[name] for name in order if name in deck.questions}


def place_bet(deck: Deck, question: Question, answer: Answer, file: RecordFile | None) -> Attempt:
    """Keep a guess before the text; the latest one counts until the question is asked again.

    A guess at an open question is kept as `Placed`, since it cannot be right or wrong.

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
