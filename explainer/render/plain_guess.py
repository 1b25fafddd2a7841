"""Asks for guesses at the hidden values of a chart, one line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isfinite

from explainer.render.chart.chart_view import ChartGuess, ChartView
from explainer.render.chart.data import PERCENT, ChartData, Series
from explainer.render.plain_lines import wrapped

Ask = Callable[[str], str | None]
"""Shows a question and returns the line that was answered, or None at the end of input."""

MOST_ASKED = 20
"""Most values of one chart that are asked for."""

_LONGEST_ANSWER = 60
_MINUS = str.maketrans("−–—", "---")
_BETWEEN_THOUSANDS = re.compile("(?<=[0-9])[ \u00a0\u202f\u2009'’](?=[0-9]{3}(?![0-9]))")
_PERCENTS = ("per cent", "percent", "pct")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)


def asked_guesses(data: ChartData, ask: Ask, width: int) -> ChartView:
    """Ask for each hidden value until input ends; return the chart with the guesses."""
    guesses: list[ChartGuess] = []
    for series, label in data.hidden[:MOST_ASKED]:
        one = data.series[series]
        name = data.labels[label] if len(data.series) == 1 else f"{data.labels[label]}, {one.title}"
        unit = f", in {one.unit}" if one.unit else ""
        question = f"Your guess for {name}{unit}? (Enter skips)"
        answer = ask(_on_lines(question, width))
        while answer and answer.strip():
            value = amount(answer, one)
            if value is not None:
                guesses.append(ChartGuess((series, label), value))
                break
            answer = ask(_on_lines(f"That is no number, such as 12.5. {question}", width))
        if answer is None:
            break
    return ChartView(guesses=tuple(guesses), is_revealed=True)


def amount(answer: str, series: Series) -> float | None:
    """Return the number in an answer, with or without its unit, with a point or a comma.

    A comma before three last digits separates thousands; any other is a decimal comma.
    """
    text = answer.strip()[:_LONGEST_ANSWER].translate(_MINUS).removeprefix("~").strip()
    text = _without_unit(text, series.unit)
    value = _plain_number(_BETWEEN_THOUSANDS.sub("", text))
    if not _NUMBER.fullmatch(value):
        return None
    number = float(value)
    return number if isfinite(number) else None


def _without_unit(text: str, unit: str) -> str:
    """Return the text without its unit, which may stand before or after the number."""
    names = [*_PERCENTS, unit] if unit == PERCENT else [unit]
    for name in names:
        folded = text.casefold()
        if name and folded.endswith(name.casefold()):
            return text[: len(text) - len(name)].strip()
        if name and folded.startswith(name.casefold()):
            return text[len(name) :].strip()
    return text


def _plain_number(text: str) -> str:
    """Return the number with a decimal point and nothing between thousands."""
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        whole = text[:decimal].replace(",", "").replace(".", "")
        return f"{whole}.{text[decimal + 1 :]}"
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    if text.count(".") > 1:
        return text.replace(".", "")
    return text.replace(",", ".")


def _on_lines(question: str, width: int) -> str:
    """Return a question, wrapped so that there is room for its answer."""
    return "\n".join(_lines(question, width)) + " "


def _lines(question: str, width: int) -> Iterator[str]:
    yield from wrapped(question, max(1, width - 10))
