"""Text for terminals that know no UTF-8: each sign of ours has a plain one as wide."""

from __future__ import annotations

from rich.cells import cell_len

_PAIRS = (
    '│| ┃| ▎| ▏| ▌# █# ─- ━- ┄- ╌- ┌+ ┐+ └+ ┘+ ├+ ┤+ ┬+ ┴+ ┼+ ╭+ ╮+ ╰+ ╯+ ✓v ≈~ ✗x ❝" ⧗~ ●* ○o ◆* '
    '◇o ▲A ▼V ▶> ◀< →> ←< ↑^ ↓v ↔- …. –- —- “" ”" „" ‘\' ’\' ‚, •* ·. ×x ≥> ≤< −- ■# □o ▪.'
    " ❯> ☑x ☐o ±~ ◉* ▣# ▒# ░. ▐# ‹< ›> ‑- ⁰0 ¹1 ²2 ³3 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9"
)
_PLAIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split(" ")})


def encoded(text: str, charset: str) -> bytes:
    """Text in a charset; what it lacks is a sign of ours as wide, or a dot, or a question mark."""
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
        if found.isascii():
            return found
        # A question mark is a verdict here, so what is no letter is a dot.
        return ("?" if character.isalpha() else ".") * cell_len(character)
    return character
