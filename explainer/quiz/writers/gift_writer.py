r"""Writes questions in GIFT, Moodle's text format.

Every text is on one line, with `\n` for its line ends: Moodle trims lines, so that indentation
would be lost otherwise. A question with markup is marked as Markdown; one of plain words has no
mark, or is marked as plain if Moodle's own format would read HTML in it, as in `Vec<T>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import dedent
from typing import assert_never

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Question, QuestionType, WrongAnswer
from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried, name_lost
from explainer.quiz.writers.question_words import QuestionWords
from explainer.quiz.writers.wildcard import answers_of, escaped

_SYNTAX = re.compile(r"[\\#=~{}:]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_HTML = re.compile(r"[<&]|\\\\[(\[]|\$\$")
"""Signs that Moodle's own format reads in another way than plain text."""

_BAD_IN_TAG = re.compile(r"[<>`\n\t]")
_NO_PLACE = ("section", "settles", "confuses", "points", "hints", "sources", "claims", "unit")
_GRADES = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
           14.28571, 12.5, 11.11111, 10, 5, 0)  # fmt: skip
"""Weights in per cent that Moodle accepts unless it is told to take the nearest."""


def write(questions: Iterable[Question], texts: Deck | None = None) -> Export:
    """Write questions one after another; `texts` is the deck they cite."""

    def block(question: Question, losses: Losses) -> str:
        return _question(question, _GiftWords(question, texts, losses), losses)

    blocks, reports = carried(questions, "GIFT", block)
    return Export("\n".join(blocks), reports)


class _GiftWords:
    """Writes the texts of one question: all as Markdown if one has markup, else as plain words."""

    def __init__(self, question: Question, deck: Deck | None, losses: Losses) -> None:
        self._words = QuestionWords(question, deck, losses)
        self._losses = losses
        texts = [text for text in _texts(question) if text.strip()]
        self._is_marked = not all(map(self._words.is_plain, texts))
        if any(map(self._words.has_picture, texts)):
            losses.add("The files of its pictures are not carried along.")
        is_safe = self._is_marked or not any(_HTML.search(self.plain(text)) for text in texts)
        self.mark = "[markdown]" if self._is_marked else "" if is_safe else "[plain]"
        """Format of its texts; Moodle's own, which none names, reads `Vec<T>` as HTML."""

    def plain(self, text: str) -> str:
        """Return a text that may have blocks as it is written, without GIFT's escapes."""
        return dedent(text.strip("\n")).rstrip() if self._is_marked else self._words.words(text)

    def text(self, text: str) -> str:
        """Write a text, marked with its format if it begins like a format or a weight."""
        return _marked(self.plain(text), self.mark or "[moodle]", self._losses)

    def line(self, text: str) -> str:
        """Return a text that stands on a line, without GIFT's escapes."""
        return text.strip() if self._is_marked else self._words.line_words(text)

    def right(self, text: str) -> str:
        """Write the right side of a pair, which Moodle shows as it is."""
        return _escaped(self._words.line_words(text), self._losses)

    def left(self, text: str) -> str:
        """Write the left side of a pair."""
        line = self.line(text)
        if "->" in line:
            self._losses.add("'->' on a left side became '→'; Moodle ends it there.")
            line = line.replace("->", "→")
        return _marked(line, self.mark or "[moodle]", self._losses)

    def feedback(self, text: str) -> str:
        """Write feedback, or nothing if there is none."""
        return f"#{self.text(text)}" if text.strip() else ""

    def typed_feedback(self, text: str) -> str:
        """Write feedback of a typed answer; an arrow in it would make it a matching question."""
        if "->" not in text:
            return self.feedback(text)
        self._losses.add("'->' in its feedback became '→'; Moodle would read pairs.")
        words = self.plain(text).replace("->", "→")
        return f"#{_marked(words, self.mark or '[moodle]', self._losses)}"


def _texts(question: Question) -> Iterator[str]:
    """Yield the texts of a question that Moodle reads in a format."""
    yield from (question.prompt, question.explain, question.text, question.back)
    for choice in question.choices:
        yield from (choice.text, choice.why)
    yield from (pair.left for pair in question.pairs)
    yield from (wrong.why for wrong in question.why_wrong)


