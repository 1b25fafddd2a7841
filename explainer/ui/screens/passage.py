"""A visit to a passage from a run; Esc leads back to the run."""

from __future__ import annotations

from explainer.learner.record import Place
from explainer.render.line import NO_TARGET
from explainer.ui.screens.reader import ReaderScreen
from explainer.ui.session import Session


class PassageScreen(ReaderScreen):
    """The reader at a passage. It keeps no place: the reader's own is where they left the text."""

    def __init__(self, session: Session, section: str, block: str, width: int) -> None:
        """`block` is an id of the section; empty for its beginning."""
        super().__init__(session, Place(section, block), width)

    def close_layer(self) -> None:
        """With nothing open, back to the run."""
        is_open = self.focus_state.index != NO_TARGET or self.trail is not None
        if is_open or self.has_class("outline-shown"):
            super().close_layer()
        else:
            self.dismiss()

    def _keep_place(self) -> None:
        """The place of the reader stays where it was."""
