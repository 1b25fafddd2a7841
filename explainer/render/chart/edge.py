"""Places labels at the edge of a chart, moved apart if they would overlap."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from explainer.render.line import Line, TextRun, wrap


def spread(wanted: Sequence[int], height: int) -> list[int]:
    """Return a different row for each label, in order, as near as possible to the rows wanted.

    Labels that want the same row keep the order in which they are given.

    The sum of squared distances is the least, found by pooling neighbours that would collide
    (isotonic regression: Barlow et al., "Statistical Inference under Order Restrictions", 1972).
    There must be as many rows as labels.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    pools: list[tuple[float, int]] = []
    for rank, n in enumerate(order):
        total, count = float(wanted[n] - rank), 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, members = pools.pop()
            total, count = total + before, count + members
        pools.append((total, count))
    rows = [0] * len(wanted)
    rank = 0
    for total, count in pools:
        start = min(max(0, round(total / count)), height - len(wanted))
        for _ in range(count):
            rows[order[rank]] = start + rank
            rank += 1
    return rows


def words_at(
    words: Sequence[tuple[int, TextRun]], width: int, *, gap: int = 1
) -> list[tuple[int, TextRun]] | None:
    """Return the starts of words centred on cells, or None if two words would collide."""
    placed: list[tuple[int, TextRun]] = []
    end = -gap
    for centre, run in words:
        size = cell_len(run.text)
        start = max(0, min(centre - size // 2, width - size))
        if start < end + gap or start + size > width:
            return None
        placed.append((start, run))
        end = start + size
    return placed


def placed_line(placed: Sequence[tuple[int, TextRun]]) -> Line:
    """Return a line with words where they were placed, from left to right."""
    line: Line = []
    used = 0
    for start, run in placed:
        if start > used:
            line.append(TextRun(" " * (start - used)))
        line.append(run)
        used = start + cell_len(run.text)
    return line


def axis_labels(places: Sequence[int], labels: Sequence[str], width: int) -> list[Line]:
    """Return labels below an axis: as many as fit, always the first and the last.

    These are all labels, else every second, third and so on. If not even two fit side by side, the
    ends are given in words.
    """
    count = len(labels)
    if not count:
        return []
    words = [(place, TextRun(label, "muted")) for place, label in zip(places, labels, strict=True)]
    # Only the first and the last are needed: more candidates than cells cannot fit.
    for step in range(max(1, 2 * count // max(1, width)), count):
        chosen = _with_last(words[::step], words[-1], (count - 1) % step != 0, width)
        if chosen:
            return [placed_line(chosen)]
    if count == 1:
        placed = words_at(words, width)
        return [placed_line(placed)] if placed else wrap([words[0][1]], width)
    placed = words_at([words[0], words[-1]], width, gap=2)
    if placed:
        return [placed_line(placed)]
    return wrap([TextRun(f"from {labels[0]} to {labels[-1]}", "muted")], width)


def _with_last(
    words: list[tuple[int, TextRun]], last: tuple[int, TextRun], is_extra: bool, width: int
) -> list[tuple[int, TextRun]] | None:
    """Place words and the last one; leave out the one before it if it is in the way."""
    if not is_extra:
        return words_at(words, width, gap=2)
    placed = words_at([*words, last], width, gap=2)
    return placed or (words_at([*words[:-1], last], width, gap=2) if len(words) > 1 else None)
