"""The reading of a participant who looks round in the whole deck, in an app of their own."""

from __future__ import annotations

from collections.abc import Callable

from explainer.learner.place import Place
from explainer.lesson.vote import VoteStage
from explainer.serve.client_terminal import ClientTerminal
from explainer.serve.follower_line import presenter_words
from explainer.serve.hosted_app import DriverFactory, HostedApp, reading_app
from explainer.serve.running_lesson import RunningLesson
from explainer.serve.screen_session import ScreenSession
from explainer.serve.visitor_session import Visit


class OwnReading:
    """The reader on the terminal of a participant, until they go back to the lesson."""

    def __init__(self, visit: Visit, terminal: ClientTerminal, lesson: RunningLesson) -> None:
        """Begin where the presenter is; questions that the lesson has not revealed are left out."""
        self._room = lesson.room
        opened = lesson.opened.without_questions(self._room.locked())
        shown = self._room.state.shown
        start = Place(shown.section, "") if shown is not None and shown.section else None

        def make(
            visit: Visit,
            terminal: ClientTerminal,
            *,
            make_driver: DriverFactory,
            tell_code: Callable[[str], None],
        ) -> HostedApp:
            return reading_app(visit, terminal, opened, start, make_driver)

        self.screen = ScreenSession(visit, terminal, make, lambda: "")
        """The session of the reader."""

    def guide(self) -> None:
        """Call the reader back to a vote, or since the deck was closed; else say what goes on."""
        state = self._room.state
        if not state.is_roaming_open:
            self.screen.leave("closed")
        elif state.vote is not None and state.vote.stage is VoteStage.OPEN:
            self.screen.announce("A vote is open: q brings you back to the lesson.")
        else:
            self.screen.announce(f"The {presenter_words(state.shown)}; q brings you back.")
