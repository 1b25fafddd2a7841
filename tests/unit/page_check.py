"""Helpers: assertions that hold for every page and every plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len

from explainer.deck.block import Section, block_id
from explainer.render.line import line_text, line_width
from explainer.render.page import Page

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb]"
)
"""Characters that control a terminal, reorder text or are invisible; no line has any."""

_CODE = re.compile(r"(?:> )* {4}")
_BOXES = re.compile("[\u2500-\u259f]")


def check_page(page: Page, section: Section, width: int) -> None:
    """Assert that a page keeps to its width, and that its places and targets are consistent."""
    for line in page.lines:
        assert not any(HIDDEN.search(run.text) for run in line), line
        text = line_text(line)
        wide = "\ufe0f" in text or any(cell_len(character) > 1 for character in text)
        assert line_width(line) <= max(width, 2 if wide else 1), line
    assert len(page.starts) == len(section.blocks)
    assert page.starts == sorted(page.starts)
    assert all(0 <= start <= len(page.lines) for start in page.starts)
    starts = dict(zip(map(block_id, reversed(section.blocks)), reversed(page.starts), strict=True))
    starts.pop("", None)
    assert page.places == starts
    shown = {run.target for line in page.lines for run in line if run.text.strip()}
    assert shown - {-1} == set(range(len(page.targets)))
    for target in page.targets:
        assert 0 <= target.block < len(section.blocks)


def check_plain(lines: Iterable[str], width: int, text: str) -> None:
    """Assert that plain text has nothing that a pipe or a screen reader cannot take.

    Only code may be wider, which is indented by four spaces, in a quote behind its mark; boxes are
    drawn only if the text has some.
    """
    for line in lines:
        assert not HIDDEN.search(line), line
        assert _CODE.match(line) or cell_len(line) <= width, line
        assert not _BOXES.search(line) or _BOXES.search(text)
