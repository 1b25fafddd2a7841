"""A line of typed text: its text, its cursor and its editing commands."""

from __future__ import annotations

from rich.cells import cell_len

from explainer.deck.text_file import clean
from explainer.render.line import TextRun
from explainer.ui.base.command import Command

_GROUP = "While you type"

EDITING = (
    Command("type-back", ("backspace", "ctrl+h"), "Delete backwards",
            "Delete the character before the cursor.", _GROUP, "edit('back')"),
    Command("type-delete", ("delete",), "Delete", "Delete the character under the cursor.",
            _GROUP, "edit('delete')"),
    Command("type-word", ("ctrl+w", "ctrl+backspace"), "Delete a word",
            "Delete the word before the cursor.", _GROUP, "edit('word')"),
    Command("type-clear", ("ctrl+u",), "Delete all", "Delete everything before the cursor.",
            _GROUP, "edit('clear')"),
    Command("type-left", ("left",), "Left", "The cursor left.", _GROUP, "edit('left')"),
    Command("type-right", ("right",), "Right", "The cursor right.", _GROUP, "edit('right')"),
    Command("type-home", ("home", "ctrl+a"), "Beginning", "The cursor to the beginning.",
            _GROUP, "edit('home')"),
    Command("type-end", ("end", "ctrl+e"), "End", "The cursor to the end.", _GROUP, "edit('end')"),
)  # fmt: skip
"""Commands that edit a typed line; shells have the same keys."""

_MAX_LENGTH = 200
"""Most characters of a line."""


class TypedLine:
    """Text with a cursor."""

    def __init__(self, text: str = "") -> None:
        """Begin with `text`: typing a character first replaces it, any other key keeps it."""
        self.text = text[:_MAX_LENGTH]
        """The text; data, never markup."""
        self._cursor = len(self.text)
        self._is_offered = bool(text)

    def edit(self, action: str) -> bool:
        """Delete something or move the cursor; return True if the text has changed.

        Args:
            action: Argument of an editing command: `back`, `delete`, `word`, `clear`, `left`,
                `right`, `home` or `end`.
        """
        self._is_offered = False
        before, after = self.text[: self._cursor], self.text[self._cursor :]
        match action:
            case "back":
                return self._set(before[:-1], after)
            case "delete":
                return self._set(before, after[1:])
            case "clear":
                return self._set("", after)
            case "word":
                words = before.rstrip()
                return self._set(words[: words.rfind(" ") + 1], after)
        places = {"left": self._cursor - 1, "right": self._cursor + 1, "end": len(self.text)}
        self._cursor = max(0, min(places.get(action, 0), len(self.text)))
        return False

    def insert(self, text: str) -> bool:
        """Insert typed or pasted text, without what does not print; return True if it changed."""
        text = " ".join(clean(text[: 4 * _MAX_LENGTH]).split("\n"))
        text = text[: max(0, _MAX_LENGTH - len(self.text))]
        if not text or not text.isprintable():
            return False
        if self._is_offered:
            self._is_offered = False
            return self._set(text, "")
        return self._set(self.text[: self._cursor] + text, self.text[self._cursor :])

    def _set(self, before: str, after: str) -> bool:
        changed = before + after != self.text
        self.text, self._cursor = before + after, len(before)
        return changed

    def runs(self, width: int) -> list[TextRun]:
        """Return the text around the cursor, in at most `width` cells."""
        before, after = self.text[: self._cursor], self.text[self._cursor :]
        here = after[:1] or " "
        while before and cell_len(before) + cell_len(here) > max(1, width):
            before = before[1:]
        rest = after[1:]
        while rest and cell_len(before + here + rest) > width:
            rest = rest[:-1]
        return [TextRun(before), TextRun(here, "focus"), TextRun(rest)]
