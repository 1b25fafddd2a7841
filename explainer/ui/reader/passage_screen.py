"""A passage shown from a quiz or the desk; closing it leads back there."""

from __future__ import annotations

from textual.geometry import Size

from explainer.learner.place import Place
from explainer.ui.base.last_line import Status
from explainer.ui.base.seen_blocks import SeenBlocks
from explainer.ui.base.session import Session
from explainer.ui.reader.reader_screen import ReaderScreen


class PassageScreen(ReaderScreen):
    """The reader at a passage; it does not change the place where the person left the text."""

    can_renew = False

    def __init__(self, session: Session, section: str, block: str, size: Size) -> None:
        """`block` is an id of the section; empty for its beginning."""
        self._whole_before = session.shown_parts.whole
        super().__init__(session, Place(section, block), size)
        self.page_watch.seen = SeenBlocks()  # what is looked up does not count as read

    def action_close(self) -> None:
        """Close one layer; with none open, close the passage."""
        if not self.close_layer():
            self.session.shown_parts.whole = self._whole_before
            self.dismiss()

    def status(self) -> Status:
        """Return the place, with the closing key before the others."""
        status = super().status()
        others = [hint for hint in status.hints if hint.command != "close"][:2]
        return status._replace(hints=[*self.hints([("close", "back to the question")]), *others])

    def _mark_read(self, section: str) -> None:
        """Do nothing: looking a passage up does not mark its section as read."""

    def _keep_place(self) -> None:
        """Do nothing: the place of the reader stays."""
