"""Draws problems: with their line of text for a person, on one line for an editor, as JSON.

Problems must be located (see `explainer.deck.position.located`). Text of a deck is added to rich
text as it is, never read as its markup, and invisible characters are shown as replacements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from explainer.deck.position import shown_place
from explainer.deck.text_file import clean
from explainer.problems import Problem, Severity, Span

WIDEST = 92
"""Most cells of a source line that are shown."""

_TAB = "    "
_BEFORE = 60
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def full(problem: Problem, text_of_file: str | Sequence[str] | None) -> Text:
    """Draw a problem as compilers do: headline, place, the line with a caret, help.

    For many problems of one file pass its lines, so that it is split only once. Print the result
    with `soft_wrap=True`: a wrapped line would separate the caret from the text it points at.
    """
    style = _STYLES[problem.severity]
    text = Text()
    text.append(f"{problem.severity}[{problem.code}]", style)
    text.append(f": {_one_line(problem.message)}\n", "bold")
    span = problem.span
    margin = len(str(span.line)) if span.line is not None else 1
    text.append(f"{' ' * margin}--> ", "blue")
    text.append(f"{_one_line(shown_place(span))}\n")
    line = _line(span, text_of_file)
    if line is not None:
        shown, before, width = _window(line, span)
        bar = f"{' ' * margin} | "
        text.append(f"{span.line} | ", "blue")
        text.append(f"{shown}\n")
        if span.column is not None:
            text.append(bar, "blue")
            text.append(f"{' ' * before}{'^' * width}\n", style)
    if problem.help:
        text.append("help", "bold cyan")
        text.append(f": {_one_line(problem.help)}\n")
    text.rstrip()
    return text


def concise(problem: Problem) -> str:
    """Return a problem on one line, `path:line:column: severity[code] message`."""
    place = _one_line(shown_place(problem.span))
    return f"{place}: {problem.severity}[{problem.code}] {_one_line(problem.message)}"


def as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data, with null for facts that are not known."""
    return [
        {
            "code": problem.code.value,
            "severity": problem.severity.value,
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "message": problem.message,
            "help": problem.help or None,
        }
        for problem in problems
    ]


def _line(span: Span, text_of_file: str | Sequence[str] | None) -> str | None:
    """Return the line on which a span begins."""
    if text_of_file is None or span.line is None:
        return None
    # `splitlines` also splits at form feeds, and then lines are not those that were counted.
    lines = text_of_file.split("\n", span.line) if isinstance(text_of_file, str) else text_of_file
    return lines[span.line - 1] if 1 <= span.line <= len(lines) else None


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """Cut a line down to the text around the span.

    Returns the text to show, the cells before the caret, and the cells below which carets go.
    """
    column = min(span.column or 1, len(line) + 1) - 1
    end = len(line)
    if span.end_line in (None, span.line):
        end = min(span.end_column - 1 if span.end_column else column + 1, len(line))
    end = max(end, column)
    # Cropped by characters first, so that a line of a megabyte costs no more than a short one.
    start = max(0, column - WIDEST)
    before = _drawn(line[start:column])
    marked = _drawn(line[column : min(end, column + WIDEST)])
    after = _drawn(line[end : end + WIDEST])
    cut_before = start > 0
    if cell_len(before) + cell_len(marked) > WIDEST and cell_len(before) > _BEFORE:
        before, cut_before = _last_cells(before, _BEFORE), True
    prefix = "…" if cut_before else ""
    offset = cell_len(prefix) + cell_len(before)
    shown = _first_cells(f"{prefix}{before}{marked}{after}", WIDEST)
    if cell_len(shown) < cell_len(prefix + before + marked + after) or len(line) > end + WIDEST:
        shown += "…"
    return shown, offset, max(1, min(cell_len(marked), WIDEST - offset))


def _drawn(text: str) -> str:
    """Return text that is safe to draw: tabs as spaces, invisible characters replaced."""
    text = text.replace("\t", _TAB)
    return "".join(c if clean(c) or c in "\u200c\u200d" else "\ufffd" for c in text)


def _one_line(text: str) -> str:
    """Return a message on one line, without control characters of a text that it quotes."""
    return _drawn(" ".join(text.split("\n")))


def _first_cells(text: str, cells: int) -> str:
    """Return as many characters from the beginning as fit."""
    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            return text[:at]
    return text


def _last_cells(text: str, cells: int) -> str:
    """Return as many characters from the end as fit."""
    return _first_cells(text[::-1], cells)[::-1]
