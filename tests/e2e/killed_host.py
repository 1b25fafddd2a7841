"""A host of a lesson that kills itself at an answer: `python -m tests.e2e.killed_host FOLDER WHEN`.

WHEN is `before` or `after` the log has kept the third answer. It prints port and code, opens a vote
and waits.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from explainer.lesson.event import BallotCast, Event, VoteBegan, VoteMoved
from explainer.lesson.presented_lesson import PresentedLesson
from explainer.lesson.vote import VoteStage
from tests.e2e.lesson_class import holding

_FATAL = 3
"""Number of the answer at which the process dies."""


async def main(folder: Path, when: str) -> None:
    """Hold the lesson until it dies."""
    append = PresentedLesson.append
    count = 0

    async def deadly(self: PresentedLesson, event: Event, key: str) -> int:
        nonlocal count
        count += isinstance(event, BallotCast)
        if count == _FATAL and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        position = await append(self, event, key)
        if count == _FATAL:
            os.kill(os.getpid(), signal.SIGKILL)
        return position

    PresentedLesson.append = deadly  # type: ignore[method-assign] # to die in the middle of it
    async with holding(folder) as lesson:
        await lesson.show("rise", screenful=1)
        await lesson.do(VoteBegan("where"), VoteMoved(VoteStage.OPEN))
        sys.stdout.write(f"{lesson.server.port} {lesson.code}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
