"""The title screen: title and facts of a deck, and its first bet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import ComposeResult

from explainer.deck.loader import OpenDeck
from explainer.deck.question import Question
from explainer.deck.route import Route
from explainer.learner.place import Place
from explainer.problems import Severity
from explainer.render.line import Line
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
    PALETTE,
    PREVIOUS,
    PROGRESS,
    QUIT,
    QUIZ_MENU,
    SCROLL_DOWN,
    SCROLL_UP,
    TOP,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import CloseDeck, OpenReview, StartReading
from explainer.ui.reader.answering_in_place import taken
from explainer.ui.reader.reader_commands import READING
from explainer.ui.reader.title_card import TitleCard, TitleContents

_BEGINNING = (
    Command("title-begin", ("enter",), "Begin", "Read on where you left, or from the beginning.",
            "On the title", "begin"),
    Command("title-again", ("s",), "Start again", "Read from the beginning.",
            "On the title", "again"),
)  # fmt: skip
_ROUTES = (
    Command("title-longer", ("right", "tab"), "Another route", "The next route, if there are some.",
            "On the title", "turn_route(1)"),
    Command("title-shorter", ("left", "shift+tab"), "Route before", "The route before.",
            "On the title", "turn_route(-1)"),
)  # fmt: skip
_REVIEW = Command("title-review", ("r",), "Review", "Ask what is due.", "On the title", "review")

TITLE = (*_BEGINNING, *_ROUTES, _REVIEW)
"""Commands of the title."""

# Of the keys that turn a page where the arrow chooses a route, the one that is shown.
_NEXT = NEXT.doing("next")._replace(keys=("right", "space", "pagedown", "l"))

_OTHERS = (
    _REVIEW,
    _NEXT,
    PREVIOUS.doing("previous"),
    NEXT_SECTION.doing("begin"),
    SCROLL_DOWN.doing("next"),
    SCROLL_UP.doing("previous"),
    TOP.doing("start_again"),
    OVERVIEW._replace(action="overview"),
    DECKS,
    ASK_ME._replace(action="read_and('ask_me')"),
    QUIZ_MENU._replace(action="read_and('quiz_menu')"),
    PROGRESS,
    KEEP_PROGRESS,
    CLOSE,
    PALETTE._replace(action="palette"),
    HELP,
    LIGHT_DARK,
    QUIT,
)
"""Commands of the title and of what it leads to, on every page of it."""


class TitleScreen(PaintedScreen[None]):
    """The first screen of a deck; leads to the reader."""

    PAGE_COMMANDS = (*_BEGINNING, *_OTHERS)
    """Commands of a page without routes to choose from."""
    KEY_COMMANDS = (*_BEGINNING, *_ROUTES, *_OTHERS)
    can_renew = True

    def __init__(self, place: Place | None) -> None:
        """`place` is the place where the person left the deck."""
        super().__init__()
        self.place = place
        """Place where the person left the deck; None if they never read it."""
        self.card: TitleCard | None = None
        """The card; None before the screen is shown."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the page in sight: arrows choose a route where there are some."""
        return self.KEY_COMMANDS if self._routes() and not self._page else self.PAGE_COMMANDS

    @property
    def _page(self) -> int:
        """Index of the page of the card in sight."""
        return self.card.page if self.card is not None else 0

    @property
    def _page_count(self) -> int:
        return self.card.page_count if self.card is not None else 1

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
        """Return the deck's id, the page of the title, and the most useful keys."""
        wanted = [("title-begin", "read")]
        if bet := self._bet_in_sight():
            wanted.insert(0, (f"1–{len(reading_order(bet))}", "bet"))
        if self._page + 1 < self._page_count:
            wanted.insert(0, ("next", "bet"))
        if self._page:
            wanted.append(("previous", "title"))
        if self._routes():
            wanted.append(("title-shorter+title-longer", "how long"))
        if self.place:
            wanted.append(("title-again", "start again"))
        if self.app.session.may_keep:
            wanted.append(("keep-progress", "keep"))
        wanted.extend([("help", "help"), ("quit", "leave")])
        name = self.app.session.opened.deck.id
        page = f"page {self._page + 1} of {self._page_count}"
        places = [name] if self._page_count == 1 else [f"{name} · {page}", page]
        return Status(places[0], self.hints(wanted), self.notice, places[1:])

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
        """Choose another route."""
        routes, session = self._routes(), self.app.session
        now = session.route or self._whole_route()
        place = routes.index(now) + by if now in routes else (0 if by > 0 else len(routes) - 1)
        session.route = routes[place % len(routes)]
        self.show_place(self.place)

    def action_next(self) -> None:
        """Turn to the next page of the title; behind the last, begin."""
        if self.card is None or not self.card.turn(1):
            self.action_begin()

    def action_previous(self) -> None:
        """Turn to the page of the title before."""
        if self.card is not None:
            self.card.turn(-1)

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

        OverviewScreen(self.app.session, 0).open_over(self.app, self._read_section)

    def _read_section(self, index: int | None) -> None:
        if index is not None:
            place = Place(self.app.session.opened.deck.outline[index].id, "")
            self.app.post_message(StartReading(place))

    def action_palette(self) -> None:
        """Open the palette, with what can be done from here."""
        from explainer.ui.overlays.palette_screen import PaletteScreen, run_entry
        from explainer.ui.reader.palette_entries import INVITATION, palette_entries

        entries = palette_entries(self, self._read_section)
        PaletteScreen(entries, INVITATION).open_over(self.app, run_entry)

    def offered_commands(self) -> list[Command]:
        """Return the commands that can be run now."""
        return self.commands_that_matter

    def run_soon(self, action: str) -> None:
        """Run an action once the screens above have closed."""
        self.call_later(self.run_action, action)

    def action_close(self) -> None:
        """Return to the library; where there is none, name the key that leaves."""
        self.app.post_message(CloseDeck())

    @property
    def commands_that_matter(self) -> list[Command]:
        """The commands that can do something now."""
        does_something = {
            "title-again": bool(self.place),
            "title-review": self.card is not None and self.card.due > 0,
            "decks": bool(self.app.other_decks()),
            "keep-progress": self.app.session.may_keep,
        }
        own = (command for command in self.commands if command.group)
        return [command for command in own if does_something.get(command.id, True)]

    def keys_and_effects(self, width: int) -> list[Line]:
        """Return the commands of the title, then those of the text that it leads to."""
        from explainer.ui.base.help_lines import all_key_lines

        keymap = self.app.keymap_of(READING)
        return [*super().keys_and_effects(width), [], *all_key_lines(READING, keymap, width)]

    def on_click(self, event: events.Click) -> None:
        """Bet on a choice that is clicked; a click anywhere else but on a hint begins."""
        bet = self._bet()
        choice = self.card.choice_at(event.y) if self.card is not None else None
        if bet is not None and choice is not None:
            self._place_bet(bet, choice)
        else:
            self.action_begin()
