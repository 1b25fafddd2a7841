"""Gives each actor of a chart, table or timeline its colour: the deck's, else the next free one."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import COLOURS, Deck
from explainer.deck.slug import slugged

PLAIN = "plain"
"""Colour of an actor without one of its own, among others that have one."""


def colour_role(colour: str) -> str:
    """Return the role of a categorical colour."""
    return f"series-{colour}"


def named_colour(deck: Deck, *names: str) -> str:
    """Return the colour that the deck gives to an id or a text of an actor; empty for none."""
    colours = deck.colours
    if not colours:
        return ""
    for name in names:
        actor = colours.get(name) or (colours.get(slugged(name)) if name else None)
        if actor is not None:
            return actor.colour
    return ""


def spread_colours(deck: Deck, actors: Sequence[Sequence[str]]) -> list[str]:
    """Return a colour for each actor, given by the names under which the deck may know it.

    Actors that the deck does not name get the others in order: first those of no actor of the deck,
    so that a colour means one actor wherever there are enough.
    """
    named = [named_colour(deck, *names) for names in actors]
    kept = {actor.colour for actor in deck.colours.values()}
    here = set(named)
    free = [colour for colour in COLOURS if colour not in kept]
    free += [colour for colour in COLOURS if colour in kept and colour not in here]
    free = free or list(COLOURS)
    unnamed = 0
    colours = []
    for colour in named:
        colours.append(colour or free[unnamed % len(free)])
        unnamed += not colour
    return colours


def actor_role(deck: Deck, *names: str) -> str:
    """Return the role of a label that names an actor; empty where the deck gives it no colour."""
    colour = named_colour(deck, *filter(None, names))
    return colour_role(colour) if colour else ""
