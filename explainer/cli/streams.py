"""Standard input, output and error, any of which may be closed, full, or have nobody at its end."""

from __future__ import annotations

import io
import os
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

import click

from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class InputFailed(ExplainerError):
    """Standard input cannot be read."""

    exit_code = 1


class OutputFailed(ExplainerError):
    """Standard output cannot be written; `StandardStreams.finish` tells of it."""

    exit_code = 1


class _Input(io.FileIO):
    """Standard input; an error of reading is told by the system's name for it."""

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into a buffer; gives how much."""
        try:
            while (count := super().readinto(buffer)) is None:  # the file is set not to block
                select.select([self], [], [])
        except OSError as error:
            raise InputFailed(f"Standard input cannot be read: {error.strerror}.") from error
        return count


class _Writer(io.FileIO):
    """A file that is written to the end, though it be shared and set not to block."""

    def write_some(self, data: ReadableBuffer) -> int:
        """Write some of the data; gives how much."""
        while (count := super().write(data)) is None:
            select.select([], [self], [])
        return count


class _Output(_Writer):
    """Standard output; after the first failure it drops what comes.

    A buffer keeps what could not be written, and Python would complain of it again at exit.
    """

    failure: OSError | None = None
    """Why writing failed, where it did."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write some of the data; gives how much."""
        if self.failure is not None:
            return memoryview(data).nbytes
        try:
            return self.write_some(data)
        except OSError as error:
            self.failure = error
            raise OutputFailed(_output_words(error)) from error


class _Messages(_Writer):
    """Standard error; what cannot be written is dropped, since there is nowhere to tell of it."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write some of the data; gives how much."""
        try:
            return self.write_some(data)
        except OSError:
            return memoryview(data).nbytes


class StandardStreams:
    """The streams of this process, made to fail in known ways only."""

    def __init__(self) -> None:
        """Put streams of ours in the place of Python's."""
        # In this order, since what stands in for a closed stream gets the lowest free number.
        source = _Input(_number(sys.stdin, os.O_RDONLY), "rb", closefd=False)
        self._output = _Output(_number(sys.stdout, os.O_RDONLY), "wb", closefd=False)
        messages = _Messages(_number(sys.stderr, os.O_WRONLY), "wb", closefd=False)
        sys.stdin = io.TextIOWrapper(
            io.BufferedReader(source), encoding=_encoding(sys.stdin), errors="replace"
        )
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(self._output),
            encoding=_encoding(sys.stdout),
            errors="replace",  # a character that the encoding lacks is no reason to end
            line_buffering=self._output.isatty(),
        )
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(messages),
            encoding=_encoding(sys.stderr),
            errors="backslashreplace",
            line_buffering=True,
        )

    def finish(self, exit_code: int) -> int:
        """Write what waits in standard output, and tell why it failed; gives the exit code.

        Whoever stops reading a pipe has seen enough, as `head` does, and that is no error.
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
    """The file of a stream; the null device where it was closed.

    The null device keeps its number from whatever file is opened next. Opened for reading, it
    refuses what is written with the error of a closed file.
    """
    if stream is not None:
        return stream.fileno()
    number = os.open(os.devnull, mode)
    os.set_inheritable(number, True)
    return number


def _encoding(stream: TextIO | None) -> str:
    return stream.encoding if stream is not None else "utf-8"
