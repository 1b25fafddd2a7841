"""Lays out the end of a run: the score, every key, the confidence, and what to read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Confidence
from explainer.quiz.bet import Settled
from explainer.quiz.feedback import CONFIDENCE_WORDS
from explainer.quiz.passage import PassageTitle
from explainer.quiz.run import Response, Run, score
from explainer.quiz.summary import (
    Outcome,
    Reread,
    answer_lines,
    calibration,
    first_responses,
    key_lines,
    outcome,
    right_words,
    to_reread,
)
from explainer.render.big_digits import big_digits
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, beside, line_width, wrap
from explainer.render.question_layout import QuestionLayout

_GAP = 3
_LEAST_BESIDE = 24
_MARKS = {
    Outcome.RIGHT: TextRun("✓ ", "good"),
    Outcome.PARTLY: TextRun("≈ ", "half"),
    Outcome.MISSED: TextRun("✗ ", "bad"),
    Outcome.SURE_AND_WRONG: TextRun("✗ ", "bad"),
}


def result_lines(
    deck: Deck,
    run: Run,
    questions: Mapping[str, Question],
    titles: PassageTitle,
    bets: Mapping[str, Settled],
    width: int,
    glyphs: Glyphs = Glyphs.FULL,
    step: Line | None = None,
) -> list[Line]:
    """Return the result of a run.

    Args:
        deck: The deck.
        run: The run.
        questions: Its questions.
        titles: Returns the titles of passages.
        bets: Bets on its questions.
        width: Width in cells.
        glyphs: Characters that the terminal can draw.
        step: The next step, in words; None for none.
    """
    lines = _score(run, questions, width, glyphs)
    if step:
        lines.extend([[], *wrap(step, width)])
    lines.extend(_bets(run, bets, width))
    lines.extend(_calibration(run, width))
    lines.extend(_reread(to_reread(run, questions), titles, width))
    lines.extend(_answers(deck, run, questions, width))
    return lines


def score_words(run: Run, questions: Mapping[str, Question]) -> str:
    """Return the score, as a sentence without its full stop."""
    found = score(run, questions)
    words = right_words(found.right, found.partly, found.asked)
    if found.earned != found.right or found.most != found.asked:
        words += f" · {_marks(found.earned)} of {_marks(found.most)} marks"
    return words


def _marks(marks: float) -> str:
    """Return marks with at most two decimals, and only if they are not zero."""
    return f"{marks:.2f}".rstrip("0").rstrip(".")


def _score(run: Run, questions: Mapping[str, Question], width: int, glyphs: Glyphs) -> list[Line]:
    """Return the score, as a large fraction where there is room for one."""
    found = score(run, questions)
    large = big_digits(f"{found.right}/{found.asked}") if glyphs is Glyphs.FULL else []
    room = width - (len(large[0]) + _GAP if large else 0)
    if room < _LEAST_BESIDE:
        large, room = [], width
    words = wrap([TextRun(score_words(run, questions), "strong")], room)
    again = [one for one in run.responses if one.again]
    if again:
        mended = len({one.question for one in again if one.fraction >= 1})
        more = f"Of what you missed, {mended} right at a later try; only first tries count."
        words.extend(wrap([TextRun(more, "muted")], room))
    if not large:
        return words
    words = [*([[]] if len(words) < len(large) else []), *words]
    blank = " " * len(large[0])
    digits = [*large, *[blank] * (len(words) - len(large))]
    return [
        [TextRun(part, "title"), TextRun(" " * _GAP), *line]
        for part, line in zip(digits, [*words, *[[]] * len(large)], strict=False)
    ]


def _heading(words: str, width: int) -> list[Line]:
    return [[], *wrap([TextRun(words, "heading-3")], width)]


def _bets(run: Run, bets: Mapping[str, Settled], width: int) -> list[Line]:
    firsts = {one.question: one for one in run.responses if not one.again}
    asked = [bets[name] for name in firsts if name in bets and bets[name].before.is_scored]
    if not asked:
        return []
    before = sum(one.before.fraction >= 1 for one in asked)
    after = sum(firsts[one.question].fraction >= 1 for one in asked)
    words = f"Before the text {before} of {len(asked)} right, now {after} of {len(asked)}."
    return [*_heading("Your bets", width), *wrap([TextRun(words)], width)]


def _calibration(run: Run, width: int) -> list[Line]:
    found = calibration([one for one in run.responses if not one.again])
    if not found:
        return []
    lines = _heading("How sure you were", width)
    label = max(cell_len(CONFIDENCE_WORDS[one.confidence]) for one in found)
    for one in found:
        role = "warning" if one.confidence is Confidence.SURE and one.right < one.asked else ""
        first = [TextRun(f"{CONFIDENCE_WORDS[one.confidence]:<{label}}  ", role or "muted")]
        words = right_words(one.right, one.partly, one.asked)
        lines.extend(_beside(first, [TextRun(words, role)], width))
    return lines


def _reread(places: Sequence[Reread], titles: PassageTitle, width: int) -> list[Line]:
    if not places:
        return []
    lines = _heading("Read again", width)
    for number, place in enumerate(places, 1):
        label = TextRun(str(number), "keycap") if number <= 9 else TextRun(" ")
        first = [label, TextRun(" ")]
        words = [TextRun(titles(place.section, place.block))]
        lines.extend(_beside(first, words, width))
    return lines


def _answers(deck: Deck, run: Run, questions: Mapping[str, Question], width: int) -> list[Line]:
    """Return every question with its key: sure and wrong first, then misses, then the rest."""
    lines: list[Line] = []
    heading = ""
    for one in first_responses(run):
        question = questions.get(one.question)
        if question is None:
            continue
        words = outcome(one).value
        if words != heading:
            heading = words
            lines.extend(_heading(words, width))
        lines.extend(_answer(question, one, QuestionLayout(question, deck), width))
    return lines


def _answer(
    question: Question, response: Response, layout: QuestionLayout, width: int
) -> list[Line]:
    is_right = response.fraction >= 1
    lines = layout.beside([_MARKS[outcome(response)]], question.prompt, width)
    indent = [TextRun("  ")]
    yours = answer_lines(question, response.answer, layout.text)
    if not is_right and len(yours) == 1:
        lines.extend(_beside(indent, [TextRun(f"yours: {yours[0]}", "muted")], width))
    for key in _keys(question, layout, width - 2, is_right):
        lines.extend([*indent, *line] for line in key)
    return lines


def _keys(
    question: Question, layout: QuestionLayout, width: int, is_right: bool
) -> Iterator[list[Line]]:
    """Yield the lines of each key; a question that was right has all on one."""
    is_card = question.type is QuestionType.CARD
    first = [TextRun("back: " if is_card else "key: ", "muted")]
    rest = [TextRun(" " * line_width(first))]
    if is_card:
        yield layout.beside(first, question.back, width)
        return
    chosen = [choice.text for choice in question.choices if choice.correct]
    if len(chosen) == 1 or (chosen and not is_right):
        for number, text in enumerate(chosen):
            yield layout.choice_lines(rest if number else first, text, width)
        return
    keys = key_lines(question, layout.text)
    if is_right or len(keys) == 1:
        keys = ["; ".join(keys)]
    for number, key in enumerate(keys):
        yield _beside(rest if number else first, [TextRun(key)], width)


def _beside(first: Line, words: list[TextRun], width: int) -> list[Line]:
    rest = [TextRun(" " * sum(cell_len(run.text) for run in first))]
    return beside(first, rest, width, lambda room: wrap(words, room))
