"""Commands of a visitor who may choose whether anything of them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.ui.base.session import Session
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Progress"


class KeepProgress(Command):
    """Keeps what the visitor does."""

    id = "keep-progress"
    keys = ("K",)
    title = "Keep my progress"
    help = "Keep what you read and answered, from the beginning of this visit on."
    topic = _TOPIC

    @staticmethod
    def is_offered(session: Session) -> bool:
        """While nothing is kept."""
        return session.may_keep

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Keep it."""
        from explainer.ui.progress_keeping import keep_progress

        keep_progress(reader.app)


class ForgetMe(Command):
    """Deletes what is kept of the visitor."""

    id = "forget-me"
    keys = ()
    title = "Forget me"
    help = "Delete everything that is kept of you here; you are asked once more."
    topic = _TOPIC

    @staticmethod
    def is_offered(session: Session) -> bool:
        """Once something is kept."""
        return session.may_forget

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Ask whether they mean it."""
        from explainer.ui.progress_keeping import ask_to_forget

        ask_to_forget(reader.app)


KEEPING = (KeepProgress, ForgetMe)
"""Every command of this topic, in the order of the help screen."""
