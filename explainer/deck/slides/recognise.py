"""Recognises the tool for which slides were written, by what only that tool has."""

from __future__ import annotations

import re
from enum import StrEnum

from explainer.deck.slides.draft import Draft
from explainer.deck.slides.front import FrontMatter
from explainer.deck.slides.slidev import slide_heads

_MOST_LINES = 30
"""Most lines of text on a slide of a file that only has rules between its parts."""

_PRESENTERM = re.compile(
    r"(?:end_slide|pause|reset_layout|jump_to_middle|no_footer|skip_slide|new_?lines?(?:: ?\d+)?"
    r"|(?:column_layout|column|incremental_lists|speaker_note|list_item_newlines|include"
    r"|font_size|alignment|snippet_output)\s*:.*)",
    re.DOTALL,
)
_PRESENTERM_OPTIONS = (
    *("implicit_slide_ends", "end_slide_shorthand", "command_prefix", "incremental_lists"),
    *("image_attributes_prefix", "strict_front_matter_parsing", "h1_slide_titles"),
    *("auto_render_languages", "list_item_newlines"),
)
_SLIDEV_KEYS = (
    *("transition", "drawings", "highlighter", "mdc", "colorSchema", "routerMode", "aspectRatio"),
    *("canvasWidth", "themeConfig", "seoMeta", "addons", "clicks", "monaco", "lineNumbers"),
    *("fonts", "defaults", "hideInToc", "layout", "twoslash", "presenter", "favicon", "selectable"),
)
_SLIDEV_LINE = re.compile(r"::[a-z][\w-]*::|</?v-(?:clicks?|after|switch)\b|```\w+.*\{monaco")
_REVEAL_KEYS = ("separator", "verticalSeparator", "notesSeparator", "revealOptions", "css")
_REVEAL_LINE = re.compile(r"<aside class=[\"']notes|<[a-z]+ [^>]*class=[\"'][^\"'>]*\bfragment\b")
_NOTE = re.compile(r"notes?:", re.IGNORECASE)
_PANDOC_DIV = re.compile(r":{3,}\s*\{?\s*\.?(?:notes|columns?|incremental|nonincremental)\b")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")


class Dialect(StrEnum):
    """Tools whose slides are read."""

    PRESENTERM = "presenterm"
    MARP = "Marp"
    SLIDEV = "Slidev"
    PATAT = "patat"
    REVEAL = "reveal-md"
    PANDOC = "pandoc"
    PLAIN = "plain slides"


def recognise(draft: Draft, front: FrontMatter) -> Dialect | None:
    """Return the tool for which a file was written; None if it is no presentation."""
    if "marp" in front.keys or any(one.text.startswith("marp:") for one in draft.comments):
        return Dialect.MARP
    if "patat" in front.keys:
        return Dialect.PATAT
    if any(_PRESENTERM.fullmatch(one.text) for one in draft.comments):
        return Dialect.PRESENTERM
    if "sub_title" in front.keys or any(name in front.inner for name in _PRESENTERM_OPTIONS):
        return Dialect.PRESENTERM
    lines = [draft.lines[index] for index in draft.prose()]
    if front.has_any(*_SLIDEV_KEYS) or _has_slidev(draft, lines):
        return Dialect.SLIDEV
    if front.has_any(*_REVEAL_KEYS) or _has_reveal(draft, lines):
        return Dialect.REVEAL
    if _has_pandoc(draft, front, lines):
        return Dialect.PANDOC
    return Dialect.PLAIN if _are_slides(draft) else None


def _has_slidev(draft: Draft, lines: list[str]) -> bool:
    return any(_SLIDEV_LINE.match(line.lstrip()) for line in lines) or bool(slide_heads(draft))


def _has_reveal(draft: Draft, lines: list[str]) -> bool:
    if any(one.text.startswith((".slide", ".element")) for one in draft.comments):
        return True
    if any(_REVEAL_LINE.match(line.lstrip()) for line in lines):
        return True
    rules = {line.rstrip() for line in lines if line.startswith("--")}
    return {"---", "----"} <= rules or _ends_in_notes(draft)


def _ends_in_notes(draft: Draft) -> bool:
    """True if `Note:` begins the last paragraph of short slides, and stands nowhere else.

    In ordinary text such a paragraph is for everybody.
    """
    found = False
    texts = 0
    is_note = False
    for index in [*draft.prose(), len(draft.lines)]:
        line = "" if index == len(draft.lines) else draft.lines[index]
        if index == len(draft.lines) or draft.is_rule(index):
            texts, is_note = 0, False
        elif _NOTE.match(line):
            found = is_note = True
        elif line.strip():
            texts += 1
            begins = draft.is_blank(index - 1)
            if texts > _MOST_LINES or (is_note and begins):
                return False
    return found


def _has_pandoc(draft: Draft, front: FrontMatter, lines: list[str]) -> bool:
    if front.lines and draft.front_ending == "...":
        return True
    first = next(iter(draft.lines), "")
    if first.startswith("% ") and not front.lines:
        return True
    return any(line.strip() == ". . ." or _PANDOC_DIV.match(line) for line in lines)


def _are_slides(draft: Draft) -> bool:
    """True if rules of hyphens part a file into short slides.

    One rule parts slides only between two headings: in ordinary text a rule stands before a footer.
    """
    sizes: list[int] = [0]
    headed: list[bool] = [False]
    for index, line in enumerate(draft.lines):
        if line.startswith("---") and draft.is_rule(index):
            sizes.append(0)
            headed.append(False)
        elif line.strip():
            headed[-1] = headed[-1] or (not sizes[-1] and bool(_HEADING.match(line)))
            sizes[-1] += 1
    texts = [size for size in sizes if size]
    if len(texts) < 2 or max(texts) > _MOST_LINES:
        return False
    return len(texts) > 2 or (all(headed) and len(headed) == 2)
