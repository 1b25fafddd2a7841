"""What a screen asks of the app: messages that `ReaderApp` answers.

Features do not import each other. A screen that wants something of another feature posts one of
these to the app, which knows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from explainer.learner.place import Place
from explainer.render.line import Line
from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.deck.search import SearchEntry
    from explainer.learner.desk_session import DeskOptions
    from explainer.learner.quiz_session import QuizOptions
    from explainer.lesson.shown import View
    from explainer.quiz.run import Run, Subject
    from explainer.ui.base.finder import Finder

LinesFor = Callable[[int], list[Line]]
"""Makes lines for a width in cells."""


class FigurePlace(NamedTuple):
    """The screen that a figure is opened from, and what that keeps for itself meanwhile."""

    banner: Callable[[], str] = str
    """Returns the words above the figure; empty for none."""
    commands: tuple[Command, ...] = ()
    """Commands of that screen that work while the figure is open."""
    run: Callable[[str], None] = lambda _: None
    """Runs one of these commands, by its id."""


class Request(Message, bubble=False):
    """Something that the app is asked to do."""


class ShowLines(Request):
    """Show lines on a screen of their own."""

    def __init__(self, place: str, lines_for: LinesFor) -> None:
        """`place` is what the last line calls them."""
        super().__init__()
        self.place = place
        """What the last line calls them."""
        self.lines_for = lines_for
        """Makes the lines."""


class ShowCard(ShowLines):
    """Show lines in a box over the screen in front: a claim, a source, a term."""


class ShowReaderHelp(Request):
    """Show every command of the reader."""


class StartReading(Request):
    """Go from the title to the text."""

    def __init__(self, place: Place | None, action: str = "") -> None:
        """Ask for the text.

        Args:
            place: Where to begin; None for the beginning.
            action: An action of the reader to run then; empty for none.
        """
        super().__init__()
        self.place = place
        """Where to begin; None for the beginning."""
        self.action = action
        """An action of the reader to run then; empty for none."""


class VisitPassage(Request):
    """Show a passage of the deck over the screen in front; closing it leads back."""

    def __init__(self, section: str, block: str) -> None:
        """`block` is an id of the section; empty for its beginning."""
        super().__init__()
        self.section = section
        """Id of the section."""
        self.block = block
        """Id of the block; empty for the beginning of the section."""


class OpenQuiz(Request):
    """Ask questions about a subject: take up the open run about it, or begin one."""

    def __init__(self, subject: Subject, options: QuizOptions | None = None) -> None:
        """`options` are the seed, the number of questions and the like."""
        super().__init__()
        self.subject = subject
        """What the questions are about."""
        self.options = options
        """Seed, number of questions and the like; None for the defaults."""

    @classmethod
    def about_section(cls, section: str) -> OpenQuiz:
        """Ask about a section, by its id."""
        from explainer.quiz.run import Subject, SubjectKind

        return cls(Subject(SubjectKind.SECTION, section))

    @classmethod
    def about_questions(cls, questions: Sequence[str]) -> OpenQuiz:
        """Ask some questions, by their ids."""
        from explainer.quiz.run import Subject, SubjectKind

        return cls(Subject(SubjectKind.QUESTION, " ".join(questions)))


class ResumeQuiz(Request):
    """Go on with a run that was left."""

    def __init__(self, run: Run) -> None:
        """`run` is the run as far as it has come."""
        super().__init__()
        self.run = run
        """The run as far as it has come."""


class OpenQuizMenu(Request):
    """Show everything that can be asked, played or reviewed."""

    def __init__(self, section: str) -> None:
        """`section` is the id of the section in sight."""
        super().__init__()
        self.section = section
        """Id of the section in sight."""


class OpenBet(Request):
    """Ask for a bet."""

    def __init__(self, question: str) -> None:
        """`question` is the id of the bet's question."""
        super().__init__()
        self.question = question
        """Id of its question."""


class OpenReview(Request):
    """Show what is due for review, and ask it."""

    def __init__(self, count: int = 0) -> None:
        """`count` is the number of questions at most; 0 for all."""
        super().__init__()
        self.count = count
        """Number of questions at most; 0 for all."""


class OpenDesk(Request):
    """Play a round at the evidence desk: the one that was left, or a new one."""

    def __init__(self, options: DeskOptions | None = None) -> None:
        """`options` are the seed, the number of cases and the like."""
        super().__init__()
        self.options = options
        """Seed, number of cases and the like; None for the defaults."""


class OpenFigure(Request):
    """Open a table, chart or timeline of a section, so that it takes the keys."""

    def __init__(
        self,
        section: int,
        line: int,
        *,
        closed: Callable[[str | None], None],
        changed: Callable[[View], None] = lambda _: None,
        place: FigurePlace | None = None,
    ) -> None:
        """Ask for a figure.

        Args:
            section: Place of its section in the outline.
            line: Line of the figure in the file of its section.
            closed: Called with `next` or `previous` where the person went on, else with nothing.
            changed: Called with the view at first and after every key.
            place: The screen that it is opened from.
        """
        super().__init__()
        self.section = section
        """Place of its section in the outline."""
        self.line = line
        """Line of the figure in the file of its section."""
        self.changed = changed
        """Called with the view at first and after every key."""
        self.closed = closed
        """Called with `next` or `previous` where the person went on, else with nothing."""
        self.place = place or FigurePlace()
        """The screen that it is opened from."""


class SearchDeck(Request):
    """Search the deck, from a screen that is not the reader."""

    def __init__(
        self,
        finder: Finder,
        show_term: Callable[[str], None],
        chosen: Callable[[SearchEntry], None],
    ) -> None:
        """Ask for a search.

        Args:
            finder: The index that is searched.
            show_term: Shows a glossary term, by its id.
            chosen: Called with the entry that was chosen.
        """
        super().__init__()
        self.finder = finder
        """The index that is searched."""
        self.show_term = show_term
        """Shows a glossary term, by its id."""
        self.chosen = chosen
        """Called with the entry that was chosen."""


class ChangeDeck(Request):
    """Open another deck on its title screen."""

    def __init__(self, deck: str) -> None:
        """`deck` is its id."""
        super().__init__()
        self.deck = deck
        """Its id."""


class CloseDeck(Request):
    """Go back to the library; where there is none, say which key leaves."""
