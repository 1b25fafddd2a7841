"""Passwords: hashed by Argon2id, and checked in threads, off the loop that all visitors share.

A check takes a tenth of a second and 64 MB on purpose. So few run at a time, and a check takes as
long for a name that does not exist: nobody can find out which names exist.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from argon2 import PasswordHasher, profiles
from argon2.exceptions import VerificationError

from explainer.problems import ExplainerError

LONGEST_PASSWORD = 256
"""Most characters of a password."""

MOST_CHECKS = 32
"""Most checks that run or wait at a time; further ones fail, and may be tried again."""

_THREADS = 2
_HASHER = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)

# The hash of 32 random bytes that nobody kept, made as `hash_password` makes them.
_NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$AaA17u8IoHr+iFj/WoEiyQ$"
    "5goKLCEsyBLazIvA56jWDgClDIJNrXri9HCyWaY54GI"
)


class PasswordRefused(ExplainerError):
    """A password that would never pass a check, so that it is not hashed."""


def hash_password(word: str) -> str:
    """Hash a password, or an access code, for a users' file.

    Raises:
        PasswordRefused: it is empty, or longer than a check reads.
    """
    if not word:
        raise PasswordRefused("A password cannot be empty.")
    if len(word) > LONGEST_PASSWORD:
        raise PasswordRefused(f"A password has at most {LONGEST_PASSWORD} characters.")
    return _HASHER.hash(_encoded(word))


class PasswordCheck:
    """Checks passwords in a few threads; there is one a process, closed at its end."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="password")
        self._checks = 0
        self._closed = False

    async def is_right(
        self, hashed: str | None, word: str, when_over: Callable[[], None] = lambda: None
    ) -> bool:
        """Return true if a password is the one that was hashed.

        Args:
            hashed: The hash; None for a name that does not exist or has no password.
            word: The password that was typed.
            when_over: Called once the check has ended. If the caller is cancelled, its thread goes
                on to its end.
        """
        if self._closed or self._checks >= MOST_CHECKS:
            when_over()
            return False
        self._checks += 1
        loop = asyncio.get_running_loop()
        work = self._threads.submit(_is_right, hashed, word)
        # The future of the loop ends when it is cancelled; this one when its thread has ended.
        work.add_done_callback(lambda _: _call_in(loop, when_over))
        check = asyncio.wrap_future(work)
        try:
            # Not awaited itself: `close` cancels the checks that wait, not their callers.
            await asyncio.wait([check])
            return not check.cancelled() and check.result()
        finally:
            check.cancel()
            self._checks -= 1

    def close(self) -> None:
        """Refuse the checks that wait, and all further ones."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)


def _call_in(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    """Call something on a loop, from any thread; nothing if the loop has ended."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)


def _is_right(hashed: str | None, word: str) -> bool:
    """Check a password; it takes as long without a hash to check it against."""
    try:
        _HASHER.verify(hashed or _NOBODYS_HASH, _encoded(word[:LONGEST_PASSWORD]))
    except (ValueError, VerificationError):  # no hash at all; not this password
        return False
    return bool(hashed) and len(word) <= LONGEST_PASSWORD


def _encoded(word: str) -> bytes:
    """Encode a password as it was typed: normalised, it would be another."""
    return word.encode("utf-8", "surrogatepass")
