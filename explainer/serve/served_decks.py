"""The decks that a host serves, parsed once and shared by all sessions of the process."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.position import located
from explainer.problems import ExplainerError, Problems, Severity
from explainer.render.problem import concise

_MOST_FAULTS = 5


class LoadedDecks(msgspec.Struct, frozen=True):
    """Decks as they were read from their files at one time."""

    decks: Mapping[str, OpenDeck]
    """The decks by id, in the order in which the command line names them."""
    paths: Mapping[str, Path]
    """Folder or file of each deck, by id."""
    changed: tuple[str, ...] = ()
    """Ids of the decks that differ from those served before."""
    broken: tuple[str, ...] = ()
    """Ids of the decks that got more errors than before; their earlier version is served on."""
    faults: tuple[str, ...] = ()
    """The first errors of the broken decks: file, line and message."""


class ServedDecks:
    """The decks of one host; they change only on its loop, by `use`."""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """`paths` are folders or files of decks; their kept forms lie in `cache`."""
        self._paths = tuple(paths)
        self._cache = cache
        self._loaded = LoadedDecks({}, {})

    @property
    def decks(self) -> Mapping[str, OpenDeck]:
        """The decks by id, in the order in which the command line names them."""
        return self._loaded.decks

    def use(self, loaded: LoadedDecks) -> None:
        """Serve what `read` returned."""
        self._loaded = loaded

    def read(self) -> LoadedDecks:
        """Read every deck from its files, and change nothing: safe to call in a thread.

        A deck that has become worse keeps its earlier version.

        Raises:
            ExplainerError: a deck cannot be opened and never could; or two decks have one id.
        """
        served = self._loaded
        names = {path: name for name, path in served.paths.items()}
        found: dict[str, OpenDeck] = {}
        paths: dict[str, Path] = {}
        changed: list[str] = []
        broken: list[str] = []
        faults: list[str] = []
        for path in self._paths:
            before = served.decks[names[path]] if path in names else None
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
            found[name], paths[name] = opened, path
            if before is None or (opened is not before and not _is_same(before, opened)):
                changed.append(name)
        return LoadedDecks(found, paths, tuple(changed), tuple(broken), tuple(faults))

    def _opened(self, path: Path) -> OpenDeck:
        opened = open_deck(path, Problems(), self._cache)
        if not opened.deck.outline:
            first = next(iter(opened.problems()), None)
            raise ExplainerError(first.message if first else f"{path} has no sections.")
        # Parsed here once, so that no session does it on the loop.
        opened.sections()
        if self._cache is not None and not opened.is_kept():
            opened.keep(self._cache)
        return opened

    def visible(
        self, allowed: Collection[str] | None, protected: Collection[str]
    ) -> dict[str, OpenDeck]:
        """Return the decks that a visitor may see, by id.

        Args:
            allowed: Ids of the decks that the visitor's user opens, empty for all of them; None for
                a stranger.
            protected: Ids of the decks that strangers may not see.
        """
        return {
            name: opened
            for name, opened in self.decks.items()
            if name not in protected or (allowed is not None and (not allowed or name in allowed))
        }


def _is_worse(opened: OpenDeck, before: OpenDeck) -> bool:
    """True if a new version has another id, or more errors than the one that is served."""
    return opened.deck.id != before.deck.id or _errors(opened) > _errors(before)


def _faults(opened: OpenDeck) -> list[str]:
    errors = [p for p in opened.problems() if p.severity is Severity.ERROR]
    return [concise(problem) for problem in located(errors, opened.root)[:_MOST_FAULTS]]


def _errors(opened: OpenDeck) -> int:
    return sum(problem.severity is Severity.ERROR for problem in opened.problems())


def _is_same(one: OpenDeck, other: OpenDeck) -> bool:
    return one.deck == other.deck and one.sections() == other.sections()
