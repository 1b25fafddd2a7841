"""The title screen: title and facts of a deck, and its first bet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult

from explainer.deck.loader import OpenDeck
from explainer.deck.model import Deck
from explainer.learner.place import Place
from explainer.problems import Severity
from explainer.render.line import Line, TextRun, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.render.value import date_text
from explainer.ui.base.command import Command, Keymap
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
    QUIT,
    QUIZ_MENU,
    SCROLL_DOWN,
    TOP,
)
from explainer.ui.base.keycap import keycap
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.requests import CloseDeck, OpenReview, ShowReaderHelp, StartReading

_WIDEST = 64

TITLE = (
    Command("title-begin", ("enter",), "Begin", "Read on where you left, or from the beginning.",
            "On the title", "begin"),
    Command("title-again", ("s",), "Start again", "Read from the beginning.",
            "On the title", "again"),
    Command("title-review", ("r",), "Review", "Ask what is due.", "On the title", "review"),
)  # fmt: skip
"""Commands of the title."""


class TitleContents(NamedTuple):
    """Contents of the title card."""

    deck: Deck
    """The deck."""
    errors: int
    """Number of broken parts, as far as known."""
    kept: str
    """Title of the section where the reader left; empty for none."""
    keeps: bool
    """True if progress is kept."""


class TitleCard(PaintedWidget):
    """The card of the title, in the middle of the screen."""

    def __init__(self, contents: TitleContents, keymap: Keymap) -> None:
        super().__init__(base="pane", id="title", classes="main")
        self._contents = contents
        self._keymap = keymap
        self.due = 0
        """Number of questions due for review; 0 until known."""

    def show(self, contents: TitleContents, due: int) -> None:
        """Show other contents."""
        self._contents, self.due = contents, due
        self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the card; if it is too high, the least important lines are left out."""
        inner = max(1, min(_WIDEST, width - 4))
        deck = self._contents.deck
        title = wrap([TextRun(deck.title, "title")], inner)
        summary = wrap([TextRun(deck.summary, "text")], inner) if deck.summary else []
        question = self._question(inner)
        choices = self._choices()
        facts = wrap([TextRun(self._facts(), "muted")], inner)
        facts.extend(
            wrap([TextRun(self._trouble(), "error")], inner) if self._contents.errors else []
        )
        parts = [title, facts, summary, question, choices]
        for droppable in (2, 3):
            if sum(len(part) + 1 for part in parts if part) > height - 1:
                parts[droppable] = []
        lines: list[Line] = []
        for part in parts:
            if part:
                lines.extend([[], *part] if lines else part)
        left = max(0, (width - inner) // 2)
        above = max(0, (height - len(lines)) // 2)
        return [
            [],
            *([] for _ in range(above - 1)),
            *([TextRun(" " * left), *line] for line in lines),
        ]

    def _facts(self) -> str:
        deck = self._contents.deck
        count = len(deck.outline)
        facts = [f"{count} section{'' if count == 1 else 's'}"]
        if deck.minutes:
            facts.insert(0, f"{deck.minutes} minutes")
        if deck.as_of:
            facts.append(f"as of {date_text(deck.as_of)}")
        if not self._contents.keeps:
            facts.append("nothing is kept")
        return " · ".join(facts)

    def _trouble(self) -> str:
        errors = self._contents.errors
        some = "One part is" if errors == 1 else f"{errors} parts are"
        return f"{some} broken; 'explainer check' says where."

    def _question(self, width: int) -> list[Line]:
        """Return the first bet of the deck, which the text settles later."""
        deck = self._contents.deck
        for entry in deck.outline:
            for bet in entry.bets:
                if question := deck.questions.get(bet):
                    layout = QuestionLayout(question, deck)
                    runs = layout.summary_runs(question.prompt, "emphasis")
                    lines = wrap(runs, max(1, width - 2))
                    return [[TextRun("▎ ", "ask"), *line] for line in lines]
        return []

    def _choices(self) -> list[Line]:
        if not self._contents.kept:
            choices = [("title-begin", "Begin")]
        else:
            choices = [
                ("title-begin", f"Continue: {self._contents.kept}"),
                ("title-again", "Start again"),
            ]
        if self.due:
            count = "1 question is" if self.due == 1 else f"{self.due} questions are"
            choices.append(("title-review", f"Review: {count} due"))
        labels = [(self._keymap.label(command), words) for command, words in choices]
        return [
            [TextRun(" " * max(0, 5 - len(label))), keycap(label), TextRun(f" {words}")]
            for label, words in labels
            if label
        ]


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
        return TitleContents(deck, errors, kept, session.keeps)

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
        if self.place:
            wanted.append(("title-again", "start again"))
        if self.app.session.may_keep:
            wanted.append(("keep-progress", "keep"))
        wanted.extend([("help", "help"), ("quit", "leave")])
        return Status(self.app.session.opened.deck.id, self.hints(wanted), self.notice)

    # --- actions --------------------------------------------------------------------------

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

    def on_click(self) -> None:
        """Begin reading on a click anywhere but on a hint."""
        self.action_begin()
