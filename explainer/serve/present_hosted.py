"""Presents a lesson on this process's terminal, with an SSH server for its participants."""

from __future__ import annotations

import asyncio

from explainer.deck.library import Address
from explainer.serve.config import Config
from explainer.serve.event_loop import SharedLoop
from explainer.serve.lesson_server import LessonServer, opened
from explainer.serve.warm_up import import_everything
from explainer.ui.start.lesson_start import prepare_lesson, run_lesson
from explainer.ui.start.reader_start import Terminal, print_end_words


def present_hosted(
    address: Address,
    route: str,
    theme: str | None,
    terminal: Terminal,
    config: Config,
    *,
    mirror: bool,
    anew: bool,
    asks_confidence: bool,
) -> int:
    """Present a deck, and let participants in; returns the exit code.

    Raises:
        ExplainerError: there is no such deck, section or route, or the port cannot be used.
    """
    import_everything()
    start = prepare_lesson(address, route, theme, terminal, mirror=mirror, anew=anew)
    talk = start.console.talk
    opened_deck = talk.session.opened
    server = LessonServer(config, start.lesson, opened_deck, route, asks_confidence=asks_confidence)
    server.listen()
    talk.host = server
    with asyncio.Runner(loop_factory=SharedLoop) as runner:
        ended_by = runner.run(run_lesson(start, lambda _: opened(server)))
    return print_end_words(start.app, ended_by, start.warning)
