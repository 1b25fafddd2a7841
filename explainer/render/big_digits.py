"""Writes a number large, three lines high, with half blocks."""

from __future__ import annotations

_DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
}
_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}


def big_digits(text: str) -> list[str]:
    """Return digits and `/` as three lines; characters that have no large form are left out."""
    rows = ["", "", "", "", ""]
    for character in text:
        shape = _DIGITS.get(character)
        if shape is not None:
            rows = [f"{row} {part}" if row else part for row, part in zip(rows, shape, strict=True)]
    pairs = ((" " * len(rows[0]), rows[0]), (rows[1], rows[2]), (rows[3], rows[4]))
    return ["".join(_HALVES[pair] for pair in zip(*rows, strict=True)) for rows in pairs]
