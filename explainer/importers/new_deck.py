"""Makes a new deck: a small one to change, or a copy of another. Nothing is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from explainer.deck.slug import slugged
from explainer.importers.toml_text import line
from explainer.problems import ExplainerError

STARTER = Path(__file__).with_name("starter")
"""The small deck, with comments that teach."""

_ID = re.compile(r'^id[ \t]*=[ \t]*(?:"[^"\n]*"|\'[^\'\n]*\')', re.MULTILINE)
_TITLE = re.compile(r'^title[ \t]*=[ \t]*(?:"[^"\n]*"|\'[^\'\n]*\')', re.MULTILINE)
_MOST_FILES = 5_000
_MOST_BYTES = 500_000_000


def new_deck(folder: Path, source: Path, title: str = "") -> list[str]:
    """Copy a deck into a new folder, under an id of its own; return the paths of its files.

    Raises:
        ExplainerError: the folder is not empty, or the source is no deck's folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExplainerError(f"{folder} is there already, and nothing is overwritten.")
    if not (source / "deck.toml").is_file():
        raise ExplainerError(
            f"{source} is no folder with a deck.toml. 'explainer import FILE DIR' makes a deck of "
            "slides, a notebook or a Markdown file."
        )
    if folder.resolve().is_relative_to(source.resolve()):
        raise ExplainerError(f"{folder} lies in the deck that is to be copied.")
    try:
        files = {path: (source / path).read_bytes() for path in _files(source)}
        manifest = files["deck.toml"].decode("utf-8", errors="replace")
        files["deck.toml"] = _renamed(manifest, folder, title).encode()
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(data)
    except OSError as error:
        raise ExplainerError(f"{folder} cannot be written: {error.strerror}.") from error
    return sorted(files)


def _renamed(manifest: str, folder: Path, title: str) -> str:
    """Return `deck.toml` with the folder's name as id, since progress hangs on it."""
    id = slugged(folder.resolve().name) or "deck"
    head, mark, tables = manifest.partition("\n[")
    head = _ID.sub(lambda _: line("id", id), head, count=1)
    if title:
        head = _TITLE.sub(lambda _: line("title", title), head, count=1)
    return f"{head}{mark}{tables}"


def _files(root: Path) -> Iterator[str]:
    """Yield the paths of a deck's files; links and hidden files are left out.

    Raises:
        ExplainerError: there are too many, or they are too large.
    """
    count = size = 0
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_symlink() or not path.is_file():
            continue
        if any(part.startswith((".", "__")) for part in relative.parts):
            continue
        count += 1
        size += path.stat().st_size
        if count > _MOST_FILES or size > _MOST_BYTES:
            raise ExplainerError(f"{root} holds more than a deck does; copy it by hand.")
        yield relative.as_posix()
