"""Search: text folded so that case, accents and width do not matter, and an index over it.

Folding follows Unicode's caseless matching (The Unicode Standard, 3.13, D145) in its compatibility
form, without accents. Text without spaces, such as Chinese, needs no words: any part of a text is
found wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

import msgspec

from explainer.problems import did_you_mean

MOST_COUNTED = 2_000
"""Most entries that a search returns; anyone who finds more types another letter."""

_SEPARATOR = "\0"  # no text of a deck contains it
_MOST_COMPARED = 800
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict(zip("łøđħŧı", "lodhti", strict=True)),  # letters with strokes do not decompose
        "\u202f": None,  # the thin space between thousands
        _SEPARATOR: None,
    }
)
_COMPOSED = re.compile("[\u1100-\u11ff\u3099\u309a\uff9e\uff9f]")
# A kana with its voicing mark, and a syllable of Hangul, count as one letter however encoded.
_CLUSTER = re.compile(
    "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"
    "|[\u3040-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|.",
    re.DOTALL,
)
_QUOTED_OR_WORD = re.compile(r'"([^"]*)"?|([^\s"]+)')
_VOCABULARY = re.compile(r"[^\W\d_]{4,}")
_WIDE = "\u2e80"  # from here on letters are ideographs and similar ones, written without spaces


class EntryKind(StrEnum):
    """Kinds of entries that a search can find."""

    HEADING = "heading"
    TEXT = "text"
    ROW = "table"
    EVENT = "timeline"
    QUESTION = "question"
    NOTE = "note"
    CLAIM = "claim"
    TERM = "term"


class TrailStop(NamedTuple):
    """A place in the sections of a deck."""

    section: int
    """Index of the section in the outline, from 0."""
    block: int = -1
    """Index of a block of the section; -1 for its beginning."""
    nth: int = 0
    """Number of the match in the block, from 0."""


class SearchEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry of the index."""

    kind: EntryKind
    """Kind of the entry."""
    text: str
    """Text of the entry, on one line."""
    section: int = -1
    """Index of its section in the outline; -1 if it stands in no section."""
    block: int = -1
    """Index of its block in the section; -1 if it stands in no block."""
    id: str = ""
    """Id of a claim or term."""
    name: int = 0
    """Length of the name at the beginning of the text; matches in it come first."""
    title: str = ""
    """Title of the table or timeline that it stands in."""
    columns: tuple[tuple[int, str], ...] = ()
    """For a row of a table: the start of each cell in the text, and its column's title."""

    def column(self, at: int) -> str:
        """Return the title of the column that a character stands in."""
        found = [title for start, title in self.columns if start <= at]
        return found[-1] if found else ""


class Found(NamedTuple):
    """Result of a search."""

    entries: list[int]
    """Numbers of the entries, the best first."""
    is_all: bool = True
    """True if there are no more."""


# --- folding ---------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Return text in the form for comparison: one for every case, accent, width, quote and dash."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join(map(_folded, _letters(text)))


def _letters(text: str) -> Sequence[str]:
    """Return the pieces of a text that are folded one by one."""
    return _CLUSTER.findall(text) if _COMPOSED.search(text) else text


@cache
def _folded(letter: str) -> str:
    if letter.isspace() and letter != "\u202f":
        return " "
    letters = normalize("NFKD", letter.translate(_ALIKE).casefold())
    kept = "".join(character for character in letters if not _is_accent(character))
    return normalize("NFC", kept.translate(_ALIKE)).casefold()


def _is_accent(character: str) -> bool:
    """True if a combining mark may be ignored; marks that make another letter or vowel may not.

    By canonical combining classes (Unicode Character Database): overlays, points of Hebrew, Arabic
    and Syriac, and marks above and below are ignored. Voicing marks, nuktas and viramas are kept.
    """
    kind = combining(character)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200


def find_spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return start and end of folded words in a text, in its own characters, apart and in order."""
    folded, starts, ends = fold_with_places(text)
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            found.append((starts[at], ends[at + len(word) - 1]))
            at = folded.find(word, at + len(word))
    return merged(found)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, with overlapping ones merged."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def fold_with_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the folded text, and for each of its characters start and end in the original text."""
    folded = fold(text)
    if text.isascii() and len(folded) == len(text):
        return folded, range(len(text)), range(1, len(text) + 1)
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for letter in _letters(text):
        count = len(_folded(letter))
        end = position + len(letter)
        if not count and ends and combining(letter[0]):
            # An accent belongs to the letter before it.
            last = ends[-1]
            for index in range(len(ends) - 1, -1, -1):
                if ends[index] != last:
                    break
                ends[index] = end
        starts.extend([position] * count)
        ends.extend([end] * count)
        position = end
    return folded, starts, ends


def query_words(query: str) -> tuple[str, ...]:
    """Return the folded words of a query; a quoted phrase is one word."""
    words: dict[str, None] = {}
    for phrase, word in _QUOTED_OR_WORD.findall(fold(query)):
        if found := " ".join((phrase or word).split()):
            words.setdefault(found)
    return tuple(words)


