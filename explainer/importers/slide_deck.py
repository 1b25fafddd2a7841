"""Makes a deck's folder of a file of slides, a notebook or a Markdown file.

The text stays as its author wrote it. Only what a deck reads otherwise is rewritten: marks of
slides and steps, options of code, underlined headings, and footnotes that another section defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from explainer.deck.block import (
    Block,
    BulletList,
    CodeBlock,
    Heading,
    Image,
    Inline,
    Paragraph,
    Pause,
    Picture,
    Rule,
    Section,
    SlideBreak,
    walk,
)
from explainer.deck.markdown.image import is_remote
from explainer.deck.model import Deck
from explainer.deck.plain_deck import PlainText, file_deck, plain_text_of
from explainer.deck.slides.draft import END_SLIDE, PAUSE, Draft, Left
from explainer.deck.slug import slugged
from explainer.importers.toml_text import line as toml_line
from explainer.problems import ExplainerError, FirstError, ProblemError

_DEFINITION = re.compile(r" {0,3}\[\^?([^\[\]\s]+)\]:\s*\S")
_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_UNDERLINE = re.compile(r" {0,3}-+[ \t]*$")
_FENCE = re.compile(r"(\s*(?:[-*+]\s+|>\s*)*(?:`{3,}|~{3,}))")
_WRITTEN_MARKS = (END_SLIDE, PAUSE, ". . .")
_LARGEST_IMAGE = 20_000_000
_MOST_IMAGES = 1_000


class ImportedDeck(NamedTuple):
    """The result of an import of slides."""

    folder: Path
    """The new deck."""
    tool: str
    """The tool that the file was written for, in words."""
    sections: int
    """Number of sections."""
    slides: int
    """Number of slides."""
    left: tuple[Left, ...]
    """Things that a deck has no counterpart for, with their places in the file."""


class _Files(NamedTuple):
    """The files of a deck that is to be written."""

    texts: dict[str, str]
    images: dict[str, bytes]


def import_slides(file: Path, folder: Path) -> ImportedDeck:
    """Write a new deck with the slides, the text or the cells of a file.

    Raises:
        ExplainerError: the file cannot be read, or the folder is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExplainerError(f"{folder} is there already, and nothing is overwritten.")
    try:
        text = plain_text_of(file.parent, file.name, FirstError(), images="images")
        assert text is not None
        deck, sections = file_deck(file.parent, file.name, FirstError())
    except ProblemError as error:
        raise ExplainerError(error.problem.message) from error
    writer = _DeckWriter(file, text, deck, tuple(sections.values()))
    files = writer.files()
    _write(folder, files)
    tool = text.slides.dialect.value if text.slides else "Markdown"
    return ImportedDeck(
        folder,
        "a notebook" if file.suffix.lower() == ".ipynb" else tool,
        len(sections),
        sum(_slides_in(section.blocks) for section in sections.values()),
        tuple(sorted({*(text.slides.left if text.slides else text.left), *writer.left})),
    )


def _slides_in(blocks: tuple[Block, ...]) -> int:
    return 1 + sum(isinstance(block, SlideBreak) for block in blocks)


def _write(folder: Path, files: _Files) -> None:
    try:
        for name, text in files.texts.items():
            _place(folder, name).write_text(text, encoding="utf-8")
        for name, data in files.images.items():
            _place(folder, name).write_bytes(data)
    except OSError as error:
        raise ExplainerError(f"{folder} cannot be written: {error.strerror}.") from error


