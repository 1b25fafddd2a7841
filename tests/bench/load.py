"""Load and validate a large deck, beside its files merely parsed by tomli and markdown-it."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.bench.generated_deck import QUESTIONS_A_SECTION, write_deck
from tests.bench.measure import Measure
from tests.bench.place import ONE_LINE, Place, explainer
from tests.bench.start import keep_deck, start_once


def parse_only(deck: Path) -> None:
    """Read every file, TOML by tomli and Markdown by markdown-it with the options of the reader."""
    import tomli
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 100, "tasklists": True, "alerts": True})
    parser.enable(["table", "strikethrough"])
    footnote_plugin(parser, inline=False, move_to_end=False)
    for file in deck.rglob("*.toml"):
        tomli.loads(file.read_text(encoding="utf-8"))
    for file in deck.glob("*.md"):
        _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        tomli.loads(front)
        parser.parse(body)


def load(deck: Path) -> int:
    """Load and validate all of it; gives the number of problems."""
    from explainer.deck.loader import open_deck
    from explainer.problems import Problems

    problems = Problems()
    opened = open_deck(deck, problems)
    opened.sections()
    assert len(opened.deck.questions) == len(opened.deck.outline) * QUESTIONS_A_SECTION
    return len(problems)


def check(deck: Path) -> int:
    """What `explainer check` does; gives the number of problems."""
    from explainer.check.deck_check import check_deck

    return len(check_deck(deck))


def _run(decks: list[Path], rounds: int) -> dict[str, list[float]]:
    """Measure in turn; runs in a process of its own."""
    times: dict[str, list[float]] = {}
    for deck in decks:
        for function in (parse_only, load):  # imports, and the files into the page cache
            function(deck) if deck is decks[0] else None
        for _ in range(rounds):
            for function in (parse_only, load, check):
                gc.collect()
                began = perf_counter()
                problems = function(deck)
                seconds = perf_counter() - began
                times.setdefault(f"{function.__name__} {deck.name}", []).append(seconds)
                if problems:
                    times[f"problems {deck.name}"] = [float(problems)]
    return times


def measure_load(place: Place, sizes: tuple[int, int], rounds: int) -> list[Measure]:
    """Time of loading, its growth from a small deck to a large one, and starts with the large."""
    decks = [write_deck(place.folder / f"deck-{size}", size) for size in sizes]
    environment = place.environment(place.home("load"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load", str(rounds), *map(str, decks)],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
    )
    times: dict[str, list[float]] = json.loads(done.stdout)
    small, large = (deck.name for deck in decks)
    count = f"{sizes[1]:,} sections, {sizes[1] * QUESTIONS_A_SECTION:,} questions"
    problems = times.get(f"problems {large}")
    note = f"{int(problems[0])} problems" if problems else "no problems"
    parse = "tomli and markdown-it"
    growth = [
        (high / sizes[1]) / (low / sizes[0])
        for high, low in zip(times[f"load {large}"], times[f"load {small}"], strict=True)
    ]
    measures = [
        Measure(
            f"load {count}",
            "s",
            times[f"load {large}"],
            parse,
            times[f"parse_only {large}"],
            3.0,
            note,
        ),
        Measure(
            f"load {sizes[0]:,} sections",
            "s",
            times[f"load {small}"],
            parse,
            times[f"parse_only {small}"],
            3.0,
        ),
        Measure(f"time a section, {sizes[1]:,} : {sizes[0]:,}", "×", growth, note="linear: 1"),
        Measure(
            f"check {count}", "s", times[f"check {large}"], parse, times[f"parse_only {large}"]
        ),
    ]
    return measures + _starts(place, decks[1], rounds)


def _starts(place: Place, deck: Path, rounds: int) -> list[Measure]:
    """The large deck from its kept form: title screen, and a section in its middle."""
    home = place.home("large")
    middle = len(list(deck.glob("*.md"))) // 2
    title, section = explainer(str(deck)), explainer(f"{deck}#section-{middle}")
    cold = keep_deck(place, home, title, "Enter")
    one_line: list[float] = []
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(3, rounds)):
        one_line.append(start_once(place, home, ONE_LINE, "ready"))
        times[0].append(start_once(place, home, title, "Enter"))
        times[1].append(start_once(place, home, section, f"{middle + 1}/"))
    kept = sum(file.stat().st_size for file in home.cache.rglob("*.deck"))
    note = f"kept form {kept / 1_000_000:.1f} MB"
    beside = "a one-line Textual app"
    return [
        Measure("start with that deck: title, cold", "s", [cold], beside, one_line),
        Measure("start with that deck: title, warm", "s", times[0], beside, one_line, note=note),
        Measure("start with that deck: section, warm", "s", times[1], beside, one_line),
    ]


if __name__ == "__main__":
    print(json.dumps(_run([Path(name) for name in sys.argv[2:]], int(sys.argv[1]))))  # noqa: T201 - its output
