"""Writes imported questions into a deck, and updates those that it has already.

The author's file is edited: only values changed by the import are replaced, so that comments,
layout and everything that the other format cannot express are kept. The edited text must parse to
the intended questions; if it does not, because the layout of its tables cannot be edited in this
way, the file is written anew in our own layout.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PurePath

import msgspec
import tomli

from explainer.deck.position import Locator
from explainer.deck.slug import slugged
from explainer.deck.text_file import MAX_BYTES, read_text
from explainer.deck.toml_file import parse_toml
from explainer.importers.item import ImportRefused, ImportResult
from explainer.importers.question_table import KEYS, Table, merged, question_table, same
from explainer.importers.toml_text import entry, line, shown
from explainer.problems import Problem, Problems, Severity, Span


class Written(msgspec.Struct, frozen=True, gc=False):
    """The result of an import for a deck."""

    path: Path
    """The file with the questions."""
    added: tuple[str, ...] = ()
    """Ids of questions that are new."""
    updated: tuple[str, ...] = ()
    """Ids of questions that changed."""
    unchanged: tuple[str, ...] = ()
    """Ids of questions that were there and did not change."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Ids that another file of the deck has, with that file; these questions were not written."""
    laid_out_anew: bool = False
    """True if the file had to be written anew, which loses its comments."""


