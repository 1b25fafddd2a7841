"""Plain text: the same lesson, linear, without box drawing, for a pipe or a screen reader.

Nothing is told by place, colour or line alone: verdicts are words, tables are one record a row
where they do not fit, headings are underlined with letters that any terminal has.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    Callout,
    Code,
    Directive,
    Footnotes,
    Grid,
    Heading,
    Image,
    Paragraph,
    Quote,
    Rule,
    Section,
    SlideBreak,
)
from explainer.deck.directive import (
    ChartOptions,
    CompareOptions,
    QuestionOptions,
    QuizOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, Table
from explainer.deck.question import Question, QuestionType
from explainer.render.line import NARROWEST_TEXT, Run, line_text, line_width, wrap
from explainer.render.plain_inline import PlainInlines, source_words
from explainer.render.selection import (
    chart_columns,
    chart_rows,
    offered,
    ordered_rows,
    quiz_questions,
    shown_columns,
    shown_events,
)
from explainer.render.value import cell_text, column_align, column_title, date_text

DEFAULT_WIDTH = 80
"""Cells of a line where nobody says otherwise."""


class PlainText:
    """Writes the sections of one deck."""

    def __init__(self, deck: Deck, width: int = DEFAULT_WIDTH) -> None:
        self._deck = deck
        self._width = max(20, width)
        self._inlines = PlainInlines(deck)

    def deck_lines(self) -> Iterator[str]:
        """What stands before the sections."""
        deck = self._deck
        yield from self._wrapped(deck.title)
        yield "=" * min(self._width, line_width([Run(deck.title)]))
        yield ""
        if deck.summary:
            yield from self._wrapped(deck.summary)
            yield ""
        facts = [f"{len(deck.outline)} section{'s' if len(deck.outline) != 1 else ''}"]
        if deck.minutes:
            facts.append(f"{deck.minutes} minutes")
        if deck.as_of:
            facts.append(f"as of {date_text(deck.as_of)}")
        yield from self._wrapped(", ".join(facts) + ".")
        for number, entry in enumerate(deck.outline, 1):
            yield from self._wrapped(f"{number}. {entry.title}", rest="   ")
        yield ""

    def section_lines(self, section: Section, number: int = 0) -> Iterator[str]:
        """A section, then its claims, terms and sources in words."""
        self._inlines = PlainInlines(self._deck)
        if number:
            yield from self._wrapped(
                f"Section {number} of {len(self._deck.outline)}: {section.title}"
            )
            yield ""
        for index, block in enumerate(section.blocks):
            lines = list(self._block(block, self._width))
            if lines:
                if index:
                    yield ""
                yield from lines
        yield from self._evidence()
        yield ""

    # --- blocks ---------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...], width: int, tight: bool = False) -> list[str]:
        lines: list[str] = []
        for block in blocks:
            inner = list(self._block(block, width))
            if inner and lines and not tight:
                lines.append("")
            lines.extend(inner)
        return lines

    def _block(self, block: Block, width: int) -> Iterator[str]:
        if isinstance(block, Heading):
            words = self._inlines.words(block.content)
            yield from self._wrapped(words, width)
            if block.level <= 2:
                yield ("=" if block.level == 1 else "-") * min(width, line_width([Run(words)]))
        elif isinstance(block, Paragraph):
            yield from self._wrapped(self._inlines.words(block.content), width)
        elif isinstance(block, BulletList):
            yield from self._list(block, width)
        elif isinstance(block, Quote):
            yield from self._behind("> ", "> ", block.blocks, width)
        elif isinstance(block, Callout):
            yield f"{block.kind.capitalize()}:"
            yield from self._blocks(block.blocks, width)
        elif isinstance(block, Code):
            yield from self._wrapped(
                f"Code{f' ({block.language})' if block.language else ''}:", width
            )
            yield from ("    " + line.expandtabs(4) for line in block.text.split("\n"))
        elif isinstance(block, Image):
            words = f"Image: {block.alt or block.path}"
            yield from self._wrapped(f"{words} {block.caption}".strip(), width)
        elif isinstance(block, Grid):
            header = [self._inlines.words(cell) for cell in block.header]
            rows = [[self._inlines.words(cell) for cell in row] for row in block.rows]
            yield from self._grid(header, list(block.align), rows, width)
        elif isinstance(block, Directive):
            yield from self._directive(block, width)
        elif isinstance(block, Footnotes):
            for note in block.notes:
                mark = f"({note.number}) "
                yield from self._behind(mark, " " * len(mark), note.blocks, width)
        elif isinstance(block, Broken):
            problem = block.problem
            place = problem.span.file + (f":{problem.span.line}" if problem.span.line else "")
            words = f"{problem.severity.value}[{problem.code.value}] {problem.message}"
            yield from self._wrapped(f"{words} {problem.help} ({place})".replace("  ", " "), width)
        elif isinstance(block, Rule | SlideBreak):
            yield "* * *"

    def _list(self, block: BulletList, width: int) -> Iterator[str]:
        for index, item in enumerate(block.items):
            if index and not block.tight:
                yield ""
            marker = "- " if block.start is None else f"{block.start + index}. "
            if item.checked is not None:
                marker = "[x] " if item.checked else "[ ] "
            rest = " " * len(marker)
            yield from self._behind(marker, rest, item.blocks, width, tight=block.tight)

    def _behind(
        self, first: str, rest: str, blocks: tuple[Block, ...], width: int, tight: bool = False
    ) -> Iterator[str]:
        """Blocks with something in front of each line, as long as there is room for it."""
        if width - len(first) < NARROWEST_TEXT:
            yield first.rstrip()
            yield from self._blocks(blocks, width, tight)
            return
        inner = self._blocks(blocks, width - len(first), tight) or [""]
        for number, line in enumerate(inner):
            yield (rest + line if number else first + line).rstrip()

    def _grid(
        self, header: list[str], align: list[str], rows: list[list[str]], width: int
    ) -> Iterator[str]:
        header, *rows = [[_one_line(cell) for cell in row] for row in (header, *rows)]
        columns = range(len(header))
        widths = [
            max(_width(row[index]) for row in [header, *rows]) if rows else _width(header[index])
            for index in columns
        ]
        if sum(widths) + 2 * (len(widths) - 1) <= width:
            for number, row in enumerate([header, *rows]):
                cells = [_set(row[index], widths[index], align[index]) for index in columns]
                yield "  ".join(cells).rstrip()
                if not number:
                    yield "  ".join("-" * widths[index] for index in columns)
            return
        if not rows:
            yield from self._wrapped(f"Columns: {', '.join(header)}", width)
        for number, row in enumerate(rows):
            if number:
                yield ""
            yield from self._wrapped(row[0], width)
            for index in columns[1:]:
                words = f"{header[index]}: {row[index]}"
                yield from self._wrapped(words, width, first="  ", rest="    ")

    # --- directives -----------------------------------------------------------------------

    def _directive(self, block: Directive, width: int) -> Iterator[str]:
        deck, options = self._deck, block.options
        if isinstance(options, TableOptions):
            table = deck.tables[options.target]
            columns = shown_columns(table, options.columns)
            rows = ordered_rows(table, options.rows, options.sort)
            yield from self._table("Table", table.title, table, columns, rows, width)
        elif isinstance(options, CompareOptions):
            table = deck.tables[options.target]
            columns = shown_columns(table, options.columns)
            if table.columns[0] not in columns:
                columns = [table.columns[0], *columns]
            rows = ordered_rows(table, options.rows)
            yield from self._table("Comparison", table.title, table, columns, rows, width)
        elif isinstance(options, ChartOptions):
            table = deck.tables[options.target]
            label, values = chart_columns(table, options)
            columns = [label, *(column for column in values if column is not label)]
            title = options.title or table.title
            rows = chart_rows(table, options)
            yield from self._table("Chart", title, table, columns, rows, width)
            if options.period:
                yield from self._wrapped(f"Period: {options.period}", width)
        elif isinstance(options, TimelineOptions):
            timeline = deck.timelines[options.target]
            yield from self._wrapped(f"Timeline: {timeline.title}", width)
            for event in shown_events(timeline, options):
                when = date_text(event.date)
                when += f" to {date_text(event.until)}" if event.until else ""
                lane = f" ({event.lane})" if event.lane else ""
                words = f"- {when}{lane}: {event.title}{self._inlines.source_marks(event.sources)}"
                words += f". {event.detail}" if event.detail else ""
                self._inlines.claims.update(dict.fromkeys(event.claims))
                yield from self._wrapped(words, width, rest="  ")
            yield from self._foot(timeline.note, timeline.sources, width)
        elif isinstance(options, QuestionOptions):
            question = deck.questions[options.target]
            yield from self._question("Question: ", "", question, width)
        else:
            assert isinstance(options, QuizOptions)
            yield "Questions:"
            for number, question in enumerate(quiz_questions(block, options, deck), 1):
                yield from self._question(f"{number}. ", "   ", question, width)

    def _question(self, lead: str, indent: str, question: Question, width: int) -> Iterator[str]:
        yield from self._wrapped(f"{lead}{question.prompt}", width, rest=indent)
        for number, text in enumerate(offered(question), 1):
            mark = "" if question.type is QuestionType.CLOZE else f"{number}. "
            yield from self._wrapped(f"{indent}{mark}{text}", width, rest=f"{indent}   ")

    def _table(
        self,
        kind: str,
        title: str,
        table: Table,
        columns: list[Column],
        rows: list[Row],
        width: int,
    ) -> Iterator[str]:
        yield from self._wrapped(f"{kind}: {title}", width)
        at = [table.columns.index(column) for column in columns]
        words = [
            [
                self._cell(row.cells[index], column)
                for index, column in zip(at, columns, strict=True)
            ]
            for row in rows
        ]
        header = [column_title(column) for column in columns]
        yield from self._grid(header, [column_align(column) for column in columns], words, width)
        yield from self._foot(table.note, table.sources, width)

    def _cell(self, cell: Cell, column: Column) -> str:
        text = cell_text(cell, column)
        if cell.value is None and not cell.text and cell.low is None and cell.high is None:
            text = cell.missing or "no value"
        verdicts = self._inlines.verdicts(cell.claims)
        if column.kind is not ColumnKind.VERDICT:
            return text + verdicts
        return cell.value if isinstance(cell.value, str) and not cell.text else text

    def _foot(self, note: str, sources: tuple[str, ...], width: int) -> Iterator[str]:
        if note:
            yield from self._wrapped(note, width)
        known = [self._deck.sources[source] for source in sources if source in self._deck.sources]
        if known:
            words = "; ".join(
                f"{source.publisher or source.title} [{self._inlines.number(source.id)}]"
                for source in known
            )
            yield from self._wrapped(f"Source{'s' if len(known) > 1 else ''}: {words}", width)

    # --- evidence -------------------------------------------------------------------------

    def _evidence(self) -> Iterator[str]:
        deck = self._deck
        claims = [deck.claims[claim] for claim in self._inlines.claims if claim in deck.claims]
        if claims:
            yield ""
            yield from self._wrapped("Claims in this section:")
            for claim in claims:
                words = f"- {claim.verdict.value}: {claim.text}"
                if claim.correction:
                    words += f" The record: {claim.correction}"
                yield from self._wrapped(
                    words + self._inlines.source_marks(claim.sources), rest="  "
                )
        if self._inlines.terms:
            yield ""
            yield from self._wrapped("Terms in this section:")
            for term in self._inlines.terms:
                record = deck.terms.get(term)
                if record:
                    yield from self._wrapped(f"- {record.term}: {record.definition}", rest="  ")
        if self._inlines.cited:
            yield ""
            yield "Sources:"
            for source, number in self._inlines.cited.items():
                words = source_words(deck.sources[source])
                yield from self._wrapped(f"[{number}] {words}", rest="    ")

    def _wrapped(
        self, words: str, width: int = 0, first: str = "", rest: str = ""
    ) -> Iterator[str]:
        width = (width or self._width) - max(len(first), len(rest))
        for number, line in enumerate(wrap([Run(words)], max(1, width))):
            yield ((rest if number else first) + line_text(line)).rstrip()


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def _width(text: str) -> int:
    return line_width([Run(text)])


def _set(text: str, width: int, align: str) -> str:
    missing = width - _width(text)
    before = {"right": missing, "center": missing // 2}.get(align, 0)
    return " " * before + text + " " * (missing - before)
