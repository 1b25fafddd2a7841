"""Syntax highlighting of code blocks, done once when a section is parsed."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LONGEST_HIGHLIGHTED = 5_000
"""Longest block that is highlighted; on text they cannot read, lexers take quadratic time."""

LONGEST_TIME = 1.0
"""Processor seconds for all code of a file; code after that stays plain."""

_LONGEST_LINE = 300
_MOST_EMPTY_LINES = "\n" * 20
_LONGEST_SLOW = 1_000
# These took more than half a second for 4,000 characters of the worst of a hundred patterns.
_SLOW = frozenset(
    {"autohotkey", "autoit", "csharp", "easytrieve", "gherkin", "nemerle", "restructuredtext"}
    | {"sas", "singularity", "systemd", "xpp"}
)

_ROLES = (
    ("Token.Comment", "code-comment"),
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number-literal"),
    ("Token.Literal.Date", "code-number-literal"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Class", "code-name"),
    ("Token.Name.Tag", "code-keyword"),
    ("Token.Name.Attribute", "code-name"),
    ("Token.Name.Decorator", "code-name"),
    ("Token.Name.Builtin", "code-name"),
    ("Token.Generic.Deleted", "code-comment"),
    ("Token.Generic.Inserted", "code-string"),
    ("Token.Generic.Heading", "code-keyword"),
    ("Token.Punctuation.Marker", "code-comment"),
)


@cache
def _role(token: str) -> str:
    return next((role for name, role in _ROLES if token.startswith(name)), "")


@cache
def _known_languages() -> frozenset[str]:
    """Return Pygments' own names of languages; looking up an unknown one in plugins is slow."""
    from pygments.lexers import get_all_lexers

    return frozenset(
        alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases
    )


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    """Return the lexer of a language, or None if there is none."""
    if language not in _known_languages():
        return None
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


def _is_quick(text: str) -> bool:
    """True if any lexer reads the text in a time that nobody notices."""
    if len(text) > LONGEST_HIGHLIGHTED or _MOST_EMPTY_LINES in text:
        return False
    return all(len(line) <= _LONGEST_LINE for line in text.split("\n"))


def highlight(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return roles and lengths of the pieces of some code; nothing if the language is unknown."""
    if not language or not _is_quick(text):
        return ()
    lexer = _lexer(language.lower())
    if lexer is None or (len(text) > _LONGEST_SLOW and lexer.aliases[0] in _SLOW):
        return ()
    pieces: list[tuple[str, int]] = []
    for token, value in lexer.get_tokens(text):
        role = _role(str(token))
        if pieces and pieces[-1][0] == role:
            pieces[-1] = (role, pieces[-1][1] + len(value))
        else:
            pieces.append((role, len(value)))
    if sum(length for _, length in pieces) != len(text):
        return ()
    return tuple(pieces)
