"""The part of a lesson that a class may see: nothing that is not revealed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import question_text
from explainer.lesson.ballot import Ballot, Said, added, said, votes
from explainer.lesson.guess_vote import guessed_values
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import question_of
from explainer.lesson.shown import LobbyShown, Shown, VoteShown
from explainer.lesson.typed_answer import takes_hands
from explainer.lesson.vote import Vote, VoteStage
from explainer.quiz.answer import Answer
from explainer.quiz.summary import answer_lines

_MOST_NAMES = 60
"""Most names on the title page."""


def public(vote: Vote, deck: Deck, people: int = 0) -> VoteShown:
    """Return a vote without what the class does not know yet."""
    is_told = vote.stage in (VoteStage.REVEALED, VoteStage.EXPLAINED)
    guess = vote.guess
    if guess is not None and vote.stage is not VoteStage.EXPLAINED:
        guess = msgspec.structs.replace(guess, record=None)
    question = question_of(vote, deck)
    if not is_told or question is None:
        return VoteShown(
            vote.question,
            vote.stage,
            vote.round,
            vote.count,
            is_bet=vote.is_bet,
            people=people,
            poll=vote.poll,
            guess=guess,
            case=vote.case,
        )
    return VoteShown(
        vote.question,
        vote.stage,
        vote.round,
        vote.count,
        split(vote, question),
        vote.is_bet,
        tuple(said_in(vote, question, deck, vote.round)),
        people=people,
        poll=vote.poll,
        guess=guess,
        case=vote.case,
        values=tuple(values_of(vote)),
    )


def values_of(vote: Vote) -> list[float]:
    """Return the numbers that were guessed in the last round, from the smallest."""
    if vote.guess is None:
        return []
    ballots = vote.round_ballots(vote.round).values()
    return guessed_values((ballot.answer for ballot in ballots), vote.guess.unit)


def split(vote: Vote, question: Question) -> tuple[tuple[int, ...], ...]:
    """Return the votes of each round for each choice; none where there are no choices."""
    if not takes_hands(question):
        return ()
    rounds = max(len(vote.hands), len(vote.ballots))
    return tuple(
        added(
            vote.hands[number] if number < len(vote.hands) else (),
            votes(question, vote.round_ballots(number + 1).values()),
        )
        for number in range(rounds)
    )


def said_in(vote: Vote, question: Question, deck: Deck, number: int) -> list[Said]:
    """Return the answers of a round that are not choices, the most frequent first."""
    ballots = vote.round_ballots(number)
    if takes_hands(question) or vote.guess is not None or not ballots:
        return []
    return said(question, ballots.values(), _words(question, deck, ballots))


def _words(question: Question, deck: Deck, ballots: Mapping[str, Ballot]) -> dict[Answer, str]:
    text = question_text(deck, question)
    answers = {ballot.answer for ballot in ballots.values()}
    return {one: " · ".join(answer_lines(question, one, text)) for one in answers}


def class_shown(state: LessonState, deck: Deck) -> Shown | None:
    """Return the view of a class now; None before anything was shown."""
    if state.shown is None:
        return None
    vote = None if state.vote is None else public(state.vote, deck, state.people)
    return msgspec.structs.replace(state.shown, vote=vote, lobby=lobby_of(state))


def lobby_of(state: LessonState) -> LobbyShown | None:
    """Return the way into a lesson, for its title page; None for one that nobody can join."""
    if state.host is None or (state.shown is not None and state.shown.section):
        return None
    here = [one.public_name for one in reversed(list(state.participants.values())) if one.is_here]
    names = tuple(here[:_MOST_NAMES])
    return LobbyShown(state.host.command, state.host.code, names, state.people)
