"""Reads notes of Anki from its text files: cards, and texts with gaps.

If the back of a card is short enough, it becomes an answer to be typed; otherwise it stays a card
that is turned over, and so does one that asks both ways.
"""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace

from explainer.deck.block import Block
from explainer.deck.block_text import block_text
from explainer.deck.fields import ID_PATTERN
from explainer.deck.question import Choice, Hint, Question, QuestionType
from explainer.deck.question_text import GAP_CHARACTER
from explainer.importers.anki_format import AnkiTexts
from explainer.importers.anki_gaps import filled, has_gap, read_gaps
from explainer.importers.anki_text import AnkiRecord, AnkiText, Header
from explainer.importers.html_blocks import PICTURE
from explainer.importers.html_markup import has_picture, is_only_picture, without_pictures
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
from explainer.importers.markdown_text import block_markdown
from explainer.importers.pictures import refuse_pictures
from explainer.importers.question_id import QuestionIds, digest
from explainer.problems import Span

FILL = "Fill in the gaps."
"""Prompt of a text with gaps if the note has none."""

_LONGEST_TYPED = 80
_FORMULA = re.compile(r"\\\(|\\\[|\$\$|\[latex\]|\[\$\$?\]")
_PICTURE_IN_GAP = re.compile(r"\{\{c\d{1,3}::\s*<img\b[^<>]*>\s*(?:::|\}\})")
_ITEM = re.compile(r"<li\b", re.IGNORECASE)
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
        note = _Note(
            fields, self._named("notetype", record), AnkiTexts(self._header, remarks), remarks
        )
        try:
            question = note.question()
        except LeftOut as reason:
            return remarks.left(reason, note.name)
        guid = self._column("guid", record)
        first = fields[0].strip()
        own = _OWN_GUID.fullmatch(guid)
        known = own[1] if own else guid
        if ID_PATTERN.fullmatch(known) and len(known) <= 90:
            id, _ = self._ids.named(known, note.words)
        else:
            id, _ = self._ids.named(f"anki-{digest(guid or first)}", note.words)
        made = replace(question, id=id, tags=self._tags(record), span=Span("", record.line))
        return remarks.taken(made, short(note.words))

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


