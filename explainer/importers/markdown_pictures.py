"""Takes pictures out of Markdown, since an import brings no files along."""

from __future__ import annotations

import re

from explainer.importers.html_blocks import PICTURE

_PICTURE = re.compile(
    r"!\[((?:[^\[\]\\\n]|\\.){0,500}+)\]"
    r"(?:\((?:[^()\\\n]|\\.|\([^()\n]{0,200}+\)){0,2000}+\)|\[[^\[\]\n]{0,100}+\])"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"\\.|`+|!\[")


def without_pictures(text: str) -> str:
    """Return Markdown with the words that describe each picture in its place; code stays."""
    if "![" not in text:
        return text
    parts: list[str] = []
    prose: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            parts.append(line)
            stripped = line.strip()
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
        elif opening is not None:
            if prose:
                parts.append(_without("\n".join(prose)))
            prose.clear()
            fence = opening[1]
            parts.append(line)
        else:
            prose.append(line)
    if prose:
        parts.append(_without("\n".join(prose)))
    return "\n".join(parts)


def _without(text: str) -> str:
    """Return Markdown without fences, with its pictures replaced outside of code."""
    parts: list[str] = []
    at = done = 0
    unclosed: set[int] = set()
    while (mark := _TICKS.search(text, at)) is not None:
        at = mark.end()
        if mark[0].startswith("`"):
            if len(mark[0]) in unclosed:
                continue
            closing = re.compile(rf"(?<!`)`{{{len(mark[0])}}}(?!`)").search(text, at)
            if closing is None:
                unclosed.add(len(mark[0]))
            else:
                at = closing.end()
        elif mark[0] == "![" and (picture := _PICTURE.match(text, mark.start())):
            alt = " ".join(picture[1].split())
            parts.extend((text[done : mark.start()], f"[{alt}]" if alt else PICTURE))
            at = done = picture.end()
    return "".join((*parts, text[done:]))
