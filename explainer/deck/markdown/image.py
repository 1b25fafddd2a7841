"""Checks the images of a section: their files and their descriptions."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from explainer.problems import Code, Problems, Span

_DATA = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}(?:[;,]|$)", re.IGNORECASE)
_LONGEST_TYPE = 130


def is_remote(path: str) -> bool:
    """True if a path leads to the network, where this program never goes."""
    return "://" in path or path.startswith("//") or path[:5].lower() == "data:"


def is_inline_image(path: str) -> bool:
    """True if a path is an image itself, written out in characters."""
    return bool(_DATA.match(path))


def short_path(path: str) -> str:
    """Return the path of an image; of one that is written out in the file, only its type."""
    if path[:5].lower() != "data:":
        return path
    return re.split("[;,]", path[:_LONGEST_TYPE], maxsplit=1)[0]


class ImageFolder:
    """The files in a deck's folder for images, listed once, when the first image is missing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        """Folder of the deck."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Paths of the files in it, relative to the deck."""
        try:
            names = sorted(entry.name for entry in (self.root / "images").iterdir())
        except OSError:
            return ()
        return tuple(f"images/{name}" for name in names)


class ImageCheck:
    """Checks the images of one section or question, each path once."""

    def __init__(self, folder: ImageFolder | None, problems: Problems) -> None:
        """Without a folder no path is looked up; only descriptions are checked."""
        self._folder = folder
        self._problems = problems
        self._found: dict[str, tuple[Code, str, str] | None] = {}

    def check(self, path: str, alt: str, place: Span, how: str = "![what it shows](path)") -> None:
        """Report an image without a description, outside the deck, or missing.

        `how` is the text to write to give it a description.
        """
        if not alt:
            self._problems.add(
                Code.ALT_MISSING,
                place,
                "The image does not say what it shows.",
                f"Describe it in words: '{how}'.",
            )
        if path not in self._found:
            self._found[path] = self._missing(path)
        if missing := self._found[path]:
            code, message, help = missing
            self._problems.add(code, place, message, help)

    def _missing(self, path: str) -> tuple[Code, str, str] | None:
        """Return the problem of a path that leads out of the deck or to nothing."""
        if self._folder is None or is_remote(path):
            return None
        try:
            target = (self._folder.root / path).resolve()
            inside = target.is_relative_to(self._folder.root.resolve())
            exists = inside and target.is_file()
        except (OSError, RuntimeError, ValueError):  # loops of links; a NUL; too long
            inside, exists = True, False
        if not inside:
            help = "Copy it into the deck's images folder."
            return Code.FILE_OUTSIDE_DECK, f"The image '{path}' lies outside the deck.", help
        if exists:
            return None
        help = self._problems.suggest(path, self._folder.paths)
        help = help or "Paths are relative to the deck's folder."
        return Code.IMAGE_MISSING, f"There is no image '{path}'.", help
