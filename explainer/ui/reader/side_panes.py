"""The panes beside the text: the outline, the evidence, and the line with the progress."""

from __future__ import annotations

from explainer.render.line import NO_TARGET, Line, TextRun
from explainer.ui.base.command import Keymap
from explainer.ui.base.keycap import small_keycap
from explainer.ui.panes.evidence_pane import EvidencePane
from explainer.ui.reader.evidence_lines import evidence_lines
from explainer.ui.reader.how_far import PlacedReader, deck_progress, outline_state
from explainer.ui.reader.outline_pane import OutlinePane
from explainer.ui.reader.progress_line import ProgressLine


class SidePanes:
    """Shows, beside the text of a reader, where that stands and what it rests on."""

    def __init__(self, reader: PlacedReader) -> None:
        """`reader` has the text."""
        self._reader = reader
        deck = reader.session.opened.deck
        self.outline = OutlinePane(deck.title, deck.outline, id="outline")
        """The sections."""
        self.evidence = EvidencePane("evidence")
        """The evidence of the page in sight, or of the target in focus."""
        self.progress = ProgressLine()
        """The line above the last one."""
        self._evidence_of = (-1, NO_TARGET, 0, range(0), 0)

    def show_keys(self, keymap: Keymap) -> None:
        """Show the keys that belong to the evidence: for more of it, and for the desk."""
        if label := keymap.label("evidence-down"):
            self.evidence.more_key = f" · {label}"
        label = keymap.label("quiz-menu")
        if label and self._reader.session.opened.deck.claims:
            words = TextRun(" judge it yourself", "faint")
            self.evidence.foot = [small_keycap(label), words]

    def show(self) -> None:
        """Show the present place."""
        reader = self._reader
        self.outline.show(outline_state(reader))
        self.progress.show(deck_progress(reader))
        focused, read = reader.focus_state.index, len(reader.session.read)
        left_out = reader.session.section(reader.index).left_out
        now = reader.index, focused, read, reader.pane.in_sight, left_out
        if self._evidence_of != now:
            self._evidence_of = now
            self.evidence.show(self._evidence_lines)

    def renew(self) -> None:
        """List the sections of another version of the deck, with its evidence."""
        deck = self._reader.session.opened.deck
        self.outline.list_sections(deck.title, deck.outline)
        self.evidence.show(self._evidence_lines)

    def _evidence_lines(self, width: int) -> list[Line]:
        reader = self._reader
        pane, session = reader.pane, reader.session
        page = session.laid_out.page(reader.index, pane.text_width)
        target = reader.focus_state.target(pane.page)
        return evidence_lines(session, reader.index, page, pane.in_sight, target, width)
