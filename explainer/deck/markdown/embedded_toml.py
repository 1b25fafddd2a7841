"""Reads TOML within a Markdown file: front matter, and the bodies of directives.

Its problems are collected separately, and then passed on with their place in the whole file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from explainer.deck.fields import Fields
from explainer.deck.position import Locator
from explainer.deck.toml_file import parse_toml
from explainer.problems import Problems, Span


class _RelativeProblems(Problems):
    """Problems whose places are still relative to the TOML.

    Suggestions come from the outer collector, which limits their number for the whole deck.
    """

    def __init__(self, outer: Problems) -> None:
        super().__init__()
        self._outer = outer

    def suggest(self, word: str, known: Collection[str]) -> str:
        return self._outer.suggest(word, known)


class EmbeddedToml:
    """A piece of TOML that begins on a line of a Markdown file."""

    def __init__(
        self,
        file: str,
        text: str,
        first_line: int,
        problems: Problems,
        indents: Sequence[int | None] = (),
    ) -> None:
        """`first_line` is the file's line, from 1, on which `text` begins.

        `indents` gives the number of characters before each of its lines, None where unknown.
        """
        self._file = file
        self._text = text
        self._first_line = first_line
        self._indents = indents
        self._problems = problems
        self._found: Problems = _RelativeProblems(problems)

    @property
    def problems(self) -> Problems:
        """The collector for problems of the TOML, with lines counted from its own first line."""
        return self._found

    def fields(self) -> Fields | None:
        """Return its keys; if it is not valid TOML, report that and return None."""
        table = parse_toml(self._text, self._file, self._found)
        if table is None:
            self.finish()
            return None
        return Fields(table, self._file, self._found)

    def finish(self) -> None:
        """Pass its problems on, each with line and column in the whole file."""
        locator = Locator(self._text) if any(p.span.keys for p in self._found) else None
        for problem in self._found:
            span = locator.locate(problem.span) if locator else problem.span
            self._problems.add(problem.code, self._in_file(span), problem.message, problem.help)
        self._found = _RelativeProblems(self._problems)

    def _in_file(self, span: Span) -> Span:
        """Return a place in the TOML as a place in the whole file."""
        if span.line is None:
            # The key is missing: the block that should contain it begins one line before.
            return Span(span.file, max(1, self._first_line - 1))
        end_line = None if span.end_line is None else span.end_line + self._first_line - 1
        return Span(
            span.file,
            span.line + self._first_line - 1,
            self._column(span.line, span.column),
            end_line,
            self._column(span.end_line, span.end_column),
        )

    def _column(self, line: int | None, column: int | None) -> int | None:
        if line is None or column is None or not self._indents:
            return column
        indent = self._indents[line - 1] if line <= len(self._indents) else 0
        return None if indent is None else column + indent
