"""Block tokens to blocks."""

from __future__ import annotations

from markdown_it.token import Token

from explainer.deck.block import (
    Block,
    BulletList,
    Callout,
    Footnote,
    Footnotes,
    Grid,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Pause,
    Picture,
    Quote,
    Rule,
    SlideBreak,
    SpeakerNote,
    Text,
    plain_text,
)
from explainer.deck.markdown.comment import Command, read_comment, split_comments
from explainer.deck.markdown.fence import read_fence
from explainer.deck.markdown.html_text import html_paragraphs
from explainer.deck.markdown.image import read_image
from explainer.deck.markdown.inlines import InlineReader, Reading
from explainer.deck.markdown.parser import MAX_NESTING
from explainer.deck.markdown.slug import Slugs
from explainer.problems import Code, Span


class BlockReader:
    """Reads the block tokens of one file."""

    def __init__(self, reading: Reading, tokens: list[Token]) -> None:
        self._reading = reading
        self._tokens = tokens
        self._inlines = InlineReader(reading)
        self._slugs = Slugs()
        self._footnotes: dict[str, tuple[tuple[Block, ...], Span]] = {}
        self._position = 0

    def read(self) -> tuple[Block, ...]:
        """The blocks of the file, without its footnotes."""
        self._report_depth()
        return self._read_until("")

    def footnotes(self, first: int = 1, last: int | None = None) -> Footnotes | None:
        """The footnotes with numbers from `first` to `last`, or None where there are none."""
        notes: list[Footnote] = []
        span: Span | None = None
        for label, number in self._reading.footnotes.by_label.items():
            if label in self._footnotes and first <= number and (last is None or number <= last):
                blocks, place = self._footnotes[label]
                span = span or place
                notes.append(Footnote(number, blocks))
        return Footnotes(tuple(notes), span) if span else None

    # --- tokens ---------------------------------------------------------------------------

    def _span(self, token: Token) -> Span:
        start, end = token.map or [0, 1]
        return self._reading.source.lines(start, end)

    def _report_depth(self) -> None:
        """markdown-it drops what is nested deeper than its limit, so its author must know."""
        for token in self._tokens:
            if token.level >= MAX_NESTING - 1 and token.nesting == 1:
                self._reading.problems.add(
                    Code.TOO_DEEP,
                    self._span(token),
                    f"Lists and quotes are nested more than {MAX_NESTING} levels deep; "
                    "what is deeper is left out.",
                    "Flatten them.",
                )
                return

    def _read_until(self, closing: str) -> tuple[Block, ...]:
        """Blocks up to the closing token of the container, which is consumed."""
        blocks: list[Block] = []
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token.type == closing:
                break
            blocks.extend(self._read_block(token))
        return tuple(_joined_lists(blocks))

    def _read_block(self, token: Token) -> list[Block]:
        span = self._span(token)
        match token.type:
            case "heading_open":
                return self._heading(token, span)
            case "paragraph_open":
                return self._paragraph(token, span)
            case "bullet_list_open" | "ordered_list_open":
                return [self._list(token, span)]
            case "blockquote_open":
                return [Quote(self._read_until("blockquote_close"), span)]
            case "alert_open":
                return [self._callout(token, span)]
            case "table_open":
                return [self._grid(token, span)]
            case "fence":
                start, end = token.map or [0, 1]
                return [read_fence(self._reading, token.info, token.content, start, end)]
            case "code_block":
                start, end = token.map or [0, 1]
                return [read_fence(self._reading, "", token.content, start, end)]
            case "hr":
                breaks = token.markup.startswith("-") and token.level == 0
                plain = self._reading.deck.is_plain
                return [SlideBreak(span) if breaks and not plain else Rule(span)]
            case "html_block":
                return self._html(token, span)
            case "footnote_reference_open":
                label = token.meta["label"]
                self._footnotes[label] = (self._read_until("footnote_reference_close"), span)
                return []
        return []

    def _take_inline(self) -> tuple[Inline, ...]:
        """The inlines of the next token, which is the content of a heading, paragraph or cell."""
        token = self._tokens[self._position]
        self._position += 1
        return self._inlines.read(token) if token.type == "inline" else ()

    def _commands(self, span: Span) -> list[Block]:
        return [_command_block(*command, span) for command in self._inlines.taken_commands()]

    # --- blocks ---------------------------------------------------------------------------

    def _heading(self, token: Token, span: Span) -> list[Block]:
        content = self._take_inline()
        self._position += 1
        if token.markup == "-" and not self._reading.deck.is_plain:
            self._reading.problems.add(
                Code.HEADING_UNDERLINE,
                span,
                "A line of hyphens right under text makes that text a heading.",
                "Leave a blank line before '---' for a slide break, or write '## ' for a heading.",
            )
        slug = self._slugs.unique(plain_text(content))
        return [Heading(int(token.tag[1]), content, slug, span), *self._commands(span)]

    def _paragraph(self, token: Token, span: Span) -> list[Block]:
        content = self._take_inline()
        self._position += 1
        commands = self._commands(span)
        plain = self._reading.deck.is_plain
        if content == (Text(". . ."),) and not plain:
            return [Pause(span)]
        if len(content) == 1 and isinstance(content[0], Picture):
            picture = content[0]
            start, end = token.map or [0, 1]
            return [read_image(self._reading, picture, span, start, end), *commands]
        if commands and plain_text(content).strip():
            self._reading.problems.add(
                Code.COMMAND_TEXT,
                span,
                "A command stands in a line of text; the text is kept and comes first.",
                "Give the comment a line of its own, with blank lines around it.",
            )
        if not content or (commands and not plain_text(content).strip()):
            return commands
        return [Paragraph(content, span), *commands]

    def _list(self, token: Token, span: Span) -> BulletList:
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
        return BulletList(tuple(items), span, start, tight)

    def _callout(self, token: Token, span: Span) -> Callout:
        kind = str(token.meta["kind"]).lower()
        # The title paragraph that markdown-it adds says the kind again.
        self._position += 3
        return Callout(kind, self._read_until("alert_close"), span)

    def _grid(self, token: Token, span: Span) -> Grid:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        align: list[str] = []
        cells: list[tuple[Inline, ...]] = []
        while self._position < len(self._tokens):
            inner = self._tokens[self._position]
            self._position += 1
            if inner.type == "table_close":
                break
            if inner.type in ("th_open", "td_open"):
                if inner.type == "th_open":
                    style = str(inner.attrs.get("style", ""))
                    align.append(style.removeprefix("text-align:"))
                cells.append(self._take_inline())
                self._report_pauses(span)
            elif inner.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Grid(rows[0] if rows else (), tuple(align), tuple(rows[1:]), span)

    def _report_pauses(self, span: Span) -> None:
        for command, _ in self._inlines.taken_commands():
            if command is Command.PAUSE:
                self._reading.problems.add(
                    Code.PAUSE_IN_TABLE,
                    span,
                    "A pause cannot stand in a table.",
                    'Put the table in data/ and use the option steps = "rows".',
                )

    def _html(self, token: Token, span: Span) -> list[Block]:
        blocks: list[Block] = []
        start, end = token.map or [0, 1]
        pieces = split_comments(token.content)
        has_command = any(comment and read_comment(piece) for piece, comment in pieces)
        for piece, is_comment in pieces:
            if is_comment:
                if command := read_comment(piece):
                    blocks.append(_command_block(*command, span))
                continue
            if not piece.strip():
                continue
            if has_command and "<" not in piece:
                self._reading.problems.add(
                    Code.COMMAND_TEXT,
                    self._reading.source.find(piece.strip().split("\n")[0], start, end),
                    "Text follows a command on its line; it is kept as plain text.",
                    "Put the text on a line of its own, after a blank line.",
                )
            elif not self._reading.deck.is_plain:
                self._reading.problems.add(
                    Code.RAW_HTML,
                    span,
                    "Raw HTML is never shown; its text is kept.",
                    "Write it in Markdown.",
                )
            blocks.extend(
                Paragraph(self._cleaned(content), span) for content in html_paragraphs(piece)
            )
        return blocks

    def _cleaned(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Without a space at the ends, which HTML leaves where a tag stood."""
        inlines = list(content)
        if isinstance(first := inlines[0], Text):
            inlines[0] = Text(first.text.lstrip())
        if isinstance(last := inlines[-1], Text):
            inlines[-1] = Text(last.text.rstrip())
        return tuple(inlines)


def _command_block(command: Command, text: str, span: Span) -> Block:
    match command:
        case Command.PAUSE:
            return Pause(span)
        case Command.END_SLIDE:
            return SlideBreak(span)
        case Command.SPEAKER_NOTE:
            return SpeakerNote(text, span)


def _joined_lists(blocks: list[Block]) -> list[Block]:
    """Lists that only commands part are one list; its items know where a step begins."""
    joined: list[Block] = []
    for block in blocks:
        if isinstance(block, BulletList):
            between = len(joined)
            while between and isinstance(joined[between - 1], Pause | SpeakerNote):
                between -= 1
            before = joined[between - 1] if between and between < len(joined) else None
            commands = joined[between:]
            if isinstance(before, BulletList) and _continues(before, block):
                first = block.items[0]
                paused = any(isinstance(command, Pause) for command in commands)
                items = (
                    *before.items,
                    ListItem(first.blocks, first.span, first.checked, paused),
                    *block.items[1:],
                )
                span = Span(
                    before.span.file,
                    before.span.line,
                    before.span.column,
                    block.span.end_line,
                    block.span.end_column,
                )
                joined[between - 1 :] = [
                    BulletList(items, span, before.start, before.tight and block.tight),
                    *(command for command in commands if isinstance(command, SpeakerNote)),
                ]
                continue
        joined.append(block)
    return joined


def _continues(before: BulletList, after: BulletList) -> bool:
    if before.start is None or after.start is None:
        return before.start is after.start
    return after.start in (1, before.start, before.start + len(before.items))
