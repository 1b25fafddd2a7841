"""Reads the TOML of mdbook-quiz: `[[questions]]` with a type, a prompt and an answer.

Its texts are Markdown already and stay as they are, without their pictures.
"""

from __future__ import annotations

from typing import Any

import msgspec

from explainer.deck.position import Locator
from explainer.deck.question import Choice, Question, QuestionType
from explainer.deck.toml_file import parse_toml
from explainer.importers.html_markup import is_only_picture
from explainer.importers.imported_text import ImportedText
from explainer.importers.item import (
    MOST_ANSWERS,
    MOST_ITEMS,
    Form,
    ImportRefused,
    ImportResult,
    Item,
    ItemPlace,
    LeftOut,
    Note,
    Remarks,
    short,
)
from explainer.importers.markdown_pictures import without_pictures
from explainer.importers.markdown_text import fenced
from explainer.importers.pictures import refuse_pictures
from explainer.importers.question_id import QuestionIds
from explainer.problems import Problems, Span

_KNOWN = frozenset({"id", "type", "prompt", "answer", "context", "multipart", "promptExplanation"})
_LONGEST_TYPED = 200


def read_mdbook(source: ImportedText) -> ImportResult:
    """Read every question of a quiz."""
    problems = Problems()
    table = parse_toml(source.text, "", problems)
    if table is None:
        problem = next(iter(problems))
        where = f"Line {problem.span.line}: " if problem.span.line else ""
        raise ImportRefused(f"The file is no TOML. {where}{problem.message}")
    questions = table.get("questions")
    multipart = table.get("multipart")
    reader = _MdbookReader(source, multipart if isinstance(multipart, dict) else {})
    found = questions if isinstance(questions, list) else []
    items = [reader.item(entry, number) for number, entry in enumerate(found[:MOST_ITEMS])]
    notes = list(source.notes)
    if len(found) > MOST_ITEMS:
        message = f"Only the first {MOST_ITEMS} items were read. Split the file."
        notes.append(Note(None, None, message))
    return ImportResult(Form.MDBOOK, tuple(items), tuple(notes))


class _Entry:
    """One `[[questions]]`, with the places of its keys."""

    def __init__(self, table: dict[str, Any], number: int, locator: Locator) -> None:
        self.table = table
        self._number = number
        self._locator = locator

    def place(self, *keys: str) -> ItemPlace:
        """Return the place of one of its keys, or of the entry."""
        span = self._locator.locate(Span("", keys=("questions", self._number, *keys)))
        return ItemPlace(span.line or 1, span.column)

    def part(self, key: str) -> dict[str, Any]:
        """Return a table in it."""
        value = self.table.get(key)
        if isinstance(value, dict):
            return value
        raise LeftOut(f"It has no '{key}'.", self.place(key))

    def text(self, *keys: str) -> str:
        """Return a text in it that must be there."""
        value: Any = self.table
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, str) and value.strip():
            return value.strip("\n")
        raise LeftOut(f"It has no text '{'.'.join(keys)}'.", self.place(*keys))

    def texts(self, value: Any, *keys: str) -> list[str]:
        """Return a list of texts."""
        items = value if isinstance(value, list) else []
        if not all(isinstance(item, str) and item.strip() for item in items):
            raise LeftOut(f"Not everything in '{'.'.join(keys)}' is a text.", self.place(*keys))
        if len(items) > MOST_ANSWERS:
            raise LeftOut(f"It has more than {MOST_ANSWERS} answers.", self.place(*keys))
        return [item.strip("\n") for item in items]


class _MdbookReader:
    """Reads the questions of one quiz."""

    def __init__(self, source: ImportedText, multipart: dict[str, Any]) -> None:
        self._locator = Locator(source.text)
        self._multipart = multipart
        self._ids = QuestionIds()

    def item(self, table: Any, number: int) -> Item:
        """Read one question, or report why it was left out."""
        entry = _Entry(table if isinstance(table, dict) else {}, number, self._locator)
        remarks = Remarks(entry.place().line)
        try:
            asked = self._question(entry, remarks)
        except LeftOut as reason:
            return remarks.left(
                reason, short(str(entry.table.get("id") or f"question {number + 1}"))
            )
        words = asked.prompt
        question = _without_pictures(asked, remarks)
        named = entry.table.get("id")
        if isinstance(named, str) and named.strip():
            id, _ = self._ids.named(named.strip(), words)
            if id != named:
                remarks.change(f"The id '{short(named)}' became '{id}'.", entry.place("id"))
        else:
            id = self._ids.of_prompt(words)
        made = msgspec.structs.replace(question, id=id, span=Span("", remarks.line))
        return remarks.taken(made, short(question.prompt))

    def _question(self, entry: _Entry, remarks: Remarks) -> Question:
        kind = entry.table.get("type")
        match kind:
            case "MultipleChoice":
                question = _choices(entry, remarks)
            case "ShortAnswer":
                question = _short(entry, remarks)
            case "Tracing":
                question = _tracing(entry, remarks)
            case _:
                raise LeftOut(f"There is no type '{short(str(kind))}'.", entry.place("type"))
        if is_only_picture(question.prompt):
            raise LeftOut("It asks by a picture only.", entry.place("prompt"))
        context = entry.table.get("context")
        explain = context.strip("\n") if isinstance(context, str) and context.strip() else ""
        if explain and question.explain:
            explain = f"{explain}\n\n{question.explain}"
        if entry.table.get("promptExplanation"):
            remarks.change("Learners are not asked to explain their answer.", entry.place())
        for key in entry.table.keys() - _KNOWN:
            remarks.change(f"'{short(key)}' was left out.", entry.place(key))
        return msgspec.structs.replace(
            question,
            prompt=self._with_context(entry, question.prompt, remarks),
            explain=explain or question.explain,
        )

    def _with_context(self, entry: _Entry, prompt: str, remarks: Remarks) -> str:
        """Return the prompt after the text that several questions share."""
        part = entry.table.get("multipart")
        if part is None:
            return prompt
        shared = self._multipart.get(part) if isinstance(part, str) else None
        if not isinstance(shared, str) or not shared.strip():
            remarks.change(
                "The text that it shares with others is missing.", entry.place("multipart")
            )
            return prompt
        remarks.change(
            "The text that it shares with others stands before it.", entry.place("multipart")
        )
        return "\n\n".join((shared.strip("\n"), prompt))


