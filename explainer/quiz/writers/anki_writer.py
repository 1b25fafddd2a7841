"""Writes questions as a text file for Anki: a card for each, or a text with gaps.

Anki does not grade, so the front asks and the back answers: the key first, then the reasons why it
is right and the rest is wrong. Ids are stable, so that importing again updates cards and keeps
their schedule.
"""

from __future__ import annotations

from collections.abc import Iterable

from explainer.deck.block import BulletList, walk
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried, name_lost
from explainer.quiz.writers.html_text import html_blocks, html_line, html_text
from explainer.quiz.writers.question_words import QuestionWords

_HEADER = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)
_NO_PLACE = ("section", "settles", "confuses", "points", "hints", "sources", "claims")
_MOST_CHOICES = 26
_RULE = "<hr>"


def write(
    questions: Iterable[Question], deck: str, title: str, texts: Deck | None = None
) -> Export:
    """Write the questions of a deck with an id and a title; `texts` is the deck they cite."""

    def line(question: Question, losses: Losses) -> str:
        card = _Card(question, QuestionWords(question, texts, losses), losses)
        kind, front, back = card.note()
        tags = " ".join("_".join(tag.split()) for tag in question.tags)
        if any(" " in tag for tag in question.tags):
            losses.add("Blanks in tags became '_'.")
        fields = (f"{deck}/{question.id}", kind, title, front, back, tags)
        return "\t".join(_quoted(field) for field in fields) + "\n"

    lines, reports = carried(questions, "a card", line)
    return Export(_HEADER + "".join(lines), reports)


