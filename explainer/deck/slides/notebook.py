"""Reads notebooks of Jupyter as Markdown: their text, code and outputs, and their slides."""

from __future__ import annotations

import binascii
import re
import warnings
from base64 import b64decode
from typing import TYPE_CHECKING, NamedTuple

from explainer.deck.slides.draft import END_SLIDE, PAUSE, Left
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MISSING = "Notebooks need a library that is not installed: pip install 'explainer[notebooks]'"
"""Message where the library for notebooks is missing."""

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_TICKS = re.compile("`{3,}")
_IMAGES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""Exceptions of the library about files that are no notebooks of any version."""

_LONGEST_OUTPUT = 20_000
_BEGINS = frozenset({"slide", "subslide"})


class NotebookUnreadable(ExplainerError):
    """Raised when a file is no notebook that can be read."""


class Notebook(NamedTuple):
    """A notebook as Markdown."""

    markdown: str
    """Its cells, with slide breaks, pauses and notes where it is a slide show."""
    has_slides: bool
    """True if cells say where slides begin."""
    images: tuple[tuple[str, bytes], ...]
    """Images among the outputs: the path under which the text shows each, and its bytes."""
    left: tuple[Left, ...]
    """Things that were left; the number of a line is that of the cell."""


def read_notebook(text: str, images: str = "") -> Notebook:
    """Return a notebook as Markdown.

    Args:
        text: The file's text.
        images: Folder in which the text looks for images of outputs; without one it names only
            their type, so that no image makes the text large.

    Raises:
        NotebookUnreadable: it is no notebook, or the library for notebooks is missing.
    """
    return _Writer(_cells(text), images).written()


class _Cells(NamedTuple):
    """The cells of a notebook, and the language of its code."""

    cells: list[object]
    language: str


def _cells(text: str) -> _Cells:
    """Return the cells of a notebook of any version, as those of version 4."""
    try:
        import nbformat
    except ImportError as error:
        raise NotebookUnreadable(MISSING) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # notebooks of others are as they are
            notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call] # it has none
        metadata = _table(notebook.get("metadata"))
        cells = notebook.get("cells")
    except (nbformat.ValidationError, *_MALFORMED) as error:
        raise NotebookUnreadable("This is no notebook that can be read.") from error
    language = _table(metadata.get("language_info")).get("name")
    language = language or _table(metadata.get("kernelspec")).get("language")
    return _Cells(cells if isinstance(cells, list) else [], _word(language) or "python")


class _Writer:
    """Writes the cells of a notebook one after another."""

    def __init__(self, notebook: _Cells, images: str) -> None:
        self._cells = [_table(cell) for cell in notebook.cells]
        self._language = notebook.language
        self._folder = images
        self._parts: list[str] = []
        self._images: list[tuple[str, bytes]] = []
        self._left: list[Left] = []
        self._kinds = [
            _word(_table(_table(cell.get("metadata")).get("slideshow")).get("slide_type"))
            for cell in self._cells
        ]
        self._has_slides = any(kind in _BEGINS for kind in self._kinds)

    def written(self) -> Notebook:
        for number, (cell, kind) in enumerate(zip(self._cells, self._kinds, strict=True), 1):
            if self._has_slides and kind == "skip":
                self._left.append(Left(number, "A cell that the slide show skips."))
                continue
            if self._has_slides and kind in _BEGINS and self._parts:
                self._parts.append(END_SLIDE)
            elif self._has_slides and kind == "fragment":
                self._parts.append(PAUSE)
            if self._has_slides and kind == "notes":
                note = _text(cell.get("source")).replace("-->", "--").strip()
                self._parts.append(f"<!-- speaker_note: {note} -->")
            else:
                self._write_cell(number, cell)
        return Notebook(
            "\n\n".join(self._parts) + "\n",
            self._has_slides,
            tuple(self._images),
            tuple(self._left),
        )

    def _write_cell(self, number: int, cell: Mapping[str, object]) -> None:
        source = _text(cell.get("source")).strip("\n")
        match cell.get("cell_type"):
            case "markdown":
                self._parts.append(source)
            case "code":
                if source.strip():
                    self._parts.append(_fenced(source, self._language))
                outputs = cell.get("outputs")
                for output in outputs if isinstance(outputs, list) else []:
                    self._write_output(number, _table(output))
            case _:
                if source.strip():
                    self._parts.append(_fenced(source, ""))

    def _write_output(self, number: int, output: Mapping[str, object]) -> None:
        match output.get("output_type"):
            case "stream":
                self._write_lines(number, _text(output.get("text")))
            case "error":
                words = f"{_word(output.get('ename'))}: {_text(output.get('evalue'))}"
                self._write_lines(number, words)
            case _:
                self._write_data(number, _table(output.get("data")))

    def _write_data(self, number: int, data: Mapping[str, object]) -> None:
        """Write the form of a result that says most in a terminal."""
        image = next((kind for kind in _IMAGES if kind in data), "")
        if "text/markdown" in data:
            self._parts.append(_text(data["text/markdown"]).strip("\n"))
        elif "text/latex" in data:
            self._parts.append(_text(data["text/latex"]).strip())
        elif image:
            self._write_image(number, image, _text(data[image]))
        elif "text/plain" in data:
            self._write_lines(number, _text(data["text/plain"]))
        elif data:
            kind = _word(next(iter(data)))[:60]
            self._left.append(Left(number, f"An output of the kind '{kind}'."))

    def _write_image(self, number: int, kind: str, text: str) -> None:
        alt = f"Output of cell {number}"
        if not self._folder:
            self._parts.append(f"![{alt}](data:{kind};base64,)")
            return
        try:
            data = text.encode() if kind == "image/svg+xml" else b64decode(text)
        except (binascii.Error, ValueError):
            self._left.append(Left(number, "An image that cannot be read."))
            return
        path = f"{self._folder}/cell-{number}-{len(self._images) + 1}.{_IMAGES[kind]}"
        self._images.append((path, data))
        self._parts.append(f"![{alt}]({path})")

    def _write_lines(self, number: int, text: str) -> None:
        text = _ANSI.sub("", text).strip("\n")
        if len(text) > _LONGEST_OUTPUT:
            self._left.append(Left(number, "The rest of an output that is very long."))
            text = text[:_LONGEST_OUTPUT]
        if text.strip():
            self._parts.append(_fenced(text, "text"))


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """Return a text, which notebooks hold whole or as a list of lines."""
    if isinstance(value, str):
        return value
    return "".join(_strings(value)) if isinstance(value, list) else ""


def _strings(values: Iterable[object]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def _word(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
