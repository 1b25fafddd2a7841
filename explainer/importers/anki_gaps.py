r"""Reads the gaps of an Anki note, `{{c1::answer::hint}}`, as the gaps of a deck's text.

Anki ends a gap at the first `}}`, which cuts a formula such as `\frac{\vec{v}}{2}`. Here a gap
ends where its own braces are in pairs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.deck.question_file import GAP
from explainer.importers.html_blocks import PICTURE
from explainer.importers.item import LeftOut, Remarks, short

_OPENS = re.compile(r"\{\{c(\d{1,3})::")
_BRACE = re.compile(r"\\[\\{}]|\{\{c\d{1,3}::|\}\}|[{}]")
_STAND_INS = str.maketrans("[]", "［］")
"""Full-width brackets: an answer typed with the usual ones is equal in Unicode NFKC."""
_BAR = "｜"


class GapText(NamedTuple):
    """A text with gaps as a deck writes it."""

    text: str
    """The text, with `[[answer]]` for each gap."""
    hints: tuple[str, ...]
    """Hints of its gaps, in their order."""
    cards: int
    """Number of cards that Anki makes of it."""


class _Gap(NamedTuple):
    """A gap in the text of a note."""

    start: int
    end: int
    card: str
    answer: str
    hint: str


def has_gap(text: str) -> bool:
    """Return True if a gap opens in a text."""
    return _OPENS.search(text) is not None


def read_gaps(text: str, remarks: Remarks) -> GapText:
    """Read a text in which gaps may open.

    Raises:
        LeftOut: it has no gap, or one that a deck cannot have.
    """
    gaps = _gaps(text, remarks)
    if not gaps:
        raise LeftOut("It is a note with gaps and has none.")
    for gap in gaps:
        if not gap.answer:
            raise LeftOut("A gap in it has no answer.")
        if PICTURE in gap.answer:
            raise LeftOut("A gap in it has a picture, which nobody can type.")
    return GapText(
        _filled(text, gaps, remarks),
        tuple(gap.hint for gap in gaps if gap.hint),
        len({gap.card for gap in gaps}),
    )


def _gaps(text: str, remarks: Remarks) -> list[_Gap]:
    """Return the gaps of a text."""
    gaps: list[_Gap] = []
    at = 0
    while (opens := _OPENS.search(text, at)) is not None:
        end = _end(text, opens.end(), remarks)
        answer, _, hint = text[opens.end() : end].partition("::")
        gap = _Gap(opens.start(), end + 2, opens[1], " ".join(answer.split()), hint.strip())
        gaps.append(gap)
        at = gap.end
    return gaps


def _end(text: str, start: int, remarks: Remarks) -> int:
    """Return the offset of the `}}` that closes the gap whose answer begins at `start`."""
    first = -1
    depth = 0
    at = start
    has_another = False
    while (brace := _BRACE.search(text, at)) is not None:
        at = brace.end()
        if brace[0] == "}}":
            first = brace.start() if first < 0 else first
            if not depth:
                if brace.start() > first:
                    message = "Anki ends a gap at its first '}}'; it is read to its last brace."
                    remarks.warn(message)
                return brace.start()
            depth -= 1
            at -= 1
        elif brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth = max(0, depth - 1)
        elif brace[0].startswith("{{"):
            has_another = True
            break
    stop = brace.start() if has_another and brace is not None else len(text)
    first = text.find("}}", start, stop)
    if first >= 0:
        cut = short(text[start:first])
        remarks.warn(f"Braces in the gap '{cut}' are not in pairs, so it ends at the first '}}}}'.")
        return first
    raise LeftOut("A gap in it has another in it." if has_another else "A gap is never closed.")


def _filled(text: str, gaps: list[_Gap], remarks: Remarks) -> str:
    """Return the text with its gaps as a deck writes them.

    A deck has no escape for `|` and brackets in a gap, so full-width ones stand for them.
    """
    answers = [gap.answer.replace("|", _BAR) for gap in gaps]
    filled = _written(text, gaps, answers)
    if GAP.findall(filled) != answers:
        answers = [answer.translate(_STAND_INS) for answer in answers]
        filled = _written(text, gaps, answers, "［［")
        if GAP.findall(filled) != answers:
            raise LeftOut("Brackets in it cannot be told from those of a gap.")
    if any(written != gap.answer for written, gap in zip(answers, gaps, strict=True)):
        message = "A '|' or bracket in a gap is written in full width; typing the usual one counts."
        remarks.change(message)
    return filled.strip()


def _written(text: str, gaps: list[_Gap], answers: list[str], brackets: str = "[[") -> str:
    """Return the text with answers in its gaps, and `brackets` for each `[[` outside of them."""
    parts: list[str] = []
    at = 0
    for gap, answer in zip(gaps, answers, strict=True):
        parts.append(text[at : gap.start].replace("[[", brackets))
        parts.append(f"[[{answer}]]")
        at = gap.end
    parts.append(text[at:].replace("[[", brackets))
    return "".join(parts)
