"""The screen of the evidence desk: an assertion, what one makes of it, the record."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.learner.desk_session import DeskSession
from explainer.quiz.desk import CaseStep, Enough, Move
from explainer.render.evidence import claim_lines
from explainer.ui.base.command import effective_keys, key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.desk.desk_card import DeskSheet, move_card, record_card
from explainer.ui.desk.desk_commands import DESK, DeskCommand
from explainer.ui.panes.card_pane import CardPane, Drawn

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_ROOMY = 60
"""Columns from which the last line names more than two keys."""

_UNCHOSEN = "Choose a row first: by its number, or with ↑ and ↓."
_OWNED = "That page is yours already."
_UNJUDGED = "First your judgement; then the record shows."


class DeskScreen(PaintedScreen[bool]):
    """Leads through a round; gives whether another one is wanted."""

    DEFAULT_CSS = """
    DeskScreen { layout: vertical; }
    DeskScreen #card { height: 1fr; }
    DeskScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, desk_session: DeskSession) -> None:
        """`sitting` has its record open."""
        super().__init__()
        self.desk_session = desk_session
        """What is judged, and how far it has come."""
        self._sheet = self._new_sheet()
        self._start = 0
        self._notice = ""
        self._refused = ""
        self._looks_back = False
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[DeskCommand]] = {}
        self.pane = CardPane(self._draw, self._clicked)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The card over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self._keys = effective_keys(DESK, self.app.session.settings.keys)
        self._keymap = {key: command for command in DESK for key in self._keys[command.id]}
        self.apply_theme()
        self.last_line.show(self._said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _new_sheet(self) -> DeskSheet | None:
        """A sheet for what the case waits for; none where its record shows."""
        desk_session = self.desk_session
        if desk_session.is_over or desk_session.case.step is CaseStep.RECORD:
            return None
        return DeskSheet(desk_session.case)

    # --- drawing --------------------------------------------------------------------------

    def _draw(self, width: int) -> Drawn:
        if self._sheet is None:
            return Drawn(record_card(self.desk_session, width))
        drawn, self._start = move_card(self.desk_session, self._sheet, width, self._refused)
        return drawn._replace(keep=-1) if self._looks_back else drawn

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        hints = [
            KeyHint(key_label(self._keys[command][0]), words, command)
            for command, words in self._wanted()
            if self._keys.get(command)
        ]
        if self._sheet is not None:
            hints.insert(1, KeyHint(f"1–{self._sheet.count}", "choose", ""))
        hints = hints[: 3 if self.size.width >= _ROOMY else 2]
        hints.append(KeyHint(close, "back" if self.desk_session.is_over else "leave", "close"))
        return Status(self._place(), hints, self._notice or self.desk_session.trouble)

    def _place(self) -> str:
        desk_session = self.desk_session
        if desk_session.is_over:
            return "Done · evidence desk"
        return f"Desk · {desk_session.place + 1}/{len(desk_session.cases)}"

    def _wanted(self) -> list[tuple[str, str]]:
        """The most useful commands now, and what each does in a word or two."""
        desk_session, sheet = self.desk_session, self._sheet
        if desk_session.is_over:
            return [("desk-enough", "new round")]
        if sheet is None:
            is_last = desk_session.place + 1 == len(desk_session.cases)
            going = ("desk-choose", "result" if is_last else "next case")
            return [going, ("desk-evidence", "evidence"), ("desk-passage", "passage")]
        if sheet.asks_how_sure:
            return [("desk-choose", "judge"), ("desk-sure", "how sure")]
        if sheet.case.step is CaseStep.BUY:
            return [("desk-choose", "buy"), ("desk-enough", "enough")]
        return [("desk-choose", "answer")]

    def _show(self) -> None:
        self.pane.repaint()
        self.last_line.repaint()

    # --- what the commands do -------------------------------------------------------------

    async def choose_or_go_on(self) -> None:
        """Make the move that is chosen; at the record, go on."""
        if self.desk_session.is_over:
            self.dismiss(False)
        elif self._sheet is None:
            await self._go_on()
        elif move := self._sheet.move():
            await self._make(move)
        else:
            self._refused = _OWNED if self._sheet.case.step is CaseStep.BUY else _UNCHOSEN

    async def stop_buying(self) -> None:
        """Keep the tokens that are left; at the end, ask for another round."""
        if self.desk_session.is_over:
            self.dismiss(True)
        elif self._sheet is not None and self._sheet.case.step is CaseStep.BUY:
            await self._make(Enough())

    def turn_sure(self) -> None:
        """The next word for how sure one is."""
        if self._sheet is not None and self._sheet.asks_how_sure:
            self._sheet.turn_sure(1, around=True)

    async def _make(self, move: Move) -> None:
        """Commit a move off the loop, then show what it brings."""
        await to_thread(self.desk_session.make, move)
        before, self._sheet = self._sheet, self._new_sheet()
        if before is not None and self._sheet is not None:
            self._sheet = before.after(self.desk_session.case)
        if self._sheet is None or before is None or before.case.step is not self._sheet.case.step:
            self.pane.to_top()

    async def _go_on(self) -> None:
        await to_thread(self.desk_session.go_on)
        self._sheet = self._new_sheet()
        self.pane.to_top()

    def show_evidence(self) -> None:
        """All about the claim in a card."""
        desk_session = self.desk_session
        if self._sheet is not None:
            self._notice = _UNJUDGED
        elif not desk_session.is_over:
            claim, deck = desk_session.case.claim, desk_session.deck
            self.app.show_card("Evidence", lambda width: claim_lines(claim, deck, width))

    def show_passage(self) -> None:
        """The first passage that takes the claim up; a visit, from which Esc comes back."""
        if self._sheet is not None:
            self._notice = _UNJUDGED
        elif not self.desk_session.is_over:
            self.run_worker(self._visit(), exit_on_error=False, group="passage", exclusive=True)

    async def _visit(self) -> None:
        from explainer.deck.address import block_address
        from explainer.ui.reader.finding import finder_of
        from explainer.ui.reader.passage_screen import PassageScreen

        session, finder = self.app.session, finder_of(self.app)
        await finder.ready()
        stops = finder.usage.claims.get(self.desk_session.case.claim.id) if finder.usage else None
        if not stops:
            self._notice = "The text does not take it up."
            self.last_line.repaint()
            return
        stop = stops[0]
        section = await self.app.aside(partial(session.section, stop.section))
        block = block_address(section, stop.block) if stop.block >= 0 else ""
        name = session.opened.deck.outline[stop.section].id
        passage = PassageScreen(session, name, block, self.size.width)

        def show() -> None:
            self.app.push_screen(passage)

        await self.app.input_queue.open_from(self, show)

    # --- keys and clicks ------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """To the sheet first, then to the commands; what clickers send never judges."""
        event.stop()
        event.prevent_default()
        self._notice = self._refused = ""
        if event.key in ("escape", "q"):
            self.dismiss(False)
            return
        if event.key in ("ctrl+c", "ctrl+d"):
            self.app.leave()
            return
        page = max(1, self.pane.room - 2)
        # Whoever pages through a card wants to see what is above the rows, until another key.
        self._looks_back = event.key in ("pagedown", "pageup")
        if event.key in ("pagedown", "pageup"):
            self.pane.scroll_lines(page if event.key == "pagedown" else -page)
        elif self._sheet is None or not self._sheet.take(event.key):
            await self._run_key(event.key)
        self._show()

    async def _run_key(self, key: str) -> None:
        if command := self._keymap.get(key):
            await command.run(self)
        elif self._sheet is not None and key == "space":
            await self.choose_or_go_on()
        elif self._sheet is None and key in ("right", "space", "l"):
            if self.pane.has_more:
                self.pane.scroll_lines(self.pane.room - 2)
            elif not self.desk_session.is_over:
                await self._go_on()
        elif self._sheet is None and key in ("down", "j", "up", "k"):
            self.pane.scroll_lines(1 if key in ("down", "j") else -1)
        else:
            self._run_outside(key)

    def _run_outside(self, key: str) -> None:
        """Keys that mean the same everywhere."""
        command = self.app.keymap.get(key)
        identifier = command.id if command else ""
        if identifier == "help":
            self._show_help()
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "quit":
            self.app.leave()
        elif identifier == "close":
            self.dismiss(False)

    def _show_help(self) -> None:
        from explainer.ui.base.help_lines import help_lines
        from explainer.ui.overlays.lines_screen import LinesScreen

        self.app.push_screen(LinesScreen("Help", lambda w: help_lines(DESK, self._keys, w)))

    def _clicked(self, line: int, column: int) -> None:
        self._notice = self._refused = ""
        if self._sheet is not None:
            self._sheet.click(line - self._start)
        self._show()

    @on(LastLine.HintClicked)
    async def _run_clicked(self, message: LastLine.HintClicked) -> None:
        self._notice = self._refused = ""
        if message.command == "close":
            self.dismiss(False)
            return
        for command in DESK:
            if command.id == message.command:
                await command.run(self)
        self._show()
