"""The lines of the evidence pane: for the target in focus, else for the page in sight."""

from __future__ import annotations

from collections.abc import Container
from functools import partial

from explainer.render.evidence import page_lines, target_lines
from explainer.render.line import Line, TextRun, wrap
from explainer.render.page import Page, Target
from explainer.ui.base.requests import ShowCard
from explainer.ui.base.session import Session


def evidence_lines(
    session: Session,
    index: int,
    page: Page,
    in_sight: range,
    target: Target | None,
    width: int,
) -> list[Line]:
    """Return the evidence of the target in focus, else of the lines in sight.

    Args:
        session: The session.
        index: Index of the section in the outline.
        page: The section as it is laid out.
        in_sight: The lines in sight.
        target: The target in focus.
        width: Most cells of a line.
    """
    deck = session.opened.deck
    lines = target_lines(target, deck, width) if target else []
    hidden = _hidden_claims(session, index)
    lines = lines or page_lines(page, in_sight, deck, width, hidden)
    return lines or wrap([TextRun("No claims or sources on this page.", "faint")], width)


def page_card(session: Session, index: int, page: Page, in_sight: range) -> ShowCard:
    """Return the evidence of the page in sight as a card, where there is no room for a pane."""
    return ShowCard("Evidence", partial(evidence_lines, session, index, page, in_sight, None))


def target_card(session: Session, target: Target) -> ShowCard:
    """Return a card about a target."""
    lines = partial(target_lines, target, session.opened.deck)
    return ShowCard(target.kind.value.capitalize(), lines)


def _hidden_claims(session: Session, index: int) -> Container[str]:
    """Return the claims whose verdict would reveal the answer to a bet of an unread section."""
    deck = session.opened.deck
    entry = deck.outline[index]
    return deck.claims if entry.bets and entry.id not in session.read else ()
