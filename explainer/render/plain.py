"""Writes a lesson as plain text without box drawing, for a pipe or a screen reader.

Nothing depends on position, colour or line drawing alone: verdicts are words, tables become one
record for each row if they do not fit, headings are underlined with ASCII characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    Callout,
    CodeBlock,
    Directive,
    Footnotes,
    Grid,
    Heading,
    Image,
    MathBlock,
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
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Question, QuestionType, with_fronts_only
from explainer.render.line import NARROWEST_TEXT
from explainer.render.origin import count_words
from explainer.render.plain_data import PlainData
from explainer.render.plain_guess import Ask
from explainer.render.plain_inline import PlainInlines, source_words
from explainer.render.plain_lines import columns, text_width, wrapped
from explainer.render.selection import offered, quiz_questions
from explainer.render.value import date_text

DEFAULT_WIDTH = 80
"""Width of a line in cells, unless another is given."""

_CHOICE_INDENT = "   "
_WITHOUT_CHOICES = (QuestionType.CLOZE, QuestionType.MATCH)


class PlainWriter:
    """Writes the sections of one deck."""

    def __init__(self, deck: Deck, width: int = DEFAULT_WIDTH, ask: Ask | None = None) -> None:
        """`ask` puts a question to a person; without it all hidden values are written out."""
        self._deck = deck
        self._width = max(20, width)
        self._ask = ask
        self._inlines = PlainInlines(deck)
        self._data = PlainData(deck, self._inlines, ask)

    def deck_lines(self) -> Iterator[str]:
        """Yield the lines before the sections: title, summary and outline."""
        deck = self._deck
        yield from self._wrapped(deck.title)
        yield "=" * min(self._width, text_width(deck.title))
        yield ""
        if deck.summary:
            yield from self._wrapped(deck.summary)
            yield ""
        facts = [f"{len(deck.outline)} section{'s' if len(deck.outline) != 1 else ''}"]
        if deck.minutes:
            facts.append(f"{deck.minutes} minute{'s' if deck.minutes != 1 else ''}")
        if deck.as_of:
            facts.append(f"as of {date_text(deck.as_of)}")
        yield from self._wrapped(", ".join(facts) + ".")
        for number, entry in enumerate(deck.outline, 1):
            yield from self._outline_entry(number, entry)
        yield ""

    def _outline_entry(self, number: int, entry: SectionEntry) -> Iterator[str]:
        """Yield a section of the outline, below its headings and as far in as it stands."""
        most = self._width // 4
        for above, label in enumerate(entry.labels, entry.depth - len(entry.labels)):
            indent = " " * min(3 * above, most)
            yield from self._wrapped(f"{label}:", first=indent, rest=indent)
        indent = " " * min(3 * entry.depth, most)
        yield from self._wrapped(f"{number}. {entry.title}", first=indent, rest=f"{indent}   ")

    def section_lines(self, section: Section, number: int = 0) -> Iterator[str]:
        """Yield the lines of a section, then of its claims, terms and sources."""
        self._inlines = PlainInlines(self._deck)
        self._data = PlainData(self._deck, self._inlines, self._ask)
        if number:
            yield from self._wrapped(
                f"Section {number} of {len(self._deck.outline)}: {section.title}"
            )
            yield ""
        yield from self._bet(section)
        # Line by line: a question is asked after the text before it was written.
        yield from self._blocks(section.blocks, self._width)
        yield from self._open_questions(section)
        yield from self._evidence()
        yield ""

    # --- blocks ---------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...], width: int, tight: bool = False) -> Iterator[str]:
        is_first = True
        for block in blocks:
            is_begun = False
            for line in self._block(block, width):
                if not (is_begun or is_first or tight):
                    yield ""
                is_begun, is_first = True, False
                yield line

    def _block(self, block: Block, width: int) -> Iterator[str]:
        if isinstance(block, Heading):
            words = self._inlines.words(block.content)
            yield from self._wrapped(words, width)
            if block.level <= 2:
                yield ("=" if block.level == 1 else "-") * min(width, text_width(words))
        elif isinstance(block, Paragraph):
            yield from self._wrapped(self._inlines.words(block.content), width)
        elif isinstance(block, BulletList):
            yield from self._list(block, width)
        elif isinstance(block, Quote):
            yield from self._behind("> ", "> ", block.blocks, width)
        elif isinstance(block, Callout):
            yield f"{block.kind.capitalize()}:"
            yield from self._blocks(block.blocks, width)
        elif isinstance(block, CodeBlock):
            yield from self._wrapped(
                f"Code{f' ({block.language})' if block.language else ''}:", width
            )
            yield from ("    " + line.expandtabs(4) for line in block.text.split("\n"))
        elif isinstance(block, MathBlock):
            # As it is written: a drawing of several lines says nothing to a screen reader.
            yield from ("    " + line for line in ("$$", *block.latex.split("\n"), "$$"))
        elif isinstance(block, Image):
            words = f"Image: {block.alt or block.path}"
            yield from self._wrapped(f"{words} {block.caption}".strip(), width)
        elif isinstance(block, Grid):
            header = [self._inlines.words(cell) for cell in block.header]
            rows = [[self._inlines.words(cell) for cell in row] for row in block.rows]
            yield from columns(header, block.align, rows, width)
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
        """Yield blocks with something in front of each line, as long as there is room for it."""
        if width - len(first) < NARROWEST_TEXT:
            yield first.rstrip()
            yield from self._blocks(blocks, width, tight)
            return
        is_begun = False
        for line in self._blocks(blocks, width - len(first), tight):
            yield (rest + line if is_begun else first + line).rstrip()
            is_begun = True
        if not is_begun:
            yield first.rstrip()

    # --- directives -----------------------------------------------------------------------

    def _directive(self, block: Directive, width: int) -> Iterator[str]:
        deck, options = self._deck, block.options
        if isinstance(options, TableOptions):
            yield from self._data.table(options, width)
        elif isinstance(options, CompareOptions):
            yield from self._data.compare(options, width)
        elif isinstance(options, ChartOptions):
            yield from self._data.chart(options, width)
        elif isinstance(options, TimelineOptions):
            yield from self._data.timeline(options, width)
        elif isinstance(options, QuestionOptions):
            question = deck.questions[options.target]
            label = "Open question, not scored" if question.open else "Question"
            yield from self._wrapped(f"{label}: {question.prompt}", width)
            yield from self._choices(question, width)
        else:
            assert isinstance(options, QuizOptions)
            yield "Questions:"
            questions = with_fronts_only(quiz_questions(block, options, deck))
            for number, question in enumerate(questions, 1):
                mark = f"{number}. "
                yield from self._wrapped(question.prompt, width, first=mark, rest=" " * len(mark))
                yield from self._choices(question, width)
            yield from self._wrapped("'explainer quiz' asks them, and says why.", width)

    def _choices(self, question: Question, width: int) -> Iterator[str]:
        """Yield the choices of a question, below its prompt."""
        for number, text in enumerate(offered(question), 1):
            # Letters, so that no choice looks like the number of a question.
            mark = "" if question.type in _WITHOUT_CHOICES else f"{_letters(number)}) "
            yield from self._wrapped(
                text, width, first=f"{_CHOICE_INDENT}{mark}", rest=_CHOICE_INDENT + " " * len(mark)
            )

    def _bet(self, section: Section) -> Iterator[str]:
        """Yield the bet before a section, to think about: it is not answered here."""
        deck = self._deck
        entry = deck.entry(section.id)
        name = next((bet for bet in (entry.bets if entry else ()) if bet in deck.questions), "")
        if not name:
            return
        question = deck.questions[name]
        label = (
            "A bet before you read"
            if deck.first_with_bet(name) is entry
            else "The same bet once more"
        )
        note = " (an open question, not scored)" if question.open else ""
        yield from self._wrapped(f"{label}{note}: {question.prompt}")
        yield from self._choices(question, self._width)
        yield ""

    def _open_questions(self, section: Section) -> Iterator[str]:
        """Yield the open questions of a section, with the arguments for each choice."""
        for question in self._deck.questions_of(section.id):
            if not question.open:
                continue
            yield ""
            yield from self._wrapped(f"Still open: {question.prompt} {question.explain}".rstrip())
            for choice in question.choices:
                words = f"- {choice.text}: {choice.why}" if choice.why else f"- {choice.text}"
                yield from self._wrapped(words, rest="  ")

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
                words += self._inlines.source_marks(claim.sources)
                known = [deck.sources[source] for source in claim.sources if source in deck.sources]
                count = count_words(known)
                yield from self._wrapped(words + (f" ({count})" if count else ""), rest="  ")
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
        yield from wrapped(words, width or self._width, first, rest)


def _letters(number: int) -> str:
    """Return a number in letters: a to z, then aa, ab and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[place] + letters
    return letters
