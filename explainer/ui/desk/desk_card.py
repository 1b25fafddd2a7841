"""The card of a case at the evidence desk: rows to choose from, and the lines around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from explainer.learner.desk_session import DeskSession
from explainer.quiz.answer import Confidence
from explainer.quiz.desk import (
    VERDICTS,
    Bought,
    Called,
    Case,
    CaseStep,
    Enough,
    Judged,
    Kind,
    Move,
    buys,
)
from explainer.quiz.desk_page import (
    GAME_WORDS,
    KIND_WORDS,
    VERDICT_WORDS,
    assertion_lines,
    bought_in_brief,
    bought_lines,
    judged_runs,
    kind_lines,
    page_words,
    record_lines,
    round_lines,
    token_lines,
)
from explainer.quiz.feedback import CONFIDENCE_WORDS
from explainer.render.line import Line, TextRun, beside, line_width, wrap
from explainer.render.value import verdict_mark
from explainer.ui.base.keycap import small_keycap
from explainer.ui.panes.card_head import head_lines
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved

_ROOMY_WIDTH = 60
"""Columns from which every row shows its explanation; below, only the row under the cursor."""

_INDENT = 6
"""Cells of the cursor, the number and the mark of a row."""

_MIN_EXPLANATION_WIDTH = 16
"""Least cells of the column with explanations; with fewer they follow the name."""

_KINDS = tuple(Kind)
_CONFIDENCES = tuple(Confidence)
_STEPS = {"down": 1, "up": -1, "first": -1_000_000, "last": 1_000_000}


class DeskSheet:
    """The next move of a case, before it is made: rows to choose from, and the confidence."""

    def __init__(self, case: Case) -> None:
        """`case` must not be at its record, where there is nothing to choose."""
        self.case = case
        """The case that is played."""
        self._confidence = Confidence.THINK
        self._cursor = 0 if case.step is CaseStep.BUY else -1
        if case.step is CaseStep.REVISE:
            self._cursor = VERDICTS.index(case.judged[0].verdict)
            self._confidence = case.judged[0].confidence
        self._rows = Rows()

    @property
    def asks_confidence(self) -> bool:
        """True if the move is a verdict, which needs a level of confidence."""
        return self.case.step in (CaseStep.VERDICT, CaseStep.REVISE)

    @property
    def count(self) -> int:
        """Number of rows."""
        if self.case.step is CaseStep.KIND:
            return len(_KINDS)
        if self.case.step is CaseStep.BUY:
            return len(self.case.offers) + 1
        return len(VERDICTS)

    @property
    def cursor_line(self) -> int:
        """Last line of the row under the cursor."""
        return self._rows.line_in_sight(self._cursor)

    def move(self) -> Move | None:
        """Return the move that Enter makes; None if no row is chosen, or its page is bought."""
        case, cursor = self.case, self._cursor
        if cursor < 0:
            return None
        if case.step is CaseStep.KIND:
            return Called(_KINDS[cursor])
        if self.asks_confidence:
            return Judged(VERDICTS[cursor], self._confidence)
        if cursor == len(case.offers):
            return Enough()
        offer = case.offers[cursor]
        return None if offer in case.bought else Bought(offer.source.id)

    def after(self, case: Case) -> DeskSheet:
        """Return the sheet of the next step; while pages are bought, the cursor keeps its row."""
        following = DeskSheet(case)
        if self.case.step is CaseStep.BUY is case.step:
            following._cursor = self._cursor
        return following

    def do(self, action: str) -> None:
        """Move the cursor, or change the level of confidence where one is asked for."""
        if action in _STEPS:
            self._cursor = moved(self._cursor, _STEPS[action], self.count)
        elif self.asks_confidence:
            self.turn_confidence(1 if action == "surer" else -1)

    def take_number(self, number: int) -> bool:
        """Choose a row."""
        if number > self.count:
            return False
        self._cursor = number - 1
        return True

    def turn_confidence(self, by: int, *, around: bool = False) -> None:
        """Change the level of confidence; `around` goes from the last one to the first."""
        place = _CONFIDENCES.index(self._confidence) + by
        place = place % len(_CONFIDENCES) if around else max(0, min(place, len(_CONFIDENCES) - 1))
        self._confidence = _CONFIDENCES[place]

    def click(self, line: int) -> None:
        """Choose the row of a line, of those last drawn."""
        row = self._rows.row_at(line)
        if row >= 0:
            self._cursor = row

    def lines(self, width: int) -> list[Line]:
        """Return the rows, then the level of confidence."""
        self._rows = Rows()
        if self.case.step is CaseStep.BUY:
            self._add_offers(width)
        elif self.case.step is CaseStep.KIND:
            words = [KIND_WORDS[kind] for kind in _KINDS]
            self._add_choices([([TextRun(word)], why) for word, why in words], width)
        else:
            told = [
                ([TextRun(verdict_mark(one), one.value)], VERDICT_WORDS[one]) for one in VERDICTS
            ]
            self._add_choices(told, width)
            self._rows.add(-1, [[], *self._confidence_lines(width)])
        return self._rows.lines

    def _add_choices(self, told: Sequence[tuple[Line, str]], width: int) -> None:
        room = max(line_width(runs) for runs, _ in told)
        for place, (runs, why) in enumerate(told):
            here = place == self._cursor
            mark = TextRun("● " if here else "○ ", "here" if here else "marker")
            name = [_emphasized(run) for run in runs] if here else runs
            tail = why if here or width >= _ROOMY_WIDTH else ""
            self._rows.add(place, _row(place, mark, name, tail, room, width, here=here))

    def _confidence_lines(self, width: int) -> list[Line]:
        runs: Line = []
        for number, confidence in enumerate(_CONFIDENCES):
            is_said = confidence is self._confidence
            runs.append(TextRun(" · " if number else "", "marker"))
            runs.append(TextRun(CONFIDENCE_WORDS[confidence], "here" if is_said else "muted"))
        return _labelled("How sure", runs, width)

    def _add_offers(self, width: int) -> None:
        """Add a row for each page on offer; a bought one shows its text, in full at the cursor."""
        case = self.case
        bought = {buy.offer.source.id: buy for buy in buys(case)}
        names = [cell_len(page_words(offer.source)[0]) for offer in case.offers]
        room = min(max(names, default=0), max(12, width // 2))
        for place, offer in enumerate(case.offers):
            here = place == self._cursor
            publisher, date = page_words(offer.source)
            name = [TextRun(publisher, "strong" if here else "")]
            owned = bought.get(offer.source.id)
            mark = TextRun("● " if owned else "○ ", "here" if owned else "marker")
            self._rows.add(place, _row(place, mark, name, date, room, width, here=here))
            if owned:
                indent = [TextRun(" " * _INDENT)]
                lay_out = partial(bought_lines if here else bought_in_brief, owned)
                self._rows.add(place, beside(indent, indent, width, lay_out))
        here = self._cursor == len(case.offers)
        name = [TextRun("Enough, I can judge", "strong" if here else "")]
        row = _row(len(case.offers), TextRun("→ ", "marker"), name, "", 0, width, here=here)
        self._rows.add(len(case.offers), row)


def _emphasized(run: TextRun) -> TextRun:
    return run._replace(role=f"{run.role} strong".strip())


def _row(
    place: int, mark: TextRun, name: Line, tail: str, room: int, width: int, *, here: bool
) -> list[Line]:
    """Return the lines of a row: cursor, number key, mark, name, and a column of explanation."""
    label = small_keycap(str(place + 1)) if place < MOST_NUMBERED else TextRun(" ")
    first = [
        TextRun("❯ " if here else "  ", "here"),
        label,
        TextRun(" "),
        mark,
    ]
    rest = _INDENT + room + 2
    if tail and line_width(name) <= room and width - rest >= _MIN_EXPLANATION_WIDTH:
        gap = TextRun(" " * (rest - _INDENT - line_width(name)))
        said = partial(wrap, [TextRun(tail, "muted")])
        return beside([*first, *name, gap], [TextRun(" " * rest)], width, said)
    words = [*name, *([TextRun("  ", "muted"), TextRun(tail, "muted")] if tail else [])]
    return beside(first, [TextRun(" " * _INDENT)], width, partial(wrap, words))


def _labelled(label: str, words: Line, width: int) -> list[Line]:
    first = TextRun(f"{label}  ", "muted")
    return beside([first], [TextRun(" " * cell_len(first.text))], width, partial(wrap, words))


# --- the card -----------------------------------------------------------------------------


def desk_head(desk_session: DeskSession, width: int) -> list[Line]:
    """Return the lines with the number of the case, the seed, and a note if nothing is kept."""
    facts = [f"seed {desk_session.seed}", *([] if desk_session.keeps else ["nothing is kept"])]
    count = len(desk_session.cases)
    number = "done" if desk_session.is_over else f"case {desk_session.place + 1} of {count}"
    return head_lines("The evidence desk", number, " · ".join(facts), width)


def move_card(
    desk_session: DeskSession, sheet: DeskSheet, width: int, keys: str, refused: str = ""
) -> tuple[Drawn, int]:
    """Return the card of a move to be made, and the line on which its rows begin.

    Before the first move of a round it tells the game, and the `keys` to play it.
    """
    case = desk_session.case
    lines = desk_head(desk_session, width)
    if not desk_session.place and not case.moves:
        for words in (GAME_WORDS, keys):
            lines.extend([*wrap([TextRun(words, "muted")], width), []])
    lines.extend([*assertion_lines(case, desk_session.deck, width), []])
    lines.extend(_known_lines(case, width))
    start = len(lines)
    lines.extend(sheet.lines(width))
    keep = start + sheet.cursor_line
    if sheet.asks_confidence or case.step is CaseStep.KIND:
        keep = len(lines) - 1  # so few rows that all are to be in sight
    if refused:
        lines.extend([[], *wrap([TextRun(refused, "warning")], width)])
        keep = len(lines) - 1
    return Drawn(lines, keep), start


def _known_lines(case: Case, width: int) -> list[Line]:
    """Return what is known of the case so far, and the instruction for the next move."""
    if case.step is CaseStep.KIND:
        return wrap([TextRun("What is it, on that day?" if case.day else "What is it?")], width)
    if case.step is CaseStep.VERDICT:
        words = "What do you think, before you buy any evidence?"
        return [*kind_lines(case, width), *wrap([TextRun(words)], width)]
    if case.step is CaseStep.BUY:
        you = _labelled("You said", judged_runs(case.judged[0]), width)
        help = "Each token buys a page. Pages that restate one original count once."
        return [*you, [], *token_lines(case, width), *wrap([TextRun(help, "muted")], width)]
    lines: list[Line] = []
    bought = buys(case)
    for buy in bought:
        publisher, date = page_words(buy.offer.source)
        page = [TextRun(publisher), TextRun(f", {date}", "muted")]
        lines.extend(beside([TextRun("● ", "here")], [TextRun("  ")], width, partial(wrap, page)))
        # Pages bought before the last one were shown in full when they were bought.
        lay_out = partial(bought_lines if buy is bought[-1] else bought_in_brief, buy)
        lines.extend(beside([TextRun("  ")], [TextRun("  ")], width, lay_out))
    asked = [TextRun("And now? You said "), *judged_runs(case.judged[0]), TextRun(".")]
    return [*lines, [], *wrap(asked, width)]


def record_card(desk_session: DeskSession, width: int) -> list[Line]:
    """Return the record of a case, or the result of the round."""
    head, deck = desk_head(desk_session, width), desk_session.deck
    if desk_session.is_over:
        return [*head, *round_lines(desk_session.cases, deck, width)]
    case = desk_session.case
    return [*head, *assertion_lines(case, deck, width), [], *record_lines(case, deck, width)]
