"""What a run shows around its questions: where one is, the feedback, the end, the useful keys."""

from __future__ import annotations

from explainer.learner.sitting import Sitting
from explainer.quiz.bank import subject_title
from explainer.quiz.feedback import Feedback, feedback_lines
from explainer.quiz.grading import Grade
from explainer.quiz.result import result_lines
from explainer.quiz.run import Phase
from explainer.quiz.summary import missed
from explainer.render.line import Line, Run, wrap
from explainer.ui.asking.question_card import head_lines
from explainer.ui.asking.sheet import Sheet


def run_head(sitting: Sitting, width: int) -> list[Line]:
    """The run's title, which question of how many, its seed, and whether it is kept."""
    facts = [f"seed {sitting.run.seed}"]
    if not sitting.keeps:
        facts.append("nothing is kept")
    title = subject_title(sitting.deck, sitting.run.subject)
    return head_lines(title, _number(sitting), " · ".join(facts), width)


def _number(sitting: Sitting) -> str:
    """Which question of how many; one that returns says so."""
    run = sitting.run
    if run.phase is Phase.DONE:
        return "done"
    asked = len({one.question for one in run.given})
    again = bool(run.last and run.last.again)
    if run.phase is Phase.ASKING:
        again = run.is_return
        asked += not again
    return f"{asked} of {len(run.order)}" + (" · once more" if again else "")


def told_lines(sitting: Sitting, width: int) -> list[Line]:
    """The feedback behind an answer, or what the run came to."""
    head, run = run_head(sitting, width), sitting.run
    if run.phase is Phase.DONE:
        return [*head, *result_lines(run, sitting.questions, sitting.titles, sitting.bets, width)]
    question, given = sitting.question, run.last
    assert given is not None
    grade = sitting.grade or Grade(given.fraction)
    bet = sitting.bets.get(question.id)
    place = sitting.titles(question.section, question.settles)
    feedback = Feedback(question, given, grade, run.seed, bet, place)
    prompt = wrap([Run(question.prompt, "strong")], width)
    return [*head, *prompt, [], *feedback_lines(feedback, sitting.deck, width)]


def run_place(sitting: Sitting) -> str:
    """What the last line calls the run."""
    title = subject_title(sitting.deck, sitting.run.subject)
    return f"{'Done' if sitting.run.phase is Phase.DONE else 'Quiz'} · {title}"


def run_hints(sitting: Sitting, sheet: Sheet | None) -> list[tuple[str, str]]:
    """The most useful commands now, and what each does in a word or two."""
    run = sitting.run
    if sheet is not None:
        wanted = [("quiz-answer", "answer")]
        if not sheet.is_typing:
            if run.hints < len(sitting.question.hints):
                wanted.append(("quiz-hint", "hint"))
            wanted.append(("quiz-sure", "how sure"))
        return wanted
    if run.phase is Phase.DONE:
        again = [("quiz-missed", "ask again")] if missed(run) else []
        return [*again, ("quiz-clear", "new run")]
    wanted = [("quiz-answer", "next"), ("quiz-passage", "passage")]
    if sitting.grade is not None and sitting.grade.is_right:
        wanted.append(("quiz-easy", "easy"))
    return wanted
