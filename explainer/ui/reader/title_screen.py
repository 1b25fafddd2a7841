"""The title screen: what a deck is, how long it takes, and a question worth an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.model import Deck
from explainer.learner.place import Place
from explainer.problems import Severity
from explainer.render.line import Line, TextRun, wrap
from explainer.render.value import date_text
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

_WIDEST = 64


class Titled(NamedTuple):
    """What the card is about."""

    deck: Deck
    """The deck."""
    errors: int
    """How many parts of it are broken, as far as that is known."""
    kept: str
    """Title of the section where the reader left, or nothing."""
    keeps: bool
    """Whether anything that the reader does is kept."""


class TitleCard(PaintedWidget):
    """The title, in the middle of the screen."""

    def __init__(self, titled: Titled) -> None:
        super().__init__(base="pane", id="title")
        self._titled = titled
        self.due = 0
        """Questions that are due for review, once that is known."""

    def show(self, titled: Titled) -> None:
        """Show something else."""
        self._titled = titled
        self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The card, cut from its least important part where it is too high."""
        inner = max(1, min(_WIDEST, width - 4))
        deck = self._titled.deck
        title = wrap([TextRun(deck.title, "title")], inner)
        summary = wrap([TextRun(deck.summary, "text")], inner) if deck.summary else []
        question = self._question(inner)
        choices = self._choices()
        facts = wrap([TextRun(self._facts(), "muted")], inner)
        facts.extend(
            wrap([TextRun(self._trouble(), "error")], inner) if self._titled.errors else []
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
        deck = self._titled.deck
        count = len(deck.outline)
        facts = [f"{count} section{'' if count == 1 else 's'}"]
        if deck.minutes:
            facts.insert(0, f"{deck.minutes} minutes")
        if deck.as_of:
            facts.append(f"as of {date_text(deck.as_of)}")
        if not self._titled.keeps:
            facts.append("nothing is kept")
        return " · ".join(facts)

    def _trouble(self) -> str:
        errors = self._titled.errors
        some = "One part is" if errors == 1 else f"{errors} parts are"
        return f"{some} broken; 'explainer check' says where."

    def _question(self, width: int) -> list[Line]:
        """The first bet of the deck: asked here, settled in the text."""
        deck = self._titled.deck
        for entry in deck.outline:
            for bet in entry.bets:
                if question := deck.questions.get(bet):
                    lines = wrap([TextRun(question.prompt, "emphasis")], max(1, width - 2))
                    return [[TextRun("▎ ", "here"), *line] for line in lines]
        return []

    def _choices(self) -> list[Line]:
        if not self._titled.kept:
            choices = [("Enter", "Begin")]
        else:
            choices = [("Enter", f"Continue: {self._titled.kept}"), ("s", "Start again")]
        if self.due:
            count = "1 question is" if self.due == 1 else f"{self.due} questions are"
            choices.append(("r", f"Review: {count} due"))
        return [[TextRun(f"{key:>5}", "here"), TextRun(f"  {words}")] for key, words in choices]


class TitleScreen(PaintedScreen[None]):
    """Shown first; goes on to the reader."""

    DEFAULT_CSS = """
    TitleScreen { layout: vertical; }
    TitleScreen #title { height: 1fr; }
    TitleScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, place: Place | None) -> None:
        """`place` is where the reader left the deck."""
        super().__init__()
        self.place = place
        """Where the reader left the deck; None where they never were."""

    def compose(self) -> ComposeResult:
        """The card over the last line."""
        yield TitleCard(self._titled())
        yield LastLine("last-line")

    def _titled(self) -> Titled:
        session = self.app.session
        index = session.section_index(self.place.section) if self.place else None
        deck = session.opened.deck
        kept = deck.outline[index].title if index is not None else ""
        errors = sum(p.severity is Severity.ERROR for p in session.opened.problems())
        return Titled(deck, errors, kept, session.keeps)

    def show_deck(self, place: Place | None) -> None:
        """Show the deck, and what is kept of it, as they are now."""
        self.place = place
        card = self.query_one(TitleCard)
        card.due = card.due if self.app.session.attempts else 0
        card.show(self._titled())
        self._say("")

    def on_mount(self) -> None:
        """Dress and fill the panes."""
        self.apply_theme()
        self._say("")

    def show_due(self, count: int) -> None:
        """Offer a review."""
        card = self.query_one(TitleCard)
        card.due = count
        card.repaint()

    def _say(self, notice: str) -> None:
        hints = [KeyHint("Enter", "read", "next")]
        if self.place:
            hints.append(KeyHint("s", "start again", "top"))
        wanted = [("help", "help"), ("quit", "leave")]
        if self.app.session.may_keep:
            wanted.insert(0, ("keep-progress", "keep"))
        hints.extend(
            KeyHint(key_label(keys[0]), words, command)
            for command, words in wanted
            if (keys := self.app.keys[command])
        )
        said = Status(self.app.session.opened.deck.id, hints, notice)
        self.query_one(LastLine).show(lambda: said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.query_one(TitleCard), self.query_one(LastLine)):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def on_key(self, event: events.Key) -> None:
        """Enter and every key for Next begin; `s` starts again."""
        event.stop()
        command = self.app.keymap.get(event.key)
        identifier = command.id if command else ""
        if event.key == "s" and self.place:
            self.app.start_reading(None)
        elif event.key == "r" and self.query_one(TitleCard).due:
            self._review()
        elif event.key == "enter" or identifier in ("next", "next-section", "scroll-down"):
            self.app.start_reading(self.place)
        else:
            self._run(identifier)

    def _run(self, command: str) -> None:
        if command == "quit":
            self.app.leave()
        elif command == "close":
            self._close()
        elif command == "top":
            self.app.start_reading(None)
        elif command == "help":
            self.app.show_help()
        elif command == "light-dark":
            self.app.toggle_theme()
        elif command == "decks":
            self.app.ask_deck()
        elif command in ("quiz-menu", "ask-me"):
            self._ask(command)
        elif command == "overview":
            self.app.show_overview(None)
        elif command == "palette":
            self.app.show_palette()
        elif command == "keep-progress":
            from explainer.ui.progress_keeping import keep_progress

            keep_progress(self.app)

    def _close(self) -> None:
        """Back to the library, where there is one; else Esc asks for one more key."""
        from explainer.ui.deck_change import back_to_library

        if not back_to_library(self.app):
            self._say(self.app.how_to_leave())

    def _ask(self, command: str) -> None:
        """Open the deck, and ask above it."""
        from explainer.ui.reader.commands.registry import BY_ID

        self.app.start_reading(self.place)
        if self.app.reader is not None:
            BY_ID[command].run(self.app.reader)

    def _review(self) -> None:
        """Ask what is due; afterwards the deck is open."""
        from explainer.ui.review.review_opening import open_review

        self.app.start_reading(self.place)
        open_review(self.app)

    def on_click(self) -> None:
        """A click anywhere but on a key begins."""
        self.app.start_reading(self.place)

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "next":
            self.app.start_reading(self.place)
        else:
            self._run(message.command)
