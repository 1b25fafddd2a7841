"""Stops and resumes the painting of an app whose terminal reads too slowly."""

from __future__ import annotations

from contextlib import AbstractContextManager

from textual.app import App


class PaintingPause:
    """Lets an app run without painting for a while, by Textual's `App.batch_update`."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._batch: AbstractContextManager[None] | None = None

    def begin(self) -> None:
        """Stop painting."""
        if self._batch is None:
            self._batch = self._app.batch_update()
            self._batch.__enter__()

    def drop(self) -> None:
        """End the pause of an app that ends: Python would end it when the app is in pieces."""
        if self._batch is not None:
            batch, self._batch = self._batch, None
            batch.__exit__(None, None, None)

    def end(self) -> None:
        """Paint again, beginning with the current state."""
        self.drop()
        if self._app.screen_stack:
            self._app.screen.refresh(layout=True)
