"""The decks that are served, parsed once and shared by every session.

A name that a visitor gives is only ever looked up here; it never becomes a path.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from explainer.deck.address import find_block
from explainer.deck.block import block_id, walk
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.position import located
from explainer.deck.text_file import clean
from explainer.problems import ExplainerError, Problems, Severity, did_you_mean
from explainer.render.problem import concise

_KINDS = ("quiz", "desk")
_MOST_FAULTS = 5
LONGEST_COMMAND = 400
"""Characters of a deep link that are looked at."""


class NotServed(ExplainerError):
    """There is no such place in what is served."""


class Wanted(msgspec.Struct, frozen=True):
    """What a visitor asked to see."""

    deck: str = ""
    """Id of a deck; empty where none was named and there are several."""
    section: str = ""
    """Section to open at once; empty for the title."""
    block: str = ""
    """Block of that section."""
    kind: str = "read"
    """`read`, `quiz` or `desk`."""
    is_plain: bool = False
    """Whether line by line, though there is a screen."""


class Loaded(msgspec.Struct, frozen=True):
    """What came of opening the decks anew."""

    changed: list[str]
    """Ids of the decks that are others now."""
    broken: list[str]
    """Ids of those that broke, and are served as they were."""
    faults: list[str] = []
    """What is wrong with them: file, line and message of the first few."""


class Shelf:
    """Open decks by id."""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """`paths` are decks' folders or files; kept forms are read from and written to `cache`."""
        self._paths = tuple(paths)
        self._cache = cache
        self._from: dict[str, Path] = {}
        self.decks: dict[str, OpenDeck] = {}
        """The decks by id, in the order that they were named in."""

    def load(self) -> Loaded:
        """Open every deck anew. One that broke since stays as it was; may be called off the loop.

        Raises:
            ExplainerError: a deck cannot be opened, and never was; or two have one id.
        """
        found: dict[str, OpenDeck] = {}
        changed: list[str] = []
        broken: list[str] = []
        faults: list[str] = []
        for path in self._paths:
            before = next((one for one in self.decks.values() if self._is_from(one, path)), None)
            try:
                opened = self._opened(path)
            except ExplainerError as error:
                if before is None:
                    raise
                opened = None
                faults.append(str(error))
            if before is not None and (opened is None or _is_worse(opened, before)):
                broken.append(before.deck.id)
                faults.extend(_faults(opened) if opened is not None else ())
                opened = before
            assert opened is not None
            name = opened.deck.id
            if name in found:
                raise ExplainerError(f"Two of the decks have the id '{name}'.")
            found[name] = opened
            self._from[name] = path
            if before is None or (opened is not before and not _same(before, opened)):
                changed.append(name)
        self.decks = found
        return Loaded(changed, broken, faults)

    def _is_from(self, opened: OpenDeck, path: Path) -> bool:
        return self._from.get(opened.deck.id) == path

    def _opened(self, path: Path) -> OpenDeck:
        opened = open_deck(path, Problems(), self._cache)
        if not opened.deck.outline:
            first = next(iter(opened.problems()), None)
            raise ExplainerError(first.message if first else f"{path} has no sections.")
        opened.sections()
        if self._cache is not None and not opened.is_kept():
            opened.keep(self._cache)
        return opened

    def visible(self, allowed: Collection[str] | None, protected: Collection[str]) -> list[str]:
        """Ids of the decks that somebody may see: those they were given, and those open to all."""
        return [
            name
            for name in self.decks
            if name not in protected or (allowed is not None and (not allowed or name in allowed))
        ]


def _is_worse(opened: OpenDeck, before: OpenDeck) -> bool:
    """Whether a new version is another deck, or has more errors than the one that is served."""
    return opened.deck.id != before.deck.id or _errors(opened) > _errors(before)


def _faults(opened: OpenDeck) -> list[str]:
    errors = [p for p in opened.problems() if p.severity is Severity.ERROR]
    return [concise(problem) for problem in located(errors, opened.root)[:_MOST_FAULTS]]


def _errors(opened: OpenDeck) -> int:
    return sum(problem.severity is Severity.ERROR for problem in opened.problems())


def _same(one: OpenDeck, other: OpenDeck) -> bool:
    return one.deck == other.deck and one.sections() == other.sections()


def find_wanted(words: str, visible: dict[str, OpenDeck], named: str) -> Wanted:
    """What a command of `ssh host COMMAND` means.

    Args:
        words: The command: `[quiz|desk] [--plain] [DECK][#SECTION[/BLOCK]]`, with `/` for `#`.
        visible: The decks that this visitor may see; not empty.
        named: The deck that the user name says; empty for none.

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
        return Wanted(deck, kind=kind, is_plain=is_plain)
    place = parts[0].removeprefix("#").replace("#", "/", 1)
    first, _, rest = place.partition("/")
    if first in visible:
        deck, place = first, rest
    elif not deck or first not in (entry.id for entry in visible[deck].deck.outline):
        raise NotServed(_no_deck(first or parts[0], visible))
    section, slash, block = place.partition("/")
    if section or slash:
        _check_place(visible[deck], section, block)
    return Wanted(deck, section, block, kind, is_plain)


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


def _no_deck(name: str, visible: Collection[str]) -> str:
    hint = did_you_mean(name, list(visible))
    decks = ", ".join(list(visible)[:12])
    return f"There is no '{name}' here. {hint or f'There are {decks}.'}"
