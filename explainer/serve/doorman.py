"""Who may connect at all, by address and before any cryptography; and how long a guess waits."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from explainer.serve.limits import Limits

_REMEMBERED = 4096
"""Addresses and names that are remembered at most; the oldest are forgotten first."""

_FORGIVEN = 600.0
"""Seconds after which a wrong code is forgotten."""

_LONGEST_DELAY = 8.0
"""Seconds that the answer to a guess waits at most."""


class Ticket(Protocol):
    """One connection that was let in; whoever serves it tells how it goes."""

    address: str
    """Where it comes from, as `group_of` writes it."""

    def logged_in(self) -> None:
        """The handshake is over."""

    def left(self) -> None:
        """It is gone. Called once."""


def group_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that an IPv6 host is given."""
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
    """Counts connections; every one that it admits holds a ticket until it is gone."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._limits = limits
        self._clock = clock
        self._per_address: dict[str, int] = {}
        self._recent: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.connections = 0
        """Connections that are open."""
        self.handshakes = 0
        """Those of them that are not logged in yet."""

    def refusal(self, address: str) -> str:
        """Why a connection from an address is turned away, in one word; empty where it isn't."""
        limits = self._limits
        if self.connections >= limits.connections:
            return "full"
        if self.handshakes >= limits.handshakes:
            return "handshakes"
        if self._per_address.get(address, 0) >= limits.connections_per_address:
            return "address"
        return "" if self._may_come_now(address) else "rate"

    def _may_come_now(self, address: str) -> bool:
        """Take one of the address's allowance, which grows with time."""
        limits, now = self._limits, self._clock()
        most = float(limits.connections_per_address)
        left, at = self._recent.pop(address, (most, now))
        left = min(most, left + (now - at) * limits.new_per_second)
        may = left >= 1
        self._recent[address] = (left - 1 if may else left, now)
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return may

    def admit(self, address: str) -> CountedTicket:
        """Let a connection in."""
        self.connections += 1
        self.handshakes += 1
        self._per_address[address] = self._per_address.get(address, 0) + 1
        return CountedTicket(self, address)

    def forget(self, address: str) -> None:
        """Count a connection out."""
        self.connections -= 1
        left = self._per_address.get(address, 1) - 1
        if left:
            self._per_address[address] = left
        else:
            self._per_address.pop(address, None)


class CountedTicket:
    """A ticket of this process's own count."""

    def __init__(self, admission: Admission, address: str) -> None:
        self._admission = admission
        self.address = address
        """Where it comes from."""
        self._is_waiting = True
        self._is_here = True

    def logged_in(self) -> None:
        """Count it out of the handshakes."""
        if self._is_waiting:
            self._is_waiting = False
            self._admission.handshakes -= 1

    def left(self) -> None:
        """Count it out."""
        if self._is_here:
            self._is_here = False
            self.logged_in()
            self._admission.forget(self.address)


class Guesses:
    """Remembers wrong codes by address and by name, so that guessing gets slower and slower."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def delay(self, *who: str) -> float:
        """Seconds that the next answer to any of them waits."""
        worst = max((self._count(one) for one in who), default=0)
        return 0.0 if worst < 2 else min(_LONGEST_DELAY, 0.25 * 2 ** (worst - 2))

    def wrong(self, *who: str) -> None:
        """Remember a wrong code."""
        for one in who:
            count = self._count(one) + 1
            self._wrong.pop(one, None)
            self._wrong[one] = (min(count, 16), self._clock())
        while len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)

    def right(self, address: str) -> None:
        """Forget the wrong codes of an address; those of a name may be somebody else's."""
        self._wrong.pop(address, None)

    def _count(self, one: str) -> int:
        count, at = self._wrong.get(one, (0, 0.0))
        return count if self._clock() - at < _FORGIVEN else 0
