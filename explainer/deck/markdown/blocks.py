"""Turns block tokens of markdown-it into blocks."""

from __future__ import annotations

import re

from markdown_it.token import Token

from explainer.deck.block import (
    Block,
    BulletList,
    Callout,
    CodeBlock,
    Footnote,
    Footnotes,
    Grid,
    Heading,
    Image,
    Inline,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Pause,
    Picture,
    Quote,
    Rule,
    SlideBreak,
    SpeakerNote,
    Text,
)
from explainer.deck.block_text import ordinary_text
from explainer.deck.markdown import math_rules
from explainer.deck.markdown.comment import CommentCommand, read_comment, split_comments
from explainer.deck.markdown.fence import math_text, read_code, read_fence
from explainer.deck.markdown.html_blocks import HtmlReader
from explainer.deck.markdown.inlines import InlineReader, Reading
from explainer.deck.markdown.parser import Parsed
from explainer.deck.markdown.slug import Slugs
from explainer.deck.markdown.source_text import ContentPlace, cell_columns
from explainer.deck.text_file import clean
from explainer.problems import Code, Span

_Note = tuple[tuple[Block, ...], Span]
"""The blocks of a footnote and its position."""

_OPENING_TAG = re.compile(r"<[a-zA-Z?!]")


class BlockReader:
    """Reads the block tokens of one file."""

    def __init__(self, reading: Reading, parsed: Parsed) -> None:
        self._reading = reading
        self._tokens = parsed.tokens
        self._inlines = InlineReader(reading)
        self._slugs = Slugs()
        self._footnotes: dict[str, _Note] = {}
        self._by_number: dict[int, _Note] | None = None
        self._position = 0
        if parsed.too_deep is not None:
            self._report_depth(parsed.too_deep)

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the file, without its footnotes."""
        return self._read_until("")

    def footnotes(self, numbers: set[int] | None = None) -> Footnotes | None:
        """Return the footnotes with the given numbers, or all; None if there are none."""
        if self._by_number is None:
            known = self._reading.footnotes.by_label.items()
            self._by_number = {n: self._footnotes[k] for k, n in known if k in self._footnotes}
        wanted = self._by_number if numbers is None else sorted(numbers)
        found = {n: self._by_number[n] for n in wanted if n in self._by_number}
        notes = tuple(Footnote(number, blocks) for number, (blocks, _) in found.items())
        return Footnotes(notes, next(iter(found.values()))[1]) if notes else None

    # --- tokens ---------------------------------------------------------------------------

    def _span(self, token: Token) -> Span:
        start, end = token.map or [0, 1]
        return self._reading.source.lines(start, end)

    def _report_depth(self, line: int) -> None:
        self._reading.problems.add(
            Code.TOO_DEEP,
            Span(self._reading.source.file, self._reading.source.first_line + line),
            "Lists and quotes are nested too deep here; what is deeper shows as text.",
            "Flatten them.",
        )

    def _read_until(self, closing: str) -> tuple[Block, ...]:
        """Read blocks up to the closing token of the container, and skip that token."""
        blocks: list[Block] = []
        html: HtmlReader | None = None
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token.type == closing:
                break
            if token.type == "html_block":
                html = html or HtmlReader(self._slugs.unique, self._read_code)
                self._html(token, self._span(token), html)
            elif html is not None and html.is_open:
                html.add(self._read_block(token))
            else:
                blocks.extend(self._read_block(token))
            if html is not None and not html.is_open:
                blocks.extend(html.taken())
        if html is not None:
            blocks.extend(html.taken())
        return tuple(_joined_lists(blocks))

    def _read_code(self, text: str, language: str, span: Span) -> CodeBlock:
        return read_code(self._reading, text, language, span)

    def _read_block(self, token: Token) -> list[Block]:
        span = self._span(token)
        match token.type:
            case "heading_open":
                return self._heading(token, span)
            case "paragraph_open":
                return self._paragraph(token, span)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, span)
            case "blockquote_open":
                return [Quote(self._read_until("blockquote_close"), span)]
            case "alert_open":
                return [self._callout(token, span)]
            case "table_open":
                return self._grid(span)
            case "fence":
                start, end = token.map or [0, 1]
                return [read_fence(self._reading, token.info, token.content, start, end)]
            case "code_block":
                start, end = token.map or [0, 1]
                return [read_fence(self._reading, "", token.content, start, end)]
            case math_rules.BLOCK:
                return [MathBlock(math_text(token.content), span)]
            case "hr":
                breaks = token.markup.startswith("-") and token.level == 0
                plain = self._reading.deck.is_plain
                return [SlideBreak(span) if breaks and not plain else Rule(span)]
            case "footnote_reference_open":
                label = token.meta["label"]
                blocks = self._read_until("footnote_reference_close")
                self._footnotes.setdefault(label, (blocks, span))
                return []
        return []

    def _take_inline(self) -> tuple[Inline, ...]:
        """Return the inlines of the next token, which is the content of a heading or paragraph."""
        token = self._tokens[self._position]
        self._position += 1
        return self._inlines.read(token) if token.type == "inline" else ()

    def _commands(self) -> list[Block]:
        return [_command_block(*command) for command in self._inlines.taken_commands()]

    # --- blocks ---------------------------------------------------------------------------

    def _heading(self, token: Token, span: Span) -> list[Block]:
        words = self._tokens[self._position]
        content = self._take_inline()
        self._position += 1
        if token.markup == "-" and not self._reading.deck.is_plain:
            start, _ = token.map or [0, 1]
            self._reading.problems.add(
                Code.HEADING_UNDERLINE,
                ContentPlace(self._reading.source, words.content, start).span(0),
                "A line of hyphens right under text makes that text a heading.",
                "Leave a blank line before '---' for a slide break, or write '## ' for a heading.",
            )
        slug = self._slugs.unique(ordinary_text(content))
        return [Heading(int(token.tag[1]), content, slug, span), *self._commands()]

    def _paragraph(self, token: Token, span: Span) -> list[Block]:
        inline = self._tokens[self._position]
        content = self._take_inline()
        self._position += 1
        if len(content) == 1 and isinstance(content[0], Math) and _is_displayed(inline):
            return [MathBlock(content[0].latex, span), *self._commands()]
        commands = self._commands()
        plain = self._reading.deck.is_plain
        if content == (Text(". . ."),):
            return [Pause(span)]
        # An image that is written out in the file has no path to show in a frame.
        if len(content) == 1 and _is_file(content[0]):
            assert isinstance(content[0], Picture)
            return [Image(content[0].path, content[0].alt, span), *commands]
        if commands and content and not plain:
            self._reading.problems.add(
                Code.COMMAND_TEXT,
                commands[0].span,
                "A command stands in a line of text; the text is kept and comes first.",
                "Give the comment a line of its own, with blank lines around it.",
            )
        return [Paragraph(content, span), *commands] if content else commands

    def _list(self, token: Token, span: Span) -> list[Block]:
        """Read a list; a pause at the end of an item belongs to the item after it."""
        closing = token.type.replace("_open", "_close")
        start: int | None = None
        if token.type == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
        items: list[ListItem] = []
        tight = True
        paused = False
        while self._position < len(self._tokens):
            item = self._tokens[self._position]
            self._position += 1
            if item.type == closing:
                break
            following = self._tokens[self._position]
            if following.type == "paragraph_open" and not following.hidden:
                tight = False
            blocks = list(self._read_until("list_item_close"))
            starts_paused = paused
            paused = False
            while blocks and isinstance(blocks[-1], Pause):
                blocks.pop()
                paused = True
            checked = item.meta.get("checked") if item.meta else None
            items.append(ListItem(tuple(blocks), self._span(item), checked, starts_paused))
        return [BulletList(tuple(items), span, start, tight), *([Pause(span)] if paused else [])]

    def _callout(self, token: Token, span: Span) -> Callout:
        kind = str(token.meta["kind"]).lower()
        # Skip the paragraph with the kind as title, which markdown-it adds.
        self._position += 3
        return Callout(kind, self._read_until("alert_close"), span)

    def _grid(self, span: Span) -> list[Block]:
        """Return a table, followed by the commands in it except pauses."""
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        align: list[str] = []
        cells: list[Token] = []
        behind: list[Block] = []
        while self._position < len(self._tokens):
            inner = self._tokens[self._position]
            self._position += 1
            if inner.type == "table_close":
                break
            if inner.type == "th_open":
                align.append(str(inner.attrs.get("style", "")).removeprefix("text-align:"))
            elif inner.type == "inline":
                cells.append(inner)
            elif inner.type == "tr_close":
                rows.append(self._row(cells, behind))
                cells = []
        return [Grid(rows[0] if rows else (), tuple(align), tuple(rows[1:]), span), *behind]

    def _row(self, cells: list[Token], behind: list[Block]) -> tuple[tuple[Inline, ...], ...]:
        """Return the cells of a row; add commands found in them to `behind`, except pauses."""
        start, _ = (cells[0].map if cells else None) or [0, 1]
        source = self._reading.source
        columns = cell_columns(source.line(start), [cell.content for cell in cells])
        row: list[tuple[Inline, ...]] = []
        for cell, column in zip(cells, columns, strict=True):
            # The map of a cell is that of the table's body, but a row is one line.
            cell.map = [start, start + 1]
            row.append(self._inlines.read(cell, column))
            for block in self._commands():
                if isinstance(block, Pause):
                    self._report_pause(block.span)
                else:
                    behind.append(block)
        return tuple(row)

    def _report_pause(self, place: Span) -> None:
        self._reading.problems.add(
            Code.PAUSE_IN_TABLE,
            place,
            "A pause cannot stand in a table.",
            'Put the table in data/ and use the option steps = "rows".',
        )

    def _html(self, token: Token, span: Span, html: HtmlReader) -> None:
        start, _ = token.map or [0, 1]
        place = ContentPlace(self._reading.source, token.content, start)
        pieces = split_comments(token.content)
        has_command = any(comment and read_comment(piece) for piece, comment in pieces)
        position = 0
        for piece, is_comment in pieces:
            words = piece.lstrip()
            here = place.span(position + len(piece) - len(words))
            position += len(piece)
            if is_comment:
                if command := read_comment(piece):
                    where = span if len(pieces) == 1 else here
                    html.add([_command_block(*command, where)])
            elif words:
                self._html_piece(piece, has_command, here, span, html)

    def _html_piece(
        self, piece: str, has_command: bool, here: Span, span: Span, html: HtmlReader
    ) -> None:
        """Read the HTML between comments, and report it."""
        text, opening, unclosed = piece.partition("<!--")
        if not self._reading.deck.is_plain:
            self._report_html(piece, has_command, here)
        html.read(text, span)
        if opening:
            text = clean(f"{opening}{unclosed}").rstrip("\n")
            html.add([CodeBlock(text, "", span)])

    def _report_html(self, piece: str, has_command: bool, here: Span) -> None:
        problems = self._reading.problems
        if "<!--" in piece:
            problems.add(
                Code.RAW_HTML,
                here,
                "A comment begins here and never ends, so what follows shows as plain text.",
                "Close it with '-->'.",
            )
        elif _OPENING_TAG.search(piece):
            problems.add(
                Code.RAW_HTML,
                here,
                "Raw HTML is never shown; its text is kept.",
                "Write it in Markdown.",
            )
        elif has_command and "</" not in piece:
            problems.add(
                Code.COMMAND_TEXT,
                here,
                "Text follows a command on its line; it is kept as plain text.",
                "Put the text on a line of its own, after a blank line.",
            )


def _is_displayed(inline: Token) -> bool:
    """True if a paragraph is one displayed formula."""
    return any(child.type == math_rules.DISPLAYED for child in inline.children or ())


def _is_file(inline: Inline) -> bool:
    return isinstance(inline, Picture) and not inline.path.lower().startswith("data:")


def _command_block(command: CommentCommand, text: str, span: Span) -> Block:
    match command:
        case CommentCommand.PAUSE:
            return Pause(span)
        case CommentCommand.END_SLIDE:
            return SlideBreak(span)
        case CommentCommand.SPEAKER_NOTE:
            return SpeakerNote(text, span)


def _joined_lists(blocks: list[Block]) -> list[Block]:
    """Join lists that only commands separate; their items note where a step begins."""
    joined: list[Block] = []
    growing: _GrowingList | None = None
    for block in blocks:
        if growing is not None:
            if growing.takes(block):
                continue
            joined.extend(growing.blocks())
            growing = None
        if isinstance(block, BulletList):
            growing = _GrowingList(block)
        else:
            joined.append(block)
    return [*joined, *growing.blocks()] if growing is not None else joined


class _GrowingList:
    """A list with the lists that continue it after commands, and the last commands."""

    def __init__(self, first: BulletList) -> None:
        self._first = self._last = first
        self._items = list(first.items)
        self._tight = first.tight
        self._notes: list[Block] = []
        self._commands: list[Block] = []

    def takes(self, block: Block) -> bool:
        """Add a block if it continues the list; return False if it does not."""
        if isinstance(block, Pause | SpeakerNote):
            self._commands.append(block)
            return True
        if not (isinstance(block, BulletList) and self._commands and self._goes_on_with(block)):
            return False
        first = block.items[0]
        paused = any(isinstance(command, Pause) for command in self._commands)
        self._items.append(ListItem(first.blocks, first.span, first.checked, paused))
        self._items.extend(block.items[1:])
        self._tight = self._tight and block.tight
        self._notes.extend(one for one in self._commands if isinstance(one, SpeakerNote))
        self._commands.clear()
        self._last = block
        return True

    def blocks(self) -> list[Block]:
        """Return the list, followed by the speaker notes and the commands after it."""
        if self._last is self._first:
            return [self._first, *self._commands]
        begins, ends = self._first.span, self._last.span
        span = Span(begins.file, begins.line, begins.column, ends.end_line, ends.end_column)
        whole = BulletList(tuple(self._items), span, self._first.start, self._tight)
        return [whole, *self._notes, *self._commands]

    def _goes_on_with(self, after: BulletList) -> bool:
        start = self._first.start
        if start is None or after.start is None:
            return start is after.start
        return after.start in (1, start, start + len(self._items))
