"""Every private name of Textual that the reader uses, in one place; a test a name watches them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.keys import _character_to_key
from textual.message import Message

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver

Result = TypeVar("Result")


def key_name(character: str) -> str:
    """What Textual calls the key of a character: `question_mark` for `?`."""
    return _character_to_key(character)


class KeyParser:
    """Textual's parser of what terminals send."""

    def __init__(self) -> None:
        self._parser = XTermParser()

    def feed(self, text: str) -> Iterator[Message]:
        """The messages in some text; a sequence may go on in the next."""
        yield from self._parser.feed(text)

    def tick(self) -> Iterator[Message]:
        """The messages that only waiting decides, such as a lone Escape."""
        yield from self._parser.tick()

    def close(self) -> None:
        """End the parser, which a cache of Textual's would keep alive otherwise."""
        with suppress(EOFError, ParseError):
            list(self._parser.feed(""))


class _ForgivingFile:
    """A terminal that may be gone: what cannot be written is dropped."""

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


def forgive_writes(driver: LinuxDriver) -> None:
    """Let a driver write to a terminal that is gone.

    Its thread would end at the first error, and the app wait for ever in the full queue behind it.
    """
    file = driver._file  # noqa: SLF001 - what its thread writes to
    if file is not None:
        forgiving: Any = _ForgivingFile(file)
        driver._file = forgiving  # noqa: SLF001 - as above


class QuietCrashApp(App[Result], Generic[Result], inherit_bindings=False):
    """An app whose crash says nothing by itself.

    Textual prints a traceback with the values of variables, which can be a stranger's words;
    whoever runs the app asks `unhandled_error` and decides what to say.
    """

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def unhandled_error(app: App[Result]) -> Exception | None:
    """The exception that ended an app, or None where it ended well."""
    return app._exception  # noqa: SLF001 - there is no public way to ask
