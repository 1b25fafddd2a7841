"""Rewrites slides of pandoc and of patat, which reads pandoc's Markdown."""

from __future__ import annotations

import re

from explainer.deck.slides.draft import END_SLIDE, Draft
from explainer.deck.slides.front import FrontMatter
from explainer.deck.slides.image_words import take_attributes

_DIV = re.compile(r":{3,}\s*(.*?)\s*:*\s*$")
_CLASSES = re.compile(r"[\w-]+")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_LINE_BLOCK = "% "


def rewrite_pandoc(draft: Draft, front: FrontMatter) -> None:
    """Rewrite a title block, rules, divisions with notes and columns, and attributes."""
    if not front.lines:
        _take_title_block(draft)
    for index in draft.prose():
        if draft.is_rule(index):
            draft.lines[index] = END_SLIDE
    _rewrite_divisions(draft)
    take_attributes(draft)
    draft.cuts_at_slide_level = True


def rewrite_patat(draft: Draft, front: FrontMatter) -> None:
    """Rewrite slides of patat: comments are notes, and headings part slides without rules."""
    has_rules = any(draft.is_rule(index) for index in draft.prose())
    for comment in reversed(draft.comments):
        if comment.text.startswith("config:"):
            draft.drop(comment)
            draft.leave(comment.first, "Settings in a comment.")
        elif comment.text:
            draft.make_note(comment)
    rewrite_pandoc(draft, front)
    draft.cuts_at_slide_level = not has_rules
    level = front.inner.get("slideLevel", "")
    if level.isdigit() and not has_rules:
        draft.cuts_at_slide_level = False
        draft.cut_levels = frozenset(range(1, int(level[:2]) + 1))
    if front.inner.get("incrementalLists") == "true":
        draft.incremental.append(range(len(draft.lines)))


def _take_title_block(draft: Draft) -> None:
    """Take title, authors and date from up to three lines that begin with `%`."""
    found: list[str] = []
    for index in range(min(3, len(draft.lines))):
        if not draft.lines[index].startswith("%"):
            break
        found.append(draft.lines[index][1:].strip())
        draft.lines[index] = ""
    title, authors, date = (*found, "", "", "")[:3]
    draft.title = title
    draft.authors = tuple(part.strip() for part in authors.split(";") if part.strip())[:20]
    draft.subtitle = date


def _rewrite_divisions(draft: Draft) -> None:
    """Empty the lines that open and close divisions; notes among them become speaker notes."""
    opened: list[tuple[int, list[str]]] = []
    notes: list[range] = []
    for index in draft.prose():
        division = _DIV.match(draft.lines[index])
        if division is None:
            continue
        draft.lines[index] = ""
        if division[1]:
            names = _CLASSES.findall(division[1].split("=")[0])
            opened.append((index, names))
            if "columns" in names:
                draft.leave(index, "Columns; they stand below each other.")
            elif not {"column", "notes", "incremental", "nonincremental"} & set(names):
                draft.leave(index, f"The division '{division[1]}'; its text is kept.")
        elif opened:
            start, names = opened.pop()
            if "notes" in names:
                notes.append(range(start + 1, index))
            elif "incremental" in names:
                draft.incremental.append(range(start, index))
    for lines in notes:
        inside = [index for index in lines if not draft.is_blank(index)]
        if inside:
            draft.wrap_note(inside[0], inside[-1])
