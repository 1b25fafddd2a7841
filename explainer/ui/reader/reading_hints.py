"""What the reader's last line says: the place, and the three most useful keys now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.render.page import TargetKind
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

SMALLEST = (40, 15)
"""Columns and rows below which the place says what is needed."""

_ROOMY = 60
"""Columns from which the last line need not be brief."""

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


def reader_place(reader: ReaderScreen) -> str:
    """Where the reader is: `3/10 · Regulations · 40%`."""
    width, height = reader.size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return f"Needs {SMALLEST[0]}×{SMALLEST[1]}, has {width}×{height}"
    if reader.trail is not None:
        return reader.trail.place
    entry = reader.session.opened.deck.outline[reader.index]
    last = reader.pane.last_top
    part = f" · {100 * reader.pane.top // last}%" if last and width >= _ROOMY else ""
    kept = "" if reader.session.keeps or width < 100 else " · nothing is kept"
    return f"{reader.index + 1}/{reader.session.section_count} · {entry.title}{part}{kept}"


def reader_hints(reader: ReaderScreen, keys: dict[str, tuple[str, ...]]) -> list[KeyHint]:
    """The three most useful keys, as they are set now."""
    if reader.size.width < SMALLEST[0]:
        return []
    if reader.focus_state.is_stepping:
        wanted = [("next", "step"), ("previous", "back"), ("close", "done")]
    elif target := reader.focused_target:
        wanted = [
            ("open", _TARGET_WORDS[target.kind]),
            ("next-target", "next"),
            ("close", "back"),
        ]
    elif reader.has_class("outline-shown"):
        wanted = [("outline", "text"), ("next-section", "next"), ("help", "help")]
    elif reader.trail is not None:
        wanted = [("next-section", "next"), ("previous-match", "back"), ("close", "done")]
        if reader.size.width < _ROOMY:
            del wanted[1]
    else:
        overview = "overview" if reader.size.width >= _ROOMY else "all"
        wanted = [("next", "next"), ("overview", overview), ("help", "help")]
        if reader.size.width >= _ROOMY and reader.pane.page.targets:
            wanted.insert(1, ("next-target", "find"))
    return [
        KeyHint(key_label(keys[command][0]), words, command)
        for command, words in wanted
        if keys.get(command)
    ]
