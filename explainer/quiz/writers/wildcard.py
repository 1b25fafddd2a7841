r"""Answers with wildcards, as in Moodle: `*` is any text, `\*` the character."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WILDCARD = re.compile(r"(?<!\\)\*")
_SYNTAX = re.compile(r"([\\.^$*+?{}\[\]|()])")


def has_wildcard(answer: str) -> bool:
    """True if a part of the answer may be any text."""
    return _WILDCARD.search(answer) is not None


def literal(answer: str) -> str:
    """Return an answer without wildcards as it is typed."""
    return answer.replace("\\*", "*")


def pattern_of(answers: Iterable[str]) -> str:
    """Return one pattern for answers, in RE2 syntax and without regard to case."""
    return "(?i)" + "|".join(
        ".*".join(_SYNTAX.sub(r"\\\1", literal(part)) for part in _WILDCARD.split(answer))
        for answer in answers
    )


def escaped(answer: str) -> str:
    """Return an answer in which no character is a wildcard."""
    return answer.replace("*", "\\*")


def answers_of(pattern: str) -> list[str] | None:
    """Return a pattern as answers with wildcards; None if these cannot express it."""
    body = pattern.removeprefix("(?i)")
    answers = [""]
    at = 0
    while at < len(body):
        if body.startswith(".*", at):
            answers[-1] += "*"
            at += 2
        elif body[at] == "|":
            answers.append("")
            at += 1
        elif body[at] == "\\" and _SYNTAX.match(body, at + 1):
            answers[-1] += escaped(body[at + 1])
            at += 2
        elif _SYNTAX.match(body, at):
            return None
        else:
            answers[-1] += body[at]
            at += 1
    return answers if all(answer.strip("* ") for answer in answers) else None
