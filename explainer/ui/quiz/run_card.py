"""The cards of a run other than its questions: head, feedback, result; and its hints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial

from explainer.learner.quiz_session import QuizSession
from explainer.quiz.answer import Answer
from explainer.quiz.bank import subject_title
from explainer.quiz.feedback import Feedback, back_lines, feedback_lines
from explainer.quiz.grading import Grade, empty_parts
from explainer.quiz.result import result_lines
from explainer.quiz.review_page import when_due
from explainer.quiz.run import Phase, Run
from explainer.quiz.summary import missed, repeat_words, to_reread
from explainer.render.chart.glyphs import Glyphs
from explainer.render.evidence import claim_lines, source_lines
from explainer.render.line import Line, TextRun, beside, pad, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.help_lines import with_keys
from explainer.ui.base.keycap import small_keycap
from explainer.ui.panes.card_head import head_lines
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet
from explainer.ui.quiz.answer_sheets.card_sheet import CardFacts, CardSheet


def run_head(quiz_session: QuizSession, width: int) -> list[Line]:
    """Return the lines with the run's title and progress, and the seed once it is done."""
    run = quiz_session.run
    facts = [f"seed {run.seed}"] if run.phase is Phase.DONE else []
    if not quiz_session.keeps:
        facts.append("nothing is kept")
    title = subject_title(quiz_session.deck, run.subject)
    number, marks = _number(quiz_session), _marks(run)
    return head_lines(title, number, " · ".join(facts), width, marks)


def _marks(run: Run) -> Line:
    """Return a mark for each question of a run, as its first answer was; none for a single one."""
    if len(run.order) < 2:
        return []
    first = {one.question: one.fraction for one in reversed(run.responses)}
    return [_mark(first.get(question)) for question in run.order]


def _mark(fraction: float | None) -> TextRun:
    if fraction is None:
        return TextRun("○", "faint")
    if fraction >= 1:
        return TextRun("●", "good")
    return TextRun("✗", "bad") if fraction <= 0 else TextRun("≈", "half")


def _number(quiz_session: QuizSession) -> str:
    """Return the number of the question out of how many, and what is asked again."""
    run = quiz_session.run
    if run.phase is Phase.DONE:
        return "done"
    asked = len({one.question for one in run.responses})
    if run.phase is Phase.ASKING:
        asked += not run.is_return
    repeats = repeat_words(run)
    return f"{asked} of {len(run.order)}" + (f" · {repeats}" if repeats else "")


def _no_label(command: str) -> str:
    return ""


def feedback_card(
    quiz_session: QuizSession,
    width: int,
    glyphs: Glyphs = Glyphs.FULL,
    label: Callable[[str], str] = _no_label,
) -> list[Line]:
    """Return the feedback on an answer, or the result; `label` gives the keys of commands."""
    head, run = run_head(quiz_session, width), quiz_session.run
    if run.phase is Phase.DONE:
        return [
            *head,
            *result_lines(
                quiz_session.deck,
                run,
                quiz_session.questions,
                quiz_session.titles,
                quiz_session.bets,
                width,
                glyphs,
                _step_line(quiz_session, label("quiz-answer")),
            ),
        ]
    question, response = quiz_session.question, run.last
    assert response is not None
    grade = quiz_session.grade or Grade(response.fraction)
    bet = quiz_session.bets.get(question.id)
    place = quiz_session.titles(question.section, question.settles)
    feedback = Feedback(question, response, grade, run.seed, bet, place)
    prompt = QuestionLayout(question, quiz_session.deck).prompt_lines(question.prompt, width)
    return [*head, *prompt, [], *feedback_lines(feedback, quiz_session.deck, width)]


def _step_line(quiz_session: QuizSession, key: str) -> Line:
    """Return the next step after a run, with its key; nothing where there is none."""
    step = next_step(quiz_session)
    if step is NextStep.NONE:
        return []
    words = "shows what to read again"
    if step is NextStep.ASK_MISSED:
        run = quiz_session.run
        last = {one.question: one.fraction for one in run.responses}
        count = sum(last[name] < 1 for name in missed(run))
        missing = "the one that is missed" if count == 1 else f"the {count} that are missed"
        words = f"asks {missing} once more"
    return [small_keycap(key), TextRun(f" {words}")] if key else []


def card_facts(
    quiz_session: QuizSession, layout: QuestionLayout, label: Callable[[str], str]
) -> CardFacts:
    """Return what the sheet of the current card shows; `label` gives the keys of commands."""
    now = datetime.now(UTC)
    due = {rating: when_due(at, now) for rating, at in quiz_session.due_by_rating.items()}
    back = partial(back_lines, quiz_session.question, quiz_session.deck, layout)
    return CardFacts(back, label, due)


def run_place(quiz_session: QuizSession) -> str:
    """Return the words for the place in the run, for the last line."""
    title = subject_title(quiz_session.deck, quiz_session.run.subject)
    return f"{'Done' if quiz_session.run.phase is Phase.DONE else 'Quiz'} · {title}"


