"""Every code has one page, and every page a code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import explainer
from explainer.problems import Code

PAGES = Path(explainer.__file__).parent / "codes"
HEADINGS = ["What it means", "Why it matters", "Example", "Instead"]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(Code)


@pytest.mark.parametrize("code", Code)
def test_a_page_has_its_summary_and_sections(code: Code) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    summary = text.split("\n", 1)[0]

    assert re.fullmatch(rf"# {code}: \S.{{10,80}}[^.]", summary)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    for section in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert section.strip()
    for heading in ("Example", "Instead"):
        pattern = rf"(?ms)^## {heading}\n\n(````?)[a-z]+\n.+?\n\1$"
        assert re.search(pattern, text)
    assert max(map(len, text.splitlines())) <= 100
