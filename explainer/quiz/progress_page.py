"""Lays out a learner's progress in a deck: a bar a section, what falls due, and the bets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import zip_longest

import msgspec

from explainer.deck.model import Deck, SectionEntry
from explainer.quiz.bet_standing import BetStanding, Outcome
from explainer.quiz.due_calendar import DueCalendar, DueWeek
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, beside, crop, line_width, pad, wrap
from explainer.render.question_layout import QuestionLayout

WIDEST = 112
"""Most cells of a line of the page."""

_TWO_COLUMNS = 96
_GAP = 4
_WIDEST_BAR = 10
_RIGHT = 50
_CELL = 4
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HEAT = "▁▂▃▄▅▆"
_MOST_COUNTED = 999

_MARKS = {
    Outcome.RIGHT: ("✓", "good"),
    Outcome.WRONG: ("✗", "bad"),
    Outcome.SETTLED: ("●", "muted"),
    Outcome.STANDS: ("○", "muted"),
    Outcome.OPEN: ("○", "muted"),
}


class ProgressState(msgspec.Struct, frozen=True):
    """Everything that the page shows."""

    read: frozenset[str]
    """Ids of the sections that were read to their end."""
    shares: Mapping[str, float]
    """Share of the other sections that was read, 0 to 1."""
    scores: Mapping[str, tuple[int, int]]
    """Right questions of each section that was asked about, and how many it has."""
    calendar: DueCalendar
    """The questions that fall due."""
    bets: Sequence[BetStanding]
    """The bets, in the deck's order."""
    here: str = ""
    """Id of the section in which the reader is; empty for none."""


def progress_page_lines(
    state: ProgressState, deck: Deck, width: int, glyphs: Glyphs = Glyphs.FULL
) -> list[Line]:
    """Return the page, in two columns where there is room."""
    head = [
        *wrap([TextRun("Progress", "title")], width),
        [],
        *wrap([TextRun(_summary(state, deck), "strong")], width),
        [],
    ]
    if width < _TWO_COLUMNS:
        parts = (
            _section_lines(state, deck, width, glyphs),
            _calendar_lines(state.calendar, width, glyphs),
            _bet_lines(state.bets, deck, width),
        )
        return head + _apart(parts)
    left, right = width - _GAP - _RIGHT, _RIGHT
    first = [_section_lines(state, deck, left, glyphs)]
    calendar_width = left if state.bets else right
    calendar = _calendar_lines(state.calendar, calendar_width, glyphs)
    bets = _bet_lines(state.bets, deck, right)
    second = bets or calendar
    first.extend([calendar] if bets else [])
    none: Line = []
    return head + [
        [*pad(one, left + _GAP), *other] if other else one
        for one, other in zip_longest(_apart(first), second, fillvalue=none)
    ]


def _apart(parts: Sequence[list[Line]]) -> list[Line]:
    """Return the parts that have lines, with an empty line between two."""
    lines: list[Line] = []
    for part in filter(None, parts):
        lines.extend([[], *part] if lines else part)
    return lines


def _summary(state: ProgressState, deck: Deck) -> str:
    """Return the sections read, the right questions and those that are due, in words."""
    read = sum(entry.id in state.read for entry in deck.outline)
    words = [f"{read} of {_counted(len(deck.outline), 'section')} read"]
    if state.scores:
        right = sum(one for one, _ in state.scores.values())
        asked = sum(count for _, count in state.scores.values())
        words.append(f"{right} of {_counted(asked, 'question')} right")
    if state.calendar.now:
        words.append(f"{state.calendar.now} due")
    return " · ".join(words)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# --- sections -----------------------------------------------------------------------------


