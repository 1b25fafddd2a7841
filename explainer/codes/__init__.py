"""The pages of the problem codes: one Markdown file for each, named for the code.

`code_page` returns a page, as `explainer explain` shows it; `code_summaries` returns the first line
of each. Every member of `explainer.problems.Code` has a page. Imports nothing of the package.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def code_page(code: str) -> str:
    """Return the page of a code, as Markdown."""
    return (_FOLDER / f"{code}.md").read_text(encoding="utf-8")


def code_summaries() -> dict[str, str]:
    """Return one line about each code, by code."""
    summaries: dict[str, str] = {}
    for page in sorted(_FOLDER.glob("*.md")):
        with page.open(encoding="utf-8") as file:
            head = file.readline().removeprefix("# ").strip()
        summaries[page.stem] = head.partition(": ")[2]
    return summaries
