"""The reader's last line: the place in words, and the three most useful commands now."""

from __future__ import annotations

from typing import NamedTuple

from explainer.render.page import TargetKind
from explainer.ui.base.session import Session

SMALLEST = (40, 15)
"""Columns and rows below which the place names the size needed."""

ROOMY_WIDTH = 60
"""Columns from which the last line uses its longer words."""

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
    progress: int | None
    """Share of the section scrolled past, in per cent; None where all of it is in sight."""
    has_questions: bool = False
    """True if the section has questions to be asked."""

    @property
    def can_ask(self) -> bool:
        """True at the end of a section with questions."""
        return self.has_questions and self.progress in (None, 100)


def place_words(now: ReadingState, session: Session, index: int) -> str:
    """Return the place in words: `3/10 · Regulations · 40%`.

    Args:
        now: State of the screen.
        session: The session.
        index: Index of the section in sight, in the outline.
    """
    if now.width < SMALLEST[0] or now.height < SMALLEST[1]:
        return f"Needs {SMALLEST[0]}×{SMALLEST[1]}, has {now.width}×{now.height}"
    if now.trail:
        return now.trail
    title = session.opened.deck.outline[index].title
    is_told = now.progress is not None and now.width >= ROOMY_WIDTH
    part = f" · {now.progress}%" if is_told else ""
    kept = "" if session.keeps or now.width < 100 else " · nothing is kept"
    return f"{index + 1}/{session.section_count} · {title}{part}{kept}"


def reading_hints(now: ReadingState) -> list[tuple[str, str]]:
    """Return the ids of the most useful commands, with a word or two for each."""
    if now.width < SMALLEST[0]:
        return []
    is_roomy = now.width >= ROOMY_WIDTH
    if now.is_stepping:
        return [("next", "step"), ("previous", "back"), ("close", "done")]
    if now.target is not None:
        return [("open", _TARGET_WORDS[now.target]), ("next-target", _MARK), ("close", "back")]
    if now.is_outline_shown:
        return [("outline", "text"), ("next-section", "next"), ("help", "help")]
    if now.trail:
        back = [("previous-match", "back")] if is_roomy else []
        return [("next-section", "next"), *back, ("close", "done")]
    quiz = [("ask-me", "quiz")] if now.can_ask else []
    mark = [("next-target", _MARK)] if is_roomy and now.has_targets else []
    overview = ("overview", "overview" if is_roomy else "all")
    return [("next", "next"), *quiz, *mark, overview, ("help", "help")]
