"""Finds tags that a question is about: "What does the <b> tag do?".

Such a tag marks nothing up. What speaks for it is a tag without its end tag, a tag next to the word
"tag" or in quotes, and answers that differ in their tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.importers.html_tags import BOXES, CODE, KNOWN, is_bare, tags_of

_NEVER_ALONE = KNOWN - {
    "br", "dd", "dt", "hr", "img", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Elements that need an end tag; the others may do without one."""
_LETTERS = frozenset({
    "a", "b", "big", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "mark", "q", "s",
    "small", "strike", "strong", "u",
})  # fmt: skip
"""Elements whose effect on letters a question can be about."""
_CARELESS = frozenset({"div", "font", "section", "span"})
"""Elements whose end tags editors lose: without one, they are subject only if they are bare."""

JOINING = re.compile(
    r"\s*(?:[,/|]|\.\.\.|…|&amp;)\s*|\s+(?:and|or|to|vs\.?|und|oder|et|ou|y|e|o|u|en|of)\s+",
    re.IGNORECASE,
)
"""Text between a tag and its end tag that joins two names: "<b> and </b>"."""
_WORD = r"(?:tags?|elements?|attributes?|elemente?n?|balises?|éléments?|etiquetas?|elementos?)"
_NAMED_BEFORE = re.compile(rf"(?:\b{_WORD}\s|\()\Z")
_NAMED_AFTER = re.compile(rf"[\s-]{{1,2}}{_WORD}\b|[,;?!)]", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:tags?|X?HTML|markup)\b")
"""Words of a prompt about tags; not `Tag`, the German day, nor the elements of chemistry."""
_UNKNOWN = re.compile(
    rf"(?<![\w:])</?(?!(?:{'|'.join(sorted(KNOWN))})[\s/>])[a-z][a-z0-9-]{{0,30}}(?:\s[^<>]*)?>"
)
"""A tag that marks no text up, in small letters; `vector<int>` has none."""
_QUOTE_BEFORE = re.compile(r"""(?:\A|[\s(])["'`“„«‘]\Z""")
_QUOTE_AFTER = re.compile(r"""["'`”“»’](?:\Z|[\s.,;:?!)])""")
_AROUND = 20
"""Number of characters looked at before and after a tag."""
_LONGEST_JOINT = 12


def subject_tags(html: str, tags: list[re.Match[str]]) -> set[int]:
    """Return the indices of tags that the text is about, instead of being marked up by them."""
    found: set[int] = set()
    alone: list[int] = []
    waiting: dict[str, list[int]] = {}
    for at, tag in enumerate(tags):
        name = tag[2].lower()
        if not tag[1]:
            waiting.setdefault(name, []).append(at)
        elif not waiting.get(name):
            alone.append(at)
        else:
            first = waiting[name].pop()
            begin, end = tags[first].end(), tag.start()
            if end - begin <= _LONGEST_JOINT and JOINING.fullmatch(html, begin, end):
                found.update((first, at))
    for indices in waiting.values():
        alone.extend(indices)
    for at in alone:
        tag, name = tags[at], tags[at][2].lower()
        if (name in _NEVER_ALONE and name not in _CARELESS) or (
            is_bare(tag)
            and ((name in _NEVER_ALONE and not tag[1]) or name == "img" or _is_named(html, tag))
        ):
            found.add(at)
    if found:
        begin = len(html) - len(html.lstrip())
        found.update(
            at
            for at in alone
            if is_bare(tags[at]) and tags[at][2].lower() != "br" and tags[at].start() > begin
        )
    return found


def _is_named(html: str, tag: re.Match[str]) -> bool:
    """Return True if the words or signs around a tag speak of it."""
    before = html[max(0, tag.start() - _AROUND) : tag.start()]
    after = html[tag.end() : tag.end() + _AROUND]
    if _QUOTE_BEFORE.search(before) and _QUOTE_AFTER.match(after):
        return True
    return _NAMED_AFTER.match(after) is not None or _NAMED_BEFORE.search(before) is not None


def speaks_of_tags(prompt: str) -> bool:
    """Return True if the words of a prompt speak of tags or HTML."""
    return _SUBJECT.search(prompt) is not None


def are_about_tags(answers: Sequence[str], *, is_asked: bool) -> bool:
    """Return True if answers in HTML are to be told apart by their tags.

    The answers have different tags, and the question is known to be about tags (`is_asked`), or an
    answer has a tag that marks no text up, or each is in a tag for letters. An author who escapes
    some tags or puts answers into paragraphs, as editors do, marks text up with the others.
    """
    tags = [tags_of(answer) for answer in answers]
    if any("&lt;" in answer for answer in answers) or any(map(_has_box, tags)):
        return False
    shapes = {tuple(_shape(found)) for found in tags}
    if len(shapes) < 2:
        return False
    if is_asked or any(_UNKNOWN.search(answer) for answer in answers):
        return True
    texts = zip(answers, tags, strict=True)
    return () not in shapes and all(_is_wrapped(answer.strip(), found) for answer, found in texts)


def _has_box(tags: list[re.Match[str]]) -> bool:
    """Return True if the tags of an answer begin and end with a box, as an editor writes it."""
    return len(tags) > 1 and tags[0][2].lower() in BOXES and tags[0][2] == tags[-1][2]


def _shape(tags: list[re.Match[str]]) -> Iterator[str]:
    """Yield the tags of an answer, without code and boxes that editors put around each."""
    closed = {tag[2].lower() for tag in tags if tag[1]}
    for tag in tags:
        name = tag[2].lower()
        if name in CODE or name in ("sub", "sup"):
            continue
        if name not in BOXES or name not in closed:
            yield f"{tag[1]}{name}"


def _is_wrapped(answer: str, tags: list[re.Match[str]]) -> bool:
    """Return True if an answer is all between a tag for letters and its end tag."""
    return (
        bool(tags)
        and tags[0][2].lower() in _LETTERS
        and answer.startswith(tags[0][0])
        and answer.endswith(tags[-1][0])
    )
