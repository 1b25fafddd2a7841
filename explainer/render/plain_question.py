"""Writes the texts of a question as plain text, by the writers of sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from explainer.deck.block import Directive, Paragraph
from explainer.deck.directive import QuestionOptions, QuizOptions
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.render.plain_blocks import PlainBlocks
from explainer.render.plain_data import PlainData
from explainer.render.plain_inline import PlainInlines
from explainer.render.plain_lines import wrapped

_INDENT = "   "


class PlainQuestion:
    """Writes the texts of one question, each when it is asked for."""

    def __init__(self, question: Question, deck: Deck, inlines: PlainInlines | None = None) -> None:
        """With the `inlines` of a section, the question's sources are among its own."""
        self._question = question
        self.text = question_text(deck, question)
        """The texts of the question."""
        self._inlines = inlines or PlainInlines(deck)
        if inlines is None:
            self._inlines.source_marks(question.sources)
        self._data = PlainData(deck, self._inlines, None)
        self._blocks = PlainBlocks(self._inlines, self._directive_lines)

    def _directive_lines(self, block: Directive, width: int) -> Iterator[str]:
        assert not isinstance(block.options, QuestionOptions | QuizOptions)
        return self._data.lines(block.options, width)

    def behind(self, first: str, rest: str, text: str, width: int) -> Iterator[str]:
        """Yield a text behind something, with `rest` before all lines but the first."""
        blocks = self.text.of(text) if text else ()
        if blocks and isinstance(head := blocks[0], Paragraph):
            words = self._inlines.words(head.content)
            if rest:
                yield from wrapped(words, width, first, rest)
            else:
                yield from wrapped(f"{first}{words}", width)
            blocks = blocks[1:]
        elif blocks and rest:
            yield from self._blocks.behind(first, rest, blocks, width)
            return
        else:
            yield first.rstrip()
        for number, line in enumerate(self._blocks.lines(blocks, width - len(rest))):
            if not number:
                yield ""
            yield f"{rest}{line}".rstrip()

    def paragraph(self, text: str) -> str | None:
        """Return the words of a text that is one paragraph or empty; None for any other."""
        blocks = self.text.of(text) if text else ()
        if not blocks:
            return ""
        only = blocks[0] if len(blocks) == 1 else None
        return self._inlines.words(only.content) if isinstance(only, Paragraph) else None

    def lines(self, text: str, width: int) -> Iterator[str]:
        """Yield a text that may have blocks."""
        return self._blocks.lines(self.text.of(text), width) if text else iter(())

    def prompt_lines(self, first: str, rest: str, width: int) -> Iterator[str]:
        """Yield the prompt behind something; an empty line ends one that is no single paragraph."""
        prompt = self._question.prompt
        yield from self.behind(first, rest, prompt, width)
        if len(self.text.of(prompt)) > 1:
            yield ""

    def on_line(self, text: str) -> str:
        """Return the words of a text that stands on a line."""
        return self._inlines.words(self.text.on_line(text))

    def words(self, text: str) -> str:
        """Return the words of a text on one line, without marks."""
        return self.text.words(text)

    def gapped(self, text: str, gaps: Sequence[str]) -> str:
        """Return a text with gaps, each gap filled with words."""
        first, *others = self.on_line(text).split(GAP_CHARACTER)
        filled = (f"{gap}{part}" for gap, part in zip(gaps, others, strict=False))
        return "".join((first, *filled))

    def offered_lines(self, width: int) -> Iterator[str]:
        """Yield what a question shows beside its prompt, below it; never its key.

        Items to be ordered or matched are sorted alphabetically; the gaps of a cloze are lines.
        """
        question = self._question
        if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            for number, choice in enumerate(question.choices, 1):
                # Letters, so that no choice looks like the number of a question.
                mark = f"{_INDENT}{_letters(number)}) "
                yield from self.behind(mark, " " * len(mark), choice.text, width)
            return
        has_letters = question.type not in (QuestionType.CLOZE, QuestionType.MATCH)
        for number, words in enumerate(self._offered(), 1):
            mark = f"{_INDENT}{_letters(number)}) " if has_letters else _INDENT
            yield from wrapped(words, width, first=mark, rest=" " * len(mark))

    def _offered(self) -> list[str]:
        question = self._question
        match question.type:
            case QuestionType.TRUE_FALSE:
                return ["true", "false"]
            case QuestionType.CLOZE:
                return [self.gapped(question.text, ["____"] * len(GAP.findall(question.text)))]
            case QuestionType.ORDER:
                return self._sorted(question.items)
            case QuestionType.MATCH:
                rights = [*(pair.right for pair in question.pairs), *question.distractors]
                return [
                    ", ".join(self.on_line(pair.left) for pair in question.pairs),
                    ", ".join(self._sorted(dict.fromkeys(rights))),
                ]
        return []

    def _sorted(self, texts: Iterable[str]) -> list[str]:
        ordered = sorted(texts, key=lambda text: self.words(text).casefold())
        return [self.on_line(text) for text in ordered]


def _letters(number: int) -> str:
    """Return a number in letters: a to z, then aa, ab and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[place] + letters
    return letters
