"""The screen of a run: a question, the feedback behind its answer, and what it all came to."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.app import ComposeResult

from explainer.learner.quiz_session import QuizOptions, QuizSession
from explainer.quiz.answer import Answer, Confidence
from explainer.quiz.grading import refusal
from explainer.quiz.run import Phase, Run, Subject, SubjectKind
from explainer.quiz.summary import missed, to_reread
from explainer.render.line import Line
from explainer.ui.base.command import effective_keys, key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.panes.card_pane import CardPane, Drawn
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, row_of_key
from explainer.ui.quiz.answer_sheets.answer_sheet import Sheet, sheet_for
from explainer.ui.quiz.question_card import question_card
from explainer.ui.quiz.quiz_commands import QUIZ, QuizCommand
from explainer.ui.quiz.run_card import (
    answering_hints,
    answering_lines,
    evidence_lines,
    feedback_card,
    run_head,
    run_hints,
    run_place,
    unfinished_words,
)

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_ROOMY = 60
"""Columns from which the last line names more than the most useful key and the way out."""

_WIDE = 100
"""Columns from which it names more than a few."""

_SURE = (None, *Confidence)


class NextQuiz(NamedTuple):
    """The run that one begot."""

    subject: Subject
    """What it is about."""
    options: QuizOptions
    """Marked as the one before."""


def same_again(run: Run) -> NextQuiz:
    """A new run about the same, as long, and marked alike."""
    return NextQuiz(run.subject, QuizOptions(count=len(run.order), scheme=run.scheme, fresh=True))


class QuizScreen(PaintedScreen[NextQuiz | None]):
    """Leads through a run; gives the run to begin next, or None."""

    is_asking = True
    """Tells that no other run can be opened above it."""
    DEFAULT_CSS = """
    QuizScreen { layout: vertical; }
    QuizScreen #card { height: 1fr; }
    QuizScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, quiz_session: QuizSession) -> None:
        """`sitting` has its record open."""
        super().__init__()
        self.quiz_session = quiz_session
        """What is asked, and how far it has come."""
        self._sheet: Sheet | None = None
        self._sheet_start = 0
        self._confidence: Confidence | None = None
        self._notice = ""
        self._refused = ""
        self._is_touched = self._is_warned = False
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[QuizCommand]] = {}
        self.pane = CardPane(self._draw, self._clicked)
        self.last_line = LastLine("last-line")
        self._take_sheet()

    def compose(self) -> ComposeResult:
        """The card over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self._keys = effective_keys(QUIZ, self.app.session.settings.keys)
        self._keymap = {key: command for command in QUIZ for key in self._keys[command.id]}
        self.apply_theme()
        self.last_line.show(self._said)

    async def on_unmount(self) -> None:
        """Let go of the record, off the loop: the last to leave it tidies up."""
        await to_thread(self.quiz_session.close)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _take_sheet(self) -> None:
        """A fresh sheet for the question that is asked now."""
        run = self.quiz_session.run
        asks = run.phase is Phase.ASKING
        self._sheet = sheet_for(self.quiz_session.question, run.seed) if asks else None
        self._confidence = None
        self._is_touched = self._is_warned = False

    # --- drawing --------------------------------------------------------------------------

    def _draw(self, width: int) -> Drawn:
        quiz_session = self.quiz_session
        if self._sheet is None:
            return Drawn(feedback_card(quiz_session, width))
        card, self._sheet_start = question_card(
            run_head(quiz_session, width),
            quiz_session.question,
            self._sheet,
            width,
            hints=quiz_session.run.hints,
            confidence=self._confidence,
            refused=self._refused,
        )
        # A fresh card is read from its beginning, however long its prompt is.
        return card if self._is_touched else Drawn(card.lines)

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        hints = [
            KeyHint(key_label(self._keys[command][0]), words, command)
            for command, words in run_hints(self.quiz_session, self._sheet)
            if self._keys.get(command)
        ]
        if self._sheet is not None:
            hints[1:1] = [KeyHint(key, words, "") for key, words in answering_hints(self._sheet)]
        hints = hints[: 1 if self.size.width < _ROOMY else 4 if self.size.width < _WIDE else 6]
        is_done = self.quiz_session.run.phase is Phase.DONE
        hints.append(KeyHint(close, "back" if is_done else "leave", "close"))
        said = Status(
            run_place(self.quiz_session), hints, self._notice or self.quiz_session.trouble
        )
        if is_done and self.app.session.may_keep:
            from explainer.ui.progress_keeping import offer_to_keep

            return offer_to_keep(self.app, said)
        return said

    def _show(self) -> None:
        self.pane.repaint()
        self.last_line.repaint()

    # --- what the commands do -------------------------------------------------------------

    async def answer_or_go_on(self) -> None:
        """Give the answer as it stands; behind the feedback, go on."""
        if self.quiz_session.run.phase is Phase.FEEDBACK:
            await self._go_on()
        elif self._sheet is not None:
            answer = self._sheet.answer()
            self._refused = refusal(self.quiz_session.question, answer) or self._unfinished(answer)
            if not self._refused:
                await self._give(answer)
        elif self.quiz_session.run.phase is Phase.DONE:
            self.dismiss(None)

    def _unfinished(self, answer: Answer) -> str:
        """A word on parts that are left empty, once; a second Enter gives the answer as it is."""
        words = "" if self._is_warned else unfinished_words(answer)
        self._is_warned = self._is_warned or bool(words)
        return words

    async def give_up(self) -> None:
        """Say that one does not know."""
        if self._sheet is not None:
            await self._give(None)

    async def _give(self, answer: Answer | None) -> None:
        """Commit an answer off the loop, then show what it is worth."""
        await to_thread(self.quiz_session.answer, answer, self._confidence)
        self._sheet = None
        self.pane.to_top()

    async def _go_on(self) -> None:
        await to_thread(self.quiz_session.go_on)
        self._take_sheet()
        self.pane.to_top()

    async def show_hint(self) -> None:
        """One more hint, where there is one."""
        if self._sheet is None:
            return
        if self.quiz_session.run.hints >= len(self.quiz_session.question.hints):
            self._notice = (
                "There is no other hint." if self.quiz_session.run.hints else "No hint here."
            )
            return
        await to_thread(self.quiz_session.hint)

    def turn_confidence(self) -> None:
        """The next word for how sure one is."""
        if self._sheet is not None:
            place = _SURE.index(self._confidence)
            self._confidence = _SURE[(place + 1) % len(_SURE)]

    async def start_again(self) -> None:
        """Take back what is not given yet; at the end, begin a new run."""
        if self._sheet is not None:
            self._sheet.clear()
        elif self.quiz_session.run.phase is Phase.DONE:
            self.dismiss(same_again(self.quiz_session.run))

    def show_passage(self) -> None:
        """The passage that settles the question; a visit, from which Esc comes back."""
        if self._sheet is not None:
            self._notice = "Answer first; then the passage is one key away."
            return
        places = to_reread(self.quiz_session.run, self.quiz_session.questions)
        if self.quiz_session.run.phase is Phase.DONE:
            if places:
                self.visit(places[0].section, places[0].block)
            return
        question = self.quiz_session.question
        self.visit(question.section, question.settles)

    def visit(self, section: str, block: str) -> None:
        """Read a passage over the run, where the deck has it."""
        if self.quiz_session.deck.entry(section) is None:
            self._notice = "The question names no passage of the deck."
            return
        from explainer.ui.reader.passage_screen import PassageScreen

        self.app.push_screen(PassageScreen(self.app.session, section, block, self.size.width))

    def show_evidence(self) -> None:
        """The claims and sources of the question in a card."""
        if self._sheet is not None or self.quiz_session.run.phase is Phase.DONE:
            return
        if evidence_lines(self.quiz_session, 40):
            self.app.show_card("Evidence", partial(evidence_lines, self.quiz_session))
        else:
            self._notice = "The question names no source."

    async def call_easy(self) -> None:
        """Call a right answer easy, which moves its review further away."""
        grade = self.quiz_session.grade
        if self.quiz_session.run.phase is Phase.FEEDBACK and grade is not None and grade.is_right:
            await to_thread(self.quiz_session.call_easy)
            kept = "Noted as easy: it comes back later."
            self._notice = (
                kept if self.quiz_session.keeps else "Nothing is kept, so nothing comes back."
            )

    async def ask_missed(self) -> None:
        """At the end, a run of what this one missed."""
        names = missed(self.quiz_session.run)
        if self.quiz_session.run.phase is Phase.DONE and names:
            subject = Subject(SubjectKind.QUESTION, " ".join(names))
            options = QuizOptions(scheme=self.quiz_session.run.scheme, fresh=True)
            self.dismiss(NextQuiz(subject, options))

    # --- keys and clicks ------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """To the sheet first, then to the commands; what clickers send never answers."""
        event.stop()
        event.prevent_default()
        self._notice = self._refused = ""
        self._is_warned &= event.key == "enter"
        sheet = self._sheet
        if event.key == "escape" or (event.key == "q" and not (sheet and sheet.is_typing)):
            self.dismiss(None)
            return
        if event.key in ("ctrl+c", "ctrl+d"):
            self.app.leave()
            return
        if event.key in ("pagedown", "pageup"):
            self._look(event.key)
            return
        self._is_touched = sheet is not None
        if sheet is None or not sheet.take(event.key, event.character or ""):
            await self._run_key(event.key)
        self._show()

    async def _run_key(self, key: str) -> None:
        phase = self.quiz_session.run.phase
        if phase is Phase.DONE and (row := row_of_key(key, MOST_NUMBERED)) >= 0:
            self._reread(row)
        elif command := self._keymap.get(key):
            await command.run(self)
        elif key in ("right", "space", "l") and phase is Phase.FEEDBACK:
            if self.pane.has_more:
                self.pane.scroll_lines(self.pane.room - 2)
            else:
                await self._go_on()
        elif key in ("down", "j", "up", "k") and self._sheet is None:
            self.pane.scroll_lines(1 if key in ("down", "j") else -1)
        elif key in ("end", "G", "home", "g") and self._sheet is None:
            self.pane.scroll_lines(10**6 if key in ("end", "G") else -(10**6))
        else:
            self._run_outside(key)

    def _reread(self, row: int) -> None:
        places = to_reread(self.quiz_session.run, self.quiz_session.questions)
        if row < len(places):
            self.visit(places[row].section, places[row].block)

    def _look(self, key: str) -> None:
        """What clickers send only moves the card: it never answers and never goes on."""
        page = max(1, self.pane.room - 2)
        self.pane.scroll_lines(page if key == "pagedown" else -page)
        self.last_line.repaint()

    def _run_outside(self, key: str) -> None:
        """Keys that mean the same everywhere."""
        command = self.app.keymap.get(key)
        identifier = command.id if command else ""
        if identifier == "help":
            _show_help(self.app, self._keys)
        elif identifier == "keep-progress" and self.quiz_session.run.phase is Phase.DONE:
            _keep(self.app)
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "quit":
            self.app.leave()
        elif identifier == "close":
            self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where something is typed."""
        event.stop()
        if self._sheet is not None:
            self._sheet.paste(event.text)
            self._is_touched = True
            self._show()

    def _clicked(self, line: int, column: int) -> None:
        self._notice = ""
        if self._sheet is not None:
            self._sheet.click(line - self._sheet_start, column)
        self._show()

    @on(LastLine.HintClicked)
    async def _run_clicked(self, message: LastLine.HintClicked) -> None:
        self._notice = ""
        if message.command == "close":
            self.dismiss(None)
            return
        if message.command == "keep-progress":
            _keep(self.app)
        for command in QUIZ:
            if command.id == message.command:
                await command.run(self)
        self._show()


def _keep(app: ReaderApp) -> None:
    """Keep what was done."""
    from explainer.ui.progress_keeping import keep_progress

    keep_progress(app)


def _show_help(app: ReaderApp, keys: dict[str, tuple[str, ...]]) -> None:
    """How questions are answered, and every key."""
    from explainer.ui.base.help_lines import help_lines
    from explainer.ui.overlays.lines_screen import LinesScreen

    def lines(width: int) -> list[Line]:
        return [*answering_lines(width), [], *help_lines(QUIZ, keys, width)]

    app.push_screen(LinesScreen("Help", lines))
