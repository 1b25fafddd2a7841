"""A passage that was opened from a quiz or the desk; closing it leads back there."""

from __future__ import annotations

from explainer.learner.place import Place
from explainer.ui.base.last_line import Status
from explainer.ui.base.session import Session
from explainer.ui.reader.reader_screen import ReaderScreen


class PassageScreen(ReaderScreen):
    """The reader at a passage. It keeps no place: the reader's own is where they left the text."""

    can_renew = False

    def __init__(self, session: Session, section: str, block: str, width: int) -> None:
        """`block` is an id of the section; empty for its beginning."""
        super().__init__(session, Place(section, block), width)

    def action_close(self) -> None:
        """Close one layer; with none open, go back."""
        if not self.close_layer():
            self.dismiss()

    def status(self) -> Status:
        """Return the place, with the way back before the other keys."""
        status = super().status()
        others = [hint for hint in status.hints if hint.command != "close"][:2]
        return status._replace(hints=[*self.hints([("close", "back to the question")]), *others])

    def _mark_read(self) -> None:
        """Looking something up is not reading a section to its end."""

    def _keep_place(self) -> None:
        """The place of the reader stays where it was."""
