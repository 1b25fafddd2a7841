"""The screen of a run: a question, the feedback on its answer, and the result."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from textual import events

from explainer.learner.quiz_session import QuizOptions, QuizSession
from explainer.quiz.answer import Answer, Confidence, Rating, Recalled
from explainer.quiz.grading import refusal
from explainer.quiz.run import Phase, Run, Subject, SubjectKind
from explainer.quiz.summary import missed, to_reread
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.command import Command, key_labels
from explainer.ui.base.help_lines import all_key_lines
from explainer.ui.base.last_line import Status
from explainer.ui.base.link_opening import follow_only_link
from explainer.ui.base.requests import ShowCard, VisitPassage
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet
from explainer.ui.quiz.answer_sheets.card_sheet import CardSheet
from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet
from explainer.ui.quiz.answer_sheets.every_sheet import EVERY_SHEET
from explainer.ui.quiz.answer_sheets.sheet_choice import sheet_for
from explainer.ui.quiz.question_card import question_card
from explainer.ui.quiz.quiz_commands import ASKING, DONE, FEEDBACK, FEEDBACK_GROUP, QUIZ
from explainer.ui.quiz.run_card import (
    NextStep,
    answering_hints,
    answering_lines,
    card_facts,
    evidence_lines,
    feedback_card,
    next_step,
    run_head,
    run_hints,
    run_place,
    unfinished_words,
)

_ROOMY_WIDTH = 60
"""Columns from which the last line names more than the most useful key and the closing one."""

_WIDE = 100
"""Columns from which it names all of them."""

_CONFIDENCES = (None, *Confidence)


class NextQuiz(NamedTuple):
    """Quiz to start when this one closes."""

    subject: Subject
    """Subject of its questions."""
    options: QuizOptions
    """Its options; its marking scheme is that of the quiz before."""


def same_again(run: Run) -> NextQuiz:
    """Return a new quiz with the subject, length and marking scheme of a run."""
    return NextQuiz(run.subject, QuizOptions(count=len(run.order), scheme=run.scheme, fresh=True))


class QuizScreen(CardedScreen[NextQuiz | None]):
    """Leads through a run; returns the quiz to start next, or None."""

    is_asking = True

    def __init__(self, quiz_session: QuizSession, *, is_in_text: bool = False) -> None:
        """Lead through a run.

        Args:
            quiz_session: Session of the run; its record must be open.
            is_in_text: True if its question was answered in the text, which comes back after the
                feedback.
        """
        super().__init__()
        self.quiz_session = quiz_session
        """Session of the run: its questions and the answers so far."""
        self._is_in_text = is_in_text
        self._sheet: Sheet | None = None
        self._sheet_start = 0
        self._confidence: Confidence | None = None
        self._refused = ""
        self._is_touched = self._is_warned = False
        self._take_sheet()

    @property
    def _phase(self) -> Phase:
        return self.quiz_session.run.phase

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the answer sheet and of the run, as far as they apply now."""
        if self._sheet is not None:
            return (*self._sheet.commands, *ASKING)
        return FEEDBACK if self._phase is Phase.FEEDBACK else DONE

    @property
    def typed(self) -> TypedLine | None:
        """The line of the answer that is typed into."""
        return self._sheet.typed if self._sheet is not None else None

    def _key_label(self, id: str) -> str:
        """Return the first key that a command has now; empty where it has none."""
        return self.keymap.label(id)

    @property
    def _has_turned_card(self) -> bool:
        return isinstance(self._sheet, CardSheet) and self._sheet.is_turned

    async def on_unmount(self) -> None:
        """Close the record off the loop: closing the last connection tidies the file up."""
        await to_thread(self.quiz_session.close)

    def _take_sheet(self) -> None:
        """Create the answer sheet of the current question."""
        run = self.quiz_session.run
        asks = run.phase is Phase.ASKING
        question = self.quiz_session.question
        self._layout = QuestionLayout(question, self.quiz_session.deck)
        self._sheet = None
        if asks:
            facts = card_facts(self.quiz_session, self._layout, self._key_label)
            self._sheet = sheet_for(question, self._layout, run.seed, facts)
        self._confidence = None
        self._is_touched = self._is_warned = False

    # --- drawing --------------------------------------------------------------------------

    def draw(self, width: int) -> Drawn:
        """Return the question with its answer sheet, or the feedback, or the result."""
        quiz_session = self.quiz_session
        if self._sheet is None:
            glyphs = Glyphs.PLAIN if self.app.session.ascii_only else Glyphs.FULL
            return Drawn(feedback_card(quiz_session, width, glyphs, self._key_label))
        card, self._sheet_start = question_card(
            run_head(quiz_session, width),
            quiz_session.question,
            self._layout,
            self._sheet,
            width,
            hints=quiz_session.run.hints,
            confidence=self._confidence,
            refused=self._refused,
            room=self.pane.room,
        )
        # A new card is shown from its beginning, even if its prompt is long.
        return card if self._is_touched else Drawn(card.lines)

    def status(self) -> Status:
        """Return the run and the most useful keys."""
        wanted = run_hints(self.quiz_session, self._sheet)
        if self._is_in_text:
            wanted = [(id, "back to the text" if id == "quiz-answer" else w) for id, w in wanted]
        if self._sheet is not None:
            wanted[1:1] = answering_hints(self._sheet)
        hints = self.hints(wanted)
        width, is_done = self.size.width, self._phase is Phase.DONE
        hints = hints[: 1 if width < _ROOMY_WIDTH else 4 if width < _WIDE else 6]
        hints.extend(self.hints([("close", "back" if is_done else "leave")]))
        place = run_place(self.quiz_session)
        if is_done and self.app.session.may_keep:
            # The head of the card has the title of the run already.
            place = f"{place.partition(' · ')[0]} · nothing is kept"
            hints = [*self.hints([("keep-progress", "keep")]), *hints]
        return Status(place, hints, self.notice or self.quiz_session.trouble)

    @property
    def commands_that_matter(self) -> list[Command]:
        """The commands of what is on the card: a question, or what stands behind its answer."""
        idle = FEEDBACK_GROUP if self._sheet is not None else ""
        return [one for one in self.commands if one.group not in ("", idle)]

    def keys_and_effects(self, width: int) -> list[Line]:
        """Return how questions are answered, and all keys."""
        labels = key_labels((*EVERY_SHEET, *ASKING), self.app.session.settings.keys)
        return [*answering_lines(labels, width), [], *all_key_lines(QUIZ, self.keymap, width)]

    # --- answering ------------------------------------------------------------------------

    def action_sheet(self, action: str) -> None:
        """Change the answer being made."""
        if self._sheet is not None:
            self._sheet.do(action)

    def take_number(self, number: int) -> bool:
        """Choose a row of the answer; at the result, show a passage."""
        if self._sheet is not None:
            return self._sheet.take_number(number)
        if self._phase is not Phase.DONE:
            return False
        places = to_reread(self.quiz_session.run, self.quiz_session.questions)
        if number <= len(places):
            self._visit(places[number - 1].section, places[number - 1].block)
        return True

    async def action_answer_or_go_on(self) -> None:
        """Give the answer as it is; at the feedback, continue; at the result, do the next step."""
        if self._phase is Phase.FEEDBACK:
            await self._go_on()
        elif self._sheet is not None:
            if self._sheet.advance():
                return
            answer = self._sheet.answer()
            self._refused = refusal(self.quiz_session.question, answer) or self._unfinished(answer)
            if not self._refused:
                await self._give(answer)
        else:
            await self._take_next_step()

    async def _take_next_step(self) -> None:
        """Ask again what is still missed, else show what to read again; never close the result."""
        quiz_session = self.quiz_session
        match next_step(quiz_session):
            case NextStep.ASK_MISSED:
                await self.action_ask_missed()
            case NextStep.READ_AGAIN:
                self.action_show_passage()
            case NextStep.NONE:
                self.notice = f"That is all. {self.app.how_to_close()}"

    def _unfinished(self, answer: Answer) -> str:
        """Return a note on empty parts, once; a second press gives the answer as it is."""
        key = self.keymap.label("quiz-answer")
        words = "" if self._is_warned else unfinished_words(answer, key)
        self._is_warned = self._is_warned or bool(words)
        return words

    async def action_give_up(self) -> None:
        """Give no answer, and show the right one."""
        if isinstance(self._sheet, CardSheet) and self._sheet.give_up():
            return
        if self._sheet is not None:
            await self._give(None)

    async def action_rate(self, rating: str) -> None:
        """Rate a turned card, and go on to the next question."""
        await self._give(Recalled(Rating(rating)))

    async def _give(self, answer: Answer | None) -> None:
        """Commit an answer off the loop, then show its feedback; behind a card, what comes next."""
        await to_thread(self.quiz_session.answer, answer, self._confidence)
        self._take_sheet()
        self.app.session.add_attempts(self.quiz_session.own_attempts)
        self.pane.to_top()

    async def _go_on(self) -> None:
        await to_thread(self.quiz_session.go_on)
        if self._is_in_text:
            self.dismiss(None)
            return
        self._take_sheet()
        self.pane.to_top()

    async def action_read_on(self) -> None:
        """Scroll the feedback; at its end, continue."""
        if self.pane.has_more:
            self.action_scroll_page(1)
        else:
            await self._go_on()

    async def action_show_hint(self) -> None:
        """Show one more hint, if there is one."""
        if self._sheet is None:
            return
        if self._has_turned_card:
            self.notice = "The card is turned; hints come before."
            return
        shown = self.quiz_session.run.hints
        if shown >= len(self.quiz_session.question.hints):
            self.notice = "There is no other hint." if shown else "No hint here."
            return
        await to_thread(self.quiz_session.hint)

    def action_turn_confidence(self) -> None:
        """Change to the next level of confidence."""
        if isinstance(self._sheet, CardSheet):
            self.notice = "A card asks how it went, and not how sure you are."
        elif self._sheet is not None:
            place = _CONFIDENCES.index(self._confidence)
            self._confidence = _CONFIDENCES[(place + 1) % len(_CONFIDENCES)]

    async def action_start_again(self) -> None:
        """Reset an answer that is not given yet; at the result, begin a new run."""
        if self._sheet is not None:
            self._sheet.clear()
        elif self._phase is Phase.DONE:
            self.dismiss(same_again(self.quiz_session.run))

    # --- behind an answer -----------------------------------------------------------------

    def action_show_passage(self) -> None:
        """Show the passage that settles the question; closing it leads back here."""
        if self._sheet is not None and not self._has_turned_card:
            self.notice = "Answer first; then the passage is one key away."
            return
        places = to_reread(self.quiz_session.run, self.quiz_session.questions)
        if self._phase is Phase.DONE:
            if places:
                self._visit(places[0].section, places[0].block)
            return
        question = self.quiz_session.question
        self._visit(question.section, question.settles)

    def _visit(self, section: str, block: str) -> None:
        """Show a passage, if the deck has it."""
        if self.quiz_session.deck.entry(section) is None:
            self.notice = "The question names no passage of the deck."
        else:
            self.app.post_message(VisitPassage(section, block))

    def action_show_evidence(self) -> None:
        """Show the claims and sources of the question in a card."""
        is_hidden = self._sheet is not None and not self._has_turned_card
        if is_hidden or self._phase is Phase.DONE:
            return
        if evidence_lines(self.quiz_session, 40):
            lines = partial(evidence_lines, self.quiz_session)
            self.app.post_message(ShowCard("Evidence", lines))
        else:
            self.notice = "The question names no source."

    def action_follow_link(self) -> None:
        """Follow the address of the only source; of several, show them to choose from."""
        count = follow_only_link(self.app, evidence_lines(self.quiz_session, 40))
        if count > 1:
            self.action_show_evidence()
        elif not count:
            self.notice = "The question names no source with an address."

    async def action_call_easy(self) -> None:
        """Mark a right answer as easy, which makes its next review later."""
        grade = self.quiz_session.grade
        if self._phase is Phase.FEEDBACK and grade is not None and grade.is_right:
            await to_thread(self.quiz_session.call_easy)
            self.app.session.add_attempts(self.quiz_session.own_attempts)
            kept = "Noted as easy: it comes back later."
            is_kept = self.quiz_session.keeps
            self.notice = kept if is_kept else "Nothing is kept, so nothing comes back."

    async def action_ask_missed(self) -> None:
        """At the result, begin a run of the questions missed in this one."""
        names = missed(self.quiz_session.run)
        if self._phase is Phase.DONE and names:
            subject = Subject(SubjectKind.QUESTION, " ".join(names))
            options = QuizOptions(scheme=self.quiz_session.run.scheme, fresh=True)
            self.dismiss(NextQuiz(subject, options))

    # --- keys and clicks ------------------------------------------------------------------

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice; only a second press of the same key gives an unfinished answer."""
        super().begin_key(event)
        self._refused = ""
        id = command.id if event and (command := self.command_of(event)) else ""
        self._is_warned &= event is None or id == "quiz-answer"
        if self._sheet is not None and event is not None and not id.startswith("card-page"):
            self._is_touched = True

    def click_card(self, line: int, column: int) -> None:
        """Choose the row that was clicked; a choice that is chosen already is the answer."""
        sheet, row = self._sheet, line - self._sheet_start
        if isinstance(sheet, ChoiceSheet) and sheet.is_decided_at(row):
            self.call_next(self._act_on_click, self.action_answer_or_go_on)
        elif sheet is not None:
            sheet.click(row, column)
            if isinstance(sheet, CardSheet) and sheet.chosen:
                rate = partial(self.action_rate, sheet.chosen.value)
                self.call_next(self._act_on_click, rate)

    async def _act_on_click(self, run: Callable[[], Awaitable[None]]) -> None:
        await run()
        self.after_key()
