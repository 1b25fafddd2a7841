"""The reader's last line: the place in words, and the three most useful commands now."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.line import crop
from explainer.render.page import TargetKind
from explainer.ui.base.session import Session
from explainer.ui.reader.answering_in_place import AskedHere

SMALLEST = (40, 15)
"""Columns and rows below which the place names the size needed."""

ROOMY_WIDTH = 60
"""Columns from which the last line uses its longer words."""

_WIDTH_FOR_ALL = 72
"""Columns from which the last line has room for the digits of a question and all other keys."""

_TITLE_ROOMS = range(40, 7, -4)
"""Columns to which a title is cut, one after the other, until the place fits."""

_TARGET_WORDS = {
    TargetKind.CLAIM: "evidence",
    TargetKind.TERM: "meaning",
    TargetKind.SOURCE: "source",
    TargetKind.FOOTNOTE: "footnote",
    TargetKind.LINK: "link",
    TargetKind.CODE: "step through",
    TargetKind.BLOCK: "work with it",
    TargetKind.QUESTION: "answer",
    TargetKind.BET: "bet",
    TargetKind.CHOICE: "take",
}


_MARK = "next mark"
"""Words for what Tab selects: a claim, term, source, link, figure or question to open."""


class ReadingState(NamedTuple):
    """State of the screen that the hints depend on."""

    width: int
    """Columns of the screen."""
    height: int
    """Rows of the screen."""
    is_stepping: bool
    """True while an opened code block takes the keys."""
    target: TargetKind | None
    """Kind of the target in focus; None for none."""
    is_outline_shown: bool
    """True while the outline covers the text."""
    trail: str
    """Position among the matches of a search, in words; empty outside a search."""
    has_targets: bool
    """True if the section has a target that can be opened."""
    page: int
    """Number of the page in sight, from 1."""
    pages: int
    """Number of pages of the section."""
    asked: AskedHere | None = None
    """The bet or question in sight that a digit answers; None for none."""
    has_questions: bool = False
    """True if the section has questions to be asked."""
    is_cut: bool = False
    """True if the route shows a part of the section, even if all of it is in sight."""
    has_figure: bool = False
    """True if a table, chart or timeline is in sight."""

    @property
    def can_ask(self) -> bool:
        """True at the end of a section with questions."""
        return self.has_questions and self.page == self.pages


def place_words(now: ReadingState, session: Session, index: int) -> tuple[str, ...]:
    """Return the place in words, `3/10 · Regulations · page 2 of 5`, then in ever fewer words.

    Args:
        now: State of the screen.
        session: The session.
        index: Index of the section in sight, in the outline.
    """
    if now.width < SMALLEST[0] or now.height < SMALLEST[1]:
        return (f"Needs {SMALLEST[0]}×{SMALLEST[1]}, has {now.width}×{now.height}",)
    if now.trail:
        return (now.trail,)
    title = session.opened.deck.outline[index].title
    way = session.way if index in session.way else tuple(range(session.section_count))
    number = f"{way.index(index) + 1}/{len(way)}"
    is_told = now.pages > 1 and now.width >= ROOMY_WIDTH
    kept = "" if session.keeps or now.width < 100 else " · nothing is kept"
    after = (f" · page {now.page} of {now.pages}" if is_told else "") + kept
    titles = [title, *(crop(title, room) for room in _TITLE_ROOMS if room < cell_len(title))]
    without = (f"{number}{after}",) if after else ()
    return (*(f"{number} · {words}{after}" for words in titles), *without)


def end_words(session: Session) -> str:
    """Return the words for the end of the person's way."""
    route = session.route
    if route is None or len(session.way) == session.section_count:
        return "This is the end of the deck."
    left = session.section_count - len(session.way)
    more = "1 more section is" if left == 1 else f"{left} more sections are"
    return f"This is the end of '{route.title}'; {more} in the deck."


def reading_hints(now: ReadingState) -> list[tuple[str, str]]:
    """Return the ids of the most useful commands, with a word or two for each."""
    if now.width < SMALLEST[0]:
        return []
    is_roomy = now.width >= ROOMY_WIDTH
    if now.is_stepping:
        return [("next", "step"), ("previous", "back"), ("close", "done")]
    asked = _asked_hints(now)
    if now.target is not None:
        opens = ("open", _TARGET_WORDS[now.target])
        return [*asked, opens, ("next-target", _MARK), ("close", "back")]
    if now.is_outline_shown:
        return [("outline", "text"), ("next-section", "next"), ("help", "help")]
    if now.trail:
        back = [("previous-match", "back")] if is_roomy else []
        return [("next-section", "next"), *back, ("close", "done")]
    quiz = [("ask-me", "quiz")] if now.can_ask else []
    mark = [("next-target", _MARK)] if is_roomy and now.has_targets else []
    overview = ("overview", "overview" if is_roomy else "all")
    if asked and now.width < _WIDTH_FOR_ALL:
        return [*asked, ("next", "next"), ("help", "help")]
    if now.has_figure:
        work = ("open", _TARGET_WORDS[TargetKind.BLOCK] if is_roomy else "open")
        return [*asked, ("next", "next"), work, *quiz, *mark[: not quiz], ("help", "help")]
    return [*asked, ("next", "next"), *quiz, *mark, overview, ("help", "help")]


def _asked_hints(now: ReadingState) -> list[tuple[str, str]]:
    """Return the hint for the digits that answer what is asked in sight."""
    if now.asked is None:
        return []
    return [(f"1–{now.asked.last_digit}", "bet" if now.asked.is_bet else "answer")]
