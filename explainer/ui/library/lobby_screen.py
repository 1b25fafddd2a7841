"""The lobby: shows scenes of a deck in turn until a key is pressed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from explainer.deck.loader import OpenDeck
from explainer.render.line import Line, TextRun, align, crop, line_width
from explainer.render.scene import Scene, deck_scenes, title_scene
from explainer.render.setting import Setting
from explainer.ui.base.last_line import KeyHint, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.panes.drawn_pane import DrawnPane

_WIDEST = 72
SCENE_SECONDS = 8.0
"""Seconds that a scene is shown: time to read it."""

_ANY_KEY = "Press any key"


class LobbyScreen(PaintedScreen[None]):
    """Shows scenes until any key or click.

    There is no animation: a scene replaces another, which is one repaint.
    """

    can_renew = True

    def __init__(
        self, opened: OpenDeck, go_on: Callable[[], None], seconds: float = SCENE_SECONDS
    ) -> None:
        """Create a lobby.

        Args:
            opened: The deck that is shown.
            go_on: Shows the next screen over the lobby (`push_screen`).
            seconds: Seconds that a scene is shown.
        """
        super().__init__()
        self._opened = opened
        self._go_on = go_on
        self._seconds = seconds
        self._scene_timer: Timer | None = None
        self._scenes: list[Scene] = [title_scene(opened.deck)]
        self._place = 0
        self.pane = DrawnPane(self._draw, base="pane", id="scene", classes="main")

    def compose_panes(self) -> ComposeResult:
        """Yield the scene."""
        yield self.pane

    def on_mount(self) -> None:
        """Begin with the first scene."""
        self._scene_timer = self.set_interval(self._seconds, self.turn)
        self.call_after_refresh(self._parse_first_section)

    def status(self) -> Status:
        """Return the title of the deck, and the hint that any key begins."""
        return Status(self._opened.deck.title, [KeyHint("any key", "begin", "")], self.notice)

    def on_screen_suspend(self) -> None:
        """Pause the timer while another screen lies above the lobby."""
        if self._scene_timer is not None:
            self._scene_timer.pause()

    def on_screen_resume(self) -> None:
        """Start the timer of the scene again."""
        if self._scene_timer is not None:
            self._scene_timer.reset()
            self._scene_timer.resume()

    def turn(self) -> None:
        """Show the next scene that fits the screen."""
        width, height = self._room(*self.pane.size)
        for step in range(1, len(self._scenes) + 1):
            place = (self._place + step) % len(self._scenes)
            if self._scenes[place](width, height):
                self._place = place
                break
        self.pane.repaint()

    def _parse_first_section(self) -> None:
        """Parse the first section after the title is shown, unless the lobby is closed by then."""
        if not self.is_active:
            return
        outline = self._opened.deck.outline
        if not outline:
            return
        first = self._opened.section(outline[0].id)
        setting = Setting(ascii_only=self.app.session.ascii_only)
        self._scenes = deck_scenes(self._opened.deck, first, setting)
        self.pane.repaint()

    @staticmethod
    def _room(width: int, height: int) -> tuple[int, int]:
        """Return cells and rows for a scene: an empty row above it, and the foot below."""
        return max(1, min(_WIDEST, width - 4)), max(1, height - 4)

    def _draw(self, width: int, height: int) -> list[Line]:
        """Return the scene in the middle, and the foot always on the same row."""
        inner, room = self._room(width, height)
        scene = self._scenes[self._place](inner, room) or self._scenes[0](inner, room)
        left = TextRun(" " * max(0, (width - inner) // 2))
        above = 1 + max(0, (room - len(scene)) // 2)
        lines: list[Line] = [[] for _ in range(above)]
        lines.extend([left, *line] if line else [] for line in scene)
        lines.extend([] for _ in range(height - 2 - len(lines)))
        return [*lines[: max(0, height - 2)], self._foot(width), []]

    def _foot(self, width: int) -> Line:
        """Return the line with the key, and with a dot for each scene."""
        dots: Line = []
        if len(self._scenes) > 1 and not self.app.session.ascii_only:
            for place in range(len(self._scenes)):
                dots.append(TextRun(" •", "here" if place == self._place else "faint"))
            dots.append(TextRun("   "))
        words = [*dots, TextRun(_ANY_KEY, "strong")]
        if line_width(words) > width:
            words = [TextRun(crop(_ANY_KEY, width), "strong")]
        return align(words, width, "center")

    def take_key(self, event: events.Key) -> bool:
        """Go on at any key."""
        self._leave()
        return True

    def on_click(self) -> None:
        """Go on at a click anywhere."""
        self._leave()

    def _leave(self) -> None:
        """Show the next screen; later presses do nothing."""
        if self._scene_timer is not None and self.is_active:
            self._scene_timer.pause()
            self._go_on()
