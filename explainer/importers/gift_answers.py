"""Reads the answers between the braces of a GIFT question."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from explainer.deck.answer_pattern import pattern_fault
from explainer.deck.question import Choice, Pair, QuestionType, WrongAnswer
from explainer.importers.gift_answer import WEIGHT, Answers, weight_of, wrong_answer
from explainer.importers.gift_format import GiftTexts, joined, own_format
from explainer.importers.gift_numbers import read_numeric
from explainer.importers.gift_text import GiftPiece
from explainer.importers.item import MOST_ANSWERS, LeftOut, Remarks, short
from explainer.importers.markdown_text import plain_line_markdown
from explainer.importers.pictures import refuse_pictures
from explainer.problems import Span
from explainer.quiz.writers.wildcard import has_wildcard, literal, pattern_of

_CHOICE = re.compile("[~=]")
_EQUALS = re.compile("=")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_SAME = 0.005
"""Largest difference of two equal weights; a third is written in many ways."""
_WHOLE = 0.02
"""Largest difference of the weights of right answers from 1, as in the deck's reader."""


def read_answers(block: GiftPiece, texts: GiftTexts, remarks: Remarks) -> Answers:
    """Find the type as Moodle does, and read answers of that type."""
    marks = block.marks
    if not block.text.strip():
        raise LeftOut("It asks for an essay, which no deck can grade.", block.place())
    if marks.startswith("#"):
        return read_numeric(block.cut(1), texts, remarks)
    if "~" in marks:
        return _choices(block, texts, remarks)
    if "=" in marks and "->" in marks:
        parts = [part for part in block.split(_EQUALS) if part.marks not in ("", "=")]
        if len(parts) > 1:
            return _match(parts, texts, remarks)
        message = "One answer with '->' is no matching question; it is asked for as a short answer."
        remarks.warn(message, block.place())
    word = block.marks.partition("#")[0].strip(" \t\n")
    if word.upper() in _TRUTH and "=" not in marks:
        if word not in _TRUTH:
            message = f"Moodle takes {{{word}}} for a word to be typed; write {{{word.upper()}}}."
            remarks.warn(message, block.place())
        return _true_false(block, texts)
    return _short(block, texts, remarks)


class _GiftOption(msgspec.Struct, frozen=True, gc=False):
    """A choice as written in GIFT."""

    piece: GiftPiece
    why: str
    weight: float
    line: int
    text: str = ""


def _choices(block: GiftPiece, texts: GiftTexts, remarks: Remarks) -> Answers:
    """Read `=right ~wrong ~%50%half right`."""
    parts = block.split(_CHOICE)
    if len(parts) > MOST_ANSWERS + 1:
        raise LeftOut(f"It has more than {MOST_ANSWERS} answers.", block.place())
    has_key = "=" in block.marks
    if parts[0].text:
        message = f"'{short(parts[0].text)}' stands before the first = or ~, and is read as wrong."
        remarks.warn(message, parts[0].place())
    written = [_option(part, texts, remarks) for part in parts if part.text]
    refuse_pictures(
        [texts.is_picture(option.piece) for option in written],
        [option.weight > 0 for option in written],
        block.place(),
    )
    options: list[_GiftOption] = []
    found = texts.answers([option.piece for option in written])
    for option, text in zip(written, found, strict=True):
        if text.strip():
            options.append(replace(option, text=text))
        elif option.weight > 0:
            raise LeftOut("A right answer says nothing.", option.piece.place())
        else:
            remarks.change("An answer that says nothing was left out.", option.piece.place())
    if len(options) < 2:
        raise LeftOut("It has fewer than two answers to choose from.", block.place())
    return _single(options, remarks) if has_key else _multiple(options, block, remarks)