class _Edit(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text and its replacement."""

    start: int
    end: int
    text: str


def write_questions(root: Path, file_name: str, result: ImportResult) -> Written:
    """Write the questions imported from a file into `quiz/` of the deck at `root`.

    Its file there is named for the imported file, as a slug, so that importing it again updates it.
    Nothing is written if nothing changed.
    """
    relative = f"quiz/{slugged(PurePath(file_name).stem) or 'questions'}.toml"
    path = root / relative
    if not (root / "deck.toml").is_file():
        raise ImportRefused(f"'{root}' is no deck: it has no deck.toml.")
    if not _is_inside(path.parent, root):
        raise ImportRefused(f"'{path.parent}' leads out of the deck, and nothing is written there.")
    before = _text(root, relative) if path.exists() else ""
    tables = _questions(before, relative)
    others = _ids_elsewhere(root, relative)
    places = {table["id"]: number for number, table in enumerate(tables) if "id" in table}
    wanted = list(tables)
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    elsewhere: list[tuple[str, str]] = []
    for question in result.questions:
        if question.reverse_of:
            continue  # the table of its card stands for both
        new = question_table(question)
        if question.id in others:
            elsewhere.append((question.id, others[question.id]))
        elif question.id not in places:
            added.append(question.id)
            wanted.append(new)
        else:
            number = places[question.id]
            now = merged(tables[number], new, result.form)
            if same(now, tables[number]):
                unchanged.append(question.id)
            else:
                updated.append(question.id)
                wanted[number] = now
    anew = False
    if added or updated:
        text, anew = _written(before, tables, wanted)
        if len(text.encode("utf-8")) > MAX_BYTES:
            most = f"{MAX_BYTES / 1_000_000:g} MB"
            raise ImportRefused(f"'{relative}' would be larger than {most}. Split the import.")
        _replace(path, text)
    return Written(
        path,
        tuple(added),
        tuple(updated),
        tuple(unchanged),
        tuple(elsewhere),
        anew and bool(before),
    )


def _is_inside(folder: Path, root: Path) -> bool:
    try:
        return folder.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:  # a loop of links
        raise ImportRefused(f"'{folder}' cannot be followed.") from error


def _text(root: Path, relative: str) -> str:
    """Read the existing file, or report why it cannot be added to."""
    problems = Problems()
    text = read_text(root, relative, problems)
    _refuse(problems, relative)
    return text or ""


def _refuse(problems: Problems, relative: str) -> None:
    first: Problem | None = next((p for p in problems if p.severity is Severity.ERROR), None)
    if first is not None:
        where = f" on line {first.span.line}" if first.span.line else ""
        message = f"'{relative}' cannot be added to{where}: {first.message} Mend it first."
        raise ImportRefused(message)


def _questions(text: str, relative: str) -> list[Table]:
    """Return the tables of a file's questions."""
    problems = Problems()
    table = parse_toml(text, relative, problems)
    _refuse(problems, relative)
    questions = (table or {}).get("question", [])
    if not isinstance(questions, list) or not all(isinstance(item, dict) for item in questions):
        raise ImportRefused(
            f"'{relative}' has a 'question' that is no [[question]]. Mend it first."
        )
    return questions


def _ids_elsewhere(root: Path, relative: str) -> dict[str, str]:
    """Return the ids of questions in other files; files that cannot be read are skipped."""
    ids: dict[str, str] = {}
    with suppress(OSError):
        for path in sorted((root / "quiz").glob("*.toml")):
            file = f"quiz/{path.name}"
            if file == relative:
                continue
            text = read_text(root, file, Problems())
            table = None if text is None else parse_toml(text, file, Problems())
            questions = (table or {}).get("question")
            for question in questions if isinstance(questions, list) else ():
                if isinstance(question, dict) and isinstance(question.get("id"), str):
                    ids.setdefault(question["id"], file)
    return ids


def _written(before: str, tables: list[Table], wanted: list[Table]) -> tuple[str, bool]:
    """Return the new text: edited if possible, else in our own layout (True)."""
    new = [entry("question", table) for table in wanted[len(tables) :]]
    if not before.strip():
        return "\n".join(new), False
    edited = _applied(before, _edits(before, tables, wanted))
    text = "\n".join([f"{edited.rstrip()}\n", *new])
    meant: Table = {**tomli.loads(before), "question": wanted}
    with suppress(tomli.TOMLDecodeError, ValueError, RecursionError):
        if tomli.loads(text) == meant:
            return text, False
    rest = {key: value for key, value in meant.items() if key != "question"}
    head = "".join(f"{line(key, value)}\n" for key, value in rest.items())
    return "\n".join([*([head] if head else []), *(entry("question", q) for q in wanted)]), True


def _edits(text: str, tables: list[Table], wanted: list[Table]) -> list[_Edit]:
    """Return the edits that change the questions in a text to the wanted ones."""
    locator = Locator(text)
    starts = [0]
    starts.extend(at + 1 for at, character in enumerate(text) if character == "\n")
    edits: list[_Edit] = []
    for number, (old, new) in enumerate(zip(tables, wanted, strict=False)):
        if old is new:
            continue
        lines: dict[str, tuple[int, int]] = {}
        for key in old:
            keys: tuple[str | int, ...] = ("question", number, key)
            name = locator.locate(Span("", keys=keys, part="key"))
            value = locator.locate(Span("", keys=keys))
            start, end = _offset(value, starts, end=False), _offset(value, starts, end=True)
            line_end = text.find("\n", end)
            lines[key] = (
                starts[(name.line or 1) - 1],
                len(text) if line_end < 0 else line_end + 1,
            )
            if key not in new:
                edits.append(_Edit(*lines[key], ""))
            elif not same(old[key], new[key]):
                edits.append(_Edit(start, end, shown(new[key], len(key) + 3)))
        edits.extend(
            _Edit(*_after(key, lines), f"{line(key, new[key])}\n") for key in new if key not in old
        )
    return edits


def _after(key: str, lines: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Return the place for a new key: below the key that comes before it."""
    before = [known for known in KEYS[: KEYS.index(key)] if known in lines]
    end = lines[before[-1]][1] if before else min(end for _, end in lines.values())
    return end, end


def _offset(span: Span, starts: list[int], *, end: bool) -> int:
    row, column = (span.end_line, span.end_column) if end else (span.line, span.column)
    return starts[(row or 1) - 1] + (column or 1) - 1


def _applied(text: str, edits: list[_Edit]) -> str:
    """Apply all edits; of two at one place the first is applied first."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts.append(text[at : edit.start])
        if edit.start == edit.end and parts[-1] and not parts[-1].endswith("\n"):
            parts.append("\n")  # the last line of the file has no end
        parts.append(edit.text)
        at = max(at, edit.end)
    return "".join(parts) + text[at:]


def _replace(path: Path, text: str) -> None:
    """Replace a file in one step, so that it is never incomplete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        reason = error.strerror or type(error).__name__
        raise ImportRefused(f"'{path}' cannot be written: {reason}.") from error
