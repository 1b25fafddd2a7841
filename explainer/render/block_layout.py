"""Lays out blocks as lines, for a terminal of any width: those of a section, or of a question."""

from __future__ import annotations

from collections.abc import Callable

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    Callout,
    CodeBlock,
    Directive,
    Footnote,
    Footnotes,
    Grid,
    Heading,
    Image,
    ListItem,
    MathBlock,
    Paragraph,
    Pause,
    Quote,
    Rule,
    SlideBreak,
    SpeakerNote,
)
from explainer.render.code import code_lines
from explainer.render.grid import GridCells, grid_lines
from explainer.render.inline import InlineLayout, footnote_mark
from explainer.render.line import (
    NARROWEST_TEXT,
    NO_TARGET,
    Line,
    TextRun,
    beside,
    line_width,
    pad,
    with_role,
    wrap,
)
from explainer.render.page import JOINT, STEP, Target, TargetKind, part_marks
from explainer.render.setting import Setting
from explainer.render.table.number_column import with_number_columns

_NARROWEST_IMAGE = 24
_FORMULA_INDENT = 2
_MOST_BESIDE = 12  # Most levels of bars and indents; nobody counts more, and each costs time.
_BULLETS = ("•", "◦", "▪")
_HEADING_BAR = "▌"
_CALLOUTS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}

DirectiveLines = Callable[[Directive, int], list[Line]]
"""Returns the lines of a directive within a width."""


