r"""Writes questions in GIFT, Moodle's text format.

Every text is on one line, with `\n` for its line ends: Moodle trims lines, so that indentation
would be lost otherwise. Texts are marked as plain, because Moodle's default format would read
`Vec<T>` as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from explainer.deck.question import Choice, Question, QuestionType, WrongAnswer
from explainer.deck.question_text import GAP
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried, name_lost
from explainer.quiz.writers.wildcard import answers_of, escaped

_SYNTAX = re.compile(r"[\\#=~{}:]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_BAD_IN_TAG = re.compile(r"[<>`\n\t]")
_NO_PLACE = ("section", "settles", "confuses", "points", "hints", "sources", "claims", "unit")
_GRADES = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
           14.28571, 12.5, 11.11111, 10, 5, 0)  # fmt: skip
"""Weights in per cent that Moodle accepts unless it is told to take the nearest."""


def write(questions: Iterable[Question]) -> Export:
    """Write questions one after another."""
    blocks, reports = carried(questions, "GIFT", _question)
    return Export("\n".join(blocks), reports)


def _question(question: Question, losses: Losses) -> str:
    """Write one question with its comment, name and answers."""
    name_lost(question, "GIFT", _NO_PLACE, losses)
    prompt = question.prompt
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            lines = _choices(question, losses)
        case QuestionType.TRUE_FALSE:
            lines = [_true_false(question, losses)]
        case QuestionType.NUMERIC:
            lines = _numeric(question, losses)
        case QuestionType.SHORT:
            lines = _short(question, losses)
        case QuestionType.MATCH:
            lines = _match(question, losses)
        case QuestionType.CLOZE:
            prompt, lines = _cloze(question, losses)
        case QuestionType.ORDER:
            raise CannotCarry("GIFT has no questions that put things in order.")
        case QuestionType.CARD:
            raise CannotCarry("GIFT has no cards that learners judge themselves.")
        case _:
            assert_never(question.type)
    if question.explain:
        lines.append(f"####{_text(question.explain, losses)}")
    tokens = [f"[id:{question.id}]", *(_tag(tag) for tag in _tags(question, losses))]
    inner = "".join(f"\n\t{line}" for line in lines)
    stem = f"::{question.id}::[plain]{_escaped(prompt, losses)}"
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


def _text(text: str, losses: Losses) -> str:
    """Write a text, marked as plain if it begins like a format or a weight."""
    written = _escaped(text, losses)
    return f"[plain]{written}" if written.startswith(("[", "%")) else written


def _feedback(text: str, losses: Losses) -> str:
    """Write feedback, or nothing if there is none."""
    return f"#{_text(text, losses)}" if text.strip() else ""


def _typed_feedback(text: str, losses: Losses) -> str:
    """Write feedback of a typed answer; an arrow in it would make it a matching question."""
    if "->" in text:
        losses.add("'->' in its feedback became '→'; Moodle would read pairs.")
        text = text.replace("->", "→")
    return _feedback(text, losses)


def _percent(weight: float, losses: Losses) -> str:
    """Write a weight, and report it if Moodle has no such grade."""
    percent = round(weight * 100, 5)
    if all(abs(abs(percent) - grade) > 1e-5 for grade in _GRADES):
        losses.add(f"Moodle knows no weight of {percent:g} %; import with the nearest grade.")
    return f"%{percent:.5f}".rstrip("0").rstrip(".") + "%"


def _choices(question: Question, losses: Losses) -> list[str]:
    """Write `=key ~distractor`, or a weight for every choice where there are several keys."""
    if any(choice.fixed for choice in question.choices):
        losses.add("GIFT cannot keep a choice in its place.")
    if question.type is QuestionType.SINGLE:
        return [_single_choice(choice, losses) for choice in question.choices]
    keys = sum(choice.correct for choice in question.choices)
    rest = len(question.choices) - keys
    lines: list[str] = []
    for choice in question.choices:
        usual = 1 / keys if choice.correct else -1 / rest
        weight = usual if choice.weight is None else choice.weight
        text, why = _text(choice.text, losses), _feedback(choice.why, losses)
        lines.append(f"~{_percent(weight, losses)}{text}{why}")
    return lines


def _single_choice(choice: Choice, losses: Losses) -> str:
    mark = "=" if choice.correct else "~"
    if not choice.correct and choice.weight:
        mark += _percent(choice.weight, losses)
    return f"{mark}{_text(choice.text, losses)}{_feedback(choice.why, losses)}"


def _true_false(question: Question, losses: Losses) -> str:
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
    return f"{'TRUE' if question.answer else 'FALSE'}{_feedback(why, losses)}"


def _numeric(question: Question, losses: Losses) -> list[str]:
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
        why = _feedback(wrong.why, losses)
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


def _short(question: Question, losses: Losses) -> list[str]:
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
    lines.extend(_wrong(wrong, losses) for wrong in question.why_wrong if "->" not in wrong.match)
    if any("->" in wrong.match for wrong in question.why_wrong):
        losses.add("Answers with '->' are lost; Moodle would read pairs.")
    return lines


def _answers(answers: list[str], losses: Losses) -> list[str]:
    """Write answers without arrows, which would make a matching question."""
    if any("->" in answer for answer in answers):
        losses.add("Answers with '->' are lost; Moodle would read pairs.")
    return [_text(answer, losses) for answer in answers if "->" not in answer]


def _wrong(wrong: WrongAnswer, losses: Losses) -> str:
    """Write an expected answer that is not fully right."""
    match = "*" if wrong.match.strip() == "*" else _text(escaped(wrong.match), losses)
    return f"={_percent(wrong.weight, losses)}{match}{_typed_feedback(wrong.why, losses)}"


def _match(question: Question, losses: Losses) -> list[str]:
    """Write `=left -> right`, and `= -> right` for distractors."""
    if any(pair.why for pair in question.pairs):
        losses.add("GIFT has no feedback on a pair.")
    lines: list[str] = []
    for pair in question.pairs:
        left = pair.left
        if "->" in left:
            losses.add("'->' on a left side became '→'; Moodle ends it there.")
            left = left.replace("->", "→")
        lines.append(f"={_text(left, losses)} -> {_escaped(pair.right, losses)}")
    lines.extend(f"= -> {_escaped(right, losses)}" for right in question.distractors)
    return lines


def _cloze(question: Question, losses: Losses) -> tuple[str, list[str]]:
    """Write a text with one gap as a short answer."""
    gaps = GAP.findall(question.text)
    if len(gaps) != 1:
        raise CannotCarry("GIFT has no text with several gaps.")
    losses.add("A text with a gap became a question with a typed answer.")
    right = [escaped(answer.strip()) for answer in gaps[0].split("|") if answer.strip()]
    lines = [f"=%100%{text}" for text in _answers(right, losses)]
    if not lines:
        raise CannotCarry("GIFT can carry none of the answers that it accepts.")
    lines.extend(_wrong(wrong, losses) for wrong in question.why_wrong if "->" not in wrong.match)
    text = GAP.sub("_____", question.text)
    return f"{question.prompt}\n{text}", lines
