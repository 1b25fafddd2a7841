"""Reads notes of Anki from its text files: cards to be typed, and texts with gaps.

A deck has no type for cards that are only turned over. If the back of a card is short enough, it
becomes an answer to be typed; otherwise the card is left out.
"""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace

from explainer.deck.fields import ID_PATTERN
from explainer.deck.question import Choice, Hint, Question, QuestionType
from explainer.deck.question_file import GAP
from explainer.importers.anki_text import AnkiRecord, AnkiText, Header
from explainer.importers.html_markup import plain_text
from explainer.importers.imported_text import ImportedText
from explainer.importers.item import (
    MOST_ANSWERS,
    MOST_ITEMS,
    Form,
    ImportResult,
    Item,
    LeftOut,
    Note,
    Remarks,
    short,
)
from explainer.importers.question_id import QuestionIds, digest
from explainer.problems import Span

FILL = "Fill in the gaps."
"""Prompt of a text with gaps if the note has none."""

_LONGEST_TYPED = 80
_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_OPENS_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_SOUND = re.compile(r"\[sound:[^\[\]\n]*\]")
_RULE = re.compile(r"<hr\b[^<>]*>", re.IGNORECASE)
_OWN_GUID = re.compile(r"[a-z0-9-]+/([a-z0-9-]+)")
_NUMBER = re.compile(
    r"(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)(?: ?± ?([0-9]{1,15}(?:\.[0-9]{1,15})?))?(?: ?(%|°C|°F|°))?"
)
_CHOICES = re.compile(r'<ol type="A"( class="multiple")?>((?:(?!</?ol\b).)*)</ol>', re.DOTALL)
_CHOICE = re.compile(r"<li>((?:(?!</?li>).)*)</li>", re.DOTALL)
_REASON = re.compile(
    r'<li( class="key")?>(?:<b>)?([A-Z])\. ((?:(?!</?li>|<br class="why">).)*)'
    r'(?:<br class="why">((?:(?!</?li>).)*))?</li>',
    re.DOTALL,
)


def read_anki(source: ImportedText) -> ImportResult:
    """Read every note of a file."""
    text = AnkiText(source.text)
    records = list(islice(text.records(), MOST_ITEMS + 1))
    reader = _AnkiReader(text.header, records)
    items = [reader.item(record) for record in records[:MOST_ITEMS]]
    notes = list(source.notes)
    if len(records) > MOST_ITEMS:
        message = f"Only the first {MOST_ITEMS} items were read. Split the file."
        notes.append(Note(records[-1].line, None, message))
    if reader.has_decks:
        notes.append(Note(None, None, "Its notes lie in several decks; each deck became a tag."))
    if text.unclosed is not None:
        message = "A quote that opens here is never closed; from here on quotes are text."
        notes.append(Note(text.unclosed, None, message))
    if any(item.question is not None and item.question.prompt == FILL for item in items):
        notes.append(
            Note(None, None, f"A text with gaps asks '{FILL}' where it says nothing else.")
        )
    return ImportResult(Form.ANKI, tuple(items), tuple(notes))


