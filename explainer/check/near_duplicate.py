"""Finds two choices that say nearly the same, so that neither or both of them can be the key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

_MOST_CHOICES = 26
"""Beyond this many, only choices that are the same are found."""

_LONGEST = 400
"""Characters beyond which a text is like another only where it is the same."""

_MOST_ALIKE = 2
"""With more that are alike, their small difference is what the question asks for."""

_FEWEST_WORDS = 2
"""In a single word a capital letter may be the whole difference."""

_FEWEST_SPELLED = 3
"""Words from which on one may be another spelling; in fewer it may be the whole difference."""

_CODE = re.compile(r"[`{}\[\]=<>;\\_^$]|\w[.(]\w")

_ALIKE = 0.92
"""How alike two words are that are one word in two spellings, by Ratcliff and Obershelp.

`government` and `goverment` are (0.95); `interstate` and `intrastate` (0.90), `complement` and
`compliment` (0.90) are not.
"""

_SAME_START = 3
"""Letters at the beginning that two spellings share; `typical` and `atypical` are two words."""

_LIGHT = frozenset({"a", "an", "the", "very", "really", "quite", "just", "also"})
"""Words that can be left out without saying something else."""

_MARKS_BEFORE = "\"'“”„‘’«»("
_MARKS_BEHIND = "\"'“”‘’«»).,;:!?…"
_HAS_DIGIT = re.compile(r"\d")


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places whose texts say nearly the same, each text with the first like it.

    The very same text is found always; what is nearly the same only where the other choices are
    unlike it: where most choices differ in a letter, that letter is the question.
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
    """The words that carry what a text says; in code, and in a single word, each letter counts."""
    plain = unicodedata.normalize("NFC", text)
    if len(plain) > _LONGEST or _CODE.search(plain) or len(plain.split()) < _FEWEST_WORDS:
        return [plain]
    words = [word.lstrip(_MARKS_BEFORE).rstrip(_MARKS_BEHIND) for word in plain.casefold().split()]
    return [word for word in words if word and word not in _LIGHT] or [plain]


def _nearly_same(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the words are the same but for spelling, of which few words leave no doubt."""
    if here == there:
        return True
    if len(here) != len(there) or len(here) < _FEWEST_SPELLED:
        return False
    return all(
        one == other or _one_word(one, other) for one, other in zip(here, there, strict=True)
    )


def _one_word(one: str, other: str) -> bool:
    """Whether two words are one in two spellings or numbers of grammar; never with digits."""
    if one[:_SAME_START] != other[:_SAME_START]:
        return False
    if _HAS_DIGIT.search(one + other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
