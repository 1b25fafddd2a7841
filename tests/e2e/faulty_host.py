"""Helpers: a host with errors in it; some keys of the reader raise, loop or sleep.

`python faulty_host.py serve …` is `explainer serve …`, where N raises, W loops for ever, S sleeps
for an hour, and c raises an error that names a file and quotes somebody.
"""

from __future__ import annotations

import time
from typing import NoReturn

from explainer.ui.reader.commands import registry

from explainer.cli import main


def _raise(_reader: object) -> NoReturn:
    raise ZeroDivisionError("a mistake on purpose")


def _raise_with_words(_reader: object) -> NoReturn:
    raise RuntimeError("/home/somebody/secret.toml has the answer of somebody")


def _loop(_reader: object) -> NoReturn:
    while True:
        pass


def _sleep(_reader: object) -> None:
    time.sleep(3600)


_MISTAKES = {"N": _raise, "c": _raise_with_words, "W": _loop, "S": _sleep}

for _command in registry.COMMANDS:
    for _key in set(_command.keys) & set(_MISTAKES):
        _command.run = staticmethod(_MISTAKES[_key])  # type: ignore[method-assign] # on purpose

if __name__ == "__main__":
    main()
