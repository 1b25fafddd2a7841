"""The event loop of hosts: tasks start in the next turn, whatever factory an app sets."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from explainer.serve.event_loop import SharedLoop, run_shared
from explainer.ui.terminal.textual_private import keep_output


class Leaves(App[None]):
    """Ends as soon as it has started."""

    def __init__(self) -> None:
        super().__init__()
        keep_output(self)

    def on_mount(self) -> None:
        self.exit()


async def _order_of_begin() -> list[str]:
    order: list[str] = []

    async def begun() -> None:
        order.append("task")

    task = asyncio.create_task(begun())
    order.append("caller")
    await task
    return order


def test_a_task_begins_after_its_caller_also_once_an_app_has_run() -> None:
    found: list[list[str]] = []

    async def main() -> None:
        found.append(await _order_of_begin())
        await Leaves().run_async(headless=True, size=(20, 5))
        found.append(await _order_of_begin())

    run_shared(main())

    assert found == [["caller", "task"]] * 2


def test_the_eager_factory_is_passed_over_and_others_are_taken() -> None:
    def factory(loop: asyncio.AbstractEventLoop, coro: Any, **named: Any) -> asyncio.Task[Any]:
        return asyncio.Task(coro, loop=loop, **named)

    loop = SharedLoop()
    try:
        # Before Python 3.12 there is none.
        loop.set_task_factory(getattr(asyncio, "eager_task_factory", None))
        assert loop.get_task_factory() is None
        loop.set_task_factory(factory)
        assert loop.get_task_factory() is factory
        loop.set_task_factory(None)
        assert loop.get_task_factory() is None
    finally:
        loop.close()
