"""Commands for questions: statistics, import and export."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import DeckType, open_for_learning, plain_width, read_user_file
from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explainer.deck.loader import OpenDeck
    from explainer.deck.route import Route
    from explainer.importers.into_deck import Written
    from explainer.importers.item import ImportResult, Note
    from explainer.quiz.attempt import Attempt
    from explainer.quiz.writers.export import Export


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--size", metavar="COLUMNS", default="", help="Width of the output.")
def stats(deck: str, files: tuple[Path, ...], size: str) -> None:
    """Show statistics of a deck's questions.

    Facility, discrimination, and the choices made. Only first answers count: yours, or those in
    FILES, one for each learner, as 'explainer progress export --format json' writes them.
    """
    from explainer.deck.question_reader import question_text
    from explainer.quiz.statistics import deck_statistics
    from explainer.quiz.statistics_lines import statistics_lines

    width = plain_width(size)
    opened, _, own = open_for_learning(deck)
    attempts = _attempts_in(files, opened.deck.id) if files else own
    questions = opened.deck.questions
    text_of = partial(question_text, opened.deck)
    statistics = deck_statistics(questions.values(), attempts, text_of)
    for line in statistics_lines(statistics, questions, width, text_of):
        click.echo(line)


def _attempts_in(files: tuple[Path, ...], deck: str) -> list[Attempt]:
    """Return the attempts of several learners at a deck, from their files."""
    from explainer.learner.attempt_export import read_attempts

    attempts: list[Attempt] = []
    for number, file in enumerate(files):
        try:
            found = read_attempts(read_user_file(file), f"{number}")
        except ExplainerError as error:
            raise ExplainerError(f"{file}: {error}") from error
        attempts.extend(attempt for attempt in found if attempt.deck == deck)
    return attempts


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--to", "deck", metavar="DECK", default="", help="Folder of the questions' deck.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gift", "aiken", "anki", "mdbook"]),
    default=None,
    help="Format of the file, if it is not recognised.",
)
@click.option("--dry-run", is_flag=True, help="Only report what would be imported.")
def import_questions(
    file: Path, folder: Path | None, deck: str, form: str | None, dry_run: bool
) -> None:
    """Import questions of another tool into a deck, or slides as a new deck.

    With FOLDER, FILE is a file of slides (presenterm, Marp, Slidev, patat, reveal-md, pandoc, or
    plain '---'), a notebook or any Markdown file, and becomes a new deck there. Whatever has no
    counterpart in a deck is named with its line.

    With --to, reads GIFT, Aiken, Anki's text files and mdBook-quiz. Every question is reported:
    taken, changed (and how), or left (why, and at which line). Importing the same file again
    updates its questions and duplicates none.
    """
    if folder is not None and not deck:
        _import_slides(file, folder)
        return
    if folder is not None or not deck:
        raise click.UsageError(
            "Name a new FOLDER for slides, or with --to the deck that takes questions."
        )
    from explainer.importers.imported_text import read_source
    from explainer.importers.into_deck import write_questions
    from explainer.importers.item import Form
    from explainer.importers.question_import import read_items
    from explainer.quiz.writers.export import Outcome

    root = _own_deck(deck)
    result = read_items(read_source(file), Form(form) if form else None)
    writes = bool(result.questions) and not dry_run
    # Before the report, since printing may fail.
    written = write_questions(root, file.name, result) if writes else None
    for line in _import_lines(result):
        click.echo(line)
    counts = ", ".join(f"{result.count(outcome)} {outcome.value}" for outcome in Outcome)
    click.echo(f"{file.name}, read as {result.form.value}: {counts}.")
    for line in _written_lines(written) if written else ["Nothing was written."]:
        click.echo(line)


def _import_slides(file: Path, folder: Path) -> None:
    """Make a deck of a file of slides, and say what was left."""
    from explainer.deck.library import find_deck
    from explainer.deck.text_file import clean
    from explainer.importers.slide_deck import import_slides

    if find_deck(str(file)).is_dir():
        raise ExplainerError(f"{file} is a folder, which opens as a deck as it is.")
    made = import_slides(file, folder)
    place = "cell" if made.tool == "a notebook" else "line"
    for left in made.left:
        click.echo(clean(f"{place} {left.line}: left: {left.what}").replace("\n", " "))
    slides = f"{made.slides} slide{'' if made.slides == 1 else 's'}"
    click.echo(
        f"{file.name}, read as {made.tool}: {slides} in {made.sections} "
        f"section{'' if made.sections == 1 else 's'}, {len(made.left)} things left. "
        f"'explainer check {made.folder}' says what it still needs."
    )


def _written_lines(written: Written) -> Iterator[str]:
    """Yield lines about the result of an import for the deck."""
    for id, other in written.elsewhere:
        yield f"{id} is left as it is: {other} has a question of this id."
    if written.laid_out_anew:
        yield "The file was laid out anew; comments in it are gone."
    yield (
        f"{written.path}: {len(written.added)} new, {len(written.updated)} updated, "
        f"{len(written.unchanged)} as they were, {len(written.elsewhere)} left to other files. "
        "'explainer check' says what they still need."
    )


def _own_deck(deck: str) -> Path:
    """Return the folder of a deck that may be written to.

    Raises:
        ExplainerError: there is none, or it is a bundled one.
    """
    from explainer.deck.library import bundled_decks, find_deck

    bundled = {path.name for path in bundled_decks()}
    if deck in bundled and not Path(deck).exists():
        raise ExplainerError(f"'{deck}' is a bundled deck. Name the folder of a deck of your own.")
    path = find_deck(deck)
    if path.is_file():
        raise ExplainerError(f"{path} is a file. Questions go into a folder with a deck.toml.")
    return path


def _import_lines(result: ImportResult) -> Iterator[str]:
    """Yield a line for each item, with its notes below it."""
    from explainer.deck.text_file import clean

    for note in result.notes:
        yield clean(f"{_place(note)}{note.message}")
    for item in result.items:
        yield clean(f"line {item.line}: {item.outcome.value}: {item.name}")
        for note in item.notes:
            yield clean(f"    {_place(note)}{note.message}")


def _place(note: Note) -> str:
    """Return the place of a note."""
    if note.line is None:
        return ""
    column = f", column {note.column}" if note.column is not None else ""
    return f"line {note.line}{column}: "


@click.command("export")
@click.argument("deck", type=DeckType(), default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gift", "aiken", "anki", "csv", "key"]),
    required=True,
    help="Format of the output.",
)
@click.option("--route", metavar="ID", default="", help="Only the questions of a route.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
def export_questions(deck: str, form: str, route: str, output: Path | None) -> None:
    """Write a deck's questions for another tool, or as a key to print.

    The key is Markdown: every question by section, with its answer, why, and where it is settled.
    Anything that the format cannot express is reported for each question on standard error.
    """
    from explainer.deck.library import Address, find_deck
    from explainer.deck.loader import open_deck
    from explainer.deck.route import route_of
    from explainer.deck.text_file import clean
    from explainer.quiz.writers.export import Outcome

    opened = open_deck(find_deck(Address(deck).deck), Problems())
    export = _written(opened, form, route_of(opened.deck.routes, opened.deck.id, route))
    if output is None:
        click.echo(export.text, nl=False)
    else:
        try:
            output.write_text(export.text, encoding="utf-8", newline="")
        except OSError as error:
            raise ExplainerError(f"{output} cannot be written: {error.strerror}.") from error
    alike: dict[tuple[Outcome, str], list[str]] = {}
    for report in export.reports:
        for note in report.notes:
            alike.setdefault((report.outcome, note), []).append(report.id)
    for (outcome, note), ids in alike.items():
        click.echo(clean(f"{outcome.value}: {', '.join(ids)}: {note}"), err=True)
    whole = sum(report.outcome is Outcome.TAKEN for report in export.reports)
    left = sum(report.outcome is Outcome.LEFT for report in export.reports)
    changed = len(export.reports) - whole - left
    click.echo(f"{whole} whole, {changed} changed, {left} left.", err=True)


def _written(opened: OpenDeck, form: str, route: Route | None) -> Export:
    """Return the questions of a deck, or of a route, in a format."""
    from explainer.quiz.bank import route_questions
    from explainer.quiz.passage import heading_titles
    from explainer.quiz.writers import (
        aiken_writer,
        anki_writer,
        csv_table,
        gift_writer,
        key_writer,
    )

    deck = opened.deck
    questions = list(deck.questions.values()) if route is None else route_questions(deck, route)
    match form:
        case "key":
            title = "" if route is None else f"Route: {route.title}"
            return key_writer.write(questions, deck, heading_titles(opened), title)
        case "gift":
            return gift_writer.write(questions, deck)
        case "aiken":
            return aiken_writer.write(questions, deck)
        case "anki":
            return anki_writer.write(questions, deck.id, deck.title, deck)
    return csv_table.write(questions, deck)
