"""The part of a section that a route shows: some of its screens, below the section's title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec.structs import replace

from explainer.deck.block import (
    Block,
    BulletList,
    Footnote,
    FootnoteMark,
    Footnotes,
    Grid,
    Heading,
    Inline,
    Pause,
    Section,
    SlideBreak,
    SpeakerNote,
    Text,
    block_id,
    walk,
)
from explainer.deck.route import RouteEntry
from explainer.problems import Span


def screens(section: Section) -> list[tuple[Block, ...]]:
    """Return the screens of a section: what stands between two slide breaks.

    In a section without any, what stands under one heading. Footnotes belong to no screen.
    """
    blocks = [block for block in section.blocks if not isinstance(block, Footnotes)]
    is_cut = any(isinstance(block, SlideBreak) for block in blocks)
    found: list[list[Block]] = [[]]
    for block in blocks:
        begins = isinstance(block, SlideBreak if is_cut else Heading)
        if begins and found[-1]:
            found.append([])
        if not isinstance(block, SlideBreak):
            found[-1].append(block)
    return [tuple(one) for one in found if one]


def screen_places(shown: Sequence[Sequence[Block]]) -> dict[str, int]:
    """Return the index of the screen that each block with an id stands on."""
    places: dict[str, int] = {}
    for number, blocks in enumerate(shown):
        for block in walk(tuple(blocks)):
            if name := block_id(block):
                places.setdefault(name, number)
    return places


def screens_of(places: Mapping[str, int], entry: RouteEntry) -> range:
    """Return the screens that an entry of a route names; none for blocks that are not there."""
    if entry.first not in places or entry.last not in places:
        return range(0)
    return range(places[entry.first], places[entry.last] + 1)


def section_part(section: Section, entries: Iterable[RouteEntry]) -> Section:
    """Return the part of a section that entries of a route name.

    It begins with the section's title. Where the entries name nothing of it, or all of it, it is
    the section itself.
    """
    every = screens(section)
    wanted = _named(every, entries)
    if not wanted or len(wanted) == len(every):
        return section
    has_title = wanted[0] == 0 and _begins_with_heading(every[0])
    blocks: list[Block] = [] if has_title else [_title(section)]
    is_first = True
    for number in wanted:
        if not is_first:
            blocks.append(SlideBreak(every[number][0].span))
        blocks.extend(every[number])
        is_first = False
    blocks.extend(_footnotes(section, blocks))
    return replace(section, blocks=tuple(blocks), left_out=len(every) - len(wanted))


def _named(every: Sequence[Sequence[Block]], entries: Iterable[RouteEntry]) -> list[int]:
    """Return the screens that some entries name, in order, each once."""
    places = screen_places(every)
    changes = [0] * (len(every) + 1)
    for entry in entries:
        if found := screens_of(places, entry):
            changes[found.start] += 1
            changes[found.stop] -= 1
    return [number for number, count in enumerate(accumulate(changes)) if count > 0]


def _begins_with_heading(blocks: Sequence[Block]) -> bool:
    """True if nothing that is shown stands before the first heading."""
    unseen = (SpeakerNote, Pause)
    return isinstance(next((one for one in blocks if not isinstance(one, unseen)), None), Heading)


def _title(section: Section) -> Heading:
    """Return a heading with the section's title; that of its first screen is about that screen."""
    return Heading(1, (Text(section.title),), "", Span(section.span.file, section.span.line))


def _footnotes(section: Section, shown: Sequence[Block]) -> list[Block]:
    """Return the footnotes whose marks stand in some blocks."""
    marks = {number for block in walk(tuple(shown)) for number in _marks(block)}
    for block in section.blocks:
        if isinstance(block, Footnotes):
            notes: tuple[Footnote, ...] = tuple(n for n in block.notes if n.number in marks)
            return [replace(block, notes=notes)] if notes else []
    return []


def _marks(block: Block) -> list[int]:
    """Return the numbers of the footnotes that the text of a block names."""
    if isinstance(block, Grid):
        return [n for row in (block.header, *block.rows) for cell in row for n in _marks_in(cell)]
    if isinstance(block, BulletList):
        return []  # the blocks of its items have them
    return _marks_in(getattr(block, "content", ()))


def _marks_in(content: Iterable[Inline]) -> list[int]:
    found: list[int] = []
    for inline in content:
        if isinstance(inline, FootnoteMark):
            found.append(inline.number)
        else:
            found.extend(_marks_in(getattr(inline, "content", ())))
    return found
