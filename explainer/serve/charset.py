"""Text for terminals that know no UTF-8: each sign of ours has a plain one as wide."""

from __future__ import annotations

from rich.cells import cell_len

_PAIRS = (
    '│| ┃| ▎| ▏| ▌# █# ─- ━- ┄- ╌- ┌+ ┐+ └+ ┘+ ├+ ┤+ ┬+ ┴+ ┼+ ╭+ ╮+ ╰+ ╯+ ✓v ≈~ ✗x ❝" ⧗~ ●* ○o ◆* '
    '◇o ▲A ▼V ▶> ◀< →> ←< ↑^ ↓v ↔- …. –- —- “" ”" „" ‘\' ’\' ‚, •* ·. ×x ≥> ≤< −- ■# □o ▪.'
)
_PLAIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split(" ")})


def encoded(text: str, charset: str) -> bytes:
    """Text in a charset; what it lacks is a question mark for each cell."""
    if charset == "utf-8":
        return text.encode("utf-8", "replace")
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return "".join(_plain(character, charset) for character in text).encode(charset, "replace")


def _plain(character: str, charset: str) -> str:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        found = character.translate(_PLAIN)
        return found if found.isascii() else "?" * cell_len(character)
    return character
