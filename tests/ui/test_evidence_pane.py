"""The evidence pane: the note on how much of it is out of sight."""

from __future__ import annotations

import pytest

from explainer.render.line import TextRun, line_text
from explainer.ui.panes.evidence_pane import EvidencePane


@pytest.mark.parametrize(
    ("count", "words"),
    [(9, "… 1 more line · d"), (10, "… 2 more lines · d"), (1000, "… 992 more lines · d")],
)
def test_lines_out_of_sight_are_counted(count: int, words: str) -> None:
    pane = EvidencePane("evidence")
    pane.more_key = " · d"
    pane.show(lambda width: [[TextRun("x")]] * count)

    assert line_text(pane.visible_lines(30, 10)[-1]).strip() == words
