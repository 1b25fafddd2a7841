"""Shows or hides the evidence of the page in sight."""

from __future__ import annotations

from typing import Any, Protocol

from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.reader.evidence_lines import page_card
from explainer.ui.reader.how_far import PlacedReader
from explainer.ui.reader.pane_sizes import WIDE


class EvidenceReader(PlacedReader, Protocol):
    """A reader with evidence beside its text."""

    notice: str
    """Words for the last line until the next key; empty for none."""

    @property
    def app(self) -> PaintedApp:
        """The app."""

    def toggle_class(self, *class_names: str) -> Any:
        """Give the screen a class of style, or take it away."""


def toggle_evidence(reader: EvidenceReader) -> None:
    """Show or hide the evidence; without room for a pane, it opens as a card."""
    if reader.has_class("evidence-none"):
        reader.notice = "This deck has no sources."
    elif reader.size.width >= WIDE:
        reader.toggle_class("evidence-hidden")
    else:
        page, in_sight = reader.pane.page, reader.pane.in_sight
        reader.app.post_message(page_card(reader.session, reader.index, page, in_sight))
