"""Converts questions to TOML tables, and merges imported ones with an author's tables."""

from __future__ import annotations

from collections import deque
from typing import Any

from explainer.deck.question import Choice, Question, QuestionType, WrongAnswer
from explainer.importers.item import Form
from explainer.quiz.writers.wildcard import answers_of

KEYS = (
    "id", "type", "prompt", "front", "back", "reversed", "section", "settles", "open", "tags",
    "confuses", "points", "answer", "tolerance", "low", "high", "unit", "accept", "pattern",
    "items", "text", "explain", "sources", "claims", "choices", "pairs", "distractors",
    "why_wrong", "hints",
)  # fmt: skip
"""Keys of a question in the order in which they are written."""

_ANSWERS = frozenset({
    "answer", "tolerance", "low", "high", "unit", "accept", "pattern", "items", "text", "choices",
    "pairs", "distractors", "why_wrong", "prompt", "front", "back", "reversed",
})  # fmt: skip
"""Keys that only some types have."""

Table = dict[str, Any]


def question_table(question: Question) -> Table:
    """Return a question as its table, without defaults.

    The table of a card stands for its other way too, which has none of its own.
    """
    is_card = question.type is QuestionType.CARD
    table: Table = {
        "id": question.id,
        "type": question.type.value,
        "prompt": "" if is_card else question.prompt,
        "front": question.prompt if is_card else "",
        "back": question.back,
        "reversed": True if question.reversed else None,
        "section": question.section,
        "settles": question.settles,
        "open": True if question.open else None,
        "tags": [*question.tags],
        "confuses": [*question.confuses],
        "points": None if question.points == 1 else question.points,
        "answer": question.answer,
        "tolerance": question.tolerance,
        "low": question.low,
        "high": question.high,
        "unit": question.unit,
        "accept": [*question.accept],
        "pattern": question.pattern,
        "items": [*question.items],
        "text": question.text,
        "explain": question.explain,
        "sources": [*question.sources],
        "claims": [*question.claims],
        "choices": [_choice(choice) for choice in question.choices],
        "pairs": [
            {"left": pair.left, "right": pair.right, "why": pair.why}
            if pair.why
            else [pair.left, pair.right]
            for pair in question.pairs
        ],
        "distractors": [*question.distractors],
        "why_wrong": [_wrong(wrong) for wrong in question.why_wrong],
        "hints": [
            {"text": hint.text, "cost": hint.cost} if hint.cost else {"text": hint.text}
            for hint in question.hints
        ],
    }
    return {key: table[key] for key in KEYS if table[key] not in ("", None) and table[key] != []}


def _choice(choice: Choice) -> Table:
    table: Table = {"text": choice.text}
    if choice.correct:
        table["correct"] = True
    if choice.weight is not None:
        table["weight"] = choice.weight
    if choice.fixed:
        table["fixed"] = True
    if choice.why:
        table["why"] = choice.why
    return table


def _wrong(wrong: WrongAnswer) -> Table:
    table: Table = {"match": wrong.match}
    if wrong.weight:
        table["weight"] = wrong.weight
    return {**table, "why": wrong.why}


def merged(old: Table, new: Table, form: Form) -> Table:
    """Merge an imported question into an author's table.

    Everything about the answer is taken from the import. Section, sources, hints and the like are
    kept from the author, and so are reasons if the import has none.
    """
    result = dict(old)
    for key in _ANSWERS:
        if key in old and key not in new and not _is_kept(key, old, new):
            del result[key]
    for key, value in new.items():
        result[key] = _merged_value(key, old, new, form) if key in old else value
    return {key: result[key] for key in sorted(result, key=_place)}


def _merged_value(key: str, old: Table, new: Table, form: Form) -> Any:
    """Return one value, merged with the import."""
    before, value = old[key], new[key]
    match key:
        case "tags":
            known = _list(before)
            return [*known, *(tag for tag in value if tag not in known)]
        case "choices":
            return _merged_choices(_tables(before), value, form)
        case "pairs":
            return _merged_pairs(_list(before), value)
        case "why_wrong" if old.get("type") == new["type"]:
            return _merged_wrong(_tables(before), value)
    return value


def _place(key: str) -> int:
    return KEYS.index(key) if key in KEYS else len(KEYS)


def _is_kept(key: str, old: Table, new: Table) -> bool:
    """True if a key that the import lacks belongs to the author."""
    if old.get("type") != new["type"]:
        return False
    if key == "pattern":
        # A pattern with nothing but wildcards came from an earlier import.
        pattern = old["pattern"]
        return isinstance(pattern, str) and answers_of(pattern) is None
    return key in ("unit", "why_wrong", "reversed")


class _AuthorTables:
    """An author's tables, each taken once by an equal one; the same text can occur twice."""

    def __init__(self, tables: list[Table], *keys: str) -> None:
        self._tables: dict[tuple[str, ...], deque[Table]] = {}
        for table in tables:
            words = tuple(str(table.get(key)) for key in keys)
            self._tables.setdefault(words, deque()).append(table)

    def take(self, *words: str) -> Table | None:
        """Take the first table with these words; return None if there is none left."""
        waiting = self._tables.get(words)
        return waiting.popleft() if waiting else None


def _merged_choices(old: list[Table], new: list[Table], form: Form) -> list[Table]:
    """Keep reasons and fixed places of choices with the same text."""
    authors = _AuthorTables(old, "text")
    result: list[Table] = []
    for choice in new:
        before = authors.take(choice["text"]) or {}
        keys = ["why", "fixed"]
        if form is not Form.GIFT and bool(before.get("correct")) == ("correct" in choice):
            keys.append("weight")
        both = {**{key: before[key] for key in keys if key in before}, **choice}
        result.append(
            {key: both[key] for key in ("text", "correct", "weight", "fixed", "why") if key in both}
        )
    return result


def _merged_pairs(old: list[Any], new: list[Any]) -> list[Any]:
    """Keep reasons of pairs with the same text."""
    authors = _AuthorTables(
        [
            {"left": pair[0], "right": pair[1]} if isinstance(pair, list) else pair
            for pair in old
            if isinstance(pair, dict) or (isinstance(pair, list) and len(pair) == 2)
        ],
        "left",
        "right",
    )
    result: list[Any] = []
    for pair in new:
        left, right = pair if isinstance(pair, list) else (pair["left"], pair["right"])
        before = authors.take(left, right)
        has_why = isinstance(pair, list) and before is not None and "why" in before
        result.append(before if has_why else pair)
    return result


def _merged_wrong(old: list[Table], new: list[Table]) -> list[Table]:
    """Replace expected answers by those of the import, in their places, and add new ones."""
    coming = _AuthorTables(new, "match")
    kept = [coming.take(str(wrong.get("match"))) or wrong for wrong in old]
    there = {id(wrong) for wrong in kept}
    return [*kept, *(wrong for wrong in new if id(wrong) not in there)]


def same(one: Any, other: Any) -> bool:
    """True if two values of a question mean the same, however they are written."""
    return bool(_canonical(one) == _canonical(other))


def _canonical(value: Any) -> Any:
    """Return the same form for all ways of writing a value."""
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if not isinstance(value, dict):
        return (type(value) is bool, value)
    if {"left", "right"} <= value.keys() and not value.get("why"):
        return [_canonical(value["left"]), _canonical(value["right"])]
    return {
        key: _canonical(item) for key, item in value.items() if item is not False and item != ""
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _tables(value: Any) -> list[Table]:
    return [item for item in _list(value) if isinstance(item, dict)]
