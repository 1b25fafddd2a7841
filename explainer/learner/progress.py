"""Writes a learner's progress in a deck as text: sections, questions, reviews, bets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, scored_questions
from explainer.deck.question_reader import question_text
from explainer.quiz.answer import Recalled
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet import before_after, settled_bets
from explainer.quiz.bet_standing import BetStanding, Outcome, bet_standings
from explainer.quiz.due_calendar import due_calendar
from explainer.quiz.question_hash import question_hash
from explainer.quiz.review import Due, attempted_at, due_now, exam_ahead, schedule
from explainer.quiz.section_scores import section_scores
from explainer.render.line import TextRun, beside, line_text, wrap


class Progress(msgspec.Struct, frozen=True):
    """Everything recorded about one deck."""

    deck: str
    """Id of the deck."""
    read: frozenset[str]
    """Sections that were read to their end."""
    attempts: Sequence[Attempt]
    """Attempts, oldest first."""
    exam: date | None = None
    """Day of the exam, if one is set."""
    desk: Sequence[float] = ()
    """Scores of finished cases of the evidence desk, 0 to 1."""


def summary_line(progress: Progress, deck: Deck | None, now: datetime) -> str:
    """Return the progress in one deck as a sentence."""
    parts = []
    known = {entry.id for entry in deck.outline} if deck else progress.read
    sections = len(progress.read & known)
    of = f" of {len(deck.outline)}" if deck else ""
    parts.append(f"{sections}{of} sections read")
    answered = {a.question for a in progress.attempts if a.occasion is not Occasion.BET}
    if answered:
        questions = "1 question" if len(answered) == 1 else f"{len(answered)} questions"
        count = len(progress.attempts)
        attempts = "1 attempt" if count == 1 else f"{count} attempts"
        parts.append(f"{questions} answered in {attempts}")
        waiting = due_now(_schedule(progress, now), now)
        asked = None if deck is None else scored_questions(deck.questions)
        due = [name for name in waiting if asked is None or name in asked]
        parts.append(f"{len(due)} due for review")
    if progress.desk:
        parts.append(f"{len(progress.desk)} cases judged at the evidence desk")
    return ", ".join(parts) + "."


def progress_lines(progress: Progress, deck: Deck, now: datetime, width: int) -> Iterator[str]:
    """Yield the bets, what falls due, and the progress by section and question.

    Open questions are left out of the sections.
    """
    known = scored_questions(deck.questions)
    yield from _wrapped(f"{deck.title} ({deck.id})", width)
    yield from _wrapped(summary_line(progress, deck, now), width)
    bets = settled_bets(progress.attempts).values()
    settled = before_after([bet for bet in bets if not _is_open(bet.question, deck)])
    if settled.asked:
        yield from _wrapped(
            f"Bets: {settled.before} of {settled.asked} right before the text, "
            f"{settled.after} after it.",
            width,
        )
    for standing in bet_standings(deck, progress.attempts, progress.read):
        yield from _bet(deck, standing, width)
    due = _schedule(progress, now)
    yield from _calendar([one for name, one in due.items() if name in known], now, width)
    scores = section_scores(deck, progress.attempts)
    mine: dict[str, list[Attempt]] = {}
    for attempt in progress.attempts:
        if attempt.occasion is not Occasion.BET:
            mine.setdefault(attempt.question, []).append(attempt)
    for entry in deck.outline:
        questions = [q for q in known.values() if q.section == entry.id]
        yield ""
        mark = "read" if entry.id in progress.read else "not read to its end"
        right, count = scores.get(entry.id, (0, 0))
        score = f", {right} of {count} questions right" if count else ""
        yield from _wrapped(f"{entry.title}: {mark}{score}", width)
        for question in questions:
            yield from _question(
                deck, question, mine.get(question.id, ()), due.get(question.id), now, width
            )
    others = [q for q in known.values() if deck.entry(q.section) is None]
    if others:
        yield ""
        yield "Of no section:"
        for question in others:
            yield from _question(
                deck, question, mine.get(question.id, ()), due.get(question.id), now, width
            )


def _bet(deck: Deck, bet: BetStanding, width: int) -> Iterator[str]:
    """Yield a bet, with the record if it is settled."""
    question = deck.questions[bet.question]
    prompt = question_text(deck, question).words(question.prompt)
    yield from _wrapped(f"Bet: {prompt}", width)
    outcome = bet.outcome.value
    if bet.outcome is Outcome.STANDS:
        outcome = f"not settled until section {bet.until}" if bet.until else "not settled"
    yield from _wrapped(f"You said: {bet.guess} ({outcome})", width, "  ")
    if bet.record:
        yield from _wrapped(f"The record: {bet.record}", width, "  ")


def _calendar(due: Sequence[Due], now: datetime, width: int) -> Iterator[str]:
    """Yield the numbers of questions that fall due, by the day."""
    calendar = due_calendar(due, now)
    words = [f"{calendar.now} now"] if calendar.now else []
    for day, count in calendar.days:
        if day != calendar.today:
            words.append(f"{count} on {day.isoformat()}")
        elif count > calendar.now:
            words.append(f"{count - calendar.now} later today")
    words.extend([f"{calendar.later} after that"] if calendar.later else [])
    if words:
        yield from _wrapped(f"Due: {', '.join(words)}.", width)


def _is_open(name: str, deck: Deck) -> bool:
    """True if a question is open now, whatever it was when it was answered."""
    return name in deck.questions and deck.questions[name].open


def _schedule(progress: Progress, now: datetime) -> dict[str, Due]:
    """Return when each question is due, before an exam that is still to come."""
    return schedule(progress.attempts, exam_ahead(progress.exam, now.astimezone().date()))


def _question(
    deck: Deck,
    question: Question,
    mine: Sequence[Attempt],
    due: Due | None,
    now: datetime,
    width: int,
) -> Iterator[str]:
    # The front of a card's other way is the back, which the list is not to tell.
    prompt = question_text(deck, question).words(question.prompt)
    prompt = "The other way round" if question.reverse_of else prompt
    if not mine:
        yield from _wrapped(f"{prompt} ({question.id}): not asked yet", width, "  ")
        return
    last = mine[-1]
    word = "right" if last.fraction >= 1 else "partly right" if last.fraction > 0 else "missed"
    if isinstance(last.answer, Recalled):
        word = f"rated {last.answer.rating.value}"
    day = attempted_at(last).astimezone().date().isoformat()
    words = f"{prompt} ({question.id}): {word} on {day}"
    if len(mine) > 1:
        words += f", {sum(a.fraction >= 1 for a in mine)} of {len(mine)} attempts right"
    if last.question_hash != question_hash(question):
        words += ", edited since"
    if due is not None:
        later = due.at > now
        words += f", due {due.at.astimezone().date().isoformat()}" if later else ", due now"
    yield from _wrapped(words, width, "  ")


def _wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    first, rest = [TextRun(indent)], [TextRun(f"{indent}  " if indent else "")]
    for line in beside(first, rest, width, lambda room: wrap([TextRun(text)], room)):
        yield line_text(line).rstrip()


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
