"""The card on which a presenter types a quick poll; the class goes on seeing what it saw."""

from __future__ import annotations

from explainer.lesson.poll import Poll, read_poll
from explainer.render.line import Line, TextRun, wrap
from explainer.ui.base.command import Command
from explainer.ui.base.last_line import Status
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen

POLLING = (
    Command("poll-put", ("enter",), "Put it to the class", "Put the poll that was typed.",
            "While you type a poll", "put"),
    Command("poll-drop", ("escape",), "Drop it", "Go back without a poll.",
            "While you type a poll", "drop"),
)  # fmt: skip
"""Commands while a poll is typed."""


class PollScreen(CardedScreen[Poll]):
    """Returns the poll that was typed, or None."""

    KEY_COMMANDS = (*POLLING, *EDITING)

    def __init__(self) -> None:
        super().__init__()
        self._typed = TypedLine()

    @property
    def typed(self) -> TypedLine:
        """The poll being typed."""
        return self._typed

    def typed_changed(self) -> None:
        """Do nothing: the card is drawn after every key."""

    def draw(self, width: int) -> Drawn:
        """Return the line being typed, and what the class will see."""
        lines: list[Line] = [[TextRun("Quick poll", "title")], [], self._typed.runs(width), []]
        prompt, *choices = (part.strip() for part in self._typed.text.split("/"))
        if not prompt:
            words = "The question, then its choices: Shall we go on? / yes / no"
            return Drawn([*lines, *wrap([TextRun(words, "muted")], width)], 2)
        lines.extend(wrap([TextRun(prompt, "strong")], width))
        for place, choice in enumerate(choices, 1):
            lines.append([TextRun(f"  {place}", "keycap"), TextRun(f"  {choice}")])
        return Drawn(lines, 2)

    def status(self) -> Status:
        """Return the keys, or why the line is no poll."""
        hints = self.hints([("poll-put", "put it to the class"), ("poll-drop", "drop")])
        return Status("Separate the question and its choices with /", hints, self.notice)

    def action_put(self) -> None:
        """Return the poll, if the line is one."""
        poll = read_poll(self._typed.text)
        if isinstance(poll, str):
            self.notice = poll
            return
        self.dismiss(poll)

    def action_drop(self) -> None:
        """Return no poll."""
        self.dismiss(None)
