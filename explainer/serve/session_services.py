"""Everything that the sessions of one process share."""

from __future__ import annotations

import msgspec

from explainer.serve.access import Access
from explainer.serve.config import Config
from explainer.serve.figures import Figures
from explainer.serve.limits import Limits
from explainer.serve.log import Log
from explainer.serve.plain_resources import PlainTextCache, QuizThreads
from explainer.serve.running_lesson import RunningLessons
from explainer.serve.start_queue import StartQueue


class SessionServices(msgspec.Struct, frozen=True):
    """Shared services, given to every session; each changes only on the loop of its process."""

    config: Config
    """The configuration of the host."""
    access: Access
    """Decks, users and records."""
    log: Log
    """The log of the process."""
    figures: Figures
    """The counters of the process."""
    starts: StartQueue
    """The queue in which sessions wait for their start."""
    texts: PlainTextCache
    """Plain texts, cached."""
    quiz_threads: QuizThreads
    """Threads for quizzes without a screen."""
    lessons: RunningLessons
    """Lessons that participants can join."""

    @property
    def limits(self) -> Limits:
        """The limits of the host."""
        return self.config.limits


def session_services(config: Config, log: Log) -> SessionServices:
    """Create the services of one process."""
    return SessionServices(
        config,
        Access(config),
        log,
        Figures(),
        StartQueue(config.limits.starts),
        PlainTextCache(),
        QuizThreads(),
        RunningLessons(config.lessons),
    )
