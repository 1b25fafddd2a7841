"""Checks the pattern of a short question without ever running it.

Patterns have the syntax of RE2, which matches in time linear in the answer. Since a deck may come
from anywhere, what RE2 does not support is refused, and so are patterns on which a backtracking
engine could take exponential time.
"""

from __future__ import annotations

import re
import warnings

MAX_LENGTH = 200
"""Longest pattern allowed; an answer that needs more is not a short answer."""

MAX_QUANTIFIERS = 20
"""Most quantifiers allowed; each can multiply the attempts of a backtracking engine."""

MAX_DEPTH = 10
"""Deepest nesting of groups allowed."""

_MOST_REPEATS = 100
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,9})(,)?(\d{1,9})?\}", re.ASCII)
_GROUP = re.compile(r"\((?:\?(?:P<[A-Za-z_]\w{0,30}>|:|i\)|i:))?", re.ASCII)
_ESCAPES = frozenset("dDsSwWbBAntrfv")
_SET_OPERATORS = ("--", "&&", "~~", "||")


class _Group:
    """Facts collected about a group of the pattern while it is read."""

    __slots__ = ("has_choice", "has_quantifier")

    def __init__(self) -> None:
        self.has_choice = False
        """True if it has a `|`, directly or in an inner group."""
        self.has_quantifier = False
        """True if something in it may repeat or be left out."""


class _PatternError(Exception):
    """Raised at the first mistake in a pattern; its text is the sentence to show."""


def pattern_fault(pattern: str) -> str:
    """Return what is wrong with a pattern, in one sentence; empty if nothing is."""
    if len(pattern) > MAX_LENGTH:
        return f"It is longer than {MAX_LENGTH} characters."
    try:
        _read(pattern)
    except _PatternError as found:
        return str(found)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"{str(error)[:80].capitalize()}."
    return ""


def _read(pattern: str) -> None:
    """Read the pattern once from beginning to end, and raise at the first mistake."""
    groups = [_Group()]
    closed: _Group | None = None  # the group that the next quantifier would repeat
    quantifiers = 0
    at = 0
    while at < len(pattern):
        character = pattern[at]
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            quantifiers += 1
            if quantifiers > MAX_QUANTIFIERS:
                raise _PatternError(f"It has more than {MAX_QUANTIFIERS} quantifiers.")
            at = _quantifier(pattern, quantifier, closed)
            groups[-1].has_quantifier = True
        closed = None
        if quantifier:
            continue
        if character == "\\":
            at = _escape(pattern, at)
        elif character == "[":
            at = _set(pattern, at)
        elif character == "(":
            at = _open(pattern, at, groups)
        elif character == ")":
            if len(groups) == 1:
                raise _PatternError("A ')' closes no group; write \\) for the character.")
            closed = groups.pop()
            groups[-1].has_choice |= closed.has_choice
            groups[-1].has_quantifier |= closed.has_quantifier
            at += 1
        else:
            groups[-1].has_choice |= character == "|"
            at += 1


def _quantifier(pattern: str, quantifier: re.Match[str], group: _Group | None) -> int:
    """Read a quantifier; refuse it if it repeats too much or repeats a group that varies itself."""
    at = quantifier.end()
    if pattern.startswith("?", at):  # lazy
        at += 1
    if pattern.startswith(("+", "*", "?", "{"), at):
        raise _PatternError("A quantifier follows a quantifier, which RE2 has not.")
    low, comma, high = quantifier.groups()
    counts = [int(count) for count in (low, high) if count]
    if any(count > _MOST_REPEATS for count in counts):
        raise _PatternError(f"It repeats something more than {_MOST_REPEATS} times.")
    repeats = quantifier[0] in ("*", "+") or bool(comma and not high) or max(counts, default=0) > 1
    if group is None or not repeats:
        return at
    if group.has_quantifier:
        raise _PatternError("A quantifier repeats a group with one in it, which can run away.")
    if group.has_choice:
        raise _PatternError("A quantifier repeats a group with a choice in it, which can run away.")
    return at


def _escape(pattern: str, at: int) -> int:
    """Read an escape; refuse it if RE2 and Python do not read it alike."""
    following = pattern[at + 1 : at + 2]
    if not following:
        raise _PatternError("It ends in a backslash; write \\\\ for the character.")
    if following.isdigit() or following in "kg":
        raise _PatternError(f"It refers back to a group by \\{following}, which RE2 has not.")
    if following.isalnum() and following.isascii() and following not in _ESCAPES:
        raise _PatternError(f"\\{following} means nothing here.")
    return at + 2


def _set(pattern: str, at: int) -> int:
    """Read a set of characters, and return the position after it."""
    at += 2 if pattern.startswith("[^", at) else 1
    start = at
    while at < len(pattern):
        character = pattern[at]
        if character == "]" and at > start:
            return at + 1
        if character == "[":
            raise _PatternError("Within a set '[' must be written \\[.")
        if pattern.startswith(_SET_OPERATORS, at):
            raise _PatternError(f"Within a set '{pattern[at : at + 2]}' must be escaped.")
        at = _escape(pattern, at) if character == "\\" else at + 1
    raise _PatternError("A '[' begins a set that never ends; write \\[ for the character.")


def _open(pattern: str, at: int, groups: list[_Group]) -> int:
    """Read the opening of a group; refuse kinds of groups that RE2 does not have."""
    if pattern.startswith(("(?=", "(?!", "(?<=", "(?<!"), at):
        raise _PatternError("It looks ahead or behind, which RE2 does not.")
    if pattern.startswith(("(?P=", "(?("), at):
        raise _PatternError("It refers back to a group, which RE2 does not.")
    group = _GROUP.match(pattern, at)
    if group is None or (group[0] == "(" and pattern.startswith("(?", at)):
        raise _PatternError(f"'{pattern[at : at + 4]}' begins no kind of group that RE2 has.")
    if group[0] == "(?i)":
        if at:
            raise _PatternError("(?i) stands only at the very beginning.")
        return group.end()
    groups.append(_Group())
    if len(groups) > MAX_DEPTH:
        raise _PatternError(f"Its groups are nested deeper than {MAX_DEPTH}.")
    return group.end()
