"""The last line of a participant's screen: what they can do now, and what became of it."""

from __future__ import annotations

import msgspec

from explainer.deck.model import Deck
from explainer.lesson.event import Signal
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import question_of
from explainer.lesson.score import is_right
from explainer.lesson.shown import Shown
from explainer.lesson.typed_answer import how_to_answer, takes_hands
from explainer.lesson.vote import VoteStage
from explainer.quiz.answer import Confidence
from explainer.render.line import Line, TextRun, crop_line, line_width
from explainer.ui.base.keycap import small_keycap

SIGNAL_KEYS = {"l": Signal.LOST, "-": Signal.SLOWER, "+": Signal.FASTER}
"""Keys of the signals."""

CONFIDENCE_KEYS = {"s": Confidence.SURE, "t": Confidence.THINK, "u": Confidence.GUESS}
"""Keys for how sure a participant is."""

_SIGNAL_WORDS = {
    Signal.LOST: "You said that you are lost",
    Signal.SLOWER: "You asked for less speed",
    Signal.FASTER: "You asked for more speed",
}


class FollowerMoment(msgspec.Struct, frozen=True):
    """The participant's own part of their last line, beside the state of the lesson."""

    participant: str
    """Id of the participant."""
    typed: str = ""
    """Characters of an answer or a question that were typed and not sent."""
    is_asking: bool = False
    """True while a question to the presenter is typed."""
    answered: str = ""
    """Answer that was sent and counts, as it was typed; empty for none."""
    confidence: Confidence | None = None
    """Confidence that was sent with it."""
    looking: int = -1
    """Index of the earlier page that is looked at; -1 while the presenter is followed."""
    pages: int = 0
    """Number of earlier pages."""
    notice: str = ""
    """Words until the next key; empty for none."""


def own_line(moment: FollowerMoment, state: LessonState, deck: Deck, width: int) -> Line:
    """Return the last line of a participant's screen."""
    left, hints = _words(moment, state, deck)
    role = "bar-notice" if moment.notice else "bar-place"
    return _spread([TextRun(f" {left}", role)], hints, width)


def line_depends(moment: FollowerMoment, state: LessonState) -> object:
    """Return a value that differs wherever the last line may differ, and costs less to make."""
    vote = state.vote
    return (
        moment,
        None if vote is None else (vote.question, vote.stage),
        state.signals.get(moment.participant),
        state.is_roaming_open,
        presenter_words(state.shown) if moment.looking >= 0 else "",
    )


_Hints = list[tuple[str, str]]


def _words(moment: FollowerMoment, state: LessonState, deck: Deck) -> tuple[str, _Hints]:
    """Return what the line says, and the keys that it names."""
    if moment.is_asking:
        return f"Ask: {moment.typed}▏", [("Enter", "sends"), ("Esc", "drops")]
    if moment.notice:
        return moment.notice, []
    if moment.looking >= 0:
        place = f"{moment.looking + 1} of {moment.pages}"
        return f"{place} · {presenter_words(state.shown)}", [("g", "back"), ("←→", "pages")]
    vote = state.vote
    question = question_of(vote, deck) if vote is not None else None
    if vote is None or question is None:
        return _following(moment, state)
    if vote.stage is VoteStage.OPEN:
        if moment.typed:
            return f"Answer: {moment.typed}▏", [("Enter", "sends"), ("Esc", "drops")]
        if not moment.answered:
            return how_to_answer(question), []
        asks = state.host is not None and state.host.asks_confidence and takes_hands(question)
        if asks and moment.confidence is None:
            sent = f"Sent: {moment.answered}. How sure are you?"
            return sent, [("s", "sure"), ("t", "think so"), ("u", "guess")]
        return f"Sent: {moment.answered}. You can change it.", []
    sent = f"You answered {moment.answered}" if moment.answered else ""
    told = is_right(vote, deck, moment.participant)
    if sent and told is not None:
        sent += ": right" if told else ": not right"
    if vote.stage is VoteStage.ARMED:
        return "Think first: the vote opens in a moment", []
    if vote.stage is VoteStage.DISCUSSED:
        return "Talk it over; then all vote again", []
    return sent or "You did not vote", []


def _following(moment: FollowerMoment, state: LessonState) -> tuple[str, _Hints]:
    """Return the line between votes."""
    participant = state.participants.get(moment.participant)
    signal = state.signals.get(moment.participant)
    name = participant.name if participant is not None else ""
    left = f"{_SIGNAL_WORDS[signal]}" if signal is not None else name
    lost = ("l", "take back" if signal is Signal.LOST else "I'm lost")
    roam = "read it all" if state.is_roaming_open else "look back"
    return left, [("g", roam), lost, ("?", "ask"), ("q", "leave")]


def presenter_words(shown: Shown | None) -> str:
    """Return where the presenter is."""
    if shown is None or not shown.section:
        return "presenter is at the title"
    return f"presenter is at {shown.number}/{shown.count}"


def _spread(left: Line, hints: _Hints, width: int) -> Line:
    """Return words at the left and as many hints at the right as there is room for."""
    kept = list(hints)
    right = _hint_runs(kept)
    while kept and line_width(left) + line_width(right) + 1 > width:
        kept.pop()
        right = _hint_runs(kept)
    left = crop_line(left, max(1, width - line_width(right)))
    gap = max(0, width - line_width(left) - line_width(right))
    return [*left, TextRun(" " * gap), *right]


def _hint_runs(hints: _Hints) -> Line:
    runs: Line = []
    for key, words in hints:
        runs.extend([small_keycap(key), TextRun(f" {words}  ")])
    return runs
