"""Draws a vote: what the class sees of it, and what only the presenter sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.lesson.shown import VoteShown
from explainer.lesson.vote import (
    EXPLAIN_ABOVE,
    TEACH_AGAIN_BELOW,
    Vote,
    VoteStage,
    gain,
    share_right,
)
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.render.selection import reading_order

_WIDEST_BAR = 30
"""Cells of a bar for all hands."""

_TOLD = {
    VoteStage.ARMED: "Think first, each for yourself.",
    VoteStage.OPEN: "Hands up: one choice after the other.",
    VoteStage.DISCUSSED: "Find somebody who chose another, and convince them. Then all vote again.",
}
"""Words to the class at a stage."""

_NEXT = {
    VoteStage.OPEN: "open the vote",
    VoteStage.CLOSED: "close it",
    VoteStage.REVEALED: "reveal",
    VoteStage.EXPLAINED: "explain",
}
"""Words for the next stage."""


def keys_of(question: Question) -> tuple[int, ...]:
    """Return the places of the right choices, in the order in which the choices are shown."""
    return tuple(
        place
        for place, number in enumerate(reading_order(question))
        if (
            number == (0 if question.answer else 1)
            if question.type is QuestionType.TRUE_FALSE
            else question.choices[number].correct
        )
    )


def choice_count(question: Question) -> int:
    """Return the number of choices of a question."""
    return len(reading_order(question))


def class_lines(vote: VoteShown, deck: Deck, width: int, height: int) -> list[Line]:
    """Return what the class sees: the question, and from the reveal on how it voted.

    Where bars have no room, a line of numbers under each choice says the same.
    """
    lines = _class_lines(vote, deck, width, _bars)
    if len(lines) > height:
        lines = _class_lines(vote, deck, width, _numbers)
    if len(lines) > height:
        lines = [line for line in lines[1:] if line]  # the question matters more than its title
    return lines if len(lines) <= height else [*lines[: height - 1], [TextRun("…", "faint")]]


_Result = Callable[[Sequence[Sequence[int]], int, int], list[Line]]
"""Returns the lines with the hands of a choice: of each round, by its place, for a width."""


def _class_lines(vote: VoteShown, deck: Deck, width: int, result: _Result) -> list[Line]:
    question = deck.questions[vote.question]
    layout = QuestionLayout(question, deck)
    is_told = vote.stage in (VoteStage.REVEALED, VoteStage.EXPLAINED)
    title = "A bet" if vote.is_bet else "A vote"
    round_words = f" · round {vote.round}" if vote.round > 1 else ""
    lines: list[Line] = [[TextRun(f"{title}{round_words}", "muted")], []]
    lines.extend(layout.prompt_lines(question.prompt, width))
    lines.append([])
    keys = keys_of(question) if is_told and not vote.is_bet else ()
    for place, number in enumerate(reading_order(question)):
        mark = TextRun("✓ " if place in keys else "  ", "good")
        head = [mark, TextRun(f"{place + 1}", "keycap"), TextRun("  ")]
        role = "strong" if place in keys else ""
        lines.extend(_choice(question, layout, number, head, width, role))
        if is_told and vote.hands:
            lines.extend(result(vote.hands, place, width))
    lines.append([])
    if vote.stage is VoteStage.CLOSED:
        words = f"{_hands(vote.count)} counted."
    else:
        words = "" if is_told else _TOLD[vote.stage]
    lines.extend(wrap([TextRun(words, "muted")], width) if words else [])
    if vote.stage is VoteStage.EXPLAINED and question.explain:
        lines.extend(layout.lines(question.explain, width))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _choice(
    question: Question, layout: QuestionLayout, number: int, head: Line, width: int, role: str
) -> list[Line]:
    if question.type is QuestionType.TRUE_FALSE:
        return [[*head, TextRun("false" if number else "true", role)]]
    return layout.choice_lines(head, question.choices[number].text, width, role)


def _bars(rounds: Sequence[Sequence[int]], place: int, width: int) -> list[Line]:
    """Return a bar for each round with the hands of a choice."""
    lines: list[Line] = []
    for number, hands in enumerate(rounds, 1):
        whole = sum(hands)
        share = hands[place] / whole if whole else 0.0
        cells = round(share * max(1, min(_WIDEST_BAR, width - 20)))
        label = f"{number}. " if len(rounds) > 1 else ""
        is_last = number == len(rounds)
        lines.append(
            [
                TextRun(f"     {label}"),
                TextRun("█" * cells, "here" if is_last else "faint"),
                TextRun(f"{' ' if cells else ''}{hands[place]} · {share:.0%}", "muted"),
            ]
        )
    return lines


def _numbers(rounds: Sequence[Sequence[int]], place: int, width: int) -> list[Line]:
    """Return a line with the hands of a choice in each round."""
    shares = [f"{hands[place]} · {hands[place] / max(1, sum(hands)):.0%}" for hands in rounds]
    indent = [TextRun("     ")]
    return beside(indent, indent, width, partial(wrap, [TextRun(", then ".join(shares), "muted")]))


def private_lines(vote: Vote, deck: Deck, width: int) -> list[Line]:
    """Return what only the presenter sees: the split of each round, and what to do about it."""
    question = deck.questions[vote.question]
    keys = () if vote.is_bet or question.open else keys_of(question)
    counts = ", then ".join(str(sum(hands)) for hands in vote.hands)
    title = f"Only you see: {counts} hands" if counts else "Only you see this"
    lines = wrap([TextRun(title, "muted strong")], width)
    for place in range(choice_count(question) if vote.hands else 0):
        cells = [
            f"{hands[place]:>5} {hands[place] / max(1, sum(hands)):>5.0%}" for hands in vote.hands
        ]
        mark = TextRun("✓ " if place in keys else "  ", "good")
        lines.append([mark, TextRun(f"{place + 1}{''.join(cells)}")])
    for words in _advice(vote, keys):
        lines.extend(wrap([TextRun(words)], width))
    return lines


def _advice(vote: Vote, keys: Sequence[int]) -> list[str]:
    """Return what the split says, in words."""
    shares = [share_right(hands, keys) for hands in vote.hands] if keys else []
    if not shares or shares[0] is None:
        return []
    if len(shares) > 1 and shares[1] is not None:
        gained = gain(shares[0], shares[1])
        words = "" if gained is None else f", a gain of {gained:.2f}"
        return [f"Right: {shares[0]:.0%}, then {shares[1]:.0%}{words}."]
    if not vote.may_discuss:
        return []
    if shares[0] < TEACH_AGAIN_BELOW:
        return ["Few are right: teach it again before they vote a second time."]
    if shares[0] <= EXPLAIN_ABOVE:
        return ["About half are right: let them discuss it, then vote again."]
    return ["Most are right: reveal it, and explain briefly."]


def next_words(vote: Vote) -> str:
    """Return what "next" does, before it does it."""
    if vote.next is None:
        return "Next: back to the text"
    words = (
        "show how they voted"
        if vote.is_bet and vote.next is VoteStage.REVEALED
        else _NEXT[vote.next]
    )
    if vote.stage is VoteStage.OPEN:
        words += f", {_hands(vote.count)} in" if vote.count else ", no hands yet"
    if vote.stage is VoteStage.DISCUSSED:
        words = "open the second round"
    return f"Next: {words}"


def _hands(count: int) -> str:
    return f"{count} hand{'' if count == 1 else 's'}"


def is_put_to_class(question: Question) -> bool:
    """True for a question whose choices a class can raise its hands for."""
    types = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE)
    return question.type in types and 2 <= choice_count(question) <= 9
