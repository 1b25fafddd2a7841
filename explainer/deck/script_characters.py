"""Superscript and subscript characters of Unicode.

Characters that few fonts have, such as the superscript q, are left out.
"""

from __future__ import annotations

_RAISED = (
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
)
_LOWERED = (
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)

RAISED = dict(zip(*_RAISED, strict=True))
"""Superscript of each character that has one."""

LOWERED = dict(zip(*_LOWERED, strict=True))
"""Subscript of each character that has one."""

_OPERATORS = "+-−="


def script_characters(text: str, forms: dict[str, str]) -> str | None:
    """Return a text in the forms of `RAISED` or `LOWERED`; None if a character has none.

    Spaces around operators are left out, since they would take the text apart.
    """
    if " " in text:
        words = text.split()
        if not all(set(word) <= set(_OPERATORS) for word in words[1::2]):
            return None
        text = "".join(words)
    if not all(character in forms for character in text):
        return None
    return "".join(map(forms.__getitem__, text))
