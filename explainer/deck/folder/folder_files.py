"""Lists the pages of a folder and its sub-folders, up to a number and a depth."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from explainer.deck.library import is_markdown

MOST_FILES = 1_000
"""Pages that are listed; more is a library, not a lesson."""

MOST_ENTRIES = 20_000
"""Files and folders that are looked at; whoever opens their home folder waits no longer."""

DEEPEST = 8
"""Levels of sub-folders that are listed."""

ORDER_FILES = frozenset(
    {
        "book.toml",
        "mkdocs.yml",
        "mkdocs.yaml",
        "_category_.json",
        "_category_.yml",
        "_category_.yaml",
        "docusaurus.config.js",
        "docusaurus.config.mjs",
        "docusaurus.config.ts",
    }
)
"""Names of the files by which other tools order pages; only their presence or data is used."""

_NO_PAGES = frozenset({"node_modules", "__pycache__", "venv"})


class FolderFiles:
    """The pages of a folder and the files that order them, those of the upper levels first."""

    def __init__(self, root: Path) -> None:
        """List them; folders that cannot be listed stand in `unreadable`."""
        self.paths: list[str] = []
        """Paths relative to the folder, with `/`."""
        self.unreadable: list[tuple[str, str]] = []
        """Folders that cannot be listed, each with the reason; `.` is the folder itself."""
        self.is_cut = False
        """True if there are more files or levels than are listed."""
        self._looked_at = 0
        level = [""]
        for _ in range(DEEPEST + 1):
            level = [below for folder in level for below in self._list(root, folder)]
        self.is_cut = self.is_cut or bool(level)

    def _list(self, root: Path, folder: str) -> Iterator[str]:
        """Add the files of one folder, and yield the paths of its sub-folders."""
        try:
            entries = self._entries(root / folder)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.unreadable.append((folder.rstrip("/") or ".", reason))
            return
        if folder and any(entry.name == "deck.toml" for entry in entries):
            return  # a deck of its own
        for entry in entries:
            # A link to a folder may lead back to one above it.
            if entry.is_dir(follow_symlinks=False):
                if not (entry.name.startswith(".") or entry.name in _NO_PAGES):
                    yield f"{folder}{entry.name}/"
            elif (is_markdown(entry.name) or entry.name in ORDER_FILES) and _is_file(entry):
                if len(self.paths) >= MOST_FILES:
                    self.is_cut = True
                    return
                self.paths.append(f"{folder}{entry.name}")

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """Return the entries of a folder by name, as many as may still be looked at."""
        entries = []
        with os.scandir(folder) as found:
            for entry in found:
                if self._looked_at >= MOST_ENTRIES:
                    self.is_cut = True
                    break
                self._looked_at += 1
                entries.append(entry)
        return sorted(entries, key=lambda entry: entry.name)


def _is_file(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a loop of links
        return entry.is_file()
    return False
