"""The lines of the presenter's console: bar, what the class sees, next step, notes."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck
from explainer.lesson.clock import Clock, delay, duration_words
from explainer.lesson.shown import Size
from explainer.lesson.stage import (
    Screenful,
    Stop,
    covered_from,
    nearest_stop,
    stops,
)
from explainer.lesson.walk import Walk
from explainer.render.line import Line, TextRun, crop, line_width, wrap
from explainer.render.page import Page
from explainer.render.paging import PageCut

_ON_TIME_WITHIN = 30
"""Seconds early or late that still count as on time."""


def bar_line(title: str, clock: Clock, now: float, time: str, pace: float, width: int) -> Line:
    """Return the bar on top of the console, which no class's screen has: lesson, clock and pace.

    Args:
        title: The deck or route.
        clock: The lesson's clock.
        now: The current time in the clock's seconds.
        time: The time of day in words.
        pace: Seconds behind the plan; negative when ahead.
        width: Cells of the line.
    """
    elapsed, left = clock.elapsed(now), clock.left(now)
    facts = [duration_words(elapsed) if clock.is_running else "not started"]
    if left is not None:
        facts.append(f"{duration_words(abs(left))} {'left' if left >= 0 else 'over'}")
    if clock.is_running and (words := pace_words(pace)):
        facts.append(words)
    facts.append(time)
    right = " · ".join(facts)
    while facts and line_width([TextRun(right)]) > width - 14:
        facts.pop()
        right = " · ".join(facts)
    head = " PRESENTER "
    room = max(0, width - len(head) - line_width([TextRun(right)]) - 3)
    middle = crop(title, room)
    line: Line = [TextRun(head, "presenter strong"), TextRun(f" {middle}", "presenter")]
    gap = max(1, width - line_width(line) - line_width([TextRun(right)]) - 1)
    line.append(TextRun(" " * gap, "presenter"))
    return [*line, TextRun(right, "presenter strong"), TextRun(" ", "presenter")]


def head_lines(
    blank: bool, key: str, sizes: Sequence[Size], size: Size, width: int, people: str = ""
) -> list[Line]:
    """Return the line above the class's picture: which screens follow, and if they are blank.

    Args:
        blank: True if the class sees nothing.
        key: The key that ends that, as people write it.
        sizes: The class's screens.
        size: The size that fits on all of them.
        width: Cells of the line.
        people: Who is here, in words; empty for a lesson that nobody can join.
    """
    if blank:
        words, role = f"The class sees nothing: {key} shows it again", "warning"
    elif people:
        words, role = f"The class sees this · {people}", "muted"
    elif sizes:
        screens = f"{len(sizes)} screen{'' if len(sizes) == 1 else 's'}"
        words, role = f"The class sees this · {screens}, {size.width}×{size.height}", "muted"
    else:
        words = "Nobody follows yet: 'explainer audience' in another terminal"
        role = "muted"
    return [[], *([TextRun("    "), *line] for line in wrap([TextRun(words, role)], width - 5)), []]


def place_words(walk: Walk, deck: Deck) -> str:
    """Return the place of the class: section, screen and step."""
    if walk.is_at_title:
        return "Title"
    place = f"{walk.where.section + 1}/{walk.count} · {deck.outline[walk.index].title}"
    if walk.screenful_count > 1:
        place += f" · screen {walk.where.screenful + 1} of {walk.screenful_count}"
    if walk.stop_count > 1:
        place += f" · step {walk.where.stop + 1} of {walk.stop_count}"
    return place


def pace_words(pace: float) -> str:
    """Return in words if the lesson is early or late; empty if that is little."""
    if abs(pace) < _ON_TIME_WITHIN:
        return ""
    return f"{duration_words(abs(pace))} {'behind' if pace > 0 else 'ahead'}"


def talk_delay(clock: Clock, now: float, minutes: list[int], section: int) -> float:
    """Return the seconds behind the plan of the route."""
    return delay(clock.elapsed(now), minutes, section, clock.minutes)


def preview_lines(
    page: Page,
    screenful: Screenful,
    stop: Stop,
    height: int,
    class_end: int,
    spotlight: int,
    chosen: int,
) -> list[Line]:
    """Return the screenful as the presenter sees it: what the class sees, then, faded, the rest.

    Args:
        page: The section at the console's own width.
        screenful: Its screenful.
        stop: Which lines of it are in sight and uncovered.
        height: Number of lines that fit.
        class_end: The line after the last that the class has in sight; 0 if not known.
        spotlight: The block that stays bright; -1 for none.
        chosen: The target that Enter opens; -1 for none.
    """
    limit = covered_from(screenful, stop.step)
    bright = page.block_range(spotlight) if spotlight >= 0 else (0, len(page.lines))
    lines: list[Line] = []
    for number in range(stop.top, screenful.end):
        line = page.lines[number]
        mark = TextRun("▶ ", "here") if number == limit else TextRun("  ")
        if class_end and number == class_end:
            lines.append([TextRun("┄┄ on the next page of the class ", "faint")])
        if number >= limit or not bright[0] <= number < bright[1]:
            line = [run._replace(role="faint", href="") for run in line]
        else:
            line = [_chosen(run, chosen) for run in line]
        lines.append([mark, *line])
        if len(lines) >= height:
            break
    return lines


def _chosen(run: TextRun, chosen: int) -> TextRun:
    if chosen < 0 or run.target != chosen:
        return run
    return run._replace(role=f"{run.role} focus".strip())


def own_stop(walk: Walk, page: Page, screenful: Screenful, room: int) -> Stop:
    """Return the stop on a page of another width that shows what the class sees."""
    stop, classes = walk.stop, walk.page
    block = classes.block_at(stop.top)
    inner = stop.top - classes.starts[block] if classes.starts else 0
    top = page.starts[block] + inner if page.starts else 0
    if stop.top == walk.screenful.start:
        top = screenful.start
    found = stops(page, screenful, room)
    near = found[nearest_stop(found, stop.step, top)]
    top = max(screenful.start, min(top, max(near.top, top), screenful.end - 1))
    return Stop(stop.step, PageCut(top, screenful.end))


def side_lines(next_step: str, notes: list[str], width: int) -> list[Line]:
    """Return the lines for the next step, and the notes."""
    lines = wrap([TextRun("Next", "muted strong")], width)
    lines.extend(wrap([TextRun(next_step)], width)[:4])
    lines.append([])
    lines.extend(wrap([TextRun("Notes", "muted strong")], width))
    if not notes:
        lines.extend(wrap([TextRun("None for this screen.", "faint")], width))
    for number, note in enumerate(notes):
        lines.extend([[]] if number else [])
        lines.extend(wrap([TextRun(note)], width))
    return lines
