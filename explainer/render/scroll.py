"""Which of many items are in sight, where the picture moves only as far as a cursor asks."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line


def from_top(
    count: int, cursor: int, room: int, top: int, lines_of: Callable[[int], list[Line]]
) -> tuple[list[Line], int, int]:
    """The lines in sight, the item that they begin with, and the first one that is not whole.

    Args:
        count: How many items there are.
        cursor: The item that must be in sight.
        room: How many lines there is room for.
        top: The item that the picture before began with; it moves no further than it must.
        lines_of: Makes the lines of an item.
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
    """Which of many items are in sight, in words; nothing where all of them are."""
    if top == 0 and end >= count:
        return ""
    above = "↑ " if top else ""
    below = " ↓" if end < count else ""
    return f"{above}{what} {top + 1:,}–{max(top + 1, end):,} of {count:,}{below}".replace(
        ",", "\u202f"
    )
