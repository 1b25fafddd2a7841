"""Keys in an opened table of 10,000 rows, and opening a section of charts and tables."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.bench.measure import Measure
from tests.bench.place import ONE_LINE, Place, explainer
from tests.bench.turn import press
from tests.e2e.terminal import Terminal

BUDGET = 0.05
"""Seconds that sorting, filtering or pinning may take, key to painted pane."""

DRAWN_BUDGET = 10.0
"""Times a one-line update that opening a section with three charts and two tables may take."""

SORTING = ("s", "s", "s", "Right", "s", "s")
FILTERING = ("f", "a", "l", "p", "h", "Backspace", "Backspace", "Backspace", "Backspace", "Enter")
PINNING = ("p", "d", "d", "d", "Down", "p")
_WORDS = ("alpha", "beta", "gamma", "delta")

_SECTION = """# Drawn

```{chart} few
id = "one"
kind = "line"
y = ["north", "south"]
```

```{chart} few
id = "two"
kind = "grouped"
y = ["north", "south"]
```

```{chart} few
id = "three"
kind = "dot"
y = ["north", "south"]
```

```{table} few
```

```{table} few
id = "again"
sort = "-south"
```
"""


def write_deck(folder: Path, rows: int) -> Path:
    """A deck with a long table, and a section that draws a short one five times."""
    chance = Random(3)
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "deck.toml").write_text('format = 1\nid = "work"\ntitle = "Work"\n')
    (folder / "01-long.md").write_text("# Long\n\n```{table} long\n```\n")
    (folder / "02-plain.md").write_text("# Plain\n\nOne line.\n")
    (folder / "03-drawn.md").write_text(_SECTION)
    columns = "name,amount,price,day,words\n"
    lines = (
        f"Row {n},{chance.randint(0, 10**6)},{chance.random() * 100:.2f},"
        f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)},"
        f"{chance.choice(_WORDS)} {chance.randint(0, 99)}\n"
        for n in range(rows)
    )
    (data / "long.csv").write_text(columns + "".join(lines))
    few = 'title = "Few"\n[[column]]\nid = "year"\ntitle = "Year"\n'
    for column in ("north", "south"):
        few += f'[[column]]\nid = "{column}"\ntitle = "{column.title()}"\nkind = "number"\n'
    for year in range(2015, 2025):
        few += f'[[row]]\nyear = "{year}"\nnorth = {chance.randint(1, 99)}\n'
        few += f"south = {chance.randint(1, 99)}\n"
    (data / "few.toml").write_text(few)
    return folder


def measure_work(place: Place, rows: int, rounds: int) -> list[Measure]:
    """Work the long table, and open the drawn section, beside an app of one line."""
    deck = write_deck(place.folder / f"work-{rows}", rows)
    kinds: dict[str, list[float]] = {"sort": [], "filter": [], "pin and differences": []}
    drawn: list[float] = []
    one_line: list[float] = []
    home = place.fresh_home("work")
    environment = place.environment(home)
    for _ in range(rounds):
        with (
            Terminal(ONE_LINE, environment) as yardstick,
            Terminal(explainer(f"{deck}#long"), environment) as reader,
        ):
            yardstick.wait_for("ready 0")
            reader.wait_for("1/3")
            for terminal in (yardstick, reader):
                terminal.wait_quiet(0.3)
            for key in ("n", "n", "p", "n", "p", "n"):
                one_line.append(press(yardstick, "x").seconds)
                turn = press(reader, key)
                if "3/3" in reader.last_line:
                    drawn.append(turn.seconds)
            for key in ("p", "p", "Tab", "Enter"):
                press(reader, key)
            reader.wait_quiet(0.5)
            for name, keys in zip(kinds, (SORTING, FILTERING, PINNING), strict=True):
                for key in keys:
                    turn = press(reader, key)
                    if turn.cells:
                        kinds[name].append(turn.seconds)
            for terminal in (yardstick, reader):
                terminal.kill()
    measures = [
        Measure(
            f"table of {rows:,} rows: {name}",
            "s",
            seconds,
            budget=BUDGET,
            note=f"slowest {max(seconds) * 1000:.0f} ms",
        )
        for name, seconds in kinds.items()
    ]
    yard = "one-line widget updated by a key"
    what = "open a section of 3 charts, 2 tables"
    return [*measures, Measure(what, "s", drawn, yard, one_line, DRAWN_BUDGET)]
