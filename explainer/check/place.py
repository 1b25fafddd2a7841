"""Where words and options stand in the Markdown files of a deck."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.deck.markdown.source_text import SourceText
from explainer.deck.text_file import read_text
from explainer.problems import Problems, Span


class Places:
    """Looks into the files of one deck, each read when it is first needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, SourceText] = {}

    def line(self, file: str, line: int) -> str:
        """A line of a file, from 1; empty beyond its end."""
        if file not in self._texts:
            text = read_text(self._root, file, Problems()) or ""
            self._texts[file] = SourceText(file, text)
        return self._texts[file].line(line - 1)

    def word(self, span: Span, word: str) -> Span:
        """Where a word or numeral stands in a block, or the block where that cannot be told."""
        pattern = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)")
        return self._found(span, pattern)

    def option(self, span: Span, key: str) -> Span:
        """Where an option of a directive stands, or the directive where that cannot be told."""
        return self._found(span, re.compile(rf"(?<![^\s>]){re.escape(key)}(?=\s*=)"))

    def target(self, span: Span) -> tuple[str, str]:
        """Kind and target of the directive that begins on a span's line; empty where none does."""
        line = self.line(span.file, span.line) if span.line is not None else ""
        match = re.search(r"(?<![`~])[`~]{3,}\s*\{([a-z-]+)\}\s+(\S+)", line)
        return (match[1], match[2]) if match else ("", "")

    def _found(self, span: Span, pattern: re.Pattern[str]) -> Span:
        if span.line is None:
            return span
        for line in range(span.line, (span.end_line or span.line) + 1):
            match = pattern.search(self.line(span.file, line))
            if match:
                return Span(span.file, line, match.start() + 1, line, match.end() + 1)
        return Span(span.file, span.line, span.column)
