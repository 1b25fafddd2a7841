"""TOML within a Markdown file: front matter, and the bodies of directives.

Its mistakes are collected apart and passed on with their place in the whole file.
"""

from __future__ import annotations

from explainer.deck.fields import Fields
from explainer.deck.position import locate
from explainer.deck.toml_file import parse_toml
from explainer.problems import Problems, Span


class EmbeddedToml:
    """Some TOML that begins on a line of a Markdown file."""

    def __init__(self, file: str, text: str, first_line: int, problems: Problems) -> None:
        """`first_line` is the file's line, from 1, on which `text` begins."""
        self._file = file
        self._text = text
        self._first_line = first_line
        self._problems = problems
        self._found = Problems()

    @property
    def problems(self) -> Problems:
        """Where mistakes in it go, with places counted from its own first line."""
        return self._found

    def fields(self) -> Fields | None:
        """Its keys, or None where it is no TOML; then that is reported already."""
        table = parse_toml(self._text, self._file, self._found)
        if table is None:
            self.finish()
            return None
        return Fields(table, self._file, self._found)

    def finish(self) -> None:
        """Pass its problems on, each with line and column in the whole file."""
        for problem in self._found:
            span = problem.span
            if span.keys:
                span = locate(span, self._text)
            if span.line is not None:
                span = Span(
                    span.file,
                    span.line + self._first_line - 1,
                    span.column,
                    None if span.end_line is None else span.end_line + self._first_line - 1,
                    span.end_column,
                )
            else:
                # The key is missing: the block that should hold it begins a line before.
                span = Span(span.file, max(1, self._first_line - 1))
            self._problems.add(problem.code, span, problem.message, problem.help)
        self._found = Problems()
