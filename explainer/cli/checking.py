"""Commands that check decks and explain problem codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from explainer.cli.terminal import DeckType
from explainer.problems import ExplainerError, Problem, Problems


@click.command()
@click.argument("decks", nargs=-1, type=DeckType())
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    help="Format of the output.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def check(decks: tuple[str, ...], form: str, strict: bool) -> None:
    """Check decks and print every problem in one pass.

    Exits with 0 if there are no errors, with 1 if there are, and with 2 if a deck could not be
    checked at all.
    """
    from explainer.check.deck_check import check_deck
    from explainer.deck.library import find_deck

    found: list[tuple[Path, list[Problem]]] = []
    for name in decks or (".",):
        for path in _decks_below(find_deck(name)):
            found.append((path, check_deck(path)))
    problems = [problem for _, some in found for problem in some]
    count = sum(1 + problem.more for problem in problems)
    errors = sum(1 + problem.more for problem in problems if problem.severity.value == "error")
    _print_problems(found, form)
    if form != "json":
        _print_summary(len(found), errors, count - errors)
    sys.exit(1 if errors or (strict and problems) else 0)


def _decks_below(path: Path) -> list[Path]:
    """Return the deck itself, or the decks in a folder such as `content/`."""
    if path.is_file() or (path / "deck.toml").is_file():
        return [path]
    inner = sorted(entry for entry in path.iterdir() if (entry / "deck.toml").is_file())
    return inner or [path]


def _print_problems(found: list[tuple[Path, list[Problem]]], form: str) -> None:
    from explainer.render.problem import as_json, concise, full

    several = len(found) > 1
    if form == "json":
        import json

        items = as_json(_from_here(p, path, several) for path, some in found for p in some)
        click.echo(json.dumps(items, indent=2, ensure_ascii=False))
        return
    if form == "concise":
        for path, some in found:
            for problem in some:
                click.echo(concise(_from_here(problem, path, several)))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for path, some in found:
        root = path.parent if path.is_file() else path
        texts: dict[str, list[str] | None] = {}
        for problem in some:
            file = problem.span.file
            if problem.span.line is not None and file not in texts:
                texts[file] = _file_lines(root, file)
            console.print(full(_from_here(problem, path, several), texts.get(file)))
            console.print()


def _from_here(problem: Problem, deck: Path, several: bool) -> Problem:
    """Return the problem with its deck named too, if several decks are checked."""
    if not several:
        return problem
    import msgspec

    root = deck.parent if deck.is_file() else deck
    span = msgspec.structs.replace(problem.span, file=f"{root.name}/{problem.span.file}")
    return msgspec.structs.replace(problem, span=span)


def _file_lines(root: Path, file: str) -> list[str] | None:
    """Return the lines of a file with problems; it is split once for all of them."""
    from explainer.deck.text_file import read_text

    text = read_text(root, file, Problems())
    return None if text is None else text.split("\n")


def _print_summary(decks: int, errors: int, warnings: int) -> None:
    def count(number: int, word: str) -> str:
        return f"{number} {word}{'' if number == 1 else 's'}"

    if not errors and not warnings:
        click.echo(f"{count(decks, 'deck')} checked, nothing to report.", err=True)
        return
    click.echo(
        f"{count(decks, 'deck')} checked: {count(errors, 'error')}, {count(warnings, 'warning')}. "
        "'explainer explain CODE' says more about a code.",
        err=True,
    )


@click.command()
@click.argument("code", default="")
def explain(code: str) -> None:
    """Explain a problem's code; without one, list them all."""
    from explainer.codes import code_page, code_summaries
    from explainer.problems import Code, did_you_mean

    if not code:
        for name, summary in code_summaries().items():
            click.echo(f"{name:<22} {summary}")
        return
    known = [member.value for member in Code]
    if code not in known:
        hint = did_you_mean(code, known) or "'explainer explain' lists them all."
        raise ExplainerError(f"There is no code '{code}'. {hint}")
    from rich.console import Console
    from rich.markdown import Markdown

    if sys.stdout.isatty():
        Console().print(Markdown(code_page(code)))
    else:
        click.echo(code_page(code))
