"""Chooses the questions of a run."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence

from explainer.deck.model import Deck
from explainer.deck.question import Question, scored_questions
from explainer.deck.route import Route
from explainer.problems import ExplainerError, did_you_mean
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.run import BETWEEN, Subject, SubjectKind
from explainer.quiz.shuffle import confusable_together, mixed_order, question_order, shuffled


def subject_questions(
    deck: Deck, subject: Subject, attempts: Iterable[Attempt] = ()
) -> list[Question]:
    """Return the questions of a subject, in the deck's order, without open ones.

    Args:
        deck: The deck.
        subject: Subject of the run.
        attempts: The learner's attempts at the deck, to find missed questions.
    """
    known = scored_questions(deck.questions)
    questions = list(known.values())
    match subject.kind:
        case SubjectKind.SECTION:
            return [question for question in questions if question.section == subject.id]
        case SubjectKind.TAG:
            return [question for question in questions if subject.id in question.tags]
        case SubjectKind.MISSED:
            wanted = missed_questions(attempts)
            return [question for question in questions if question.id in wanted]
        case SubjectKind.QUESTION | SubjectKind.REVIEW:
            return [known[name] for name in subject.id.split() if name in known]
        case SubjectKind.ROUTE:
            named = [n for r in deck.routes if r.id == subject.id for n in r.questions]
            return [known[name] for name in named if name in known]
        case SubjectKind.DECK:
            return questions


def route_questions(deck: Deck, route: Route) -> list[Question]:
    """Return the questions of a route, open ones too, in the deck's order.

    These are the ones that it names, and the bets before its sections; where it names none, all
    questions of its sections.
    """
    sections = frozenset(route.sections or deck.section_ids)
    named = frozenset(route.questions)
    bets = {bet for entry in deck.outline if entry.id in sections for bet in entry.bets}
    return [
        question
        for question in deck.questions.values()
        if question.id in bets or (question.id in named if named else question.section in sections)
    ]


def run_order(
    deck: Deck, subject: Subject, questions: Sequence[Question], seed: int, count: int = 0
) -> list[str]:
    """Return the ids of the questions of a run in the order of asking, at most `count` if not 0.

    Questions named one by one are asked in that order. A review asks what is due first, with
    confusable questions together; missed questions are mixed. The two ways of a card are asked with
    others in between, as far as there are others, since each shows the answer to the other.
    """
    if count and len(questions) > count:
        drawn = shuffled(len(questions), seed, "draw")[:count]
        questions = [questions[number] for number in sorted(drawn)]
    if subject.kind in (SubjectKind.QUESTION, SubjectKind.ROUTE):
        return [question.id for question in questions]
    if subject.kind is SubjectKind.REVIEW:
        order = confusable_together(questions)
    elif subject.kind is SubjectKind.MISSED:
        order = mixed_order(questions, seed)
    else:
        order = question_order(questions, [entry.id for entry in deck.outline], seed)
    return _with_both_ways_apart(order, questions)


def _with_both_ways_apart(order: Sequence[str], questions: Sequence[Question]) -> list[str]:
    """Return an order in which the second way of a card waits until others were asked."""
    cards = {question.id: question.reverse_of or question.id for question in questions}
    asked_at: dict[str, int] = {}
    waiting: deque[str] = deque()
    found: list[str] = []

    def is_near(name: str) -> bool:
        at = asked_at.get(cards[name])
        return at is not None and len(found) - at <= BETWEEN

    def ask(name: str) -> None:
        asked_at[cards[name]] = len(found)
        found.append(name)

    for name in order:
        if is_near(name):
            waiting.append(name)
        else:
            ask(name)
        while waiting and not is_near(waiting[0]):
            ask(waiting.popleft())
    return [*found, *waiting]


def missed_questions(attempts: Iterable[Attempt]) -> set[str]:
    """Return the ids of questions whose latest answer, apart from bets, was not fully right."""
    latest: dict[str, float] = {}
    for attempt in attempts:
        if attempt.occasion is not Occasion.BET:
            latest[attempt.question] = attempt.fraction
    return {question for question, fraction in latest.items() if fraction < 1}


def tag_words(deck: Deck, tag: str) -> str:
    """Return a tag in words: the term of the glossary with this id, else without its hyphens."""
    term = deck.terms.get(tag)
    return term.term if term is not None else " ".join(re.split(r"[\s_-]+", tag)).strip() or tag


def subject_title(deck: Deck, subject: Subject) -> str:
    """Return the title of a run on screen."""
    match subject.kind:
        case SubjectKind.SECTION:
            entry = deck.entry(subject.id)
            return entry.title if entry else subject.id
        case SubjectKind.TAG:
            return f"About {tag_words(deck, subject.id)}"
        case SubjectKind.DECK:
            return "The whole deck"
        case SubjectKind.MISSED:
            return "What you missed"
        case SubjectKind.QUESTION:
            return "Questions" if " " in subject.id else "Question"
        case SubjectKind.ROUTE:
            return next((r.title for r in deck.routes if r.id == subject.id), subject.id)
        case SubjectKind.REVIEW:
            return "Review"


def check_subject(deck: Deck, subject: Subject) -> None:
    """Raise an error about a subject that the deck does not have.

    Raises:
        ExplainerError: the deck has no such section, tag or route, or no question at all.
    """
    questions = scored_questions(deck.questions)
    if not questions:
        raise ExplainerError(f"The deck '{deck.id}' has no questions.")
    match subject.kind:
        case SubjectKind.SECTION:
            known = [entry.id for entry in deck.outline]
        case SubjectKind.TAG:
            known = list(dict.fromkeys(t for q in questions.values() for t in q.tags))
        case SubjectKind.ROUTE:
            known = [route.id for route in deck.routes]
        case _:
            return
    if subject.id in known:
        return
    hint = did_you_mean(subject.id, known)
    hint = hint or (f"There are {', '.join(known[:12])}." if known else "It has none.")
    raise ExplainerError(f"The deck '{deck.id}' has no {subject.kind} '{subject.id}'. {hint}")
