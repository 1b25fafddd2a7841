"""Admission of connections."""

from __future__ import annotations

import msgspec
import pytest

from explainer.serve.admission import Admission, CountedTicket, group_of
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


def test_no_flood_of_addresses_fills_the_memory() -> None:
    admission = Admission(_limits(), _Clock())
    for number in range(10_000):
        admission.refusal(str(number))

    for number in range(10_000):
        admission.admit(str(number)).left()

    assert len(admission._per_address) == 0
    assert len(admission._recent) <= 4096


def test_one_address_that_holds_all_handshakes_keeps_nobody_out() -> None:
    clock, closed = _Clock(), []
    admission = Admission(_limits(handshakes=4), clock)
    for number in range(4):
        assert admission.refusal("idle") == ""
        admission.admit("idle").when_evicted(lambda number=number: closed.append(number))

    for visitor in ("a", "b", "c"):
        assert admission.refusal(visitor) == ""
        admission.admit(visitor)

    assert closed == [0, 1, 2]
    assert admission.handshakes == 4
    assert admission.refusal("idle") == "handshakes"
    assert admission.refusal("d") == "handshakes"  # nobody has two more than they have


def test_in_the_steady_state_of_an_idle_flood_every_visitor_is_let_in() -> None:
    """Have a flood open connections as often as it may; each holds its place for 20 seconds."""
    clock = _Clock()
    admission = Admission(_limits(handshakes=8, connections_per_address=100), clock)
    held: list[tuple[float, CountedTicket]] = []
    refused = 0
    for second in range(120):
        clock.now += 1
        for ticket in [ticket for since, ticket in held if clock.now - since >= 20]:
            ticket.left()
        held = [(since, ticket) for since, ticket in held if clock.now - since < 20]
        for _ in range(4):
            if not admission.refusal("flood"):
                held.append((clock.now, admission.admit("flood")))
        if admission.refusal(f"visitor {second}"):
            refused += 1
        else:
            admission.admit(f"visitor {second}").logged_in()

    assert refused == 0


def test_many_addresses_that_connect_and_wait_keep_nobody_out_for_long() -> None:
    clock, closed = _Clock(), []
    admission = Admission(_limits(handshakes=4), clock)
    for number in range(4):
        admission.admit(str(number)).when_evicted(lambda number=number: closed.append(number))
        clock.now += 0.1

    assert admission.refusal("visitor") == "handshakes"
    clock.now += 3
    assert admission.refusal("visitor") == ""
    admission.admit("visitor")
    assert closed == [0]
    assert admission.refusal("visitor") == "handshakes"  # one is enough while others wait


def test_who_has_logged_in_is_never_evicted() -> None:
    closed: list[str] = []
    admission = Admission(_limits(handshakes=2), _Clock())
    ticket = admission.admit("class")
    ticket.when_evicted(lambda: closed.append("logged in"))
    ticket.logged_in()
    for _ in range(2):
        admission.admit("class").when_evicted(lambda: closed.append("logging in"))

    assert admission.refusal("other") == ""
    admission.admit("other")

    assert closed == ["logging in"]
