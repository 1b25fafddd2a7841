"""Parts of a formula, and the spaces between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.render.math.box import Box, beside, line
from explainer.render.math.symbols import Kind

_SPACED = (Kind.RELATION, Kind.BINARY)
_ENDS = (Kind.ORDINARY, Kind.CLOSING)


class Atom(NamedTuple):
    """A part of a formula with its kind."""

    box: Box
    """Its characters."""
    kind: Kind = Kind.ORDINARY
    """Its kind."""
    has_limits: bool = False
    """True if its scripts stand below and above it in a displayed formula."""
    is_simple: bool = True
    """False if it needs brackets before a script or in a fraction of one line."""


def joined(atoms: Sequence[Atom], *, is_close: bool = False) -> Box:
    """Return atoms beside each other, spaced as their kinds ask; scripts are written closely."""
    boxes: list[Box] = []
    before: Kind | None = None
    after_fraction = False
    for number, atom in enumerate(atoms):
        following = atoms[number + 1].kind if number + 1 < len(atoms) else None
        kind = atom.kind
        if kind is Kind.BINARY and (before not in _ENDS or following is None):
            kind = Kind.ORDINARY  # a sign, as in −1
        is_apart = _is_apart(before, kind) and not (
            is_close and Kind.OPERATOR not in (before, kind)
        )
        is_fraction = not (atom.is_simple or atom.box.is_line)
        if is_apart or (number and (is_fraction or after_fraction) and Kind.SPACE is not before):
            boxes.append(line(" "))
        boxes.append(atom.box)
        before, after_fraction = kind, is_fraction
    return beside(boxes)


def _is_apart(before: Kind | None, kind: Kind) -> bool:
    """True if a space stands between parts of two kinds."""
    if before is None or Kind.SPACE in (before, kind):
        return False
    if before in _SPACED or kind in _SPACED:
        return not (before is Kind.RELATION and kind is Kind.RELATION)
    if before is Kind.PUNCTUATION:
        return True
    if before is Kind.OPERATOR:
        return kind in (Kind.ORDINARY, Kind.OPERATOR)
    return kind is Kind.OPERATOR and before in _ENDS


def is_word(atoms: list[Atom]) -> bool:
    """True if atoms are letters and numbers beside each other."""
    return all(atom.kind is Kind.ORDINARY and atom.box.is_line for atom in atoms)


def is_single(atoms: list[Atom]) -> bool:
    """True for one atom that needs no brackets in a fraction or in a root."""
    visible = [atom for atom in atoms if atom.kind is not Kind.SPACE]
    return len(visible) == 1 and visible[0].is_simple


def is_change(atoms: list[Atom]) -> bool:
    """True if atoms are the `dx` of a derivative."""
    return len(atoms) == 2 and is_word(atoms) and atoms[0].box.text in ("d", "∂")
