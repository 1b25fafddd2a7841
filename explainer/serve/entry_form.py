"""The page on which somebody gives a lesson's code and their name, before they are let in."""

from __future__ import annotations

from explainer.lesson.participant import LONGEST_NAME, cleaned_name
from explainer.render.line import Line, TextRun, line_width, wrap

_WIDEST = 60
"""Most columns of the page."""

_LONGEST_CODE = 12
"""Most characters of a code that are taken."""

PRINTED = 1
"""Length of the name of a key that prints a character."""


class EntryForm:
    """A field for the code, where it is needed, and then one for the name."""

    def __init__(self, title: str, *, asks_code: bool) -> None:
        """`title` is that of the lesson; it shows once the code is known."""
        self._title = title
        self.asks_code = asks_code
        """True while the code is asked for; the name comes after it."""
        self.typed = ""
        """Text of the field."""
        self.notice = ""
        """Words below the field; empty for what it is for."""

    def take_key(self, key: str) -> bool:
        """Take a key; returns True for the one that sends the field."""
        if key == "enter":
            return True
        longest = _LONGEST_CODE if self.asks_code else 2 * LONGEST_NAME
        self.typed = edited(self.typed, key, longest)
        self.notice = ""
        return False

    def go_on(self) -> None:
        """Ask for the name: the code is right."""
        self.asks_code, self.typed, self.notice = False, "", ""

    def lines(self, width: int, height: int) -> list[Line]:
        """Return the page, in the middle."""
        inner = max(1, min(_WIDEST, width - 4))
        if self.asks_code:
            title, label, below = "A lesson", "Code: ", "Your presenter shows it. Enter goes on."
        else:
            title, label = self._title, "Your name: "
            below = "The class sees it. Enter joins the lesson."
        lines: list[Line] = [
            *wrap([TextRun(title, "title")], inner),
            [],
            [
                TextRun(label, "muted"),
                TextRun(cleaned_name(self.typed), "strong"),
                TextRun("▏", "here"),
            ],
            [],
            *wrap([TextRun(self.notice or below, "warning" if self.notice else "muted")], inner),
        ]
        margin = " " * max(0, (width - max(map(line_width, lines))) // 2)
        above: list[Line] = [[] for _ in range(max(0, (height - len(lines)) * 2 // 5))]
        return [*above, *([TextRun(margin), *line] if line else [] for line in lines)][:height]


def edited(text: str, key: str, longest: int) -> str:
    """Return a typed text after one more key."""
    if key == "backspace":
        return text[:-1]
    if key == "ctrl+u":
        return ""
    return text + key if len(key) == PRINTED and len(text) < longest else text
