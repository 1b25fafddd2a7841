"""The kept form of a deck: a cache of the parsed deck, so that a start parses and checks nothing.

It is data and never code: MessagePack, decoded into the records' own types. A kept form that is
damaged, of another version or older than a file of the deck is ignored and written anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec

from explainer import __version__
from explainer.deck.block import Section
from explainer.deck.folder.folder_files import FolderFiles
from explainer.deck.model import Deck
from explainer.problems import Problem

KEPT_FORMAT = f"{__version__}/15"
"""Version of the kept form; it changes whenever the records change."""

_CHECKSUM = 4
_FOLDERS = ("", "data", "quiz", "images")


class FileStamp(msgspec.Struct, frozen=True, array_like=True):
    """Path, time and size of a file, by which a changed file is recognised."""

    path: str
    """Relative to the deck's folder, with `/`."""
    modified: int
    """Time of the last change, in nanoseconds."""
    size: int
    """Length in bytes."""


class _KeptDeck(msgspec.Struct, frozen=True, array_like=True):
    format: str
    root: str
    stamps: tuple[FileStamp, ...]
    deck: msgspec.Raw
    problems: msgspec.Raw
    sections: dict[str, msgspec.Raw]
    texts: dict[str, msgspec.Raw]


class KeptDeck:
    """A deck read from its kept form; sections and texts of questions are decoded on demand."""

    def __init__(self, kept: _KeptDeck) -> None:
        self.deck = msgspec.msgpack.decode(kept.deck, type=Deck)
        self.deck.read_texts.add_kept(kept.texts)
        self._problems = kept.problems
        self._sections = kept.sections

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that were found when the deck was read."""
        with suppress(msgspec.MsgspecError, ValueError):
            return msgspec.msgpack.decode(self._problems, type=tuple[Problem, ...])
        return ()

    def section(self, identifier: str) -> Section | None:
        """Return a section, or None if it was not kept."""
        raw = self._sections.get(identifier)
        if raw is None:
            return None
        with suppress(msgspec.MsgspecError, RecursionError, ValueError):
            return msgspec.msgpack.decode(raw, type=Section)
        return None


def stamps(root: Path, only: str | None = None) -> tuple[FileStamp, ...]:
    """Return the stamps of a deck's files, or of the one file that is the whole deck."""
    if only is not None:
        status = (root / only).stat()
        return (FileStamp(only, status.st_mtime_ns, status.st_size),)
    if not (root / "deck.toml").is_file():
        return tuple(_page_stamps(root))
    return tuple(_folder_stamps(root))


def _page_stamps(root: Path) -> Iterator[FileStamp]:
    """Yield the stamps of a folder of plain Markdown, with those of its sub-folders."""
    for path in FolderFiles(root).paths:
        with suppress(OSError):
            status = (root / path).stat()
            yield FileStamp(path, status.st_mtime_ns, status.st_size)


def _folder_stamps(root: Path) -> Iterator[FileStamp]:
    for folder in _FOLDERS:
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    status = entry.stat()
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    yield FileStamp(path, status.st_mtime_ns, status.st_size)


def _name(root: Path, only: str | None) -> bytes:
    return os.fsencode(root.resolve() / (only or ""))


def kept_path(folder: Path, root: Path, only: str | None) -> Path:
    """Return the path of a deck's kept form in the cache folder."""
    # Two decks may share a path by chance; the file says which deck it belongs to.
    return folder / f"{crc32(_name(root, only)):08x}.deck"


def read_kept(
    folder: Path, root: Path, only: str | None, now: tuple[FileStamp, ...]
) -> KeptDeck | None:
    """Return the kept form of a deck, or None if it is missing, damaged or out of date."""
    try:
        data = kept_path(folder, root, only).read_bytes()
        checksum, content = data[:_CHECKSUM], memoryview(data)[_CHECKSUM:]
        if checksum != _checksum(content):
            return None
        kept = msgspec.msgpack.decode(content, type=_KeptDeck)
        if kept.format != KEPT_FORMAT or kept.stamps != now or kept.root != str(root.resolve()):
            return None
        return KeptDeck(kept)
    except (OSError, msgspec.MsgspecError, RecursionError, ValueError):
        return None


def write_kept(
    folder: Path,
    root: Path,
    only: str | None,
    now: tuple[FileStamp, ...],
    deck: Deck,
    problems: tuple[Problem, ...],
    sections: dict[str, Section],
    texts: dict[str, msgspec.Raw],
) -> None:
    """Write the kept form of a deck; if that fails, the next start parses the deck again."""
    path = kept_path(folder, root, only)
    # File names that are not valid text cannot be encoded; such a deck is parsed at every start.
    with suppress(OSError, ValueError, RecursionError):
        content = _encoded(str(root.resolve()), now, deck, problems, sections, texts)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.write_bytes(_checksum(content) + content)
        draft.replace(path)


def _encoded(
    root: str,
    now: tuple[FileStamp, ...],
    deck: Deck,
    problems: tuple[Problem, ...],
    sections: dict[str, Section],
    texts: dict[str, msgspec.Raw],
) -> bytes:
    encode = msgspec.msgpack.encode
    return encode(
        _KeptDeck(
            KEPT_FORMAT,
            root,
            now,
            msgspec.Raw(encode(deck)),
            msgspec.Raw(encode(problems)),
            {identifier: msgspec.Raw(encode(section)) for identifier, section in sections.items()},
            texts,
        )
    )


def _checksum(content: bytes | memoryview) -> bytes:
    return crc32(content).to_bytes(_CHECKSUM, "big")
