"""Answers a long run and tells of each answer once its feedback would show; run by a test."""

from __future__ import annotations

import sys
from pathlib import Path

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Question, QuestionType
from explainer.learner.record_file import RecordFile
from explainer.learner.sitting import Wish, sit_down
from explainer.problems import Span
from explainer.quiz.answer import Chosen
from explainer.quiz.run import Phase, Subject, SubjectKind

_HERE = Span("q.toml")


def main() -> None:
    choices = (Choice("A", _HERE, correct=True), Choice("B", _HERE))
    questions = {
        f"q{n}": Question(f"q{n}", QuestionType.SINGLE, "P?", _HERE, choices=choices)
        for n in range(300)
    }
    deck = Deck("deck", "Deck", (), Span("deck.toml"), questions=questions)
    file = RecordFile(Path(sys.argv[1]))
    sitting = sit_down(deck, Subject(SubjectKind.DECK), file, [], Wish(fresh=True))
    assert sitting is not None
    sitting.open()
    while sitting.run.phase is not Phase.DONE:
        sitting.answer(Chosen((int(len(sitting.run.given) % 5 == 0),)))
        assert not sitting.trouble, sitting.trouble
        sys.stdout.write(f"{sitting.run.id} {len(sitting.run.given)} told\n")
        sys.stdout.flush()
        sitting.go_on()


if __name__ == "__main__":
    main()
