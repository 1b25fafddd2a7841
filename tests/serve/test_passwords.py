"""Checks of passwords: results, equal cost for unknown names, and a loop that never waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters, profiles
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.serve import passwords
from explainer.serve.passwords import (
    LONGEST_PASSWORD,
    MOST_CHECKS,
    PasswordCheck,
    PasswordRefused,
    hash_password,
)

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Makes cheap hashes."""

RIGHT = CHEAP.hash("triangle")


@pytest.fixture
def check() -> Iterator[PasswordCheck]:
    check = PasswordCheck()
    yield check
    check.close()


class Verified:
    """A replacement of Argon2 that notes its calls, and answers when the test lets it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bytes]] = []
        self.threads: set[str] = set()
        self.began = threading.Semaphore(0)
        self.may_answer = threading.Event()
        self.may_answer.set()

    def verify(self, hashed: str, word: bytes) -> bool:
        self.asked.append((hashed, word))
        self.threads.add(threading.current_thread().name)
        self.began.release()
        assert self.may_answer.wait(60)
        return True

    async def both_threads_at_work(self) -> None:
        for _ in range(2):
            assert await asyncio.to_thread(self.began.acquire, timeout=60)


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> Verified:
    verified = Verified()
    monkeypatch.setattr(passwords, "_HASHER", verified)
    return verified


async def test_the_password_that_was_hashed_is_right_and_no_other(check: PasswordCheck) -> None:
    hashed = hash_password("triangle")

    assert await check.is_right(hashed, "triangle")
    assert not await check.is_right(hashed, "Triangle")
    assert not await check.is_right(hashed, "")


def test_a_hash_has_the_parameters_of_rfc_9106_and_a_salt_of_its_own() -> None:
    first, second = hash_password("triangle"), hash_password("triangle")

    assert extract_parameters(first) == profiles.RFC_9106_LOW_MEMORY
    assert first != second
    assert "triangle" not in first


@pytest.mark.parametrize("word", ["", "x" * (LONGEST_PASSWORD + 1)])
def test_no_hash_is_made_of_what_no_check_would_take(word: str) -> None:
    with pytest.raises(PasswordRefused, match="A password"):
        hash_password(word)


@pytest.mark.parametrize("hashed", [None, ""])
async def test_nobody_has_a_password_and_asking_costs_what_somebodys_costs(
    check: PasswordCheck, verified: Verified, hashed: str | None
) -> None:
    assert not await check.is_right(hashed, "triangle")

    [(asked, word)] = verified.asked
    assert extract_parameters(asked) == profiles.RFC_9106_LOW_MEMORY
    assert word == b"triangle"


async def test_the_hash_of_nobody_is_one_that_argon2_checks_in_full(check: PasswordCheck) -> None:
    # A damaged one would be refused at once, and tell by its speed which names there are.
    [salt, digest] = passwords._NOBODYS_HASH.split("$")[-2:]
    [a_salt, a_digest] = hash_password("x").split("$")[-2:]

    assert (len(salt), len(digest)) == (len(a_salt), len(a_digest))
    assert not await check.is_right(None, "triangle")


async def test_a_word_too_long_is_wrong_at_the_same_cost(
    check: PasswordCheck, verified: Verified
) -> None:
    longest = "x" * LONGEST_PASSWORD

    assert await check.is_right(RIGHT, longest)
    assert not await check.is_right(RIGHT, longest + "y")
    assert verified.asked == [(RIGHT, longest.encode())] * 2


async def test_a_password_is_taken_as_it_was_typed(check: PasswordCheck) -> None:
    composed, decomposed = "caf\u00e9", "cafe\u0301"

    assert await check.is_right(CHEAP.hash(composed), composed)
    assert not await check.is_right(CHEAP.hash(composed), decomposed)


@pytest.mark.parametrize(
    "hashed",
    ["triangle", "$argon2id$", RIGHT[:-9], "é", RIGHT + "=", "$" * 99],
    ids=["word", "kind", "cut", "letter", "longer", "marks"],
)
async def test_what_is_no_hash_lets_nobody_in(check: PasswordCheck, hashed: str) -> None:
    assert not await check.is_right(hashed, "triangle")


async def test_the_loop_goes_on_while_passwords_are_checked_on_two_threads(
    check: PasswordCheck, verified: Verified
) -> None:
    verified.may_answer.clear()
    checks = [asyncio.create_task(check.is_right(RIGHT, "triangle")) for _ in range(4)]
    await verified.both_threads_at_work()
    assert not any(one.done() for one in checks)

    verified.may_answer.set()

    assert await asyncio.gather(*checks) == [True] * 4
    assert len(verified.threads) <= 2
    assert threading.current_thread().name not in verified.threads


async def test_more_checks_than_may_wait_are_refused_at_once(
    check: PasswordCheck, verified: Verified
) -> None:
    verified.may_answer.clear()
    waiting = [asyncio.create_task(check.is_right(RIGHT, "x")) for _ in range(MOST_CHECKS)]
    await verified.both_threads_at_work()

    assert not await check.is_right(RIGHT, "x")

    verified.may_answer.set()
    assert all(await asyncio.gather(*waiting))
    assert await check.is_right(RIGHT, "x")


async def test_who_hangs_up_makes_room_for_the_next(
    check: PasswordCheck, verified: Verified
) -> None:
    verified.may_answer.clear()
    waiting = [asyncio.create_task(check.is_right(RIGHT, "x")) for _ in range(MOST_CHECKS)]
    await verified.both_threads_at_work()
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    verified.may_answer.set()

    assert await check.is_right(RIGHT, "x")
    assert len(verified.asked) == 3


async def test_closing_refuses_who_waits_and_who_comes_later(verified: Verified) -> None:
    check = PasswordCheck()
    verified.may_answer.clear()
    checks = [asyncio.create_task(check.is_right(RIGHT, "x")) for _ in range(5)]
    await verified.both_threads_at_work()

    check.close()
    check.close()
    verified.may_answer.set()

    assert sorted(await asyncio.gather(*checks)) == [False] * 3 + [True] * 2
    assert not await check.is_right(RIGHT, "x")


# Surrogates too: a client sends what it likes.
@given(st.text(st.characters(codec=None), min_size=1, max_size=40), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_word_is_right_for_its_own_hash_only(word: str, other: str) -> None:
    hashed = CHEAP.hash(word.encode("utf-8", "surrogatepass"))

    assert passwords._is_right(hashed, word)
    assert passwords._is_right(hashed, other) == (word == other)
