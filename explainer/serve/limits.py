"""The limits of a host, for all visitors and for each; every limit is an option of `serve`."""

from __future__ import annotations

from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta

Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Seconds = Annotated[float, Meta(ge=0.1, le=31_536_000)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All limits; the defaults suit a public host with one or two cores."""

    connections: Annotated[Count, Meta(description="connections at a time")] = 400
    """Connections at a time, of all visitors; checked before any cryptography."""
    connections_per_address: Annotated[
        Count, Meta(description="connections at a time from one address")
    ] = 32
    """Connections at a time from one address; a whole class may share one."""
    new_per_second: Annotated[
        Count, Meta(description="new connections a second from one address, over a while")
    ] = 4
    """New connections a second from one address; `connections_per_address` may come at once."""
    handshakes: Annotated[Count, Meta(description="handshakes under way at a time")] = 32
    """Connections at a time that have not logged in yet; each costs cryptography."""
    sessions_per_connection: Annotated[Count, Meta(description="sessions on one connection")] = 2
    """Sessions at a time that one connection may hold, as `ControlMaster` opens them."""
    sessions: Annotated[Count, Meta(description="sessions at a time in one process")] = 200
    """Sessions at a time in one process; further visitors are told to come back later."""
    starts: Annotated[Count, Meta(description="sessions that start at a time")] = 1
    """Sessions that start at a time in one process; others see their number in the queue."""
    login_seconds: Annotated[Seconds, Meta(description="seconds to log in")] = 20.0
    """Seconds from the connection to the end of the login."""
    keepalive_seconds: Annotated[Seconds, Meta(description="seconds between keep-alives")] = 30.0
    """Seconds of silence after which the client is sent a keep-alive, three times."""
    idle_seconds: Annotated[Seconds, Meta(description="seconds without a key, then a minute")] = (
        900.0
    )
    """Seconds without input after which a visitor is warned; a minute later the session ends."""
    total_seconds: Annotated[Seconds, Meta(description="seconds of one session in all")] = 14_400.0
    """Seconds that one session may last."""
    columns: Annotated[int, Meta(ge=20, le=1000, description="columns of a terminal")] = 300
    """Most columns of a terminal that are used."""
    rows: Annotated[int, Meta(ge=5, le=500, description="rows of a terminal")] = 100
    """Most rows of a terminal that are used."""
    bytes_per_second: Annotated[
        Count, Meta(description="bytes in a second from one connection, over a while")
    ] = 65_536
    """Bytes a second that a connection may send; four times as many at once."""
    keys_per_second: Annotated[Count, Meta(description="keys and clicks a second")] = 100
    """Keys and clicks a second that one session handles; the rest waits."""
    buffered_bytes: Annotated[
        Count, Meta(description="bytes to a visitor that wait before pictures are left out")
    ] = 16_384
    """Bytes on their way to a visitor above which nothing is painted until they have gone."""
    stalled_seconds: Annotated[Seconds, Meta(description="seconds without reading anything")] = 30.0
    """Seconds after which the session of a visitor who reads nothing is closed."""
    kept_bytes: Annotated[Count, Meta(description="bytes of one visitor's record")] = 1_000_000
    """Most bytes of one visitor's record."""
    kept_records: Annotated[Count, Meta(description="records that are kept in all")] = 10_000
    """Most records of visitors in all."""


class LimitOption(msgspec.Struct, frozen=True):
    """A limit as an option of the command line."""

    field: str
    """Name of the field in `Limits`."""
    kind: type
    """`int` for a count, `float` for seconds."""
    default: float
    """The default."""
    least: float
    """The smallest value."""
    most: float
    """The largest value."""
    words: str
    """The limited quantity, in words."""


def limit_options() -> list[LimitOption]:
    """Return all limits, in the order of the help."""
    hints = get_type_hints(Limits, include_extras=True)
    found = []
    for field in msgspec.structs.fields(Limits):
        metas = [m for m in hints[field.name].__metadata__ if isinstance(m, Meta)]
        least = next(m.ge for m in metas if m.ge is not None)
        most = next(m.le for m in metas if m.le is not None)
        words = next(m.description for m in metas if m.description)
        kind = type(field.default)
        found.append(LimitOption(field.name, kind, field.default, least, most, words))
    return found
