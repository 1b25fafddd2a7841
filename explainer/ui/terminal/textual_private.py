"""All private names of Textual that the reader uses, in one place; each has a test of its own.

Each says why it is used, and "Unnecessary once" what of Textual would make it superfluous.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from rich.color import ColorSystem
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.cache import FIFOCache
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import Worker

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver

Result = TypeVar("Result")


class KeyParser:
    """Textual's parser of terminal input.

    Unnecessary once Textual exports the parser that its own drivers use.
    """

    def __init__(self) -> None:
        self._parser = XTermParser()

    def feed(self, text: str) -> Iterator[Message]:
        """Return the messages in some text; a sequence may continue in the next."""
        yield from self._parser.feed(text)

    def tick(self) -> Iterator[Message]:
        """Return the messages that depend on a pause, such as a lone Escape."""
        yield from self._parser.tick()

    def close(self) -> None:
        """End the parser; otherwise one of Textual's caches keeps it alive."""
        with suppress(EOFError, ParseError):
            list(self._parser.feed(""))


class _BestEffortFile:
    """A terminal that may be gone: text that cannot be written is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def write_to(driver: LinuxDriver, file: IO[str]) -> None:
    """Make a driver write to the given terminal, and ignore errors of writing.

    By default it writes to standard error, which need not be the terminal. Its thread would end at
    the first error, and the app would wait for ever for room in the full queue of that thread.

    Unnecessary once a driver takes the file to write to.
    """
    forgiving: Any = _BestEffortFile(file)
    driver._file = forgiving  # noqa: SLF001 - its thread writes to this


class QuietCrashApp(App[Result], Generic[Result], inherit_bindings=False):
    """An app that prints nothing when it crashes.

    Textual prints a traceback with the values of variables, which may contain a visitor's words.
    The caller that runs the app reads `unhandled_error` and decides what to print.

    Unnecessary once an app can say what is printed when it crashes.
    """

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def unhandled_error(app: App[Result]) -> Exception | None:
    """Return the exception that ended an app; None if it ended normally.

    Unnecessary once an app tells the error that ended it.
    """
    return app._exception  # noqa: SLF001 - there is no public way to ask


def keep_output(app: App[Result]) -> None:
    """Leave the process's standard output and error alone.

    While an app runs, Textual replaces both with a capture of that app. With many apps in one
    process, which end in any order, the capture of an app that has ended would stay there.

    Unnecessary once capturing the output can be turned off.
    """
    streams: Any = app
    streams._capture_stdout = sys.__stdout__  # noqa: SLF001 - there is no public way
    streams._capture_stderr = sys.__stderr__  # noqa: SLF001 - as above


def paint_in_true_colour(app: App[Result]) -> None:
    """Make an app paint in true colour, whatever terminal this process was started on.

    Unnecessary once an app takes the colour system of its console.
    """
    app.console._color_system = ColorSystem.TRUECOLOR  # noqa: SLF001 - Textual only detects it


class _SelfClearingStylesheet(Stylesheet):
    """Drops its old rules before it parses them again, as Textual does for every kind of screen.

    Textual's own first parses into another stylesheet, in case of errors; ours has none.
    """

    def reparse(self) -> None:
        """Drop the old rules and parse again."""
        _clear_rules(self)
        self.parse()


_IDLE_AFTER = 0.5
"""Seconds until a closed screen has finished running."""


class FreesClosedScreens:
    """Mixin of an app in a shared process: frees closed screens and workers without the collector.

    Widgets and finished workers are part of reference cycles through their styles, methods and
    tasks. Only a full collection would free them, and that stops every session of the process.

    Unnecessary once closed screens and finished workers leave no cycles.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.nodes_at_exit: list[DOMNode] = []
        app: Any = self
        app.stylesheet = _SelfClearingStylesheet(variables=app.get_css_variables())

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front, and break its cycles once it is gone."""
        app: Any = self
        screen: Screen[Any] = app.screen
        popping: AwaitComplete = super().pop_screen()  # type: ignore[misc] # this is the mixin of an app
        asyncio.get_running_loop().call_later(
            _IDLE_AFTER, self._break_screen, [screen, *screen.walk_children(with_self=False)]
        )
        return popping

    def _break_screen(self, nodes: list[DOMNode]) -> None:
        """Break the cycles of a closed screen, unless it is open again; retry if it still runs."""
        app: Any = self
        if not app.__dict__ or nodes[0] in app.screen_stack:
            return
        # The task of a node continues for a while after the node has stopped running.
        if any(node._task is not None for node in nodes):  # noqa: SLF001 - as for workers
            loop = asyncio.get_running_loop()
            loop.call_later(_IDLE_AFTER, self._break_screen, nodes)
            return
        if app.announced_on in nodes:
            app.announced_on = None
        break_nodes(nodes)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Drop the task of a finished worker: the context of the task refers to the worker."""
        if event.worker.is_finished:
            event.worker._task = None  # noqa: SLF001 - there is no public way

    async def _shutdown(self) -> None:
        nodes: Any = self
        self.nodes_at_exit = [*nodes._registry]  # noqa: SLF001 - all that are mounted
        await super()._shutdown()  # type: ignore[misc] # this is the mixin of an app


class _EmptyCache(FIFOCache[tuple[int, ...], "list[Strip]"]):
    """A cache that stores nothing."""

    def __setitem__(self, key: tuple[int, ...], value: list[Strip]) -> None:
        """Store nothing."""


_EMPTY_CACHE = _EmptyCache(1)


def without_divide_cache(strip: Strip) -> Strip:
    """Return a strip that does not cache the parts that it is divided into.

    That cache refers back to the strip, so that each painted row would have to wait for a
    collection.

    Unnecessary once a strip can be made without that cache.
    """
    strip._divide_cache = _EMPTY_CACHE  # noqa: SLF001 - there is no way to leave it out
    return strip


def break_cycles(app: App[Result]) -> None:
    """Break the cycles of an app that has ended, so that it is freed without a collection.

    Unnecessary once an app that has ended leaves no cycles.
    """
    break_nodes(getattr(app, "nodes_at_exit", []))
    _clear_rules(app.stylesheet)
    app.animator.__dict__.clear()
    app.__dict__.clear()


def break_nodes(nodes: Iterable[DOMNode]) -> None:
    """Break the cycles of nodes that are closed for good."""
    for node in nodes:
        cache: Any = getattr(node, "_styles_cache", None)
        if cache is not None:
            cache.clear()  # else one of Textual's function caches keeps it and its strips alive
        node.__dict__.clear()


def _clear_rules(stylesheet: Stylesheet) -> None:
    """Clear the rules of a stylesheet, whose selectors and caches are reference cycles."""
    for rule in stylesheet._rules:  # noqa: SLF001 - the public property would parse
        for selectors in rule.selector_set:
            for selector in selectors.selectors:
                selector.__dict__.clear()
    caches: tuple[Any, ...] = (
        stylesheet._parse_cache,  # noqa: SLF001 - there is no public way
        stylesheet._style_parse_cache,  # noqa: SLF001 - as above
    )
    for cache in caches:
        for link in list(cache._cache.values()):  # noqa: SLF001 - as above
            link.clear()
        cache.clear()
