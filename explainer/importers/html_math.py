r"""Finds formulas in the HTML of other tools: `\(…\)`, `\[…\]`, `$$…$$`, `[$]…[/$]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from explainer.deck.question_text import GAP_CHARACTER
from explainer.deck.text_file import clean
from explainer.importers.html_tags import CODE, TAG, is_bare

ANKI_MATH = re.compile(r"\\\(|\\\[|\[\$\$?\]|\[latex\]")
"""Opens a formula in Anki."""

MOODLE_MATH = re.compile(
    r"(?<!\\)\\\(|(?<!\\)\\\[|\$\$|(?<![\\\w])\$(?=[^\s$](?:[^$\n]{0,200}[^\s$\\])?\$(?!\d))"
)
"""Opens a formula in Moodle; one dollar only where it cannot be a price."""

_CLOSES = {
    "\\(": "\\)",
    "\\[": "\\]",
    "$$": "$$",
    "$": "$",
    "[$]": "[/$]",
    "[$$]": "[/$$]",
    "[latex]": "[/latex]",
}
_DISPLAYED = frozenset({"\\[", "[$$]"})
_LINE_TAG = re.compile(r"<br\b[^<>]*>|</?(?:div|p)\b[^<>]*>", re.IGNORECASE)
_LATEX = re.compile(r"\\[A-Za-z]|[\^_]")
_LONGEST = 5_000


class Formula(NamedTuple):
    """A formula, with its place in the text."""

    start: int
    end: int
    latex: str
    is_displayed: bool


def formulas(html: str, tags: Sequence[re.Match[str]], opens: re.Pattern[str]) -> list[Formula]:
    """Return the formulas of a text with some tags; in code there are none."""
    found: list[Formula] = []
    codes = _code_ranges(tags)
    never: set[str] = set()
    at = code = 0
    while (opening := opens.search(html, at)) is not None:
        at = opening.end()
        while code < len(codes) and codes[code][1] <= opening.start():
            code += 1
        if code < len(codes) and codes[code][0] <= opening.start():
            at = codes[code][1]
            continue
        mark = opening[0]
        end = -1 if mark in never else html.find(_CLOSES[mark], at)
        if end < 0:
            never.add(mark)
            continue
        inner = html[opening.end() : end]
        latex = _latex(inner) if len(inner) <= _LONGEST else ""
        if not latex or GAP_CHARACTER in inner or (mark == "$" and not _LATEX.search(latex)):
            continue
        behind = end + len(_CLOSES[mark])
        found.append(
            Formula(
                opening.start(),
                behind,
                latex,
                _is_displayed(mark, inner, html, opening.start(), behind),
            )
        )
        at = behind
    return found


def _code_ranges(tags: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the ranges of code, in their order."""
    ranges: list[tuple[int, int]] = []
    start, depth = 0, 0
    for tag in tags:
        if tag[2].lower() not in CODE:
            continue
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                ranges.append((start, tag.end()))
    return ranges


def _latex(html: str) -> str:
    """Return the source of a formula."""
    text = TAG.sub(_without_tag, _LINE_TAG.sub("\n", html))
    text = clean(unescape(text)).replace("\N{NO-BREAK SPACE}", " ").replace("\t", " ")
    text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    for sign in ("$$", "$"):
        if len(text) > 2 * len(sign) and text.startswith(sign) and text.endswith(sign):
            text = text[len(sign) : -len(sign)].strip()
    return "" if "$" in text else text


def _without_tag(tag: re.Match[str]) -> str:
    """Return nothing for a tag, and `a <b and c> d` as it is."""
    return "" if is_bare(tag) or "=" in tag[3] else tag[0]


def _is_displayed(mark: str, inner: str, html: str, start: int, end: int) -> bool:
    """Return True if a formula stands on lines of its own."""
    if mark in _DISPLAYED:
        return True
    if mark == "$$":
        return _ends_line(html[max(0, start - 40) : start].rstrip(" "), ">\n") and _ends_line(
            html[end : end + 40].lstrip(" ")[:1], "<\n"
        )
    return mark == "[latex]" and ("\\begin{" in inner or "$$" in inner or "\\[" in inner)


def _ends_line(text: str, signs: str) -> bool:
    return not text or text[-1] in signs
