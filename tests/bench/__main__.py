"""`python -m tests.bench [--quick] [--json] [PART …]`: measures only.

Parts are start, turn, load, search, work, answer, serve, follow, and `soak` where it is named.
Every figure is taken beside its yardstick, in turn, in the same run; README's table has the ratios.
Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.answer import measure_answers
from tests.bench.follow import COUNTS, LONG, QUICK_COUNTS, QUICK_LONG, measure_following
from tests.bench.load import measure_load
from tests.bench.measure import Measure, as_json, as_table
from tests.bench.place import Place
from tests.bench.search import measure_search
from tests.bench.serve import FULL, QUICK, measure_serve
from tests.bench.serve_hostile import measure_hostile
from tests.bench.serve_soak import measure_soak
from tests.bench.start import measure_starts
from tests.bench.turn import measure_turns
from tests.bench.work import measure_work

_PARTS = ["start", "turn", "load", "search", "work", "answer", "serve", "follow"]
"""Parts that are measured where none is named."""


def main() -> None:
    """Run the measurements that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds and a small deck")
    parser.add_argument("--json", action="store_true", help="all samples, as JSON")
    parser.add_argument("only", nargs="*", metavar="PART", help="default: all")
    parser.add_argument("--count", type=int, default=10_000, help="sessions of the soak")
    arguments = parser.parse_args()
    only = arguments.only or _PARTS
    quick = arguments.quick
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="explainer-bench-") as folder:
        place = Place(Path(folder))
        if "start" in only:
            _progress("start")
            measures += measure_starts(place, 3 if quick else 15)
        if "turn" in only:
            _progress("turn")
            measures += measure_turns(place, 1 if quick else 3)
        if "load" in only:
            _progress("load")
            measures += measure_load(place, (50, 200) if quick else (500, 2000), 1 if quick else 3)
        if "search" in only:
            _progress("search")
            measures += measure_search(place, 200 if quick else 2000, 1 if quick else 5)
        if "work" in only:
            _progress("work")
            measures += measure_work(place, 1000 if quick else 10_000, 1 if quick else 3)
        if "answer" in only:
            _progress("answer")
            measures += measure_answers(place, 2000 if quick else 20_000, 1 if quick else 3)
        if "serve" in only:
            _progress("serve")
            measures += measure_serve(place, QUICK if quick else FULL)
        if "follow" in only:
            _progress("follow")
            measures += measure_following(
                QUICK_COUNTS if quick else COUNTS, QUICK_LONG if quick else LONG
            )
        if "soak" in only:
            _progress("soak")
            measures += measure_hostile(place, max(30, arguments.count // 100))
            measures += measure_soak(place, arguments.count)
    print(as_json(measures) if arguments.json else as_table(measures))  # noqa: T201 - its output


def _progress(what: str) -> None:
    print(f"measuring {what} …", file=sys.stderr)  # noqa: T201 - its output


if __name__ == "__main__":
    main()
