"""Decides which connections are accepted, by address and before any cryptography."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from explainer.serve.allowance import Allowance
from explainer.serve.limits import Limits

_REMEMBERED = 4096
"""Most addresses that are remembered; the oldest are forgotten first."""

_ORDINARY_HANDSHAKE = 3.0
"""Most seconds that a handshake takes, unless somebody types a code."""


class Ticket(Protocol):
    """One admitted connection; whoever serves it reports its login and its end."""

    address: str
    """Address of the client, as `group_of` writes it."""

    def logged_in(self) -> None:
        """Report that the login is complete."""

    def left(self) -> None:
        """Report that the connection is gone; further calls do nothing."""

    def when_evicted(self, close: Callable[[], None]) -> None:
        """Set how to close the connection, should another need its place among the handshakes."""


def group_of(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 network of an IPv6 host."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return found.exploded[:19]


class Admission:
    """Counts connections; each that it admits holds a ticket until it is gone."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """`clock` returns seconds that only grow."""
        self._limits = limits
        self._clock = clock
        self._per_address: dict[str, int] = {}
        self._logging_in: dict[str, dict[CountedTicket, None]] = {}
        self._recent: OrderedDict[str, Allowance] = OrderedDict()
        self.connections = 0
        """Number of open connections."""
        self.handshakes = 0
        """Number of those that have not logged in yet."""

    def refusal(self, address: str) -> str:
        """Return why to refuse a connection from an address, in one word; empty to admit it."""
        limits = self._limits
        if self.connections >= limits.connections:
            return "full"
        if self._per_address.get(address, 0) >= limits.connections_per_address:
            return "address"
        if self.handshakes >= limits.handshakes and not self._address_to_evict(address):
            return "handshakes"
        return "" if self._may_come_now(address) else "rate"

    def _may_come_now(self, address: str) -> bool:
        """Take a connection from the allowance of an address, which grows with time."""
        limits = self._limits
        allowance = self._recent.pop(address, None) or Allowance(
            limits.connections_per_address, limits.new_per_second, self._clock
        )
        self._recent[address] = allowance
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return allowance.take()

    def _address_to_evict(self, address: str) -> str:
        """Return the address that loses a handshake to a new connection; empty where none does.

        It is the address with most handshakes, if it has at least two more than that of the new
        connection. If none has, it is the one with the oldest handshake, if that has taken longer
        than handshakes ordinarily do.
        """
        shares = self._logging_in
        largest = max(shares, key=lambda one: len(shares[one]), default="")
        share = len(shares.get(address, ()))
        if len(shares.get(largest, ())) > share + 1:
            return largest
        others = (next(iter(shares[one])) for one in shares if one != address)
        oldest = min(others, key=lambda ticket: ticket.since, default=None)
        if share or oldest is None or self._clock() - oldest.since < _ORDINARY_HANDSHAKE:
            return ""
        return oldest.address

    def admit(self, address: str) -> CountedTicket:
        """Admit a connection.

        If every place for a handshake is taken, the address with most of them loses its oldest:
        nobody keeps others out by connecting and doing nothing.
        """
        if self.handshakes >= self._limits.handshakes and (
            largest := self._address_to_evict(address)
        ):
            next(iter(self._logging_in[largest])).evict()
        ticket = CountedTicket(self, address, self._clock())
        self.connections += 1
        self.handshakes += 1
        self._per_address[address] = self._per_address.get(address, 0) + 1
        self._logging_in.setdefault(address, {})[ticket] = None
        return ticket

    def end_handshake(self, ticket: CountedTicket) -> None:
        """Count a handshake as ended."""
        of_address = self._logging_in[ticket.address]
        del of_address[ticket]
        if not of_address:
            del self._logging_in[ticket.address]
        self.handshakes -= 1

    def forget(self, address: str) -> None:
        """Count a connection from an address as ended."""
        self.connections -= 1
        left = self._per_address.get(address, 1) - 1
        if left:
            self._per_address[address] = left
        else:
            self._per_address.pop(address, None)


class CountedTicket:
    """The ticket of a connection that this process counts."""

    def __init__(self, admission: Admission, address: str, since: float) -> None:
        self._admission = admission
        self.address = address
        """Address of the client, as `group_of` writes it."""
        self.since = since
        """Time of its admission, by the clock of the `Admission`."""
        self._is_waiting = True
        self._is_here = True
        self._close: Callable[[], None] = _close_nothing

    def when_evicted(self, close: Callable[[], None]) -> None:
        """Set how to close the connection, should another need its place among the handshakes."""
        self._close = close

    def evict(self) -> None:
        """Close the connection, and count its handshake as ended at once."""
        close, self._close = self._close, _close_nothing
        self.logged_in()
        close()

    def logged_in(self) -> None:
        """Count the handshake as ended."""
        if self._is_waiting:
            self._is_waiting = False
            self._close = _close_nothing
            self._admission.end_handshake(self)

    def left(self) -> None:
        """Count the connection as ended."""
        if self._is_here:
            self._is_here = False
            self.logged_in()
            self._admission.forget(self.address)


def _close_nothing() -> None:
    """Do nothing: the connection is gone, or nobody serves it yet."""
