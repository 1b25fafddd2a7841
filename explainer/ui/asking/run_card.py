"""What a run shows around its questions: where one is, the feedback, the end, the useful keys."""

from __future__ import annotations

from functools import partial

from explainer.learner.sitting import Sitting
from explainer.quiz.answer import Answer
from explainer.quiz.bank import subject_title
from explainer.quiz.feedback import Feedback, feedback_lines
from explainer.quiz.grading import Grade, empty_parts
from explainer.quiz.result import result_lines
from explainer.quiz.run import Phase
from explainer.quiz.summary import missed
from explainer.render.evidence import claim_lines, source_lines
from explainer.render.line import Line, Run, beside, wrap
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
            wanted.append(("quiz-unknown", "don't know"))
            wanted.append(("quiz-sure", "how sure"))
        return wanted
    if run.phase is Phase.DONE:
        again = [("quiz-missed", "ask again")] if missed(run) else []
        return [*again, ("quiz-clear", "new run")]
    wanted = [("quiz-answer", "next"), ("quiz-passage", "passage")]
    if sitting.grade is not None and sitting.grade.is_right:
        wanted.append(("quiz-easy", "easy"))
    return wanted


def answering_hints(sheet: Sheet) -> list[tuple[str, str]]:
    """How to answer; while something is typed, how to the keys that it keeps from the card."""
    hints = list(sheet.hints()[:1])
    return hints or ([("Tab", "hint, how sure")] if sheet.is_typing else [])


_ANSWERING = (
    ("1–9 ↑ ↓", "choose; with several right choices, Space takes or leaves one"),
    ("letters, digits", "typed where a question asks for words or a number"),
    ("Tab", "to the next gap, and from what is typed to the keys below and back"),
    ("1–9 ← →", "put a right side to the pair under the cursor; Delete takes it away"),
    ("Space ↑ ↓", "lift a row of an order, carry it, drop it; 1–9 moves it to that place"),
    ("PgUp PgDn", "look at the rest of a long card"),
)


def answering_lines(width: int) -> list[Line]:
    """How questions of every type are answered, for the help screen."""
    lines = wrap([Run("Answering", "strong")], width)
    for keys, words in _ANSWERING:
        first = [Run(f"{keys:<18}", "here")]
        lines.extend(beside(first, [Run(" " * 18)], width, partial(wrap, [Run(words)])))
    return lines


def unfinished_words(answer: Answer) -> str:
    """A word on parts of an answer that are left empty; none where all are filled."""
    left = empty_parts(answer)
    if not left:
        return ""
    parts = "1 part is" if left == 1 else f"{left} parts are"
    return f"{parts} empty. Enter again gives it so."


def evidence_lines(sitting: Sitting, width: int) -> list[Line]:
    """The claims and sources of the question in full; nothing where it names none."""
    question, deck = sitting.question, sitting.deck
    parts = [
        *(claim_lines(deck.claims[c], deck, width) for c in question.claims if c in deck.claims),
        *(source_lines(deck.sources[s], width) for s in question.sources if s in deck.sources),
    ]
    return [line for part in parts for line in (*part, [])][:-1]
