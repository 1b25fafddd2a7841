"""The page on which somebody gives a lesson's code and their name, before they are let in."""

from __future__ import annotations

from hmac import compare_digest

from explainer.lesson.participant import LONGEST_NAME, cleaned_name
from explainer.render.line import Line, TextRun, line_width, wrap

_WIDEST = 60
"""Most columns of the page."""

_LONGEST_CODE = 12
"""Most characters of a code that are taken."""

_MOST_WRONG = 5
"""Wrong codes after which somebody is refused."""

PRINTED = 1
"""Length of the name of a key that prints a character."""


class EntryForm:
    """A field for the code, where it is needed, and then one for the name."""

    def __init__(self, title: str, code: str, *, asks_code: bool) -> None:
        """`title` and `code` are those of the lesson; the title shows once the code is known."""
        self._title = title
        self._code = code
        self._wrong = 0
        self._notice = ""
        self.asks_code = asks_code
        """True while the code is asked for; the name comes after it."""
        self.typed = ""
        """Text of the field."""

    @property
    def is_refused(self) -> bool:
        """True after too many wrong codes."""
        return self._wrong >= _MOST_WRONG

    def take_key(self, key: str) -> bool:
        """Take a key; returns True once the name is given."""
        self._notice = ""
        if key != "enter":
            longest = _LONGEST_CODE if self.asks_code else 2 * LONGEST_NAME
            self.typed = edited(self.typed, key, longest)
            return False
        if not self.asks_code:
            return True
        given = self.typed.strip().casefold()
        if compare_digest(given.encode(), self._code.encode()):
            self.asks_code = False
        else:
            self._wrong += 1
            self._notice = "That is not the code of this lesson."
        self.typed = ""
        return False

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
            *wrap([TextRun(self._notice or below, "warning" if self._notice else "muted")], inner),
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
