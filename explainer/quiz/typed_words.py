"""Compares typed words as a fair reader would.

Case, width and compatibility forms (Unicode NFKC and case folding, UAX 15 and 21), runs of spaces,
the shape of quotes and dashes, and a final full stop make no difference. Accents do: they
distinguish words.
"""

from __future__ import annotations

import unicodedata

LONGEST = 200
"""Most characters of a typed answer that are compared."""

_SHAPES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—―−", "-")
)


def same_words(typed: str, accepted: str) -> bool:
    """True if a typed answer is the same as an accepted one."""
    return folded_words(typed) == folded_words(accepted)


def folded_words(text: str) -> str:
    """Return the form in which answers are compared."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST].translate(_SHAPES))
    plain = unicodedata.normalize("NFKC", plain.casefold())
    plain = " ".join(plain.translate(_SHAPES).split())
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1].strip()
    return plain.rstrip(".").rstrip() or plain


def matches_pattern(typed: str, pattern: str) -> bool:
    """True if a whole typed answer matches a pattern, in any case.

    RE2 matches in time linear in the answer, so that no pattern of a deck can block the program.
    """
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 1 << 20
    text = " ".join(unicodedata.normalize("NFKC", typed[:LONGEST]).translate(_SHAPES).split())
    try:
        return re2.fullmatch(pattern, text, options=options) is not None
    except re2.error:
        return False
