"""The command that makes a new deck."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import DeckType


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "source", type=DeckType(), metavar="DECK", help="Copy this deck.")
@click.option("--title", default="", help="Title of the new deck.")
def new(folder: Path, source: str | None, title: str) -> None:
    """Make a new deck in FOLDER: a small one with comments that teach, or a copy of another.

    Nothing is ever overwritten.
    """
    from explainer.deck.library import find_deck
    from explainer.deck.text_file import clean
    from explainer.importers.new_deck import STARTER, new_deck

    files = new_deck(folder, find_deck(source) if source else STARTER, title)
    for file in files:
        click.echo(clean(f"{folder / file}").replace("\n", " "))
    shown = clean(str(folder)).replace("\n", " ")
    click.echo(
        f"Now: explainer {shown}, and 'explainer check {shown}' after each change.", err=True
    )
