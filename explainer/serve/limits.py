"""What a host gives at most, to all visitors and to each; each limit is an option of `serve`."""

from __future__ import annotations

from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta

Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Seconds = Annotated[float, Meta(ge=0.1, le=31_536_000)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every limit; the defaults suit a public host of one or two cores."""

    connections: Annotated[Count, Meta(description="connections at a time")] = 400
    """Connections at a time, of all visitors; looked at before any cryptography."""
    connections_per_address: Annotated[
        Count, Meta(description="connections at a time from one address")
    ] = 32
    """Connections at a time from one address; a class may sit behind one."""
    new_per_second: Annotated[
        Count, Meta(description="new connections a second from one address, over a while")
    ] = 4
    """New connections a second from one address; `connections_per_address` may come at once."""
    handshakes: Annotated[Count, Meta(description="handshakes under way at a time")] = 32
    """Connections at a time that are not logged in yet; each costs cryptography."""
    sessions_per_connection: Annotated[Count, Meta(description="sessions on one connection")] = 2
    """Sessions at a time that one connection may hold, as `ControlMaster` opens them."""
    sessions: Annotated[Count, Meta(description="sessions at a time in one process")] = 200
    """Sessions at a time in one process; more are told to come back later."""
    starts: Annotated[Count, Meta(description="sessions that start at a time")] = 1
    """Sessions that start at a time in one process; others are told their number in the queue."""
    login_seconds: Annotated[Seconds, Meta(description="seconds to log in")] = 20.0
    """Seconds from the connection to the end of the login."""
    keepalive_seconds: Annotated[Seconds, Meta(description="seconds between keep-alives")] = 30.0
    """Seconds of silence after which the client is asked whether it lives; three times."""
    idle_seconds: Annotated[Seconds, Meta(description="seconds without a key, then a minute")] = (
        900.0
    )
    """Seconds without input after which a visitor is warned; a minute later they are let go."""
    total_seconds: Annotated[Seconds, Meta(description="seconds of one session in all")] = 14_400.0
    """Seconds that one session may last."""
    columns: Annotated[int, Meta(ge=20, le=1000, description="columns of a terminal")] = 300
    """Columns that a visitor's terminal counts as at most."""
    rows: Annotated[int, Meta(ge=5, le=500, description="rows of a terminal")] = 100
    """Rows that it counts as at most."""
    bytes_per_second: Annotated[
        Count, Meta(description="bytes in a second from one connection, over a while")
    ] = 65_536
    """Bytes that a connection may send a second; four times that at once."""
    keys_per_second: Annotated[Count, Meta(description="keys and clicks a second")] = 100
    """Keys and clicks that one session handles a second; the rest waits its turn."""
    buffered_bytes: Annotated[
        Count, Meta(description="bytes to a visitor that wait before pictures are left out")
    ] = 16_384
    """Bytes on their way to a visitor, above which no picture is painted until they are gone."""
    stalled_seconds: Annotated[Seconds, Meta(description="seconds without reading anything")] = 30.0
    """Seconds after which a visitor who reads nothing is let go."""
    kept_bytes: Annotated[Count, Meta(description="bytes of one visitor's record")] = 1_000_000
    """Bytes that the record of one visitor may have."""
    kept_records: Annotated[Count, Meta(description="records that are kept in all")] = 10_000
    """Records of visitors that are kept in all."""


class LimitOption(msgspec.Struct, frozen=True):
    """A limit as the command line sees it."""

    field: str
    """Its name in `Limits`."""
    kind: type
    """What it is: a whole number or seconds."""
    default: float
    """What holds where nothing is said."""
    least: float
    """The smallest value."""
    most: float
    """The largest value."""
    words: str
    """What it limits."""


def limit_options() -> list[LimitOption]:
    """Every limit, in the order of the help."""
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
