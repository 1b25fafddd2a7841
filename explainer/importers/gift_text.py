r"""Splits GIFT text into paragraphs, and into pieces that know which characters are syntax.

The rules are those of Moodle's reader: a line is trimmed on both sides, an empty line ends a
question, a line that begins with `//` is a comment, and a backslash before ``: # = ~ { } \`` makes
the character an ordinary one. Where Moodle reads something that no author can have meant, it is
read as it was meant, with a note.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import pairwise

from explainer.importers.imported_text import ImportedText
from explainer.importers.item import ItemPlace

_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_SYNTAX = re.compile(r"[=~#{}%:>]")
_BRACE = re.compile(r"\\[\\:#={}~n]|([{}])")
_TOKEN = re.compile(r"(?<!\\)\[(id|tag):((?:\\\]|[^\]]){1,100})\]")
_CATEGORY = "$CATEGORY:"
_NOT_READ = "\x00"
"""Stands in the marks of a piece for a character that is not syntax; no clean text has it."""

_FURTHEST = 20
"""Number of paragraphs in which a closing brace is looked for."""

_MOST_TAGS = 50

_LETTERS = re.compile(r"[A-Za-z]+")
_OTHER_COMMAND = re.compile(r"(?<!\\)\\(?![n])[A-Za-z]")
_DRIVE = re.compile(r"(?:^|[^A-Za-z])[A-Z]\\?:$")
_COMMANDS = frozenset({
    "nabla", "natural", "ncong", "ne", "nearrow", "neg", "neq", "newcommand", "newline", "nexists",
    "ngeq", "ngtr", "ni", "nleq", "nless", "nmid", "nolimits", "nonumber", "normalsize", "not",
    "notin", "nparallel", "nprec", "nrightarrow", "nsim", "nsubseteq", "nsucc", "nu", "nvdash",
    "nwarrow",
})  # fmt: skip
"""Commands of LaTeX whose beginning GIFT reads as a line end."""


class GiftPiece:
    """A piece of text with its syntax characters and its places in the file."""

    __slots__ = ("_offsets", "_source", "_start", "marks", "text")

    text: str
    """The text, with escapes resolved."""
    marks: str
    """The same text with a NUL for every character that was escaped."""

    def __init__(
        self, text: str, marks: str, source: ImportedText, offsets: array[int], start: int = 0
    ) -> None:
        self.text = text
        self.marks = marks
        self._source = source
        self._offsets = offsets
        self._start = start

    def cut(self, start: int, end: int | None = None) -> GiftPiece:
        """Return a part of it, without the spaces around it."""
        marks = self.marks[start:end]
        left = len(marks) - len(marks.lstrip(" \t\n"))
        length = len(marks.strip(" \t\n"))
        first = start + left
        end = first + length
        return GiftPiece(
            self.text[first:end],
            self.marks[first:end],
            self._source,
            self._offsets,
            self._start + first,
        )

    def split(self, separators: re.Pattern[str]) -> list[GiftPiece]:
        """Split it before every match in its marks; the part before the first comes first."""
        cuts = [0, *(match.start() for match in separators.finditer(self.marks)), len(self.marks)]
        return [self.cut(a, b) for a, b in pairwise(cuts)]

    def without_syntax(self, ranges: list[tuple[int, int]]) -> GiftPiece:
        """Return it with all characters in some ranges read as text; the ranges are in order."""
        if not ranges:
            return self
        parts: list[str] = []
        at = 0
        for start, end in ranges:
            begin = max(start, at)
            parts.append(self.marks[at:begin])
            parts.append(_SYNTAX.sub(_NOT_READ, self.marks[begin:end]))
            at = max(at, end)
        parts.append(self.marks[at:])
        return GiftPiece(self.text, "".join(parts), self._source, self._offsets, self._start)

    def place(self, at: int = 0) -> ItemPlace:
        """Return the place of one of its characters in the file."""
        at += self._start
        if not self._offsets:
            return ItemPlace(1)
        return self._source.place(self._offsets[min(at, len(self._offsets) - 1)])


class GiftParagraph:
    """The lines of one question."""

    __slots__ = ("category", "id", "line", "piece", "tags", "warnings")

    def __init__(self, line: int) -> None:
        self.line = line
        """Line on which it begins."""
        self.category: str | None = None
        """Path after `$CATEGORY:`, if it is not a question."""
        self.piece: GiftPiece
        """The text without comments."""
        self.id = ""
        """Id given in a comment."""
        self.tags: list[str] = []
        """Tags given in comments."""
        self.warnings: list[tuple[str, ItemPlace]] = []
        """Warnings about text that Moodle reads in another way than its author meant."""


class _Lines:
    """The lines of a paragraph with escapes still in them, each with its offset."""

    def __init__(self) -> None:
        self.body: list[tuple[int, str]] = []
        self.comments: list[str] = []
        self.bridged: int | None = None
        """Offset after a blank line within its braces."""
        self.crowded: int | None = None
        """Offset of text without a blank line before or after a category."""
        self.indented: int | None = None
        """Offset of the first line of its question that loses its indentation."""
        self.category = False

    def braces(self) -> tuple[str, int]:
        """Return its first brace, and the number of opening braces without a closing one."""
        found = [match[1] for _, line in self.body for match in _BRACE.finditer(line) if match[1]]
        return found[0] if found else "", 2 * found.count("{") - len(found)


def paragraphs(source: ImportedText) -> Iterator[GiftParagraph]:
    """Split a file into questions and categories."""
    for lines in _rejoined(list(_gathered(source.text))):
        paragraph = GiftParagraph(source.place(lines.body[0][0]).line)
        _read_comments(lines.comments, paragraph)
        if lines.crowded is not None:
            message = "A blank line is missing beside this category; Moodle would lose a question."
            paragraph.warnings.append((message, source.place(lines.crowded)))
        if lines.bridged is not None:
            message = "A blank line within braces was passed over; Moodle ends the question there."
            paragraph.warnings.append((message, source.place(lines.bridged)))
        if lines.indented is not None:
            message = "Lines lost their indentation, as in Moodle; \\n for an end of line keeps it."
            paragraph.warnings.append((message, source.place(lines.indented)))
        if lines.category:
            paragraph.category = lines.body[0][1][len(_CATEGORY) :].strip()
        paragraph.piece = _piece(lines.body, source, paragraph)
        yield paragraph


def _gathered(text: str) -> Iterator[_Lines]:
    """Yield the lines between blank ones; a category is a paragraph of its own."""
    lines = _Lines()
    offset = 0
    for raw in text.split("\n"):
        line = raw.strip(" \t")
        start = offset + raw.find(line) if line else offset
        offset += len(raw) + 1
        if not line:
            if lines.body:
                yield lines
                lines = _Lines()
            lines.comments.clear()
        elif line.startswith("//"):
            lines.comments.append(line)
        elif line.startswith(_CATEGORY):
            if lines.body:
                yield lines
            lines = _Lines()
            lines.category = True
            lines.body.append((start, line))
        else:
            if lines.category:
                yield lines
                lines = _Lines()
                lines.crowded = start
            elif lines.body and raw[:4] in ("    ", f"\t{raw[1:4]}") and lines.indented is None:
                lines.indented = start
            lines.body.append((start, line))
    if lines.body:
        yield lines


def _rejoined(gathered: list[_Lines]) -> Iterator[_Lines]:
    """Join paragraphs that were split by blank lines within braces."""
    states = [lines.braces() for lines in gathered]
    at = 0
    while at < len(gathered):
        lines = gathered[at]
        last = at
        if states[at][0] == "{" and states[at][1] > 0:
            last = _closing(gathered, states, at)
        for other in gathered[at + 1 : last + 1]:
            if lines.bridged is None:
                lines.bridged = other.body[0][0]
            lines.body.extend(other.body)
            lines.comments.extend(other.comments)
        if any("{" in line for _, line in lines.body):
            lines.indented = _indentation_of_question(lines)
        yield lines
        at = last + 1


def _closing(gathered: list[_Lines], states: list[tuple[str, int]], at: int) -> int:
    """Return the paragraph that closes the braces of another, or that other one."""
    _, depth = states[at]
    for further in range(at + 1, min(at + 1 + _FURTHEST, len(gathered))):
        first, opened = states[further]
        begin = gathered[further].body[0][1]
        if gathered[further].category or begin.startswith("::"):
            return at
        if first == "{" and not begin.startswith(("=", "~")):
            return at
        depth += opened
        if depth <= 0:
            return further
    return at


def _indentation_of_question(lines: _Lines) -> int | None:
    """Keep the warning about indentation only if it is in the question and not its answers."""
    if lines.indented is None:
        return None
    for offset, line in lines.body:
        if offset >= lines.indented:
            return lines.indented
        if "{" in line:
            return None
    return None


def _read_comments(comments: list[str], paragraph: GiftParagraph) -> None:
    """Read `[id:x]`, the first of which counts, and every `[tag:x]`."""
    for comment in comments:
        for kind, written in _TOKEN.findall(comment):
            value = written.replace("\\]", "]").strip()
            if kind == "tag":
                if value and value not in paragraph.tags and len(paragraph.tags) < _MOST_TAGS:
                    paragraph.tags.append(value)
            elif not paragraph.id:
                paragraph.id = value


def _piece(
    body: list[tuple[int, str]], source: ImportedText, paragraph: GiftParagraph
) -> GiftPiece:
    """Join the lines of a paragraph and resolve their escapes in one pass."""
    texts: list[str] = []
    marks: list[str] = []
    offsets = array("L")
    for start, line in body:
        if texts:
            texts.append("\n")
            marks.append("\n")
            offsets.append(start - 1)
        at = 0
        for escape in _ESCAPE.finditer(line):
            plain = line[at : escape.start()]
            texts.append(plain)
            marks.append(plain)
            offsets.extend(range(start + at, start + escape.start()))
            character = escape[0][1]
            if character == "n":
                _check_line_end(line, escape, source, start, paragraph)
                character = "\n"
            texts.append(character)
            marks.append(_NOT_READ)
            offsets.append(start + escape.start())
            at = escape.end()
        texts.append(line[at:])
        marks.append(line[at:])
        offsets.extend(range(start + at, start + len(line)))
    return GiftPiece("".join(texts), "".join(marks), source, offsets)


def _check_line_end(
    line: str, escape: re.Match[str], source: ImportedText, start: int, paragraph: GiftParagraph
) -> None:
    r"""Warn if `\n` was probably meant as the beginning of a command or a file name."""
    letters = _LETTERS.match(line, escape.start() + 1)
    if letters is None or len(letters[0]) < 2 or len(paragraph.warnings) > 5:
        return
    before = line[max(0, escape.start() - 4) : escape.start()]
    word = letters[0][:20]
    if word not in _COMMANDS and not _DRIVE.search(before):
        around = line[max(0, escape.start() - 200) : escape.start() + 200]
        if not _OTHER_COMMAND.search(around):
            return
    message = f"\\{word} reads as an end of line and '{word[1:]}'. Did you mean \\\\{word}?"
    paragraph.warnings.append((message, source.place(start + escape.start())))
