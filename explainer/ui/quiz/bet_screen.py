"""The screen of a bet: one question before the text, without a mark and without a key."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.question import Question
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import place_bet
from explainer.quiz.answer import Answer
from explainer.quiz.grading import refusal
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.panes.card_pane import CardPane, Drawn
from explainer.ui.quiz.answer_sheets.answer_sheet import sheet_for
from explainer.ui.quiz.question_card import head_lines, question_card
from explainer.ui.quiz.quiz_opening import record_file

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.session import Session

_SEED = 0
"""Bets are shuffled alike each time, so that who changes one finds its choices where they were."""


class BetScreen(PaintedScreen[bool]):
    """Takes a guess; gives whether one was placed."""

    DEFAULT_CSS = """
    BetScreen { layout: vertical; }
    BetScreen #card { height: 1fr; }
    BetScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, question: Question, session: Session, before: Answer | None = None) -> None:
        """`session` is where the guess is kept; `before` is what was guessed last."""
        super().__init__()
        self._question = question
        self._session = session
        self._sheet = sheet_for(question, _SEED)
        self._is_again = before is not None
        if before is not None:
            self._sheet.put(before)
        self._start = 0
        self._is_touched = False
        self._refused = ""
        self.pane = CardPane(self._draw, self._clicked)
        self.last_line = LastLine("last-line")

    def compose(self) -> ComposeResult:
        """The card over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self.apply_theme()
        self.last_line.show(self._said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _draw(self, width: int) -> Drawn:
        facts = "" if self._session.keeps else "nothing is kept"
        title = "Your bet so far" if self._is_again else "A bet before you read"
        told = "not scored"
        if self._question.open:
            title = "Your bet so far" if self._is_again else "An open question"
            told = "nobody knows, so no mark"
        head = head_lines(title, told, facts, width)
        drawn, self._start = question_card(
            head, self._question, self._sheet, width, refused=self._refused
        )
        return drawn if self._is_touched else Drawn(drawn.lines)

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        hints = [KeyHint(key, words, "") for key, words in self._sheet.hints()[:1]]
        skip = "as it was" if self._is_again else "skip"
        hints = [KeyHint("Enter", "bet", "enter"), *hints, KeyHint(close, skip, "close")]
        return Status("A bet", hints)

    async def on_key(self, event: events.Key) -> None:
        """To the sheet; Enter bets, Esc skips."""
        event.stop()
        event.prevent_default()
        self._refused = ""
        typing = self._sheet.is_typing
        if event.key == "escape" or (event.key == "q" and not typing):
            self.dismiss(False)
            return
        if event.key in ("ctrl+c", "ctrl+d"):
            self.app.leave()
            return
        if event.key in ("pagedown", "pageup"):
            page = max(1, self.pane.room - 2)
            self.pane.scroll_lines(page if event.key == "pagedown" else -page)
            return
        self._is_touched = True
        if not self._sheet.take(event.key, event.character or ""):
            if event.key == "enter":
                await self._bet()
            elif (command := self.app.keymap.get(event.key)) and command.id == "light-dark":
                self.app.toggle_theme()
        self._show()

    async def _bet(self) -> None:
        answer = self._sheet.answer()
        self._refused = refusal(self._question, answer)
        if self._refused:
            return
        session = self._session
        deck = session.opened.deck
        try:
            attempt = await to_thread(place_bet, deck, self._question, answer, record_file(session))
        except RecordUnusable as error:
            session.record_trouble = error.reason
            attempt = place_bet(deck, self._question, answer, None)
        session.attempts.append(attempt)
        self.dismiss(True)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where something is typed."""
        event.stop()
        self._sheet.paste(event.text)
        self._show()

    def _clicked(self, line: int, column: int) -> None:
        self._sheet.click(line - self._start, column)
        self._show()

    def _show(self) -> None:
        self.pane.repaint()
        self.last_line.repaint()

    @on(LastLine.HintClicked)
    async def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "close":
            self.dismiss(False)
        elif message.command == "enter":
            await self._bet()
            self._show()
