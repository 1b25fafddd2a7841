"""Rewrites slides of Slidev."""

from __future__ import annotations

import re

from explainer.deck.slides.draft import END_SLIDE, PAUSE, Draft
from explainer.deck.slides.front import NO_FRONT_MATTER, FrontMatter, front_matter
from explainer.deck.slides.image_words import take_attributes

_SEPARATOR = re.compile(r"---+\s*$")
_SLOT = re.compile(r"::[a-z][\w-]*::\s*$")
_OPENING = re.compile(r"\s*<(?:v-click|v-after|v-switch|div v-click|template #\d)[^>]*>\s*$")
_CLOSING = re.compile(r"\s*</(?:v-clicks?|v-after|v-switch|template)>\s*$")
_CLICKS = re.compile(r"\s*<v-clicks\b[^>]*>\s*$")
_IN_LINE = re.compile(r"\s*<v-(?:click|after)\b[^>]*>.*\S")
_DRAWN = re.compile(r"\s*</?([A-Z]\w*)\b[^>]*/?>\s*$")
_STYLE = re.compile(r"\s*<(style|script)\b", re.IGNORECASE)
_OPTIONS = frozenset(
    {"background", "class", "clicks", "clickAnimation", "disabled", "dragPos", "hide", "hideInToc"}
    | {"image", "layout", "layoutClass", "level", "preload", "routeAlias", "src", "title", "zoom"}
    | {"transition", "url", "backgroundSize", "color", "name", "theme", "mdc", "addons", "info"}
    | {"lineNumbers", "drawings", "highlighter", "favicon", "colorSchema", "aspectRatio", "fonts"}
)


def slide_heads(draft: Draft) -> dict[int, FrontMatter]:
    """Return the options of each slide that has some, by the index of the mark above them."""
    heads: dict[int, FrontMatter] = {}
    behind = 0
    for index in draft.prose():
        if index < behind or not _SEPARATOR.match(draft.lines[index]):
            continue
        if draft.lines[index].rstrip() != "---" or draft.is_blank(index + 1):
            continue
        head = front_matter(draft.lines, index, ("---",))
        if head.keys and set(head.keys) & _OPTIONS:
            heads[index] = head
            behind = index + head.lines
    return heads


def rewrite_slidev(draft: Draft, front: FrontMatter) -> None:
    """Rewrite marks and options of slides, clicks, slots, notes and attributes."""
    heads = slide_heads(draft)
    starts = [0]
    hidden: list[int] = []
    behind = 0
    for index in draft.prose():
        if index < behind or not _SEPARATOR.match(draft.lines[index]):
            continue
        head = heads.get(index, NO_FRONT_MATTER)
        starts.append(index)
        if head.lines:
            behind = index + head.lines
            draft.empty(index, behind - 1)
            _take_options(draft, head, behind)
            if "true" in (head.keys.get("hide"), head.keys.get("disabled")):
                hidden.append(len(starts) - 1)
        draft.lines[index] = END_SLIDE
    bounds = [*starts, len(draft.lines)]
    for number in hidden:
        draft.empty(bounds[number], bounds[number + 1] - 1)
        draft.leave(bounds[number], "A slide that Slidev hides.")
    _rewrite_comments(draft, bounds)
    _rewrite_lines(draft)
    take_attributes(draft)


def _take_options(draft: Draft, head: FrontMatter, behind: int) -> None:
    """Name the options of a slide that are left; slides of another file become a link to it."""
    for name, index in head.places.items():
        if name == "src":
            path = head.keys[name]
            draft.lines[behind - 1] = f"[{path}]({path})"
            draft.leave(index, f"The slides of '{path}'; the text links to them.")
        elif name not in ("hide", "disabled", "title"):
            draft.leave(index, f"The option '{name}: {head.keys[name]}'.")


def _rewrite_comments(draft: Draft, bounds: list[int]) -> None:
    """Make the comment that ends a slide its note; take other comments out."""
    draft.scan()
    of_slide = 0
    last: dict[int, int] = {}
    for number, comment in enumerate(draft.comments):
        while comment.first >= bounds[of_slide + 1]:
            of_slide += 1
        if comment.text != "end_slide":
            last[of_slide] = number
    is_note = {
        number
        for slide, number in last.items()
        if all(
            draft.is_blank(index)
            for index in range(draft.comments[number].last + 1, bounds[slide + 1])
        )
    }
    for number in reversed(range(len(draft.comments))):
        comment = draft.comments[number]
        if comment.text == "end_slide":
            continue
        if number in is_note and comment.text:
            draft.make_note(comment)
        elif comment.text:
            draft.drop(comment)
            draft.leave(comment.first, "A comment that is no note.")


def _rewrite_lines(draft: Draft) -> None:
    since: int | None = None
    for index in draft.prose():
        line = draft.lines[index]
        if _CLICKS.match(line):
            since = index
            draft.lines[index] = ""
        elif _CLOSING.match(line):
            if since is not None:
                draft.incremental.append(range(since, index))
                since = None
            draft.lines[index] = ""
        elif _OPENING.match(line):
            draft.lines[index] = PAUSE
        elif _IN_LINE.match(line):
            draft.steps.add(index)
        elif _SLOT.match(line):
            draft.lines[index] = ""
            draft.leave(index, f"The place '{line.strip()}'; its text stands below the other.")
        elif component := _DRAWN.match(line):
            draft.leave(index, f"The component '{component[1]}'; its text is kept.")
        elif style := _STYLE.match(line):
            draft.leave(index, f"The element '{style[1]}'.")
