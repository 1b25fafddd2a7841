"""Helpers: painted widgets side by side, changes of them, and how they should look then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.driver import Driver
from textual.geometry import Region

from explainer.render.line import Line, TextRun
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import CONTRAST, DARK, LIGHT, Palette, Styles, role_colours
from explainer.ui.terminal.textual_private import keep_output, paint_in_true_colour
from tests.e2e.terminal import Cell, Cells, Model

NO_WRAP = b"\x1b[?7l"
"""First bytes of a driver: text does not wrap at the edge."""

SIZE = (30, 8)
MIDDLE = "middle"


class Scroll(PaintedWidget):
    """Shows lines from a certain one on."""

    def __init__(self, base: str, id: str) -> None:
        super().__init__(base=base, id=id)
        self.lines: list[Line] = []
        self.top = 0
        self.palette = DARK

    def visible_lines(self, width: int, height: int) -> list[Line]:
        return [clipped(line, width) for line in self.lines[self.top : self.top + height]]


class Panes(App[None]):
    """Widgets side by side, as on the reader's screens."""

    CSS = """
    #left { width: 9; }
    #middle { width: 1fr; }
    #bottom { height: 1; }
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        keep_output(self)
        paint_in_true_colour(self)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Scroll("panel", "left")
            yield Scroll("pane", MIDDLE)
        yield Scroll("bar", "bottom")

    def pane(self, id: str) -> Scroll:
        return self.query_one(f"#{id}", Scroll)

    def repainted(self) -> Cells:
        """Return the screen as drawn at once on another terminal from the widgets' lines."""
        columns, rows = self.size
        model = Model(columns, rows)
        model.feed(NO_WRAP)
        for pane in self.query(Scroll):
            if pane.display:
                model.feed(_drawn(pane, pane.region).encode())
        return model.screen.cells()


def clipped(line: Line, width: int) -> Line:
    """Return as many characters of a line as fit."""
    kept: Line = []
    for run in line:
        text = run.text
        while text and cell_len(text) > width:
            text = text[:-1]
        width -= cell_len(text)
        kept.append(run._replace(text=text))
        if text != run.text:
            break
    return kept


def _drawn(pane: Scroll, region: Region) -> str:
    styles = {"bold": 1, "dim": 2, "italic": 3, "underline": 4, "reverse": 7, "strike": 9}

    def codes(role: str) -> str:
        text, behind, attributes = role_colours(pane.palette, f"{pane.base} {role}")
        colours = [*_colour(text, foreground=True), *_colour(behind, foreground=False)]
        numbers = [str(styles[word]) for word in attributes.split()]
        return f"\x1b[{';'.join(['0', *numbers, *colours])}m"

    parts: list[str] = []
    lines = pane.visible_lines(region.width, region.height)
    for y in range(region.height):
        line = lines[y] if y < len(lines) else []
        parts.append(f"\x1b[{region.y + y + 1};{region.x + 1}H")
        parts.extend(codes(run.role) + run.text for run in line)
        parts.append(codes("") + " " * (region.width - sum(cell_len(run.text) for run in line)))
    return "".join(parts)


def _colour(colour: str, *, foreground: bool) -> tuple[str, ...]:
    if colour == "default":
        return ()
    return Color.parse(colour).get_ansi_codes(foreground)


class Window(Protocol):
    """The place where the app is shown."""

    async def resize(self, columns: int, rows: int) -> None:
        """Change to a size."""

    async def settle(self) -> None:
        """Wait until everything is painted, and check it."""


Change = Callable[[Panes, Window], Awaitable[None] | None]
"""A change of the app or its window; what it returns is awaited."""


async def happen(changes: Iterable[Change], app: Panes, window: Window) -> None:
    """Make changes one after another."""
    for change in [*changes, settle()]:
        waits = change(app, window)
        if waits is not None:
            await waits


def differences(shown: Cells, wanted: Cells) -> list[tuple[int, int, Cell, Cell]]:
    """Return row and column of each difference, with the cell as it is and as it should be."""
    assert len(shown) == len(wanted)
    return [
        (y, x, cell, other)
        for y, (row, other_row) in enumerate(zip(shown, wanted, strict=True))
        for x, (cell, other) in enumerate(zip(row, other_row, strict=True))
        if cell != other
    ]


# --- changes --------------------------------------------------------------------------------


def hold(id: str, lines: list[Line]) -> Change:
    def change(app: Panes, window: Window) -> None:
        app.pane(id).lines = [list(line) for line in lines]
        app.pane(id).repaint()

    return change


def edit(id: str, row: int, at: int, run: TextRun) -> Change:
    """Replace one run by another."""

    def change(app: Panes, window: Window) -> None:
        pane = app.pane(id)
        if pane.lines and (line := pane.lines[row % len(pane.lines)]):
            old = line[at % len(line)]
            line[at % len(line)] = run if len(run.text) % 2 else old._replace(role=run.role)
        pane.repaint()

    return change


def scroll(id: str, by: int) -> Change:
    def change(app: Panes, window: Window) -> None:
        pane = app.pane(id)
        pane.top = max(0, min(pane.top + by, len(pane.lines)))
        pane.repaint()

    return change


def apply_theme(palette: Palette) -> Change:
    def change(app: Panes, window: Window) -> None:
        for pane in app.query(Scroll):
            pane.palette = palette
            pane.apply_theme(Styles(palette, pane.base))

    return change


def resize(columns: int, rows: int) -> Change:
    return lambda app, window: window.resize(columns, rows)


def show_drawer(shown: bool) -> Change:
    def change(app: Panes, window: Window) -> None:
        app.pane("left").display = shown

    return change


def settle() -> Change:
    return lambda app, window: window.settle()


ids = st.sampled_from(["left", "bottom", MIDDLE])
roles = st.sampled_from(["", "strong", "muted", "code", "link", "rule", "strike"])
graphemes = st.sampled_from(["a", "b", " ", "x", "█", "✗", "中", "水", "e\u0301", "😀"])
texts = st.lists(graphemes, max_size=8).map("".join)
runs = st.builds(TextRun, texts, roles, st.sampled_from(["", "", "https://example.org/"]))
lines = st.lists(runs, max_size=4)
changes = st.one_of(
    st.builds(hold, ids, st.lists(lines, max_size=12)),
    st.builds(edit, ids, st.integers(0, 11), st.integers(0, 3), runs),
    st.builds(edit, ids, st.integers(0, 11), st.integers(0, 3), runs),
    st.builds(scroll, ids, st.integers(-3, 3)),
    st.builds(apply_theme, st.sampled_from([DARK, LIGHT, CONTRAST])),
    st.builds(resize, st.integers(12, 40), st.integers(3, 12)),
    st.builds(show_drawer, st.booleans()),
    st.builds(settle),
)


def rows(*texts: str) -> list[Line]:
    """Return lines of ordinary text."""
    return [[TextRun(text)] for text in texts]
