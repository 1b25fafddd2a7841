"""Where decks are found: the bundled ones, folders and files."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.problems import ExplainerError, did_you_mean

DEFAULT_DECK = "apple-alibaba"
"""The deck that opens when nobody names one."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


_ENDINGS = (".md", ".markdown")


def is_markdown(path: Path) -> bool:
    """Whether a file's name ends as Markdown does."""
    return path.suffix.lower() in _ENDINGS


class DeckNotFound(ExplainerError):
    """Nobody knows the deck that was asked for."""


def content_folder() -> Path:
    """Where the bundled decks are: beside the code when installed, in the repository otherwise."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent / "content"


def bundled_decks() -> list[Path]:
    """The folders of the bundled decks, by id."""
    folder = content_folder()
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if (entry / "deck.toml").is_file())


class Address:
    """What a person names on the command line: a deck, and a place in it."""

    def __init__(self, words: str) -> None:
        """`words` is `DECK`, `DECK#SECTION`, `DECK#SECTION/BLOCK`, or with `/` for `#`."""
        deck, _, place = words.partition("#")
        if not place and not Path(words).exists():
            deck, place = _split_path(words)
        section, _, block = place.partition("/")
        self.deck = deck or DEFAULT_DECK
        """Id, folder or file."""
        self.section = section
        """Section id, or nothing for the beginning."""
        self.block = block
        """Block id in the section, or nothing."""


def _split_path(words: str) -> tuple[str, str]:
    """`deck/section/block` cut behind the longest part that is a deck."""
    parts = words.split("/")
    bundled = {path.name for path in bundled_decks()}
    if parts[0] in bundled and not Path(parts[0]).exists():
        return parts[0], "/".join(parts[1:])
    for end in range(len(parts) - 1, max(0, len(parts) - 3), -1):
        if Path("/".join(parts[:end]) or "/").exists() and end:
            path = Path("/".join(parts[:end]))
            if path.is_file() or (path / "deck.toml").is_file():
                return str(path), "/".join(parts[end:])
    return words, ""


def find_deck(name: str) -> Path:
    """The folder or file of a deck by id, folder or `.md` file.

    Raises:
        DeckNotFound: there is no such deck; the message says what was tried.
    """
    bundled = {path.name: path for path in bundled_decks()}
    if _ID.fullmatch(name) and name in bundled and not (Path(name) / "deck.toml").is_file():
        return bundled[name]
    path = Path(name).expanduser()
    if path.is_dir() or (path.is_file() and is_markdown(path)):
        return path
    if path.is_file() and path.name == "deck.toml":
        return path.parent
    if path.is_file():
        raise DeckNotFound(
            f"'{name}' is no deck. Open a folder with a deck.toml, a folder of Markdown files, "
            "or one .md file."
        )
    hint = did_you_mean(name, list(bundled))
    raise DeckNotFound(
        f"There is no deck '{name}': no bundled deck has this id, and no folder or .md file "
        f"has this name.{' ' + hint if hint else ''} 'explainer list' shows the bundled decks."
    )
