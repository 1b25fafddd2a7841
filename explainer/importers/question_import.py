"""Recognises the format of imported questions, and reads them."""

from __future__ import annotations

import re

from explainer.importers.imported_text import ImportedText
from explainer.importers.item import Form, ImportRefused, ImportResult

_LOOKED_AT = 200_000
"""Number of characters by which the format is recognised."""

_MDBOOK = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_ANKI = re.compile(
    r"#(separator|html|columns|notetype|deck|tags|if matches|match scope|"
    r"(guid|notetype|deck|tags) column):|tags:",
    re.IGNORECASE,
)
_AIKEN = re.compile(r"^[ \t]*[A-Za-z][).][^\n]*\n\s*ANSWER:", re.MULTILINE)
_GIFT = re.compile(r"^[ \t]*(::|\$CATEGORY:)|(?<!\\)\{[^{}]*(?<!\\)\}", re.MULTILINE)
_NAMES = ", ".join(form.value for form in Form)


def recognise(text: str) -> Form | None:
    """Return the format of a text by its content; None if it is not clear."""
    start = text[:_LOOKED_AT].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _MDBOOK.search(start):
        return Form.MDBOOK
    if _ANKI.match(start):
        return Form.ANKI
    if _AIKEN.search(start):
        return Form.AIKEN
    if _GIFT.search(start):
        return Form.GIFT
    lines = [line for line in start.split("\n")[:100] if line.strip()]
    if lines and sum("\t" in line for line in lines) * 10 >= len(lines) * 9:
        return Form.ANKI
    return None


def read_items(text: str, form: Form | None = None) -> ImportResult:
    """Read all items of a text in a format, or in the one that is recognised."""
    source = ImportedText(text)
    form = form or recognise(source.text)
    match form:
        case Form.GIFT:
            from explainer.importers.gift_reader import read_gift

            return read_gift(source)
        case Form.AIKEN:
            from explainer.importers.aiken_reader import read_aiken

            return read_aiken(source)
        case Form.ANKI:
            from explainer.importers.anki_reader import read_anki

            return read_anki(source)
        case Form.MDBOOK:
            from explainer.importers.mdbook_reader import read_mdbook

            return read_mdbook(source)
    raise ImportRefused(f"Its format cannot be told by what it says. It can be {_NAMES}.")
