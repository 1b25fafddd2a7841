"""Reads raw HTML as blocks: paragraphs, headings, lists, tables and preformatted text.

READMEs contain much HTML: a reader sees what it says, and a deck's author is told to write
Markdown. No tag is kept. What is nested too deep shows as text of the element around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

from explainer.deck.block import (
    Block,
    BulletList,
    CodeBlock,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Rule,
    SlideBreak,
)
from explainer.deck.block_text import ordinary_text
from explainer.deck.markdown.html_inlines import LISTS, HtmlInlines
from explainer.deck.markdown.html_table import HtmlCell, HtmlTable
from explainer.deck.markdown.html_tag import Tag, list_start, next_tag
from explainer.deck.text_file import clean
from explainer.problems import Span

_PARTING = re.compile(
    "address|article|blockquote|caption|center|details|d[dlt]|div|fig(?:caption|ure)|footer|"
    "h[1-6r]|header|main|nav|p|section|summary"
)
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})
_CELLS = frozenset({"td", "th"})
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|brush|highlight-source)[-:]\s*([\w+#.-]+)")
_MOST_NESTED = 24

CodeReader = Callable[[str, str, Span], CodeBlock]
"""Makes a block of code of its text, language and position."""


class _Item:
    """An item of a list."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.blocks: list[Block] = []
        self.checked: bool | None = None
        self.is_loose = False


class _Items:
    """A list that is open; without a tag of its own if its items stand outside of a list."""

    def __init__(self, start: int | None, *, has_tag: bool = True) -> None:
        self.start = start
        self.has_tag = has_tag
        self.items: list[_Item] = []

    def block(self, span: Span) -> BulletList:
        items = tuple(ListItem(tuple(one.blocks), one.span, one.checked) for one in self.items)
        is_tight = not any(one.is_loose for one in self.items)
        return BulletList(items, span, self.start, is_tight)


_Element = _Items | _Item | HtmlTable | HtmlCell


