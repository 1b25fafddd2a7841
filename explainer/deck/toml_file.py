"""Reads TOML files of a deck into plain tables, without control characters in any string."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import tomli

from explainer.deck.text_file import clean, first_hidden, read_text, report_hidden
from explainer.problems import Code, Problems, Span

_ESCAPE = re.compile(r"\\[uUxbfre]")
_BARE_DATE = re.compile(r"(?<=[=\[,\s])[0-9]{1,6}-[0-9]{1,2}(?:-[0-9]{1,2})?(?=[\s,\]}#]|$)")

_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = re.compile(
    rf"^[ \t]*(?:\[{{1,2}}[ \t]*)?{_KEY_PART}((?:[ \t]*\.[ \t]*{_KEY_PART})+)", re.MULTILINE
)

_MANY_CHARACTERS = 500_000
"""Files up to this length cannot hold enough keys to be slow."""

_MOST_KEY_PARTS = 200_000
"""Most parts of dotted keys and headers in one file; the parser makes a table for each."""


def read_toml(root: Path, relative: str, problems: Problems) -> dict[str, Any] | None:
    """Read a TOML file of the deck, or report why it cannot be read."""
    text = read_text(root, relative, problems)
    return None if text is None else parse_toml(text, relative, problems)


def parse_toml(text: str, relative: str, problems: Problems) -> dict[str, Any] | None:
    """Parse clean text as TOML; report a mistake with its exact line and column."""
    if len(text) > _MANY_CHARACTERS and _reported_as_nested(text, relative, problems):
        return None
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        if not _reported_as_date(error, relative, problems):
            span = Span(relative, error.lineno, error.colno)
            problems.add(Code.TOML_SYNTAX, span, _sentence(error.msg), _syntax_help(error))
        return None
    except RecursionError:
        message = "Keys, arrays or tables are nested too deep."
        problems.add(Code.TOML_SYNTAX, Span(relative), message, "Nothing of a deck needs that.")
        return None
    except ValueError:  # an integer with more digits than Python converts
        message = "A number has far too many digits."
        problems.add(Code.TOML_SYNTAX, Span(relative), message, "Put it in quotes, or round it.")
        return None
    # The text itself is clean, so only an escape can have brought in a control character.
    if _ESCAPE.search(text):
        return _cleaned(table, relative, problems)
    return table


def _reported_as_nested(text: str, relative: str, problems: Problems) -> bool:
    """Report a file with so many dotted keys and headers that parsing it would take minutes."""
    parts = 0
    for match in _DOTTED.finditer(text):
        parts += match[1].count(".") + 1
        if parts > _MOST_KEY_PARTS:
            problems.add(
                Code.FILE_TOO_LARGE,
                Span(relative, text.count("\n", 0, match.start()) + 1),
                f"'{relative}' has more than {_MOST_KEY_PARTS:,} parts of dotted keys and headers.",
                "Nothing of a deck needs that; the file is left out.",
            )
            return True
    return False


def _cleaned(table: dict[str, Any], relative: str, problems: Problems) -> dict[str, Any]:
    """Remove control characters that escapes in strings brought in; report the first of them."""
    reported = False

    def report(text: str, keys: tuple[str | int, ...]) -> str:
        nonlocal reported
        hidden = first_hidden(text)
        if hidden is None:
            return text
        if not reported:
            report_hidden(text[hidden], Span(relative, keys=keys), problems)
            reported = True
        return clean(text)

    result: dict[str, Any] = {}
    # A stack in place of recursion: a deeply nested file must not exhaust the call stack.
    pending: list[tuple[Any, Any, tuple[str | int, ...]]] = [(table, result, ())]
    while pending:
        before, after, keys = pending.pop()
        pairs = before.items() if isinstance(before, dict) else enumerate(before)
        for raw_key, value in pairs:
            key = raw_key
            if isinstance(raw_key, str):
                key = report(raw_key, (*keys, clean(raw_key)))
            if isinstance(value, str):
                after[key] = report(value, (*keys, key))
            elif isinstance(value, dict | list):
                inner: Any = {} if isinstance(value, dict) else [None] * len(value)
                pending.append((value, inner, (*keys, key)))
                after[key] = inner
            else:
                after[key] = value
    return result


def _sentence(message: str) -> str:
    """Turn a parser's message into a sentence, without control characters of the file."""
    return clean(message).replace("\n", " ")[:300].rstrip(".") + "."


def _reported_as_date(error: tomli.TOMLDecodeError, relative: str, problems: Problems) -> bool:
    """Report a date without quotes at which parsing ended: no date, or not one in TOML."""
    line = error.doc.split("\n", error.lineno)[error.lineno - 1]
    for match in _BARE_DATE.finditer(line):
        if match.start() < error.colno <= match.end() + 1:
            span = Span(relative, error.lineno, match.start() + 1, error.lineno, match.end() + 1)
            help = 'In quotes a date may be less exact: "2025", "2025-02" or "2025-02-11".'
            problems.add(Code.BAD_DATE, span, f"'{match[0]}' is not a date.", help)
            return True
    return False


def _syntax_help(error: tomli.TOMLDecodeError) -> str:
    """Return a suggestion for the most frequent mistakes, or nothing."""
    line = error.doc.split("\n", error.lineno)[error.lineno - 1].strip()
    message = error.msg
    if message.startswith(("Invalid value", "Expected newline")) and "=" in line:
        return 'Text needs quotes: key = "text".'
    if message.startswith("Expected '=' after"):
        return "A line is key = value; text of several lines stands between triple quotes."
    if "overwrite" in message or "twice" in message or "already" in message.lower():
        return "A key may stand only once in its table; [[name]] begins a further entry."
    if message.startswith(("Unescaped '\\'", "Illegal character")):
        return "A string of one line ends on its line; use triple quotes for several."
    return ""