def _without_pictures(question: Question, remarks: Remarks) -> Question:
    """Return a question with the words that describe its pictures in their place."""
    made = msgspec.structs.replace(
        question,
        prompt=without_pictures(question.prompt),
        explain=without_pictures(question.explain),
        choices=tuple(
            msgspec.structs.replace(choice, text=without_pictures(choice.text))
            for choice in question.choices
        ),
    )
    if made != question:
        remarks.change("A picture was left out; what describes it stands for it.")
    return made


def _new_question(type: QuestionType, prompt: str) -> Question:
    return Question(id="", type=type, prompt=prompt, span=Span(""))


def _choices(entry: _Entry, remarks: Remarks) -> Question:
    """Read distractors and one or more answers."""
    prompt, answer = entry.part("prompt"), entry.part("answer").get("answer")
    wrong = entry.texts(prompt.get("distractors"), "prompt", "distractors")
    several = isinstance(answer, list)
    right = entry.texts(answer if several else [answer], "answer", "answer")
    if not right or len(right) + len(wrong) < 2:
        raise LeftOut("It needs a right answer and another.", entry.place("answer"))
    refuse_pictures(
        [is_only_picture(text) for text in (*right, *wrong)],
        [True] * len(right) + [False] * len(wrong),
        entry.place("prompt", "distractors"),
    )
    index = prompt.get("answerIndex")
    sorts = prompt.get("sortAnswers") is True
    at = index if type(index) is int and 0 <= index <= len(wrong) else 0
    ordered = [*((text, False) for text in wrong[:at]), *((text, True) for text in right),
               *((text, False) for text in wrong[at:])]  # fmt: skip
    if sorts:
        ordered.sort(key=lambda choice: choice[0])
    stays = sorts or type(index) is int
    choices = tuple(
        Choice(text, Span("", remarks.line), correct, fixed=stays) for text, correct in ordered
    )
    kind = QuestionType.MULTIPLE if several else QuestionType.SINGLE
    question = _new_question(kind, entry.text("prompt", "prompt"))
    return msgspec.structs.replace(question, choices=choices)


def _short(entry: _Entry, remarks: Remarks) -> Question:
    """Read an answer to be typed and its alternatives."""
    answers = entry.part("answer")
    more = entry.texts(answers.get("alternatives"), "answer", "alternatives")
    accept = [entry.text("answer", "answer"), *more]
    if any("\n" in answer for answer in accept):
        message = "Its answer has several lines, and an answer is typed on one."
        raise LeftOut(message, entry.place("answer"))
    longest = max(map(len, accept))
    if longest > _LONGEST_TYPED:
        most = f"{_LONGEST_TYPED} at most"
        message = f"Its answer is too long to be typed: {longest} characters, of {most}."
        raise LeftOut(message, entry.place("answer"))
    if any(is_only_picture(answer) for answer in accept):
        message = "Its answer is only a picture, which nobody can type."
        raise LeftOut(message, entry.place("answer"))
    response = entry.part("prompt").get("response")
    if response in ("long", "code"):
        remarks.change("Its answer is typed on one line here.", entry.place("prompt", "response"))
    question = _new_question(QuestionType.SHORT, entry.text("prompt", "prompt"))
    return msgspec.structs.replace(question, accept=tuple(dict.fromkeys(accept)))


def _tracing(entry: _Entry, remarks: Remarks) -> Question:
    """Return a question about the output of a program, or about whether it compiles."""
    program, answer = entry.text("prompt", "program"), entry.part("answer")
    compiles, output = answer.get("doesCompile"), answer.get("stdout")
    if type(compiles) is not bool:
        raise LeftOut("It does not say whether the program compiles.", entry.place("answer"))
    printed = output.strip() if isinstance(output, str) else ""
    code = fenced(program, "rust")
    if compiles and printed and "\n" not in printed and len(printed) <= _LONGEST_TYPED:
        remarks.change("What a program prints became an answer to be typed.", entry.place())
        question = _new_question(QuestionType.SHORT, f"What does this program print?\n\n{code}")
        return msgspec.structs.replace(question, accept=(printed,))
    remarks.change("Whether a program compiles became a statement, true or false.", entry.place())
    question = _new_question(QuestionType.TRUE_FALSE, f"This program compiles.\n\n{code}")
    explain = f"It prints:\n\n{fenced(printed)}" if compiles and printed else ""
    number = answer.get("lineNumber")
    if not compiles and type(number) is int:
        explain = f"The error is on line {number}."
    return msgspec.structs.replace(question, answer=compiles, explain=explain)
