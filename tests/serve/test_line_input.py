"""Lines that visitors type without a screen."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from explainer.serve.line_input import LineInput


async def test_lines_of_a_pipe_are_taken_as_they_are() -> None:
    source = LineInput(None)
    source.feed(b"one\ntw")
    source.feed(b"o\r\nlast")
    source.feed(b"")

    assert [await source.line() for _ in range(4)] == ["one", "two", "last", None]


async def test_a_terminal_sees_what_it_types_and_can_correct_it() -> None:
    shown: list[bytes] = []
    source = LineInput(shown.append)

    source.feed(b"ax\x7fb\r")

    assert await source.line() == "ab"
    assert b"".join(shown) == b"ax\b \bb\r\n"


async def test_control_c_and_d_end_the_input_of_a_terminal() -> None:
    for key in (b"\x03", b"\x04"):
        source = LineInput(lambda data: None)
        source.feed(b"abc" + key)
        assert await source.line() is None


async def test_whoever_waits_learns_of_the_end() -> None:
    source = LineInput(None)
    waiting = asyncio.create_task(source.line())
    await asyncio.sleep(0)

    source.close()

    assert await waiting is None


async def test_a_flood_of_lines_is_bounded() -> None:
    source = LineInput(None)
    source.feed(b"x\n" * 100_000)
    source.feed(b"")

    lines = []
    while (line := await source.line()) is not None:
        lines.append(line)

    assert len(lines) <= 101


async def test_a_long_line_is_cut() -> None:
    source = LineInput(None)
    source.feed(b"y" * 1_000_000 + b"\nz\n")

    assert await source.line() == "y" * 1000
    assert await source.line() == "z"


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_any_bytes_are_borne(chunks: list[bytes]) -> None:
    async def run() -> list[str]:
        source = LineInput(lambda data: None)
        for chunk in chunks:
            source.feed(chunk)
        source.close()
        lines = []
        while (line := await source.line()) is not None:
            lines.append(line)
        return lines

    for line in asyncio.run(run()):
        assert "\x1b" not in line
        assert "\n" not in line
