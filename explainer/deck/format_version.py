"""Checks the format version of a file, which is read before anything else in it."""

from __future__ import annotations

from explainer.deck.fields import Fields
from explainer.problems import Code


def check_format(fields: Fields, newest: int, called: str) -> None:
    """Report a file written for another version of the format; it is read as far as possible.

    Args:
        fields: The file.
        newest: The version that this program knows.
        called: Name of the format, as the beginning of a sentence.
    """
    version = fields.raw("format")
    if type(version) is int and version == newest:
        return
    if version is None:
        message = f"{fields.name} does not say which format it is written in."
        help, span = f"Write format = {newest} on its first line.", fields.key_span("format")
    elif type(version) is int and version > newest:
        message = f"{called} is newer than {newest}, the newest that is known here."
        help, span = "Update explainer.", fields.span("format")
    else:
        message = f"There is no such format; the format is {newest}."
        help, span = f"Write format = {newest}.", fields.span("format")
    fields.problems.add(Code.FORMAT_VERSION, span, message, help)
