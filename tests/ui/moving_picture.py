"""A moving picture of the reader: screens of the real program one after the other, as one SVG."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from explainer.render.page import TargetKind
from explainer.ui.app import ReaderApp
from explainer.ui.figures.chart_figure import ChartFigure
from explainer.ui.figures.figure_screen import FigureScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import ask
from tests.ui.reading import make_app, picture, running

SIZE = (100, 28)
"""Columns and rows of every screen."""


@dataclass(frozen=True)
class Scene:
    """Keys, and the screens that follow."""

    press: str
    """Keys before the screen is taken; `@figure` stands for the Tabs that reach the figure, `@quiz`
    for two questions in a certain order."""
    seconds: float
    """Time for which it stands."""
    frames: tuple[int, ...] = ()
    """Frames of a record that is drawn in, each of which is taken before."""


SCENES = (
    Scene("", 2.2),
    Scene("4", 2.0),
    Scene("enter", 2.2),
    Scene("6 G right right", 2.0),
    Scene("@figure enter", 0.9),
    Scene("J", 0.5),
    Scene("J J", 0.5),
    Scene("right J J J", 0.5),
    Scene("right J J", 0.5),
    Scene("right J J", 0.5),
    Scene("right J", 1.4),
    Scene("r", 4.0, (2, 4, 6, 8, 10, 12, 14)),
    Scene("escape @quiz", 1.4),
    Scene("1", 1.0),
    Scene("enter", 4.0),
)
"""The lesson: a bet on the title, a page, a guess beside its record, a question."""

_QUESTIONS = ("innovation-claim", "season-first", "who-is-wrong", "which-sixteen")
_FRAME_SECONDS = 0.07
_STYLES = re.compile(r"(\.terminal-r\d+ \{[^}]*\})")
_MATRIX = re.compile(
    r'<g transform="translate\(9, 41\)" clip-path="[^"]*">(.*)</g>\s*</svg>', re.DOTALL
)
_CLIP = re.compile(r' clip-path="url\(#terminal-line-\d+\)"')
_CLIPS = re.compile(r'<clipPath id="terminal-line-\d+">.*?</clipPath>\s*', re.DOTALL)


async def taken(record: Path) -> AsyncIterator[tuple[str, float]]:
    """Yield each picture of the lesson, and the seconds for which it stands."""
    app = make_app(record=record)
    async with running(app, SIZE) as pilot:
        for scene in SCENES:
            await _press(app, pilot, scene.press)
            for frame in scene.frames:
                _draw_to(app, frame)
                yield picture(app), _FRAME_SECONDS
            if scene.frames:
                await _press(app, pilot, "left right")
            yield picture(app), scene.seconds


async def _press(app: ReaderApp, pilot: Pilot[str], keys: str) -> None:
    for key in keys.split():
        if key == "@figure":
            await _focus_figure(app, pilot)
        elif key == "@quiz":
            await ask(app, pilot, *_QUESTIONS, seed=3)
        else:
            await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()


async def _focus_figure(app: ReaderApp, pilot: Pilot[str]) -> None:
    """Go to the figure on the page, mark by mark."""
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    for _ in screen.pane.page.targets:
        await pilot.press("tab")
        target = screen.focused_target
        if target is not None and target.kind is TargetKind.BLOCK:
            return
    raise AssertionError("no figure on this page")


def _draw_to(app: ReaderApp, frame: int) -> None:
    """Draw the record of the opened chart as far as a frame."""
    screen = app.screen
    assert isinstance(screen, FigureScreen)
    assert isinstance(screen.figure, ChartFigure)
    screen.figure.draw_to(frame)
    screen.pane.repaint()


def joined(pictures: list[tuple[str, float]]) -> str:
    """Return pictures of one size as one that shows them one after the other, again and again.

    A person who prefers less motion sees the last one.
    """
    whole = sum(seconds for _, seconds in pictures)
    styles: list[str] = []
    groups: list[str] = []
    start = 0.0
    for number, (svg, seconds) in enumerate(pictures):
        name = f"f{number}"
        styles.extend(style.replace(".terminal-r", f".{name}-r") for style in _STYLES.findall(svg))
        begin, end = 100 * start / whole, 100 * (start + seconds) / whole
        styles.append(_keyframes(name, begin, end))
        match = _MATRIX.search(svg)
        assert match is not None
        content = _CLIP.sub("", match[1]).replace("terminal-r", f"{name}-r")
        groups.append(f'<g class="frame" id="{name}">{content}</g>')
        start += seconds
    timing = f".frame {{ visibility: hidden; animation: {whole:.2f}s step-end infinite }}"
    last = f"f{len(pictures) - 1}"
    still = (
        "@media (prefers-reduced-motion: reduce) { .frame { animation: none !important } "
        f"#{last} {{ visibility: visible }} }}"
    )
    frame = _CLIPS.sub("", pictures[0][0])
    rules = "\n".join([timing, *styles, still])
    frame = _STYLES.sub("", frame).replace("</style>", f"{rules}\n</style>", 1)
    return _MATRIX.sub(lambda match: match[0].replace(match[1], "\n".join(groups)), frame, count=1)


def _keyframes(name: str, begin: float, end: float) -> str:
    """Return the rules by which a frame is seen between two points of the whole, in per cent."""
    before = "0% { visibility: hidden } " if begin > 0 else ""
    after = f" {end:.3f}% {{ visibility: hidden }}" if end < 100 else ""
    return (
        f"@keyframes show-{name} {{ {before}{begin:.3f}% {{ visibility: visible }}{after} }}\n"
        f"#{name} {{ animation-name: show-{name} }}"
    )
