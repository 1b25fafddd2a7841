"""Reads imported questions in the format that is given, or in the one recognised."""

from __future__ import annotations

from msgspec.structs import replace

from explainer.importers.format_evidence import recognise
from explainer.importers.imported_text import ImportedText
from explainer.importers.item import Form, ImportRefused, ImportResult, Note

_NAMES = ", ".join(form.value for form in Form)


def read_items(text: str, form: Form | None = None) -> ImportResult:
    """Read all items of a text in a format, or in the one that is recognised."""
    source = ImportedText(text)
    if form is not None:
        return _read(source, form)
    recognised = recognise(source.text)
    if recognised.form is None:
        message = f"Its format cannot be told by what it says. It can be {_NAMES}"
        raise ImportRefused(f"{message}; --format names one.")
    result = _read(source, recognised.form)
    if recognised.rival is None:
        return result
    message = (
        f"It was read as {recognised.form.value} and could also be {recognised.rival.value}; "
        f"--format {recognised.rival.value} reads it so."
    )
    return replace(result, notes=(Note(None, None, message), *result.notes))


def _read(source: ImportedText, form: Form) -> ImportResult:
    """Read a text with the reader of a format, which is imported only now."""
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
