"""The screen of the evidence desk: an assertion, the person's moves, and the record of the case."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial

from textual import events

from explainer.deck.address import block_address
from explainer.learner.desk_session import DeskSession
from explainer.quiz.desk import CaseStep, Enough, Move
from explainer.render.evidence import claim_lines
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CARD_DOWN,
    CARD_PAGE_DOWN,
    CARD_PAGE_UP,
    CARD_UP,
    CLOSING,
    SERVICES,
)
from explainer.ui.base.help_lines import with_keys
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import ShowCard, VisitPassage
from explainer.ui.desk.desk_card import DeskSheet, move_card, record_card
from explainer.ui.desk.desk_commands import DESK, DESK_GO_ON, DESK_PICK, DESK_ROWS
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen

_ROOMY_WIDTH = 60
"""Columns from which the last line names more than two keys."""

_KEYS = "Numbers, or {desk-up} and {desk-down}, choose; {desk-choose} answers; {close} leaves."
_NOT_CHOSEN = "Choose a row first: by its number, or with {desk-up} and {desk-down}."
_ALREADY_BOUGHT = "That page is yours already."
_NOT_JUDGED = "First your judgement; then the record shows."


_SCREEN_COMMANDS = (CARD_PAGE_DOWN, CARD_PAGE_UP, *CLOSING, *SERVICES)


class DeskScreen(CardedScreen[bool]):
    """Leads through a round; returns True to play another one."""

    MOVE_COMMANDS = (*DESK_ROWS, *DESK, DESK_PICK, *_SCREEN_COMMANDS)
    RECORD_COMMANDS = (*DESK, DESK_GO_ON, CARD_DOWN, CARD_UP, *_SCREEN_COMMANDS)

    def __init__(self, desk_session: DeskSession) -> None:
        """`desk_session` must have its record open."""
        super().__init__()
        self.desk_session = desk_session
        """Session of the round: its cases and the moves so far."""
        self._sheet = self._new_sheet()
        self._start = 0
        self._refused = ""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands while a move is chosen, or those at the record."""
        return self.RECORD_COMMANDS if self._sheet is None else self.MOVE_COMMANDS

    def _new_sheet(self) -> DeskSheet | None:
        """Return a sheet for the next move of the case; None at its record."""
        desk_session = self.desk_session
        if desk_session.is_over or desk_session.case.step is CaseStep.RECORD:
            return None
        return DeskSheet(desk_session.case)

    # --- drawing --------------------------------------------------------------------------

    def draw(self, width: int) -> Drawn:
        """Return the case with the move to be made, or its record."""
        if self._sheet is None:
            return Drawn(record_card(self.desk_session, width))
        keys = with_keys(_KEYS, self.keymap.label)
        drawn, self._start = move_card(self.desk_session, self._sheet, width, keys, self._refused)
        return drawn

    def status(self) -> Status:
        """Return the case and the most useful keys."""
        wanted = self._wanted()
        if self._sheet is not None:
            wanted.insert(1, (f"1–{self._sheet.count}", "choose"))
        hints = self.hints(wanted)[: 3 if self.size.width >= _ROOMY_WIDTH else 2]
        hints.extend(self.hints([("close", "back" if self.desk_session.is_over else "leave")]))
        return Status(self._place(), hints, self.notice or self.desk_session.trouble)

    def _place(self) -> str:
        desk_session = self.desk_session
        if desk_session.is_over:
            return "Done · evidence desk"
        return f"Desk · {desk_session.place + 1}/{len(desk_session.cases)}"

    def _wanted(self) -> list[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""
        desk_session, sheet = self.desk_session, self._sheet
        if desk_session.is_over:
            return [("desk-enough", "new round")]
        if sheet is None:
            is_last = desk_session.place + 1 == len(desk_session.cases)
            going = ("desk-choose", "result" if is_last else "next case")
            return [going, ("desk-evidence", "evidence"), ("desk-passage", "passage")]
        if sheet.asks_confidence:
            return [("desk-choose", "judge"), ("desk-sure", "how sure")]
        if sheet.case.step is CaseStep.BUY:
            return [("desk-choose", "buy"), ("desk-enough", "enough")]
        return [("desk-choose", "answer")]

    # --- actions --------------------------------------------------------------------------

    async def action_choose_or_go_on(self) -> None:
        """Make the chosen move; at the record, continue with the next case."""
        if self.desk_session.is_over:
            self.notice = f"The round is over. {self.app.how_to_close()}"
        elif self._sheet is None:
            await self._go_on()
        elif move := self._sheet.move():
            await self._commit_move(move)
        else:
            is_buying = self._sheet.case.step is CaseStep.BUY
            self._refused = (
                _ALREADY_BOUGHT if is_buying else with_keys(_NOT_CHOSEN, self.keymap.label)
            )

    async def action_stop_buying(self) -> None:
        """Stop buying and keep the tokens that are left; at the end, ask for another round."""
        if self.desk_session.is_over:
            self.dismiss(True)
        elif self._sheet is not None and self._sheet.case.step is CaseStep.BUY:
            await self._commit_move(Enough())

    def action_turn_confidence(self) -> None:
        """Change to the next level of confidence."""
        if self._sheet is not None and self._sheet.asks_confidence:
            self._sheet.turn_confidence(1, around=True)

    async def _commit_move(self, move: Move) -> None:
        """Commit a move to the record off the loop, then show its result."""
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

    def action_show_evidence(self) -> None:
        """Show the claim with all its evidence in a card."""
        desk_session = self.desk_session
        if self._sheet is not None:
            self.notice = _NOT_JUDGED
        elif not desk_session.is_over:
            claim, deck = desk_session.case.claim, desk_session.deck
            self.app.post_message(
                ShowCard("Evidence", lambda width: claim_lines(claim, deck, width))
            )

    def action_show_passage(self) -> None:
        """Show the first passage that discusses the claim; closing it leads back here."""
        if self._sheet is not None:
            self.notice = _NOT_JUDGED
        elif not self.desk_session.is_over:
            self.run_worker(self._visit(), exit_on_error=False, group="passage", exclusive=True)

    async def _visit(self) -> None:
        session = self.app.session
        finder = self.app.finder_of(session.opened)
        await finder.ready()
        stops = finder.usage.claims.get(self.desk_session.case.claim.id) if finder.usage else None
        if not stops:
            self.say("The text does not take it up.")
            return
        stop = stops[0]
        section = await self.app.aside(partial(session.section, stop.section))
        block = block_address(section, stop.block) if stop.block >= 0 else ""
        name = session.opened.deck.outline[stop.section].id
        visit = partial(self.app.post_message, VisitPassage(name, block))
        await self.app.open_from(self, visit)

    def action_sheet(self, action: str) -> None:
        """Change the move that is to be made."""
        if self._sheet is not None:
            self._sheet.do(action)

    async def action_read_on(self) -> None:
        """Scroll the record; at its end, continue with the next case."""
        if self.pane.has_more:
            self.action_scroll_page(1)
        elif not self.desk_session.is_over:
            await self._go_on()

    def action_close(self) -> None:
        """Leave the desk."""
        self.dismiss(False)

    # --- keys and clicks ------------------------------------------------------------------

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice about the last move."""
        super().begin_key(event)
        self._refused = ""

    def take_number(self, number: int) -> bool:
        """Choose a row."""
        return self._sheet is not None and self._sheet.take_number(number)

    def click_card(self, line: int, column: int) -> None:
        """Choose the row that was clicked."""
        if self._sheet is not None:
            self._sheet.click(line - self._start)
