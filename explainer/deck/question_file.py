"""Reads the files in `quiz/`: questions of all types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

from msgspec.structs import replace

from explainer.deck.answer_pattern import pattern_fault
from explainer.deck.cell_reader import bad_range
from explainer.deck.fields import Fields, keep, read_entries
from explainer.deck.question import Choice, Hint, Pair, Question, QuestionType, WrongAnswer
from explainer.deck.question_text import GAP
from explainer.problems import Code, Problems, Span

MOST_POINTS = 1000.0
"""Most points that a question may be worth."""

_WEIGHT_SLACK = 0.02
"""Largest difference of the keys' weights from 1; three times 33 % is meant as a whole."""

REVERSED = "-reversed"
"""End of the id of a card's other way: the id of its entry comes before it."""

_WITH_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
_TYPES = {type.value: type for type in QuestionType}
_CARD = QuestionType.CARD.value
KEYS_BY_TYPE: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.SINGLE: ("choices",),
    QuestionType.MULTIPLE: ("choices",),
    QuestionType.TRUE_FALSE: ("answer", "why_wrong"),
    QuestionType.NUMERIC: ("answer", "tolerance", "low", "high", "unit", "why_wrong"),
    QuestionType.SHORT: ("accept", "pattern", "why_wrong"),
    QuestionType.MATCH: ("pairs", "distractors", "why_wrong"),
    QuestionType.ORDER: ("items",),
    QuestionType.CLOZE: ("text", "why_wrong"),
    QuestionType.CARD: ("front", "back", "reversed"),
}
"""Keys that only some types of questions have."""


class _Answers(TypedDict, total=False):
    """The fields of a question that only some types have."""

    choices: tuple[Choice, ...]
    answer: bool | float | None
    tolerance: float | None
    low: float | None
    high: float | None
    unit: str
    accept: tuple[str, ...]
    pattern: str
    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...]
    items: tuple[str, ...]
    text: str
    why_wrong: tuple[WrongAnswer, ...]
    back: str
    reversed: bool


def read_questions(root: Path, relative: str, problems: Problems) -> dict[str, Question]:
    """Read every `[[question]]` that can be asked, by id in the order of the file."""
    questions: dict[str, Question] = {}
    for entry in read_entries(root, relative, "question", problems):
        question = _question(entry)
        if question is not None:
            keep(questions, question, "question", problems)
            if question.reversed and questions[question.id] is question:
                keep(questions, _reverse(question), "question", problems)
    return questions


def _reverse(card: Question) -> Question:
    """Return the question that asks a card the other way; its hints would be about the front."""
    return replace(
        card,
        id=card.id + REVERSED,
        prompt=card.back,
        back=card.prompt,
        hints=(),
        reversed=False,
        reverse_of=card.id,
    )


def _question(entry: Fields) -> Question | None:
    """Read one question, or report why it cannot be asked."""
    id = entry.required_id()
    prompt = _front(entry) if entry.table.get("type") == _CARD else entry.required_text("prompt")
    if not entry.has("type"):
        entry.missing("type", f"It is one of {', '.join(_TYPES)}.")
    type = entry.one_of("type", _TYPES)
    section = entry.text("section")
    settles = entry.text("settles")
    is_open = entry.boolean("open")
    tags = entry.strings("tags")
    confuses = entry.strings("confuses")
    points = entry.number("points", 0.0, MOST_POINTS)
    hints = _hints(entry) if entry.raw("hints") is not None else ()
    explain = entry.text("explain")
    sources = entry.strings("sources")
    claims = entry.strings("claims")
    if type is None:
        # Without a type, any key of any type may belong to it, so none is reported as unknown.
        for keys in KEYS_BY_TYPE.values():
            for key in keys:
                entry.raw(key)
        entry.finish()
        return None
    answers = _open(entry, type) if is_open else _READERS[type](entry)
    entry.finish(_BELONGS_TO)
    if answers is None or id is None or prompt is None:
        return None
    return Question(
        id=id,
        type=type,
        prompt=prompt,
        span=entry.span(),
        section=section,
        settles=settles,
        open=is_open,
        tags=tags,
        confuses=confuses,
        points=1.0 if points is None else points,
        hints=hints,
        explain=explain,
        sources=sources,
        claims=claims,
        **answers,
    )


