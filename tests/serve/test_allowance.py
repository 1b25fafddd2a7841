"""An allowance: a number at once, then a number a second, and waiting for what is owed."""

from __future__ import annotations

from explainer.serve.allowance import Allowance


class _Clock:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


def test_it_is_used_up_and_grows_back_to_what_it_was() -> None:
    clock = _Clock()
    allowance = Allowance(3, 0.5, clock)

    assert [allowance.take() for _ in range(4)] == [True, True, True, False]
    clock.now += 2
    assert [allowance.take() for _ in range(2)] == [True, False]
    clock.now += 1000
    assert [allowance.take() for _ in range(4)] == [True, True, True, False]


def test_what_is_spent_beyond_it_is_owed_for_as_long_as_it_takes_to_grow() -> None:
    clock = _Clock()
    allowance = Allowance(1, 0.25, clock)

    allowance.spend(0.5)
    assert allowance.seconds_owed() == 0
    allowance.spend(1.0)
    assert allowance.seconds_owed() == 2.0
    assert not allowance.take(0.1)
    clock.now += 2
    assert allowance.seconds_owed() == 0
