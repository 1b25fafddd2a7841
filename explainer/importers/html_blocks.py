"""Reads the HTML of other tools as blocks: paragraphs, lists, tables, code and formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from typing import NamedTuple

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    CodeBlock,
    CodeText,
    Emphasis,
    Heading,
    Inline,
    Link,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from explainer.deck.markdown.html_table import HtmlCell, HtmlTable
from explainer.deck.markdown.html_tag import Tag, list_start, read_tag
from explainer.deck.text_file import clean
from explainer.importers.html_math import Formula, formulas
from explainer.importers.html_tags import CODE
from explainer.importers.inline_shape import tidy
from explainer.importers.markdown_text import plain_blocks
from explainer.problems import Span

PICTURE = "[picture]"
"""Text in place of a picture that nothing describes."""

_NOWHERE = Span("")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_GAPS = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r"[ \t\r\f]+")
_HREF = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|brush|highlight-source)[-:]\s*([\w+#.-]+)")
_STYLES = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE), Strong),
    (re.compile(r"font-style:\s*italic", re.IGNORECASE), Emphasis),
    (re.compile(r"text-decoration[a-z-]*:[^;]*line-through", re.IGNORECASE), Strike),
)
_STYLE = re.compile(r"""\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKS: dict[str, type[Strong | Emphasis | Strike | Superscript | Subscript]] = {
    "b": Strong,
    "strong": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "cite": Emphasis,
    "var": Emphasis,
    "s": Strike,
    "strike": Strike,
    "del": Strike,
    "sup": Superscript,
    "sub": Subscript,
}
_UNSEEN = frozenset({"script", "style"})
_LISTS = frozenset({"ul", "ol"})
_MOST_NESTED = 24
_MOST_MARKS = 15


class _OpenMark(NamedTuple):
    """An element that marks text up and is open."""

    name: str
    kinds: tuple[type[Strong | Emphasis | Strike | Superscript | Subscript], ...]
    href: str
    start: int


class _Frame:
    """An element with blocks in it that is open."""

    def __init__(self, name: str, tag: Tag) -> None:
        self.name = name
        self.tag = tag
        self.blocks: list[Block] = []
        self.items: list[ListItem] = []
        self.table = HtmlTable() if name == "table" else None


def html_blocks(
    html: str,
    tags: Sequence[re.Match[str]],
    kept: AbstractSet[int],
    *,
    keeps_lines: bool,
    math: re.Pattern[str] | None,
) -> tuple[Block, ...]:
    """Return HTML as blocks; `tags` are its tags, and those with an index in `kept` are text.

    `math` finds what opens a formula, as a tool writes them.
    """
    reader = _HtmlBlockReader(keeps_lines)
    marking = [tag for at, tag in enumerate(tags) if at not in kept]
    found = formulas(html, marking, math) if math is not None else []
    at = 0
    waiting = iter(found)
    formula = next(waiting, None)
    for tag in marking:
        while formula is not None and formula.start < tag.start():
            reader.read_text(html[at : formula.start])
            reader.read_formula(formula)
            at = formula.end
            formula = next(waiting, None)
        if tag.start() < at:
            continue
        reader.read_text(html[at : tag.start()])
        reader.read_tag(tag)
        at = tag.end()
    while formula is not None:
        reader.read_text(html[at : formula.start])
        reader.read_formula(formula)
        at = formula.end
        formula = next(waiting, None)
    reader.read_text(html[at:])
    return reader.finish()


