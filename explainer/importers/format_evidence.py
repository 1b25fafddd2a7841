"""Recognises the format of imported questions by signs for and against each format.

One sign proves little: a brace can be GIFT, a formula or a gap of Anki. So every sign of every
format is counted and weighed, and the format with the most evidence is taken. A rival with nearly
as much is named, so that the report of the import can mention it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.importers.item import Form

_LOOKED_AT = 200_000
"""Number of characters by which the format is recognised."""

_CLOSE = 0.5
"""Share of the best format's evidence that makes another one a rival."""

_MDBOOK_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_MDBOOK_TYPE = re.compile(
    r"""^[ \t]*type[ \t]*=[ \t]*["'](?:MultipleChoice|ShortAnswer|Tracing)["']""", re.MULTILINE
)
_MDBOOK_KEY = re.compile(r"^[ \t]*(?:prompt|answer)\.[A-Za-z]{1,20}[ \t]*=", re.MULTILINE)

_ANKI_HEADER = re.compile(
    r"(?:#(?:separator|html|columns|notetype|deck|tags|if matches|match scope|"
    r"(?:guid|notetype|deck|tags) column):|tags:)[^\n]*\n?",
    re.IGNORECASE,
)
_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_SOUND = re.compile(r"\[sound:[^\[\]\n]*\]")
_QUOTED_FIELD = re.compile(r'"\t|\t"')

_AIKEN_KEY = re.compile(
    r"^[ \t]*[A-Za-z][).][^\n]*\n\s*ANSWER[ \t]*:", re.MULTILINE | re.IGNORECASE
)
_AIKEN_CHOICE = re.compile(r"^[ \t]*[A-Za-z][).][ \t]*\S", re.MULTILINE)

_GIFT_TITLE = re.compile(r"^[ \t]*::[^\n:]", re.MULTILINE)
_GIFT_CATEGORY = re.compile(r"^[ \t]*\$CATEGORY:", re.MULTILINE)
_GIFT_OPENER = re.compile(r"(?<![\\{])\{\s*(?:[=~]|#\s*[=+\-.\d])")
_GIFT_ANSWER_LINE = re.compile(r"^[ \t]*[=~](?![=~])\s*\S", re.MULTILINE)
_PAIR = re.compile(r"(?<![\\{])\{([^{}]*)\}")
_TRUTH = re.compile(r"\s*(?:T|F|TRUE|FALSE)\s*(?:#|\Z)", re.IGNORECASE)
_JSON_KEY = re.compile(r"""\s*"[^"\n]{0,100}"\s*:""")
_LATEX_BEFORE = re.compile(r"(?:\\[A-Za-z]{1,30}|[\^_}])\Z")

_HEADER_WEIGHT = 1000
"""Weight of a header of Anki, which no other format can begin with."""


class Recognised(NamedTuple):
    """The format of a text, as far as its content tells."""

    form: Form | None
    """The format with the most evidence; None if there is none for any."""
    rival: Form | None
    """Another format with nearly as much evidence; None if it is clear."""


def recognise(text: str) -> Recognised:
    """Return the format of a text by its content."""
    weighed = evidence(text)
    ranked = sorted(weighed, key=lambda form: weighed[form], reverse=True)
    best, second = ranked[0], ranked[1]
    if weighed[best] <= 0:
        return Recognised(None, None)
    is_close = weighed[second] > 0 and weighed[second] >= _CLOSE * weighed[best]
    return Recognised(best, second if is_close else None)


def evidence(text: str) -> dict[Form, int]:
    """Return the weight of the evidence for each format; below 0 if more speaks against it."""
    start = text[:_LOOKED_AT].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return {
        Form.MDBOOK: _mdbook(start),
        Form.GIFT: _gift(start),
        Form.AIKEN: _aiken(start),
        Form.ANKI: _anki(start),
    }


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _mdbook(text: str) -> int:
    """Weigh the tables and keys of a quiz; keys alone could be any TOML."""
    tables = _count(_MDBOOK_TABLE, text)
    if not tables:
        return 0
    keys = 10 * _count(_MDBOOK_TYPE, text) + 5 * _count(_MDBOOK_KEY, text)
    return 20 * tables + keys


def _aiken(text: str) -> int:
    """Weigh answers with letters, if some of them have a key behind them."""
    keys = _count(_AIKEN_KEY, text)
    return 6 * keys + 3 * _count(_AIKEN_CHOICE, text) if keys else 0


def _gift(text: str) -> int:
    """Weigh titles, categories and braces with answers, against gaps of Anki."""
    clozes = _count(_CLOZE, text)
    weight = 6 * (_count(_GIFT_TITLE, text) + _count(_GIFT_CATEGORY, text))
    weight += 5 * _count(_GIFT_OPENER, text) + 2 * _count(_GIFT_ANSWER_LINE, text)
    weight -= 6 * clozes
    for pair in _PAIR.finditer(text):
        if _JSON_KEY.match(pair[1]):
            weight -= 1
        elif _LATEX_BEFORE.search(text, max(0, pair.start() - 32), pair.start()):
            continue  # a formula can stand in any format
        else:
            weight += _weight_of_pair(pair[1])
    return weight


def _weight_of_pair(content: str) -> int:
    """Weigh a pair of braces by the answers in it."""
    if _TRUTH.match(content):
        return 5
    has_choices = content.lstrip()[:1] in ("=", "~") and "=" in content and "~" in content
    return 3 if has_choices else 1


def _anki(text: str) -> int:
    """Weigh headers, gaps, sounds, and lines that are rows of fields."""
    weight = 6 * _count(_CLOZE, text) + 6 * _count(_SOUND, text) + 2 * _count(_QUOTED_FIELD, text)
    at = 0
    while (header := _ANKI_HEADER.match(text, at)) is not None:
        weight += _HEADER_WEIGHT
        at = header.end()
    lines = [line.strip() for line in text[at:].split("\n")]
    rows = [line for line in lines if line and not line.startswith("#")]
    tabbed = sum("\t" in row for row in rows)
    if tabbed:
        return weight + max(0, 3 * tabbed - (len(rows) - tabbed))
    return weight + max((_table(rows, separator) for separator in ";|,"), default=0)


def _table(rows: list[str], separator: str) -> int:
    """Weigh rows with the same number of separators in each; prose has a space after them."""
    counts = {row.count(separator) for row in rows}
    is_prose = sum(f"{separator} " in row for row in rows) * 10 > len(rows)
    if len(rows) < 2 or len(counts) > 1 or 0 in counts or is_prose:
        return 0
    return 2 * len(rows)
