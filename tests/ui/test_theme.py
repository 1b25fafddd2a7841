"""Colours: every possible pair of text and background is readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import explainer
from explainer.ui.base.theme import (
    CONTRAST,
    DECORATION,
    PALETTES,
    ROLES,
    TERMINAL,
    Palette,
    Styles,
    contrast,
    palette_colours,
    role_colours,
)

OWN = [palette for palette in PALETTES.values() if palette is not TERMINAL]
BASES = ("pane", "panel", "card", "bar")
BACKGROUNDS = ("", "code", "highlight")


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
@pytest.mark.parametrize("role", sorted(set(ROLES) - DECORATION))
def test_text_of_every_role_stands_out_from_every_background(palette: Palette, role: str) -> None:
    least = 7.0 if palette is CONTRAST else 4.5

    for base in BASES:
        for background in BACKGROUNDS:
            text, behind, _ = role_colours(palette, f"{base} {background} {role}")
            assert contrast(text, behind) >= least, (base, background)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


def test_every_role_that_a_renderer_or_pane_uses_has_looks() -> None:
    package = Path(explainer.__file__).parent
    literal = re.compile(r"""Run\([^\n]*?,\s*f?"([a-z0-9 -]+)"[,)]""")
    used = {
        role
        for file in [*package.glob("render/**/*.py"), *package.glob("ui/**/*.py")]
        for match in literal.finditer(file.read_text(encoding="utf-8"))
        for role in match[1].split()
    }

    assert used
    assert used <= set(ROLES)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_every_role_makes_a_style(palette: Palette) -> None:
    styles = Styles(palette)

    assert all(styles.style(role) is not None for role in ROLES)


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_colours_are_written_out(palette: Palette) -> None:
    for name, colour in palette_colours(palette).items():
        assert re.fullmatch(r"#[0-9a-f]{6}", colour), name


def test_verdicts_are_told_apart_without_colour() -> None:
    from explainer.deck.model import Verdict
    from explainer.render.value import MARKS, verdict_mark

    assert len(set(MARKS.values())) == len(Verdict)
    assert all(verdict.value in verdict_mark(verdict) for verdict in Verdict)


def test_decks_can_name_every_theme_and_no_other() -> None:
    from explainer.deck.model import THEMES

    assert set(THEMES) == set(PALETTES)
