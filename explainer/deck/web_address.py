"""Decides which addresses of a deck may be given to a browser, a clipboard or a terminal."""

from __future__ import annotations

SAFE_SCHEMES = ("http://", "https://", "mailto:")
"""Beginnings of addresses that may be opened; others can run programs or read files."""

_LONGEST = 2_000
"""Most characters of an address; browsers refuse longer ones."""


def is_safe_address(address: str) -> bool:
    """Return True if an address can be given to a browser: a known scheme, and nothing unseen.

    Characters that are not shown (controls, bidi overrides, blanks) could hide where it leads.
    """
    is_known = address.lower().startswith(SAFE_SCHEMES)
    is_visible = address.isprintable() and not any(letter.isspace() for letter in address)
    return is_known and is_visible and len(address) <= _LONGEST
