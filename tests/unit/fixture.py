"""Helpers: read fixture files with a title, an input and the expected output, between dots."""

from __future__ import annotations

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def triples(name: str) -> list[tuple[str, str, str]]:
    """Read the triples of `fixtures/NAME.md`."""
    found: list[tuple[str, str, str]] = []
    parts: list[list[str]] = [[]]
    for line in (FIXTURES / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line != ".":
            parts[-1].append(line)
            continue
        if len(parts) == 3:
            title, text, expected = ("\n".join(part) for part in parts)
            found.append((title.strip().rstrip(":"), f"{text}\n", expected))
            parts = [[]]
        else:
            parts.append([])
    assert not any(line.strip() for part in parts for line in part), f"{name}.md ends too early"
    return found