def _option(part: GiftPiece, texts: GiftTexts, remarks: Remarks) -> _GiftOption:
    """Read the weight and feedback of one choice; its text depends on the others."""
    mark = part.marks[0]
    place = part.place()
    piece = part.cut(1) if mark in "~=" else part
    weight, piece = weight_of(piece, remarks)
    if mark == "=" and weight is not None:
        remarks.warn("Moodle reads no weight after '=' here and shows it as text.", place)
    if weight is None:
        weight = 1.0 if mark == "=" else 0.0
    piece, why = texts.feedback(piece)
    return _GiftOption(piece, why, weight, place.line)


def _single(options: list[_GiftOption], remarks: Remarks) -> Answers:
    """Return a question with one key; if several choices are right, one that asks for all."""
    keys = [option for option in options if option.weight == 1]
    if len(keys) == 1:
        choices = [
            _choice(option, option.weight == 1, None if option.weight in (0, 1) else option.weight)
            for option in options
        ]
        return Answers(QuestionType.SINGLE, choices=tuple(choices))
    keys = [option for option in options if option.weight > 0]
    if not keys:
        raise LeftOut("None of its answers is right.")
    remarks.change(
        f"Any one of {len(keys)} answers counts in Moodle; here all of them must be chosen."
    )
    choices = [_choice(option, option.weight > 0, None) for option in options]
    return Answers(QuestionType.MULTIPLE, choices=tuple(choices))


def _multiple(options: list[_GiftOption], block: GiftPiece, remarks: Remarks) -> Answers:
    """Return a question with a key for every choice with a weight above 0."""
    keys = [option for option in options if option.weight > 0]
    rest = [option for option in options if option.weight <= 0]
    if not keys:
        raise LeftOut("None of its answers is right: '=' marks a right one.", block.place())
    total = sum(option.weight for option in keys)
    if abs(total - 1) > _WHOLE:
        message = f"The weights of its right answers make {total * 100:g} %, not 100 %."
        raise LeftOut(message, block.place())
    even = all(abs(option.weight - 1 / len(keys)) <= _SAME for option in keys)
    usual = all(abs(option.weight + 1 / len(rest)) <= _SAME for option in rest)
    if rest and all(option.weight == 0 for option in rest):
        message = "Wrong answers cost nothing, so choosing all of them gets full points."
        remarks.warn(message, block.place())
    choices = [
        _choice(
            option,
            option.weight > 0,
            None if (even if option.weight > 0 else usual) else option.weight,
        )
        for option in options
    ]
    return Answers(QuestionType.MULTIPLE, choices=tuple(choices))


def _choice(option: _GiftOption, correct: bool, weight: float | None) -> Choice:
    return Choice(option.text, Span("", option.line), correct, option.why, weight=weight)


def _match(parts: list[GiftPiece], texts: GiftTexts, remarks: Remarks) -> Answers:
    """Read `=left -> right`."""
    lefts: list[GiftPiece] = []
    rights: list[tuple[str, str]] = []
    if len(parts) > MOST_ANSWERS:
        raise LeftOut(f"It has more than {MOST_ANSWERS} pairs.", parts[0].place())
    for part in parts:
        piece = part.cut(1) if part.marks.startswith("=") else part
        at = piece.marks.find("->")
        if at < 0:
            raise LeftOut("Some of its answers have '->' and this one has not.", part.place())
        if WEIGHT.match(piece.marks):
            remarks.warn("A pair has no weight; '%…%' is read as text.", piece.place())
        left = piece.cut(0, at)
        answer = piece.cut(at + 2)
        right, why = answer.text, ""
        if "#" in answer.marks:
            message = (
                "Moodle shows '#' and what follows as part of the answer; here it is feedback."
            )
            remarks.warn(message, answer.place(answer.marks.find("#")))
            answer, why = texts.feedback(answer)
            right = answer.text
        if not right.strip():
            raise LeftOut("Nothing stands behind its '->'.", part.place())
        if texts.is_picture(left) or texts.is_picture(answer):
            raise LeftOut("A side of a pair is only a picture.", part.place())
        lefts.append(left)
        rights.append((plain_line_markdown(right), why))
    both = list(zip(texts.answers(lefts, is_line=True), rights, strict=True))
    pairs = [Pair(left, right, why) for left, (right, why) in both if left.strip()]
    distractors = [right for left, (right, _) in both if not left.strip()]
    if len(pairs) < 2:
        raise LeftOut("A matching question needs at least two pairs.", parts[0].place())
    return Answers(QuestionType.MATCH, pairs=tuple(pairs), distractors=tuple(distractors))


