"""Commands for the learner's record: show it, export it, delete it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import DeckType, open_for_learning, own_record_file, plain_width
from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from explainer.deck.model import Deck
    from explainer.learner.progress import Progress


class _ShowOrCommand(click.Group):
    """Runs `explainer progress DECK` as `progress show DECK`, unless DECK names a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        asks_help = any(word in ("-h", "--help") for word in args)
        if not asks_help and not (words and words[0] in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ShowOrCommand)
def progress() -> None:
    """Show what you read and answered.

    Without a deck, there is a line for each deck; with one, it is shown by section. 'export' writes
    your answers to a file, 'reset' deletes them.
    """


@progress.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--size", metavar="COLUMNS", default="", help="Width of the output.")
def show(deck: str, size: str) -> None:
    """Show your progress (this is what 'explainer progress DECK' does)."""
    from explainer.learner.progress import progress_lines, summary_line, utc_now

    width = plain_width(size)
    if deck:
        opened, _, _ = open_for_learning(deck)
        kept = _progress(opened.deck.id)
        for line in progress_lines(kept, opened.deck, utc_now(), width):
            click.echo(line)
        return
    from explainer.learner.history import History

    decks = History(own_record_file()).decks()
    if not decks:
        click.echo("Nothing is kept yet.")
    for name in decks:
        click.echo(f"{name}: {summary_line(_progress(name), _bundled(name), utc_now())}")


@progress.command()
@click.argument("deck", type=DeckType(), default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    help="Format of the output.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
def export(deck: str, form: str, output: Path | None) -> None:
    """Write every answer, of one deck or of all, as CSV or JSON lines."""
    from explainer.learner.attempt_export import attempts_csv, attempts_json
    from explainer.learner.history import History

    attempts = History(own_record_file()).attempts(_deck_id(deck))
    text = attempts_csv(attempts) if form == "csv" else attempts_json(attempts)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ExplainerError(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"{len(attempts)} attempts written to {output}.", err=True)


@progress.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--all", "everything", is_flag=True, help="Delete the records of every deck.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def reset(deck: str, everything: bool, yes: bool) -> None:
    """Delete everything recorded about a deck: answers, reviews, place, marks. There is no undo."""
    from explainer.learner.history import History

    if bool(deck) == everything:
        raise ExplainerError("Name a deck, or say --all.")
    name = _deck_id(deck)
    history = History(own_record_file())
    count = len(history.attempts(name))
    what = f"about '{name}'" if name else "about every deck"
    question = f"Forget everything {what}, {count} attempts among it?"
    if not yes and not click.confirm(question, default=False):
        click.echo("Nothing was changed.")
        sys.exit(1)
    history.reset(name)
    click.echo(f"Forgotten: everything {what}.")


def _progress(deck: str) -> Progress:
    from explainer.learner.history import History
    from explainer.learner.progress import Progress
    from explainer.learner.record import Record

    file = own_record_file()
    history = History(file)
    scores = [case.score for case in history.desk_cases(deck) if case.score is not None]
    read = Record(file.path).read_sections(deck)
    return Progress(deck, read, history.attempts(deck), history.exam(deck), scores)


def _bundled(name: str) -> Deck | None:
    """Return a bundled deck by its id; for other decks only the id is known."""
    from explainer.deck.library import bundled_decks
    from explainer.deck.loader import open_deck

    for path in bundled_decks():
        if path.name == name:
            return open_deck(path, Problems()).deck
    return None


def _deck_id(deck: str) -> str:
    """Return the id of a deck, or the word itself: a deck may be gone, but its record is not."""
    from explainer.deck.library import Address, find_deck
    from explainer.deck.loader import open_deck

    if not deck:
        return ""
    try:
        return open_deck(find_deck(Address(deck).deck), Problems()).deck.id
    except ExplainerError:
        from explainer.learner.history import History

        if deck in History(own_record_file()).decks():
            return deck
        raise
