"""Rewrites slides of reveal-md."""

from __future__ import annotations

import re

from explainer.deck.slides.draft import END_SLIDE, Draft
from explainer.deck.slides.front import FrontMatter

_HORIZONTAL = r"^---$"
_VERTICAL = r"^----$"
_NOTES = "notes?:"
_LONGEST_PATTERN = 200
_FRAGMENT = re.compile(r"\s*<[a-z][\w-]*\s[^>]*class=[\"'][^\"'>]*\bfragment\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*<aside\s+class=[\"']notes[\"']\s*>", re.IGNORECASE)
_ASIDE_END = re.compile(r"</aside>\s*$", re.IGNORECASE)


def rewrite_reveal(draft: Draft, front: FrontMatter) -> None:
    """Rewrite what parts slides, notes at the end of slides, and fragments."""
    keys = front.keys
    _cut(draft, keys.get("separator") or _HORIZONTAL)
    _cut(draft, keys.get("verticalSeparator") or _VERTICAL)
    draft.scan()
    for comment in reversed(draft.comments):
        if comment.text == "end_slide":
            continue
        if comment.text.startswith(".element") and "fragment" in comment.text:
            is_alone = draft.lines[comment.first].strip().startswith("<!--")
            draft.steps.add(_text_before(draft, comment.first) if is_alone else comment.first)
        draft.drop(comment)
        if not comment.text.startswith(".element") or "fragment" not in comment.text:
            draft.leave(comment.first, f"The comment '{comment.text[:60]}'.")
    for index in draft.prose():
        if _FRAGMENT.match(draft.lines[index]):
            draft.steps.add(index)
    _take_notes(draft, keys.get("notesSeparator") or _NOTES)


def _text_before(draft: Draft, index: int) -> int:
    while index > 0 and (draft.is_blank(index) or draft.lines[index].lstrip().startswith("<!--")):
        index -= 1
    return index


def _cut(draft: Draft, pattern: str) -> None:
    """End a slide wherever a pattern matches, over one line or several.

    The pattern is the author's, so it is matched in linear time.
    """
    import re2

    words = pattern.replace("\\r?", "").replace("\\r", "")
    if len(words) > _LONGEST_PATTERN:
        return
    text = "\n".join(draft.lines)
    try:
        found = list(re2.compile(f"(?m){words}").finditer(text))
    except re2.error:
        draft.leave(0, f"The pattern '{pattern[:60]}', which is not valid.")
        return
    behind = line = 0
    for match in found:
        line += text.count("\n", behind, match.start())
        behind = match.start()
        last = line + match[0].count("\n")
        words_of_it = [at for at in range(line, last + 1) if not draft.is_blank(at)]
        mark = (words_of_it or [min(line + 1, last)])[0]
        if match[0].strip("\n") != "" and not draft.is_prose(mark):
            continue
        draft.empty(line if not draft.lines[line].strip() else mark, mark)
        draft.lines[mark] = END_SLIDE


def _take_notes(draft: Draft, separator: str) -> None:
    """Make what follows `Note:` up to the end of its slide a speaker note, and `<aside>` too."""
    import re2

    try:
        pattern = re2.compile(f"(?i)\\s*(?:{separator[:_LONGEST_PATTERN]})")
    except re2.error:
        pattern = re2.compile(f"(?i){_NOTES}")
    ends = [index for index in draft.prose() if draft.lines[index] == END_SLIDE]
    ends.append(len(draft.lines))
    behind = 0
    slide = 0
    for index in list(draft.prose()):
        while index > ends[slide]:
            slide += 1
        if index < behind:
            continue
        line = draft.lines[index]
        if found := pattern.match(line):
            draft.lines[index] = line[found.end() :].strip()
            behind = ends[slide]
            _note(draft, index, behind - 1)
        elif _ASIDE.match(line):
            behind = _aside(draft, index, ends[slide])


def _aside(draft: Draft, index: int, end: int) -> int:
    """Make a speaker note of an element of notes; return the index of the line after it."""
    last = index
    while last < end - 1 and not _ASIDE_END.search(draft.lines[last]):
        last += 1
    draft.lines[index] = _ASIDE.sub("", draft.lines[index])
    draft.lines[last] = _ASIDE_END.sub("", draft.lines[last])
    _note(draft, index, last)
    return last + 1


def _note(draft: Draft, first: int, last: int) -> None:
    while last > first and draft.is_blank(last):
        last -= 1
    draft.wrap_note(first, last)