def _true_false(block: GiftPiece, texts: GiftTexts) -> Answers:
    """Read `T#feedback when wrong#feedback when right`."""
    first = block.marks.find("#")
    if first < 0:
        return Answers(QuestionType.TRUE_FALSE, answer=_TRUTH[block.text.upper()])
    answer = _TRUTH[block.cut(0, first).text.upper()]
    second = block.marks.find("#", first + 1)
    wrong = block.cut(first + 1, second if second >= 0 else None)
    right = texts.markdown(block.cut(second + 1)) if second >= 0 else ""
    why = texts.markdown(wrong)
    missed = "false" if answer else "true"
    why_wrong = (WrongAnswer(missed, why),) if why.strip() else ()
    return Answers(QuestionType.TRUE_FALSE, explain=right, answer=answer, why_wrong=why_wrong)


def _short(block: GiftPiece, texts: GiftTexts, remarks: Remarks) -> Answers:
    """Read `=right =also right =%50%half right`."""
    parts = [part for part in block.split(_EQUALS) if part.text]
    if len(parts) > MOST_ANSWERS:
        raise LeftOut(f"It has more than {MOST_ANSWERS} answers.", block.place())
    accept: list[str] = []
    patterns: list[str] = []
    wrong: list[WrongAnswer] = []
    explain = ""
    for part in parts:
        if part.marks.startswith("="):
            piece = part.cut(1)
        else:
            piece = part
            message = f"'{short(part.text)}' in braces is read as an answer to be typed."
            remarks.warn(message, part.place())
        weight, piece = weight_of(piece, remarks)
        piece, why = texts.feedback(piece)
        if texts.is_picture(piece):
            raise LeftOut("An answer is only a picture, which nobody can type.", piece.place())
        piece = own_format(piece)[1]
        if not piece.text.strip():
            continue
        if weight is None or weight == 1:
            if joined(explain, why) not in (explain, why):
                remarks.change("Feedback on several right answers became one explanation.")
            if why and why not in explain.split("\n\n"):
                explain = joined(explain, why)
            if has_wildcard(piece.text):
                patterns.append(piece.text)
                if not piece.text.strip("* "):
                    raise LeftOut("Everything would count as right: '*'.", piece.place())
            else:
                accept.append(literal(piece.text))
            continue
        answer = _partly(piece, why, weight, remarks)
        if answer is not None:
            wrong.append(answer)
    pattern = _pattern(patterns, block, remarks)
    if not accept and not pattern:
        raise LeftOut("It has no answer that counts as right.", block.place())
    accept = list(dict.fromkeys(accept))
    return Answers(
        QuestionType.SHORT,
        explain=explain,
        accept=tuple(accept),
        pattern=pattern,
        why_wrong=tuple(wrong),
    )


def _partly(piece: GiftPiece, why: str, weight: float, remarks: Remarks) -> WrongAnswer | None:
    """Read a typed answer that is not fully right."""
    if piece.text == "*":
        return wrong_answer("*", why, weight, piece, remarks)
    text = literal(piece.text)
    if has_wildcard(piece.text) or text == "*":
        message = f"'{short(piece.text)}' was left out: answers in part right cannot have a '*'."
        remarks.change(message, piece.place())
        return None
    return wrong_answer(text, why, weight, piece, remarks)


def _pattern(answers: list[str], block: GiftPiece, remarks: Remarks) -> str:
    """Return one pattern for answers with wildcards."""
    if not answers:
        return ""
    pattern = pattern_of(answers)
    wrong = pattern_fault(pattern)
    if not wrong:
        return pattern
    remarks.change(f"Answers with '*' were left out. {wrong}", block.place())
    return ""
