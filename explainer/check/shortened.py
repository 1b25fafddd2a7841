"""Shortens a list of problems: of many problems of one kind in one file, only the first stay.

A generated file can be wrong in a million places. Nobody reads a million problems, and finding and
printing the place of each would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from explainer.problems import Code, Problem

MOST_LISTED = 100
"""Most problems of one code in one file that are listed."""


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in their order; the last of too many gives the number of the others."""
    found: list[Problem] = []
    counts: dict[tuple[Code, str], int] = {}
    left_out: dict[tuple[Code, str], tuple[Problem, int]] = {}
    for problem in problems:
        kind = (problem.code, problem.span.file)
        number = counts[kind] = counts.get(kind, 0) + 1
        if number <= MOST_LISTED:
            found.append(problem)
            continue
        first, _ = left_out.setdefault(kind, (problem, 0))
        left_out[kind] = (first, number - MOST_LISTED)
    found.extend(_more(first, count) for first, count in left_out.values())
    return found


def _more(first: Problem, count: int) -> Problem:
    """Return the problem that stands for all left out, at the place of the first of them."""
    if count == 1:
        return first
    return msgspec.structs.replace(
        first,
        message=f"This and {count - 1:,} more problems '{first.code}' are in this file.",
        help="They are not told one by one; mend those above, and check again.",
        related=None,
        more=count - 1,
    )
