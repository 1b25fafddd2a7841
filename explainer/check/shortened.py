"""Shortens what is found: of very many problems of one kind in one file, the first are told.

A generated file can be wrong in a million places. Nobody reads a million problems, and to find the
place of each and print it would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from explainer.problems import Code, Problem

MOST_TOLD = 100
"""Problems of one code in one file that are told one by one."""


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order; the last of very many says how many more there are."""
    found: list[Problem] = []
    told: dict[tuple[Code, str], int] = {}
    left_out: dict[tuple[Code, str], tuple[Problem, int]] = {}
    for problem in problems:
        kind = (problem.code, problem.span.file)
        number = told[kind] = told.get(kind, 0) + 1
        if number <= MOST_TOLD:
            found.append(problem)
            continue
        first, _ = left_out.setdefault(kind, (problem, 0))
        left_out[kind] = (first, number - MOST_TOLD)
    found.extend(_more(first, count) for first, count in left_out.values())
    return found


def _more(first: Problem, count: int) -> Problem:
    """The problem that stands for all that are left out, at the place of their first."""
    if count == 1:
        return first
    return msgspec.structs.replace(
        first,
        message=f"This and {count - 1:,} more problems '{first.code}' are in this file.",
        help="They are not told one by one; mend those above, and check again.",
        related=None,
        more=count - 1,
    )
