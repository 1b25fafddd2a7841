"""Sizes of the reader's panes, and the sizes of the screen at which each of them is shown."""

from __future__ import annotations

from textual.geometry import Size

from explainer.deck.model import Deck

WIDE = 120
"""Columns from which all three panes are shown."""

WIDEST = 140
"""Columns from which the outline has room for longer titles."""

MEDIUM = 100
"""Columns from which outline and section are shown."""

_FEWEST_ROWS = 20
"""Rows from which one is left for the line with the progress."""

COLUMNS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide"), (WIDEST, "-widest")]
"""The class of the screen from each number of columns."""

ROWS = [(0, "-low"), (_FEWEST_ROWS, "-high")]
"""The class of the screen from each number of rows."""

CSS = """
ReaderScreen #section { width: 1fr; height: 1fr; }
ReaderScreen #outline { width: 24; height: 1fr; display: none; }
ReaderScreen #evidence { width: 31; height: 1fr; display: none; }
ReaderScreen #progress { height: 1; display: none; }
ReaderScreen.-high #progress { display: block; }
ReaderScreen.-medium #outline, ReaderScreen.-wide #outline, ReaderScreen.-widest #outline {
    display: block;
}
ReaderScreen.-widest #outline { width: 34; }
ReaderScreen.-wide #evidence, ReaderScreen.-widest #evidence { display: block; }
ReaderScreen.-narrow.outline-shown #outline { display: block; width: 1fr; }
ReaderScreen.-narrow.outline-shown #section { display: none; }
ReaderScreen.outline-hidden #outline { display: none; }
ReaderScreen.evidence-hidden #evidence, ReaderScreen.evidence-none #evidence { display: none; }
"""
"""Sizes of the panes, and which of them are shown."""


def first_classes(deck: Deck, size: Size) -> str:
    """Return the classes that `COLUMNS` and `ROWS` will set, and if there is no evidence pane."""
    wide = next(name for least, name in reversed(COLUMNS) if size.width >= least)
    high = next(name for least, name in reversed(ROWS) if size.height >= least)
    return f"{wide} {high}" if has_evidence(deck) else f"{wide} {high} evidence-none"


def has_evidence(deck: Deck) -> bool:
    """Return True if a deck has sources or claims; terms open in a card."""
    return bool(deck.sources or deck.claims)
