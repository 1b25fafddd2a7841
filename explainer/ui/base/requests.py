"""Messages by which a screen asks the app for something; `ReaderApp` answers them.

Features do not import each other. A screen that needs another feature posts one of these to the
app, which imports all features.
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
    from explainer.quiz.answer import Answer
    from explainer.quiz.run import Run, Subject
    from explainer.ui.base.finder import Finder

LinesFor = Callable[[int], list[Line]]
"""Makes lines for a width in cells."""


class FigurePlace(NamedTuple):
    """The screen that a figure is opened from, and its commands that still work meanwhile."""

    banner: Callable[[], str] = str
    """Returns the words above the figure; empty for none."""
    commands: tuple[Command, ...] = ()
    """Commands of that screen that work while the figure is open."""
    run: Callable[[str], None] = lambda _: None
    """Runs one of these commands, by its id."""


class Request(Message, bubble=False):
    """Base of all messages to the app."""


class ShowLines(Request):
    """Open a screen of lines to read."""

    def __init__(self, place: str, lines_for: LinesFor) -> None:
        """`place` is their name in the last line."""
        super().__init__()
        self.place = place
        """Their name in the last line."""
        self.lines_for = lines_for
        """Makes the lines for a width."""


class ShowCard(ShowLines):
    """Show lines in a framed box over the screen in front: a claim, a source, a term."""


class ShowHelp(Request):
    """Show the help of the screen in front."""

    def __init__(self, lines_for: LinesFor, all_keys: LinesFor) -> None:
        """`lines_for` makes what matters, `all_keys` everything."""
        super().__init__()
        self.lines_for = lines_for
        """Makes the legend and the keys that matter."""
        self.all_keys = all_keys
        """Makes all keys."""


class StartReading(Request):
    """Open the reader, from the title screen."""

    def __init__(self, place: Place | None, action: str = "") -> None:
        """Ask for the reader.

        Args:
            place: Place to begin at; None for the beginning.
            action: Action of the reader to run then; empty for none.
        """
        super().__init__()
        self.place = place
        """Place to begin at; None for the beginning."""
        self.action = action
        """Action of the reader to run then; empty for none."""


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
    """Start a quiz about a subject, or resume the open run about it."""

    def __init__(
        self,
        subject: Subject,
        options: QuizOptions | None = None,
        answer: Answer | None = None,
    ) -> None:
        """`options` are the seed, the number of questions and the like."""
        super().__init__()
        self.subject = subject
        """Subject of the questions."""
        self.options = options
        """Seed, number of questions and the like; None for the defaults."""
        self.answer = answer
        """Answer to the first question, given already; None if it is still to be asked."""

    @classmethod
    def about_section(cls, section: str) -> OpenQuiz:
        """Return a request for a quiz about a section, by its id."""
        from explainer.quiz.run import Subject, SubjectKind

        return cls(Subject(SubjectKind.SECTION, section))

    @classmethod
    def about_questions(cls, questions: Sequence[str], answer: Answer | None = None) -> OpenQuiz:
        """Return a request for a quiz of certain questions, perhaps with an answer to the first."""
        from explainer.quiz.run import Subject, SubjectKind

        return cls(Subject(SubjectKind.QUESTION, " ".join(questions)), answer=answer)


class ResumeQuiz(Request):
    """Resume a run that was left."""

    def __init__(self, run: Run) -> None:
        """`run` is the run with its answers so far."""
        super().__init__()
        self.run = run
        """The run with its answers so far."""


class OpenQuizMenu(Request):
    """Open the menu of quizzes, reviews and rounds at the desk."""

    def __init__(self, section: str) -> None:
        """`section` is the id of the section in sight."""
        super().__init__()
        self.section = section
        """Id of the section in sight."""


class OpenBet(Request):
    """Open the screen of a bet."""

    def __init__(self, question: str) -> None:
        """`question` is the id of the question to bet on."""
        super().__init__()
        self.question = question
        """Id of the question to bet on."""


class PlaceBet(Request):
    """Place a bet with an answer, without opening its screen."""

    def __init__(self, question: str, answer: Answer) -> None:
        """`question` is the id of the question to bet on."""
        super().__init__()
        self.question = question
        """Id of the question to bet on."""
        self.answer = answer
        """The guess."""


class OpenReview(Request):
    """Open the review: the list of due questions, then the quiz of them."""

    def __init__(self, count: int = 0) -> None:
        """`count` limits the number of questions; 0 for all that are due."""
        super().__init__()
        self.count = count
        """Most questions to ask; 0 for all that are due."""


class OpenProgress(Request):
    """Show the progress in the deck."""


class OpenDesk(Request):
    """Open the evidence desk: the round that was left, or a new one."""

    def __init__(self, options: DeskOptions | None = None) -> None:
        """`options` are the seed, the number of cases and the like."""
        super().__init__()
        self.options = options
        """Seed, number of cases and the like; None for the defaults."""


class OpenFigure(Request):
    """Open a table, chart or timeline of a section on a screen that gives it the keys."""

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
            section: Index of its section in the outline.
            line: Line of the figure in the file of its section.
            closed: Called with `next` or `previous` to move on in the text, else with None.
            changed: Called with the view at first and after every key.
            place: The screen that it is opened from.
        """
        super().__init__()
        self.section = section
        """Index of its section in the outline."""
        self.line = line
        """Line of the figure in the file of its section."""
        self.changed = changed
        """Called with the view at first and after every key."""
        self.closed = closed
        """Called with `next` or `previous` to move on in the text, else with None."""
        self.place = place or FigurePlace()
        """The screen that it is opened from."""


class SearchDeck(Request):
    """Open the search from a screen other than the reader."""

    def __init__(
        self,
        finder: Finder,
        show_term: Callable[[str], None],
        chosen: Callable[[SearchEntry], None],
    ) -> None:
        """Ask for a search.

        Args:
            finder: Has the index to search.
            show_term: Shows a glossary term, by its id.
            chosen: Called with the entry that was chosen.
        """
        super().__init__()
        self.finder = finder
        """Has the index to search."""
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
        """Id of the deck."""


class CloseDeck(Request):
    """Return to the library; where there is none, name the key that leaves."""
