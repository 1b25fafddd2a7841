"""Reads a parsed TOML table key by key, with types, and reports every mistake at its key.

A reader asks for the keys it knows, with the types it wants, and then calls `finish`, which reports
every other key. A missing or wrong value comes back as the default, so that one bad key does not
cost the rest of the table.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, TypeVar

from explainer.deck.partial_date import PartialDate
from explainer.deck.slug import LONGEST_ID, slugged
from explainer.deck.toml_file import read_toml
from explainer.problems import Code, Problems, Span

T = TypeVar("T")

LARGEST_INTEGER = 2**53
"""Largest integer accepted: above it a float is not exact, and the value shown would be wrong."""

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""Pattern of an id; use `fullmatch`."""

_MOST_ITEMS = 100_000
"""Most strings of one list, and most tables of one array, that are read."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MOST_LISTED = 30
_SINGULAR = {"choices": "choice", "hints": "hint", "pairs": "pair", "earlier": "earlier verdict"}


class Fields:
    """One table of a TOML file, read key by key."""

    __slots__ = ("_known", "file", "keys", "problems", "table")

    file: str
    """Path of its file, relative to the deck."""
    keys: tuple[str | int, ...]
    """Key path of the table in the file."""
    table: dict[str, Any]
    """The parsed table."""
    problems: Problems
    """Collector of mistakes."""

    def __init__(
        self,
        table: dict[str, Any],
        file: str,
        problems: Problems,
        keys: tuple[str | int, ...] = (),
    ) -> None:
        self.table = table
        self.file = file
        self.problems = problems
        self.keys = keys
        self._known: list[str] = []

    def span(self, *more: str | int) -> Span:
        """Return the position of the table, or of a value in it."""
        return Span(self.file, keys=(*self.keys, *more))

    def key_span(self, key: str) -> Span:
        """Return the position of a key itself."""
        return Span(self.file, keys=(*self.keys, key), part="key")

    @property
    def name(self) -> str:
        """Name of the table in messages: `claim 'c61'`, `claim 3`, `choices 2`, or its file."""
        if not self.keys:
            return f"'{self.file}'"
        id = self.table.get("id")
        *_, kind, number = ("", *self.keys)
        if isinstance(number, str):
            return f"'{number}'"
        kind = _SINGULAR.get(str(kind), kind)
        return f"{kind} {_quoted(id)}" if isinstance(id, str) and id else f"{kind} {number + 1}"

    def has(self, key: str) -> bool:
        """True if the key is there, whatever its value."""
        return key in self.table

    def text(self, key: str, default: str = "") -> str:
        """Read a string."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return default
        if type(value) is str:
            return value
        return self.wrong_type(value, default, key, wanted="a string")

    def required_text(self, key: str) -> str | None:
        """Read a string that must be there and must not be blank."""
        self._known.append(key)
        value = self.table.get(key)
        if type(value) is str and value and not value.isspace():
            return value
        if value is None:
            self.missing(key)
            return None
        if type(value) is str:
            message = f"'{key}' of {self.name} is empty."
            self.problems.add(Code.WRONG_VALUE, self.span(key), message, "Say something there.")
            return None
        return self.wrong_type(value, None, key, wanted="a string")

    def integer(self, key: str, low: int, high: int, default: int = 0) -> int:
        """Read a whole number between two bounds, both included."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return default
        if type(value) is not int:
            return self.wrong_type(value, default, key, wanted="a whole number")
        if low <= value <= high:
            return value
        return self._out_of_bounds(key, low, high, default)

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """Read a finite number between two bounds, both included."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return None
        number = self.as_number(value, key)
        if number is not None and not low <= number <= high:
            return self._out_of_bounds(key, low, high, None)
        return number

    def boolean(self, key: str, default: bool = False) -> bool:
        """Read true or false."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return default
        if type(value) is bool:
            return value
        return self.wrong_type(value, default, key, wanted="true or false")

    def one_of(self, key: str, options: Mapping[str, T], code: Code = Code.WRONG_VALUE) -> T | None:
        """Read one of some words and return the value it stands for; report any other as `code`."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return None
        if type(value) is not str:
            return self.wrong_type(value, None, key, wanted="a string")
        option = options.get(value)
        if option is None:
            words = ", ".join(options)
            self.problems.add(
                code,
                self.span(key),
                f"'{key}' of {self.name} cannot be {_quoted(value)}.",
                self.problems.suggest(value, options) or f"It is one of {words}.",
            )
        return option

    def date(self, key: str) -> PartialDate | None:
        """Read a date: a TOML date, or a string such as "2025", "2025-02" or "2025-02-11"."""
        self._known.append(key)
        value = self.table.get(key)
        return None if value is None else self.as_date(value, key)

    def strings(self, key: str) -> tuple[str, ...]:
        """Read a list of strings."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return ()
        if type(value) is not list:
            item = _quoted(value, '"')
            help = f"Put it in brackets: {key} = [{item}]." if isinstance(value, str) else ""
            return self.wrong_type(value, (), key, wanted="a list of strings", help=help)
        value = self._not_too_many(key, value)
        for item in value:
            if type(item) is not str:
                return tuple(self._only_strings(key, value))
        return tuple(value)

    def id(self, key: str = "id") -> str | None:
        """Read an id: words of a-z and 0-9 with single hyphens between them."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return None
        if type(value) is not str:
            return self.wrong_type(value, None, key, wanted="a string")
        if ID_PATTERN.fullmatch(value) and len(value) <= LONGEST_ID:
            return value
        bad_id(value, self.span(key), self.problems)
        return None

    def required_id(self, key: str = "id") -> str | None:
        """Read an id that must be there."""
        if key not in self.table:
            self._known.append(key)
            self.missing(key)
            return None
        return self.id(key)

    def tables(self, key: str) -> Iterator[Fields]:
        """Read an array of tables, `[[key]]` or `key = [{...}]`."""
        self._known.append(key)
        value = self.table.get(key)
        if value is None:
            return
        if type(value) is not list:
            help = f"Write [[{key}]] above each, with two brackets."
            self.wrong_type(value, None, key, wanted="an array of tables", help=help)
            return
        for number, item in enumerate(self._not_too_many(key, value)):
            if type(item) is dict:
                yield Fields(item, self.file, self.problems, (*self.keys, key, number))
            else:
                self.wrong_type(item, None, key, number, wanted="a table, { ... }")

    def raw(self, key: str) -> Any:
        """Return a value as it was parsed, for a caller that checks it itself."""
        self._known.append(key)
        return self.table.get(key)

    def finish(self, elsewhere: Mapping[str, str] | None = None) -> None:
        """Report every key that was not asked for.

        `elsewhere` says for some keys where they belong, such as `{"pairs": "a match question"}`.
        """
        if self.table.keys() <= set(self._known):
            return
        known = tuple(dict.fromkeys(self._known))
        for key in self.table:
            if key in known:
                continue
            if elsewhere and key in elsewhere:
                message = f"'{key}' belongs to {elsewhere[key]}, not to {self.name}."
                help = "Delete it, or change the type."
            else:
                message = f"Unknown key {_quoted(key)} in {self.name}."
                help = self.problems.suggest(key, known) or _listed(known)
            self.problems.add(Code.UNKNOWN_KEY, self.key_span(key), message, help)

    def as_number(self, value: object, *keys: str | int) -> float | None:
        """Return a value as a finite number, or report why it is not one."""
        if type(value) is float:
            if math.isfinite(value):
                return value
            message = f"{self._at(keys)} is not a finite number."
            help = 'Where there is no value, write { missing = "why" } or leave the key out.'
            self.problems.add(Code.WRONG_VALUE, self.span(*keys), message, help)
            return None
        if type(value) is int:
            if abs(value) <= LARGEST_INTEGER:
                return float(value)
            message = f"{self._at(keys)} is too large to be exact."
            help = "Give the column or question a larger unit, or write it as 1.2e20."
            self.problems.add(Code.WRONG_VALUE, self.span(*keys), message, help)
            return None
        return self.wrong_type(value, None, *keys, wanted="a number")

    def as_date(self, value: object, *keys: str | int) -> PartialDate | None:
        """Return a value as a date, or report why it is not one."""
        if type(value) is str:
            if date := parse_date(value):
                return date
        elif type(value) is datetime.date:
            return PartialDate(value.year, value.month, value.day)
        help = 'Write "2025", "2025-02" or "2025-02-11".'
        if type(value) is int and 1 <= value <= 9999:
            help = f'Put it in quotes: "{value:04d}".'
        elif type(value) is datetime.datetime:
            help = f"Leave out the time of day: {value:%Y-%m-%d}."
        message = f"{self._at(keys)} is not a date."
        self.problems.add(Code.BAD_DATE, self.span(*keys), message, help)
        return None

    def missing(self, key: str, help: str = "") -> None:
        """Report that a key is missing."""
        message = f"{self.name[:1].upper()}{self.name[1:]} has no '{key}'."
        self.problems.add(Code.MISSING_KEY, self.key_span(key), message, help)

    def wrong_type(
        self, value: object, default: T, *keys: str | int, wanted: str, help: str = ""
    ) -> T:
        """Report a value of a wrong type, and return the default for it."""
        message = f"{self._at(keys)} must be {wanted}, not {kind_of(value)}."
        if not help and wanted == "a string" and not isinstance(value, dict | list):
            help = "Put it in quotes."
        self.problems.add(Code.WRONG_TYPE, self.span(*keys), message, help)
        return default

    def _at(self, keys: Sequence[str | int]) -> str:
        """Return the name of a value of the table for a message: `'sources' 2 of claim 'c61'`."""
        shown = " ".join(f"'{key}'" if isinstance(key, str) else str(key + 1) for key in keys)
        return f"{shown} of {self.name}" if shown else self.name

    def _not_too_many(self, key: str, items: list[Any]) -> list[Any]:
        """Return the list up to the limit of entries; report that the rest is left out."""
        if len(items) <= _MOST_ITEMS:
            return items
        message = f"'{key}' of {self.name} has more than {_MOST_ITEMS:,} entries."
        help = "The others are left out; cut the file into several."
        self.problems.add(Code.FILE_TOO_LARGE, self.span(key, _MOST_ITEMS), message, help)
        return items[:_MOST_ITEMS]

    def _only_strings(self, key: str, items: list[Any]) -> Iterator[str]:
        """Yield the strings of a list, and report each entry that is not a string."""
        for number, item in enumerate(items):
            if type(item) is str:
                yield item
            else:
                self.wrong_type(item, None, key, number, wanted="a string")

    def _out_of_bounds(self, key: str, low: float, high: float, default: T) -> T:
        """Report a number outside the allowed bounds, and return the default for it."""
        if math.isinf(high):
            bounds = f"at least {low:g}"
        elif math.isinf(low):
            bounds = f"at most {high:g}"
        else:
            bounds = f"between {low:g} and {high:g}"
        message = f"'{key}' of {self.name} must be {bounds}."
        self.problems.add(Code.WRONG_VALUE, self.span(key), message)
        return default


