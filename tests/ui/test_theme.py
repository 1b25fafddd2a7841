"""Colours: every possible pair of text and background is readable."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import explainer
from explainer.deck.model import COLOURS, LIGHT_THEMES, THEMES, Verdict
from explainer.ui.base.theme import (
    CONTRAST,
    DARK,
    DECORATION,
    LIGHT,
    ROLES,
    TERMINAL,
    UNDERLINES,
    Palette,
    Styles,
    contrast,
    palette_colours,
    role_colours,
)
from explainer.ui.base.theme_choice import OWN_PAIR, every_palette, named_pair, palette_named
from tests.unit.colour_vision import VISIONS, ciede2000, seen_as

OWN = [palette for palette in every_palette() if palette is not TERMINAL]
BASES = ("pane", "panel", "card", "bar")
BACKGROUNDS = ("", "code", "highlight", "keycap")
LEAST_DISTANCE = 8.0
"""CIEDE2000 between any two categorical colours; 1 is just noticeable side by side."""


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


@pytest.mark.parametrize("palette", every_palette(), ids=lambda palette: palette.name)
def test_every_role_makes_a_style(palette: Palette) -> None:
    styles = Styles(palette)

    assert all(styles.style(role) is not None for role in ROLES)


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_colours_are_written_out(palette: Palette) -> None:
    for name, colour in palette_colours(palette).items():
        assert re.fullmatch(r"#[0-9a-f]{6}", colour), name


def test_verdicts_are_told_apart_without_colour() -> None:
    from explainer.render.value import MARKS, verdict_mark

    assert len(set(MARKS.values())) == len(Verdict)
    assert all(verdict.value in verdict_mark(verdict) for verdict in Verdict)


def test_decks_can_name_every_theme_and_no_other() -> None:
    assert [palette.name for palette in every_palette()] == list(THEMES)
    assert [one.name for one in every_palette() if not one.dark] == list(LIGHT_THEMES)


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
@pytest.mark.parametrize("vision", VISIONS)
def test_categorical_colours_stay_apart_for_every_kind_of_vision(
    palette: Palette, vision: str
) -> None:
    seen = {name: seen_as(getattr(palette, name), VISIONS[vision]) for name in COLOURS}

    for one, other in combinations(COLOURS, 2):
        assert ciede2000(seen[one], seen[other]) >= LEAST_DISTANCE, (one, other)


def test_distance_of_colours_is_that_of_its_paper() -> None:
    # Pairs 1, 7, 17 and 25 of table 1 of Sharma, Wu and Dalal.
    pairs = (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    )
    for one, other, distance in pairs:
        assert ciede2000(one, other) == pytest.approx(distance, abs=1e-4)


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_contrast_falls_from_grade_to_grade(palette: Palette) -> None:
    grades = [contrast(getattr(palette, f"grade_{one}"), palette.ground) for one in "abcd"]

    assert all(one > other * 1.15 for one, other in pairwise(grades))


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_underline_of_a_claim_carries_the_number_of_its_colour(palette: Palette) -> None:
    styles = Styles(palette)
    for verdict in Verdict:
        style = styles.style(f"claim claim-{verdict.value}")
        number = bool(style.frame) + 2 * bool(style.encircle) + 4 * bool(style.overline)

        assert style.underline
        assert UNDERLINES[number - 1] == verdict.value


def test_accent_is_of_what_the_person_does_and_nothing_else() -> None:
    with_accent = {role for role, colours in ROLES.items() if "accent" in colours}

    assert with_accent == {"here", "focus", "presenter", "match-here"}


def test_a_pair_is_a_light_and_a_dark_theme() -> None:
    pair = named_pair("auto:solarized-light/nord")

    assert (pair.light.name, pair.dark.name) == ("solarized-light", "nord")
    assert named_pair("auto") is OWN_PAIR


def test_a_chosen_theme_is_one_of_the_two_between_which_a_person_changes() -> None:
    nord, solarized = palette_named("nord"), palette_named("solarized-dark")

    assert OWN_PAIR.including(nord).counterpart(nord) is LIGHT
    assert OWN_PAIR.including(nord).counterpart(LIGHT) is nord
    assert OWN_PAIR.including(solarized).counterpart(solarized).name == "solarized-light"
    assert OWN_PAIR.including(DARK) == OWN_PAIR
