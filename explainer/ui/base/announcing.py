"""Words that a host or the app puts into the last line, whatever screen is in front."""

from __future__ import annotations

from explainer.deck.text_file import clean
from explainer.render.line import crop
from explainer.ui.base.last_line import LastLine
from explainer.ui.base.painted_app import PaintedApp

_LONGEST = 200
"""Cells of an announcement; no last line is wider by much."""


def announce_in_front(app: PaintedApp, words: str) -> None:
    """Show words in the front-most last line, until the next key."""
    said = crop(" ".join(clean(words).split()), _LONGEST)
    for screen in reversed(app.screen_stack):
        if lines := list(screen.query(LastLine)):
            if app.announced_on is not None:
                app.announced_on.announce("")
            app.announced_on = lines[-1]
            app.announced_on.announce(said)
            return
