"""Questions as a bank: how they worked, taking others in, giving them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from explainer.cli.terminal import DeckType, open_for_learning, plain_width, read_outside
from explainer.problems import ExplainerError

if TYPE_CHECKING:
    from explainer.quiz.attempt import Attempt


@click.command()
@click.argument("deck", type=DeckType(), default="")
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--size", metavar="COLUMNS", default="", help="Width of the output.")
def stats(deck: str, files: tuple[Path, ...], size: str) -> None:
    """Show how the questions of a deck worked.

    Facility, discrimination, and who chose what. Only first attempts count: yours, or those of
    FILES, one a learner, as 'explainer progress export --format json' writes them.
    """
    from explainer.quiz.statistics import deck_statistics
    from explainer.quiz.statistics_lines import statistics_lines

    width = plain_width(size)
    opened, _, own = open_for_learning(deck)
    attempts = _of_files(files, opened.deck.id) if files else own
    questions = opened.deck.questions
    statistics = deck_statistics(questions.values(), attempts)
    for line in statistics_lines(statistics, questions, width):
        click.echo(line)


def _of_files(files: tuple[Path, ...], deck: str) -> list[Attempt]:
    """Attempts of several learners at a deck, from their files."""
    from explainer.learner.attempt_export import read_attempts

    attempts: list[Attempt] = []
    for number, file in enumerate(files):
        try:
            found = read_attempts(read_outside(file), f"{number}")
        except ExplainerError as error:
            raise ExplainerError(f"{file}: {error}") from error
        attempts.extend(attempt for attempt in found if attempt.deck == deck)
    return attempts
