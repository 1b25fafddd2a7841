"""A visit to a passage from a run; Esc leads back to the run."""

from __future__ import annotations

from explainer.learner.record import Place
from explainer.ui.screens.reader import ReaderScreen
from explainer.ui.session import Session


class PassageScreen(ReaderScreen):
    """The reader at a passage. It keeps no place: the reader's own is where they left the text."""

    def __init__(self, session: Session, section: str, block: str, width: int) -> None:
        """`block` is an id of the section; empty for its beginning."""
        super().__init__(session, Place(section, block), width)

    def leave_top(self) -> None:
        """Back to the run."""
        self.dismiss()

    def _keep_place(self) -> None:
        """The place of the reader stays where it was."""
