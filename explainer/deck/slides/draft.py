"""The lines of a slide file while they are rewritten as the Markdown of decks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

END_SLIDE = "<!-- end_slide -->"
"""Line that ends a slide, wherever it stands."""

PAUSE = "<!-- pause -->"
"""Line before the next step."""

_FENCE = re.compile(r"\s*(?:[-*+]\s+|>\s*)*(`{3,}|~{3,})([^`]*)$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_OPENING, _CLOSING = "<!--", "-->"
_TICKS = re.compile(r"`+")


class Left(NamedTuple):
    """Something of a slide file that has no counterpart in a deck."""

    line: int
    """Line of the file, from 1."""
    what: str
    """The thing that was left, and what became of it."""


class Comment(NamedTuple):
    """A comment of HTML outside of code."""

    first: int
    """Index of the line on which it begins."""
    start: int
    """Column of its `<!--`, from 0."""
    last: int
    """Index of the line on which it ends."""
    end: int
    """Column after its `-->`."""
    text: str
    """Text between the marks, stripped."""


class Draft:
    """The lines of a file, rewritten in place; their number never changes."""

    def __init__(self, text: str, head: int = 0) -> None:
        """`head` is the number of lines of front matter at the top, which are emptied."""
        self.lines = text.split("\n")
        """The lines."""
        self.front_ending = self.lines[head - 1].rstrip() if head else ""
        """Line that ends the front matter; empty without any."""
        self.lines[:head] = [""] * head
        self.left: list[Left] = []
        """Things without a counterpart, in the order in which they were met."""
        self.steps: set[int] = set()
        """Indexes of lines whose block or item is the next step."""
        self.incremental: list[range] = []
        """Indexes of lines within which each item of a list is a step."""
        self.cut_levels: frozenset[int] = frozenset()
        """Levels of headings that begin a slide."""
        self.cuts_at_slide_level = False
        """True if slides begin at headings down to the first level that has text right below it."""
        self.title = ""
        """Title of the presentation, or empty."""
        self.authors: tuple[str, ...] = ()
        """Its authors."""
        self.subtitle = ""
        """Line below the title: subtitle, event, date."""
        self._is_prose: list[bool] = []
        self.comments: list[Comment] = []
        """Comments outside of code, in order."""
        self.scan()

    def scan(self) -> None:
        """Find code and comments anew; after lines were rewritten that hold either."""
        self._is_prose, self.comments = [], []
        fence = ""
        comment: tuple[int, int, list[str]] | None = None
        for index, line in enumerate(self.lines):
            if fence:
                self._is_prose.append(False)
                end = line.strip().lstrip("> ")
                if end.startswith(fence) and not end.strip(fence[0]):
                    fence = ""
                continue
            column = 0
            self._is_prose.append(comment is None)
            if comment is None and (opening := _FENCE.match(line)):
                fence = opening[1]
                self._is_prose[-1] = False
                continue
            while True:
                if comment is None:
                    start = _comment_start(line, column)
                    if start < 0:
                        break
                    comment, column = (index, start, []), start + len(_OPENING)
                end_at = line.find(_CLOSING, column)
                first, start, parts = comment
                if end_at < 0:
                    parts.append(line[column:])
                    break
                text = "\n".join([*parts, line[column:end_at]]).strip()
                column = end_at + len(_CLOSING)
                self.comments.append(Comment(first, start, index, column, text))
                comment = None

    def prose(self) -> Iterator[int]:
        """Yield the indexes of lines that are no code, and that no earlier comment covers."""
        for index, is_prose in enumerate(self._is_prose):
            if is_prose:
                yield index

    def is_prose(self, index: int) -> bool:
        """True if a line is neither code nor the inside of a comment."""
        return 0 <= index < len(self._is_prose) and self._is_prose[index]

    def is_blank(self, index: int) -> bool:
        """True if a line is empty or beyond the file."""
        return not 0 <= index < len(self.lines) or not self.lines[index].strip()

    def is_rule(self, index: int) -> bool:
        """True if a line is a rule of Markdown, and no underline of a heading."""
        rule = _RULE.match(self.lines[index])
        if rule is None or not self.is_prose(index):
            return False
        return rule[1] != "-" or " " in self.lines[index].strip() or self._begins(index)

    def _begins(self, index: int) -> bool:
        """True if a line continues no paragraph, so that hyphens on it underline nothing."""
        before = self.lines[index - 1].strip() if index else ""
        return not before or before.startswith(("#", "<")) or not self.is_prose(index - 1)

    # --- rewriting ------------------------------------------------------------------------

    def leave(self, index: int, what: str) -> None:
        """Name something on a line that is left."""
        self.left.append(Left(index + 1, what))

    def empty(self, first: int, last: int) -> None:
        """Empty the lines from the first to the last."""
        for index in range(first, last + 1):
            self.lines[index] = ""

    def drop(self, comment: Comment) -> None:
        """Take a comment out; of several on one line take the last out first."""
        behind = self.lines[comment.last][comment.end :]
        if comment.first == comment.last:
            self.lines[comment.first] = self.lines[comment.first][: comment.start] + behind
            return
        self.lines[comment.first] = self.lines[comment.first][: comment.start]
        self.empty(comment.first + 1, comment.last - 1)
        self.lines[comment.last] = behind

    def make_note(self, comment: Comment) -> None:
        """Turn a comment into a speaker note."""
        line = self.lines[comment.first]
        at = comment.start + len(_OPENING)
        self.lines[comment.first] = f"{line[:at]} speaker_note:{line[at:]}"

    def wrap_note(self, first: int, last: int) -> None:
        """Turn whole lines into a speaker note."""
        for index in range(first, last + 1):
            self.lines[index] = self.lines[index].replace(_CLOSING, "--").replace(_OPENING, "--")
            self._is_prose[index] = False
        self.lines[first] = f"<!-- speaker_note: {self.lines[first]}"
        self.lines[last] += " -->"


def _comment_start(line: str, column: int) -> int:
    """Return the column of the next comment on a line that is not in code, or -1."""
    start = line.find(_OPENING, column)
    if start < 0 or "`" not in line[column:start]:
        return start
    runs = [len(run[0]) for run in _TICKS.finditer(line, column, start)]
    is_open = False
    opened = 0
    for run in runs:
        if not is_open:
            is_open, opened = True, run
        elif run == opened:
            is_open = False
    if not is_open:
        return start
    closing = line.find("`" * opened, start)
    return start if closing < 0 else _comment_start(line, closing + opened)
