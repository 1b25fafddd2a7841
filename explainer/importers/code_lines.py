"""Finds lines of code in plain text, by their indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence

_INDENT = re.compile(r"(?: {2,}|\t)\s*(?=\S)")
_LIST_MARK = re.compile(r"\s*(?:[-*+•–]|\(?[0-9A-Za-z]{1,3}[.)])\s")
_CODE = re.compile(r"[{};=]|\w\(|\)\s*\Z|^\s*(?:#|//|@|\w+:\s*\Z|<\w|</|end\s*\Z|else\b|return\b)")
_HEADER = re.compile(
    r"\s*(?:(?:async\s+)?(?:def|class|for|while|if|elif|else|try|except|finally|with|match|case"
    r"|switch|function|fn|func|impl|struct|enum|do|begin|loop|public|private|static|void|int"
    r"|module|package|interface|trait|let|const|var)\b)"
)
_PROSE_END = re.compile(r"[.?!…]['\")]?\s*\Z")


def split_code(text: str) -> list[tuple[str, bool]]:
    """Split plain text into paragraphs and blocks of code, each with True if it is code.

    Code is what is indented, with the lines around it that look like code and no sentence.
    """
    lines = text.strip("\n").rstrip().split("\n")
    is_code = _code_lines(lines)
    parts: list[tuple[list[str], bool]] = []
    for line, code in zip(lines, is_code, strict=True):
        if not line.strip() and not code:
            parts.append(([], False))
        elif parts and parts[-1][0] and parts[-1][1] == code:
            parts[-1][0].append(line)
        else:
            parts.append(([line], code))
    return [
        (_dedented(part) if code else "\n".join(line.strip() for line in part), code)
        for part, code in parts
        if any(line.strip() for line in part)
    ]


def _code_lines(lines: Sequence[str]) -> list[bool]:
    """Return True for each line that is code: runs of indented lines and their neighbours."""
    is_code = [at > 0 and _is_indented(line) for at, line in enumerate(lines)]
    if not any(is_code):
        return is_code
    for at in reversed(range(len(lines) - 1)):
        if is_code[at + 1] and not is_code[at]:
            is_code[at] = _goes_with_code(lines, at, at - 1)
    for at in range(1, len(lines)):
        if is_code[at - 1] and not is_code[at]:
            is_code[at] = _goes_with_code(lines, at, at + 1)
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or is_code[at] != is_code[start]:
            if is_code[start] and not any(map(_looks_like_code, lines[start:at])):
                is_code[start:at] = [False] * (at - start)
            start = at
    return is_code


def _is_indented(line: str) -> bool:
    """Return True if a line is further in, and no item of a list."""
    return _INDENT.match(line) is not None and not _LIST_MARK.match(line)


def _goes_with_code(lines: Sequence[str], at: int, further: int) -> bool:
    """Return True if a line next to code belongs to it; a blank one if code goes on behind it."""
    if lines[at].strip():
        return _looks_like_code(lines[at])
    return 0 <= further < len(lines) and (
        _looks_like_code(lines[further]) or _is_indented(lines[further])
    )


def _looks_like_code(line: str) -> bool:
    if _PROSE_END.search(line):
        return False
    return _CODE.search(line) is not None or _HEADER.match(line) is not None


def _dedented(lines: Sequence[str]) -> str:
    """Return lines of code without the indentation that they share."""
    full = [line for line in lines if line.strip()]
    shared = min(len(line) - len(line.lstrip(" \t")) for line in full)
    return "\n".join(line[shared:].rstrip() for line in lines).strip("\n")
