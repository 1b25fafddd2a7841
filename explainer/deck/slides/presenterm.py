"""Rewrites slides of presenterm."""

from __future__ import annotations

import re

from explainer.deck.slides.draft import END_SLIDE, Comment, Draft
from explainer.deck.slides.front import FrontMatter
from explainer.deck.slides.image_words import take_presenterm_words

_COMMAND = re.compile(r"([a-z_]+)(?:\s*:\s*(.*))?", re.DOTALL)
_SILENT = frozenset({"new_line", "newline", "new_lines", "newlines", "list_item_newlines"})
_PLACED = frozenset({"jump_to_middle", "no_footer", "font_size", "alignment", "snippet_output"})
_COLUMNS = frozenset({"column_layout", "column", "reset_layout"})
_FENCE = re.compile(r"(\s*(?:`{3,}|~{3,})\s*[\w+#.-]+)((?:\s+\+[\w:-]+)+)(.*)$")
_UNDERLINE = re.compile(r" {0,3}-{2,}[ \t]*$")


def rewrite_presenterm(draft: Draft, front: FrontMatter) -> None:
    """Rewrite commands in comments, titles underlined with hyphens, and what may end a slide."""
    options = front.inner
    _underline_titles(draft)
    if options.get("end_slide_shorthand") == "true":
        for index in draft.prose():
            if draft.lines[index].rstrip() == "---" and draft.is_rule(index):
                draft.lines[index] = END_SLIDE
        draft.scan()
    if options.get("implicit_slide_ends") == "true":
        draft.cut_levels = frozenset({1})
    incremental = _Incremental(draft, starts=options.get("incremental_lists") == "true")
    for comment in reversed(_without_skipped(draft)):
        _rewrite_command(draft, comment)
    incremental.mark()
    take_presenterm_words(draft)
    _take_fence_words(draft)


class _Incremental:
    """Finds the lines within which each item of a list is a step."""

    def __init__(self, draft: Draft, *, starts: bool) -> None:
        self._draft = draft
        self._starts = starts
        self._changes = [
            (one.first, one.text.endswith("true"))
            for one in draft.comments
            if one.text.startswith("incremental_lists")
        ]

    def mark(self) -> None:
        """Add the ranges of lines to the draft."""
        since = 0 if self._starts else None
        for line, is_on in [*self._changes, (len(self._draft.lines), False)]:
            if since is not None and not is_on:
                self._draft.incremental.append(range(since, line))
            since = (line if since is None else since) if is_on else None


def _underline_titles(draft: Draft) -> None:
    """Make titles of slides headings of the first level, whichever way they are underlined."""
    for index in draft.prose():
        if not index or not _UNDERLINE.match(draft.lines[index]) or draft.is_rule(index):
            continue
        if draft.is_prose(index - 1) and not draft.is_blank(index - 1):
            draft.lines[index] = draft.lines[index].replace("-", "=")


def _without_skipped(draft: Draft) -> list[Comment]:
    """Return the comments of slides that are shown; a slide that is skipped is emptied."""
    ends = [one.first for one in draft.comments if one.text == "end_slide"]
    skipped: list[range] = []
    for comment in draft.comments:
        if comment.text == "skip_slide":
            before = [end + 1 for end in ends if end < comment.first]
            after = [end for end in ends if end > comment.first]
            start, end = (before or [0])[-1], (after or [len(draft.lines) - 1])[0]
            skipped.append(range(start, end + 1))
            draft.leave(comment.first, "A slide that presenterm skips.")
    for lines in skipped:
        draft.empty(lines.start, lines.stop - 1)
    return [one for one in draft.comments if not any(one.first in lines for lines in skipped)]


def _rewrite_command(draft: Draft, comment: Comment) -> None:
    command = _COMMAND.fullmatch(comment.text)
    name = command[1] if command else ""
    if name in ("pause", "end_slide", "speaker_note"):
        return
    draft.drop(comment)
    if name == "include":
        path = (command[2] or "").strip() if command else ""
        draft.lines[comment.first] += f"[{path}]({path})"
        draft.leave(comment.first, f"The slides of '{path}'; the text links to them.")
    elif name == "column_layout":
        draft.leave(comment.first, "Columns; they stand below each other.")
    elif name in _PLACED:
        draft.leave(comment.first, f"The command '{comment.text}'.")
    elif name not in _COLUMNS | _SILENT | {"incremental_lists"} and comment.text:
        draft.leave(comment.first, "A comment.")


def _take_fence_words(draft: Draft) -> None:
    """Take words such as `+exec` from the first line of code; nothing in a deck is run."""
    for index, line in enumerate(draft.lines):
        if "+" in line and (fence := _FENCE.match(line)):
            draft.lines[index] = f"{fence[1]}{fence[3]}"
            draft.leave(index, f"Options of code: '{fence[2].strip()}'.")