class _Card:
    """Writes one question as the fields of a note."""

    def __init__(self, question: Question, words: QuestionWords, losses: Losses) -> None:
        self._question = question
        self._words = words
        self._losses = losses

    def note(self) -> tuple[str, str, str]:
        """Return note type, front and back."""
        question, losses = self._question, self._losses
        name_lost(question, "A card", _NO_PLACE, losses)
        if question.type is QuestionType.CLOZE:
            return ("Cloze", *self._cloze())
        front, answer = self._sides()
        wrong = [
            f"{html_text(wrong.match)}: {self._in_item(wrong.why)}"
            for wrong in question.why_wrong
            if wrong.match.strip() != "*"
        ]
        if wrong:
            losses.add("Expected wrong answers became a list on the back.")
        explain = self._html(question.explain)
        more = [*([explain] if explain else []), *([_listed(wrong)] if wrong else [])]
        kind = "Basic (and reversed card)" if question.reversed else "Basic"
        return kind, front, answer + (_RULE + "<br>".join(more) if more else "")

    def _html(self, text: str) -> str:
        return html_blocks(self._words.blocks(text))

    def _line(self, text: str) -> str:
        return html_line(self._words.line(text))

    def _in_item(self, text: str) -> str:
        """Return a text for an item of a list, in which a list becomes lines."""
        blocks = self._words.blocks(text)
        if any(isinstance(block, BulletList) for block in walk(blocks)):
            self._losses.add("A list within a choice or a reason became lines.")
        return html_blocks(blocks, in_item=True)

    def _sides(self) -> tuple[str, str]:
        """Return the two sides of a card."""
        question, losses = self._question, self._losses
        prompt = self._html(question.prompt)
        match question.type:
            case QuestionType.SINGLE | QuestionType.MULTIPLE:
                return self._choices(prompt)
            case QuestionType.TRUE_FALSE:
                return prompt, "True" if question.answer else "False"
            case QuestionType.NUMERIC:
                return prompt, html_text(_number(question, losses))
            case QuestionType.SHORT:
                return prompt, html_text(_accepted(question, losses))
            case QuestionType.MATCH:
                losses.add("Its pairs became a list to be known.")
                sides = [(self._line(pair.left), self._line(pair.right)) for pair in question.pairs]
                pairs = _listed(f"{left} → {right}" for left, right in sides)
                return prompt + _listed(left for left, _ in sides), pairs
            case QuestionType.ORDER:
                losses.add("Its order became a list to be known.")
                mixed = _listed(self._line(item) for item in sorted(question.items))
                inner = "".join(f"<li>{self._line(item)}</li>" for item in question.items)
                return prompt + mixed, f"<ol>{inner}</ol>"
            case QuestionType.CARD:
                return prompt, self._html(question.back)
            case QuestionType.CLOZE:
                raise AssertionError("a text with gaps is a note of another kind")

    def _choices(self, prompt: str) -> tuple[str, str]:
        """List choices with letters on the front, and with reasons on the back, keys first."""
        question, losses = self._question, self._losses
        if len(question.choices) > _MOST_CHOICES:
            raise CannotCarry(f"A card has letters for {_MOST_CHOICES} choices only.")
        if any(choice.weight is not None for choice in question.choices):
            losses.add("A card has no weights.")
        if any(choice.fixed for choice in question.choices):
            losses.add("Nothing shuffles the choices of a card.")
        texts = [self._in_item(choice.text) for choice in question.choices]
        inner = "".join(f"<li>{text}</li>" for text in texts)
        several = ' class="multiple"' if question.type is QuestionType.MULTIPLE else ""
        answers: list[tuple[bool, str]] = []
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for letter, choice, written in zip(letters, question.choices, texts, strict=False):
            text = f"{letter}. {written}"
            why = f'<br class="why">{self._in_item(choice.why)}' if choice.why else ""
            line = (
                f'<li class="key"><b>{text}</b>{why}</li>'
                if choice.correct
                else f"<li>{text}{why}</li>"
            )
            answers.append((not choice.correct, line))
        back = "".join(line for _, line in sorted(answers, key=lambda pair: pair[0]))
        style = ' style="list-style: none; padding: 0"'
        return f'{prompt}<ol type="A"{several}>{inner}</ol>', f"<ul{style}>{back}</ul>"

    def _cloze(self) -> tuple[str, str]:
        """Return a text with gaps as `{{c1::answer}}`, all on one card."""
        question, losses = self._question, self._losses
        gaps: list[str] = []
        for gap in GAP.findall(question.text):
            first, *more = [answer.strip() for answer in gap.split("|") if answer.strip()]
            answer = html_text(first).replace("}}", "} }").replace("::", ":&#58;")
            # Two closing braces end a gap, wherever they come from.
            gaps.append(f"{answer} " if first.endswith("}") else answer)
            if more:
                losses.add("A gap names only the first of the answers that count.")
        if question.why_wrong:
            losses.add("A card has no expected wrong answers.")
        parts = self._line(question.text).split(GAP_CHARACTER)
        text = "".join(f"{part}{{{{c1::{gap}}}}}" for part, gap in zip(parts, gaps, strict=False))
        prompt = self._html(question.prompt)
        return f"{prompt}<br><br>{text}{parts[-1]}", self._html(question.explain)


def _number(question: Question, losses: Losses) -> str:
    unit = f" {question.unit}" if question.unit else ""
    if question.answer is None:
        losses.add("A range became a text.")
        return f"{question.low:g} to {question.high:g}{unit}"
    off = f" ± {question.tolerance:g}" if question.tolerance else ""
    if off or unit:
        losses.add("Number, tolerance and unit became one text.")
    return f"{_shown(question.answer)}{off}{unit}"


def _shown(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _accepted(question: Question, losses: Losses) -> str:
    """Return the first accepted answer."""
    answers = [answer for answer in question.accept if answer.strip()]
    if question.pattern:
        losses.add("A card has no pattern.")
    if not answers:
        raise CannotCarry("It accepts what matches a pattern, and a card has to name an answer.")
    if len(answers) > 1:
        losses.add("A card names only the first of the answers that count.")
    return answers[0]


def _listed(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _quoted(field: str) -> str:
    """Quote a field if Anki would read it in another way; a line beginning with # is a comment."""
    field = field.replace("\n", "<br>").replace("\t", "&#9;")
    if field.startswith("#") or '"' in field or field != field.strip():
        return '"{}"'.format(field.replace('"', '""'))
    return field
