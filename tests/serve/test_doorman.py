"""Who may connect, and how long a guess waits."""

from __future__ import annotations

import msgspec
import pytest

from explainer.serve.doorman import Admission, Guesses, group_of
from explainer.serve.limits import Limits


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _limits(**changed: int) -> Limits:
    return msgspec.structs.replace(Limits(), **changed)


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("nonsense", "?"),
    ],
)
def test_an_address_is_counted_with_what_one_host_is_given(address: str, group: str) -> None:
    assert group_of(address) == group


def test_connections_are_counted_in_all_and_by_address() -> None:
    admission = Admission(_limits(connections=3, connections_per_address=2), _Clock())
    first = admission.admit("a")
    admission.admit("a")

    assert admission.refusal("a") == "address"
    assert admission.refusal("b") == ""
    admission.admit("b")
    assert admission.refusal("c") == "full"

    first.left()
    assert admission.refusal("c") == ""
    assert admission.connections == 2


def test_a_ticket_counts_out_once() -> None:
    admission = Admission(_limits(), _Clock())
    ticket = admission.admit("a")

    ticket.left()
    ticket.left()
    ticket.logged_in()

    assert (admission.connections, admission.handshakes) == (0, 0)


def test_handshakes_under_way_are_limited_and_logged_in_ones_are_not() -> None:
    admission = Admission(_limits(handshakes=2), _Clock())
    first = admission.admit("a")
    admission.admit("b")

    assert admission.refusal("c") == "handshakes"
    first.logged_in()
    assert admission.refusal("c") == ""


def test_an_address_may_come_many_times_at_once_and_then_so_often_a_second() -> None:
    clock = _Clock()
    admission = Admission(_limits(connections_per_address=5, new_per_second=2), clock)

    assert [admission.refusal("a") for _ in range(6)] == ["", "", "", "", "", "rate"]
    assert admission.refusal("b") == ""
    clock.now += 1
    assert [admission.refusal("a") for _ in range(3)] == ["", "", "rate"]


def test_a_wrong_code_makes_the_next_answer_slower_for_the_address_and_for_the_name() -> None:
    guesses = Guesses(_Clock())
    assert guesses.delay("@a", "algebra") == 0

    delays = []
    for _ in range(12):
        guesses.wrong("@a", "algebra")
        delays.append(guesses.delay("@a", "other"))

    assert delays[0] == 0
    assert delays == sorted(delays)
    assert delays[-1] == max(delays) <= 8
    assert guesses.delay("@b", "algebra") == delays[-1]
    assert guesses.delay("@b", "other") == 0


def test_wrong_codes_are_forgotten_after_a_while_and_with_a_right_one() -> None:
    clock = _Clock()
    guesses = Guesses(clock)
    for _ in range(5):
        guesses.wrong("@a", "algebra")

    guesses.right("@a")
    assert guesses.delay("@a") == 0
    assert guesses.delay("algebra") > 0
    clock.now += 3600
    assert guesses.delay("algebra") == 0


def test_no_flood_of_addresses_fills_the_memory() -> None:
    clock = _Clock()
    admission, guesses = Admission(_limits(), clock), Guesses(clock)
    for number in range(10_000):
        admission.refusal(str(number))
        guesses.wrong(f"@{number}", "name")

    for number in range(10_000):
        admission.admit(str(number)).left()

    assert len(admission._per_address) == 0
    assert len(admission._recent) <= 4096
    assert len(guesses._wrong) <= 4096
