"""Finds the route that somebody names on the command line."""

from __future__ import annotations

from explainer.deck.model import Deck, Route
from explainer.problems import ExplainerError, did_you_mean


def route_of(deck: Deck, name: str) -> Route | None:
    """Return the route of a deck with an id; None without a name.

    Raises:
        ExplainerError: the deck has no such route.
    """
    if not name:
        return None
    routes = {route.id: route for route in deck.routes}
    if name not in routes:
        known = f"There are {', '.join(routes)}." if routes else "It has no routes."
        hint = did_you_mean(name, routes) or known
        raise ExplainerError(f"The deck '{deck.id}' has no route '{name}'. {hint}")
    return routes[name]
