"""Input of a terminal becomes keys; late answers to queries do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from explainer.ui.terminal.terminal_input import TerminalInput


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
            continue  # the continuation of a lone Escape cannot be known
        assert keys(b"a", answer[:cut], answer[cut:], b"b") == ["a", "b"], cut


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_any_bytes_are_read_without_an_error(packets: list[bytes]) -> None:
    keys(*packets)


def test_an_answer_that_never_ends_does_not_hold_the_keys() -> None:
    assert keys(b"\x1b]11;rgb", b"", b"q")[-1] == "q"


@pytest.mark.parametrize(
    "report",
    [
        b"\x1b[48;24;80;0;0t",
        b"\x1b[48;100000;100000;1;1t",
        b"\x1b[48;24:1;80:1;480:1;800:1t",
        b"\x1b[?2048;2$y",
    ],
    ids=["no-pixels", "huge", "sub-parameters", "whether"],
)
def test_reports_of_a_size_are_left_to_the_system(report: bytes) -> None:
    for cut in range(len(report) + 1):
        source = TerminalInput()
        messages = [*source.feed(report[:cut]), *source.feed(report[cut:])]
        messages += [*source.feed(b"\x1b[<0;3;3M"), *source.feed(b"x")]

        assert [type(message) for message in messages] == [events.MouseDown, events.Key], cut


def test_keys_that_begin_as_a_report_are_keys() -> None:
    source = TerminalInput()
    messages = [*source.feed(b"\x1b[4"), *source.feed(b"~\x1b[48"), *source.feed(b"~a")]

    assert next(message.key for message in messages if isinstance(message, events.Key)) == "end"
