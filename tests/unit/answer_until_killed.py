"""Helpers: a program, run by a test, that answers long runs until it is killed.

For every line of input it forks a process that answers. The process prints its number, then each
answer once its feedback would be shown, and "ended" at the end. Forking imports everything only
once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Question, QuestionType
from explainer.learner.quiz_session import QuizOptions, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.problems import Span
from explainer.quiz.answer import Chosen
from explainer.quiz.run import Phase, Subject, SubjectKind

_HERE = Span("q.toml")


def main() -> None:
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            _tell(f"{os.getpid()}")
            _answer(Path(sys.argv[1]))
            os._exit(0)
        os.waitpid(child, 0)
        _tell("ended")


def _tell(words: str) -> None:
    # In one write, so that a killed process has printed an answer completely or not at all.
    os.write(1, f"{words}\n".encode())


def _answer(record: Path) -> None:
    choices = (Choice("A", _HERE, correct=True), Choice("B", _HERE))
    questions = {
        f"q{n}": Question(f"q{n}", QuestionType.SINGLE, "P?", _HERE, choices=choices)
        for n in range(300)
    }
    deck = Deck("deck", "Deck", (), Span("deck.toml"), questions=questions)
    file = RecordFile(record)
    quiz_session = open_quiz_session(
        deck, Subject(SubjectKind.DECK), file, [], QuizOptions(fresh=True)
    )
    assert quiz_session is not None
    quiz_session.open()
    while quiz_session.run.phase is not Phase.DONE:
        quiz_session.answer(Chosen((int(len(quiz_session.run.responses) % 5 == 0),)))
        assert not quiz_session.trouble, quiz_session.trouble
        _tell(f"{quiz_session.run.id} {len(quiz_session.run.responses)} told")
        quiz_session.go_on()


if __name__ == "__main__":
    main()
