"""What a measurement is, and how a run of them is written: medians, ratios, budgets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measure:
    """Samples of something beside samples of its yardstick, taken in turn."""

    what: str
    """What was measured."""
    unit: str
    """Unit of the samples."""
    samples: list[float]
    """What was measured, run by run."""
    yardstick: str = ""
    """What it is compared with; nothing where the figure stands for itself."""
    beside: list[float] | None = None
    """Samples of the yardstick."""
    budget: float | None = None
    """The greatest ratio that DESIGN 10 allows, or figure where there is no yardstick."""
    note: str = ""
    """What one has to know to read it."""

    @property
    def value(self) -> float:
        return median(self.samples)

    @property
    def reference(self) -> float | None:
        return median(self.beside) if self.beside else None

    @property
    def ratio(self) -> float | None:
        reference = self.reference
        return self.value / reference if reference else None

    @property
    def calm_ratio(self) -> float | None:
        """The ratio of the lowest tenths: what it comes to where nothing else disturbs."""
        return _lowest_tenth(self.samples) / _lowest_tenth(self.beside) if self.beside else None

    @property
    def is_within(self) -> bool | None:
        """Whether the budget is kept; None where there is none."""
        if self.budget is None:
            return None
        figure = self.ratio if self.beside else self.value
        return figure is not None and figure <= self.budget

    def as_data(self) -> dict[str, object]:
        return {
            "what": self.what,
            "unit": self.unit,
            "median": self.value,
            "samples": self.samples,
            "yardstick": self.yardstick,
            "yardstick_median": self.reference,
            "yardstick_samples": self.beside or [],
            "ratio": self.ratio,
            "calm_ratio": self.calm_ratio,
            "budget": self.budget,
            "within": self.is_within,
            "note": self.note,
        }


def _lowest_tenth(samples: list[float]) -> float:
    return sorted(samples)[len(samples) // 10]


def as_json(measures: list[Measure]) -> str:
    return json.dumps([measure.as_data() for measure in measures], indent=2)


def as_table(measures: list[Measure]) -> str:
    """A table for people; `calm` is the ratio of the lowest tenths, where a machine is busy."""
    rows = [("what", "median", "yardstick", "ratio", "calm", "budget", "n", "")]
    for measure in measures:
        budget = ""
        if measure.budget is not None:
            budget = f"≤ {measure.budget:g}{'×' if measure.beside else ''}"
            budget += "" if measure.is_within else "  OVER"
        rows.append(
            (
                measure.what,
                _figure(measure.value, measure.unit),
                _figure(measure.reference, measure.unit) if measure.beside else "–",
                _times(measure.ratio),
                _times(measure.calm_ratio),
                budget,
                str(len(measure.samples)),
                measure.note,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(7)]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])]
        cells += [row[column].rjust(widths[column]) for column in (1, 2, 3, 4)]
        cells += [row[5].ljust(widths[5]), row[6].rjust(widths[6]), row[7]]
        lines.append("  ".join(cells).rstrip())
        if not number:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}×"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "s":
        return f"{value * 1000:.1f} ms" if value < 2 else f"{value:.2f} s"
    return f"{value:,.2f} {unit}" if value < 100 else f"{value:,.0f} {unit}"
