"""Draws the facets of a figure: each with all its values, the chosen one raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.facet.facets import Choice, Facet, Facets
from explainer.render.line import NO_TARGET, Line, TextRun, line_width, pad, wrap

NO_FACET = -1
"""Index that stands for no facet."""

_GAP = 2
_LABEL_SHARE = 3
"""Share of a line that the titles of facets may take; longer ones stand on lines of their own."""

_LEAST_MARKED = 8
"""Cells from which the chosen value stands between marks."""

ValueTarget = Callable[[int, str], int]
"""Returns the target of a value, by the index of its facet and its text."""


class FacetState(NamedTuple):
    """The facets of a figure as a reader has them."""

    facets: Facets
    """The facets."""
    choice: Choice
    """The chosen values."""
    words: str
    """One line about the rows that remain."""
    focus: int = NO_FACET
    """Index of the facet whose value the arrows choose."""


def no_value_target(facet: int, value: str) -> int:
    """Return no target: nothing can be clicked."""
    return NO_TARGET


def facet_lines(
    state: FacetState, width: int, value_target: ValueTarget = no_value_target
) -> list[Line]:
    """Return a line for each facet, more where its values need them, and the words below."""
    facets = state.facets.facets
    widest = max(cell_len(facet.title) for facet in facets)
    label = widest if widest <= width // _LABEL_SHARE else 0
    lines: list[Line] = []
    for number, facet in enumerate(facets):
        lines.extend(_facet(state, number, facet, label, width, value_target))
    return [*lines, *wrap([TextRun(state.words, "muted")], width)]


def compact_facet_lines(
    state: FacetState, width: int, value_target: ValueTarget = no_value_target
) -> list[Line]:
    """Return the facet in focus with all its values, of the others only the chosen ones.

    For panes in which all values would leave too little room for the figure.
    """
    lines: list[Line] = []
    chosen: list[Line] = []
    for number, facet in enumerate(state.facets.facets):
        if number == state.focus:
            lines.extend(_facet(state, number, facet, 0, width, value_target))
            continue
        value = state.choice[number]
        target = value_target(number, value)
        title = TextRun(f" {facet.title} ", "muted", "", target)
        rows = _value(state, number, value, max(1, width - cell_len(title.text)), value_target)
        together = len(rows) == 1 and line_width(rows[0]) + cell_len(title.text) <= width
        chosen.extend([[title, *rows[0]]] if together else [*wrap([title], width), *rows])
    return [*lines, *_flowed(chosen, width), *wrap([TextRun(state.words, "muted")], width)]


def _facet(
    state: FacetState,
    number: int,
    facet: Facet,
    label: int,
    width: int,
    value_target: ValueTarget,
) -> list[Line]:
    """Return the title of a facet and its values, beside or below it."""
    here = number == state.focus
    mark = TextRun("▌" if here else " ", "here")
    title = TextRun(facet.title, "here" if here else "muted")
    indent = 1 + label + _GAP if label else _GAP
    values = [
        _value(state, number, value, max(1, width - indent), value_target) for value in facet.values
    ]
    rows = _flowed([line for value in values for line in value], max(1, width - indent))
    if not label:
        above = [[mark, *line] for line in wrap([title], max(1, width - 1))]
        return [*above, *([TextRun(" " * indent), *row] for row in rows)]
    first: Line = [mark, *pad([title], label), TextRun(" " * _GAP)]
    rest: Line = [TextRun(" " * indent)]
    return [[*(rest if n else first), *row] for n, row in enumerate(rows)]


def _value(
    state: FacetState, number: int, value: str, room: int, value_target: ValueTarget
) -> list[Line]:
    """Return a value, which is raised and between marks if it is chosen; long ones are wrapped."""
    is_chosen = state.choice[number] == value
    role = "muted" if state.facets.is_free(state.choice, number, value) else "faint"
    role = "raised here" if is_chosen else role
    left, right = ("‹ ", " ›") if is_chosen else ("  ", "  ")
    if room < _LEAST_MARKED:
        left = right = ""
    target = value_target(number, value)
    inner = wrap([TextRun(value, role, "", target)], max(1, room - cell_len(left + right))) or [[]]
    ends = (TextRun(left, role, "", target), TextRun(right, role, "", target))
    if len(inner) == 1:
        return [[ends[0], *inner[0], ends[1]]]
    widest = max(map(line_width, inner))
    blank = TextRun(" " * cell_len(left), role, "", target)
    return [
        [
            ends[0] if n == 0 else blank,
            *line,
            TextRun(" " * (widest - line_width(line)), role, "", target),
            ends[1] if n == len(inner) - 1 else blank,
        ]
        for n, line in enumerate(inner)
    ]


def _flowed(items: list[Line], room: int) -> list[Line]:
    """Return items one after another, on as many lines as they need."""
    rows: list[Line] = []
    for item in items:
        if rows and line_width(rows[-1]) + line_width(item) <= room:
            rows[-1].extend(item)
        else:
            rows.append(list(item))
    return rows