def _question(question: Question, words: _GiftWords, losses: Losses) -> str:
    """Write one question with its comment, name and answers."""
    name_lost(question, "GIFT", _NO_PLACE, losses)
    prompt = words.plain(question.prompt)
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            lines = _choices(question, words, losses)
        case QuestionType.TRUE_FALSE:
            lines = [_true_false(question, words, losses)]
        case QuestionType.NUMERIC:
            lines = _numeric(question, words, losses)
        case QuestionType.SHORT:
            lines = _short(question, words, losses)
        case QuestionType.MATCH:
            lines = _match(question, words, losses)
        case QuestionType.CLOZE:
            text, lines = _cloze(question, words, losses)
            prompt = f"{prompt}\n\n{text}"
        case QuestionType.ORDER:
            raise CannotCarry("GIFT has no questions that put things in order.")
        case QuestionType.CARD:
            lines = _card(question, words, losses)
        case _:
            assert_never(question.type)
    if question.explain and question.type is not QuestionType.CARD:
        lines.append(f"####{words.text(question.explain)}")
    tokens = [f"[id:{question.id}]", *(_tag(tag) for tag in _tags(question, losses))]
    inner = "".join(f"\n\t{line}" for line in lines)
    mark = words.mark or ("[moodle]" if prompt.startswith("[") else "")
    stem = f"::{question.id}::{mark}{_escaped(prompt, losses)}"
    return f"// {' '.join(tokens)}\n{stem}{{{inner}\n}}\n"


def _tags(question: Question, losses: Losses) -> list[str]:
    """Return the tags that Moodle accepts."""
    tags = [tag for tag in question.tags if tag.strip() and not _BAD_IN_TAG.search(tag)]
    if len(tags) < len(question.tags):
        losses.add("Moodle takes no tag with <, > or a backtick in it.")
    return tags


def _tag(tag: str) -> str:
    return "[tag:{}]".format(tag.replace("]", "\\]"))


def _escaped(text: str, losses: Losses) -> str:
    """Escape syntax characters, and put a text on one line."""
    if text != text.strip(" \t"):
        losses.add("Blanks at the ends of its texts are lost.")
        text = text.strip(" \t")
    return _SYNTAX.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _marked(text: str, mark: str, losses: Losses) -> str:
    """Write a text, after the mark of its format if it begins like a format or a weight."""
    written = _escaped(text, losses)
    return f"{mark}{written}" if written.startswith(("[", "%")) else written


def _percent(weight: float, losses: Losses) -> str:
    """Write a weight, and report it if Moodle has no such grade."""
    percent = round(weight * 100, 5)
    if all(abs(abs(percent) - grade) > 1e-5 for grade in _GRADES):
        losses.add(f"Moodle knows no weight of {percent:g} %; import with the nearest grade.")
    return f"%{percent:.5f}".rstrip("0").rstrip(".") + "%"


def _choices(question: Question, words: _GiftWords, losses: Losses) -> list[str]:
    """Write `=key ~distractor`, or a weight for every choice where there are several keys."""
    if any(choice.fixed for choice in question.choices):
        losses.add("GIFT cannot keep a choice in its place.")
    if question.type is QuestionType.SINGLE:
        return [_single_choice(choice, words, losses) for choice in question.choices]
    keys = sum(choice.correct for choice in question.choices)
    rest = len(question.choices) - keys
    lines: list[str] = []
    for choice in question.choices:
        usual = 1 / keys if choice.correct else -1 / rest
        weight = usual if choice.weight is None else choice.weight
        text, why = words.text(choice.text), words.feedback(choice.why)
        lines.append(f"~{_percent(weight, losses)}{text}{why}")
    return lines


def _single_choice(choice: Choice, words: _GiftWords, losses: Losses) -> str:
    mark = "=" if choice.correct else "~"
    if not choice.correct and choice.weight:
        mark += _percent(choice.weight, losses)
    return f"{mark}{words.text(choice.text)}{words.feedback(choice.why)}"


def _true_false(question: Question, words: _GiftWords, losses: Losses) -> str:
    """Write `TRUE#feedback when wrong`."""
    missed = "false" if question.answer else "true"
    why = ""
    for wrong in question.why_wrong:
        if wrong.match.strip().casefold() in (missed, "*") and not why:
            why = wrong.why
        else:
            losses.add(f"Feedback on '{wrong.match}' is lost.")
        if wrong.weight:
            losses.add("A wrong answer to a true-false question cannot count in part.")
    return f"{'TRUE' if question.answer else 'FALSE'}{words.feedback(why)}"


