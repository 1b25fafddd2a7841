"""The record of a page: a file of a folder, and its place in the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

DEEPEST_OUTLINE = 8
"""Levels of the outline; pages below stand at the last of them."""


class Page(NamedTuple):
    """A Markdown file that becomes a section."""

    file: str
    """Path relative to the deck's folder, with `/`."""

    title: str = ""
    """Title that the order gives it; empty for that of the file."""

    depth: int = 0
    """Number of headings and pages that it stands below in the outline."""

    labels: tuple[str, ...] = ()
    """Headings of the outline that stand right above it and lead to no page, outermost first."""


class PageList:
    """Collects the pages of an order, with what each stands below.

    A heading becomes a label of the first page below it; one without pages is left out.
    """

    def __init__(self) -> None:
        self.pages: list[Page] = []
        """The pages so far; every file once, where it stands first."""
        self._files: set[str] = set()
        self._above: Sequence[str | None] = ()

    def add(self, file: str, title: str, above: Sequence[str | None]) -> None:
        """Add a page.

        Args:
            file: Path of its file.
            title: Its title, or empty.
            above: What it stands below, outermost first: the words of a heading, or None for a
                page that was added before.
        """
        if file in self._files:
            return
        self._files.add(file)
        above = above[:DEEPEST_OUTLINE]
        same = 0
        for here, before in zip(above, self._above, strict=False):
            if here != before:
                break
            same += 1
        labels = tuple(label for label in above[same:] if label is not None)
        self.pages.append(Page(file, title, len(above), labels))
        self._above = above
