"""A keystroke of the search on a large deck: from the key to the lines of the results."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.bench.generated_deck import QUESTIONS_A_SECTION, write_deck
from tests.bench.measure import Measure
from tests.bench.place import Place

BUDGET = 0.05
"""Seconds that a keystroke may take (DESIGN 10)."""

TYPED = ("the report says", '"market share" region', "licence exprot", "section 17")
"""What is typed, letter by letter; a word of it stands nowhere."""

_WIDTH = 86
_IN_SIGHT = 12


def _run(deck: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of making the index, and of each keystroke; runs in a process of its own."""
    from explainer.deck.loader import open_deck
    from explainer.deck.search import Index, query_words
    from explainer.problems import Problems
    from explainer.render.findable import findable
    from explainer.render.found import found_lines
    from explainer.render.usage import usage

    opened = open_deck(deck, Problems())
    sections = opened.sections()
    began = perf_counter()
    usage(opened.deck, sections)
    index = Index(findable(opened.deck, sections))
    times: dict[str, list[float]] = {"index": [perf_counter() - began], "keystroke": []}
    for _ in range(rounds):
        for typed in TYPED:
            for end in range(1, len(typed) + 1):
                began = perf_counter()
                words = query_words(typed[:end])
                found = index.find(words).entries
                for number in found[:_IN_SIGHT]:
                    found_lines(index.entries[number], opened.deck, words, _WIDTH)
                if not found:
                    index.suggest(words)
                times["keystroke"].append(perf_counter() - began)
    return times


def measure_search(place: Place, sections: int, rounds: int) -> list[Measure]:
    """Keystrokes on a deck of so many sections; the budget is that of the slowest tenth too."""
    deck = write_deck(place.folder / f"deck-{sections}", sections)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.search", str(rounds), str(deck)],
        env=place.environment(place.home("search")),
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
    )
    times: dict[str, list[float]] = json.loads(done.stdout)
    keys = sorted(times["keystroke"])
    count = f"{sections:,} sections, {sections * QUESTIONS_A_SECTION:,} questions"
    return [
        Measure(
            f"search keystroke, {count}",
            "s",
            keys,
            budget=BUDGET,
            note=f"slowest {keys[-1] * 1000:.1f} ms",
        ),
        Measure(
            "search keystroke: the slowest tenth", "s", keys[-len(keys) // 10 :], budget=BUDGET
        ),
        Measure("making the index, in the background", "s", times["index"]),
    ]


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[2]), int(sys.argv[1]))))  # noqa: T201 - its output
