"""Reads questions in GIFT, Moodle's text format.

It follows Moodle's reader. Where Moodle reads something that no author can have meant, the item has
a note; where Moodle would stop, only that item is left out.
"""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace

from explainer.deck.question import Question, QuestionType
from explainer.importers.gift_answer import Answers
from explainer.importers.gift_answers import read_answers
from explainer.importers.gift_format import DEFAULT, GiftPrompt, GiftTexts, joined, own_format
from explainer.importers.gift_signs import answer_block, warn_of_tags, without_signs_in_tags
from explainer.importers.gift_text import GiftParagraph, GiftPiece, paragraphs
from explainer.importers.html_blocks import PICTURE
from explainer.importers.imported_text import ImportedText
from explainer.importers.item import (
    MOST_ITEMS,
    Form,
    ImportResult,
    Item,
    LeftOut,
    Note,
    Remarks,
    short,
)
from explainer.importers.markdown_text import plain_markdown
from explainer.importers.question_id import QuestionIds
from explainer.problems import Span

_GAP = "_____"
_STRAY = re.compile(r"""[\W_]{1,3}""")
_END_OF_SENTENCE = (".", "?", "!", ":", "。", "？", "！")
_CONTEXT = re.compile(r"\$[a-z0-9]+\$|top", re.IGNORECASE)


def read_gift(source: ImportedText) -> ImportResult:
    """Read every question of a GIFT file."""
    items: list[Item] = []
    notes: list[Note] = [*source.notes]
    ids = QuestionIds()
    tags: tuple[str, ...] = ()
    found = list(islice(paragraphs(source), MOST_ITEMS + 1))
    for paragraph in found[:MOST_ITEMS]:
        if paragraph.category is None:
            items.append(_item(paragraph, tags, ids))
            continue
        tags = _category_tags(paragraph.category)
        shown = f"the tag '{tags[0]}' of the questions after it" if tags else "no tag"
        message = f"The category '{short(paragraph.category)}' became {shown}."
        notes.append(Note(paragraph.line, None, message))
        notes.extend(Note(*place, message=message) for message, place in paragraph.warnings)
    if len(found) > MOST_ITEMS:
        message = f"Only the first {MOST_ITEMS} items were read. Split the file."
        notes.append(Note(found[-1].line, None, message))
    return ImportResult(Form.GIFT, tuple(items), tuple(notes))


def _category_tags(path: str) -> tuple[str, ...]:
    """Return a tag for the path of a category, without the context at its beginning."""
    parts = [part.strip() for part in path.replace("//", "\x00").split("/")]
    parts = [part.replace("\x00", "/") for part in parts if part and not _CONTEXT.fullmatch(part)]
    return ("/".join(parts)[:100],) if parts else ()


def _item(paragraph: GiftParagraph, tags: tuple[str, ...], ids: QuestionIds) -> Item:
    """Read one question."""
    remarks = Remarks(paragraph.line)
    name, piece = _name(paragraph.piece, remarks)
    shown = short(name or piece.text[: _first_brace(piece)] or piece.text)
    for message, place in paragraph.warnings:
        remarks.warn(message, place)
    try:
        question, words = _question(piece, name, remarks)
    except LeftOut as reason:
        return remarks.left(reason, shown)
    id = _id(paragraph, name, words, ids, remarks)
    tags = tuple(dict.fromkeys((*paragraph.tags, *tags)))
    span = Span("", paragraph.line)
    return remarks.taken(replace(question, id=id, tags=tags, span=span), short(name or words))


def _first_brace(piece: GiftPiece) -> int | None:
    """Return the position of the answers, or None if there are none."""
    at = piece.marks.find("{")
    return at if at > 0 else None


def _name(piece: GiftPiece, remarks: Remarks) -> tuple[str, GiftPiece]:
    """Split the text from the `::name::` before it."""
    if not piece.marks.startswith("::"):
        return "", piece
    end = piece.marks.find("::", 2)
    if end < 0:
        message = "The name that '::' begins never ends with '::', so it is read as text."
        remarks.warn(message, piece.place())
        return "", piece.cut(2)
    return " ".join(piece.cut(2, end).text.split()), piece.cut(end + 2)


