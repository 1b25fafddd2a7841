"""Standard input, output and error, each of which may be closed, full, or read by nobody."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from explainer.problems import ExplainerError
from explainer.render.charset import (
    ASCII_LOCALES,
    STAND_IN,
    UTF_8,
    locale_charset,
    locale_name,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class InputFailed(ExplainerError):
    """Raised if standard input cannot be read."""

    exit_code = 1


class OutputFailed(ExplainerError):
    """Raised if standard output cannot be written; `StandardStreams.finish` reports it."""

    exit_code = 1


class _Input(io.FileIO):
    """Standard input; a read error is raised with the system's message."""

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into a buffer; return the number of bytes."""
        try:
            while (count := super().readinto(buffer)) is None:  # the file is set not to block
                select.select([self], [], [])
        except OSError as error:
            raise InputFailed(f"Standard input cannot be read: {error.strerror}.") from error
        return count


class _Writer(io.FileIO):
    """A file that is always written completely, even if it is set not to block."""

    def write_some(self, data: ReadableBuffer) -> int:
        """Write some of the data; return the number of bytes."""
        while (count := super().write(data)) is None:
            select.select([], [self], [])
        return count


class _Output(_Writer):
    """Standard output; after the first failure it discards everything.

    Otherwise a buffer would keep the rest, and Python would report the error again at exit.
    """

    failure: OSError | None = None
    """Error of writing, if there was one."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write some of the data; return the number of bytes."""
        if self.failure is not None:
            return memoryview(data).nbytes
        try:
            return self.write_some(data)
        except OSError as error:
            self.failure = error
            raise OutputFailed(_output_words(error)) from error


class _ErrorOutput(_Writer):
    """Standard error; a message that cannot be written is discarded, as it cannot be reported."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write some of the data; return the number of bytes."""
        try:
            return self.write_some(data)
        except OSError:
            return memoryview(data).nbytes


class StandardStreams:
    """The standard streams of this process, which fail only in known ways."""

    def __init__(self) -> None:
        """Replace Python's standard streams."""
        # In this order, since the file that replaces a closed stream gets the lowest free number.
        _write_in_locale(sys.stdout)
        _write_in_locale(sys.stderr)
        source = _Input(_number(sys.stdin, os.O_RDONLY), "rb", closefd=False)
        self._output = _Output(_number(sys.stdout, os.O_RDONLY), "wb", closefd=False)
        messages = _ErrorOutput(_number(sys.stderr, os.O_WRONLY), "wb", closefd=False)
        sys.stdin = io.TextIOWrapper(
            io.BufferedReader(source), encoding=_encoding(sys.stdin), errors="replace"
        )
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(self._output),
            encoding=_encoding(sys.stdout),
            errors=STAND_IN,  # a character missing in the encoding is no reason to stop
            line_buffering=self._output.isatty(),
        )
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(messages),
            encoding=_encoding(sys.stderr),
            errors=STAND_IN,
            line_buffering=True,
        )

    def finish(self, exit_code: int) -> int:
        """Flush standard output, and report why it failed; return the exit code.

        A reader that closes a pipe early, as `head` does, is not an error.
        """
        with suppress(OutputFailed):
            sys.stdout.flush()
        failure = self._output.failure
        if failure is None or isinstance(failure, BrokenPipeError):
            return exit_code
        click.echo(f"explainer: {_output_words(failure)}", err=True)
        return exit_code or OutputFailed.exit_code


def _output_words(failure: OSError) -> str:
    return f"Standard output cannot be written: {failure.strerror}."


def _number(stream: TextIO | None, mode: int) -> int:
    """Return the file of a stream, or the null device if it was closed.

    The null device then occupies its number, which the next opened file would get otherwise. Opened
    for reading, it refuses writes with the error of a closed file.
    """
    if stream is not None:
        return stream.fileno()
    number = os.open(os.devnull, mode)
    os.set_inheritable(number, True)
    return number


def terminal_charset(environ: Mapping[str, str], encoding: str) -> str:
    """Return the codec for a terminal, where Python would write in `encoding`.

    Python writes UTF-8 in the locales C and POSIX and where the locale is not installed (PEP 538,
    PEP 540), but the terminal shows what its user's locale says.
    """
    if environ.get("PYTHONIOENCODING") or environ.get("PYTHONUTF8") == "1":
        return encoding
    if encoding.lower() != UTF_8:
        return encoding
    name = locale_name(environ)
    return "ascii" if name in ASCII_LOCALES else locale_charset(environ)


def _write_in_locale(stream: TextIO | None) -> None:
    """Make a stream write in the charset of its terminal."""
    if isinstance(stream, io.TextIOWrapper) and stream.isatty():
        charset = terminal_charset(_first_environ(), stream.encoding)
        if charset != stream.encoding:
            stream.reconfigure(encoding=charset, errors=STAND_IN)


def _first_environ() -> Mapping[str, str]:
    """Return the locale's variables as this process was given them.

    In the locale C, Python sets `LC_CTYPE` to one of UTF-8 before anything can look (PEP 538).
    """
    is_suspect = os.environ.get("LC_CTYPE", "").endswith("UTF-8") and not os.environ.get("LC_ALL")
    if not is_suspect:
        return os.environ
    try:
        given = Path("/proc/self/environ").read_bytes()
    except OSError:
        return os.environ
    pairs = (os.fsdecode(pair).partition("=") for pair in given.split(b"\0"))
    return {name: value for name, _, value in pairs}


def _encoding(stream: TextIO | None) -> str:
    return stream.encoding if stream is not None else "utf-8"
