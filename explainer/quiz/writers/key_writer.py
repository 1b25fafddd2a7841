"""Writes a key to print, in Markdown: every question with its answer, why, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explainer.deck.block import Directive, walk
from explainer.deck.model import Claim, Deck, Source
from explainer.deck.question import Choice, Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import GAP_CHARACTER
from explainer.quiz.grading import cloze_gaps
from explainer.quiz.passage import PassageTitle
from explainer.quiz.summary import key_lines
from explainer.quiz.writers.export import Export, ExportReport, Losses
from explainer.quiz.writers.markdown_text import (
    address,
    blocks,
    code_span,
    escaped_line,
    hung,
    inlines,
)
from explainer.quiz.writers.question_words import QuestionWords

_KINDS = {
    QuestionType.SINGLE: "One choice",
    QuestionType.MULTIPLE: "Several choices",
    QuestionType.TRUE_FALSE: "True or false",
    QuestionType.NUMERIC: "A number",
    QuestionType.SHORT: "A short answer",
    QuestionType.MATCH: "Pairs",
    QuestionType.ORDER: "An order",
    QuestionType.CLOZE: "Gaps in a text",
    QuestionType.CARD: "A card",
}


def write(
    questions: Iterable[Question], deck: Deck, passage: PassageTitle, subtitle: str = ""
) -> Export:
    """Write the key of some questions, by section in the deck's order.

    Args:
        questions: The questions, open ones too; the reverse of a card is told with its card.
        deck: Their deck.
        passage: Returns the title of the passage on which a question settles.
        subtitle: The route whose questions these are; empty for the whole deck.
    """
    asked = [question for question in questions if not question.reverse_of]
    lines = [f"# Key: {escaped_line(deck.title)}", ""]
    if subtitle:
        lines.extend([escaped_line(subtitle), ""])
    reports: list[ExportReport] = []
    number = 0
    for title, own in _by_section(asked, deck):
        lines.extend([f"## {title}", ""])
        for question in own:
            number += 1
            losses = Losses()
            lines.extend(_KeyEntry(question, deck, passage, losses).lines(number))
            reports.append(losses.report(question.id))
    if not asked:
        lines.append("There are no questions.")
    return Export("\n".join(lines).rstrip("\n") + "\n", tuple(reports))


def _by_section(questions: Sequence[Question], deck: Deck) -> Iterator[tuple[str, list[Question]]]:
    """Yield the heading of each section with its questions; those of no section come last."""
    by_id: dict[str, list[Question]] = {}
    for question in questions:
        by_id.setdefault(question.section, []).append(question)
    for entry in deck.outline:
        if own := by_id.pop(entry.id, []):
            number = deck.number_of(entry.id)
            yield f"{number}. " * bool(number) + escaped_line(entry.title), own
    if rest := [question for own in by_id.values() for question in own]:
        yield "In no section", rest


class _KeyEntry:
    """The entry of one question."""

    def __init__(
        self, question: Question, deck: Deck, passage: PassageTitle, losses: Losses
    ) -> None:
        self._question = question
        self._deck = deck
        self._passage = passage
        self._words = QuestionWords(question, deck, losses)
        self._text = question_text(deck, question)
        self._losses = losses

    def lines(self, number: int) -> list[str]:
        """Return the lines of the entry, with an empty line after each part."""
        question = self._question
        parts: list[list[str]] = [
            [f"### Question {number}"],
            self._blocks(question.prompt),
            [self._facts()],
            *self._answer(),
            self._labelled("What is known" if question.open else "Why", question.explain),
            list(self._wrong_answers()),
            list(self._hints()),
            list(self._evidence()),
        ]
        return [line for part in parts if part for line in (*part, "")]

    def _facts(self) -> str:
        question = self._question
        facts = [_KINDS[question.type], code_span(question.id)]
        if question.points != 1:
            facts.append(f"{question.points:g} points")
        if question.open:
            facts.append("open, not scored")
        before = self._deck.first_with_bet(question.id)
        if before is not None:
            facts.append(f"a bet before {escaped_line(before.title)}")
        if question.reversed:
            facts.append("asked both ways")
        return " · ".join(facts)

    def _blocks(self, text: str) -> list[str]:
        content = self._words.blocks(text)
        if any(isinstance(block, Directive) for block in walk(content)):
            self._losses.add("Its tables, charts and timelines are only named.")
        return blocks(content)

    def _labelled(self, label: str, text: str) -> list[str]:
        """Return a text behind a label in bold."""
        lines = self._blocks(text)
        if not lines:
            return []
        if lines[0].startswith(("`", "- ")) or lines[0][:1].isdigit():
            return [f"**{label}:**", "", *lines]
        return [f"**{label}:** {lines[0]}", *lines[1:]]

    # --- answers ------------------------------------------------------------------------------

    def _answer(self) -> list[list[str]]:
        question = self._question
        match question.type:
            case QuestionType.SINGLE | QuestionType.MULTIPLE:
                return [[line for choice in question.choices for line in self._choice(choice)]]
            case QuestionType.MATCH:
                return [["**Answer:**"], self._pairs()]
            case QuestionType.ORDER:
                items = map(self._line, question.items)
                return [["**Answer:**"], [f"{n}. {item}" for n, item in enumerate(items, 1)]]
            case QuestionType.CLOZE:
                return [[f"**Answer:** {self._with_answers()}"]]
            case QuestionType.CARD:
                return [self._labelled("Answer", question.back)]
            case QuestionType.SHORT if question.pattern:
                words = [escaped_line(answer) for answer in question.accept if answer.strip()]
                words.append(f"anything of the form {code_span(question.pattern)}")
                return [[f"**Answer:** {' or '.join(words)}"]]
            case _:
                key = " or ".join(key_lines(question, self._text))
                return [[f"**Answer:** {escaped_line(key)}"]]

    def _choice(self, choice: Choice) -> Iterator[str]:
        """Yield a choice behind a box, ticked if it is right, with its reason below."""
        box = "" if self._question.open else "[x] " if choice.correct else "[ ] "
        text = self._blocks(choice.text) or [""]
        why = self._blocks(choice.why)
        first = [f"{box}{text[0]}", *text[1:]]
        if text[0].startswith("`" * 3):
            first = [box.strip() or "(code)", "", *text]
        yield from hung([*first, *(["", *why] if why else [])], "- ")

    def _pairs(self) -> list[str]:
        lines: list[str] = []
        for pair in self._question.pairs:
            why = self._blocks(pair.why)
            first = f"{self._line(pair.left)} → {self._line(pair.right)}"
            lines.extend(hung([first, *(["", *why] if why else [])], "- "))
        lines.extend(f"- nothing → {self._line(right)}" for right in self._question.distractors)
        return lines

    def _with_answers(self) -> str:
        """Return the text with its gaps filled in, in bold."""
        parts = inlines(self._words.line(self._question.text)).split(GAP_CHARACTER)
        gaps = [f"**{escaped_line(' or '.join(gap))}**" for gap in cloze_gaps(self._question)]
        gaps.extend([""] * (len(parts) - len(gaps)))
        return "".join(part + gap for part, gap in zip(parts, gaps, strict=False))

    def _line(self, text: str) -> str:
        return inlines(self._words.line(text)).replace("\\\n", " ")

    def _wrong_answers(self) -> Iterator[str]:
        for wrong in self._question.why_wrong:
            match = wrong.match.strip()
            label = "Any other answer" if match == "*" else f"Not {escaped_line(match)}"
            part = f" ({wrong.weight:.0%} of the points)" if wrong.weight else ""
            why = self._blocks(wrong.why) or [""]
            yield from hung([f"{label}{part}: {why[0]}".rstrip(": "), *why[1:]], "- ")

    def _hints(self) -> Iterator[str]:
        for hint in self._question.hints:
            text = self._blocks(hint.text) or [""]
            yield from hung([f"Hint: {text[0]}", *text[1:]], "- ")

    # --- evidence -----------------------------------------------------------------------------

    def _evidence(self) -> Iterator[str]:
        """Yield the passage on which the question settles, its claims and its sources."""
        question, deck = self._question, self._deck
        if title := self._passage(question.section, question.settles):
            where = f"{deck.id}#{question.section}"
            where += f"/{question.settles}" if question.settles else ""
            yield f"- Passage: {escaped_line(title)} ({code_span(where)})"
        for name in question.claims:
            if claim := deck.claims.get(name):
                yield f"- Claim: {_claim_words(claim)}"
        for name in question.sources:
            if source := deck.sources.get(name):
                yield f"- Source: {_source_words(source)}"


def _claim_words(claim: Claim) -> str:
    words = f"{escaped_line(claim.text)} ({claim.verdict.value})"
    return f"{words} The record: {escaped_line(claim.correction)}" if claim.correction else words


def _source_words(source: Source) -> str:
    facts = [source.publisher, str(source.date) if source.date is not None else ""]
    facts.append(f"grade {source.grade.value}" if source.grade is not None else "")
    known = ", ".join(escaped_line(fact) for fact in facts if fact)
    words = escaped_line(source.title) + (f" ({known})" if known else "")
    return f"{words}, {address(source.url)}" if source.url else words