def _id(
    paragraph: GiftParagraph, name: str, prompt: str, ids: QuestionIds, remarks: Remarks
) -> str:
    """Return the id of a question: from a comment, from its name, or from its first words."""
    wanted = paragraph.id or name
    if not wanted:
        return ids.of_prompt(prompt)
    id, is_its_own = ids.named(wanted, prompt)
    if paragraph.id and id != paragraph.id:
        remarks.change(f"The id '{short(paragraph.id)}' became '{id}'.")
    elif not is_its_own and not paragraph.id:
        remarks.warn(f"Its id is '{id}', because its name makes none, or one that is taken.")
    return id


def _question(piece: GiftPiece, name: str, remarks: Remarks) -> tuple[Question, str]:
    """Read prompt, answers and general feedback; also return the words of the prompt."""
    raw = piece
    piece, tags = without_signs_in_tags(raw)
    start, end, piece = answer_block(piece, remarks)
    warn_of_tags(raw, tags, (start, end), remarks)
    before, block, after = piece.cut(0, start), piece.cut(start + 1, end), piece.cut(end + 1)
    own, _ = own_format(before)
    texts = GiftTexts(own or DEFAULT, remarks)
    if _continues_after(piece, end, before, after, remarks):
        prompt = texts.prompt(_with_gap(piece, start, end, own), own or DEFAULT)
    else:
        prompt = texts.prompt(own_format(before)[1].text, own or DEFAULT)
    if not prompt.markdown:
        if not name:
            raise LeftOut("It has answers and asks nothing.", piece.place())
        remarks.change("It has no text, so its name asks.")
        prompt = GiftPrompt(plain_markdown(name), name)
    if texts.is_picture(before) and prompt.words == PICTURE:
        raise LeftOut("It asks by a picture only.", before.place())
    general = ""
    at = block.marks.rfind("####")
    if at >= 0:
        general = texts.markdown(block.cut(at + 4))
        block = block.cut(0, at)
    if general and not block.text.strip():
        remarks.change("An essay became a card: learners compare their answer with its feedback.")
        texts.finish()
        card = Question("", QuestionType.CARD, prompt.markdown, Span(""), back=general)
        return card, prompt.words
    answers = read_answers(block, texts, remarks)
    if general and answers.explain and general != answers.explain:
        remarks.change("Feedback on right answers and on the question became one explanation.")
    texts.finish()
    return _assembled(prompt.markdown, answers, joined(answers.explain, general)), prompt.words


def _assembled(prompt: str, answers: Answers, explain: str) -> Question:
    """Return the record, without an id yet."""
    return Question(
        id="",
        type=answers.type,
        prompt=prompt,
        span=Span(""),
        explain=explain,
        choices=answers.choices,
        answer=answers.answer,
        tolerance=answers.tolerance,
        low=answers.low,
        high=answers.high,
        accept=answers.accept,
        pattern=answers.pattern,
        pairs=answers.pairs,
        distractors=answers.distractors,
        why_wrong=answers.why_wrong,
    )


def _with_gap(piece: GiftPiece, start: int, end: int, own: str) -> str:
    """Return the prompt with a line in the place of the answers, without its format prefix."""
    before = piece.text[:start]
    if own:
        before = before.lstrip(" \t\n")[len(own) + 2 :]
    return f"{before}{_GAP}{piece.text[end + 1 :]}".strip(" \t")


def _continues_after(
    piece: GiftPiece, end: int, before: GiftPiece, after: GiftPiece, remarks: Remarks
) -> bool:
    """Return True if the text after the answers belongs to the question.

    One or two characters after a complete sentence are a slip: Moodle would ask "What is a number
    from 1 to 5? _____.".
    """
    if not after.text:
        return False
    place = piece.place(end + 1)
    if _STRAY.fullmatch(after.text):
        if before.text.rstrip().endswith(_END_OF_SENTENCE):
            message = f"'{after.text}' behind the answers was dropped; Moodle would ask for a gap."
            remarks.change(message, place)
            return False
        if after.text not in _END_OF_SENTENCE:
            remarks.warn(f"'{after.text}' behind the answers is read as text after a gap.", place)
    elif len(after.text) <= 3:
        remarks.warn(f"'{after.text}' behind the answers is read as text after a gap.", place)
    return True
