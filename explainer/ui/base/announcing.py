"""Shows announcements of a host or the app in the last line of the screen in front."""

from __future__ import annotations

from explainer.deck.text_file import clean
from explainer.render.line import crop
from explainer.ui.base.last_line import LastLine
from explainer.ui.base.painted_app import PaintedApp

_MAX_CELLS = 200
"""Most cells of an announcement that are kept; hardly any last line is wider."""


def announce_in_front(app: PaintedApp, words: str) -> None:
    """Show an announcement in the last line of the screen in front, until the next key."""
    said = crop(" ".join(clean(words).split()), _MAX_CELLS)
    for screen in reversed(app.screen_stack):
        if lines := list(screen.query(LastLine)):
            if app.announced_on is not None:
                app.announced_on.announce("")
            app.announced_on = lines[-1]
            app.announced_on.announce(said)
            return
