"""Reads the text files of a deck, below its folder, up to a size, without control characters.

All text of a deck is read by `read_text`, so no escape sequence, bidi override or invisible
character of a file can reach a terminal. Columns in problems count characters of the file as it is
read here: without byte order mark, and with a line feed at the end of every line.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path

from explainer.problems import Code, Problems, Span

MAX_BYTES = 5_000_000
"""Largest TOML or CSV file; more is data for a database, not for a lesson."""

_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u200b\u200e\u200f\u2060-\u2064\ufeff\u061c"  # zero-width, and marks of direction
    "\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"  # separators, overrides, isolates
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]|[\u200c\u200d]")
_JOINERS = "\u200c\u200d"
_FIRST_JOINING = "\u0600"
_JOINING_SCRIPTS = (
    ("\u0600", "\u08ff"),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    ("\u0900", "\u0dff"),  # Indic scripts, from Devanagari to Sinhala
    ("\u0f00", "\u109f"),  # Tibetan, Burmese
    ("\u1780", "\u18af"),  # Khmer, Mongolian
    ("\u1900", "\u1c4f"),  # scripts of South East Asia, from Limbu to Lepcha
    ("\u1cd0", "\u1cff"),  # Vedic marks
    ("\ua800", "\ua8ff"),  # Syloti Nagri, Phags-pa, Saurashtra, marks of Devanagari
    ("\ua980", "\ua9ff"),  # Javanese, more of Burmese
    ("\uaa00", "\uabff"),  # Cham, Meetei
    ("\ufb50", "\ufdff"),  # forms of Arabic
    ("\ufe70", "\ufefc"),
    ("\U00010a00", "\U00010aff"),  # Kharoshthi, Manichaean
    ("\U00010d00", "\U00010fff"),  # Rohingya, Sogdian
    ("\U00011000", "\U00011fff"),  # other scripts that come from Brahmi
    ("\U0001e900", "\U0001e95f"),  # Adlam
)
"""First and last characters of the scripts in which a joiner changes how a word is written."""


def read_text(
    root: Path, relative: str, problems: Problems, *, max_bytes: int = MAX_BYTES
) -> str | None:
    """Read a file of the deck as clean text, or report why it cannot be read.

    Bytes that are not UTF-8 are reported and become replacement characters, because a reader can
    still make sense of the rest.
    """
    span = Span(relative)
    path = _below(root, relative, problems)
    if path is None:
        return None
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            problems.add(Code.FILE_UNREADABLE, span, f"'{_shown(relative)}' is not a file.")
            return None
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"'{_shown(relative)}' cannot be read: {reason}."
        problems.add(Code.FILE_UNREADABLE, span, message)
        return None
    if len(data) > max_bytes:
        problems.add(
            Code.FILE_TOO_LARGE,
            span,
            f"'{_shown(relative)}' is larger than {max_bytes / 1_000_000:g} MB.",
            "Split it, or leave out what the lesson does not show.",
        )
        return None
    text = _normalised(_decoded(data, relative, problems))
    hidden = first_hidden(text)
    if hidden is None:
        return text
    report_hidden(text[hidden], _place(text, hidden, relative), problems)
    return clean(text)


def clean(text: str) -> str:
    """Remove control, bidirectional and invisible characters; keep joiners where they join."""
    return _HIDDEN.sub(_kept, text) if _HIDDEN.search(text) else text


def first_hidden(text: str) -> int | None:
    """Return the offset of the first character that `clean` removes, or None."""
    for match in _HIDDEN.finditer(text):
        if not _kept(match):
            return match.start()
    return None


def report_hidden(character: str, span: Span, problems: Problems) -> None:
    """Report a removed character with its name, since it cannot be seen."""
    name = unicodedata.name(character, "")
    number = f"U+{ord(character):04X}"
    problems.add(
        Code.CONTROL_CHARACTER,
        span,
        f"Character {number}{f' ({name.lower()})' if name else ''} was taken out.",
        "Characters that cannot be seen can mislead a reader or a terminal; delete them.",
    )


def _below(root: Path, relative: str, problems: Problems) -> Path | None:
    """Resolve a path; refuse one that symlinks or `..` lead out of the deck."""
    span = Span(relative)
    try:
        path = (root / relative).resolve()
        inside = path.is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError) as error:  # symlink loops; NUL in a name
        reason = getattr(error, "strerror", None) or "its path cannot be followed"
        message = f"'{_shown(relative)}' cannot be read: {reason}."
        problems.add(Code.FILE_UNREADABLE, span, message)
        return None
    if not inside:
        problems.add(
            Code.FILE_OUTSIDE_DECK,
            span,
            f"'{_shown(relative)}' lies outside the deck.",
            "Copy the file into the deck's folder; nothing outside of it is read.",
        )
        return None
    return path


def _decoded(data: bytes, relative: str, problems: Problems) -> str:
    """Decode bytes as UTF-8, and report the first that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _normalised(data[: error.start].decode("utf-8"))
        looks_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        problems.add(
            Code.NOT_UTF8,
            _place(before, len(before), relative),
            f"Byte 0x{data[error.start]:02X} is not UTF-8.",
            "It looks like UTF-16; save the file as UTF-8."
            if looks_wide
            else "Save the file as UTF-8.",
        )
        return data.decode("utf-8", errors="replace")


def _normalised(text: str) -> str:
    """Remove the byte order mark and turn every line end into a line feed."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(text: str, offset: int, relative: str) -> Span:
    """Return the line and column of an offset."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(relative, line, column)


def _kept(match: re.Match[str]) -> str:
    """Return a joiner where a script or an emoji needs it, else nothing.

    It needs a letter, mark or digit of such a script on one side: Persian writes one in a word and
    after a Latin one, Indic scripts before a mark and at the end of a word. One behind another, and
    one between letters of other scripts, could only hide something.
    """
    character = match[0]
    if character not in _JOINERS:
        return ""
    text, at = match.string, match.start()
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before in _JOINERS:
        return ""
    if _is_joining(before) or (_is_joining(after) and unicodedata.category(after)[0] == "L"):
        return character
    return character if character == "\u200d" and _are_emoji(before, after) else ""


def _is_joining(character: str) -> bool:
    """True for a letter, mark or digit of a script whose letters join."""
    if character < _FIRST_JOINING or unicodedata.category(character)[0] not in "LMN":
        return False
    return any(first <= character <= last for first, last in _JOINING_SCRIPTS)


def _are_emoji(before: str, after: str) -> bool:
    """True if a joiner can join two emoji; a variation selector or a skin tone may follow one."""
    is_emoji = before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")
    # The double arrow is a sign of mathematics, and part of the emoji of a shaken head.
    return is_emoji and (after == "\u2194" or unicodedata.category(after) == "So")


def _shown(relative: str) -> str:
    """Return a file name cleaned and shortened for a message, since names can contain anything."""
    return clean(relative).replace("\n", " ")[:200]
