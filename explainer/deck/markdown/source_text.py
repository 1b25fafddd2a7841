"""The lines of a Markdown file, and where something in them stands."""

from __future__ import annotations

from explainer.problems import Span


class SourceText:
    """A text and the file it came from, for spans that point into it."""

    def __init__(self, file: str, text: str, first_line: int = 1) -> None:
        """`first_line` is the file's number of the text's first line (front matter is before)."""
        self.file = file
        self.text = text
        self.first_line = first_line
        self._lines = text.split("\n")

    def line(self, index: int) -> str:
        """A line by index from 0, empty beyond the end."""
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def lines(self, start: int, end: int) -> Span:
        """The span of whole lines, by markdown-it's map: from 0, `end` exclusive."""
        end = max(start + 1, min(end, len(self._lines)))
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        text = self.line(start)
        indent = len(text) - len(text.lstrip())
        return Span(
            self.file,
            self.first_line + start,
            indent + 1,
            self.first_line + end - 1,
            len(self.line(end - 1)) + 1,
        )

    def offset(self, content: str, position: int, start: int) -> Span:
        """The span of an offset into the content of a block that begins on line `start`.

        markdown-it strips each line of a block's content, so the column is found by looking for
        the stripped line in the source; where it is not there, only the line is told.
        """
        before = content[:position]
        index = start + before.count("\n")
        in_line = position - (before.rfind("\n") + 1)
        end = content.find("\n", position)
        whole = content[position - in_line : end if end >= 0 else len(content)]
        column = self.line(index).find(whole)
        return Span(
            self.file,
            self.first_line + index,
            column + in_line + 1 if column >= 0 else None,
        )

    def find(self, words: str, start: int, end: int) -> Span:
        """The span of some words between two lines, or of those lines where they are not there."""
        for index in range(start, end):
            column = self.line(index).find(words)
            if column >= 0:
                line = self.first_line + index
                return Span(self.file, line, column + 1, line, column + 1 + len(words))
        return self.lines(start, end)
