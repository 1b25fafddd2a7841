"""Writes questions as a text file for Anki: a card for each, or a text with gaps.

Anki does not grade, so the front asks and the back answers: the key first, then the reasons why it
is right and the rest is wrong. Ids are stable, so that importing again updates cards and keeps
their schedule.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried, name_lost

_HEADER = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)
_NO_PLACE = ("section", "settles", "confuses", "points", "hints", "sources", "claims")
_MOST_CHOICES = 26
_RULE = "<hr>"


def write(questions: Iterable[Question], deck: str, title: str) -> Export:
    """Write the questions of a deck with an id and a title."""

    def line(question: Question, losses: Losses) -> str:
        kind, front, back = _note(question, losses)
        tags = " ".join("_".join(tag.split()) for tag in question.tags)
        if any(" " in tag for tag in question.tags):
            losses.add("Blanks in tags became '_'.")
        fields = (f"{deck}/{question.id}", kind, title, front, back, tags)
        return "\t".join(_quoted(field) for field in fields) + "\n"

    lines, reports = carried(questions, "a card", line)
    return Export(_HEADER + "".join(lines), reports)


def _note(question: Question, losses: Losses) -> tuple[str, str, str]:
    """Return note type, front and back."""
    name_lost(question, "A card", _NO_PLACE, losses)
    if question.type is QuestionType.CLOZE:
        return ("Cloze", *_cloze(question, losses))
    front, answer = _sides(question, losses)
    wrong = [
        f"{_html(wrong.match)}: {_html(wrong.why)}"
        for wrong in question.why_wrong
        if wrong.match.strip() != "*"
    ]
    if wrong:
        losses.add("Expected wrong answers became a list on the back.")
    more = [
        *([_html(question.explain)] if question.explain else []),
        *([_listed(wrong)] if wrong else []),
    ]
    return "Basic", front, answer + (_RULE + "<br>".join(more) if more else "")


def _sides(question: Question, losses: Losses) -> tuple[str, str]:
    """Return the two sides of a card."""
    prompt = _html(question.prompt)
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return _choices(question, losses)
        case QuestionType.TRUE_FALSE:
            return prompt, "True" if question.answer else "False"
        case QuestionType.NUMERIC:
            return prompt, _html(_number(question, losses))
        case QuestionType.SHORT:
            return prompt, _html(_accepted(question, losses))
        case QuestionType.MATCH:
            losses.add("Its pairs became a list to be known.")
            lefts = _listed(_html(pair.left) for pair in question.pairs)
            pairs = _listed(f"{_html(pair.left)} → {_html(pair.right)}" for pair in question.pairs)
            return prompt + lefts, pairs
        case QuestionType.ORDER:
            losses.add("Its order became a list to be known.")
            mixed = _listed(_html(item) for item in sorted(question.items))
            inner = "".join(f"<li>{_html(item)}</li>" for item in question.items)
            return prompt + mixed, f"<ol>{inner}</ol>"
        case QuestionType.CARD:
            raise CannotCarry("Its two sides are not written to Anki's text files.")
        case QuestionType.CLOZE:
            raise AssertionError("a text with gaps is a note of another kind")


def _choices(question: Question, losses: Losses) -> tuple[str, str]:
    """List choices with letters on the front, and with reasons on the back, keys first."""
    if len(question.choices) > _MOST_CHOICES:
        raise CannotCarry(f"A card has letters for {_MOST_CHOICES} choices only.")
    if any(choice.weight is not None for choice in question.choices):
        losses.add("A card has no weights.")
    if any(choice.fixed for choice in question.choices):
        losses.add("Nothing shuffles the choices of a card.")
    inner = "".join(f"<li>{_html(choice.text)}</li>" for choice in question.choices)
    several = ' class="multiple"' if question.type is QuestionType.MULTIPLE else ""
    answers: list[tuple[bool, str]] = []
    for letter, choice in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", question.choices, strict=False):
        text = f"{letter}. {_html(choice.text)}"
        why = f'<br class="why">{_html(choice.why)}' if choice.why else ""
        line = (
            f'<li class="key"><b>{text}</b>{why}</li>'
            if choice.correct
            else f"<li>{text}{why}</li>"
        )
        answers.append((not choice.correct, line))
    back = "".join(line for _, line in sorted(answers, key=lambda pair: pair[0]))
    style = ' style="list-style: none; padding: 0"'
    front = f'{_html(question.prompt)}<ol type="A"{several}>{inner}</ol>'
    return front, f"<ul{style}>{back}</ul>"


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


def _cloze(question: Question, losses: Losses) -> tuple[str, str]:
    """Return a text with gaps as `{{c1::answer}}`, all on one card."""
    also: list[str] = []
    parts: list[str] = []
    at = 0
    for gap in GAP.finditer(question.text):
        first, *more = [answer.strip() for answer in gap[1].split("|") if answer.strip()]
        also.extend(more)
        answer = _html(first).replace("}}", "} }").replace("::", ":&#58;")
        # Two closing braces end a gap, wherever they come from.
        parts.append(
            f"{_html(question.text[at : gap.start()])}{{{{c1::{answer} }}}}"
            if first.endswith("}")
            else f"{_html(question.text[at : gap.start()])}{{{{c1::{answer}}}}}"
        )
        at = gap.end()
    parts.append(_html(question.text[at:]))
    if also:
        losses.add("A gap names only the first of the answers that count.")
    if question.why_wrong:
        losses.add("A card has no expected wrong answers.")
    return f"{_html(question.prompt)}<br><br>{''.join(parts)}", _html(question.explain)


def _listed(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _html(text: str) -> str:
    """Return text as HTML; indentation is kept."""
    written = escape(text, quote=False).replace("\n", "<br>").replace("\t", "&emsp;")
    return written.replace("  ", " &nbsp;")


def _quoted(field: str) -> str:
    """Quote a field if Anki would read it in another way; a line beginning with # is a comment."""
    field = field.replace("\n", "<br>").replace("\t", " ")
    if field.startswith("#") or '"' in field or field != field.strip():
        return '"{}"'.format(field.replace('"', '""'))
    return field
