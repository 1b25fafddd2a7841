"""Finds decks: the bundled ones, and those in folders and files."""

from __future__ import annotations

from pathlib import Path, PurePath

from explainer.problems import ExplainerError, did_you_mean

DEFAULT_DECK = "apple-alibaba"
"""Id of the deck that opens when none is named."""

_ENDINGS = (".md", ".markdown")


def is_markdown(file: str | PurePath) -> bool:
    """True if a file's name ends like that of a Markdown file."""
    return PurePath(file).suffix.lower() in _ENDINGS


def is_notebook(file: str | PurePath) -> bool:
    """True if a file's name ends like that of a notebook of Jupyter."""
    return PurePath(file).suffix.lower() == ".ipynb"


class DeckNotFound(ExplainerError):
    """Raised when there is no deck with the given name."""


def content_folder() -> Path:
    """Return the folder of the bundled decks: in the installed package, else in the repository."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent / "content"


def bundled_decks() -> list[Path]:
    """Return the folders of the bundled decks, by id."""
    folder = content_folder()
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if (entry / "deck.toml").is_file())


class Address:
    """A deck and a place in it, as a person names them on the command line."""

    def __init__(self, words: str) -> None:
        """`words` is `DECK`, `DECK#SECTION`, `DECK#SECTION/BLOCK`, or with `/` for `#`."""
        deck, place = _split(words)
        section, _, block = place.partition("/")
        self.deck = deck or DEFAULT_DECK
        """Id, folder or file of the deck."""
        self.section = section
        """Section id, or empty for the beginning."""
        self.block = block
        """Block id in the section, or empty."""


def _split(words: str) -> tuple[str, str]:
    """Split words into deck and place; the name of an existing file or folder is never split."""
    if words and _is_there(Path(words)):
        return words, ""
    for deck, mark, place in (words.rpartition("#"), words.partition("#")):
        if mark and (not deck or deck in _bundled() or _is_there(Path(deck))):
            return deck, place
    deck, mark, place = words.partition("#")
    return (deck, place) if mark else _split_path(words)


def _split_path(words: str) -> tuple[str, str]:
    """Split `deck/section/block` after the longest part that is a deck."""
    parts = words.split("/")
    if parts[0] in _bundled() and not _is_there(Path(parts[0])):
        return parts[0], "/".join(parts[1:])
    for end in (len(parts) - 1, len(parts) - 2):
        deck = "/".join(parts[:end]) if end > 0 else ""
        if deck and _holds_deck(Path(deck)):
            return deck, "/".join(parts[end:])
    return words, ""


def _holds_deck(path: Path) -> bool:
    """True if a path is a file, a deck's folder, or a folder with Markdown in it."""
    try:
        if not path.is_dir():
            return path.is_file()
        return any(e.name == "deck.toml" or is_markdown(e) for e in path.iterdir())
    except (OSError, ValueError):
        return False


def _is_there(path: Path) -> bool:
    """True if a file or folder exists; a name that is not valid counts as missing."""
    try:
        return path.exists()
    except (OSError, ValueError):  # the name is too long, or has a NUL in it
        return False


def _bundled() -> dict[str, Path]:
    """Return the bundled decks by id."""
    return {path.name: path for path in bundled_decks()}


def find_deck(name: str) -> Path:
    """Return the folder or file of a deck, named by its id, folder or `.md` file.

    Raises:
        DeckNotFound: there is no such deck; the message says what was tried.
    """
    bundled = _bundled()
    if name in bundled and not _is_there(Path(name) / "deck.toml"):
        return bundled[name]
    path = _path(name)
    if path.is_dir() or (path.is_file() and (is_markdown(path) or is_notebook(path))):
        return path
    if path.is_file() and path.name == "deck.toml":
        return path.parent
    if path.is_file():
        raise DeckNotFound(
            f"'{name}' is no deck. Open a folder with a deck.toml, a folder of Markdown files, "
            "or one .md or .ipynb file."
        )
    from explainer.deck.text_file import clean

    shown = clean(name).replace("\n", " ")[:200]
    hint = did_you_mean(shown, list(bundled))
    raise DeckNotFound(
        f"There is no deck '{shown}': no bundled deck has this id, and no folder or .md file "
        f"has this name.{' ' + hint if hint else ''} 'explainer list' shows the bundled decks."
    )


def _path(name: str) -> Path:
    """Return the path that a name means; for a name that is not valid, one that does not exist."""
    try:
        path = Path(name).expanduser()
        path.exists()
    except (OSError, RuntimeError, ValueError):  # unknown home, or a name too long or with a NUL
        return Path("\x00")
    return path