def _section_lines(state: ProgressState, deck: Deck, width: int, glyphs: Glyphs) -> list[Line]:
    """Return a line for each section: its mark and title, how much was read, and its score."""
    scores = {name: f"{right}/{count}" for name, (right, count) in state.scores.items()}
    tail = max((len(words) for words in scores.values()), default=0)
    bar = max(3, min(_WIDEST_BAR, (width - 24) // 3 if tail else (width - 18) // 2))
    gap = 2 if width >= 56 else 1
    quiz = gap + bar + 1 + tail if tail else 0
    number = len(str(len(deck.outline)))
    title = max(4, width - number - 4 - gap - bar - quiz)
    lead = [TextRun(" " * (number + 4))]
    head = [*pad([*lead, TextRun(crop("Sections", title), "heading-3")], number + 4 + title + gap)]
    head.extend(pad([TextRun(crop("Read", bar), "muted")], bar + gap))
    head.extend([TextRun(crop("Quiz", bar), "muted")] if tail else [])
    lines = [head]
    for place, entry in enumerate(deck.outline, 1):
        share = 1.0 if entry.id in state.read else min(0.99, state.shares.get(entry.id, 0.0))
        is_here = entry.id == state.here
        line = [
            _mark(share, is_here=is_here),
            TextRun(f" {place:>{number}}  ", "here" if is_here else "faint"),
            TextRun(crop(entry.title, title), "here" if is_here else ""),
        ]
        line = pad(line, number + 4 + title + gap)
        line.extend(_bar(share, bar, "here" if is_here else "muted", glyphs))
        if entry.id in scores:
            line.extend(_score(state, entry, bar, gap, f"{scores[entry.id]:>{tail}}", glyphs))
        lines.append(line)
    return lines


def _mark(share: float, *, is_here: bool) -> TextRun:
    if share >= 1:
        return TextRun("✓", "read")
    return TextRun("◐", "muted") if share or is_here else TextRun("·", "faint")


def _score(
    state: ProgressState, entry: SectionEntry, bar: int, gap: int, words: str, glyphs: Glyphs
) -> Line:
    """Return the score of a section: a bar and the numbers."""
    right, count = state.scores[entry.id]
    role = "good" if right >= count else "muted"
    line = _bar(right / count if count else 0.0, bar, role, glyphs)
    return [TextRun(" " * gap), *line, TextRun(f" {words}", "muted")]


def _bar(share: float, width: int, role: str, glyphs: Glyphs) -> Line:
    """Return a bar of which a share is thick; a share of anything has a cell, and lacks one."""
    thick, thin = ("#", "-") if glyphs is Glyphs.PLAIN else ("━", "─")
    cells = round(share * width)
    if 0 < share < 1:
        cells = max(1, min(width - 1, cells))
    runs = [TextRun(thick * cells, role), TextRun(thin * (width - cells), "rule")]
    return [run for run in runs if run.text]


# --- calendar -----------------------------------------------------------------------------


def _calendar_lines(calendar: DueCalendar, width: int, glyphs: Glyphs) -> list[Line]:
    """Return the weeks as rows, with the number of questions that fall due on each day."""
    head = wrap([TextRun("Falling due", "heading-3")], width)
    if not calendar.days and not calendar.later:
        words = "What you answer in a quiz comes back here, a little before you would forget it."
        return [*head, *wrap([TextRun(words, "muted")], width)]
    label = len("30 Sep")
    gap = max(0, min(2, (width - label - 7 * _CELL) // 7))
    between = TextRun(" " * gap)
    days = TextRun("".join(f"{between.text}{day:>{_CELL}}" for day in _DAYS), "muted")
    lines = [*head, [TextRun(" " * label), days]]
    for week in calendar.weeks:
        line = [TextRun(f"{f'{week.monday.day} {week.monday:%b}':>{label}}", "muted")]
        for place, count in enumerate(week.counts):
            line.extend([between] if gap else [])
            line.extend(_day(calendar, week, place, count, glyphs))
        lines.append(line)
    more = [f"{calendar.now} due now"] if 0 < calendar.now < calendar.due_today else []
    more.extend([f"{calendar.later} later"] if calendar.later else [])
    return lines + (wrap([TextRun(" · ".join(more), "muted")], width) if more else [])


def _day(
    calendar: DueCalendar, week: DueWeek, place: int, count: int | None, glyphs: Glyphs
) -> Line:
    """Return a day of the calendar: today has a sign, and a day with questions a column."""
    if count is None:
        return [TextRun(" " * _CELL)]
    is_today = week.monday + timedelta(days=place) == calendar.today
    sign = TextRun("▸" if is_today else " ", "here")
    if not count:
        return [sign, TextRun(f"{'·':>{_CELL - 1}}", "here" if is_today else "faint")]
    if count > _MOST_COUNTED:
        return [TextRun(f"{_MOST_COUNTED}+", "here" if is_today else "")]
    level = (len(_HEAT) - 1) * count // max(1, calendar.most)
    heat = _HEAT[min(level, len(_HEAT) - 1)] if glyphs is Glyphs.FULL else " "
    number = f"{count:>{_CELL - 2}}" if count < 100 else f"{count}"
    role = "here" if is_today else ""
    column = [TextRun(heat, "series-plain")] if count < 100 else []
    return [sign, *column, TextRun(number, role)]


# --- bets ---------------------------------------------------------------------------------


def _bet_lines(bets: Sequence[BetStanding], deck: Deck, width: int) -> list[Line]:
    """Return each bet with what one said, and the record if it is settled."""
    if not bets:
        return []
    lines = wrap([TextRun("Your bets", "heading-3")], width)
    for number, bet in enumerate(bets):
        lines.extend([[]] if number else [])
        question = deck.questions[bet.question]
        sign, role = _MARKS[bet.outcome]
        prompt = QuestionLayout(question, deck).summary_runs(question.prompt)
        first, rest = [TextRun(sign, role), TextRun(" ")], [TextRun("  ")]
        lines.extend(beside(first, rest, width, partial(wrap, prompt)))
        lines.extend(_said("You said", [TextRun(bet.guess), *_outcome(bet)], width))
        if bet.record:
            lines.extend(_said("The record", [TextRun(bet.record, "strong")], width))
    return lines


def _outcome(bet: BetStanding) -> Line:
    """Return how a bet came out, or until when it stands, in words."""
    match bet.outcome:
        case Outcome.STANDS:
            until = f"until section {bet.until}" if bet.until else "not settled"
            return _behind_guess(until, "muted")
        case Outcome.OPEN:
            return _behind_guess(bet.outcome.value, "muted")
        case Outcome.SETTLED:
            return []
        case _:
            return _behind_guess(bet.outcome.value, _MARKS[bet.outcome][1])


def _behind_guess(words: str, role: str) -> Line:
    """Return words behind a guess, which stay on one line."""
    return [TextRun(" "), TextRun(f"({words})".replace(" ", "\u00a0"), role)]


def _said(label: str, runs: Line, width: int) -> list[Line]:
    first, rest = [TextRun(f"  {label:<10} ", "muted")], [TextRun(" " * 13)]
    if width - line_width(first) >= 24:
        return beside(first, rest, width, partial(wrap, runs))
    indent = [TextRun("  ")]
    whole = [TextRun(f"{label}: ", "muted"), *runs]
    return beside(indent, [TextRun("    ")], width, partial(wrap, whole))
