"""Takes words about size and place out of descriptions of images, and attributes behind text."""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.deck.slides.draft import Draft

_IMAGE = re.compile(r"!\[([^\[\]]*)\](?=[(\[])")
_MARP_WORD = re.compile(
    r"(?:bg|fit|contain|cover|auto|vertical|left|right)(?::\d+(?:\.\d+)?%?)?"
    r"|(?:w|h|width|height|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert"
    r"|opacity|saturate|sepia)(?::[\w.%,#()-]+)?|\d+(?:\.\d+)?%"
)
_PRESENTERM_WORD = re.compile(r"image:\w+:[\w.%]+")
_ATTRIBUTES_BEHIND = re.compile(r"(?<=[)\]])\{(?:[#.]|[\w:-]+=)[^{}\n]*\}")
_HEADING_ATTRIBUTES = re.compile(r"^( {0,3}#{1,6} .*?)\s*\{(?:[#.-]|[\w:-]+=)[^{}]*\}\s*$")
_BARE_SPAN = re.compile(r"(?<!!)\[([^\[\]]+)\](\{[.#][^{}\n]*\})")


def take_marp_words(draft: Draft) -> None:
    """Take the words of Marp out of descriptions: `![bg right:40%](x)`, `![w:200 a cat](x)`."""
    _take_words(draft, lambda word, words: "bg" in words or ":" in word, _MARP_WORD)


def take_presenterm_words(draft: Draft) -> None:
    """Take the sizes of presenterm out of descriptions: `![image:width:50%](x)`."""
    _take_words(draft, lambda *_: True, _PRESENTERM_WORD)


def _take_words(
    draft: Draft, is_meant: Callable[[str, list[str]], bool], pattern: re.Pattern[str]
) -> None:
    """Take words out of the descriptions of images; `is_meant` tells them from others alike."""
    for index in draft.prose():
        taken: list[str] = []

        def described(match: re.Match[str], taken: list[str] = taken) -> str:
            words = match[1].split()
            kept = []
            for word in words:
                if pattern.fullmatch(word) and is_meant(word, words):
                    taken.append(word)
                else:
                    kept.append(word)
            return f"![{' '.join(kept)}]"

        line = _IMAGE.sub(described, draft.lines[index])
        if taken:
            draft.lines[index] = line
            draft.leave(index, f"Size and place of an image: '{' '.join(taken)}'.")


def take_attributes(draft: Draft) -> None:
    """Take attributes in braces away behind headings, images, links and spans."""
    for index in draft.prose():
        line = draft.lines[index]
        if "{" not in line:
            continue
        without = _HEADING_ATTRIBUTES.sub(r"\1", line)
        without = _BARE_SPAN.sub(r"\1", without)
        without = _ATTRIBUTES_BEHIND.sub("", without)
        if without != line:
            draft.lines[index] = without
            draft.leave(index, "Attributes in braces.")