# --- the index -------------------------------------------------------------------------------


class Index:
    """An index of entries; complete once made, so that any thread may make it."""

    def __init__(self, entries: Sequence[SearchEntry]) -> None:
        """`entries` are in reading order, those of one block together."""
        self.entries = entries
        """All entries."""
        named = [number for number, entry in enumerate(entries) if entry.name]
        others = [number for number, entry in enumerate(entries) if not entry.name]
        # Entries with a name come first, so that they are found however many others there are.
        self._groups = (_FoldedEntries(entries, named), _FoldedEntries(entries, others))
        self._vocabulary = sorted({word for group in self._groups for word in group.vocabulary()})

    def find(self, words: Sequence[str]) -> Found:
        """Return the entries that contain every word, the best first.

        Whole words come before beginnings of words, and those before matches within words; names
        come before text. Otherwise the order of the deck is kept.
        """
        if not words:
            return Found([])
        ranks: list[list[int]] = [[] for _ in range(6)]
        count = 0
        for group_rank, group in enumerate(self._groups):
            for number, rank in group.find(words, MOST_COUNTED + 1 - count):
                ranks[2 * rank + group_rank].append(number)
                count += 1
        entries = [number for numbers in ranks for number in numbers]
        return Found(entries[:MOST_COUNTED], len(entries) <= MOST_COUNTED)

    def stops(self, numbers: Sequence[int], words: Sequence[str]) -> list[TrailStop]:
        """Return the places of entries, given in reading order, each with its number in its block.

        Every entry of a block is looked at only once, however many of them were found.
        """
        found: list[TrailStop] = []
        following = nth = 0
        for number in numbers:
            entry = self.entries[number]
            if entry.block < 0:
                found.append(TrailStop(entry.section))
                continue
            if not found or found[-1][:2] != (entry.section, entry.block):
                following, nth = self._first_of_block(number), 0
            while following < number:
                nth += len(find_spans(self.entries[following].text, words))
                following += 1
            found.append(TrailStop(entry.section, entry.block, nth))
        return found

    def _first_of_block(self, number: int) -> int:
        """Return the first entry of the block that an entry stands in."""
        entry = self.entries[number]
        while number and self.entries[number - 1].section == entry.section:
            if self.entries[number - 1].block != entry.block:
                break
            number -= 1
        return number

    def suggest(self, words: Sequence[str]) -> str:
        """Return a "did you mean" for a word that occurs nowhere, or nothing."""
        for word in words:
            if not any(word in group.text for group in self._groups):
                near = [
                    known
                    for known in self._vocabulary
                    if abs(len(known) - len(word)) <= 2
                    and (known[0] == word[0] or known[-1] == word[-1])
                ]
                # If there are too many, those with the same beginning are compared first.
                near.sort(key=lambda known: known[:2] != word[:2])
                return did_you_mean(word, near[:_MOST_COMPARED])
        return ""


class _FoldedEntries:
    """Some entries as one long folded text; one search of it is faster than many of short texts."""

    def __init__(self, entries: Sequence[SearchEntry], numbers: list[int]) -> None:
        texts = [fold(entries[number].text) for number in numbers]
        self.text = _SEPARATOR.join(texts)
        self._numbers = numbers
        self._names = [len(fold(entries[n].text[: entries[n].name])) for n in numbers]
        self._starts: list[int] = []
        position = 0
        for text in texts:
            self._starts.append(position)
            position += len(text) + 1

    def vocabulary(self) -> set[str]:
        """Return its words of four letters and more, folded."""
        return {word for word in set(_VOCABULARY.findall(self.text)) if word < _WIDE}

    def find(self, words: Sequence[str], most: int) -> list[tuple[int, int]]:
        """Return the numbers of entries that contain every word, each with its rank (0 is best)."""
        first, *others = sorted(words, key=len, reverse=True)
        found: list[tuple[int, int]] = []
        text, starts = self.text, self._starts
        index = 0
        at = text.find(first)
        while at >= 0 and len(found) < most:
            index = bisect_right(starts, at, index) - 1
            start = starts[index]
            end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
            if all(text.find(word, start, end) >= 0 for word in others):
                name = start + self._names[index] if self._names[index] else end
                found.append((self._numbers[index], self._rank(words, start, end, name)))
            at = text.find(first, end)
        return found

    def _rank(self, words: Sequence[str], start: int, end: int, name: int) -> int:
        """Return the rank of a match: 0 for whole words, 1 for beginnings of words, else 2."""
        worst = 0
        for word in words:
            best = 2
            at = self.text.find(word, start, end)
            while at >= 0 and best:
                if at >= name:
                    break
                if at == start or not _is_word_character(self.text[at - 1]):
                    after = at + len(word)
                    best = min(best, int(after < end and _is_word_character(self.text[after])))
                at = self.text.find(word, at + 1, end)
            worst = max(worst, best)
        return worst


def _is_word_character(character: str) -> bool:
    """True if a character forms a word with the characters next to it."""
    return character < _WIDE and character.isalnum()
