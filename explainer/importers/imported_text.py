"""The text of an imported file: clean, with line feeds, and with a line for every offset."""

from __future__ import annotations

import re
from bisect import bisect_right

from explainer.deck.text_file import clean, first_hidden
from explainer.importers.item import MOST_CHARACTERS, ImportRefused, ItemPlace, Note

_LINE_END = re.compile(r"\r\n?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class ImportedText:
    """One imported file."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            most = f"{MOST_CHARACTERS / 1_000_000:g} million"
            raise ImportRefused(f"The file has more than {most} characters. Split it.")
        given = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))
        given = given.removeprefix("\ufeff")
        self.text = clean(given)
        """What it says, without characters that cannot be seen."""
        self.notes: tuple[Note, ...] = ()
        """What was taken out of it."""
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
        """Where an offset of the text is."""
        line = bisect_right(self._starts, offset)
        return ItemPlace(line, offset - self._starts[line - 1] + 1)
