"""What is kept of a learner: showing it, taking it elsewhere, forgetting it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import DeckType, open_for_learning, own_file, plain_width
from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from explainer.deck.model import Deck
    from explainer.learner.progress import Progress


class _ShowOrCommand(click.Group):
    """`explainer progress DECK` shows it, unless DECK is the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        asks_help = any(word in ("-h", "--help") for word in args)
        if not asks_help and not (words and words[0] in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ShowOrCommand)
def progress() -> None:
    """Show what you read and answered.

    Without a deck, all decks in a line each; with one, section by section. 'export' takes it
    elsewhere, 'reset' forgets it.
    """


@progress.command()
@click.argument("deck", type=DeckType(), default="")
@click.option("--size", metavar="COLUMNS", default="", help="Width of the output.")
def show(deck: str, size: str) -> None:
    """Show it (this is what 'explainer progress DECK' does)."""
    from explainer.learner.progress import progress_lines, summary_line, utc_now

    width = plain_width(size)
    if deck:
        opened, _, _ = open_for_learning(deck)
        kept = _progress(opened.deck.id)
        for line in progress_lines(kept, opened.deck, utc_now(), width):
            click.echo(line)
        return
    from explainer.learner.history import History

    decks = History(own_file()).decks()
    if not decks:
        click.echo("Nothing is kept yet.")
    for name in decks:
        click.echo(f"{name}: {summary_line(_progress(name), _bundled(name), utc_now())}")


@progress.command()
@click.argument("deck", type=DeckType(), default="")
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="How it is written."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
def export(deck: str, form: str, output: Path | None) -> None:
    """Write every attempt, of one deck or of all, as CSV or JSON lines."""
    from explainer.learner.attempt_export import attempts_csv, attempts_json
    from explainer.learner.history import History

    attempts = History(own_file()).attempts(_deck_id(deck))
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
@click.option("--all", "everything", is_flag=True, help="Every deck.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def reset(deck: str, everything: bool, yes: bool) -> None:
    """Forget what is kept about a deck: attempts, reviews, place, marks. There is no way back."""
    from explainer.learner.history import History

    if bool(deck) == everything:
        raise ExplainerError("Name a deck, or say --all.")
    name = _deck_id(deck)
    history = History(own_file())
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

    file = own_file()
    history = History(file)
    scores = [case.score for case in history.desk_cases(deck) if case.score is not None]
    read = Record(file.path).read_sections(deck)
    return Progress(deck, read, history.attempts(deck), history.exam(deck), scores)


def _bundled(name: str) -> Deck | None:
    """A bundled deck by its id; of others only the id is known."""
    from explainer.deck.library import bundled_decks
    from explainer.deck.loader import open_deck

    for path in bundled_decks():
        if path.name == name:
            return open_deck(path, Problems()).deck
    return None


def _deck_id(deck: str) -> str:
    """The id of a deck that is there, or what was typed: a deck may be gone, its record not."""
    from explainer.deck.library import Address, find_deck
    from explainer.deck.loader import open_deck

    if not deck:
        return ""
    try:
        return open_deck(find_deck(Address(deck).deck), Problems()).deck.id
    except ExplainerError:
        from explainer.learner.history import History

        if deck in History(own_file()).decks():
            return deck
        raise
