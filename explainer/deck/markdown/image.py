"""Images: where they are and what they show."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from explainer.deck.block import Image, Picture
from explainer.deck.markdown.inlines import Reading
from explainer.problems import Code, Problems, Span, did_you_mean


def is_remote(path: str) -> bool:
    """Whether a path leads out to the network, where nothing of ours ever goes."""
    return "://" in path or path.startswith(("//", "data:"))


def read_image(reading: Reading, picture: Picture, span: Span, start: int, end: int) -> Image:
    """The image that a paragraph of its own holds."""
    if not reading.deck.is_plain:
        place = reading.source.find(picture.path, start, end)
        check_image(reading, picture.path, picture.alt, place)
    return Image(picture.path, picture.alt, span)


def check_image(reading: Reading, path: str, alt: str, place: Span) -> None:
    """Report an image without words, outside the deck, or that is not there."""
    problems = reading.problems
    if not alt:
        problems.add(
            Code.ALT_MISSING,
            place,
            "The image does not say what it shows.",
            "Describe it in words: '![what it shows](path)'.",
        )
    if is_remote(path):
        return
    check_path(reading.root, path, place, problems)


def check_path(root: Path, path: str, place: Span, problems: Problems) -> None:
    """Report a path that leads out of the deck or to nothing."""
    try:
        target = (root / unquote(path)).resolve()
        inside = target.is_relative_to(root.resolve())
        exists = inside and target.is_file()
    except (OSError, ValueError):
        inside, exists = True, False
    if not inside:
        problems.add(
            Code.FILE_OUTSIDE_DECK,
            place,
            f"The image '{path}' lies outside the deck.",
            "Copy it into the deck's images folder.",
        )
    elif not exists:
        folder = root / "images"
        known = [f"images/{entry.name}" for entry in folder.iterdir()] if folder.is_dir() else []
        problems.add(
            Code.IMAGE_MISSING,
            place,
            f"There is no image '{path}'.",
            did_you_mean(path, known) or "Paths are relative to the deck's folder.",
        )
