"""Reads a section's file: its entry in the outline, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from pathlib import Path

from explainer.deck.block import (
    Block,
    Broken,
    CodeBlock,
    Section,
    Subscript,
    Superscript,
    Text,
)
from explainer.deck.block_text import plain_text
from explainer.deck.markdown.blocks import BlockReader
from explainer.deck.markdown.embedded_toml import EmbeddedToml
from explainer.deck.markdown.front_matter import SplitFile, split_section
from explainer.deck.markdown.image import ImageCheck, ImageFolder
from explainer.deck.markdown.inlines import Reading
from explainer.deck.markdown.parser import markdown_parser, parse_markdown
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.markdown.term_links import TermLinker
from explainer.deck.markdown.text_limit import is_too_much
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.text_file import clean, read_text
from explainer.problems import Code as ProblemCode
from explainer.problems import Problem, Problems, Span

LARGEST_FILE = 20_000_000
"""Most bytes of a file that are read at all, even as plain text."""

TOO_MUCH = "is larger than 1 MB, or has too many lines and marks to be laid out in time"
"""End of the message about a section that is too long."""

_NUMBER = re.compile(r"^\d+[-_. ]+")
_LONGEST_TITLE = 300
_FIRST_HEADING_WITHIN = 20_000
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:[>#|<]|[-+*] |\d+[.)] |(?:[-*_] *){3,}$)|(?: {4}|\t)")
_HTML_HEADING = re.compile(r"<h[1-6][^<>]*>(.*?)</h[1-6]>", re.IGNORECASE)
_MARKS = re.compile(
    r"<[^<>]*>|[*`]|(?<!\w)_|_(?!\w)|\{(?:claim|term|plain)=[^}]*\}"
    r"|!?\[(?=[^\[\]]*\])|\](?:\([^()]*\)|\[[^\[\]]*\])"
)
_SCRIPT = re.compile(r"<(su[pb])>([^<>]*)</\1>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def section_id(file: str) -> str:
    """Return the id for a file name: the name without number and ending."""
    return _NUMBER.sub("", Path(file).stem)


def read_entry(root: Path, file: str, problems: Problems) -> SectionEntry | None:
    """Return the outline's entry of a section, without parsing its text."""
    text = read_text(root, file, problems, max_bytes=LARGEST_FILE)
    if text is None:
        return None
    yaml_title, split = split_section(text)
    identifier = section_id(file)
    title = yaml_title or first_heading(split.body) or identifier
    span = Span(file, 1, 1)
    if yaml_title is not None:
        problems.add(
            ProblemCode.FRONT_MATTER,
            span,
            "This is front matter of another tool, in YAML; except for its title it is left out.",
            "Write it as TOML between two lines that are exactly '+++'.",
        )
    if split.unclosed:
        problems.add(
            ProblemCode.FRONT_MATTER,
            span,
            "The front matter that begins here never ends.",
            "Close it with a line that is exactly '+++'.",
        )
    if split.front is None:
        return SectionEntry(identifier, title, span)
    embedded = EmbeddedToml(file, split.front, 2, problems)
    fields = embedded.fields()
    if fields is None:
        return SectionEntry(identifier, title, span)
    entry = SectionEntry(
        fields.id("id") or identifier,
        fields.text("title") or title,
        span,
        summary=fields.text("summary"),
        minutes=fields.integer("minutes", 0, 10_000),
        objectives=fields.strings("objectives"),
        bets=fields.strings("bets"),
        tags=fields.strings("tags"),
    )
    fields.finish()
    embedded.finish()
    return entry


def first_heading(body: str) -> str:
    """Return the words of the first heading, or nothing; good enough for an outline."""
    fence, before = "", ""
    for line in body[:_FIRST_HEADING_WITHIN].split("\n"):
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
            continue
        if opening := _FENCE.match(line):
            fence, before = opening[1], ""
            continue
        heading = _ATX.match(line) or _HTML_HEADING.search(line[:_LONGEST_TITLE])
        words = heading[1] if heading else before if _UNDERLINE.fullmatch(line) else ""
        if title := _title(words):
            return title
        before = "" if _NO_PARAGRAPH.match(line) else line
    return ""


