"""Finds two choices with nearly the same meaning, so that neither or both can be the key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

_MOST_CHOICES = 26
"""Most choices that are compared; among more, only equal ones are found."""

_LONGEST = 400
"""Longest text that is compared by words; longer ones must be equal."""

_MOST_ALIKE = 2
"""Most similar choices that are reported; if more are, their small difference is the question."""

_FEWEST_WORDS = 2
"""Fewest words that are compared; in a single word a capital letter may be the difference."""

_FEWEST_SPELLED = 3
"""Fewest words in which one may be a variant spelling; in fewer it may be the difference."""

_CODE = re.compile(r"[`{}\[\]=<>;\\_^$]|\w[.(]\w")

_ALIKE = 0.92
"""Least similarity (Ratcliff and Obershelp) of two spellings of one word.

`government` and `goverment` are (0.95); `interstate` and `intrastate` (0.90), `complement` and
`compliment` (0.90) are not.
"""

_SAME_START = 3
"""Letters at the beginning that two spellings share; `typical` and `atypical` are two words."""

_LIGHT = frozenset({"a", "an", "the", "very", "really", "quite", "just", "also"})
"""Words that can be left out without a change of meaning."""

_MARKS_BEFORE = "\"'“”„‘’«»("
_MARKS_BEHIND = "\"'“”‘’«»).,;:!?…"
_HAS_DIGIT = re.compile(r"\d")


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of indices with nearly the same text, each with the first like it.

    Equal texts are always found. Similar ones are found only if the other choices differ from them:
    if most choices differ in a letter, that letter is the question.
    """
    first: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for place, text in enumerate(texts):
        earlier = first.setdefault(" ".join(text.split()), place)
        if earlier != place:
            pairs.append((earlier, place))
    if 2 < len(first) <= _MOST_CHOICES:
        words = {place: _words(text) for text, place in first.items()}
        alike = [
            (place, other)
            for place, other in combinations(words, 2)
            if _nearly_same(words[place], words[other])
        ]
        places = {place for pair in alike for place in pair}
        if len(places) <= _MOST_ALIKE:
            pairs.extend(alike)
    return sorted(pairs, key=lambda pair: pair[1])


def _words(text: str) -> list[str]:
    """Return the words that matter; in code, and in a single word, every letter counts."""
    plain = unicodedata.normalize("NFC", text)
    if len(plain) > _LONGEST or _CODE.search(plain) or len(plain.split()) < _FEWEST_WORDS:
        return [plain]
    words = [word.lstrip(_MARKS_BEFORE).rstrip(_MARKS_BEHIND) for word in plain.casefold().split()]
    return [word for word in words if word and word not in _LIGHT] or [plain]


def _nearly_same(here: Sequence[str], there: Sequence[str]) -> bool:
    """True if the words are the same except for spelling, and numerous enough to be sure."""
    if here == there:
        return True
    if len(here) != len(there) or len(here) < _FEWEST_SPELLED:
        return False
    return all(
        one == other or _one_word(one, other) for one, other in zip(here, there, strict=True)
    )


def _one_word(one: str, other: str) -> bool:
    """True if two words are one in two spellings or grammatical numbers; never with digits."""
    if one[:_SAME_START] != other[:_SAME_START]:
        return False
    if _HAS_DIGIT.search(one + other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