def read_fields(root: Path, relative: str, problems: Problems) -> Fields | None:
    """Read a TOML file of the deck; return its table, ready to be read key by key."""
    table = read_toml(root, relative, problems)
    return None if table is None else Fields(table, relative, problems)


def read_entries(root: Path, relative: str, key: str, problems: Problems) -> Iterator[Fields]:
    """Yield each table of an array of tables, the only thing that a file holds besides its format.

    What is left of the file is reported behind the last of them.
    """
    fields = read_fields(root, relative, problems)
    if fields is None:
        return
    yield from fields.tables(key)
    fields.finish()


class Identified(Protocol):
    """A record with an id and a position in its file."""

    @property
    def id(self) -> str:
        """The id of the record."""

    @property
    def span(self) -> Span:
        """Position in the file."""


Record = TypeVar("Record", bound=Identified)


def keep(found: dict[str, Record], record: Record, kind: str, problems: Problems) -> None:
    """Add a record under its id; if the id is taken, report the record and keep the first."""
    first = found.setdefault(record.id, record)
    if first is not record:
        span = record.span
        if span.keys:
            span = Span(span.file, keys=(*span.keys, "id"))
        duplicate_id(kind, record.id, span, first.span, problems)


def keep_all(
    found: dict[str, Record], more: Mapping[str, Record], kind: str, problems: Problems
) -> None:
    """Add the records of a further file, since ids are unique in the whole deck."""
    for record in more.values():
        keep(found, record, kind, problems)