class _Note:
    """Reads the fields of one note."""

    def __init__(
        self, fields: list[str], notetype: str, texts: AnkiTexts, remarks: Remarks
    ) -> None:
        self._fields = fields
        self._notetype = notetype
        self._texts = texts
        self._remarks = remarks
        self.name = short(texts.plain(fields[0][:1000])) if fields else ""
        """The beginning of its first field, for reports."""
        self.words = ""
        """The prompt of the question without marks."""

    def question(self) -> Question:
        """Return the question that it gives.

        Raises:
            LeftOut: it gives none.
        """
        question = self._read()
        self._texts.finish()
        return question

    def _read(self) -> Question:
        fields, remarks = self._fields, self._remarks
        sounds = [bool(_SOUND.search(field)) for field in fields]
        if any(sounds):
            remarks.change("Its sound was left out.")
            fields = [_SOUND.sub("", field) for field in fields]
        given = [field for field in fields if field.strip()]
        if not given:
            raise LeftOut("It says nothing.")
        if self._texts.is_html and any(has_picture(field) for field in given):
            remarks.change("Its picture was left out.")
        if "cloze" in self._notetype.lower() or (not self._notetype and has_gap(given[0])):
            return self._cloze(given)
        if len(given) < 2:
            side = "back" if fields[0].strip() else "front"
            at = 1 if side == "back" else 0
            is_sound = at < len(sounds) and sounds[at]
            raise LeftOut(f"Its {side} is only a sound." if is_sound else f"It has no {side}.")
        if len(given) > 2:
            remarks.change(
                f"Its fields behind the second, {len(given) - 2} of them, were left out."
            )
        choices = _CHOICES.search(given[0]) if self._texts.is_html else None
        if choices is not None:
            return self._choices(given, choices)
        return self._typed(given[0], given[1])

    def _typed(self, front: str, back: str) -> Question:
        """Return a question with the back as its answer."""
        texts = self._texts
        rule = _RULE.search(back) if self._texts.is_html else None
        explain = texts.markdown(back[rule.end() :]) if rule else ""
        back = back[: rule.start()] if rule else back
        prompt, answer = self._sides(front, back)
        if not prompt or not answer:
            raise LeftOut(f"Its {'back' if prompt else 'front'} says nothing.")
        is_reversed = "reversed" in self._notetype.lower()
        if is_reversed or self._is_turned(answer):
            turned = texts.markdown(back)
            return Question(
                "",
                QuestionType.CARD,
                prompt,
                Span(""),
                explain=explain,
                back=turned,
                reversed=is_reversed,
            )
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

    def _sides(self, front: str, back: str) -> tuple[str, str]:
        """Return the front of a card as Markdown and its back as plain text."""
        texts, remarks = self._texts, self._remarks
        if not texts.is_html:
            self.words = front.strip()
            return texts.markdown(front), back.strip()
        asks, answers = texts.html(front), texts.html(without_pictures(back), is_answer=True)
        kept = dict.fromkeys((*asks.kept, *answers.kept))
        if kept:
            remarks.warn(f"These tags are read as text: {', '.join(kept)}.")
        if is_only_picture(back):
            raise LeftOut("Its back is only a picture, which nobody can type.")
        self.words, answer = asks.text.strip(), answers.text.strip()
        if self.words == PICTURE:
            raise LeftOut("Its front is only a picture.")
        prompt = block_markdown(texts.noted(asks))
        has_one_item = answer.startswith("- ") and "\n" not in answer and _ITEM.search(back)
        return prompt, answer[2:] if has_one_item else answer

    def _is_turned(self, answer: str) -> bool:
        """Return True if an answer is not one to type: long, a formula, or of several lines."""
        has_lines = "\n" in answer
        return has_lines or len(answer) > _LONGEST_TYPED or _FORMULA.search(answer) is not None

    def _choices(self, fields: list[str], found: re.Match[str]) -> Question:
        """Read choices from the front and keys from the back, as our own export writes them."""
        remarks, markdown = self._remarks, self._texts.markdown
        front, back = fields[0], fields[1]
        written = _CHOICE.findall(found[2])[: MOST_ANSWERS + 1]
        texts = [markdown(text) for text in written]
        reasons = {match[2]: match for match in _REASON.finditer(back)}
        rule = _RULE.search(back)
        choices = []
        for at, text in enumerate(texts[:26]):
            reason = reasons.get(chr(ord("A") + at))
            why = markdown(reason[4] or "") if reason else ""
            key = reason is not None and bool(reason[1])
            choices.append(Choice(text, Span("", remarks.line), key, why))
        are_right = [choice.correct for choice in choices]
        refuse_pictures(
            [is_only_picture(text) for text in written[:26]], are_right, ItemPlace(remarks.line)
        )
        keys = sum(are_right)
        asks = front[: found.start()] + front[found.end() :]
        prompt, self.words = markdown(asks), self._texts.plain(asks)
        if not prompt:
            raise LeftOut("Its front has choices and asks nothing.")
        if len(choices) != len(texts) or len(texts) < 2 or not all(texts):
            raise LeftOut("Its choices cannot be read: one says nothing, or there are not 2 to 26.")
        if not keys or (keys > 1 and not found[1]):
            raise LeftOut("Its back does not say which of them are right.")
        return Question(
            "",
            QuestionType.MULTIPLE if found[1] else QuestionType.SINGLE,
            prompt,
            Span(""),
            explain=markdown(back[rule.end() :]) if rule else "",
            choices=tuple(choices),
        )

    def _cloze(self, fields: list[str]) -> Question:
        """Read `{{c1::answer::hint}}` as gaps; what stands before their paragraph asks."""
        texts = self._texts
        if texts.is_html and _PICTURE_IN_GAP.search(fields[0]):
            raise LeftOut("A gap in it is only a picture, which nobody can type.")
        gaps = read_gaps(fields[0], self._remarks)
        blocks = texts.blocks(gaps.text)
        first = next((at for at, one in enumerate(blocks) if _has_gap_sign(one)), 0)
        answers = [" ".join(texts.plain(answer).split()) for answer in gaps.answers]
        text = filled(texts.gap_line(blocks[first:]), answers, self._remarks)
        if gaps.cards > 1:
            message = f"Its {gaps.cards} cards became one question with all gaps."
            self._remarks.change(message)
        prompt = block_markdown(blocks[:first]) or FILL
        self.words = " ".join(block_text(block) for block in blocks[:first]) or FILL
        return Question(
            "",
            QuestionType.CLOZE,
            prompt,
            Span(""),
            explain=texts.markdown(fields[1]) if len(fields) > 1 else "",
            text=text,
            hints=tuple(Hint(texts.markdown(hint)) for hint in gaps.hints[:20]),
        )


def _has_gap_sign(block: Block) -> bool:
    return GAP_CHARACTER in block_text(block)
