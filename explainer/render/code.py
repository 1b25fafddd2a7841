"""Lays out code blocks: highlighted, with line numbers if they have steps, never cut off."""

from __future__ import annotations

from rich.cells import cell_len

from explainer.deck.block import CodeBlock
from explainer.render.line import (
    NARROWEST_TEXT,
    NO_TARGET,
    Line,
    TextRun,
    line_text,
    line_width,
    wrap,
)

_GOES_ON = "» "
"""Mark at the beginning of a continued line, which would otherwise look like a line of its own."""


def code_lines(block: CodeBlock, width: int, target: int, step: int | None = None) -> list[Line]:
    """Return the lines of a code block.

    Args:
        block: The block.
        width: Width in cells; a longer line continues below with a mark.
        target: Index of the target that opens it, or `NO_TARGET`.
        step: Index of the step in focus; None for all lines alike.
    """
    source = _highlighted(block)
    digits = len(str(len(source)))
    numbered = bool(block.steps) and width - digits - 4 >= NARROWEST_TEXT
    edge = [TextRun(" ", "code")] if width > NARROWEST_TEXT else []
    inner = max(1, width - 2 * len(edge) - (digits + 2 if numbered else 0))
    focus = set(block.steps[step]) if step is not None and block.steps else set()
    rows: list[tuple[Line, int]] = []
    if block.language:
        rows.extend(_label(block.language, edge, inner))
    for number, line in enumerate(source, 1):
        cells = line_width(line)
        if not numbered and not focus and cells <= inner:
            runs = [TextRun(run.text, f"code {run.role}" if run.role else "code") for run in line]
            rows.append(([*edge, *runs], len(edge) + cells))
            continue
        dimmed = bool(focus) and number not in focus
        fits = cells <= inner or inner < NARROWEST_TEXT
        for part, piece in enumerate(_cut(line, inner if fits else inner - len(_GOES_ON))):
            row: Line = list(edge)
            if numbered:
                mark = "▸" if number in focus else " "
                label = f"{number:>{digits}}" if not part else " " * digits
                row.append(TextRun(f"{mark}{label} ", "code code-number"))
            if part and not fits:
                row.append(TextRun(_GOES_ON, "code code-number"))
            row.extend(
                TextRun(run.text, "code code-dim" if dimmed else f"code {run.role}".strip())
                for run in piece
            )
            rows.append((row, line_width(row)))
    if block.steps:
        count = len(block.steps)
        words = f"step {step + 1} of {count}" if step is not None else f"{count} steps"
        rows.extend(_label(words, edge, inner, target))
    longest = max((cells for _, cells in rows), default=0)
    filled = min(width, max(longest + 1, min(width, 60)))
    return [
        [*row, TextRun(" " * (filled - cells), "code")] if cells < filled else row
        for row, cells in rows
    ]


def _label(words: str, edge: Line, width: int, target: int = NO_TARGET) -> list[tuple[Line, int]]:
    label = TextRun(words, "code code-label", "", target)
    lines = [[*edge, *line] for line in wrap([label], width)]
    return [(line, line_width(line)) for line in lines]


def _highlighted(block: CodeBlock) -> list[Line]:
    """Return the code as lines of runs; tabs become spaces up to the next multiple of four."""
    lines: list[Line] = [[]]
    position = 0
    pieces: list[tuple[str, str]] = []
    for role, length in block.highlight:
        pieces.append((block.text[position : position + length], role))
        position += length
    pieces.append((block.text[position:], ""))
    for text, role in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part:
                column = line_width(lines[-1]) if "\t" in part else 0
                lines[-1].append(TextRun(_expanded(part, column), role))
    return lines


def _expanded(text: str, column: int) -> str:
    if "\t" not in text:
        return text
    parts: list[str] = []
    for piece in text.split("\t"):
        parts.append(piece)
        column += cell_len(piece)
        fill = 4 - column % 4
        parts.append(" " * fill)
        column += fill
    return "".join(parts[:-1])


def _cut(line: Line, width: int) -> list[Line]:
    """Return the line in pieces of at most `width` cells, with all its spaces.

    Pieces end behind a space where there is one, so that no word is cut that fits on a line.
    """
    if line_width(line) <= width:
        return [line]
    text = line_text(line)
    pieces: list[Line] = [[]]
    start, end = 0, _end_of_piece(text, 0, width)
    for run in line:
        taken = 0
        while taken < len(run.text):
            part = run.text[taken : taken + end - start]
            pieces[-1].append(run._replace(text=part))
            taken += len(part)
            start += len(part)
            if start == end < len(text):
                pieces.append([])
                end = _end_of_piece(text, start, width)
    return pieces


def _end_of_piece(text: str, start: int, width: int) -> int:
    """Return the index behind the text that fits on a line, behind a space if possible."""
    end, used = start, 0
    while end < len(text):
        used += cell_len(text[end])
        if used > width and end > start:
            break
        end += 1
    if end == len(text) or text[end] == " ":
        return end
    space = text.rfind(" ", start, end)
    # Behind the indent alone there is nothing that a piece could show.
    return space + 1 if space > start and text[start:space].strip() else end
