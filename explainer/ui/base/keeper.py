"""Who keeps and forgets what a visitor does, as the screens know it; a host says how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from explainer.ui.base.session import Session


class Keeper(Protocol):
    """Keeps what one visitor does, from when they ask for it."""

    def keep(self, session: Session) -> str:
        """Begin to keep what the sitting did and will do; sets its record. Called off the loop.

        Gives the words to show.

        Raises:
            RecordUnusable: it cannot be kept.
        """

    def forget(self, session: Session) -> str:
        """Delete everything that is kept of the visitor, and leave the sitting without a record.

        Called off the loop; gives the words to show.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
