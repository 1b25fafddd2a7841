"""Finds the place in the served decks that a visitor's SSH command names.

The command is only ever compared with ids of decks, sections and blocks; it never becomes a path
and is never run.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from explainer.deck.address import find_block
from explainer.deck.block import block_id, walk
from explainer.deck.loader import OpenDeck
from explainer.deck.text_file import clean
from explainer.problems import ExplainerError, did_you_mean

_KINDS = ("quiz", "desk")
LONGEST_COMMAND = 400
"""Most characters of a command that are read."""


class NotServed(ExplainerError):
    """There is no such place in the decks that the visitor may see."""


class VisitRequest(msgspec.Struct, frozen=True):
    """The place that a visitor asked to see."""

    deck: str = ""
    """Id of a deck; empty where none was named and there are several."""
    section: str = ""
    """Id of the section to open at once; empty for the title."""
    block: str = ""
    """Id of a block of that section; empty for its beginning."""
    kind: str = "read"
    """`read`, `quiz` or `desk`."""
    is_plain: bool = False
    """True for output line by line on a terminal that could show the reader."""


def parse_request(words: str, visible: Mapping[str, OpenDeck], named: str) -> VisitRequest:
    """Find the place that the command of `ssh host COMMAND` names.

    Args:
        words: The command: `[quiz|desk] [--plain] [DECK][#SECTION[/BLOCK]]`, with `/` for `#`.
        visible: The decks that this visitor may see, by id; not empty.
        named: The deck that the user name names; empty for none.

    Raises:
        NotServed: there is no such place.
    """
    parts = clean(words[:LONGEST_COMMAND]).split()
    if parts[:1] == ["explainer"]:
        del parts[0]
    is_plain = "--plain" in parts
    parts = [part for part in parts if part != "--plain"]
    kind = parts.pop(0) if parts[:1] and parts[0] in _KINDS else "read"
    if len(parts) > 1:
        raise NotServed(f"Nothing is run here. Name one place, such as {next(iter(visible))}.")
    deck = named or (next(iter(visible)) if len(visible) == 1 else "")
    if not parts and kind != "read" and not deck:
        raise NotServed(f"Which lesson? There are {', '.join(list(visible)[:12])}.")
    if not parts:
        return VisitRequest(deck, kind=kind, is_plain=is_plain)
    place = parts[0].removeprefix("#").replace("#", "/", 1)
    first, _, rest = place.partition("/")
    if first in visible:
        deck, place = first, rest
    elif not deck or first not in (entry.id for entry in visible[deck].deck.outline):
        raise NotServed(_unknown_deck(first or parts[0], visible))
    section, slash, block = place.partition("/")
    if section or slash:
        _check_place(visible[deck], section, block)
    return VisitRequest(deck, section, block, kind, is_plain)


def _check_place(opened: OpenDeck, section: str, block: str) -> None:
    known = [entry.id for entry in opened.deck.outline]
    if section not in known:
        hint = did_you_mean(section, known) or f"There are {', '.join(known[:12])}."
        raise NotServed(f"The deck '{opened.deck.id}' has no section '{section}'. {hint}")
    if not block:
        return
    tree = opened.section(section)
    blocks = [block_id(inner) for inner in walk(tree.blocks) if block_id(inner)]
    if block not in blocks and find_block(tree, block) is None:
        hint = did_you_mean(block, blocks) or f"There are {', '.join(blocks[:12])}."
        raise NotServed(f"The section '{section}' has no block '{block}'. {hint}")


def _unknown_deck(name: str, visible: Collection[str]) -> str:
    hint = did_you_mean(name, list(visible))
    decks = ", ".join(list(visible)[:12])
    return f"There is no '{name}' here. {hint or f'There are {decks}.'}"
