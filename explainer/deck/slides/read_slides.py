"""Reads a file of slides: recognises the tool, rewrites its lines, and steps its blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from explainer.deck.block import (
    Block,
    BulletList,
    Heading,
    ListItem,
    Pause,
    SlideBreak,
    SpeakerNote,
)
from explainer.deck.slides.draft import END_SLIDE, Draft
from explainer.deck.slides.front import FrontMatter, file_front_matter, take_titles
from explainer.deck.slides.marp import rewrite_marp
from explainer.deck.slides.pandoc import rewrite_pandoc, rewrite_patat
from explainer.deck.slides.presenterm import rewrite_presenterm
from explainer.deck.slides.recognise import Dialect, recognise
from explainer.deck.slides.reveal import rewrite_reveal
from explainer.deck.slides.slidev import rewrite_slidev

_UNSEEN = (SlideBreak, Pause, SpeakerNote)


def _rewrite_plain(draft: Draft, front: FrontMatter) -> None:
    for index in draft.prose():
        if draft.lines[index].startswith("---") and draft.is_rule(index):
            draft.lines[index] = END_SLIDE


_REWRITERS: dict[Dialect, Callable[[Draft, FrontMatter], None]] = {
    Dialect.PRESENTERM: rewrite_presenterm,
    Dialect.MARP: rewrite_marp,
    Dialect.SLIDEV: rewrite_slidev,
    Dialect.PATAT: rewrite_patat,
    Dialect.REVEAL: rewrite_reveal,
    Dialect.PANDOC: rewrite_pandoc,
    Dialect.PLAIN: _rewrite_plain,
}


class Slides:
    """A file of slides, rewritten as Markdown of decks with as many lines."""

    def __init__(self, dialect: Dialect, draft: Draft) -> None:
        self.dialect = dialect
        """The tool for which they were written."""
        self.body = "\n".join(draft.lines)
        """The Markdown; its lines are those of the file."""
        self.title = draft.title
        """Title of the presentation, or empty."""
        self.authors = draft.authors
        """Its authors."""
        self.subtitle = draft.subtitle
        """Line below the title."""
        self.left = tuple(sorted(set(draft.left)))
        """Things without a counterpart in a deck, by line."""
        self._draft = draft

    def stepped(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks of the body with the steps and slide breaks that comments cannot say.

        The lines of the blocks are those of the file.
        """
        levels = self._draft.cut_levels
        if self._draft.cuts_at_slide_level:
            levels = levels | frozenset(range(1, _slide_level(blocks) + 1))
        found: list[Block] = []
        for block in blocks:
            line = (block.span.line or 0) - 1
            if isinstance(block, Heading) and block.level in levels and _has_text(found):
                found.append(SlideBreak(block.span))
            if isinstance(block, BulletList):
                found.extend(self._stepped_list(block))
                continue
            if line in self._draft.steps and not isinstance(block, _UNSEEN):
                found.append(Pause(block.span))
            found.append(block)
        return tuple(found)

    def is_step(self, index: int) -> bool:
        """True if the item of a list on a line, from 0, is a step of its own."""
        lines = self._draft.incremental
        return index in self._draft.steps or any(index in some for some in lines)

    def _stepped_list(self, block: BulletList) -> list[Block]:
        """Return a list with its steps, after a pause if its first item is one."""
        items: list[ListItem] = []
        for item in block.items:
            inner: list[Block] = []
            for one in item.blocks:
                inner.extend(self._stepped_list(one) if isinstance(one, BulletList) else [one])
            is_step = self.is_step((item.span.line or 0) - 1)
            items.append(replace(item, blocks=tuple(inner), paused=item.paused or is_step))
        if not items or not self.is_step((items[0].span.line or 0) - 1):
            return [replace(block, items=tuple(items))]
        items[0] = replace(items[0], paused=False)
        return [Pause(block.span), replace(block, items=tuple(items))]


def read_slides(text: str) -> Slides | None:
    """Return the slides in a text; None if it is no presentation."""
    front = file_front_matter(text.split("\n", 401)[:401])
    draft = Draft(text, front.lines)
    dialect = recognise(draft, front)
    if dialect is None:
        return None
    take_titles(draft, front)
    _REWRITERS[dialect](draft, front)
    return Slides(dialect, draft)


def _slide_level(blocks: Iterable[Block]) -> int:
    """Return the first level of headings that has text right below it, as pandoc finds it."""
    level = 0
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Pause | SpeakerNote):
            continue
        if not isinstance(block, Heading | SlideBreak) and isinstance(before, Heading):
            level = before.level if not level else min(level, before.level)
        before = block
    return level or 6


def _has_text(found: list[Block]) -> bool:
    """True if something that is shown stands since the last slide break."""
    for block in reversed(found):
        if isinstance(block, SlideBreak):
            return False
        if not isinstance(block, _UNSEEN):
            return True
    return False
