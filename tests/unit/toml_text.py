"""Helpers: write plain data as TOML, in the forms that are hardest to read."""

from __future__ import annotations

import datetime
from typing import Any


def written(value: Any) -> str:
    """Write a value as inline TOML, arrays and tables over several lines."""
    match value:
        case dict():
            pairs = ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items())
            return f"{{\n{pairs}}}"
        case list():
            return "[ # ]\n" + ",\n".join(map(written, value)) + " ]"
        case bool():
            return str(value).lower()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case str():
            return quoted(value)
        case _:
            return str(value)


def quoted(text: str) -> str:
    """Write a basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def document(table: dict[str, Any]) -> str:
    """Write a whole file, lists of tables at its end as arrays of tables."""
    lines: list[str] = []
    arrays: list[str] = []
    for key, value in table.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for item in value:
                arrays.append(f"[[{quoted(key)}]]")
                arrays.extend(f"{quoted(name)} = {written(inner)}" for name, inner in item.items())
        else:
            lines.append(f"{quoted(key)} = {written(value)}")
    return "\n".join([*lines, *arrays, ""])
