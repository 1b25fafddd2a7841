"""Refuses questions whose choices are pictures: a terminal has only their descriptions."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.importers.item import ItemPlace, LeftOut


def refuse_pictures(
    are_pictures: Sequence[bool], are_right: Sequence[bool], place: ItemPlace
) -> None:
    """Leave a question out if its choices cannot be told apart without pictures.

    Raises:
        LeftOut: all choices are only pictures, or a right one among several that are.
    """
    if not are_pictures or not any(are_pictures):
        return
    if all(are_pictures):
        raise LeftOut("All its answers are pictures, and nothing in words.", place)
    if sum(are_pictures) > 1 and any(
        is_picture and is_right
        for is_picture, is_right in zip(are_pictures, are_right, strict=True)
    ):
        raise LeftOut("A right answer and others are only pictures.", place)
