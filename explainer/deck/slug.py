"""Ids made of any text: of a heading of a column, the name of a lane, the name of a file."""

from __future__ import annotations

import re
import unicodedata

LONGEST_ID = 100
"""Most characters of an id."""


def slugged(text: str) -> str:
    """Make an id of any text; empty if it has no letter or digit that an id can have."""
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST_ID]).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")