def _front(entry: Fields) -> str | None:
    """Read the front of a card, and report a prompt, which it has no use for."""
    if entry.has("prompt"):
        entry.raw("prompt")
        message = f"Unknown key 'prompt' in {entry.name}."
        help = "What a card asks is its 'front'."
        entry.problems.add(Code.UNKNOWN_KEY, entry.key_span("prompt"), message, help)
    return entry.required_text("front")


def _hints(entry: Fields) -> tuple[Hint, ...]:
    """Read the hints that say something."""
    hints: list[Hint] = []
    for hint in entry.tables("hints"):
        text = hint.required_text("text")
        cost = hint.number("cost", 0.0, 1.0)
        hint.finish()
        if text:
            hints.append(Hint(text, cost or 0.0))
    return tuple(hints)


def _incomplete(entry: Fields, key: str, message: str, help: str) -> None:
    """Report a mistake that keeps a question from being asked."""
    span = entry.span(key) if entry.has(key) else entry.key_span(key)
    entry.problems.add(Code.QUESTION_INCOMPLETE, span, f"{_shown(entry)} {message}", help)


def _shown(entry: Fields) -> str:
    """Return the name of a question as the beginning of a sentence."""
    return f"{entry.name[:1].upper()}{entry.name[1:]}"


def _weight_fault(choices: list[Choice], *, single: bool) -> str:
    """Return a sentence about wrong weights of choices; empty if all are right or none is given."""
    if all(choice.weight is None for choice in choices):
        return ""
    keys = [choice.weight for choice in choices if choice.correct]
    rest = [choice.weight for choice in choices if not choice.correct]
    if any(weight is not None and weight <= 0 for weight in keys):
        return "has a key that is worth nothing."
    if single and keys[0] not in (None, 1.0):
        return "has a key that is not worth 1."
    if any(weight is not None and weight >= 1 for weight in rest):
        return "has a distractor that is worth as much as the key."
    if not single and any(weight is not None and weight > 0 for weight in rest):
        return "has a distractor that is worth something; a choice that counts is a key."
    share = 1 / len(keys)
    total = sum(share if weight is None else weight for weight in keys)
    if not single and abs(total - 1) > _WEIGHT_SLACK:
        return f"has keys whose weights make {total:g} and not 1."
    return ""


def _choice_list(entry: Fields) -> list[Choice] | None:
    """Read the choices; return None if one of them cannot be read."""
    choices: list[Choice] = []
    response = entry.table.get("choices")
    for choice in entry.tables("choices"):
        text = choice.required_text("text")
        correct = choice.boolean("correct")
        why = choice.text("why")
        fixed = choice.boolean("fixed")
        weight = choice.number("weight", -1.0, 1.0)
        choice.finish()
        if text:
            choices.append(Choice(text, choice.span(), correct, why, fixed, weight))
    if isinstance(response, list) and len(response) > len(choices):
        return None  # the broken choice is reported; without it the question would be another one
    return choices


def _choices(entry: Fields, single: bool) -> _Answers | None:
    """Read choices of which one, or at least one, is right."""
    choices = _choice_list(entry)
    if choices is None:
        return None
    right = sum(choice.correct for choice in choices)
    if len(choices) < 2:
        help = 'Write choices = [{ text = "…", correct = true }, { text = "…" }].'
        _incomplete(entry, "choices", "needs at least two choices.", help)
    elif not right:
        message = f"{_shown(entry)} has no right choice."
        entry.problems.add(Code.NO_KEY, entry.span("choices"), message, "Give one correct = true.")
    elif single and right > 1:
        message = f"{_shown(entry)} has {right} right choices, and a single takes one."
        help = 'Keep one, or write type = "multiple".'
        entry.problems.add(Code.SEVERAL_KEYS, entry.span("choices"), message, help)
    elif pattern_fault := _weight_fault(choices, single=single):
        message = f"{_shown(entry)} {pattern_fault}"
        help = "A weight is what choosing adds: the keys' make 1, a distractor's is less than 1."
        entry.problems.add(Code.BAD_RANGE, entry.span("choices"), message, help)
    else:
        return {"choices": tuple(choices)}
    return None


def _single(entry: Fields) -> _Answers | None:
    """Read a question with one right choice."""
    return _choices(entry, single=True)


def _multiple(entry: Fields) -> _Answers | None:
    """Read a question with one or more right choices."""
    return _choices(entry, single=False)


