"""Reads questions in Aiken: a prompt, choices with letters, and a line `ANSWER: B`."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from explainer.deck.question import Choice, Question, QuestionType
from explainer.importers.html_markup import is_only_picture
from explainer.importers.imported_text import ImportedText
from explainer.importers.item import (
    MOST_ANSWERS,
    MOST_ITEMS,
    Form,
    ImportResult,
    Item,
    ItemPlace,
    LeftOut,
    Note,
    Remarks,
    short,
)
from explainer.importers.markdown_text import plain_markdown
from explainer.importers.pictures import refuse_pictures
from explainer.importers.question_id import QuestionIds
from explainer.problems import Span

_OPTION = re.compile(r"([A-Z])[).][ \t]*(?=\S)(.*)|([a-z])[).][ \t]+(?=\S)(.*)")
_ANSWER = re.compile(r"(ANSWER|Answer|answer)[ \t]*:[ \t]*(.*)")
_WORD = re.compile(r"[^\s,;&]+")
_LABEL = re.compile(r"([A-Za-z])[).](?:\s|$)")


class _AikenOption(NamedTuple):
    """A choice with its letter."""

    letter: str
    text: str
    line: int


class _Draft:
    """A question that is not complete yet."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.stem: list[str] = []
        self.options: list[_AikenOption] = []
        self.blank = False
        """True if the last line was blank."""


def read_aiken(source: ImportedText) -> ImportResult:
    """Read every question of an Aiken file."""
    items: list[Item] = []
    notes: list[Note] = [*source.notes]
    ids = QuestionIds()
    draft = _Draft(1)
    for number, raw in enumerate(source.text.split("\n"), 1):
        if len(items) == MOST_ITEMS:
            message = f"Only the first {MOST_ITEMS} items were read. Split the file."
            notes.append(Note(number, None, message))
            return ImportResult(Form.AIKEN, tuple(items), tuple(notes))
        line = raw.strip(" \t")
        if not line:
            draft.blank = True
            continue
        answer = _ANSWER.fullmatch(line)
        option = _OPTION.fullmatch(line)
        if not draft.stem and not draft.options:
            draft.line = number
        if answer is not None:
            items.append(_item(draft, answer, number, ids))
            draft = _Draft(number + 1)
        elif option is not None and draft.stem:
            letter, text = option[1] or option[3], option[2] or option[4]
            draft.options.append(_AikenOption(letter, text.strip(" \t"), number))
        elif draft.options or (draft.stem and draft.blank):
            items.append(_unfinished(draft))
            draft = _Draft(number)
            draft.stem.append(line)
        else:
            draft.stem.append(line)
        draft.blank = False
    if draft.stem:
        items.append(_unfinished(draft))
    return ImportResult(Form.AIKEN, tuple(items), tuple(notes))


def _unfinished(draft: _Draft) -> Item:
    """Return the item for a question without its last line."""
    what = "no line 'ANSWER:'" if draft.options else "no answers to choose from"
    return Remarks(draft.line).left(LeftOut(f"It has {what}."), short(" ".join(draft.stem)))


def _item(draft: _Draft, answer: re.Match[str], line: int, ids: QuestionIds) -> Item:
    """Return the item for a question with its `ANSWER:`."""
    remarks = Remarks(draft.line)
    name = short(" ".join(draft.stem))
    try:
        if not draft.stem:
            raise LeftOut("No question stands before this answer.", ItemPlace(line))
        _repair_prompt(draft, remarks)
        question = _question(draft, answer, line, remarks)
    except LeftOut as reason:
        return remarks.left(reason, name)
    words = "\n".join(draft.stem)
    return remarks.taken(replace(question, id=ids.of_prompt(words)), short(words))


def _repair_prompt(draft: _Draft, remarks: Remarks) -> None:
    """Add a line that looks like a choice to the prompt if it belongs there: `A. Smith wrote …`."""
    options = draft.options
    if len(options) > 1 and options[0].letter == options[1].letter == "A":
        first = options.pop(0)
        draft.stem.append(f"{first.letter}. {first.text}")
        message = "Moodle would take this line for a choice; it is read as part of the question."
        remarks.warn(message, ItemPlace(first.line))
    if _OPTION.fullmatch(draft.stem[0]):
        remarks.warn("Moodle would take the question for a choice.", ItemPlace(draft.line))
    if len(draft.stem) > 1:
        message = "The question has several lines, of which Moodle reads only the last."
        remarks.warn(message, ItemPlace(draft.line))


def _question(draft: _Draft, answer: re.Match[str], line: int, remarks: Remarks) -> Question:
    """Read the choices and the key."""
    options = draft.options
    if len(options) < 2:
        raise LeftOut("It needs at least two answers to choose from.", ItemPlace(line))
    if len(options) > MOST_ANSWERS:
        raise LeftOut(f"It has more than {MOST_ANSWERS} answers.", ItemPlace(line))
    if is_only_picture("\n".join(draft.stem)):
        raise LeftOut("It asks by a picture only.")
    letters = [option.letter.upper() for option in options]
    if len(set(letters)) < len(letters):
        raise LeftOut("Two of its answers have the same letter.", ItemPlace(options[0].line))
    if letters != [chr(ord("A") + at) for at in range(len(letters))]:
        message = "Its letters leave some out; Moodle counts answers instead."
        remarks.warn(message, ItemPlace(options[0].line))
    if any(option.letter.islower() for option in options):
        remarks.warn("Moodle knows answers by capital letters only.", ItemPlace(options[0].line))
    given = _letters(answer[2].strip())
    if not given:
        shown = f"'{short(answer[2])}'" if answer[2].strip() else "Nothing"
        raise LeftOut(f"{shown} behind 'ANSWER:' is no letter of an answer.", ItemPlace(line))
    if answer[1] != "ANSWER" or any(letter.islower() for letter in given):
        wanted = ", ".join(given).upper()
        message = f"Moodle finds no right answer unless it is 'ANSWER: {wanted}', in capitals."
        remarks.warn(message, ItemPlace(line))
    keys = [letter.upper() for letter in given]
    for key in keys:
        if key not in letters:
            raise LeftOut(f"It has no answer {key}, which 'ANSWER:' names.", ItemPlace(line))
    if len(set(keys)) > 1:
        remarks.change("Moodle reads only the first of several right answers.", ItemPlace(line))
    refuse_pictures(
        [is_only_picture(option.text) for option in options],
        [letter in keys for letter in letters],
        ItemPlace(options[0].line),
    )
    several = len(set(keys)) > 1
    choices = tuple(
        Choice(plain_markdown(option.text), Span("", option.line), letter in keys)
        for option, letter in zip(options, letters, strict=True)
    )
    type = QuestionType.MULTIPLE if several else QuestionType.SINGLE
    prompt = plain_markdown("\n".join(draft.stem))
    return Question(id="", type=type, prompt=prompt, span=Span("", draft.line), choices=choices)


def _letters(given: str) -> list[str]:
    """Read `B`, `B) with its text` or `A, C and D`; return nothing if there is no letter."""
    label = _LABEL.match(given)
    if label is not None:
        return [label[1]]
    words = [word for word in _WORD.findall(given[:200]) if word != "and"]
    are_letters = all(len(word) == 1 and word.isascii() and word.isalpha() for word in words)
    return words if are_letters and len(given) <= 200 else []
