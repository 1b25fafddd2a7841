"""Finds the items of a list in sight; the view moves only as far as the cursor needs."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line


def from_top(
    count: int, cursor: int, room: int, top: int, lines_of: Callable[[int], list[Line]]
) -> tuple[list[Line], int, int]:
    """Return the lines in sight, the first item, and the first item after it not fully shown.

    Args:
        count: Number of items.
        cursor: The item that must be in sight.
        room: Number of lines in sight.
        top: First item of the previous view; the view moves no further than it must.
        lines_of: Returns the lines of an item.
    """
    if not count:
        return [], 0, 0
    cursor = max(0, min(cursor, count - 1))
    if cursor <= top:
        top = cursor
    else:
        used, least = 0, cursor
        while least >= 0 and cursor - least <= room:
            used += len(lines_of(least))
            if used > room and least < cursor:
                least += 1
                break
            least -= 1
        top = max(top, least, 0)
    lines: list[Line] = []
    place = top
    while place < count:
        some = lines_of(place)
        used = len(some) if some and some[-1] else len(some) - 1
        if lines and len(lines) + used > room:
            lines.extend(some)
            break
        lines.extend(some)
        place += 1
        if len(lines) >= room:
            break
    return lines[:room], top, place


def scrolled_words(top: int, end: int, count: int, what: str) -> str:
    """Return the range of items in sight, in words; nothing if all of them are."""
    if top == 0 and end >= count:
        return ""
    above = "↑ " if top else ""
    below = " ↓" if end < count else ""
    return f"{above}{what} {top + 1:,}–{max(top + 1, end):,} of {count:,}{below}".replace(
        ",", "\u202f"
    )
