"""Short names for tests of long values."""

from __future__ import annotations

_LONGEST_ID = 60
_SHOWN = 30


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a long text by its beginning and its length; anything else as pytest does."""
    if not isinstance(val, str | bytes) or len(val) <= _LONGEST_ID:
        return None
    start = val[:_SHOWN].decode("latin-1") if isinstance(val, bytes) else val[:_SHOWN]
    return f"{start}-of-{len(val)}"