def _place(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


class _DeckWriter:
    """Writes the sections of one file."""

    def __init__(
        self, file: Path, text: PlainText, deck: Deck, sections: tuple[Section, ...]
    ) -> None:
        self.left: list[Left] = []
        self._file = file
        self._text = text
        self._deck = deck
        self._sections = sections
        self._draft = Draft(text.body)
        self._inserted: dict[int, list[str]] = {}

    def files(self) -> _Files:
        """Return the files of the deck."""
        for section in self._sections:
            self._mend(section.blocks)
        definitions = self._definitions()
        texts = {"deck.toml": self._manifest()}
        width = max(2, len(str(len(self._sections))))
        starts = [(section.span.line or 1) - self._text.line for section in self._sections]
        for number, section in enumerate(self._sections):
            start = 0 if number == 0 else starts[number]
            end = (*starts[1:], len(self._draft.lines))[number]
            body = self._body(range(start, end), definitions)
            is_titled = any(isinstance(block, Heading) for block in section.blocks)
            front = "" if is_titled else f"+++\n{toml_line('title', section.title)}\n+++\n\n"
            texts[f"{number + 1:0{width}}-{_id(section.id)}.md"] = front + body
        return _Files(texts, {**dict(self._text.images), **self._images()})

    def _manifest(self) -> str:
        deck = self._deck
        lines = ["format = 1", toml_line("id", _id(deck.id)), toml_line("title", deck.title)]
        if deck.summary:
            lines.append(toml_line("summary", deck.summary))
        if deck.authors:
            lines.append(toml_line("authors", list(deck.authors)))
        return "\n".join(lines) + "\n"

    # --- lines ----------------------------------------------------------------------------

    def _mend(self, blocks: tuple[Block, ...]) -> None:
        """Rewrite what a deck reads otherwise."""
        lines = self._draft.lines
        for block in blocks:
            at = (block.span.line or 1) - self._text.line
            if isinstance(block, SlideBreak | Pause) and lines[at].strip() not in _WRITTEN_MARKS:
                # A step or a break that the tool makes by itself.
                mark = END_SLIDE if isinstance(block, SlideBreak) else PAUSE
                self._inserted.setdefault(at, []).append(mark)
            self._insert_item_steps(block)
        for block in walk(blocks):
            at = (block.span.line or 1) - self._text.line
            end = (block.span.end_line or 1) - self._text.line
            if isinstance(block, Heading) and end > at and _UNDERLINE.match(lines[end]):
                lines[end] = lines[end].replace("-", "=") if block.level == 1 else ""
                if block.level == 2:
                    lines[at] = f"## {' '.join(line.strip() for line in lines[at:end])}"
                    self._draft.empty(at + 1, end)
            elif isinstance(block, CodeBlock):
                self._mend_fence(block, at)
            elif isinstance(block, Rule) and not set(lines[at].strip()) - set("- "):
                lines[at] = lines[at].replace("-", "*")

    def _insert_item_steps(self, block: Block) -> None:
        """Write a pause before each item that a list shows by itself as a step."""
        if not isinstance(block, BulletList) or self._text.slides is None:
            return
        for item in block.items:
            at = (item.span.line or 1) - self._text.line
            if item.paused and self._text.slides.is_step(at):
                self._insert_pause(at)
            for inner in item.blocks:
                if isinstance(inner, Pause) and self._text.slides.is_step(self._line_of(inner)):
                    self._insert_pause(self._line_of(inner))
                self._insert_item_steps(inner)

    def _line_of(self, block: Block) -> int:
        return (block.span.line or 1) - self._text.line

    def _insert_pause(self, at: int) -> None:
        line = self._draft.lines[at]
        indent = line[: len(line) - len(line.lstrip())]
        self._inserted.setdefault(at, []).append(indent + PAUSE)

    def _mend_fence(self, block: CodeBlock, at: int) -> None:
        """Write language and steps of code as a deck reads them."""
        line = self._draft.lines[at]
        fence = _FENCE.match(line)
        if fence is None or "{" not in line:
            return
        steps = "|".join(_lines_of(step) for step in block.steps)
        self._draft.lines[at] = f"{fence[1]}{block.language or 'text'}" + (
            f" {{{steps}}}" if steps else ""
        )

    def _body(self, lines: range, definitions: dict[str, str]) -> str:
        """Return the text of a section, with the footnotes and links that others define."""
        written: list[str] = []
        known: set[str] = set()
        for at in lines:
            for mark in self._inserted.get(at, ()):
                written.extend(["---", ""] if mark == END_SLIDE else [mark, ""])
            line = self._draft.lines[at]
            if line.strip() == END_SLIDE:
                written.extend(["", "---", ""])
                continue
            if self._draft.is_prose(at):
                if definition := _DEFINITION.match(line):
                    known.add(definition[1])
                line = _MARK.sub(
                    lambda mark: mark[0] if mark[1] in definitions else f"\\{mark[0]}", line
                )
            written.append(line)
        body = _trimmed(written)
        used = [name for name in definitions if f"{name}]" in body and name not in known]
        more = "\n\n".join(definitions[name] for name in used)
        return f"{body}\n{f'{chr(10)}{more}{chr(10)}' if more else ''}"

    def _definitions(self) -> dict[str, str]:
        """Return the first line of each footnote's and link's definition, by its name."""
        found: dict[str, str] = {}
        for at in self._draft.prose():
            if definition := _DEFINITION.match(self._draft.lines[at]):
                found.setdefault(definition[1], self._draft.lines[at].strip())
        return found

    # --- images ---------------------------------------------------------------------------

    def _images(self) -> dict[str, bytes]:
        """Return the images beside the file that the text shows, by path."""
        found: dict[str, bytes] = {}
        ours = dict(self._text.images)
        root = self._file.parent.resolve()
        for path, line in self._image_paths():
            if path in found or path in ours or is_remote(path) or len(found) >= _MOST_IMAGES:
                continue
            reason = ""
            try:
                target = (root / path).resolve()
                if not target.is_relative_to(root):
                    reason = "it lies outside the folder of the file"
                elif target.stat().st_size > _LARGEST_IMAGE:
                    reason = "it is larger than 20 MB"
                else:
                    found[path] = target.read_bytes()
            except (OSError, ValueError, RuntimeError):
                reason = "it cannot be read"
            if reason:
                self.left.append(Left(line, f"The image '{path}': {reason}."))
        return found

    def _image_paths(self) -> Iterator[tuple[str, int]]:
        for section in self._sections:
            for block in walk(section.blocks):
                line = block.span.line or 1
                if isinstance(block, Image):
                    yield block.path, line
                elif isinstance(block, Paragraph | Heading):
                    for path in _pictures(block.content):
                        yield path, line


def _pictures(content: Iterable[Inline]) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Picture):
            yield inline.path
        else:
            yield from _pictures(getattr(inline, "content", ()))


def _lines_of(step: tuple[int, ...]) -> str:
    """Return the lines of a step as a fence names them."""
    return ",".join(map(str, step)) if step else "all"


def _trimmed(lines: list[str]) -> str:
    """Return lines as a text without slide breaks at its ends, or several empty lines in a row."""
    ends = ("", "---")
    start, end = 0, len(lines)
    while start < end and lines[start].strip() in ends:
        start += 1
    while end > start and lines[end - 1].strip() in ends:
        end -= 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines[start:end]))


def _id(words: str) -> str:
    """Return an id that a deck accepts."""
    return slugged(words) or "section"