class HtmlReader:
    """Collects the blocks of HTML, and of Markdown within lists and tables of HTML."""

    def __init__(self, heading_id: Callable[[str], str], code: CodeReader) -> None:
        """`heading_id` makes the id for a heading with a text."""
        self._heading_id = heading_id
        self._code = code
        self._blocks: list[Block] = []
        self._elements: list[_Element] = []
        self._inlines = HtmlInlines()
        self._level = 0
        self._pre: list[str] | None = None
        self._language = ""
        self._span = Span("")

    @property
    def is_open(self) -> bool:
        """True if a list or a table is open, so that what follows belongs to it."""
        return bool(self._elements)

    def taken(self) -> list[Block]:
        """Return the blocks read since the last call; all elements that are open end."""
        self._end_paragraph()
        while self._elements:
            self._end_last()
        blocks, self._blocks = self._blocks, []
        return blocks

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks of Markdown to the element that is open.

        Headings and slide breaks give a section its shape, so they end everything that is open.
        """
        for block in blocks:
            if isinstance(block, Heading | SlideBreak | Rule):
                self._blocks = self.taken()
            self._target().append(block)

    def read(self, html: str, span: Span) -> None:
        """Read the HTML of one block of Markdown."""
        self._span = span
        without_end: set[str] = set()
        behind = 0
        while tag := next_tag(html, behind):
            self._read_text(html[behind : tag.start])
            behind = tag.end
            if tag.text:
                self._read_text(tag.text)
            elif tag.name in _UNSEEN and not tag.closes:
                if tag.name not in without_end and (end := _end_of(html, behind, tag.name)):
                    behind = end
                else:
                    without_end.add(tag.name)
            elif self._pre is not None:
                self._read_tag_in_code(tag)
            elif tag.name:
                self._read_tag(tag)
        self._read_text(html[behind:])
        if self._pre is not None:
            self._end_code()
        self._end_paragraph()
        self._end_lists_without_tag()

    # --- text -----------------------------------------------------------------------------

    def _read_text(self, html: str) -> None:
        if self._pre is not None:
            self._pre.append(clean(unescape(html)))
        else:
            self._inlines.read_text(html)

    def _read_tag_in_code(self, tag: Tag) -> None:
        assert self._pre is not None
        if tag.name == "pre" and tag.closes:
            self._end_code()
        elif tag.name == "br":
            self._pre.append("\n")
        elif tag.name == "code" and not self._language:
            self._language = _language(tag)
        elif tag.name == "img":
            self._pre.append(tag.attributes.get("alt", ""))

    def _end_code(self) -> None:
        assert self._pre is not None
        text = "".join(self._pre).removeprefix("\n").rstrip()
        self._pre = None
        if text:
            self._target().append(self._code(text, self._language, self._span))

    def _end_paragraph(self) -> None:
        content = self._inlines.taken()
        if content:
            self._target().append(self._paragraph(content))
        self._level = 0

    def _paragraph(self, content: tuple[Inline, ...]) -> Block:
        if self._level:
            slug = self._heading_id(ordinary_text(content))
            return Heading(self._level, content, slug, self._span)
        return Paragraph(content, self._span)

    # --- elements ---------------------------------------------------------------------------

    def _read_tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "pre":
            self._end_paragraph()
            if not tag.closes:
                self._pre, self._language = [], _language(tag)
        elif name in LISTS:
            self._end_paragraph()
            if tag.closes:
                self._end(_Items)
            else:
                self._begin(_Items(list_start(tag) if name == "ol" else None))
        elif name == "li":
            self._end_paragraph()
            self._read_item(tag)
        elif name == "input":
            self._read_box(tag)
        elif name == "table":
            self._end_paragraph()
            if tag.closes:
                self._end(HtmlTable)
            else:
                self._begin(HtmlTable())
        elif name in ("thead", "tbody", "tfoot", "tr", "col", "colgroup") or name in _CELLS:
            self._read_table_part(tag)
        elif _PARTING.fullmatch(name):
            self._end_paragraph()
            if name == "p" and self._elements and isinstance(item := self._elements[-1], _Item):
                item.is_loose = True
            self._level = int(name[1]) if name[1:].isdigit() and not tag.closes else 0
        else:
            self._inlines.read_tag(tag)

    def _read_item(self, tag: Tag) -> None:
        """Begin or end an item; one outside of a list makes a list of its own."""
        self._end(_Item)
        if tag.closes:
            return
        if not isinstance(self._last(), _Items):
            self._begin(_Items(None, has_tag=False))
        items = self._last()
        if isinstance(items, _Items):
            value = tag.attributes.get("value", "")
            if items.start is not None and not items.items and value:
                items.start = list_start(tag)
            self._begin(_Item(self._span))

    def _read_box(self, tag: Tag) -> None:
        """Read the box of a task."""
        item = self._last()
        if isinstance(item, _Item) and tag.attributes.get("type", "").lower() == "checkbox":
            item.checked = "checked" in tag.attributes

    def _read_table_part(self, tag: Tag) -> None:
        for at in reversed(range(len(self._elements))):
            if isinstance(table := self._elements[at], HtmlTable):
                break
        else:
            if tag.name in _CELLS and not tag.closes:
                self._inlines.separate(" · ")
            elif tag.name not in _CELLS:
                self._end_paragraph()
            return
        self._end_paragraph()
        while len(self._elements) > at + 1:
            self._end_last()
        if tag.name in _CELLS:
            if not tag.closes:
                self._begin(HtmlCell(tag))
        elif tag.name == "tr":
            table.begin_row()
        elif tag.name in ("thead", "tbody", "tfoot"):
            table.begin_part(is_head=tag.name == "thead" and not tag.closes)

    def _last(self) -> _Element | None:
        """Return the innermost element that is open."""
        return self._elements[-1] if self._elements else None

    def _target(self) -> list[Block]:
        """Return the list that the next block goes into."""
        last = self._last()
        if last is None:
            return self._blocks
        if isinstance(last, _Items):
            # A list directly in a list is invalid but often written; it belongs to the last item.
            if not last.items:
                last.items.append(_Item(self._span))
            return last.items[-1].blocks
        return last.blocks

    def _begin(self, element: _Element) -> None:
        if len(self._elements) < _MOST_NESTED:
            self._elements.append(element)

    def _end(self, kind: type[_Element]) -> None:
        """End the last element of a kind and those in it; never out of a cell or out of a list."""
        for at in reversed(range(len(self._elements))):
            element = self._elements[at]
            if isinstance(element, kind):
                while len(self._elements) > at:
                    self._end_last()
                return
            if kind is _Item and isinstance(element, _Items):
                return
            if kind is not HtmlTable and isinstance(element, HtmlTable):
                return

    def _end_last(self) -> None:
        """End the innermost element; it becomes part of the one around it."""
        element = self._elements.pop()
        outer = self._last()
        if isinstance(element, _Item):
            assert isinstance(outer, _Items)
            outer.items.append(element)
        elif isinstance(element, HtmlCell):
            assert isinstance(outer, HtmlTable)
            outer.add(element)
        elif isinstance(element, _Items):
            if element.items:
                self._target().append(element.block(self._span))
        else:
            self._target().extend(element.read(self._span))

    def _end_lists_without_tag(self) -> None:
        """End items outside of a list, which nothing else would end."""
        for at, element in enumerate(self._elements):
            if isinstance(element, _Items) and not element.has_tag:
                while len(self._elements) > at:
                    self._end_last()
                return


def _end_of(html: str, position: int, name: str) -> int:
    """Return the offset after the end of an invisible element; 0 if it has no end."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, position)
    return end.end() if end else 0


def _language(tag: Tag) -> str:
    """Return the language that `<pre>` or `<code>` names for its text."""
    said = tag.attributes
    match = _LANGUAGE.search(said.get("class", ""))
    return said.get("lang", "") or (match[1] if match else "")