class BlockLayout:
    """Lays out blocks that belong together: their sources are numbered in one row."""

    def __init__(
        self, inline: InlineLayout, setting: Setting, directive_lines: DirectiveLines
    ) -> None:
        """`directive_lines` lays out the directives that may stand among the blocks."""
        self._inline = inline
        self._setting = setting
        self._widest = max(1, setting.widest)
        self._directive_lines = directive_lines
        self.number = 0
        """Number of the section, for its first heading; 0 for none."""
        self._step_begins = False
        self._is_in_quote = False

    def text_lines(
        self, blocks: tuple[Block, ...], width: int, role: str = "", between: int = 1
    ) -> list[Line]:
        """Return the lines of a text of its own: paragraphs in a role, empty lines between."""
        lines: list[Line] = []
        for block in blocks:
            if role and isinstance(block, Paragraph):
                runs = self._inline.runs(block.content, role)
                inner = wrap(runs, min(width, self._widest))
            else:
                inner = self.block_lines(block, width, 0)
            if lines and inner:
                lines.extend([] for _ in range(between))
            lines.extend(inner)
        return lines

    def stepped_lines(self, block: Block, lines: list[Line]) -> list[Line]:
        """Return the lines of a block, with a mark if a pause came before them."""
        if isinstance(block, Pause):
            self._step_begins = True
        if not self._step_begins or not lines:
            return lines
        self._step_begins = False
        return [[STEP, *lines[0]], *lines[1:]]

    def block_lines(self, block: Block, width: int, depth: int) -> list[Line]:
        """Return the lines of one block; none for notes and pauses."""
        width = max(1, width)
        if isinstance(block, Paragraph):
            return wrap(self._inline.runs(block.content), min(width, self._widest))
        if isinstance(block, Heading):
            return self._heading(block, width)
        if isinstance(block, BulletList):
            return self._list(block, width, depth)
        if isinstance(block, Quote):
            return self._quote(block, width, depth)
        if isinstance(block, Callout):
            return self._callout(block, width, depth)
        if isinstance(block, CodeBlock):
            target = -1
            if block.steps:
                self._inline.targets.append(
                    Target(TargetKind.CODE, (str(self._inline.block),), self._inline.block)
                )
                target = len(self._inline.targets) - 1
            return self._code(block, width, target)
        if isinstance(block, MathBlock):
            return _formula(block, width)
        if isinstance(block, Grid):
            return self._grid(block, width)
        if isinstance(block, Directive):
            return self._directive_lines(block, width)
        if isinstance(block, Image):
            return _image(block, min(width, self._widest))
        if isinstance(block, Rule):
            return [[TextRun("─" * min(width, 24), "rule")]]
        if isinstance(block, SlideBreak):
            return [[TextRun("─" * min(width, self._widest), "rule")]]
        if isinstance(block, Footnotes):
            return self._footnotes(block, width, depth)
        if isinstance(block, Broken):
            return broken_lines(block, min(width, self._widest))
        assert isinstance(block, Pause | SpeakerNote)
        return []

    def _blocks(
        self, blocks: tuple[Block, ...], width: int, depth: int, tight: bool = False
    ) -> list[Line]:
        lines: list[Line] = []
        for block in blocks:
            inner = self.stepped_lines(block, self.block_lines(block, width, depth))
            if lines and inner:
                inner[0] = [JOINT, *inner[0]]
                if not tight:
                    lines.append([])
            lines.extend(inner)
        return lines

    def _heading(self, block: Heading, width: int) -> list[Line]:
        """Return a heading: the first level has a rule to the edge, the second a bar before it."""
        role = f"heading-{min(block.level, 4)}"
        number, self.number = self.number, 0
        width = min(width, self._widest)
        runs = self._inline.runs(block.content, "heading-1" if number else role)
        if block.level == 1 or number:
            return _ruled(runs, number, width)
        if block.level == 2:
            bar = [TextRun(f"{_HEADING_BAR} ", "heading-bar")]
            return beside(bar, [TextRun("  ")], width, lambda room: wrap(runs, room))
        return wrap(runs, width)

    def _list(self, block: BulletList, width: int, depth: int) -> list[Line]:
        lines: list[Line] = []
        last = (block.start or 0) + len(block.items) - 1
        for index, item in enumerate(block.items):
            if index and not block.tight:
                lines.append([])
            inner = self._item(block, index, item, width, depth, len(str(last)))
            marks = [*([JOINT] if index else []), *([STEP] if item.paused else [])]
            lines.extend([[*marks, *inner[0]], *inner[1:]])
        return lines

    def _item(
        self, block: BulletList, index: int, item: ListItem, width: int, depth: int, digits: int
    ) -> list[Line]:
        marker = _marker(block, index, item, depth, digits)
        indent = line_width(marker)
        if width - indent >= NARROWEST_TEXT and depth < _MOST_BESIDE:
            inner = self._blocks(item.blocks, width - indent, depth + 1, block.tight) or [[]]
            rest = TextRun(" " * indent)
            return [
                [*marker, *line] if not number else ([rest, *line] if line else [])
                for number, line in enumerate(inner)
            ]
        first, *others = item.blocks or (None,)
        words = self._inline.runs(first.content) if isinstance(first, Paragraph) else []
        lines = wrap([*marker, *words], width)
        if first is not None and not words:
            others = [first, *others]
        return lines + self._blocks(tuple(others), width, depth + 1, block.tight)

    def _quote(self, block: Quote, width: int, depth: int) -> list[Line]:
        """Return lines behind a bar; only the outermost quote gives its words their role."""
        is_outermost = not self._is_in_quote
        self._is_in_quote = True
        bar = [TextRun("▎ ", "quote-bar")]

        def inner(room: int) -> list[Line]:
            lines = self._blocks(block.blocks, room, depth + 1)
            return [with_role(line, "quote") for line in lines] if is_outermost else lines

        lines = beside(bar, bar, width, inner) if depth < _MOST_BESIDE else inner(width)
        if is_outermost:
            self._is_in_quote = False
        return lines

    def _callout(self, block: Callout, width: int, depth: int) -> list[Line]:
        role = f"callout-{block.kind}"
        label = TextRun(_CALLOUTS.get(block.kind, block.kind.capitalize()), f"{role} strong")
        bar = [TextRun("▎ ", role)]
        return beside(
            bar,
            bar,
            min(width, self._widest),
            lambda room: wrap([label], room) + self._blocks(block.blocks, room, depth + 1),
        )

    def _code(self, block: CodeBlock, width: int, target: int) -> list[Line]:
        """Return code; while teaching, with the lines of the current step emphasised."""
        parts, line = self._setting.parts, block.span.line or 0
        if parts is None or not block.steps:
            return code_lines(block, width, target)
        lines = code_lines(block, width, target, parts.get(line, 0))
        marks = part_marks(line, len(block.steps))
        return [[*marks, *lines[0]], *lines[1:]] if lines else lines

    def _grid(self, block: Grid, width: int) -> list[Line]:
        cells = GridCells(
            [self._inline.runs(cell) for cell in block.header],
            block.align,
            [[self._inline.runs(cell) for cell in row] for row in block.rows],
        )
        return grid_lines(with_number_columns(cells), width)

    def _footnotes(self, block: Footnotes, width: int, depth: int) -> list[Line]:
        lines: list[Line] = [[TextRun("─" * min(12, width), "rule")]]
        marks = [footnote_mark(note.number) for note in block.notes]
        indent = max((line_width([TextRun(mark)]) for mark in marks), default=1) + 1
        room = min(width, self._widest) - indent
        for note, mark in zip(block.notes, marks, strict=True):
            mark_runs = [TextRun(mark, "source")]
            if room < NARROWEST_TEXT:
                lines.append(mark_runs)
            first, rest = pad(mark_runs, indent), [TextRun(" " * indent)]
            lines.extend(beside(first, rest, min(width, self._widest), self._note(note, depth)))
        return lines

    def _note(self, note: Footnote, depth: int) -> Callable[[int], list[Line]]:
        """Return the function that lays out the text of a footnote."""

        def note_lines(room: int) -> list[Line]:
            lines = self._blocks(note.blocks, room, depth + 1) or [[]]
            return [with_role(line, "muted") for line in lines]

        return note_lines


