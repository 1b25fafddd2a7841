"""The limit of texts that are parsed: how long, and with how many marks."""

from __future__ import annotations

import re

MAX_MARKDOWN_BYTES = 1_000_000
"""Longest section that is laid out; a longer one is shown as plain text, to keep it quick."""

_MOST_MARKS = 150_000
"""Most marks, counted by `_marks`, that can be parsed in the time a person waits."""

_INLINE_IMAGE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{200,}")


def is_too_much(body: str, part: float = 1.0) -> bool:
    """True if a text would take longer to parse and lay out than a person waits.

    `part` is the share of a section's limit that the text may take.
    """
    most = part * MAX_MARKDOWN_BYTES
    if len(body) > most and ";base64," in body:
        # Images written out in a file are passed over in one step each.
        body = _INLINE_IMAGE.sub("", body)
    is_large = len(body) > most or len(body.encode()) > most
    return is_large or _marks(body) > part * _MOST_MARKS


def _marks(body: str) -> int:
    """Estimate the cost of parsing, by the lines and the characters that may begin markup."""
    return (
        body.count("\n") * 2
        + (body.count("[") + body.count("<")) * 4
        + body.count("$") * 12
        + sum(body.count(mark) for mark in "*_`&~|\\")
    )
