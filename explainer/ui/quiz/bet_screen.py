"""The screen of a bet: one question before the text, without feedback or score."""

from __future__ import annotations

from asyncio import to_thread

from textual import events

from explainer.deck.question import Question, QuestionType
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import place_bet
from explainer.quiz.answer import Answer
from explainer.quiz.grading import refusal
from explainer.render.question_layout import QuestionLayout
from explainer.render.selection import reading_order
from explainer.ui.base.command import Command
from explainer.ui.base.last_line import Status
from explainer.ui.base.session import Session
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.panes.card_head import head_lines
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet
from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet
from explainer.ui.quiz.answer_sheets.sheet_choice import sheet_for
from explainer.ui.quiz.question_card import question_card
from explainer.ui.quiz.quiz_commands import BETTING

_SEED = 0
"""Seed of rows other than choices, so that a person who changes a bet finds the same order."""


class BetScreen(CardedScreen[bool]):
    """Takes a guess; returns True if a bet was placed."""

    def __init__(self, question: Question, session: Session, before: Answer | None = None) -> None:
        """`session` stores the guess; `before` is the last one, to begin with."""
        super().__init__()
        self._question = question
        self._session = session
        self._layout = QuestionLayout(question, session.opened.deck)
        self._sheet = _sheet(question, self._layout)
        self._is_again = before is not None
        if before is not None:
            self._sheet.put(before)
        self._start = 0
        self._is_touched = False
        self._refused = ""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the answer sheet and of the bet."""
        return (*self._sheet.commands, *BETTING)

    @property
    def typed(self) -> TypedLine | None:
        """The line of the answer that is typed into."""
        return self._sheet.typed

    def draw(self, width: int) -> Drawn:
        """Return the question with the guess being made."""
        facts = "" if self._session.keeps else "nothing is kept"
        title = "Your bet so far" if self._is_again else "A bet before you read"
        told = "not scored"
        if self._question.open:
            title = "Your bet so far" if self._is_again else "An open question"
            told = "nobody knows, so no mark"
        head = head_lines(title, told, facts, width)
        drawn, self._start = question_card(
            head,
            self._question,
            self._layout,
            self._sheet,
            width,
            refused=self._refused,
            room=self.pane.room,
        )
        return drawn if self._is_touched else Drawn(drawn.lines)

    def status(self) -> Status:
        """Return how to bet and how to skip the bet."""
        skip = "as it was" if self._is_again else "skip"
        wanted = [("bet-place", "bet"), *self._sheet.hints()[:1], ("close", skip)]
        return Status("A bet", self.hints(wanted), self.notice)

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice about the guess."""
        super().begin_key(event)
        self._refused = ""
        command = self.command_of(event) if event is not None else None
        if event is not None and (command is None or not command.id.startswith("card-page")):
            self._is_touched = True

    def take_number(self, number: int) -> bool:
        """Choose a row."""
        return self._sheet.take_number(number)

    def action_sheet(self, action: str) -> None:
        """Change the guess being made."""
        self._sheet.do(action)

    async def action_bet(self) -> None:
        """Place the bet with the current guess."""
        if self._sheet.advance():
            return
        answer = self._sheet.answer()
        self._refused = refusal(self._question, answer)
        if self._refused:
            return
        await keep_bet(self._session, self._question, answer)
        self.dismiss(True)

    def click_card(self, line: int, column: int) -> None:
        """Choose the row that was clicked; a choice that is chosen already is the bet."""
        row = line - self._start
        if isinstance(self._sheet, ChoiceSheet) and self._sheet.is_decided_at(row):
            self.call_next(self.action_bet)
        else:
            self._sheet.click(row, column)


def _sheet(question: Question, layout: QuestionLayout) -> Sheet:
    """Return the sheet of a bet, with choices in the order in which the text shows them."""
    if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        return ChoiceSheet(question, layout, reading_order(question))
    return sheet_for(question, layout, _SEED)


async def keep_bet(session: Session, question: Question, answer: Answer) -> None:
    """Keep a guess, off the loop; the reason why that failed is noted in the session."""
    deck = session.opened.deck
    try:
        attempt = await to_thread(place_bet, deck, question, answer, session.record_file)
    except RecordUnusable as error:
        session.note_trouble(error.reason)
        attempt = place_bet(deck, question, answer, None)
    session.add_attempts([attempt])