def _title(heading: str) -> str:
    """Return the words of a heading without its marks, on one line."""
    heading = heading[:_LONGEST_TITLE]
    heading = _SCRIPT.sub(_script, heading)
    # An image in a heading is a logo or a badge, unless it is all there is.
    words = _MARKS.sub("", _IMAGE.sub("", heading)).strip() or _MARKS.sub("", heading)
    return " ".join(clean(unescape(words)).strip().rstrip("#").split())


def _script(match: re.Match[str]) -> str:
    """Return a super- or subscript of HTML as characters."""
    content = (Text(unescape(match[2])),)
    script = Superscript(content) if match[1].lower() == "sup" else Subscript(content)
    return plain_text((script,))


class SectionReader:
    """Parses the sections of one deck; the parser and the links to terms are made once for all.

    It reads one section at a time: with several threads the caller holds a lock.
    """

    def __init__(self, root: Path, deck: Deck, problems: Problems) -> None:
        self._root = root
        self._deck = deck
        self._problems = problems
        self._linker = TermLinker(tuple(deck.terms.values()))
        self._parser = markdown_parser(is_plain=False)
        self._images = ImageFolder(root)

    def read(self, entry: SectionEntry) -> Section:
        """Parse a section's file into blocks; a part that is broken becomes a `Broken` block."""
        found = _Recorder(self._problems)
        # Problems of the file itself were reported when its entry was read.
        known = Problems()
        text = read_text(self._root, entry.span.file, known, max_bytes=LARGEST_FILE)
        if text is None:
            blocks: tuple[Block, ...] = tuple(Broken(problem, problem.span) for problem in known)
            return Section(entry.id, entry.title, blocks, entry.span)
        _, split = split_section(text)
        if is_too_much(split.body):
            blocks = _as_plain_text(entry, split, found)
        else:
            blocks = self._linker.link(self._parse(entry, split, found))
        if not blocks:
            found.add(
                ProblemCode.SECTION_EMPTY,
                entry.span,
                f"The section '{entry.id}' has no text.",
                "Write something in it, or leave it out of the deck.",
            )
        return Section(entry.id, entry.title, blocks, entry.span, tuple(found))

    def _parse(
        self, entry: SectionEntry, split: SplitFile, problems: Problems
    ) -> tuple[Block, ...]:
        source = SourceText(entry.span.file, split.body, split.body_line)
        reading = Reading(source, self._deck, problems, ImageCheck(self._images, problems))
        reader = BlockReader(reading, parse_markdown(self._parser, split.body))
        blocks = reader.read()
        footnotes = reader.footnotes()
        return (*blocks, footnotes) if footnotes else blocks


def _as_plain_text(entry: SectionEntry, split: SplitFile, problems: Problems) -> tuple[Block, ...]:
    problem = problems.add(
        ProblemCode.FILE_TOO_LARGE,
        entry.span,
        f"The section '{entry.id}' {TOO_MUCH}, so it shows as plain text.",
        "Cut it into several sections.",
    )
    span = Span(entry.span.file, split.body_line)
    return (Broken(problem, entry.span), CodeBlock(split.body.rstrip("\n"), "", span))


class _Recorder(Problems):
    """Collects the problems of one section and passes each on to the deck's collector."""

    def __init__(self, outer: Problems) -> None:
        super().__init__()
        self._outer = outer

    def add(self, code: ProblemCode, span: Span, message: str, help: str = "") -> Problem:
        problem = self._outer.add(code, span, message, help)
        self._found.append(problem)
        return problem

    def suggest(self, word: str, known: Collection[str]) -> str:
        return self._outer.suggest(word, known)
