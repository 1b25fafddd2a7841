"""Reads the file that is to be imported; unlike a deck's own it may lie anywhere."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from explainer.deck.text_file import MAX_BYTES
from explainer.importers.item import ImportRefused


def read_source(path: Path) -> str:
    """Read a file as text, or say in a sentence why that cannot be done.

    UTF-16 is taken too where the file says that it is that: editors on Windows call it Unicode.
    Anything else is refused and not guessed, because a wrong letter in an answer makes it wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportRefused(f"'{path}' cannot be read: {reason}.") from error
    if len(data) > MAX_BYTES:
        raise ImportRefused(f"'{path}' is larger than {MAX_BYTES / 1_000_000:g} MB. Split it.")
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        message = f"Byte 0x{data[error.start]:02X} on line {line} of '{path}' is not UTF-8."
        raise ImportRefused(f"{message} Save the file as UTF-8.") from error
