"""Checks the choices of a question: clues to the key, and choices that are hard to weigh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from explainer.check.near_duplicate import near_duplicates
from explainer.check.quantity import in_order
from explainer.deck.question import Choice, Question
from explainer.problems import Code, Problems, Span
from explainer.render.line import crop
from explainer.render.plain_lines import text_width

_LONGEST_SHOWN = 40

_MOST_TIMES_LONGER = 1.5
"""Largest ratio of a key's length to that of the longest distractor."""

_SHORTEST_LONG_KEY = 30
"""Shortest key in cells that is checked; below it a longer text is only a longer name."""

_ABOVE = r"(?: (?:above|preceding|following|choices|options|answers|statements|others))*"
_CATCH_ALL = re.compile(
    rf"(?:all|none|any|some|both|neither|either|two|more than one) of (?:the|these|those){_ABOVE}"
    r"|(?:all|none)(?: the)? (?:above|answers|choices|options)"
    r"|(?:all|none)(?: of (?:the|these|those))?"
    r"(?: (?:answers|choices|options|statements))? (?:is|are) (?:right|correct|true|wrong|false)"
    r"|(?:(?:both|only|answers?|choices?|options?) )+[a-h](?:,? (?:and|or|&) [a-h])+(?: only)?"
    r"|[a-h](?:,? (?:and|or|&) [a-h])+ only"
)
_QUANTIFIER = re.compile(
    r"(?:all|none|any|some|most|many|few|a few|half|both|neither|either|one|two)\b.*"
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|every|everyone|everybody|everything|none|nobody|nothing|only|completely"
    r"|entirely|totally|absolutely|impossible)\b"
)
_FEWEST_ABSOLUTE = 2
"""Fewest distractors with an absolute word that are reported, if they are at least half."""


def check_choices(question: Question, problems: Problems) -> None:
    """Report problems of a question's choices that do not depend on the language."""
    _check_reasons(question, problems)
    _check_order(question, problems)
    if not question.open:
        _check_duplicates(question, problems)
        _check_length(question, problems)


def check_choice_words(question: Question, problems: Problems) -> None:
    """Report English choices that give the key away by their words, or have no content."""
    catch_all = _catch_all(question.choices)
    for choice in catch_all:
        problems.add(
            Code.ALL_OF_THE_ABOVE,
            _at(choice.span, "text"),
            f"Question '{question.id}' offers {_quoted(choice)}, which says nothing itself.",
            'Take it out; where more than one choice is right, write type = "multiple".',
        )
    if not question.open:
        rest = [one for one in question.choices if one not in catch_all]
        _check_absolute(question, rest, problems)


def _catch_all(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices that are about the other choices."""
    if _is_scale(choices):
        return []
    return [choice for choice in choices if _CATCH_ALL.fullmatch(_plain(choice.text))]


def _check_reasons(question: Question, problems: Problems) -> None:
    """Report distractors without a reason; for an open question, choices without an argument."""
    silent = [one for one in question.choices if not one.correct and not one.why.strip()]
    if not silent:
        return
    more = f" and {len(silent) - 1} more" if len(silent) > 1 else ""
    if question.open:
        problems.add(
            Code.WHY_MISSING,
            _at(silent[0].span, "text"),
            f"The open question '{question.id}' does not say what speaks for "
            f"{_quoted(silent[0])}{more}.",
            'Write why = "…" in each choice: what speaks for just this one.',
        )
        return
    problems.add(
        Code.WHY_MISSING,
        _at(silent[0].span, "text"),
        f"Question '{question.id}' does not say why {_quoted(silent[0])}{more} "
        f"{'are' if more else 'is'} wrong.",
        'Write why = "…" in each distractor: what is wrong with just this one.',
    )


def _check_duplicates(question: Question, problems: Problems) -> None:
    choices = question.choices
    for first, second in near_duplicates([choice.text for choice in choices]):
        problems.add_clash(
            Code.NEAR_DUPLICATES,
            _at(choices[second].span, "text"),
            _at(choices[first].span, "text"),
            f"Two choices of question '{question.id}' say nearly the same: "
            f"{_quoted(choices[first])} and {_quoted(choices[second])}.",
            "Take one out, or say in it what makes it different.",
        )


def _check_length(question: Question, problems: Problems) -> None:
    keys = [choice for choice in question.choices if choice.correct]
    rest = [text_width(choice.text) for choice in question.choices if not choice.correct]
    if not keys or not any(rest):  # a combining accent alone takes no cells
        return
    key = min(keys, key=lambda choice: text_width(choice.text))
    length = text_width(key.text)
    if length >= _SHORTEST_LONG_KEY and length > _MOST_TIMES_LONGER * max(rest):
        problems.add(
            Code.LONGEST_KEY,
            _at(key.span, "text"),
            f"The key of question '{question.id}' is {length / max(rest):.1f} times as long as "
            "its longest distractor.",
            "Shorten the key, and move its reasons to explain; or say as much in a distractor.",
        )


def _check_order(question: Question, problems: Problems) -> None:
    catch_all = _catch_all(question.choices)
    if in_order([choice.text for choice in question.choices if choice not in catch_all]):
        return
    problems.add(
        Code.UNORDERED_NUMBERS,
        _at(question.span, "choices"),
        f"The choices of question '{question.id}' are numbers or dates in no order.",
        "Write them from small to large; fixed = true in each keeps them so.",
    )


def _check_absolute(question: Question, choices: Sequence[Choice], problems: Problems) -> None:
    keys = [choice for choice in choices if choice.correct]
    if _is_scale(choices) or any(_ABSOLUTE.search(_plain(key.text)) for key in keys):
        return
    rest = [choice for choice in choices if not choice.correct]
    found = [(one, word) for one in rest if (word := _ABSOLUTE.search(_plain(one.text)))]
    if len(found) < _FEWEST_ABSOLUTE or 2 * len(found) < len(rest):
        return
    words = " and ".join(f"'{word}'" for word in dict.fromkeys(word[0] for _, word in found))
    problems.add(
        Code.ABSOLUTE_DISTRACTORS,
        _at(found[0][0].span, "text"),
        f"Only distractors of question '{question.id}' have absolute words: {words}.",
        "Say in them what somebody might believe, without such words, or use one in the key too.",
    )


def _is_scale(choices: Sequence[Choice]) -> bool:
    """True if each choice begins with an amount (all, some, none), so that these are answers."""
    return all(_QUANTIFIER.fullmatch(_plain(choice.text)) for choice in choices)


def _plain(text: str) -> str:
    """Return the text without case, punctuation at its ends and runs of spaces."""
    folded = unicodedata.normalize("NFKC", text[:400]).casefold()
    return " ".join(folded.split()).strip(" .!:;()[]\"'“”")


def _quoted(choice: Choice) -> str:
    return f"'{crop(' '.join(choice.text.split()), _LONGEST_SHOWN)}'"


def _at(span: Span, key: str) -> Span:
    return msgspec.structs.replace(span, keys=(*span.keys, key)) if span.keys else span
