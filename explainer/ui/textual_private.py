"""Every private name of Textual that the reader uses, in one place; a test a name watches them."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.app import App
from textual.keys import _character_to_key

Result = TypeVar("Result")


def key_name(character: str) -> str:
    """What Textual calls the key of a character: `question_mark` for `?`."""
    return _character_to_key(character)


class QuietCrashApp(App[Result], Generic[Result], inherit_bindings=False):
    """An app whose crash says nothing by itself.

    Textual prints a traceback with the values of variables, which can be a stranger's words;
    whoever runs the app asks `unhandled_error` and decides what to say.
    """

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def unhandled_error(app: App[Result]) -> Exception | None:
    """The exception that ended an app, or None where it ended well."""
    return app._exception  # noqa: SLF001 - there is no public way to ask
