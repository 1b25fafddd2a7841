"""Every sign that the program draws is in ordinary monospaced fonts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import explainer

from .fonts.coverage import read_ranges

FONTS = Path(__file__).parent / "fonts"
COVERED = {file.stem: read_ranges(file) for file in sorted(FONTS.glob("*.txt"))}
PACKAGE = Path(explainer.__file__).parent

DRAWING = ("cli", "learner", "lesson", "quiz", "render", "serve", "ui")
"""Packages whose texts reach a screen; those of `deck`, `check` and `importers` are for reading."""

READ_ONLY = frozenset(
    {
        "quiz/number.py",  # what people type for a minus
        "render/charset.py",  # characters for which others stand in
        "render/line.py",  # where a line may break in any script
        "render/problem.py",  # characters that are shown as codes
        "render/search_match.py",  # the first wide character
    }
)
"""Modules with characters that are looked for in texts, and never drawn."""

FORMULAS = "render/math/"
"""Signs of formulas, which an author asks for; a formula without a sign shows its source."""

BRAILLE = set(range(0x2800, 0x2900))
"""Dots of charts: most terminals draw these themselves, whatever the font; others get ASCII."""

ONE_FONT = frozenset("✓✗❝❯☑☐")
"""Signs that Noto has in its Symbols fonts only, on which terminals fall back."""


def drawn() -> Iterator[tuple[str, str]]:
    """Yield each character beyond ASCII of the texts that can be drawn, with its module."""
    for package in DRAWING:
        for file in sorted((PACKAGE / package).rglob("*.py")):
            name = file.relative_to(PACKAGE).as_posix()
            if name in READ_ONLY or name.startswith(FORMULAS):
                continue
            tree = ast.parse(file.read_text(encoding="utf-8"))
            docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                    continue
                if id(node) not in docstrings:
                    yield from ((one, name) for one in node.value if not one.isascii())


def test_lists_say_where_they_come_from() -> None:
    assert len(COVERED) >= 2
    for file in FONTS.glob("*.txt"):
        assert "# Origin: " in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("font", COVERED)
def test_every_sign_that_is_drawn_is_in_the_font(font: str) -> None:
    missing = {
        f"{one} U+{ord(one):04X} in {module}"
        for one, module in drawn()
        if ord(one) not in COVERED[font] | BRAILLE
        and not (one in ONE_FONT and font == "noto-sans-mono")
    }

    assert not missing


def test_signs_of_one_font_are_still_drawn_and_still_missing_in_the_other() -> None:
    signs = {one for one, _ in drawn()}

    assert set(ONE_FONT) <= signs
    assert not COVERED["noto-sans-mono"] & {ord(one) for one in ONE_FONT}
    assert {ord(one) for one in ONE_FONT} <= COVERED["dejavu-sans-mono"]
