"""The app: its first screen, and the answers to requests of screens."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.driver import Driver
from textual.screen import Screen

from explainer.deck.loader import OpenDeck
from explainer.learner.place import Place, RecordUnusable
from explainer.ui.base.painted_app import WRITING, PaintedApp
from explainer.ui.base.requests import (
    ChangeDeck,
    CloseDeck,
    OpenBet,
    OpenDesk,
    OpenFigure,
    OpenProgress,
    OpenQuiz,
    OpenQuizMenu,
    OpenReview,
    PlaceBet,
    ResumeQuiz,
    SearchDeck,
    ShowCard,
    ShowHelp,
    ShowLines,
    StartReading,
    VisitPassage,
)
from explainer.ui.base.session import Session
from explainer.ui.base.theme import DARK, Palette
from explainer.ui.base.theme_choice import OWN_PAIR, ThemePair
from explainer.ui.reader.reader_screen import ReaderScreen

if TYPE_CHECKING:
    from explainer.ui.decks import Decks
    from explainer.ui.progress_keeping import ProgressKeeping
    from explainer.ui.quiz.quiz_flow import QuizFlow

_PREPARE_AFTER = 1.0
"""Run deferred start-up work after this many seconds even if nothing was painted."""

DeckOpener = Callable[[str], OpenDeck]
"""Opens another deck by id; given by callers that may read files."""


class ReaderApp(PaintedApp, inherit_bindings=False):
    """Reader of decks; its result is the section where the person left."""

    def __init__(
        self,
        session: Session,
        palette: Palette = DARK,
        theme_pair: ThemePair = OWN_PAIR,
        *,
        start: Place | None = None,
        other_decks: Callable[[], dict[str, str]] = dict,
        open_other: DeckOpener | None = None,
        when_painted: Callable[[], None] = lambda: None,
        driver_class: type[Driver] | None = None,
        first_screen: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        """Prepare a reader of one deck.

        Args:
            session: The session that begins.
            palette: The theme to begin with.
            theme_pair: The light and the dark theme between which the person changes.
            start: Place to begin reading at; None for the title.
            other_decks: Returns the titles of other decks by id.
            open_other: Opens one of them.
            when_painted: Called once the first screen was painted.
            driver_class: The terminal to draw on; None for this process's own.
            first_screen: Makes the first screen; None for the title or the text.
        """
        super().__init__(session, palette, theme_pair, driver_class)
        self._start = start
        self._other_decks = other_decks
        self._open_other = open_other
        self._when_painted = when_painted
        self._first_screen = first_screen
        self._prepared: Session | None = None
        self._decks: Decks | None = None

    # --- start ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """Return the title, or the reader at the place asked for; no screen lies below it."""
        if self._first_screen is not None:
            return self._first_screen()
        if self._start is not None:
            return self._reader_screen(self._start)
        from explainer.ui.reader.title_screen import TitleScreen

        return TitleScreen(self.session.load_progress())

    def on_mount(self) -> None:
        """Prepare the rest once the first screen is painted."""
        self.call_after_refresh(self._prepare)
        # The call above is lost where another screen covers the first one before it is painted.
        self.set_timer(_PREPARE_AFTER, self._prepare)

    def _prepare(self) -> None:
        """Parse the rest of the deck, store it for the next start, and load the answers."""
        if self._prepared is self.session:
            return
        session = self._prepared = self.session
        self._when_painted()
        if self._start is not None and self.reader is not None:
            session.load_progress()
            self.reader.show_around()
        if session.keeps:
            self.work_beside(self._show_answers)
        if not session.opened.is_kept():
            self.work_beside(partial(self.aside, partial(_parse_all, session)))

    async def _show_answers(self) -> None:
        """Load earlier answers, and show the number of due questions on the title."""
        from explainer.ui.reader.title_screen import TitleScreen

        session = self.session
        await session.load_attempts()
        if not session.attempts or self.reader is not None:
            return
        due = await self.aside(session.count_due)
        if due and isinstance(self.screen, TitleScreen):
            self.screen.show_due(due)

    # --- the text -------------------------------------------------------------------------

    @property
    def reader(self) -> ReaderScreen | None:
        """The reader's screen; None before reading has begun."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ReaderScreen) and screen.session is self.session:
                return screen
        return None

    def _reader_screen(self, start: Place) -> ReaderScreen:
        return ReaderScreen(self.session, start, self.size)

    @on(StartReading)
    def _start_reading(self, message: StartReading) -> None:
        reader = self._reader_screen(message.place or Place("", ""))
        self.push_screen(reader)
        if message.action:
            reader.run_soon(message.action)

    @on(VisitPassage)
    def _visit_passage(self, message: VisitPassage) -> None:
        from explainer.ui.reader.passage_screen import PassageScreen

        passage = PassageScreen(self.session, message.section, message.block, self.size)
        self.push_screen(passage)

    @on(SearchDeck)
    def _search_deck(self, message: SearchDeck) -> None:
        from explainer.ui.reader.search_screen import SearchChoice, SearchScreen

        def closed(chosen: SearchChoice | None) -> None:
            if chosen is not None:
                message.chosen(chosen.searched.entries[chosen.entry])

        deck = message.finder.opened.deck
        SearchScreen(deck, message.finder, "", message.show_term).open_over(self, closed)

    # --- lines over the screen in front ---------------------------------------------------

    @on(ShowLines)
    def _show_lines(self, message: ShowLines) -> None:
        from explainer.ui.overlays.lines_screen import CardScreen, LinesScreen

        kind = CardScreen if isinstance(message, ShowCard) else LinesScreen
        self.push_screen(kind(message.place, message.lines_for))

    @on(ShowHelp)
    def _show_help(self, message: ShowHelp) -> None:
        from explainer.ui.overlays.help_screen import HelpScreen

        self.push_screen(HelpScreen(message.lines_for, message.all_keys))

    @on(OpenFigure)
    def _open_figure(self, message: OpenFigure) -> None:
        from explainer.ui.figures.figure_flow import open_figure

        open_figure(self, message)

    # --- quizzes --------------------------------------------------------------------------

    @property
    def _quizzes(self) -> QuizFlow:
        from explainer.ui.quiz.quiz_flow import QuizFlow

        return QuizFlow(self)

    @on(OpenQuiz)
    def _open_quiz(self, message: OpenQuiz) -> None:
        self._quizzes.open(message.subject, message.options, message.answer)

    @on(ResumeQuiz)
    def _resume_quiz(self, message: ResumeQuiz) -> None:
        self._quizzes.resume(message.run)

    @on(OpenBet)
    def _open_bet(self, message: OpenBet) -> None:
        self._quizzes.open_bet(message.question)

    @on(PlaceBet)
    def _place_bet(self, message: PlaceBet) -> None:
        self._quizzes.place_bet(message.question, message.answer)

    @on(OpenQuizMenu)
    def _open_quiz_menu(self, message: OpenQuizMenu) -> None:
        from explainer.ui.practice_menu import PracticeMenu

        PracticeMenu(self).open(message.section)

    @on(OpenReview)
    def _open_review(self, message: OpenReview) -> None:
        from explainer.ui.review.review_flow import ReviewFlow

        ReviewFlow(self).open(message.count)

    @on(OpenDesk)
    def _open_desk(self, message: OpenDesk) -> None:
        from explainer.ui.desk.desk_flow import DeskFlow

        DeskFlow(self).open(message.options)

    @on(OpenProgress)
    def action_show_progress(self) -> None:
        """Show how much was read of each section, what falls due, and the bets."""
        from explainer.ui.review.progress_flow import ProgressFlow, ReadSoFar

        reader = self.reader
        here = "" if reader is None else reader.section_id
        ProgressFlow(self).open(ReadSoFar(here, self.session.seen.shares))

    # --- decks and progress ---------------------------------------------------------------

    @property
    def decks(self) -> Decks:
        """The open deck and those visited before."""
        if self._decks is None:
            from explainer.ui.decks import Decks

            self._decks = Decks(self)
        return self._decks

    @on(ChangeDeck)
    def _change_deck(self, message: ChangeDeck) -> None:
        self.change_deck(message.deck)

    def change_deck(self, name: str) -> None:
        """Open another deck, by id, on its title screen."""
        if self._open_other is not None and self.decks.change(partial(self._open_other, name)):
            self.call_after_refresh(self._prepare)

    def other_decks(self) -> dict[str, str]:
        """Return the titles of all other decks by id."""
        others = dict(self._other_decks())
        others.pop(self.session.opened.deck.id, None)
        return others

    def action_decks(self) -> None:
        """Offer the other decks: in the library where there is one, else in a menu."""
        if self.decks.back_to_library():
            return
        from explainer.ui.overlays.palette_screen import PaletteScreen, run_entry
        from explainer.ui.reader.palette_entries import deck_entries

        entries = deck_entries(self)
        if entries:
            PaletteScreen(entries, "Which deck?").open_over(self, run_entry)
        else:
            self.say("There are no other decks here.")

    @on(CloseDeck)
    def _close_deck(self) -> None:
        if not self.decks.back_to_library():
            self.say(self.how_to_leave())

    @property
    def _keeping(self) -> ProgressKeeping:
        from explainer.ui.progress_keeping import ProgressKeeping

        return ProgressKeeping(self, self.decks)

    def action_keep_progress(self) -> None:
        """Create a record, and keep everything since the beginning of the visit in it."""
        self._keeping.keep()

    def action_forget_me(self) -> None:
        """Ask if everything that is kept shall be deleted."""
        self._keeping.ask_to_forget()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do nothing: the terminal opens links, on the reader's own machine."""

    # --- for a host -----------------------------------------------------------------------

    def announce(self, words: str) -> None:
        """Show words in the last line of the screen in front; may be called from any task."""
        from explainer.ui.base.announcing import announce_in_front

        self.call_later(announce_in_front, self, words)

    def renew(self, opened: OpenDeck) -> None:
        """Switch to a new version of a deck; may be called from any task."""
        self.call_later(self.decks.renew, opened)

    # --- leaving --------------------------------------------------------------------------

    async def write_place(self) -> str:
        """Write where the reader is; a passage that was looked up is no place to continue at."""
        readers = (screen for screen in self.screen_stack if type(screen) is ReaderScreen)
        reader = next(readers, None)
        if reader is None:
            return ""
        write = self.session.leave_at(*reader.place())
        if write is not None:
            # An earlier place that is still being written would come to stand in its stead.
            earlier = [worker for worker in self.workers if worker.group == WRITING]
            if earlier:  # without any, Textual would wait for all of its workers
                await self.workers.wait_for_complete(earlier)
            try:
                await to_thread(write)
            except RecordUnusable as error:
                self.session.note_trouble(error.reason)
        return reader.section_id


def _parse_all(session: Session) -> None:
    """Parse every section, and store the parsed form; called off the loop."""
    session.opened.sections()
    if session.setup.cache is not None:
        session.opened.keep(session.setup.cache)
