"""Lays out how a deck came out for a learner, at the end of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from explainer.deck.model import Deck
from explainer.quiz.bet_standing import BetStanding, Outcome
from explainer.quiz.ending import Ending
from explainer.quiz.passage import PassageTitle
from explainer.quiz.summary import Reread, right_words
from explainer.render.line import Line, TextRun, beside, line_text, line_width, wrap
from explainer.render.question_layout import QuestionLayout

_MOST_TITLES = 6
_MOST_DAYS = 4
_COPIED_WIDTH = 72
_INDENT = [TextRun("   ")]
_MARKS = {Outcome.RIGHT: TextRun("✓  ", "good"), Outcome.WRONG: TextRun("✗  ", "bad")}


def ending_lines(
    found: Ending, deck: Deck, titles: PassageTitle, now: datetime, width: int
) -> list[Line]:
    """Return the bets, the confidence, what to read again, what is due, and what was left out."""
    lines = _ruled("How it came out", width)
    lines.extend(wrap([TextRun(deck.title, "muted")], width))
    lines.extend(_bets(found, deck, width))
    lines.extend(_answers(found, width))
    lines.extend(_reread(found.reread, titles, width))
    lines.extend(_due(found, now, width))
    lines.extend(_left_out(found.left_out, width))
    return lines


def ending_text(found: Ending, deck: Deck, titles: PassageTitle, now: datetime) -> str:
    """Return the same as text, to be copied."""
    lines = ending_lines(found, deck, titles, now, _COPIED_WIDTH)
    return "\n".join(line_text(line).rstrip() for line in lines) + "\n"


def _ruled(title: str, width: int) -> list[Line]:
    line: Line = [TextRun(f"{title} ", "heading-1")]
    room = width - line_width(line)
    return [[*line, TextRun("─" * room, "rule")]] if room > 0 else wrap(line, width)


def _heading(words: str, tail: str, width: int) -> list[Line]:
    runs = [TextRun(words, "heading-3"), TextRun(f"  {tail}" if tail else "", "muted")]
    return [[], *wrap(runs, width)]


def _bets(found: Ending, deck: Deck, width: int) -> list[Line]:
    if not found.bets and not found.missing_bets:
        return []
    right, told = found.right_bets
    lines = _heading("Your bets", f"{right} of {told} right" if told else "", width)
    for bet in found.bets:
        lines.extend(_bet(bet, deck, width))
    if not found.missing_bets:
        return lines
    lines.extend(
        wrap([TextRun("Not made; a digit on the page of each still makes it:", "muted")], width)
    )
    for name in found.missing_bets:
        question = deck.questions[name]
        prompt = QuestionLayout(question, deck).summary_runs(question.prompt, "muted")
        lines.extend(beside([TextRun("○  ", "muted")], _INDENT, width, partial(wrap, prompt)))
    return lines


def _bet(bet: BetStanding, deck: Deck, width: int) -> list[Line]:
    question = deck.questions[bet.question]
    prompt = QuestionLayout(question, deck).summary_runs(question.prompt)
    mark = _MARKS.get(bet.outcome, TextRun("○  ", "muted"))
    lines = beside([mark], _INDENT, width, partial(wrap, prompt))
    said = [TextRun("You said ", "muted"), TextRun(bet.guess)]
    if bet.first:
        said.append(TextRun(f" (at first {bet.first})", "muted"))
    lines.extend(beside(_INDENT, _INDENT, width, partial(wrap, said)))
    if bet.outcome is Outcome.RIGHT and bet.record == bet.guess:
        return lines
    return [*lines, *beside(_INDENT, _INDENT, width, partial(wrap, _record(bet)))]


def _record(bet: BetStanding) -> list[TextRun]:
    if bet.record:
        return [TextRun("The record ", "muted"), TextRun(bet.record, "strong")]
    if bet.outcome is Outcome.STANDS:
        where = f" in section {bet.until}, which you have not read" if bet.until else " later"
        return [TextRun(f"Settled{where}.", "muted")]
    return [TextRun("Nobody has settled it.", "muted")]


def _answers(found: Ending, width: int) -> list[Line]:
    right, count = found.first_tries
    if not count and found.sure is None:
        return []
    lines = _heading("Your answers", "", width)
    if count:
        words = f"{right_words(right, 0, count)} at the first try."
        lines.extend(wrap([TextRun(words)], width))
    if found.sure is not None:
        words = f"Sure, and right: {found.sure.right} of {found.sure.asked}."
        lines.extend(wrap([TextRun(words)], width))
    return lines


def _reread(places: Sequence[Reread], titles: PassageTitle, width: int) -> list[Line]:
    if not places:
        return []
    lines = _heading("Read again", "", width)
    for number, place in enumerate(places, 1):
        label = TextRun(f" {number} ", "keycap") if number <= 9 else TextRun("   ")
        words = [TextRun(titles(place.section, place.block))]
        lines.extend(beside([label, TextRun(" ")], [TextRun("    ")], width, partial(wrap, words)))
    return lines


def _due(found: Ending, now: datetime, width: int) -> list[Line]:
    if not found.due:
        return []
    lines = _heading("Comes back", "", width)
    parts = [f"{len(found.waiting)} now"] if found.waiting else []
    today = now.astimezone().date()
    later = Counter(
        max(0, (one.at.astimezone().date() - today).days) for one in found.due if one.at > now
    )
    days = sorted(later)
    parts.extend(f"{later[day]} {_day_words(day)}" for day in days[:_MOST_DAYS])
    if rest := sum(later[day] for day in days[_MOST_DAYS:]):
        parts.append(f"{rest} after that")
    return [*lines, *wrap([TextRun(", ".join(parts) + ".")], width)]


def _day_words(days: int) -> str:
    """Return a day in words, by the days until it."""
    if days < 2:
        return "tomorrow" if days else "later today"
    return f"in {days} days"


def _left_out(titles: Sequence[str], width: int) -> list[Line]:
    if not titles:
        return []
    # A line that says that there is one more would take the place of that one.
    most = len(titles) if len(titles) == _MOST_TITLES + 1 else _MOST_TITLES
    more = [f"and {len(titles) - most} more"] if len(titles) > most else []
    lines = _heading("Also in this deck", "", width)
    for title in [*titles[:most], *more]:
        first = [TextRun("·  ", "faint")]
        lines.extend(beside(first, _INDENT, width, partial(wrap, [TextRun(title)])))
    return lines
