"""Lays out the texts of a question, by the renderers of sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from explainer.deck.block import Block, Directive, Heading, Inline, Paragraph, Strong, Text
from explainer.deck.block_text import block_text
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import GAP, GAP_CHARACTER, one_line
from explainer.render.block_layout import BlockLayout
from explainer.render.data_lines import data_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import NO_TARGET, Line, TextRun, beside, line_width, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.selection import reading_order
from explainer.render.setting import LEARNING


class QuestionLayout:
    """Lays out the texts of one question, each when it is asked for."""

    def __init__(self, question: Question, deck: Deck, inline: InlineLayout | None = None) -> None:
        """With the `inline` of a section, the question's links and sources are among its own.

        Without it nothing of the question can be opened.
        """
        self._question = question
        self.text = question_text(deck, question)
        """The texts of the question."""
        self._deck = deck
        self._has_targets = inline is not None
        self._inline = inline or InlineLayout(deck)
        for source in question.sources:
            if inline is None and source in deck.sources:
                self._inline.source_number(source)
        self._blocks = BlockLayout(self._inline, LEARNING, self._directive_lines)

    def _directive_lines(self, block: Directive, width: int) -> list[Line]:
        return data_lines(block, self._deck, self._inline, width, LEARNING)

    def lines(self, text: str, width: int, role: str = "") -> list[Line]:
        """Return the lines of a text that may have blocks; its paragraphs are in a role."""
        return self._shown(self._blocks.text_lines(self.text.of(text), width, role))

    def prompt_lines(self, text: str, width: int) -> list[Line]:
        """Return the lines of a prompt: strong, unless its author stressed a part of it."""
        blocks = self.text.of(text)
        role = "" if any(map(_has_strong, blocks)) else "strong"
        return self._shown(self._blocks.text_lines(blocks, width, role))

    def beside(
        self, first: Line, text: str, width: int, role: str = "", behind: Sequence[TextRun] = ()
    ) -> list[Line]:
        """Return a text behind something on its first line, with a few words after it."""
        return self._beside(first, self.text.of(text), width, role, behind)

    def choice_lines(
        self, first: Line, text: str, width: int, role: str = "", behind: Sequence[TextRun] = ()
    ) -> list[Line]:
        """Return the same of a choice: its blocks without space between them."""
        return self._beside(first, self.text.of(text), width, role, behind, between=0)

    def _beside(
        self,
        first: Line,
        blocks: tuple[Block, ...],
        width: int,
        role: str,
        behind: Sequence[TextRun],
        between: int = 1,
    ) -> list[Line]:
        rest = [TextRun(" " * line_width(first))]
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            runs = [*self._runs(blocks[0].content, role), *behind]
            return beside(first, rest, width, partial(wrap, runs))

        def lines(room: int) -> list[Line]:
            found = self._shown(self._blocks.text_lines(blocks, room, role, between))
            return [*found, *wrap(_without_lead(behind), room)] if behind else found

        return beside(first, rest, width, lines)

    def runs(self, text: str, role: str = "") -> list[TextRun]:
        """Return the runs of a text that stands on a line."""
        return self._runs(self.text.on_line(text), role)

    def summary_runs(self, text: str, role: str = "") -> list[TextRun]:
        """Return a text that may have blocks as one paragraph, for a list of questions."""
        found: list[TextRun] = []
        for block in self.text.of(text):
            words: tuple[Inline, ...] = (Text(one_line(block_text(block))),)
            if isinstance(block, Paragraph | Heading):
                words = block.content
            runs = self._runs(words, role)
            found.extend([*([TextRun(" ", role)] if found and runs else []), *runs])
        return found

    def words(self, text: str) -> str:
        """Return the words of a text on one line."""
        return self.text.words(text)

    def gapped_runs(self, text: str, gaps: Sequence[list[TextRun]]) -> list[TextRun]:
        """Return the runs of a text with gaps, each gap filled with runs."""
        found: list[TextRun] = []
        waiting = iter(gaps)
        for run in self.runs(text):
            for number, part in enumerate(run.text.split(GAP_CHARACTER)):
                if number:
                    found.extend(next(waiting, []))
                if part:
                    found.append(run._replace(text=part))
        return found

    def offer_lines(self, first: Line, width: int) -> list[list[Line]]:
        """Return what a question shows beside its prompt, each behind something; never its key.

        Items to be ordered or matched are sorted alphabetically; the gaps of a cloze are lines.
        """
        question = self._question
        if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            choices = [question.choices[number] for number in reading_order(question)]
            return [self.choice_lines(first, choice.text, width) for choice in choices]
        rest = [TextRun(" " * line_width(first))]
        return [beside(first, rest, width, partial(wrap, runs)) for runs in self._offered()]

    def numbered_offer(self, kind: TargetKind, width: int, taken: Sequence[int]) -> list[Line]:
        """Return the choices with the digits that take them, those that are taken marked.

        Args:
            kind: `BET` or `QUESTION`, for what a click on a choice does.
            width: Width in cells.
            taken: Numbers of choices in the author's order; of a statement, 0 for true.
        """
        lines: list[Line] = []
        for digit, number in enumerate(reading_order(self._question), 1):
            is_taken = number in taken
            cursor = TextRun("❯ " if is_taken else "  ", "here")
            head = [cursor, TextRun(f"{digit}", "keycap"), TextRun("  ")]
            role = "here" if is_taken else ""
            if self._question.type is QuestionType.TRUE_FALSE:
                choice = [[*head, TextRun("false" if number else "true", role)]]
            else:
                text = self._question.choices[number].text
                choice = self.choice_lines(head, text, width, role)
            ids = (self._question.id, kind.value, str(number))
            self._inline.targets.append(Target(TargetKind.CHOICE, ids, self._inline.block))
            target = len(self._inline.targets) - 1
            lines.extend([_opening(run, target) for run in line] for line in choice)
        return lines

    def digit_offer(self, width: int) -> list[Line]:
        """Return the choices with the digits for which a class raises its hands."""
        lines: list[Line] = []
        for digit, number in enumerate(reading_order(self._question), 1):
            head = [TextRun(f"{digit}", "keycap"), TextRun("  ")]
            if self._question.type is QuestionType.TRUE_FALSE:
                words = [TextRun("false" if number else "true")]
                rest = [TextRun(" " * line_width(head))]
                lines.extend(beside(head, rest, width, partial(wrap, words)))
            else:
                lines.extend(self.choice_lines(head, self._question.choices[number].text, width))
        return lines

    def _offered(self) -> list[list[TextRun]]:
        question = self._question
        match question.type:
            case QuestionType.TRUE_FALSE:
                return [[TextRun("true")], [TextRun("false")]]
            case QuestionType.CLOZE:
                gaps = len(GAP.findall(question.text))
                return [self.gapped_runs(question.text, [[TextRun("____")]] * gaps)]
            case QuestionType.ORDER:
                return [self.runs(item) for item in self._sorted(question.items)]
            case QuestionType.MATCH:
                rights = [*(pair.right for pair in question.pairs), *question.distractors]
                return [
                    self._listed(pair.left for pair in question.pairs),
                    self._listed(self._sorted(dict.fromkeys(rights))),
                ]
        return []

    def _sorted(self, texts: Iterable[str]) -> list[str]:
        return sorted(texts, key=lambda text: self.words(text).casefold())

    def _listed(self, texts: Iterable[str]) -> list[TextRun]:
        """Return the runs of some texts with commas between them."""
        runs: list[TextRun] = []
        for text in texts:
            runs.extend([*([TextRun(", ")] if runs else []), *self.runs(text)])
        return runs

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources of the question, and those that its texts cite, by their numbers."""
        return tuple(self._inline.sources)

    @property
    def shows_numbers(self) -> bool:
        """True if a text that was laid out cites a source by its number."""
        return any(target.kind is TargetKind.SOURCE for target in self._inline.targets)

    def _runs(self, content: tuple[Inline, ...], role: str) -> list[TextRun]:
        runs = self._inline.runs(content, role)
        return runs if self._has_targets else _without_targets(runs)

    def _shown(self, lines: list[Line]) -> list[Line]:
        return lines if self._has_targets else [_without_targets(line) for line in lines]


def _without_targets(runs: Iterable[TextRun]) -> list[TextRun]:
    return [TextRun(run.text, run.role, run.href) for run in runs if run.text]


def _opening(run: TextRun, target: int) -> TextRun:
    """Return a run that opens a target, unless it opens one of its own."""
    return run if run.target != NO_TARGET else run._replace(target=target)


def _without_lead(runs: Sequence[TextRun]) -> list[TextRun]:
    """Return words that stand on a line of their own, without the sign that sets them off."""
    return [runs[0]._replace(text=runs[0].text.lstrip(" ·")), *runs[1:]]


def _has_strong(block: Block) -> bool:
    """True if a part of a paragraph is strong."""
    return isinstance(block, Paragraph) and any(isinstance(one, Strong) for one in block.content)
