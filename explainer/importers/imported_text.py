"""The text of an imported file: read, cleaned, with line feeds and a line for every offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from explainer.deck.text_file import MAX_BYTES, clean, first_hidden
from explainer.importers.item import MOST_CHARACTERS, ImportRefused, ItemPlace, Note

_LINE_END = re.compile(r"\r\n?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class ImportedText:
    """The text of one imported file."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            most = f"{MOST_CHARACTERS / 1_000_000:g} million"
            raise ImportRefused(f"The file has more than {most} characters. Split it.")
        given = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))
        given = given.removeprefix("\ufeff")
        self.text = clean(given)
        """The text without invisible characters."""
        self.notes: tuple[Note, ...] = ()
        """Notes about characters that were removed."""
        hidden = first_hidden(given)
        if hidden is not None:
            line = given.count("\n", 0, hidden) + 1
            message = (
                f"Characters that cannot be seen were taken out, the first of them, "
                f"U+{ord(given[hidden]):04X}, on line {line}."
            )
            self.notes = (Note(line, None, message),)
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> ItemPlace:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return ItemPlace(line, offset - self._starts[line - 1] + 1)


def read_source(path: Path) -> str:
    """Read a file as text, or raise an error with a sentence that says why not.

    UTF-16 is accepted if the file has its mark: editors on Windows call it Unicode. Any other
    encoding is refused instead of guessed, because a wrong letter would make an answer wrong.
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