def _open(entry: Fields, type: QuestionType) -> _Answers | None:
    """Read an open question: choices to bet on, none of which is known to be right."""
    if type not in _WITH_CHOICES:
        for key in KEYS_BY_TYPE[type]:
            entry.raw(key)
        why = (
            "has its answer on the back" if type == _CARD else "is graded by the answer that it has"
        )
        message = f"{_shown(entry)} is open, and a {type} {why}."
        help = 'Write type = "single" with a choice for each account, or leave open out.'
        entry.problems.add(Code.OPEN_TYPE, entry.span("open"), message, help)
        return None
    choices = _choice_list(entry)
    if choices is None:
        return None
    scored = _scored_part(entry, choices)
    if scored:
        what, place = scored
        message = f"{_shown(entry)} is open, and {what}."
        help = "Take it out; or leave open out, once the answer is known."
        entry.problems.add(Code.OPEN_SCORED, place, message, help)
        return None
    if len(choices) < 2:
        help = 'Write choices = [{ text = "…", why = "…" }, { text = "…", why = "…" }].'
        _incomplete(entry, "choices", "needs at least two choices.", help)
        return None
    return {"choices": tuple(choices)}


def _scored_part(entry: Fields, choices: list[Choice]) -> tuple[str, Span] | None:
    """Return a part that only a marked question may have, in words, and its position."""
    for number, choice in enumerate(choices):
        if choice.correct:
            return "a choice of it is right", entry.span("choices", number, "correct")
        if choice.weight is not None:
            return "a choice of it has a weight", entry.span("choices", number, "weight")
    for key in ("points", "hints"):
        if entry.has(key):
            return f"it has {key}", entry.key_span(key)
    return None


def _true_false(entry: Fields) -> _Answers | None:
    """Read a question answered by true or false."""
    answer = entry.raw("answer")
    why_wrong = _why_wrong(entry)
    if type(answer) is bool:
        return {"answer": answer, "why_wrong": why_wrong}
    if answer is None:
        _incomplete(entry, "answer", "has no answer.", "Write answer = true or answer = false.")
        return None
    return entry.wrong_type(answer, None, "answer", wanted="true or false", help="Without quotes.")


def _numeric(entry: Fields) -> _Answers | None:
    """Read a question answered by a number."""
    answer = entry.number("answer")
    tolerance = entry.number("tolerance", 0.0)
    low = entry.number("low")
    high = entry.number("high")
    unit = entry.text("unit")
    why_wrong = _why_wrong(entry)
    if any(
        entry.has(key) and value is None
        for key, value in (
            ("answer", answer),
            ("tolerance", tolerance),
            ("low", low),
            ("high", high),
        )
    ):
        return None  # reported; the right answer is not known
    if (low is None) != (high is None):
        key = "high" if high is None else "low"
        _incomplete(entry, key, f"has only one end of its range, no '{key}'.", f"Write {key} = ….")
        return None
    if low is not None and high is not None and low > high:
        bad_range(entry)
        return None
    if answer is None and low is None:
        help = "Write answer and perhaps tolerance, or low and high."
        _incomplete(entry, "answer", "has no answer.", help)
        return None
    if answer is None and tolerance is not None:
        help = "Write answer, or leave tolerance out: low and high say what counts."
        _incomplete(entry, "answer", "has a tolerance and no answer.", help)
        return None
    if answer is not None and low is not None and high is not None and not low <= answer <= high:
        message = f"'answer' of {entry.name} is outside of its low and high."
        help = "The right answer must count as right."
        entry.problems.add(Code.BAD_RANGE, entry.span("answer"), message, help)
        return None
    return {
        "answer": answer,
        "tolerance": tolerance,
        "low": low,
        "high": high,
        "unit": unit,
        "why_wrong": why_wrong,
    }


def _short(entry: Fields) -> _Answers | None:
    """Read a question answered by a word or a few."""
    accept = entry.strings("accept")
    pattern = entry.text("pattern")
    why_wrong = _why_wrong(entry)
    wrong = pattern_fault(pattern)
    if wrong:
        message = f"The pattern of {entry.name} cannot be used. {wrong}"
        help = "Write it in RE2 syntax, simpler, or list the answers in accept."
        entry.problems.add(Code.PATTERN_INVALID, entry.span("pattern"), message, help)
        pattern = ""
        if not accept:
            return None
    if not pattern and not any(answer.strip() for answer in accept):
        _incomplete(entry, "accept", "accepts no answer.", 'Write accept = ["…"].')
        return None
    return {"accept": accept, "pattern": pattern, "why_wrong": why_wrong}


