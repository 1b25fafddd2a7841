"""The first page that a class sees: the deck's title, its date, a line of its summary."""

from __future__ import annotations

import re

from explainer.deck.model import Deck
from explainer.lesson.shown import LobbyShown
from explainer.render.line import Line, TextRun, line_width, wrap
from explainer.render.value import date_text

_WIDEST = 60
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


def title_page_lines(
    deck: Deck, width: int, height: int, lobby: LobbyShown | None = None
) -> list[Line]:
    """Return the page, in the middle; if it is too high, from the top without the summary.

    With a lobby the way into the lesson takes the place of the summary.
    """
    inner = max(1, min(_WIDEST, width - 4))
    title = wrap([TextRun(deck.title or deck.id, "title")], inner)
    lines: list[Line] = [*title, []]
    if deck.as_of:
        lines.extend(wrap([TextRun(f"as of {date_text(deck.as_of)}", "muted")], inner))
    below = wrap([TextRun(first_sentence(deck.summary))], inner) if deck.summary else []
    if lobby is not None:
        room = max(3, height - len(lines) - 1)
        lines.extend([[], *_lobby_lines(lobby, inner, room)])
    elif below and len(lines) + 1 + len(below) <= height:
        lines.extend([[], *below])
    widest = max(map(line_width, lines))
    lines[len(title)] = [TextRun("─" * widest, "rule")]
    left = TextRun(" " * max(0, (width - widest) // 2))
    above = max(0, (height - len(lines)) * 2 // 5)
    return [*([] for _ in range(above)), *([left, *line] if line else [] for line in lines)][
        :height
    ]


def _lobby_lines(lobby: LobbyShown, width: int, room: int) -> list[Line]:
    """Return the way into a lesson, and as many names as there is room for."""
    way = [TextRun("Come in: ", "muted"), TextRun(lobby.command, "strong")]
    lines = wrap(way, width) if lobby.command else wrap([TextRun("A rehearsal", "muted")], width)
    if not lobby.people:
        return [*lines, [], [TextRun("Nobody is here yet.", "muted")]]
    words = f"{lobby.people} here: "
    names = wrap([TextRun(words, "muted"), TextRun(", ".join(lobby.names))], width)
    left = max(1, room - len(lines) - 1)
    if len(names) > left:
        names = [*names[:left], [TextRun("…", "muted")]][-left:] if left > 1 else names[:1]
    return [*lines, [], *names]


def first_sentence(text: str) -> str:
    """Return the first sentence of a text; the whole text if no sign ends one."""
    found = _SENTENCE.match(text)
    return found[0] if found else text
