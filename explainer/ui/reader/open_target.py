"""What opening the thing in focus does: evidence, a definition, a place, code to step through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.render.evidence import target_lines
from explainer.render.page import Target, TargetKind

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen


def open_focused(reader: ReaderScreen) -> None:
    """Open what Tab found; where nothing was found yet, find something."""
    target = reader.focused_target
    if target is None:
        reader.focus_target(1)
    elif target.kind is TargetKind.CODE:
        reader.open_code()
    elif target.kind is TargetKind.BLOCK:
        from explainer.ui.figures.figure_opening import open_in_reader

        open_in_reader(reader, target)
    elif target.kind is TargetKind.QUESTION:
        from explainer.ui.quiz.quiz_opening import ask_questions

        ask_questions(reader, target.ids)
    elif target.kind is TargetKind.BET:
        from explainer.ui.quiz.quiz_opening import open_bet

        open_bet(reader, target.ids[0])
    elif target.kind is TargetKind.LINK:
        _follow(reader, target)
    elif target.kind is TargetKind.FOOTNOTE:
        reader.go_to_edge(1)
    else:
        _show_card(reader, target)


def _follow(reader: ReaderScreen, target: Target) -> None:
    """Go to a place in the deck; where a link leads out, say where, and leave it at that."""
    from explainer.ui.reader.link_place import link_place

    place = link_place(reader.session, target.ids[0], reader.index)
    if place is not None:
        reader.go_to_section(place[0], block=place[1])
    else:
        _show_card(reader, target)


def _show_card(reader: ReaderScreen, target: Target) -> None:
    deck = reader.session.opened.deck
    name = target.kind.value.capitalize()
    reader.app.show_card(name, lambda width: target_lines(target, deck, width))
