"""Writes values as TOML in an author's style: a choice on each line, long texts over several."""

from __future__ import annotations

import re
from typing import Any

WIDEST = 100
"""Longest list that is written on one line."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_NOT_LITERAL = re.compile(r"['\x00-\x08\x0a-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CLOSING = re.compile(r'"(?="")|"\Z')
_ESCAPED_IN_LINES = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f]")


def entry(name: str, table: dict[str, Any]) -> str:
    """Write `[[name]]` and the keys below it."""
    return f"[[{name}]]\n" + "".join(f"{line(key, value)}\n" for key, value in table.items())


def line(key: str, value: Any) -> str:
    """Write one key with its value."""
    return f"{_key(key)} = {shown(value, len(key) + 3)}"


def shown(value: Any, column: int = 0) -> str:
    """Write a value that begins at a column, over several lines if it does not fit on one."""
    if isinstance(value, str) and "\n" in value:
        return _lines(value)
    written = _inline(value)
    if not isinstance(value, list) or not value:
        return written
    has_parts = any(isinstance(item, dict | list) for item in value)
    if not has_parts and column + len(written) <= WIDEST:
        return written
    return "[\n" + "".join(f"  {_inline(item)},\n" for item in value) + "]"


def _inline(value: Any) -> str:
    """Write a value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() if "\\" in value and not _NOT_LITERAL.search(value):
            return f"'{value}'"
        case str():
            return f'"{_ESCAPED.sub(_escape, value)}"'
        case float():
            whole = value.is_integer() and abs(value) < 1e15
            return str(int(value)) if whole else repr(value)
        case list():
            return f"[{', '.join(_inline(item) for item in value)}]"
        case dict():
            if not value:
                return "{}"
            items = (f"{_key(key)} = {_inline(item)}" for key, item in value.items())
            return f"{{ {', '.join(items)} }}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lines(text: str) -> str:
    """Write a text of several lines between triple quotes, with backslashes as they are."""
    is_literal = "'''" not in text and not text.endswith("'") and not _CONTROL.search(text)
    if "\\" in text and is_literal:
        return f"'''\n{text}'''"
    written = _ESCAPED_IN_LINES.sub(_escape, text)
    return f'"""\n{_CLOSING.sub(_escape, written)}"""'


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _inline(key)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
