"""Refuses to open a quiz, a bet or a case over another: questions are asked one at a time."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from explainer.ui.base.common_commands import CLOSE
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.painted_screen import PaintedScreen

AnyScreen = Screen[Any]
"""A screen with any type of result; Textual's type parameter cannot be widened."""


def refuse_if_quiz_open(app: PaintedApp) -> bool:
    """Return True if a quiz or a case is open already, and say so in the last line."""
    screens = (screen for screen in app.screen_stack if isinstance(screen, PaintedScreen))
    is_open = any(screen.is_asking for screen in screens)
    if is_open:
        app.say(f"A question is open; {app.label_of(CLOSE)} leads back to it.")
    return is_open
