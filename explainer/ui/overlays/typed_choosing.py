"""Base of screens that search while one types: the palette and the search."""

from __future__ import annotations

from textual.screen import ScreenResultType

from explainer.ui.base.choosing import ChoosingScreen
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import CLOSE
from explainer.ui.base.last_line import KeyHint
from explainer.ui.base.typed_line import EDITING

_GROUP = "In the search and the palette"

FINDING = (
    Command("find-next", ("down", "ctrl+n", "tab"), "Next", "The next of what was found.",
            _GROUP, "choose_by(1)"),
    Command("find-previous", ("up", "ctrl+p", "shift+tab"), "Previous", "The one before.",
            _GROUP, "choose_by(-1)"),
    Command("find-page-down", ("pagedown",), "Page down", "A page of what was found down.",
            _GROUP, "choose_page(1)"),
    Command("find-page-up", ("pageup",), "Page up", "A page of what was found up.",
            _GROUP, "choose_page(-1)"),
    Command("find-go", ("enter",), "Go", "Go to what is chosen, or run it.", _GROUP, "open"),
)  # fmt: skip
"""Commands that choose among the results while one types."""

FINDING_KEYS = (CLOSE.doing("close"), *FINDING, *EDITING)
"""All commands of a screen that searches while one types."""


class TypedChoosingScreen(ChoosingScreen[ScreenResultType]):
    """A typed line over the rows that it finds."""

    KEY_COMMANDS = FINDING_KEYS

    def finding_hints(self) -> list[KeyHint]:
        """Return the hints for choosing and opening, where something was found, and for closing."""
        found = [("find-previous+find-next", "choose"), ("find-go", "go")]
        return self.hints([*(found if self.choices.count else []), ("close", "back")])