class _AnkiReader:
    """Reads the notes of one file."""

    def __init__(self, header: Header, records: list[AnkiRecord]) -> None:
        self._header = header
        self._ids = QuestionIds()
        self.has_decks = len({self._column("deck", record) for record in records}) > 1
        """True if the notes are in several decks; a single deck means only the file."""

    def item(self, record: AnkiRecord) -> Item:
        """Read one note, or report why it gives no question."""
        remarks = Remarks(record.line)
        special = self._header.columns
        fields = [f for at, f in enumerate(record.fields) if at not in special.values()]
        name = short(self._plain(fields[0][:1000])) if fields else ""
        try:
            question = self._question(fields, self._named("notetype", record), remarks)
        except LeftOut as reason:
            return remarks.left(reason, name)
        guid = self._column("guid", record)
        first = fields[0].strip()
        own = _OWN_GUID.fullmatch(guid)
        known = own[1] if own else guid
        if ID_PATTERN.fullmatch(known) and len(known) <= 90:
            id, _ = self._ids.named(known, question.prompt)
        else:
            id, _ = self._ids.named(f"anki-{digest(guid or first)}", question.prompt)
        made = replace(question, id=id, tags=self._tags(record), span=Span("", record.line))
        return remarks.taken(made, short(question.prompt))

    def _column(self, key: str, record: AnkiRecord) -> str:
        at = self._header.columns.get(key, len(record.fields))
        return record.fields[at].strip() if at < len(record.fields) else ""

    def _named(self, key: str, record: AnkiRecord) -> str:
        return self._column(key, record) or self._header.defaults.get(key, "")

    def _tags(self, record: AnkiRecord) -> tuple[str, ...]:
        """Return its tags; with several decks, its deck is another tag, as a path."""
        words = self._header.defaults.get("tags", "").split() + self._column("tags", record).split()
        if self.has_decks:
            words.append(self._column("deck", record).replace("::", "/"))
        return tuple(dict.fromkeys(word for word in words if word))

    def _plain(self, text: str) -> str:
        """Return a field as plain text."""
        text = plain_text(text, keeps_lines=False) if self._header.html else text
        return text.strip()

    def _question(self, fields: list[str], notetype: str, remarks: Remarks) -> Question:
        """Return a question for the fields of a note."""
        if any(_SOUND.search(field) for field in fields):
            remarks.change("Its sound was left out.")
            fields = [_SOUND.sub("", field) for field in fields]
        fields = [field for field in fields if field.strip()]
        if not fields:
            raise LeftOut("It says nothing.")
        if "<img" in "".join(fields).lower():
            remarks.change("Its picture was left out.")
        if "cloze" in notetype.lower() or (not notetype and _OPENS_CLOZE.search(fields[0])):
            return self._cloze(fields, remarks)
        if len(fields) < 2:
            raise LeftOut("It has a front and no back.")
        if len(fields) > 2:
            remarks.change(
                f"Its fields behind the second, {len(fields) - 2} of them, were left out."
            )
        choices = _CHOICES.search(fields[0]) if self._header.html else None
        if choices is not None:
            return self._choices(fields, choices, remarks)
        return self._typed(fields[0], fields[1], remarks)

    def _typed(self, front: str, back: str, remarks: Remarks) -> Question:
        """Return a question with the back as its answer."""
        rule = _RULE.search(back) if self._header.html else None
        answer = self._plain(back[: rule.start()] if rule else back)
        explain = self._plain(back[rule.end() :]) if rule else ""
        prompt = self._plain(front)
        if not prompt or not answer:
            raise LeftOut("One of its sides says nothing.")
        if "\n" in answer or len(answer) > _LONGEST_TYPED:
            message = f"Its back is too long to be typed ({len(answer)} characters)."
            raise LeftOut(f"{message} A deck has no cards that are only turned over.")
        question = Question("", QuestionType.SHORT, prompt, Span(""), explain=explain)
        if answer.lower() in ("true", "false"):
            truth = answer.lower() == "true"
            return replace(question, type=QuestionType.TRUE_FALSE, answer=truth)
        number = _NUMBER.fullmatch(answer)
        if number is None:
            return replace(question, accept=(answer,))
        value, tolerance, unit = number.groups()
        return replace(
            question,
            type=QuestionType.NUMERIC,
            answer=float(value),
            tolerance=float(tolerance) if tolerance else None,
            unit=unit or "",
        )

    def _choices(self, fields: list[str], found: re.Match[str], remarks: Remarks) -> Question:
        """Read choices from the front and keys from the back, as our own export writes them."""
        front, back = fields[0], fields[1]
        texts = [self._plain(text) for text in _CHOICE.findall(found[2])[: MOST_ANSWERS + 1]]
        reasons = {match[2]: match for match in _REASON.finditer(back)}
        rule = _RULE.search(back)
        choices = []
        for at, text in enumerate(texts[:26]):
            reason = reasons.get(chr(ord("A") + at))
            why = self._plain(reason[4] or "") if reason else ""
            key = reason is not None and bool(reason[1])
            choices.append(Choice(text, Span("", remarks.line), key, why))
        keys = sum(choice.correct for choice in choices)
        prompt = self._plain(front[: found.start()] + front[found.end() :])
        complete = prompt and len(choices) == len(texts) > 1 and all(texts)
        if not complete or not keys or (keys > 1 and not found[1]):
            raise LeftOut("Its choices cannot be read, or which of them are right.")
        return Question(
            "",
            QuestionType.MULTIPLE if found[1] else QuestionType.SINGLE,
            prompt,
            Span(""),
            explain=self._plain(back[rule.end() :]) if rule else "",
            choices=tuple(choices),
        )

    def _cloze(self, fields: list[str], remarks: Remarks) -> Question:
        """Read `{{c1::answer::hint}}` as gaps."""
        text = self._plain(fields[0])
        answers: list[str] = []
        hints: list[str] = []
        cards: set[str] = set()

        def gap(match: re.Match[str]) -> str:
            answer, _, hint = match[2].partition("::")
            answer = " ".join(answer.split())
            cards.add(match[1])
            answers.append(answer)
            if hint.strip():
                hints.append(hint.strip())
            return f"[[{answer}]]"

        before = text.partition("{{c")[0]
        prompt, blank, _ = before.rpartition("\n\n")
        given = prompt.strip() if blank else ""
        if given:
            text = text[len(prompt) + 2 :]
        filled = _CLOZE.sub(gap, text).strip()
        if _OPENS_CLOZE.search(filled):
            raise LeftOut("A gap in it is never closed, or has another in it.")
        if not answers:
            raise LeftOut("It is a note with gaps and has none.")
        if not all(answers) or GAP.findall(filled) != answers or any("|" in a for a in answers):
            raise LeftOut("A gap in it has no answer, or one with | or brackets in it.")
        if len(cards) > 1:
            remarks.change(f"Its {len(cards)} cards became one question with all gaps.")
        explain = self._plain(fields[1]) if len(fields) > 1 else ""
        return Question(
            "",
            QuestionType.CLOZE,
            given or FILL,
            Span(""),
            explain=explain,
            text=filled,
            hints=tuple(Hint(hint) for hint in hints[:20]),
        )
