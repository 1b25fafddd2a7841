"""Helpers: a host with errors in it; some keys of the reader raise, loop or sleep.

`python faulty_host.py serve …` is `explainer serve …`, where N raises, W loops for ever, S sleeps
for an hour, and c raises an error that names a file and quotes somebody.
"""

from __future__ import annotations

import time
from typing import NoReturn

from textual import events

from explainer.cli import main
from explainer.ui.base.command import Command
from explainer.ui.reader.reader_screen import ReaderScreen


def _raise() -> NoReturn:
    raise ZeroDivisionError("an error on purpose")


def _raise_with_words() -> NoReturn:
    raise RuntimeError("/home/somebody/secret.toml has the answer of somebody")


def _loop() -> NoReturn:
    while True:
        pass


def _sleep() -> None:
    time.sleep(3600)


_ERRORS = {"N": _raise, "c": _raise_with_words, "W": _loop, "S": _sleep}

_command_of = ReaderScreen.command_of


def _faulty_command_of(screen: ReaderScreen, event: events.Key) -> Command | None:
    if event.key in _ERRORS:
        _ERRORS[event.key]()
    return _command_of(screen, event)


ReaderScreen.command_of = _faulty_command_of  # type: ignore[method-assign] # on purpose

if __name__ == "__main__":
    main()
