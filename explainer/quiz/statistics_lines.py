"""Writes item statistics as plain text: a table of all questions, then each question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from explainer.deck.question import Question
from explainer.deck.question_text import QuestionText
from explainer.deck.text_file import clean
from explainer.quiz.rounding import percent
from explainer.quiz.statistics import (
    EASIEST,
    FEWEST_JUDGED,
    HARDEST,
    LEAST_CHOSEN,
    LEAST_DISCRIMINATION,
    CardStatistics,
    DeckStatistics,
    Flag,
    ItemStatistics,
    as_written,
)
from explainer.render.line import NARROWEST_TEXT
from explainer.render.plain_lines import columns, wrapped

_NARROWEST_COLUMNS = 50
"""Width in cells below which an answer is written as a sentence, without columns."""

_HEADER = ("question", "n", "facility", "95 %", "n", "discrimination", "efficiency")
_ALIGN = ("left", "right", "right", "right", "right", "right", "right")
_LEGEND = (
    "facility: the mean mark, 0 to 1, with its 95 % interval (Wilson).",
    "discrimination: 100 times the correlation with the rest of the test.",
    "efficiency: per cent of the discrimination that such marks could reach.",
    "n: learners behind the figures to its right; first answers only, no bets.",
    f"With fewer than {FEWEST_JUDGED} learners, or wrong answers, nothing is judged.",
)
_FLAG_WORDS = {
    Flag.HARD: f"Hard: the mean mark is below {HARDEST}.",
    Flag.EASY: f"Easy: the mean mark is above {EASIEST}.",
    Flag.WEAK: "Weak: it hardly tells who knows the rest (discrimination below "
    f"{LEAST_DISCRIMINATION:.0f}).",
    Flag.BACKWARDS: "Backwards: who knows the rest tends to miss it. Is its key right?",
    Flag.IDLE_DISTRACTOR: "Idle: a distractor is taken in fewer than "
    f"{100 * LEAST_CHOSEN:.0f} % of the wrong answers",
}


def statistics_lines(
    statistics: DeckStatistics,
    questions: Mapping[str, Question],
    width: int = 80,
    text_of: Callable[[Question], QuestionText] = as_written,
) -> list[str]:
    """Return the statistics of a deck, with lines of `width` (or of the narrowest text).

    Args:
        statistics: The statistics.
        questions: The questions by id.
        width: Cells of a line.
        text_of: Returns the texts of a question, without marks; without it they are as written.
    """
    width = max(NARROWEST_TEXT, width)
    if not statistics.items and not statistics.cards:
        return list(wrapped("The deck has no questions.", width))
    lines = list(wrapped(_summary(statistics), width))
    if any(item.learners for item in statistics.items):
        rows = [_row(item) for item in statistics.items]
        lines += ["", *columns(_HEADER, _ALIGN, rows, width), ""]
        for sentence in _LEGEND:
            lines.extend(wrapped(sentence, width))
        if flagged := _flagged(statistics):
            lines += ["", *wrapped(f"Worth a look: {flagged}.", width)]
    prompts = {name: text_of(one).words(one.prompt) for name, one in questions.items()}
    for item in statistics.items:
        if item.learners or item.edited:
            lines += ["", *_item_lines(item, prompts.get(item.question, ""), width)]
    for card in statistics.cards:
        if card.learners or card.edited:
            lines += ["", *_card_lines(card, prompts.get(card.question, ""), width)]
    return lines


def _summary(statistics: DeckStatistics) -> str:
    every: tuple[ItemStatistics | CardStatistics, ...] = (*statistics.items, *statistics.cards)
    asked = sum(bool(item.learners) for item in every)
    if not statistics.learners:
        return f"No first answers yet to the {_count(len(every), 'question')}."
    return (
        f"First answers of {_count(statistics.learners, 'learner')} "
        f"to {asked} of {_count(len(every), 'question')}"
    )


def _flagged(statistics: DeckStatistics) -> str:
    """Return the questions with warnings, and the warnings in a word."""
    return ", ".join(
        f"{item.question} ({', '.join(flag.replace('-', ' ') for flag in item.flags)})"
        for item in statistics.items
        if item.flags
    )


def _row(item: ItemStatistics) -> tuple[str, ...]:
    low_high = f"{item.interval[0]:.2f}–{item.interval[1]:.2f}" if item.interval else "–"
    return (
        item.question,
        str(item.learners),
        f"{item.facility:.2f}" if item.facility is not None else "–",
        low_high,
        str(item.compared),
        _figure(item.discrimination),
        _figure(item.efficiency),
    )


def _figure(value: float | None) -> str:
    # Adding zero removes the minus sign of a negative zero.
    return f"{round(value, 1) + 0.0:.1f}" if value is not None else "–"


def _item_lines(item: ItemStatistics, prompt: str, width: int) -> Iterator[str]:
    yield from wrapped(f"{item.question} (n {item.learners})", width)
    if prompt:
        yield from wrapped(_one_line(prompt), width, first="  ", rest="  ")
    for flag in item.flags:
        count = f" (n {item.wrong})." if flag is Flag.IDLE_DISTRACTOR else ""
        yield from wrapped(_FLAG_WORDS[flag] + count, width, first="  ! ", rest="    ")
    if item.learners:
        yield from _answer_lines(item, width)
    for level in item.calibration:
        said = f"said {level.confidence}: {level.asked}, of whom {level.right} were right"
        yield from wrapped(said, width, first="  ", rest="    ")
    yield from _edited_lines(item.edited, width)


def _card_lines(card: CardStatistics, prompt: str, width: int) -> Iterator[str]:
    yield from wrapped(f"{card.question} (card, n {card.learners})", width)
    if prompt:
        yield from wrapped(_one_line(prompt), width, first="  ", rest="  ")
    if card.learners:
        words = ", ".join(f"{rating.value} {count}" for rating, count in card.ratings)
        yield from wrapped(f"first rated: {words}", width, first="  ", rest="    ")
    yield from _edited_lines(card.edited, width)


def _edited_lines(edited: int, width: int) -> Iterator[str]:
    """Yield the number of learners whose first answer was to an earlier version, if any."""
    if edited:
        are = "is" if edited == 1 else "are"
        earlier = f"{_count(edited, 'learner')} first answered an earlier version, and {are} not "
        yield from wrapped(f"{earlier}counted.", width, first="  ", rest="  ")


def _answer_lines(item: ItemStatistics, width: int) -> Iterator[str]:
    """Yield each answer with its number of learners, their share, and a mark for the key."""
    rows = [
        (answer.learners, _mark(answer.correct, answer.is_idle), _one_line(answer.text))
        for answer in item.answers
    ]
    if item.rarer:
        rows.append((item.rarer, "", "other wrong answers"))
    if item.gave_up:
        rows.append((item.gave_up, "", "gave up"))
    room = len(str(item.learners))
    marks = max((len(mark) for _, mark, _ in rows), default=0)
    for learners, mark, text in rows:
        share = percent(learners / item.learners)
        if width < _NARROWEST_COLUMNS:
            words = f"{text}: {learners} ({share}){', ' * bool(mark)}{mark}"
            yield from wrapped(words, width, first="  ", rest="    ")
            continue
        before = f"  {learners:>{room}}  {share:>5}  {mark:<{marks}}{'  ' if marks else ''}"
        yield from wrapped(text, width, first=before, rest=" " * len(before))


def _mark(correct: bool, is_idle: bool) -> str:
    if correct:
        return "key"
    return "idle" if is_idle else ""


def _one_line(text: str) -> str:
    """Return typed words on one line, without control characters."""
    return " ".join(clean(text).split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
