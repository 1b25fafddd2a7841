"""The title screen: title and facts of a deck, and its first bet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import ComposeResult

from explainer.deck.loader import OpenDeck
from explainer.deck.model import Route
from explainer.deck.question import Question
from explainer.learner.place import Place
from explainer.problems import Severity
from explainer.render.question_lines import is_answered_by_digit
from explainer.render.selection import reading_order
from explainer.render.setting import BetGuess
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    ASK_ME,
    CLOSE,
    DECKS,
    HELP,
    KEEP_PROGRESS,
    LIGHT_DARK,
    NEXT,
    NEXT_SECTION,
    OVERVIEW,
    PROGRESS,
    QUIT,
    QUIZ_MENU,
    SCROLL_DOWN,
    TOP,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import CloseDeck, OpenReview, ShowReaderHelp, StartReading
from explainer.ui.reader.answering_in_place import taken
from explainer.ui.reader.title_card import TitleCard, TitleContents

TITLE = (
    Command("title-begin", ("enter",), "Begin", "Read on where you left, or from the beginning.",
            "On the title", "begin"),
    Command("title-again", ("s",), "Start again", "Read from the beginning.",
            "On the title", "again"),
    Command("title-longer", ("right", "tab"), "Another route", "The next route, if there are some.",
            "On the title", "turn_route(1)"),
    Command("title-shorter", ("left", "shift+tab"), "Route before", "The route before.",
            "On the title", "turn_route(-1)"),
    Command("title-review", ("r",), "Review", "Ask what is due.", "On the title", "review"),
)  # fmt: skip
"""Commands of the title."""


class TitleScreen(PaintedScreen[None]):
    """The first screen of a deck; leads to the reader."""

    KEY_COMMANDS = (
        *TITLE,
        NEXT.doing("begin"),
        NEXT_SECTION.doing("begin"),
        SCROLL_DOWN.doing("begin"),
        TOP.doing("start_again"),
        CLOSE,
        HELP,
        LIGHT_DARK,
        DECKS,
        ASK_ME.doing("read_and('ask_me')"),
        QUIZ_MENU.doing("read_and('quiz_menu')"),
        OVERVIEW.doing("overview"),
        PROGRESS,
        KEEP_PROGRESS,
        QUIT,
    )
    can_renew = True

    def __init__(self, place: Place | None) -> None:
        """`place` is the place where the person left the deck."""
        super().__init__()
        self.place = place
        """Place where the person left the deck; None if they never read it."""
        self.card: TitleCard | None = None
        """The card; None before the screen is shown."""

    def compose_panes(self) -> ComposeResult:
        """Yield the card."""
        self.card = TitleCard(self._contents(), self.keymap)
        yield self.card

    def _contents(self) -> TitleContents:
        session = self.app.session
        index = session.section_index(self.place.section) if self.place else None
        deck = session.opened.deck
        kept = deck.outline[index].title if index is not None else ""
        errors = sum(p.severity is Severity.ERROR for p in session.opened.problems())
        bet = self._bet()
        settles = deck.entry(bet.section) if bet is not None else None
        return TitleContents(
            deck,
            errors,
            kept,
            session.keeps,
            session.route or self._whole_route(),
            session.way,
            session.read,
            bet,
            self._guess(bet),
            settles.title if settles is not None else "",
        )

    def _bet(self) -> Question | None:
        """Return the first bet of the deck."""
        deck = self.app.session.opened.deck
        names = (bet for entry in deck.outline for bet in entry.bets)
        return next((deck.questions[name] for name in names if name in deck.questions), None)

    def _bet_in_sight(self) -> Question | None:
        """Return the bet if it has room on the screen, and a digit answers it."""
        bet = self._bet()
        if bet is None or self.card is None or not self.card.shows_bet:
            return None
        return bet if is_answered_by_digit(bet) else None

    def _guess(self, bet: Question | None) -> BetGuess | None:
        """Return the guess at the bet so far."""
        session = self.app.session
        if bet is None or not session.attempts:
            return None
        from explainer.ui.base.answers_shown import asked_of

        asked = asked_of(session.opened.deck, "", bet.id, session.attempts)
        return asked.guesses.get(bet.id)

    def _routes(self) -> list[Route]:
        return [route for route in self.app.session.opened.deck.routes if route.sections]

    def _whole_route(self) -> Route | None:
        """Return the route through the whole deck, which is chosen until another is."""
        whole = {entry.id for entry in self.app.session.opened.deck.outline}
        return next((route for route in self._routes() if set(route.sections) >= whole), None)

    def show_place(self, place: Place | None) -> None:
        """Update the deck and the place that is kept."""
        self.place = place
        if self.card is not None:
            due = self.card.due if self.app.session.attempts else 0
            self.card.show(self._contents(), due)
            self.last_line.repaint()

    def show_due(self, count: int) -> None:
        """Set the number of questions due for review."""
        if self.card is not None:
            self.card.show(self._contents(), count)

    def progress_changed(self) -> None:
        """Update what is kept."""
        self.show_place(self.place)

    def renewal(self, opened: OpenDeck) -> Callable[[], None]:
        """Return the function that shows another version of the deck."""
        return partial(self.show_place, self.place)

    def status(self) -> Status:
        """Return the deck's id and the most useful keys."""
        wanted = [("title-begin", "read")]
        if bet := self._bet_in_sight():
            wanted.insert(0, (f"1–{len(reading_order(bet))}", "bet"))
        if self._routes():
            wanted.append(("title-shorter+title-longer", "how long"))
        if self.place:
            wanted.append(("title-again", "start again"))
        if self.app.session.may_keep:
            wanted.append(("keep-progress", "keep"))
        wanted.extend([("help", "help"), ("quit", "leave")])
        return Status(self.app.session.opened.deck.id, self.hints(wanted), self.notice)

    # --- actions --------------------------------------------------------------------------

    def take_number(self, number: int) -> bool:
        """Bet on the choice with a digit."""
        bet = self._bet_in_sight()
        if bet is None:
            return False
        order = reading_order(bet)
        if number > len(order):
            return False
        self._place_bet(bet, order[number - 1])
        return True

    def _place_bet(self, bet: Question, choice: int) -> None:
        self.app.post_message(taken(bet, choice, is_bet=True))

    def action_turn_route(self, by: int) -> None:
        """Choose another route; where there is none, begin."""
        routes, session = self._routes(), self.app.session
        if not routes:
            if by > 0:
                self.action_begin()
            return
        now = session.route or self._whole_route()
        place = routes.index(now) + by if now in routes else (0 if by > 0 else len(routes) - 1)
        session.route = routes[place % len(routes)]
        self.show_place(self.place)

    def action_begin(self) -> None:
        """Continue where the person left, or begin."""
        self.app.post_message(StartReading(self.place))

    def action_start_again(self) -> None:
        """Read from the beginning."""
        self.app.post_message(StartReading(None))

    def action_again(self) -> None:
        """Read from the beginning, if the person has left the deck before."""
        if self.place:
            self.action_start_again()

    def action_review(self) -> None:
        """Start the review of due questions; the reader is opened below it."""
        if self.card is not None and self.card.due:
            self.action_begin()
            self.app.post_message(OpenReview())

    def action_read_and(self, action: str) -> None:
        """Open the reader, and run one of its actions."""
        self.app.post_message(StartReading(self.place, action))

    def action_overview(self) -> None:
        """Open the overview, and read the chosen section."""
        from explainer.ui.reader.overview_screen import OverviewScreen

        session = self.app.session

        def go(index: int | None) -> None:
            if index is not None:
                place = Place(session.opened.deck.outline[index].id, "")
                self.app.post_message(StartReading(place))

        OverviewScreen(session, 0).open_over(self.app, go)

    def action_close(self) -> None:
        """Return to the library; where there is none, name the key that leaves."""
        self.app.post_message(CloseDeck())

    def action_show_help(self) -> None:
        """Show every command of the reader."""
        self.app.post_message(ShowReaderHelp())

    def on_click(self, event: events.Click) -> None:
        """Bet on a choice that is clicked; a click anywhere else but on a hint begins."""
        bet = self._bet()
        choice = self.card.choice_at(event.y) if self.card is not None else None
        if bet is not None and choice is not None:
            self._place_bet(bet, choice)
        else:
            self.action_begin()