def duplicate_id(kind: str, id: str, span: Span, first: Span, problems: Problems) -> None:
    """Report the second of two things with one id, and name the place of the first."""
    article = "an" if kind[0] in "aeiou" else "a"
    message = f"There is already {article} {kind} '{id}'."
    problems.add_clash(Code.DUPLICATE_ID, span, first, message, "Give one of them another id.")


def bad_id(value: str, span: Span, problems: Problems) -> None:
    """Report a value that is not an id, and suggest one that is."""
    slug = slugged(value)
    help = "An id is words of a-z and 0-9 with single hyphens between them"
    problems.add(
        Code.BAD_ID,
        span,
        f"{_quoted(value)} is not an id.",
        f"{help}: '{slug}'." if slug else f"{help}.",
    )


def parse_date(text: str) -> PartialDate | None:
    """Read `2025`, `2025-02` or `2025-02-11` as a date; None if there is no such day."""
    match = _DATE.fullmatch(text)
    if match is None or match[2] == "00" or match[3] == "00":
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:  # no such year, month or day
        return None
    return PartialDate(year, month, day)


def kind_of(value: object) -> str:
    """Return the name of a TOML value's type, in an author's words."""
    match value:
        case bool():
            return "true or false"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _quoted(value: object, quote: str = "'") -> str:
    """Quote a value for a message, shortened and on one line."""
    text = " ".join(str(value)[:200].split())
    return f"{quote}{text[:59]}…{quote}" if len(text) > 60 else f"{quote}{text}{quote}"


def _listed(known: Sequence[str]) -> str:
    """Return a sentence that lists the known keys."""
    if not known:
        return "No keys are known here."
    more = ", …" if len(known) > _MOST_LISTED else ""
    return f"Known keys: {', '.join(known[:_MOST_LISTED])}{more}."


def file_id(relative: str, problems: Problems) -> str:
    """Return the file's name as an id; if it is not one, report that and return the nearest id."""
    stem = PurePosixPath(relative).stem
    if ID_PATTERN.fullmatch(stem):
        return stem
    bad_id(stem, Span(relative), problems)
    return slugged(stem) or "data"