class _HtmlBlockReader:
    """Collects the blocks of one text."""

    def __init__(self, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._frames = [_Frame("", read_tag(""))]
        self._content: list[Inline] = []
        self._marks: list[_OpenMark] = []
        self._level = 0
        self._code: list[str] | None = None
        self._pre = ""
        self._language = ""
        self._unseen = ""

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks; elements that are open end."""
        if self._pre:
            self._end_pre()
        self._end_paragraph()
        while len(self._frames) > 1:
            self._end_frame()
        return tuple(self._frames[0].blocks)

    # --- text -----------------------------------------------------------------------------

    def read_text(self, html: str) -> None:
        """Read text between tags."""
        if self._unseen or not html:
            return
        if self._code is not None:
            self._code.append(_resolved(html))
        elif self._keeps_lines:
            for number, line in enumerate(html.split("\n")):
                if number:
                    self._content.append(Break())
                self._content.append(Text(_resolved(line)))
        else:
            self._content.append(Text(_resolved(_GAPS.sub(" ", html))))

    def read_formula(self, formula: Formula) -> None:
        """Read a formula; a displayed one is a block of its own."""
        if self._code is not None or self._unseen:
            return
        if formula.is_displayed and not self._marks:
            self._end_paragraph()
            self._add(MathBlock(formula.latex, _NOWHERE))
        else:
            self._content.append(Math(" ".join(formula.latex.split())))

    # --- tags -----------------------------------------------------------------------------

    def read_tag(self, match: re.Match[str]) -> None:
        """Read a tag that marks something up."""
        name, closes = match[2].lower(), bool(match[1])
        if self._unseen:
            if closes and name == self._unseen:
                self._unseen = ""
        elif name in _UNSEEN:
            self._unseen = "" if closes else name
        elif self._pre:
            self._read_in_pre(name, closes, match)
        elif name == "pre":
            if not closes:
                self._end_paragraph()
                self._pre, self._code = name, []
                self._language = _language(match)
        elif name in CODE:
            self._read_code(name, closes, match)
        elif self._code is not None:
            self._read_in_code(name, match)
        elif name in _MARKS or name in ("a", "span"):
            self._read_mark(name, closes, match)
        else:
            self._read_block_tag(name, closes, match)

    def _read_in_pre(self, name: str, closes: bool, match: re.Match[str]) -> None:
        if name == "pre" and closes:
            self._end_pre()
        elif name == "code" and not closes:
            self._language = self._language or _language(match)
        else:
            self._read_in_code(name, match)

    def _read_in_code(self, name: str, match: re.Match[str]) -> None:
        """Read a tag in code, of which only line ends, pictures and lines in boxes are text."""
        assert self._code is not None
        if name == "br" or (name in ("div", "p", "li") and self._code and not match[1]):
            self._code.append("\n")
        elif name == "img":
            self._code.append(_picture(match))

    def _end_pre(self) -> None:
        assert self._code is not None
        text = _code_text(self._code)
        self._pre, self._code = "", None
        if text.strip():
            self._add(CodeBlock(text, self._language, _NOWHERE))

    def _read_code(self, name: str, closes: bool, match: re.Match[str]) -> None:
        """Read the begin or end of code on a line; code of several lines is a block."""
        if not closes:
            if self._code is None:
                self._code, self._language = [], _language(match)
            return
        if self._code is None:
            return
        text = _code_text(self._code)
        self._code = None
        if "\n" in text.strip("\n") and not self._marks:
            self._end_paragraph()
            self._add(CodeBlock(text, self._language, _NOWHERE))
        elif text:
            self._content.append(CodeText(" ".join(text.split("\n"))))

    def _read_mark(self, name: str, closes: bool, match: re.Match[str]) -> None:
        if closes:
            self._end_mark(name)
            return
        href, kinds = "", tuple(_MARKS[one] for one in (name,) if one in _MARKS)
        if name == "a":
            self._end_mark("a")
            href = _href(match)
        elif name == "span":
            style = _STYLE.search(match[3])
            said = style[1] or style[2] or "" if style else ""
            kinds = tuple(kind for pattern, kind in _STYLES if pattern.search(said))
        if len(self._marks) < _MOST_MARKS:
            self._marks.append(_OpenMark(name, kinds, href, len(self._content)))

    def _end_mark(self, name: str) -> None:
        """End the last open mark with a name; those that began in it go on after it."""
        if not any(mark.name == name for mark in self._marks):
            return
        again: list[_OpenMark] = []
        while True:
            mark = self._marks.pop()
            self._wrap(mark)
            if mark.name == name:
                break
            again.append(mark)
        for mark in reversed(again):
            self._marks.append(mark._replace(start=len(self._content)))

    def _wrap(self, mark: _OpenMark) -> None:
        """Put what was read since a mark began into it."""
        inner = tuple(self._content[mark.start :])
        if not inner:
            return
        wrapped: Inline | None = None
        for kind in mark.kinds:
            wrapped = kind(inner if wrapped is None else (wrapped,))
        if mark.href:
            wrapped = Link(mark.href, inner)
        if wrapped is not None:
            self._content[mark.start :] = [wrapped]

    # --- blocks ---------------------------------------------------------------------------

    def _read_block_tag(self, name: str, closes: bool, match: re.Match[str]) -> None:
        if name == "br":
            self._read_break()
        elif name == "img":
            self._content.append(Text(_picture(match)))
        elif name == "q":
            self._content.append(Text("”" if closes else "“"))
        elif name in _LISTS or name in ("blockquote", "table"):
            self._end_paragraph()
            if closes:
                self._end(name)
            else:
                self._begin(name, match)
        elif name == "li":
            self._end_paragraph()
            self._end("li", within=_LISTS)
            if not closes:
                if self._frames[-1].name not in _LISTS:
                    self._begin("ul", match)
                self._begin("li", match)
        elif name in ("td", "th"):
            self._read_cell(closes, match)
        elif name in ("tr", "thead", "tbody", "tfoot"):
            self._read_part(name, closes)
        elif name == "hr":
            self._end_paragraph()
            self._add(Rule(_NOWHERE))
        elif name in _HEADINGS:
            self._end_paragraph()
            self._level = 0 if closes else int(name[1])
        elif name == "div" and not self._level:
            self._begin_line()
        elif name in _PARTING:
            self._end_paragraph()

    def _begin_line(self) -> None:
        """Begin a line at the begin or end of a box, as editors write one for each line."""
        has_line = any(isinstance(one, Break) or one != Text(" ") for one in self._content)
        if has_line and not isinstance(self._content[-1], Break):
            self._content.append(Break())

    def _read_break(self) -> None:
        """Read a line end; a blank line within marks ends a paragraph of theirs."""
        last = self._content[-1] if self._content else None
        if self._marks and isinstance(last, Break):
            self._content.pop()
            self._end_paragraph()
        else:
            self._content.append(Break())

    def _table(self) -> int:
        """Return the number of the frame of the table that is open, or 0 if none is."""
        for at in reversed(range(len(self._frames))):
            if self._frames[at].table is not None:
                return at
        return 0

    def _read_cell(self, closes: bool, match: re.Match[str]) -> None:
        at = self._table()
        if not at:
            self._content.append(Text(" "))
            return
        self._end_paragraph()
        while len(self._frames) > at + 1:
            self._end_frame()
        if not closes:
            self._begin(match[2].lower(), match)

    def _read_part(self, name: str, closes: bool) -> None:
        self._end_paragraph()
        at = self._table()
        if not at:
            return
        while len(self._frames) > at + 1:
            self._end_frame()
        table = self._frames[at].table
        assert table is not None
        if name == "tr":
            table.begin_row()
        else:
            table.begin_part(is_head=name == "thead" and not closes)

    def _begin(self, name: str, match: re.Match[str]) -> None:
        if len(self._frames) < _MOST_NESTED:
            self._frames.append(_Frame(name, read_tag(match[0])))

    def _end(self, name: str, within: AbstractSet[str] = frozenset()) -> None:
        """End the last frame with a name, and those in it; never out of a cell or past `within`."""
        for at in reversed(range(1, len(self._frames))):
            frame = self._frames[at]
            if frame.name == name:
                while len(self._frames) > at:
                    self._end_frame()
                return
            if frame.name in within or (name != "table" and frame.name in ("td", "th")):
                return

    def _end_frame(self) -> None:
        """End the innermost frame; it becomes part of the one around it."""
        frame = self._frames.pop()
        outer = self._frames[-1]
        blocks = tuple(frame.blocks)
        if frame.name == "li":
            outer.items.append(ListItem(blocks, _NOWHERE))
        elif frame.name in _LISTS:
            if frame.items:
                start = list_start(frame.tag) if frame.name == "ol" else None
                outer.blocks.append(BulletList(tuple(frame.items), _NOWHERE, start))
        elif frame.name == "blockquote":
            if blocks:
                outer.blocks.append(Quote(blocks, _NOWHERE))
        elif frame.table is not None:
            outer.blocks.extend(frame.blocks)
            outer.blocks.extend(frame.table.read(_NOWHERE))
        elif outer.table is not None:
            cell = HtmlCell(frame.tag)
            cell.blocks.extend(frame.blocks)
            outer.table.add(cell)

    def _add(self, block: Block) -> None:
        """Add a block to the innermost frame; a list in a list belongs to its last item."""
        frame = self._frames[-1]
        if frame.name in _LISTS:
            last = frame.items.pop().blocks if frame.items else ()
            frame.items.append(ListItem((*last, block), _NOWHERE))
        else:
            frame.blocks.append(block)

    def _end_paragraph(self) -> None:
        """End the paragraph; marks that are open go on in the next one."""
        for mark in reversed(self._marks):
            self._wrap(mark)
        self._marks = [mark._replace(start=0) for mark in self._marks]
        content, self._content = self._content, []
        if self._level:
            words = tidy(tuple(content))
            if words:
                self._add(Heading(self._level, words, "", _NOWHERE))
            self._level = 0
        elif all(isinstance(one, Text | Break) for one in content):
            text = "".join("\n" if isinstance(one, Break) else one.text for one in content
                           if isinstance(one, Text | Break))  # fmt: skip
            for block in plain_blocks(_indented_as_shown(text)):
                self._add(block)
        else:
            for part in _paragraphs(content):
                self._add(Paragraph(part, _NOWHERE))


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARTING = frozenset({
    "address", "caption", "center", "dd", "div", "dl", "dt", "figure", "p", "section",
})  # fmt: skip


def _paragraphs(content: list[Inline]) -> list[tuple[Inline, ...]]:
    """Split inlines at blank lines."""
    parts: list[list[Inline]] = [[]]
    is_blank = True
    for inline in content:
        if isinstance(inline, Break) and is_blank:
            if parts[-1]:
                parts.append([])
            continue
        is_space = isinstance(inline, Text) and not inline.text.strip()
        is_blank = isinstance(inline, Break) or (is_blank and is_space)
        parts[-1].append(inline)
    return [words for part in parts if (words := tidy(tuple(part)))]


def _indented_as_shown(text: str) -> str:
    """Return lines without the spaces at their beginning that HTML does not show."""
    lines = (line.strip(" \t") for line in text.split("\n"))
    return "\n".join(line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)


def _resolved(html: str) -> str:
    """Return text with its character references resolved."""
    return clean(_REFERENCE.sub(lambda match: unescape(match[0]), html)).replace("\r", "")


def _code_text(parts: list[str]) -> str:
    text = "".join(parts).replace("\N{NO-BREAK SPACE}", " ").expandtabs(4)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _language(match: re.Match[str]) -> str:
    """Return the language that `<pre>` or `<code>` names for its text."""
    said = read_tag(match[0]).attributes
    found = _LANGUAGE.search(said.get("class", ""))
    return said.get("lang", "") or (found[1] if found else "")


def _href(match: re.Match[str]) -> str:
    """Return the address of a link to a page or to write to; else an empty string."""
    href = read_tag(match[0]).attributes.get("href", "")
    return href if _HREF.fullmatch(href) and len(href) <= 2_000 else ""


def _picture(match: re.Match[str]) -> str:
    """Return the text in place of a picture."""
    alt = read_tag(match[0]).attributes.get("alt", "")
    return f"[{alt[:200]}]" if alt else PICTURE
