"""Writes a lesson as plain text without box drawing, for a pipe or a screen reader.

Nothing depends on position, colour or line drawing alone: verdicts are words, tables become one
record for each row if they do not fit, headings are underlined with ASCII characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.deck.block import Directive, Section
from explainer.deck.directive import QuestionOptions, QuizOptions
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Question, with_fronts_only
from explainer.render.origin import count_words
from explainer.render.plain_blocks import PlainBlocks
from explainer.render.plain_data import PlainData
from explainer.render.plain_guess import Ask
from explainer.render.plain_inline import PlainInlines, source_words
from explainer.render.plain_lines import text_width, wrapped
from explainer.render.plain_question import PlainQuestion
from explainer.render.question_lines import LEFT_OUT
from explainer.render.selection import quiz_questions
from explainer.render.value import date_text

DEFAULT_WIDTH = 80
"""Width of a line in cells, unless another is given."""


class PlainWriter:
    """Writes the sections of one deck."""

    def __init__(self, deck: Deck, width: int = DEFAULT_WIDTH, ask: Ask | None = None) -> None:
        """`ask` puts a question to a person; without it all hidden values are written out."""
        self._deck = deck
        self._width = max(20, width)
        self._ask = ask
        self._inlines = PlainInlines(deck)
        self._data = PlainData(deck, self._inlines, ask)
        self._blocks = PlainBlocks(self._inlines, self._directive)

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
        self._blocks = PlainBlocks(self._inlines, self._directive)
        if number:
            yield from self._wrapped(
                f"Section {number} of {len(self._deck.outline)}: {section.title}"
            )
            yield ""
        if section.left_out:
            yield from self._wrapped("Part of this section; without --route, all of it is written.")
            yield ""
        yield from self._bet(section)
        # Line by line: a question is asked after the text before it was written.
        yield from self._blocks.lines(section.blocks, self._width)
        yield from self._open_questions(section)
        yield from self._evidence()
        yield ""

    def _directive(self, block: Directive, width: int) -> Iterator[str]:
        deck, options = self._deck, block.options
        if isinstance(options, QuestionOptions):
            question = deck.questions.get(options.target)
            if question is None:
                yield LEFT_OUT
                return
            label = "Open question, not scored" if question.open else "Question"
            yield from self._question(question, f"{label}: ", "", width)
        elif isinstance(options, QuizOptions):
            yield "Questions:"
            questions = with_fronts_only(quiz_questions(block, options, deck))
            for number, question in enumerate(questions, 1):
                mark = f"{number}. "
                yield from self._question(question, mark, " " * len(mark), width)
            yield from self._wrapped("'explainer quiz' asks them, and says why.", width)
        else:
            yield from self._data.lines(options, width)

    def _question(self, question: Question, first: str, rest: str, width: int) -> Iterator[str]:
        """Yield the prompt and the choices of a question, behind a label."""
        text = PlainQuestion(question, self._deck, self._inlines)
        yield from text.prompt_lines(first, rest, width)
        yield from text.offered_lines(width)

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
        yield from self._question(question, f"{label}{note}: ", "", self._width)
        yield ""

    def _open_questions(self, section: Section) -> Iterator[str]:
        """Yield the open questions of a section, with the arguments for each choice."""
        for question in self._deck.questions_of(section.id):
            if not question.open:
                continue
            text = PlainQuestion(question, self._deck, self._inlines)
            yield ""
            asked, known = text.paragraph(question.prompt), text.paragraph(question.explain)
            if asked is not None and known is not None:
                yield from self._wrapped(f"Still open: {asked} {known}".rstrip())
            else:
                yield from text.behind("Still open: ", "", question.prompt, self._width)
                yield from text.lines(question.explain, self._width)
            for choice in question.choices:
                words = text.words(choice.text)
                label = f"- {words}: " if choice.why else f"- {words}"
                yield from text.behind(label, "  ", choice.why, self._width)

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