class NextStep(StrEnum):
    """Next steps that the result of a run offers."""

    ASK_MISSED = "ask-missed"
    """To ask again what is still missed."""
    READ_AGAIN = "read-again"
    """To read the passages of what was missed at first and is right by now."""
    NONE = "none"
    """Nothing: all was right at once, or no passage is named."""


def next_step(quiz_session: QuizSession) -> NextStep:
    """Return the next step after a run that is done."""
    run = quiz_session.run
    last = {one.question: one.fraction for one in run.responses}
    if any(last[name] < 1 for name in missed(run)):
        return NextStep.ASK_MISSED
    places = to_reread(run, quiz_session.questions)
    is_there = places and quiz_session.deck.entry(places[0].section) is not None
    return NextStep.READ_AGAIN if is_there else NextStep.NONE


def run_hints(quiz_session: QuizSession, sheet: Sheet | None) -> list[tuple[str, str]]:
    """Return the ids of the most useful commands now, with a word or two for each."""
    run = quiz_session.run
    if sheet is not None:
        wanted = [("quiz-answer", "answer")]
        if isinstance(sheet, CardSheet):
            wanted = [*sheet.hints(), *([("quiz-answer", "rate")] if sheet.chosen else [])]
            if not sheet.is_turned and run.hints < len(quiz_session.question.hints):
                wanted.append(("quiz-hint", "hint"))
            return [*wanted, ("quiz-unknown", "don't know")]
        if sheet.typed is None:
            if run.hints < len(quiz_session.question.hints):
                wanted.append(("quiz-hint", "hint"))
            wanted.append(("quiz-unknown", "don't know"))
            wanted.append(("quiz-sure", "how sure"))
        return wanted
    if run.phase is Phase.DONE:
        step = {
            NextStep.ASK_MISSED: [("quiz-answer", "ask again")],
            NextStep.READ_AGAIN: [("quiz-answer", "read again"), ("quiz-missed", "ask again")],
            NextStep.NONE: [],
        }[next_step(quiz_session)]
        return [*step, ("quiz-clear", "new run")]
    wanted = [("quiz-answer", "next"), ("quiz-passage", "passage")]
    if quiz_session.grade is not None and quiz_session.grade.is_right:
        wanted.append(("quiz-easy", "easy"))
    return wanted


def answering_hints(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the hints for answering; while text is typed, for reaching the card's own keys."""
    if isinstance(sheet, CardSheet):
        return []  # they are the most useful ones and come first
    hints = list(sheet.hints()[:1])
    is_typing = sheet.typed is not None
    return hints or ([("sheet-next-gap", "hint, how sure")] if is_typing else [])


_ANSWERING = (
    ("1–9 {sheet-up} {sheet-down}",
     "choose; with several right choices, {sheet-pick} takes or leaves one"),
    ("letters, digits", "typed where a question asks for words or a number"),
    ("{sheet-next-gap}", "to the next gap, and from what is typed to the keys below and back"),
    ("1–9 {sheet-turn-left} {sheet-turn-right}",
     "put a right side to the pair under the cursor; {sheet-take-away} takes it away"),
    ("{sheet-lift} {sheet-up} {sheet-down}",
     "lift a row of an order, carry it, drop it; 1–9 moves it to that place"),
    ("{sheet-turn}",
     "turn a card; {sheet-again} {sheet-hard} {sheet-good} {sheet-easy} say how it went"),
    ("{card-page-up} {card-page-down}", "look at the rest of a long card"),
)  # fmt: skip


def answering_lines(labels: Mapping[str, str], width: int) -> list[Line]:
    """Return how questions of each type are answered, for the help screen."""
    lines = wrap([TextRun("Answering", "strong")], width)
    for keys, words in _ANSWERING:
        first = pad([small_keycap(with_keys(keys, labels.__getitem__))], 18)
        said = [TextRun(with_keys(words, labels.__getitem__))]
        lines.extend(beside(first, [TextRun(" " * 18)], width, partial(wrap, said)))
    return lines


def unfinished_words(answer: Answer, key: str) -> str:
    """Return a note on empty parts of an answer, with the key that gives it anyway."""
    left = empty_parts(answer)
    if not left:
        return ""
    parts = "1 part is" if left == 1 else f"{left} parts are"
    return f"{parts} empty. {key} again gives it so."


def evidence_lines(quiz_session: QuizSession, width: int) -> list[Line]:
    """Return the claims and sources of the question in full; nothing if it names none."""
    question, deck = quiz_session.question, quiz_session.deck
    parts = [
        *(claim_lines(deck.claims[c], deck, width) for c in question.claims if c in deck.claims),
        *(source_lines(deck.sources[s], width) for s in question.sources if s in deck.sources),
    ]
    return [line for part in parts for line in (*part, [])][:-1]
