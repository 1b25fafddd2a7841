"""Rewrites slides of Marp."""

from __future__ import annotations

import re

from explainer.deck.slides.draft import END_SLIDE, Draft
from explainer.deck.slides.front import FrontMatter
from explainer.deck.slides.image_words import take_marp_words

_DIRECTIVES = (
    "marp|theme|style|headingDivider|size|math|title|author|description|keywords|url|image|lang"
    "|paginate|header|footer|class|backgroundColor|backgroundImage|backgroundPosition"
    "|backgroundRepeat|backgroundSize|color|transition"
)
_DIRECTIVE = re.compile(rf"\s*_?(?:{_DIRECTIVES})\s*:")
_DIVIDER = re.compile(r"headingDivider\s*:\s*([\d\[\], ]+)")
_FRAGMENT = re.compile(r"\s*(?:\*|\d{1,9}\))\s")


def rewrite_marp(draft: Draft, front: FrontMatter) -> None:
    """Rewrite rules, directives, notes, images and lists that appear item by item."""
    for index in draft.prose():
        if draft.is_rule(index):
            draft.lines[index] = END_SLIDE
        elif _FRAGMENT.match(draft.lines[index]):
            draft.steps.add(index)
    _divide(draft, front.keys.get("headingDivider", ""), front)
    for comment in reversed(draft.comments):
        lines = comment.text.split("\n")
        if _DIRECTIVE.match(lines[0]):
            if found := _DIVIDER.search(comment.text):
                _divide(draft, found[1], front)
            draft.drop(comment)
            if not lines[0].strip().startswith(("marp", "headingDivider")):
                draft.leave(comment.first, f"The directive '{lines[0].strip()}'.")
        elif comment.text in ("fit", ""):
            draft.drop(comment)
        else:
            draft.make_note(comment)
    take_marp_words(draft)


def _divide(draft: Draft, words: str, front: FrontMatter) -> None:
    """Set the levels of headings that begin a slide: one number and those above, or a list."""
    levels = [int(part) for part in re.findall(r"[1-6]", words)]
    levels += [int(part) for part in front.lists.get("headingDivider", ()) if part.isdigit()]
    if levels:
        is_list = "[" in words or not words
        found = levels if is_list else range(1, levels[0] + 1)
        draft.cut_levels = draft.cut_levels | frozenset(found)
