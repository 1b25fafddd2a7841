"""A visit to a passage from a run; Esc leads back to the run."""

from __future__ import annotations

from explainer.learner.place import Place
from explainer.render.line import NO_TARGET
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, Status
from explainer.ui.base.session import Session
from explainer.ui.reader.reader_screen import ReaderScreen


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

    def _said(self) -> Status:
        said = super()._said()
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        others = [hint for hint in said.hints if hint.command != "close"][:2]
        return said._replace(hints=[KeyHint(close, "back to the question", "close"), *others])

    def _mark_read(self) -> None:
        """Looking something up is not reading a section to its end."""

    def _keep_place(self) -> None:
        """The place of the reader stays where it was."""
