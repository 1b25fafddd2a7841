"""Text is broken into lines that fit, and no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.render.line import (
    NARROWEST_TEXT,
    Line,
    TextRun,
    align,
    beside,
    crop,
    line_text,
    line_width,
    pad,
    wrap,
)

CLUSTERS = ["👩‍🔬", "👍🏽", "🇨🇳", "❤️", "e\u0301", "\u0301", "字\u0301", "\u00a0"]
LETTERS = st.sampled_from([*"abc.,)(-é中文字한か。「」ｱ！שלעر…⁵│x", *CLUSTERS])
WORDS = st.lists(LETTERS, max_size=12).map("".join)
TEXTS = st.lists(WORDS | st.sampled_from([" ", "  ", "\t", "\n"]), max_size=12).map(" ".join)
RUNS = st.lists(
    st.builds(
        TextRun, TEXTS, st.sampled_from(["", "strong", "link"]), st.just(""), st.integers(-1, 2)
    ),
    max_size=5,
)
WIDTHS = st.integers(1, 40)


def squeezed(text: str) -> str:
    """The text without characters that a line break may drop."""
    return "".join(text.split())


def words_of(lines: list[Line]) -> str:
    return "".join(squeezed(line_text(line)) for line in lines)


@given(runs=RUNS, width=WIDTHS)
@example(runs=[TextRun("字\u200d字\u200d字" * 5)], width=3)
@example(runs=[TextRun("a" * 9), TextRun("b" * 9, "strong"), TextRun("中" * 9)], width=4)
@example(runs=[TextRun("❤"), TextRun("\ufe0f")], width=1)
def test_no_line_is_wider_and_no_character_is_lost(runs: list[TextRun], width: int) -> None:
    lines = wrap(runs, width)

    assert words_of(lines) == squeezed("".join(run.text for run in runs))
    for line in lines:
        single = cell_len(line_text(line)) <= 2 and width == 1
        assert line_width(line) <= width or single, line
        assert line_text(line) == line_text(line).strip(" \t")


@given(runs=RUNS, width=WIDTHS)
def test_every_character_keeps_its_style_and_target(runs: list[TextRun], width: int) -> None:
    before = [(c, *run[1:]) for run in runs for c in squeezed(run.text)]
    after = [
        (c, *run[1:]) for line in wrap(runs, width) for run in line for c in squeezed(run.text)
    ]

    assert after == before


@given(
    parts=st.lists(st.text("abc ,.é⁵\n", max_size=30), min_size=1, max_size=4),
    width=WIDTHS,
)
def test_text_of_narrow_characters_breaks_as_text_of_any(parts: list[str], width: int) -> None:
    text = "".join(parts)
    while "  " in text:
        text = text.replace("  ", " ")
    runs = [TextRun(text[: len(text) // 2]), TextRun(text[len(text) // 2 :], "strong")]
    # A Greek letter and one with a breathing mark both take one cell; only the first is known to.
    careful = [TextRun(run.text.replace("c", "ἀ"), run.role) for run in runs]

    simple_lines = [line_text(line) for line in wrap(runs, width)]
    careful_lines = [line_text(line).replace("ἀ", "c") for line in wrap(careful, width)]

    assert simple_lines == careful_lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  lead and tail  ", 20, ["lead and tail"]),
        ("longword and", 5, ["longw", "ord", "and"]),
        ("a longword", 5, ["a", "longw", "ord"]),
        ("a\nb\n\nc", 9, ["a", "b", "", "c"]),
        ("", 5, [""]),
        ("中文字符", 5, ["中文", "字符"]),
        ("中文。字", 4, ["中", "文。", "字"]),
        ("a中b文", 2, ["a", "中", "b", "文"]),
        ("word 中文 word", 7, ["word 中", "文 word"]),
        ("👩‍🔬👩‍🔬👩‍🔬", 4, ["👩‍🔬👩‍🔬", "👩‍🔬"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("字\u0301字\u0301", 2, ["字\u0301", "字\u0301"]),
        ("85.3\u00a0✓ and", 8, ["85.3\u00a0✓", "and"]),
        ("one  two\tthree", 20, ["one two three"]),
        ("שלום עולם", 5, ["שלום", "עולם"]),
    ],
)
def test_lines_break_where_they_should(text: str, width: int, lines: list[str]) -> None:
    assert [line_text(line) for line in wrap([TextRun(text)], width)] == lines


def test_neighbours_of_one_style_are_one_run() -> None:
    assert wrap([TextRun("a "), TextRun("b", "x"), TextRun(" c", "x")], 9) == [
        [TextRun("a "), TextRun("b c", "x")]
    ]


@given(runs=RUNS.filter(lambda runs: "\n" not in line_text(runs)), width=WIDTHS)
@settings(max_examples=50)
def test_padding_and_aligning_fill_exactly(runs: list[TextRun], width: int) -> None:
    before = line_width(runs)

    assert line_width(pad(runs, width)) == max(width, before)
    for how in ("left", "right", "center", ""):
        assert line_width(align(runs, width, how)) == max(width, before)


@given(text=TEXTS.map(lambda text: text.replace("\n", "")), width=st.integers(0, 30))
def test_a_cropped_text_fits_and_says_that_it_was_cropped(text: str, width: int) -> None:
    cropped = crop(text, width)

    assert cell_len(cropped) <= width
    assert cropped == text or not width or cropped.endswith("…")


def test_nothing_stands_beside_text_that_would_get_too_narrow() -> None:
    bar, words = [TextRun("▎ ")], TextRun("x " * 40)

    roomy = beside(bar, bar, NARROWEST_TEXT + 2, lambda room: wrap([words], room))
    narrow = beside(bar, bar, NARROWEST_TEXT + 1, lambda room: wrap([words], room))

    assert all(line[0] == bar[0] for line in roomy)
    assert not any(bar[0] in line for line in narrow)
    assert max(map(line_width, roomy)) <= NARROWEST_TEXT + 2
    assert max(map(line_width, narrow)) <= NARROWEST_TEXT + 1