def _numeric(question: Question, words: _GiftWords, losses: Losses) -> list[str]:
    """Write `#`, the number or range that counts as right, and the expected wrong ones."""
    if question.low is not None and question.high is not None:
        key = f"{_number(question.low)}..{_number(question.high)}"
        if question.answer is not None:
            losses.add("GIFT has a range or a number; the range is written.")
    else:
        assert question.answer is not None
        key = f"{_number(question.answer)}:{_number(question.tolerance or 0.0)}"
    lines = ["#", f"={key}"]
    last: list[str] = []
    for wrong in question.why_wrong:
        match = wrong.match.strip()
        why = words.feedback(wrong.why)
        if match == "*":
            last.append(f"={_percent(wrong.weight, losses)}*{why}" if wrong.weight else f"~{why}")
        elif _NUMBER.fullmatch(match):
            lines.append(f"={_percent(wrong.weight, losses)}{match}:0{why}")
        elif all(_NUMBER.fullmatch(end.strip()) for end in match.split("..", 1)):
            lines.append(f"={_percent(wrong.weight, losses)}{match}{why}")
        else:
            losses.add(f"'{match}' is no number for Moodle, so feedback on it is lost.")
    return [*lines, *last[:1]]


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _short(question: Question, words: _GiftWords, losses: Losses) -> list[str]:
    """Write every answer with its weight."""
    right = [escaped(answer) for answer in question.accept if answer.strip()]
    if question.pattern:
        wild = answers_of(question.pattern)
        if wild is None:
            losses.add("GIFT has no patterns; only '*' for any text.")
        else:
            right.extend(wild)
            if not question.pattern.startswith("(?i)"):
                losses.add("Upper and lower case are the same in what its pattern accepts.")
    lines = [f"=%100%{text}" for text in _answers(right, losses)]
    if not lines:
        raise CannotCarry("GIFT can carry none of the answers that it accepts.")
    lines.extend(
        _wrong(wrong, words, losses) for wrong in question.why_wrong if "->" not in wrong.match
    )
    if any("->" in wrong.match for wrong in question.why_wrong):
        losses.add("Answers with '->' are lost; Moodle would read pairs.")
    return lines


def _answers(answers: list[str], losses: Losses) -> list[str]:
    """Write answers without arrows, which would make a matching question."""
    if any("->" in answer for answer in answers):
        losses.add("Answers with '->' are lost; Moodle would read pairs.")
    return [_marked(answer, "[plain]", losses) for answer in answers if "->" not in answer]


def _wrong(wrong: WrongAnswer, words: _GiftWords, losses: Losses) -> str:
    """Write an expected answer that is not fully right."""
    match = "*" if wrong.match.strip() == "*" else _marked(escaped(wrong.match), "[plain]", losses)
    return f"={_percent(wrong.weight, losses)}{match}{words.typed_feedback(wrong.why)}"


def _match(question: Question, words: _GiftWords, losses: Losses) -> list[str]:
    """Write `=left -> right`, and `= -> right` for distractors."""
    if any(pair.why for pair in question.pairs):
        losses.add("GIFT has no feedback on a pair.")
    if question.why_wrong:
        losses.add("GIFT has no feedback on a distractor of pairs.")
    lines = [f"={words.left(pair.left)} -> {words.right(pair.right)}" for pair in question.pairs]
    lines.extend(f"= -> {words.right(right)}" for right in question.distractors)
    return lines


def _card(question: Question, words: _GiftWords, losses: Losses) -> list[str]:
    """Write an essay with the back of a card as its feedback."""
    losses.add("A card became an essay, with its back as feedback; Moodle's teachers grade it.")
    if question.reversed:
        losses.add("It asks one way only in GIFT.")
    if question.explain:
        losses.add("The explanation of a card is lost; its back is the feedback.")
    return [f"####{words.text(question.back)}"]


def _cloze(question: Question, words: _GiftWords, losses: Losses) -> tuple[str, list[str]]:
    """Write a text with one gap as a short answer."""
    gaps = GAP.findall(question.text)
    if len(gaps) != 1:
        raise CannotCarry("GIFT has no text with several gaps.")
    losses.add("A text with a gap became a question with a typed answer.")
    right = [escaped(answer.strip()) for answer in gaps[0].split("|") if answer.strip()]
    lines = [f"=%100%{text}" for text in _answers(right, losses)]
    if not lines:
        raise CannotCarry("GIFT can carry none of the answers that it accepts.")
    lines.extend(
        _wrong(wrong, words, losses) for wrong in question.why_wrong if "->" not in wrong.match
    )
    text = GAP.sub("_____", words.line(question.text)).replace(GAP_CHARACTER, "_____")
    return text, lines
