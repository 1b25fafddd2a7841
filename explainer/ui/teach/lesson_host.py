"""The host of a lesson as its presenter sees it, and what the console says of it."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from explainer.lesson.event import Signal
from explainer.lesson.lesson_state import LessonState
from explainer.render.line import Line, TextRun, wrap

_SIGNAL_WORDS = {Signal.LOST: "lost", Signal.SLOWER: "slower", Signal.FASTER: "faster"}
"""Words for the participants who sent a signal."""


class LessonHost(Protocol):
    """The host of a lesson."""

    @property
    def was_reached(self) -> bool:
        """True once somebody from another machine has connected."""

    @property
    def presenter_code(self) -> str:
        """One-time code with which a console connects from elsewhere."""

    @property
    def presenter_command(self) -> str:
        """Command that opens a console from elsewhere."""

    @property
    def has_other_addresses(self) -> bool:
        """True if the machine can be reached at several addresses."""

    def show_next_address(self) -> None:
        """Let the command for participants name another address of the machine."""


def people_words(state: LessonState) -> str:
    """Return who is here, who is lost and who asks, in a few words."""
    words = [f"{state.people} here"]
    counts = Counter(
        signal for who, signal in state.signals.items() if state.participants[who].is_here
    )
    words.extend(f"{counts[one]} {_SIGNAL_WORDS[one]}" for one in Signal if counts[one])
    if state.asked:
        words.append(f"{len(state.asked)} question{'' if len(state.asked) == 1 else 's'}")
    return " · ".join(words)


def lobby_lines(host: LessonHost, state: LessonState, address_key: str, width: int) -> list[Line]:
    """Return what only the presenter sees of the way into the lesson."""
    if state.host is None:
        return wrap([TextRun("The host is starting …", "muted")], width)
    if not state.host.command:
        lines = wrap([TextRun("A rehearsal: the students are simulated", "muted strong")], width)
        return [*lines, *wrap([TextRun("Nothing of it is kept.", "muted")], width)]
    lines = wrap([TextRun("The class types", "muted strong")], width)
    lines.extend(wrap([TextRun(state.host.command, "strong")], width))
    if host.was_reached:
        lines.extend(wrap([TextRun("This machine was reached from another.", "good")], width))
    else:
        other = f" {address_key} shows another address." if host.has_other_addresses else ""
        words = f"Nobody has reached it from another machine yet.{other}"
        lines.extend(wrap([TextRun(words, "muted")], width))
    lines.extend([[], *wrap([TextRun("Your console elsewhere, once", "muted strong")], width)])
    lines.extend(wrap([TextRun(host.presenter_command)], width))
    lines.extend(wrap([TextRun("password ", "muted"), TextRun(host.presenter_code)], width))
    lines.extend([[], *wrap([TextRun(f"{state.people} here", "muted strong")], width)])
    names = [one.public_name for one in state.participants.values() if one.is_here]
    lines.extend(wrap([TextRun(", ".join(reversed(names[-60:])))], width) if names else [])
    return lines
