"""The help: a legend and the keys that matter on a screen; the key of the help shows all keys."""

from __future__ import annotations

from explainer.ui.base.common_commands import HELP
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import LinesFor
from explainer.ui.overlays.lines_screen import LINE_KEYS, LinesScreen

_WIDEST = 84
"""Most cells of a line: two columns of keys."""


class HelpScreen(LinesScreen):
    """Help on the screen below it."""

    KEY_COMMANDS = (HELP.doing("turn"), *LINE_KEYS)

    def __init__(self, lines_for: LinesFor, all_keys: LinesFor) -> None:
        """`lines_for` makes what matters, `all_keys` everything."""
        super().__init__("Help", lines_for, _WIDEST)
        self._pages = {"Help": lines_for, "All keys": all_keys}

    def status(self) -> Status:
        """Return the hints, the first for the other page."""
        said = super().status()
        other = next(name for name in self._pages if name != said.place)
        words = "all keys" if other == "All keys" else "fewer keys"
        return said._replace(hints=[*self.hints([("help", words)]), *said.hints])

    def action_turn(self) -> None:
        """Show all keys, or again those that matter."""
        self._place = next(name for name in self._pages if name != self._place)
        self.pane.show(self._pages[self._place])
