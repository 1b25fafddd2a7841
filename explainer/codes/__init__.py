"""The pages of the problem codes, one file a code."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def code_page(code: str) -> str:
    """The page of a code, as Markdown."""
    return (_FOLDER / f"{code}.md").read_text(encoding="utf-8")


def code_summaries() -> dict[str, str]:
    """One line about each code, by code."""
    summaries: dict[str, str] = {}
    for page in sorted(_FOLDER.glob("*.md")):
        with page.open(encoding="utf-8") as file:
            head = file.readline().removeprefix("# ").strip()
        summaries[page.stem] = head.partition(": ")[2]
    return summaries
