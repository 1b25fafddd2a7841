r"""Reads the gaps of an Anki note, `{{c1::answer::hint}}`, as the gaps of a deck's text.

Anki ends a gap at the first `}}`, which cuts a formula such as `\frac{\vec{v}}{2}`. Here a gap
ends where its own braces are in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.importers.html_blocks import PICTURE
from explainer.importers.item import LeftOut, Remarks, short

_OPENS = re.compile(r"\{\{c(\d{1,3})::")
_BRACE = re.compile(r"\\[\\{}]|\{\{c\d{1,3}::|\}\}|[{}]")
_STAND_INS = str.maketrans("[]", "［］")
"""Full-width brackets: an answer typed with the usual ones is equal in Unicode NFKC."""
_BAR = "｜"
_BACKSLASH = "\\"


class GapText(NamedTuple):
    """A text with gaps, before it is read as HTML."""

    text: str
    """The text, with `GAP_CHARACTER` for each gap."""
    answers: tuple[str, ...]
    """Answers of its gaps, in their order."""
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
    text = text.replace(GAP_CHARACTER, "")
    gaps = _gaps(text, remarks)
    if not gaps:
        raise LeftOut("It is a note with gaps and has none.")
    parts: list[str] = []
    at = 0
    for gap in gaps:
        parts.append(text[at : gap.start])
        at = gap.end
    return GapText(
        GAP_CHARACTER.join((*parts, text[at:])),
        tuple(gap.answer for gap in gaps),
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
        gap = _Gap(opens.start(), end + 2, opens[1], answer, hint.strip())
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


def filled(text: str, given: Sequence[str], remarks: Remarks) -> str:
    """Return Markdown with answers in its gaps, as a deck writes them.

    A deck has no escape for `|` and brackets in a gap, so full-width ones stand for them.

    Raises:
        LeftOut: a gap cannot be written so that it is read back.
    """
    parts = text.split(GAP_CHARACTER)
    if len(parts) != len(given) + 1:
        raise LeftOut("Its gaps cannot be told from its markup.")
    for answer in given:
        if not answer:
            raise LeftOut("A gap in it has no answer.")
        if PICTURE in answer:
            raise LeftOut("A gap in it has a picture, which nobody can type.")
    answers = [answer.replace("|", _BAR) for answer in given]
    written = _written(parts, answers)
    if GAP.findall(written) != answers:
        answers = [answer.translate(_STAND_INS) for answer in answers]
        written = _written(parts, answers)
    if GAP.findall(written) != answers:
        written = _written([part.replace("[[", "［［") for part in parts], answers)
    if GAP.findall(written) != answers:
        raise LeftOut("Brackets in it cannot be told from those of a gap.")
    if answers != list(given):
        message = "A '|' or bracket in a gap is written in full width; typing the usual one counts."
        remarks.change(message)
    return written.strip()


def _written(parts: Sequence[str], answers: Sequence[str]) -> str:
    """Return the parts of a text with gaps between them; its own brackets are escaped."""
    pieces: list[str] = []
    for part, answer in zip(parts, answers, strict=False):
        before = part.replace("[[", "\\[\\[")
        if before.endswith("["):
            before = f"{before[:-1].removesuffix(_BACKSLASH)}&#91;"
        pieces.append(f"{before}[[{answer}]]")
    return "".join((*pieces, parts[-1].replace("[[", "\\[\\[")))
