"""The presenter's console during a vote: what the class sees, the split, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from explainer.deck.model import Source
from explainer.deck.question import Question
from explainer.lesson.class_desk import offers_left
from explainer.lesson.class_sight import public
from explainer.lesson.poll import question_of
from explainer.lesson.shown import Shown, Size
from explainer.lesson.typed_answer import takes_hands
from explainer.lesson.vote import Vote, VoteStage, read_hands, thinking_seconds
from explainer.lesson.vote_lines import (
    choice_count,
    class_lines,
    next_words,
    private_lines,
)
from explainer.quiz.desk_page import page_words
from explainer.render.line import Line, TextRun, wrap
from explainer.ui.base.command import Command
from explainer.ui.base.last_line import Status
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.overlays.menu_screen import MenuEntry, MenuScreen
from explainer.ui.teach.console_screen import ConsoleScreen
from explainer.ui.teach.talk import Talk
from explainer.ui.teach.teaching_commands import TEACH_BLANK

_GROUP = "During a vote"

VOTING = (
    Command("vote-next", ("right", "l", "space", "pagedown", "down", "j"), "Next",
            "Open the vote, close it, reveal it, explain it, and back to the text.",
            _GROUP, "next"),
    Command("vote-previous", ("left", "h", "backspace", "pageup", "up", "k"), "Previous",
            "Back to the text before the vote was opened; nothing is covered again.",
            _GROUP, "previous"),
    Command("vote-hands", ("c",), "Count hands",
            "Type the hands that you counted, as in 1:12 2:7.", _GROUP, "count"),
    Command("vote-discuss", ("d",), "Discuss",
            "Let them talk it over, and vote a second time.", _GROUP, "discuss"),
    Command("vote-evidence", ("e",), "Buy evidence",
            "Between the rounds about a claim: choose a page that the class reads.",
            _GROUP, "evidence"),
    Command("vote-leave", ("escape",), "Back to the text",
            "End the vote; pressed once more if hands were counted and nothing is revealed.",
            _GROUP, "leave"),
)  # fmt: skip
"""Commands during a vote."""

VOTE_HANDS = (
    Command("vote-hands-keep", ("enter",), "Keep the count", "Keep the hands that were typed.",
            "While you type a count", "keep"),
    Command("vote-hands-drop", ("escape",), "Drop it", "Keep the hands of before.",
            "While you type a count", "drop"),
)  # fmt: skip
"""Commands while counted hands are typed."""


_REVEALED_FOR = 3.0
"""Seconds for which a split stays before "next" goes on at once."""


class VoteScreen(ConsoleScreen):
    """Leads a class through a vote by a show of hands."""

    DEFAULT_CSS = """
    VoteScreen.-stacked #stage { height: 1fr; }
    VoteScreen.-stacked #side { height: 8; }
    """

    def __init__(
        self, talk: Talk, publish: Callable[[Shown], None], sizes: Callable[[], list[Size]]
    ) -> None:
        """Lead the vote that is in progress in a lesson; the rest as for every console."""
        super().__init__(talk, publish, sizes)
        self._typed: TypedLine | None = None
        self._notice = ""
        self._is_sure_to = ""
        self._moved_at = talk.seconds()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the vote, or those of the line being typed."""
        if self._typed is not None:
            return (*VOTE_HANDS, *EDITING)
        return (*VOTING, TEACH_BLANK)

    @property
    def typed(self) -> TypedLine | None:
        """The hands being typed; None while none are."""
        return self._typed

    def typed_changed(self) -> None:
        """Do nothing: the count holds once it is kept."""

    @property
    def _vote(self) -> Vote:
        assert self.talk.vote is not None
        return self.talk.vote

    @property
    def _question(self) -> Question:
        question = question_of(self._vote, self.talk.session.opened.deck)
        assert question is not None
        return question

    def on_mount(self) -> None:
        """Show the class its question."""
        super().on_mount()
        self.show_panes(self._notice)

    # --- drawing --------------------------------------------------------------------------

    def draw_stage(self, width: int, height: int) -> list[Line]:
        """Return what the class sees, and below it the count that is typed on its own screen."""
        if self.class_view is not None:
            lines = self.class_view.lines(self.talk.shown(), width, height)
            return [*lines[:-1], self._typed_line(width)] if self._typed is not None else lines
        head = self.head(width, height)
        room = max(1, height - len(head))
        deck = self.talk.session.opened.deck
        vote = public(self._vote, deck, self.talk.state.people)
        body = class_lines(vote, deck, max(1, width - 6), room)
        return [*head, *([TextRun("    "), *line] for line in body)]

    def draw_side(self, width: int, height: int) -> list[Line]:
        """Return what comes next, the line being typed, and the split."""
        room = max(1, width - 4)
        deck = self.talk.session.opened.deck
        lines = wrap([TextRun(self._next_words(), "strong")], room)
        if self._typed is not None:
            lines.extend([[], self._typed_line(room)])
        lines.extend([[], *private_lines(self._vote, deck, room)])
        if len(lines) >= height:
            lines = [line for line in lines if line]
        lead: list[Line] = [[]] if len(lines) < height else []
        return [*lead, *([TextRun("  "), *line] for line in lines[:height])]

    def _typed_line(self, width: int) -> Line:
        assert self._typed is not None
        return [TextRun("Hands: ", "here"), *self._typed.runs(max(1, width - 8))]

    def status(self) -> Status:
        """Return what comes next, and the keys that matter at this stage."""
        if self._typed is not None:
            hints = self.hints([("vote-hands-keep", "keep"), ("vote-hands-drop", "drop")])
            return Status("Type choice and hands, as in 1:12 2:7", hints, self._notice)
        wanted = [("vote-next", "next")]
        if self._takes_hands:
            wanted.append(("vote-hands", "count hands"))
        if self._offers():
            wanted.append(("vote-evidence", "buy evidence"))
        if self._vote.may_discuss:
            wanted.append(("vote-discuss", "discuss"))
        wanted.append(("vote-leave", "text"))
        return Status(self._next_words(), self.hints(wanted), self._notice)

    def _next_words(self) -> str:
        people = self.talk.state.people if self.talk.host is not None else 0
        return next_words(self._vote, people)

    @property
    def _takes_hands(self) -> bool:
        """True while hands can be counted, for a question that has choices to raise them for."""
        question = self._question
        return self._vote.takes_hands and takes_hands(question)

    # --- actions --------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go to the next stage; closing without a count is asked twice."""
        vote = self._vote
        if vote.next is None:
            self._leave()
            return
        words = self._too_early()
        if words and not self._asked_before("next"):
            self._notice = f"{words} Press again if you mean it."
            return
        self.talk.move_vote(vote.next)
        self._moved_at = self.talk.seconds()

    def _too_early(self) -> str:
        """Return why "next" has to be pressed twice now; empty if it need not."""
        vote, talk = self._vote, self.talk
        seconds = talk.seconds() - self._moved_at
        if vote.stage is VoteStage.OPEN:
            if not vote.count:
                if talk.host is not None:
                    return "Nobody has voted."
                return f"No hands are counted ({self.keymap.label('vote-hands')} counts them)."
            everybody = vote.ballot_count >= talk.state.people
            if talk.host is not None and not everybody and seconds < thinking_seconds(self._words):
                return f"Only {vote.ballot_count} of {talk.state.people} have voted."
        # Answers get better where a teacher waits three seconds (Rowe 1986).
        if vote.stage is VoteStage.REVEALED and talk.host is not None and seconds < _REVEALED_FOR:
            return "Give them a moment to look."
        return ""

    @property
    def _words(self) -> int:
        """Number of words of the question and its choices."""
        question = self._question
        texts = (question.prompt, *(choice.text for choice in question.choices))
        return sum(len(text.split()) for text in texts)

    def action_previous(self) -> None:
        """Go back to the text before the vote was opened."""
        if self._vote.stage is VoteStage.ARMED:
            self._leave()
        else:
            self._notice = "There is no way back in a vote: what was shown stays shown."

    def action_count(self) -> None:
        """Start typing the hands."""
        if self._takes_hands:
            hands = self._vote.hands[self._vote.round - 1 : self._vote.round]
            counted = [f"{place}:{count}" for one in hands for place, count in enumerate(one, 1)]
            self._typed = TypedLine(" ".join(counted))
        else:
            self._notice = "Hands are counted while the vote is open, and until it is revealed."

    def action_keep(self) -> None:
        """Keep the hands that were typed, if they can be read."""
        assert self._typed is not None
        question = self._question
        hands = read_hands(self._typed.text, choice_count(question))
        if isinstance(hands, str):
            self._notice = hands
            return
        self._typed = None
        self.talk.count_hands(hands)

    def action_drop(self) -> None:
        """Stop typing."""
        self._typed = None

    def action_discuss(self) -> None:
        """Let the class talk before a second round."""
        if self._vote.may_discuss:
            self.talk.move_vote(VoteStage.DISCUSSED)
        else:
            self._notice = "A discussion follows the first round, before anything is revealed."

    def _offers(self) -> list[Source]:
        """Return the pages that the class can buy now."""
        vote = self._vote
        is_between = vote.stage in (VoteStage.CLOSED, VoteStage.DISCUSSED) and vote.round == 1
        if vote.case is None or not is_between:
            return []
        return offers_left(vote.case, self.talk.session.opened.deck)

    def action_evidence(self) -> None:
        """Choose a page that the class buys."""
        offers = self._offers()
        if not offers:
            self._notice = (
                "Evidence is bought between the rounds about a claim, three pages in all."
            )
            return

        def buy(index: int | None) -> None:
            if index is not None:
                self.talk.buy_evidence(offers[index].id)
            self.show_panes(self._notice)

        entries = [MenuEntry(*page_words(source)) for source in offers]
        MenuScreen("Which page does the class buy?", entries).open_over(self.app, buy)

    def action_blank(self) -> None:
        """Blank the class's screen, or show it again."""
        self.talk.is_blank = not self.talk.is_blank

    def action_leave(self) -> None:
        """Go back to the text; asked twice if a count would stay without its key."""
        vote = self._vote
        is_open = vote.stage in (VoteStage.OPEN, VoteStage.CLOSED, VoteStage.DISCUSSED)
        if is_open and not self._asked_before("leave"):
            self._notice = "Nothing is revealed yet. Press again to go back to the text."
            return
        self._leave()

    def _asked_before(self, what: str) -> bool:
        """Return True if the same was asked just before; else remember that it is asked now."""
        was_asked = self._is_sure_to == what
        self._is_sure_to = "" if was_asked else what
        return was_asked

    def _leave(self) -> None:
        self.talk.end_vote()
        self.dismiss()

    # --- keys -----------------------------------------------------------------------------

    def begin_key(self, event: events.Key | None) -> None:
        """Clear the notice; any key but the same one again takes a question back."""
        super().begin_key(event)
        self._notice = ""
        command = self.command_of(event) if event is not None else None
        if command is None or command.id not in ("vote-next", "vote-leave"):
            self._is_sure_to = ""

    def after_key(self) -> None:
        """Show what has changed, unless the vote is over."""
        if self.talk.vote is not None:
            self.show_panes(self._notice)

    def class_changed(self) -> None:
        """Show who voted; where another console has ended the vote, go back to the text."""
        if self.talk.vote is None:
            self.dismiss()
            return
        super().class_changed()
