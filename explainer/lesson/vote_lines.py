"""Draws a vote: what the class sees of it, and what only the presenter sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from string import ascii_lowercase

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_reader import question_text
from explainer.deck.question_text import GAP
from explainer.lesson.ballot import Said, matrix, right_count
from explainer.lesson.class_desk import evidence_lines
from explainer.lesson.class_sight import said_in, split, values_of
from explainer.lesson.guess_vote import cloud_lines, spread_words
from explainer.lesson.poll import question_of
from explainer.lesson.shown import VoteShown
from explainer.lesson.typed_answer import item_order, side_order, takes_hands
from explainer.lesson.vote import (
    EXPLAIN_ABOVE,
    MOST_ROUNDS,
    TEACH_AGAIN_BELOW,
    Vote,
    VoteStage,
    gain,
    share_right,
)
from explainer.quiz.answer import Confidence
from explainer.quiz.grading import right_sides
from explainer.quiz.summary import key_lines
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.render.selection import reading_order

_WIDEST_BAR = 30
"""Cells of a bar for all hands."""

_TOLD = {
    VoteStage.ARMED: "Think first, each for yourself.",
    VoteStage.OPEN: "Vote now. You can change your answer until the vote is closed.",
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

_NEXT_OF_GUESS = {
    VoteStage.REVEALED: "show their guesses",
    VoteStage.EXPLAINED: "show the record",
}
"""Words for the next stage of a guess."""


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
    question = question_of(vote, deck)
    assert question is not None
    layout = QuestionLayout(question, deck)
    is_told = vote.stage in (VoteStage.REVEALED, VoteStage.EXPLAINED)
    title = "A bet" if vote.is_bet else "A vote" if vote.poll is None else "A poll"
    title = "A guess" if vote.guess is not None else title
    title = "The evidence desk" if vote.case is not None else title
    round_words = f" · round {vote.round}" if vote.round > 1 else ""
    lines: list[Line] = [[TextRun(f"{title}{round_words}", "muted")], []]
    lines.extend(layout.prompt_lines(question.prompt, width))
    lines.append([])
    if takes_hands(question):
        keys = keys_of(question) if is_told and not vote.is_bet else ()
        for place, number in enumerate(reading_order(question)):
            mark = TextRun("✓ " if place in keys else "  ", "good")
            head = [mark, TextRun(f"{place + 1}", "keycap"), TextRun("  ")]
            role = "strong" if place in keys else ""
            lines.extend(_choice(question, layout, number, head, width, role))
            if is_told and vote.hands:
                lines.extend(result(vote.hands, place, width))
    else:
        lines.extend(_asked_lines(question, deck, layout, width))
        if is_told and vote.guess is not None:
            lines.extend(cloud_lines(vote.guess, vote.values, width))
        elif is_told:
            key = "" if vote.is_bet else " · ".join(key_lines(question, layout.text))
            lines.extend(_said_lines(vote.said, key, width))
    if vote.case is not None:
        lines.extend(evidence_lines(vote.case, deck, width))
    lines.append([])
    words = "" if is_told else _progress_words(vote, question)
    lines.extend(wrap([TextRun(words, "muted")], width) if words else [])
    if vote.stage is VoteStage.EXPLAINED and question.explain:
        lines.extend(layout.lines(question.explain, width))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _progress_words(vote: VoteShown, question: Question) -> str:
    """Return what the class is to do, and how many have voted, before anything is revealed."""
    if vote.stage is VoteStage.CLOSED:
        return f"Closed. {_counted(vote.count, vote.people)}."
    if vote.stage is not VoteStage.OPEN:
        return _TOLD[vote.stage]
    if not vote.people:
        return "Hands up: one choice after the other." if takes_hands(question) else ""
    return f"{_TOLD[vote.stage]} {_counted(vote.count, vote.people)}."


def _counted(count: int, people: int) -> str:
    """Return the number of votes in words: of how many, where participants are connected."""
    return f"{count} of {people} voted" if people else f"{_hands(count)} counted"


def _asked_lines(question: Question, deck: Deck, layout: QuestionLayout, width: int) -> list[Line]:
    """Return what a question offers that is not answered by a choice."""
    text = question_text(deck, question)
    lines: list[Line] = []
    if question.type is QuestionType.CLOZE:
        gaps = len(GAP.findall(question.text))
        lines.extend(wrap(layout.gapped_runs(question.text, [[TextRun("____")]] * gaps), width))
    for number, item in enumerate(item_order(question, text), 1):
        lines.extend(_labelled(f"{number}", layout.runs(question.items[item]), width))
    for number, pair in enumerate(question.pairs, 1):
        lines.extend(_labelled(f"{number}", layout.runs(pair.left), width))
    if question.pairs:
        lines.append([])
        sides = right_sides(question)
        for letter, side in zip(ascii_lowercase, side_order(question, text), strict=False):
            lines.extend(_labelled(letter, layout.runs(sides[side]), width))
    return lines


def _labelled(label: str, runs: Line, width: int) -> list[Line]:
    head: Line = [TextRun("  "), TextRun(label, "keycap"), TextRun("  ")]
    return beside(head, [TextRun(" " * 5)], width, partial(wrap, runs))


def _said_lines(answers: Sequence[Said], key: str, width: int) -> list[Line]:
    """Return the most frequent answers with their counts, and what is right."""
    lines: list[Line] = [[]] if answers else []
    for one in answers:
        mark = TextRun("✓ " if one.is_right else "  ", "good")
        head: Line = [mark, TextRun(f"{one.count:>3}", "strong"), TextRun("  ")]
        role = "strong" if one.is_right else ""
        rest = [TextRun(" " * 7)]
        lines.extend(beside(head, rest, width, partial(wrap, [TextRun(one.words, role)])))
    if key and not any(one.is_right for one in answers):
        lines.extend([[], *wrap([TextRun("Right: ", "muted"), TextRun(key, "strong")], width)])
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
    question = question_of(vote, deck)
    assert question is not None
    rounds = split(vote, question)
    is_open = vote.is_bet or question.open
    keys = () if is_open or not takes_hands(question) else keys_of(question)
    lines = wrap([TextRun(_private_title(vote), "muted strong")], width)
    for place in range(choice_count(question) if rounds else 0):
        cells = [f"{row[place]:>5} {row[place] / max(1, sum(row)):>5.0%}" for row in rounds]
        mark = TextRun("✓ " if place in keys else "  ", "good")
        lines.append([mark, TextRun(f"{place + 1}{''.join(cells)}")])
    lines.extend(_said_lines(said_in(vote, question, deck, vote.round), "", width))
    shares = [] if is_open else _shares(vote, question, rounds, keys)
    for words in _advice(vote, shares):
        lines.extend(wrap([TextRun(words)], width))
    if vote.guess is not None:
        lines.extend(wrap([TextRun(spread_words(vote.guess, values_of(vote)))], width))
    return [*lines, *_confidence_lines(vote, question, width), *_matrix_lines(vote, question)]


def _private_title(vote: Vote) -> str:
    rounds = max(len(vote.hands), len(vote.ballots))
    counts = []
    for number in range(1, rounds + 1):
        hands = sum(vote.hands[number - 1]) if len(vote.hands) >= number else 0
        counts.append(str(hands + len(vote.round_ballots(number))))
    what = "vote" if vote.ballots else "hand"
    what += "" if counts == ["1"] else "s"
    return f"Only you see: {', then '.join(counts)} {what}" if counts else "Only you see this"


def _shares(
    vote: Vote, question: Question, rounds: Sequence[Sequence[int]], keys: Sequence[int]
) -> list[float | None]:
    """Return the share of right votes in each round; None for one without votes."""
    if keys and question.type is not QuestionType.MULTIPLE:
        return [share_right(row, keys) for row in rounds]
    found: list[float | None] = []
    for number in range(1, len(vote.ballots) + 1):
        ballots = vote.round_ballots(number)
        right = right_count(question, ballots.values())
        found.append(right / len(ballots) if ballots else None)
    # Hands tell of a question with several keys only how often each choice was raised.
    return found or [share_right(row, keys) for row in rounds]


def _advice(vote: Vote, shares: Sequence[float | None]) -> list[str]:
    """Return what the split says, in words."""
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


def _confidence_lines(vote: Vote, question: Question, width: int) -> list[Line]:
    """Return how many of the sure were wrong, if the participants said how sure they are."""
    ballots = vote.round_ballots(vote.round).values()
    sure = [one for one in ballots if one.confidence is Confidence.SURE]
    if not sure or vote.is_bet or question.open:
        return []
    wrong = len(sure) - right_count(question, sure)
    return wrap([TextRun(f"Sure: {len(sure)}, of them wrong: {wrong}.")], width)


def _matrix_lines(vote: Vote, question: Question) -> list[Line]:
    """Return who went from which choice to which between the rounds, as a table of counts."""
    if len(vote.ballots) < MOST_ROUNDS or question.type is QuestionType.MULTIPLE:
        return []
    changes = matrix(question, vote.ballots[0], vote.ballots[1])
    if not any(map(any, changes)):
        return []
    head = "".join(f"{place:>5}" for place in range(1, len(changes) + 1))
    lines: list[Line] = [[], [TextRun("From ↓ to →", "muted")], [TextRun(f"   {head}", "muted")]]
    for place, row in enumerate(changes):
        line: Line = [TextRun(f"  {place + 1}", "muted")]
        for to, count in enumerate(row):
            role = "strong" if to == place else "" if count else "faint"
            line.append(TextRun(f"{count or '·':>5}", role))
        lines.append(line)
    return lines


def next_words(vote: Vote, people: int = 0) -> str:
    """Return what "next" does, before it does it; `people` are the participants connected."""
    if vote.next is None:
        return "Next: back to the text"
    words = _NEXT[vote.next]
    if vote.guess is not None and vote.next in _NEXT_OF_GUESS:
        words = _NEXT_OF_GUESS[vote.next]
    elif (vote.is_bet or vote.poll is not None) and vote.next is VoteStage.REVEALED:
        words = "show how they voted"
    if vote.stage is VoteStage.OPEN:
        words += f", {_votes_in(vote, people)}"
    if vote.stage is VoteStage.DISCUSSED:
        words = "open the second round"
    return f"Next: {words}"


def _votes_in(vote: Vote, people: int) -> str:
    """Return how many votes are in: of how many, where participants are connected."""
    if people:
        hands = f" and {_hands(vote.hand_count)}" if vote.hand_count else ""
        return f"{vote.ballot_count} of {people}{hands} in"
    return f"{_hands(vote.count)} in" if vote.count else "no hands yet"


def _hands(count: int) -> str:
    return f"{count} hand{'' if count == 1 else 's'}"