def _ruled(runs: list[TextRun], number: int, width: int) -> list[Line]:
    """Return a heading after its number, with a rule from its end to the right edge."""
    lead = [TextRun(f"{number} ", "heading-number"), TextRun("── ", "rule")] if number else []
    indent = line_width(lead)
    lines = beside(lead, [TextRun(" " * indent)], width, lambda room: wrap(runs, room))
    rest = width - line_width(lines[-1]) - 1
    if rest > 0:
        lines[-1] = [*lines[-1], TextRun(" "), TextRun("─" * rest, "rule")]
    return lines


def broken_lines(block: Broken, width: int) -> list[Line]:
    """Return the lines for a broken part: the problem, its place, and its help."""
    problem = block.problem
    place = problem.span.file
    if problem.span.line is not None:
        place += f":{problem.span.line}"
    runs = [
        TextRun(f"{problem.severity.value}[{problem.code.value}] ", "error strong"),
        TextRun(problem.message),
    ]
    bar = [TextRun("▎ ", "error")]
    return beside(
        bar,
        bar,
        width,
        lambda room: [
            *wrap(runs, room),
            *(wrap([TextRun(problem.help, "muted")], room) if problem.help else []),
            *wrap([TextRun(place, "faint")], room),
        ],
    )


def _formula(block: MathBlock, width: int) -> list[Line]:
    """Return a displayed formula; its source if it cannot be drawn or has no room."""
    # Imported here because few sections have formulas, and parsing LaTeX takes long to import.
    from explainer.render.math.formula import formula_line, formula_lines

    drawn = formula_lines(block.latex, max(1, width - _FORMULA_INDENT))
    indent = TextRun(" " * _FORMULA_INDENT)
    if drawn is not None:
        return [[indent, TextRun(text)] if text else [] for text in drawn]
    text = formula_line(block.latex)
    if text is not None:
        return beside([indent], [indent], width, lambda room: wrap([TextRun(text)], room))
    return code_lines(CodeBlock(f"$$\n{block.latex}\n$$", "", block.span), width, NO_TARGET)


def _image(block: Image, width: int) -> list[Line]:
    """Return a frame with the image's description."""
    outer = min(max(block.width, _NARROWEST_IMAGE) if block.width else width, width)
    inner = outer - 4
    if inner < NARROWEST_TEXT:
        lines = _image_words(block, width)
    else:
        edge = TextRun("│", "rule")
        lines = [[TextRun("╭" + "─" * (inner + 2) + "╮", "rule")]]
        lines.extend(
            [edge, TextRun(" "), *pad(line, inner), TextRun(" "), edge]
            for line in _image_words(block, inner)
        )
        lines.append([TextRun("╰" + "─" * (inner + 2) + "╯", "rule")])
    if block.caption:
        lines.extend(wrap([TextRun(block.caption, "muted")], width))
    return lines


def _image_words(block: Image, width: int) -> list[Line]:
    words = block.alt or "An image without a description."
    return [
        *wrap([TextRun("▣ ", "muted"), TextRun(words)], width),
        *wrap([TextRun(block.path, "faint")], width),
    ]


def _marker(
    block: BulletList, index: int, item: ListItem, depth: int, digits: int
) -> list[TextRun]:
    if item.checked is not None:
        return [TextRun("☑ " if item.checked else "☐ ", "marker")]
    if block.start is not None:
        return [TextRun(f"{block.start + index:>{digits}}. ", "marker")]
    return [TextRun(f"{_BULLETS[min(depth, len(_BULLETS) - 1)]} ", "marker")]
