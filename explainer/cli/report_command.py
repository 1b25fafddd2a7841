"""Commands for lessons that were held: the report, the list, deleting one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from explainer.cli.terminal import on_screen, require_terminal
from explainer.problems import ExplainerError, Problems

if TYPE_CHECKING:
    from explainer.deck.model import Deck
    from explainer.lesson.event import Entry
    from explainer.lesson.lesson_folder import LessonFolder
    from explainer.ui.start.reader_start import Terminal

_FORMATS = ("markdown", "json", "csv", "long", "wide")


@click.command()
@click.argument("lesson", default="")
@click.option(
    "--format",
    "target",
    type=click.Choice(_FORMATS),
    default="markdown",
    help="Markdown to read, JSON with everything; CSV with a row for each choice of each round "
    "(csv), for each answer (long), or for each participant (wide).",
)
@click.option("--names", "with_names", is_flag=True, help="Name the participants.")
@click.option("--keep-names", "keeps", is_flag=True, help="Keep the names beyond 30 days.")
@click.option(
    "--replay", "replays", is_flag=True, help="Show the lesson again, as the class saw it."
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 1000),
    default=20.0,
    show_default=True,
    help="With --replay: seconds of the lesson in one second.",
)
@click.option("--list", "lists", is_flag=True, help="List the lessons that are kept.")
@click.option("--delete", "deletes", is_flag=True, help="Delete the lesson.")
def report(
    lesson: str,
    target: str,
    with_names: bool,
    keeps: bool,
    replays: bool,
    speed: float,
    lists: bool,
    deletes: bool,
) -> None:
    """Tell what was shown in a lesson, how the class voted, and where they were lost.

    Nobody is named unless you ask for it; names are deleted 30 days after a lesson. LESSON is
    the name that --list shows, or its beginning; without one it is the newest lesson.
    """
    from explainer.lesson.lesson_folder import lesson_folder

    folder = lesson_folder()
    folder.forget_names()
    if lists:
        _list(folder)
        return
    path = _found(folder, lesson)
    if deletes:
        if not lesson:
            raise ExplainerError(
                "Say which lesson to delete: 'explainer report --list' names them."
            )
        folder.delete(path)
        click.echo(f"Deleted the lesson {path.stem}.")
        return
    if keeps:
        _keep_names(path)
    from explainer.lesson import report_text
    from explainer.lesson.report import report_of

    entries = _entries(path)
    if replays:
        _replay(entries, speed)
    told = report_of(entries, _deck(entries), with_names=with_names)
    write = {
        "markdown": report_text.markdown,
        "json": report_text.as_json,
        "csv": report_text.as_csv,
        "long": report_text.as_long_csv,
        "wide": report_text.as_wide_csv,
    }[target]
    click.echo(write(told), nl=False)


def _list(folder: LessonFolder) -> None:
    from explainer.deck.text_file import clean
    from explainer.lesson.lesson_log import LessonUnusable
    from explainer.lesson.lesson_state import folded

    paths = folder.lessons()
    if not paths:
        click.echo("No lesson is kept yet: 'explainer present' holds one.")
    for path in paths:
        try:
            state = folded(_entries(path))
        except LessonUnusable as error:
            click.echo(f"{path.stem}  {error}")
            continue
        began = datetime.fromtimestamp(state.began_at, UTC).astimezone()
        title = clean(state.began.title) if state.began else "nothing was shown"
        ending = "" if state.has_ended else "  (cut off)"
        click.echo(f"{path.stem}  {began:%Y-%m-%d %H:%M}  {title}{ending}")


def _replay(entries: list[Entry], speed: float) -> NoReturn:
    """Replay a lesson, and exit."""
    require_terminal("report --replay")

    def show(terminal: Terminal) -> int:
        from explainer.ui.start.lesson_replay import replay_on_terminal

        return replay_on_terminal(entries, speed, None, terminal)

    sys.exit(on_screen(None, show))


def _keep_names(path: Path) -> None:
    """Keep the names of a lesson's participants."""
    import asyncio

    from explainer.lesson.event import NamesKept
    from explainer.lesson.lesson_file import LessonFile

    async def keep() -> None:
        log = LessonFile(path)
        try:
            await log.append(NamesKept(), "names kept")
        finally:
            await log.close()

    asyncio.run(keep())


def _found(folder: LessonFolder, name: str) -> Path:
    """Return the log of the lesson of a name, or of its beginning; the newest without one.

    Raises:
        ExplainerError: there is none, or several.
    """
    found = [path for path in folder.lessons() if path.stem.startswith(name)]
    if not found:
        words = f"There is no lesson '{name}'." if name else "No lesson is kept yet."
        raise ExplainerError(f"{words} 'explainer report --list' names them.")
    if name and len(found) > 1:
        raise ExplainerError(f"Several lessons begin with '{name}': give more of the name.")
    return found[0]


def _entries(path: Path) -> list[Entry]:
    """Return the whole log of a lesson.

    Raises:
        LessonUnusable: it cannot be read.
    """
    from explainer.lesson.lesson_file import LessonFile
    from explainer.lesson.lesson_folder import read_all

    log = LessonFile(path)
    try:
        return read_all(log)
    finally:
        log.close_now()


def _deck(entries: list[Entry]) -> Deck | None:
    """Return the deck of a lesson as it is now; None if it is gone."""
    from explainer.deck.loader import open_deck
    from explainer.lesson.lesson_state import folded

    began = folded(entries).began
    if began is None:
        return None
    try:
        return open_deck(Path(began.deck), Problems()).deck
    except (ExplainerError, OSError):
        return None
