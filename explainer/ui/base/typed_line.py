"""A line that somebody types into, painted by whoever shows it."""

from __future__ import annotations

from rich.cells import cell_len

from explainer.deck.text_file import clean
from explainer.render.line import TextRun

EDITING = frozenset(
    {
        "backspace",
        "ctrl+h",
        "delete",
        "ctrl+u",
        "ctrl+w",
        "ctrl+backspace",
        "left",
        "right",
        "home",
        "ctrl+a",
        "end",
        "ctrl+e",
    }
)
"""Keys that shells have for a line."""

_LONGEST = 200
"""Characters; nobody looks for more."""


class TypedLine:
    """Text with a cursor, and the keys that shells have for it."""

    def __init__(self, text: str = "") -> None:
        """`text` is offered: the first character typed takes its place, other keys keep it."""
        self.text = text[:_LONGEST]
        """What was typed; data, whatever it looks like."""
        self._cursor = len(self.text)
        self._is_offered = bool(text)

    def take(self, key: str, character: str) -> bool:
        """Take a key; whether the text is another one now."""
        if key in EDITING:
            self._is_offered = False
        before, after = self.text[: self._cursor], self.text[self._cursor :]
        if key in ("backspace", "ctrl+h"):
            return self._set(before[:-1], after)
        if key == "delete":
            return self._set(before, after[1:])
        if key == "ctrl+u":
            return self._set("", after)
        if key in ("ctrl+w", "ctrl+backspace"):
            words = before.rstrip()
            return self._set(words[: words.rfind(" ") + 1], after)
        steps = {"left": self._cursor - 1, "right": self._cursor + 1, "home": 0}
        steps |= {"ctrl+a": 0, "end": len(self.text), "ctrl+e": len(self.text)}
        if key in steps:
            self._cursor = max(0, min(steps[key], len(self.text)))
            return False
        return self.insert(character)

    def insert(self, text: str) -> bool:
        """Put in what was typed or pasted, as far as it can be shown; whether anything was."""
        text = " ".join(clean(text[: 4 * _LONGEST]).split("\n"))
        text = text[: max(0, _LONGEST - len(self.text))]
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
        """The text around the cursor, in at most `width` cells."""
        before, after = self.text[: self._cursor], self.text[self._cursor :]
        here = after[:1] or " "
        while before and cell_len(before) + cell_len(here) > max(1, width):
            before = before[1:]
        rest = after[1:]
        while rest and cell_len(before + here + rest) > width:
            rest = rest[:-1]
        return [TextRun(before), TextRun(here, "focus"), TextRun(rest)]
