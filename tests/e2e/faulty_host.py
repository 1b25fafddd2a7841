"""Helpers: a host with errors in it; some keys of the reader raise, loop or sleep.

`python faulty_host.py serve …` is `explainer serve …`, where N raises, W loops for ever, S sleeps
for an hour, and c raises an error that names a file and quotes somebody.
"""

from __future__ import annotations

import time
from typing import NoReturn

from explainer.cli import main
from explainer.ui.reader.reader_screen import ReaderScreen


def _raise(_reader: object) -> NoReturn:
    raise ZeroDivisionError("a mistake on purpose")


def _raise_with_words(_reader: object) -> NoReturn:
    raise RuntimeError("/home/somebody/secret.toml has the answer of somebody")


def _loop(_reader: object) -> NoReturn:
    while True:
        pass


def _sleep(_reader: object) -> None:
    time.sleep(3600)


_MISTAKES = {"previous": _raise, "claims": _raise_with_words, "terms": _loop, "sources": _sleep}
"""Errors of the keys N, c, W and S, for a reader that has none."""


def _find(reader: object, what: str) -> None:
    _MISTAKES[what](reader)


ReaderScreen.action_find = _find  # type: ignore[method-assign, assignment] # on purpose

if __name__ == "__main__":
    main()
