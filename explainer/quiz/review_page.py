"""Lays out the state of reviews: questions due now, on the next days, and the first of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from explainer.deck.directive import ChartKind, ChartOptions
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, Table
from explainer.deck.question import scored_questions, with_fronts_only
from explainer.problems import Span
from explainer.quiz.review import Due, forecast
from explainer.render.chart.chart_drawing import chart_lines
from explainer.render.chart.data import chart_data
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout

_DAYS = 14
_MOST_LISTED = 6
_NOWHERE = Span("")


def review_lines(
    due: Mapping[str, Due],
    waiting: Sequence[str],
    deck: Deck,
    now: datetime,
    exam: date | None,
    width: int,
    glyphs: Glyphs = Glyphs.FULL,
) -> list[Line]:
    """Return the state of a deck's reviews.

    Args:
        due: Due date of each question.
        waiting: Questions due now, in the order of asking.
        deck: The deck.
        now: The time.
        exam: Day before which everything is to be asked again; None for no exam.
        width: Width in cells.
        glyphs: Characters that the terminal can draw.
    """
    questions = scored_questions(deck.questions)
    known = {name: one for name, one in due.items() if name in questions}
    lines = wrap([TextRun(due_words(known, waiting, now), "strong")], width)
    if exam is not None:
        lines.extend(wrap([TextRun(exam_words(exam, now), "muted")], width))
    if not known:
        words = "What you answer in a quiz comes back here, a little before you would forget it."
        return [*lines, *wrap([TextRun(words, "muted")], width)]
    lines.append([])
    lines.extend(wrap([TextRun("Falling due", "heading-3")], width))
    options = ChartOptions("forecast", ChartKind.BAR, x="day", y=("due",))
    data = chart_data(forecast_table(known, now), options, deck)
    lines.extend(chart_lines(data, width, glyphs=glyphs))
    if waiting:
        lines.extend([[], *wrap([TextRun("First", "heading-3")], width)])
    listed = with_fronts_only(questions[name] for name in waiting)[:_MOST_LISTED]
    for question in listed:
        first, rest = [TextRun("• ", "marker")], [TextRun("  ")]
        prompt = QuestionLayout(question, deck).summary_runs(question.prompt)
        if known[question.id].sure_and_wrong:
            prompt.append(TextRun("  sure and wrong", "warning"))
        lines.extend(beside(first, rest, width, partial(wrap, prompt)))
    if len(waiting) > len(listed):
        lines.append([TextRun(f"  and {len(waiting) - len(listed)} more", "muted")])
    return lines


def due_words(due: Mapping[str, Due], waiting: Sequence[str], now: datetime) -> str:
    """Return the number of questions due now, or when the next is due."""
    if waiting:
        return "1 question is due." if len(waiting) == 1 else f"{len(waiting)} questions are due."
    if not due:
        return "Nothing to review yet."
    following = min(one.at for one in due.values())
    return f"Nothing is due. The next question comes {when_due(following, now)}."


def exam_words(exam: date, now: datetime) -> str:
    """Return the exam and the days until it."""
    days = (exam - now.astimezone().date()).days
    if days < 0:
        return f"The exam was on {exam.isoformat()}; it no longer shortens anything."
    away = "today" if not days else "tomorrow" if days == 1 else f"in {days} days"
    return f"Exam {exam.isoformat()}, {away}: everything comes back before it."


def when_due(at: datetime, now: datetime) -> str:
    """Return the time until a question is due, in words: `in 3 days`."""
    minutes = max(1, round((at - now) / timedelta(minutes=1)))
    if minutes < 60:
        return f"in {minutes} minutes" if minutes > 1 else "in a minute"
    if minutes < 24 * 60:
        hours = round(minutes / 60)
        return f"in {hours} hours" if hours > 1 else "in an hour"
    days = (at.astimezone().date() - now.astimezone().date()).days
    return f"in {days} days" if days > 1 else "tomorrow"


def forecast_table(due: Mapping[str, Due], now: datetime) -> Table:
    """Return the numbers of questions due on the next days, as a table like those of decks."""
    today = now.astimezone().date()
    found = forecast(due.values(), now, _DAYS)
    counts = found.days
    while len(counts) > 1 and not counts[-1]:
        counts.pop()
    columns = (
        Column("day", "Day", _NOWHERE),
        Column("due", "Questions due", _NOWHERE, ColumnKind.NUMBER),
    )
    amounts = [("now", found.now)]
    amounts.extend((_day(today, place), count) for place, count in enumerate(counts))
    rows = tuple(
        Row((Cell(label), Cell(float(count))), _NOWHERE, f"row-{place}")
        for place, (label, count) in enumerate(amounts)
        if count or place != 1  # nothing more today is no news
    )
    return Table("forecast", "Falling due", columns, rows, _NOWHERE)


def _day(today: date, place: int) -> str:
    if place < 2:
        return "later today" if not place else "tomorrow"
    day = today + timedelta(days=place)
    return f"{day:%a} {day.day} {day:%b}"