def _match(entry: Fields) -> _Answers | None:
    """Read a question answered by matching items that belong together."""
    response: Any = entry.raw("pairs")
    distractors = entry.strings("distractors")
    why_wrong = _why_wrong(entry)
    help = 'Write pairs = [{ left = "…", right = "…" }, { left = "…", right = "…" }].'
    if response is not None and not isinstance(response, list):
        return entry.wrong_type(response, None, "pairs", wanted="a list of pairs", help=help)
    pairs = [_pair(entry, item, number) for number, item in enumerate(response or ())]
    whole = [pair for pair in pairs if pair is not None]
    if len(whole) < len(pairs):
        return None
    if len(whole) < 2:
        _incomplete(entry, "pairs", "needs at least two pairs.", help)
        return None
    return {"pairs": tuple(whole), "distractors": distractors, "why_wrong": why_wrong}


def _pair(entry: Fields, item: Any, number: int) -> Pair | None:
    """Read a pair, written `{ left, right, why }` or `[left, right]`."""
    if isinstance(item, dict):
        pair = Fields(item, entry.file, entry.problems, (*entry.keys, "pairs", number))
        left, right = pair.required_text("left"), pair.required_text("right")
        why = pair.text("why")
        pair.finish()
        return Pair(left, right, why) if left and right else None
    if isinstance(item, list) and len(item) == 2:
        left, right = item
        if isinstance(left, str) and isinstance(right, str) and left.strip() and right.strip():
            return Pair(left, right)
    return entry.wrong_type(item, None, "pairs", number, wanted='{ left = "…", right = "…" }')


def _order(entry: Fields) -> _Answers | None:
    """Read a question answered by putting items in order."""
    items = entry.strings("items")
    response = entry.table.get("items")
    if isinstance(response, list) and len(response) > len(items):
        return None
    if len(items) < 2 or not all(item.strip() for item in items):
        help = 'Write items = ["first", "second"] in the right order.'
        _incomplete(entry, "items", "needs at least two items that say something.", help)
        return None
    return {"items": items}


def _cloze(entry: Fields) -> _Answers | None:
    """Read a question answered by filling gaps."""
    text = entry.text("text")
    why_wrong = _why_wrong(entry)
    gaps = GAP.findall(text)
    help = "Write text with the answers in it: It runs on [[Qwen|通义千问]]."
    if not gaps:
        _incomplete(entry, "text", "has no gap.", help)
        return None
    if not all(any(answer.strip() for answer in gap.split("|")) for gap in gaps):
        _incomplete(entry, "text", "has a gap without an answer.", help)
        return None
    return {"text": text, "why_wrong": why_wrong}


def _card(entry: Fields) -> _Answers | None:
    """Read the back of a card, which the learner compares with what they thought of."""
    back = entry.required_text("back")
    is_reversed = entry.boolean("reversed")
    return None if back is None else {"back": back, "reversed": is_reversed}


def _why_wrong(entry: Fields) -> tuple[WrongAnswer, ...]:
    """Read the wrong answers that the author expects."""
    wrong: list[WrongAnswer] = []
    for answer in entry.tables("why_wrong"):
        match = answer.required_text("match")
        why = answer.required_text("why")
        weight = answer.number("weight", 0.0, 1.0)
        answer.finish()
        if match and why:
            wrong.append(WrongAnswer(match, why, weight or 0.0))
    return tuple(wrong)


_READERS: dict[QuestionType, Callable[[Fields], _Answers | None]] = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.TRUE_FALSE: _true_false,
    QuestionType.NUMERIC: _numeric,
    QuestionType.SHORT: _short,
    QuestionType.MATCH: _match,
    QuestionType.ORDER: _order,
    QuestionType.CLOZE: _cloze,
    QuestionType.CARD: _card,
}


def _owners() -> dict[str, str]:
    """Return, for every key that only some types have, the types that have it."""
    owners: dict[str, list[str]] = {}
    for type, keys in KEYS_BY_TYPE.items():
        for key in keys:
            owners.setdefault(key, []).append(type.value)
    return {key: f"questions of type {' or '.join(types)}" for key, types in owners.items()}


_BELONGS_TO = _owners()
