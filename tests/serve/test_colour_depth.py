"""Conversion of colours for terminals with fewer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.serve.client_terminal import Depth
from explainer.serve.colour_depth import DepthFilter

_SGR = re.compile(r"\x1b\[([0-9;]*)m")


def _convert(codes: str, depth: Depth) -> str:
    return DepthFilter(depth).convert(f"\x1b[{codes}mx\x1b[0m")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("38;2;255;0;0", "38;5;196"),
        ("48;2;0;0;0", "48;5;16"),
        ("1;38;2;95;135;175;48;2;8;8;8", "1;38;5;67;48;5;232"),
        ("38;2;128;128;128", "38;5;244"),
        ("4", "4"),
    ],
)
def test_the_nearest_of_256(codes: str, expected: str) -> None:
    assert _convert(codes, Depth.INDEXED) == f"\x1b[{expected}mx\x1b[0m"


@pytest.mark.parametrize(
    ("codes", "expected"),
    [("38;2;250;5;5", "91"), ("48;2;0;0;0", "40"), ("38;2;0;200;0", "32"), ("1;33", "1;33")],
)
def test_the_nearest_of_16(codes: str, expected: str) -> None:
    assert _convert(codes, Depth.BASIC) == f"\x1b[{expected}mx\x1b[0m"


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("38;2;250;5;5", "x"),
        ("1;38;2;250;5;5;4", "\x1b[1;4mx"),
        ("1;38;5;12;49", "\x1b[1mx"),
        ("33;45", "x"),
        ("97;3;107", "\x1b[3mx"),
    ],
)
def test_no_colour_leaves_attributes(codes: str, expected: str) -> None:
    assert _convert(codes, Depth.NONE) == f"{expected}\x1b[0m"


def test_true_colour_is_left_as_it_is() -> None:
    data = "\x1b[38;2;1;2;3mx\x1b[0m"

    assert DepthFilter(Depth.TRUE).convert(data) == data


@pytest.mark.parametrize("depth", [Depth.NONE, Depth.BASIC, Depth.INDEXED])
def test_text_that_looks_like_a_colour_is_text(depth: Depth) -> None:
    words = "38;2;255;0;0 and [38;2;1;2;3m"

    assert DepthFilter(depth).convert(f"{words}\x1b[0m") == f"{words}\x1b[0m"


_byte = st.integers(0, 255)


@given(st.tuples(_byte, _byte, _byte), st.tuples(_byte, _byte, _byte))
def test_only_colours_of_the_depth_are_sent(
    text: tuple[int, int, int], behind: tuple[int, int, int]
) -> None:
    codes = f"3;38;2;{text[0]};{text[1]};{text[2]};48;2;{behind[0]};{behind[1]};{behind[2]}"

    indexed = _SGR.search(_convert(codes, Depth.INDEXED))
    basic = _SGR.search(_convert(codes, Depth.BASIC))

    assert indexed is not None
    assert re.fullmatch(r"3;38;5;\d{1,3};48;5;\d{1,3}", indexed[1])
    assert basic is not None
    assert re.fullmatch(r"3;(3|9)[0-7];(4|10)[0-7]", basic[1])


_STEPS = (0, 95, 135, 175, 215, 255)
CUBE_AND_GREYS = {
    **{
        16 + 36 * r + 6 * g + b: (_STEPS[r], _STEPS[g], _STEPS[b])
        for r in range(6)
        for g in range(6)
        for b in range(6)
    },
    **{232 + grey: (8 + 10 * grey,) * 3 for grey in range(24)},
}
"""Return xterm's palette without its first sixteen colours."""


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


@given(st.tuples(_byte, _byte, _byte))
def test_no_colour_of_256_is_nearer(rgb: tuple[int, int, int]) -> None:
    sent = _SGR.search(_convert(f"38;2;{rgb[0]};{rgb[1]};{rgb[2]}", Depth.INDEXED))
    assert sent is not None
    index = int(sent[1].removeprefix("38;5;"))

    nearest = min(distance(rgb, other) for other in CUBE_AND_GREYS.values())
    assert distance(rgb, CUBE_AND_GREYS[index]) == nearest


@pytest.mark.parametrize(
    ("rgb", "code"),
    [
        ("0;0;0", 30),
        ("205;0;0", 31),
        ("0;205;0", 32),
        ("205;205;0", 33),
        ("0;0;238", 34),
        ("205;0;205", 35),
        ("0;205;205", 36),
        ("229;229;229", 37),
        ("127;127;127", 90),
        ("255;0;0", 91),
        ("0;255;0", 92),
        ("255;255;0", 93),
        ("92;92;255", 94),
        ("255;0;255", 95),
        ("0;255;255", 96),
        ("255;255;255", 97),
    ],
)
def test_xterms_own_sixteen_stay_what_they_are(rgb: str, code: int) -> None:
    assert _convert(f"38;2;{rgb}", Depth.BASIC) == f"\x1b[{code}mx\x1b[0m"
    assert _convert(f"48;2;{rgb}", Depth.BASIC) == f"\x1b[{code + 10}mx\x1b[0m"
