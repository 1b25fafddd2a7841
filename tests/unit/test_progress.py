"""Progress through a deck in words."""

from __future__ import annotations

from datetime import UTC, datetime

from explainer.learner.progress import Progress, summary_line
from tests.unit.test_record import deck


def test_progress_counts_only_sections_that_the_deck_still_has() -> None:
    kept = Progress("deck", frozenset({"s", "gone"}), [])

    assert summary_line(kept, deck(), datetime(2026, 1, 1, tzinfo=UTC)).startswith("1 of 1 ")
