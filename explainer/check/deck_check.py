"""Checks a deck: loads it, and then runs the checks that need the whole deck."""

from __future__ import annotations

from pathlib import Path

from explainer.check.directive_check import check_directives
from explainer.check.links import check_links
from explainer.check.question_check import check_questions, check_settled
from explainer.check.route_check import check_routes
from explainer.check.shortened import shortened
from explainer.check.unsourced import check_unsourced
from explainer.check.unused import check_unused
from explainer.deck.loader import open_deck
from explainer.deck.position import located
from explainer.deck.question_reader import read_question_texts
from explainer.problems import Problem, Problems


def check_deck(path: Path) -> list[Problem]:
    """Return the problems of a deck, each with its place, in the order of its files."""
    problems = Problems()
    opened = open_deck(path, problems)
    sections = opened.sections()
    if not opened.deck.is_plain:
        read_question_texts(opened.root, opened.deck, problems)
        check_routes(opened.deck, sections, problems)
        check_links(opened.root, opened.deck, sections, problems)
        check_settled(opened.deck, sections, problems)
        check_directives(opened.root, opened.deck, sections, problems)
        check_unsourced(opened.root, opened.deck, sections, problems)
        check_unused(opened.root, opened.deck, sections, problems)
        check_questions(opened.deck, problems)
    return located(shortened(problems), path.parent if path.is_file() else path)
