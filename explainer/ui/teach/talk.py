"""One lesson in progress: place, uncovered steps, spotlight, clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_hex
from time import monotonic

import msgspec

from explainer.deck.block import Directive
from explainer.deck.block import walk as walk_blocks
from explainer.deck.directive import QuestionOptions
from explainer.deck.section_part import screens
from explainer.lesson.class_desk import ClassCase, class_cases
from explainer.lesson.class_sight import lobby_of, public
from explainer.lesson.clock import Clock
from explainer.lesson.event import (
    ClockStarted,
    Event,
    EvidenceBought,
    HandsCounted,
    VoteBegan,
    VoteEnded,
    VoteMoved,
)
from explainer.lesson.guess_vote import guess_points
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import Poll
from explainer.lesson.shown import Opened, Shown, Size, View
from explainer.lesson.stage import Stop, blocks_in_sight
from explainer.lesson.typed_answer import is_put_to_class, takes_hands
from explainer.lesson.vote import Hands, Vote, VoteStage, counted, moved, with_evidence
from explainer.lesson.walk import Walk
from explainer.render.page import Target, TargetKind
from explainer.render.paging import PageCut
from explainer.ui.base.session import Session
from explainer.ui.teach.lesson_host import LessonHost
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.stage_space import stage_space

NOTHING = -1
"""No block, for the spotlight and the chosen block."""


class Talk:
    """State of a lesson, independent of screens: closing one loses nothing."""

    def __init__(
        self, session: Session, title: str, route: Sequence[int], minutes: int, size: Size
    ) -> None:
        """Begin a lesson.

        Args:
            session: The session with the deck.
            title: Its name on the console.
            route: Indexes of its sections in the outline, in order.
            minutes: Minutes that it may take; 0 if not given.
            size: Screen to lay out pages for until a class's screen connects.
        """
        self.session = session
        """The session with the deck."""
        self.title = title
        """Its name on the console."""
        self.route = tuple(route)
        """Indexes of its sections in the outline, in order."""
        self.clock = Clock(minutes)
        """Clock of the lesson."""
        self.size = size
        """Size of the class's screen; of several, the largest that fits on all."""
        self.pages = self._pages_for(size)
        """Pages laid out for that size."""
        room = stage_space(size, session.settings.width).room
        self.walk = Walk(self.route, self.pages.page, room)
        """Position of the class."""
        self.is_blank = False
        """True if the class sees nothing."""
        self.spotlight = NOTHING
        """Index in the section of the block that stays bright while others fade."""
        self.chosen = NOTHING
        """Index on the page of the target that Enter opens."""
        self.notice = ""
        """Words shown until the next key; empty for none."""
        self.seconds: Callable[[], float] = monotonic
        """Returns the seconds that the clock counts by."""
        self.time_of_day: Callable[[], str] = _time_of_day
        """Returns the time of day as the console shows it."""
        self.vote: Vote | None = None
        """The vote in progress; None for none."""
        self.note: Callable[[Event], None] = _note_nothing
        """Called with every event but what is shown."""
        self.state = LessonState()
        """State of the lesson as its log has it; empty where nobody keeps the lesson."""
        self.host: LessonHost | None = None
        """The host through which participants join; None for a lesson on one machine."""
        self._opened: Opened | None = None

    def _pages_for(self, size: Size) -> StagePages:
        return StagePages(self.session, stage_space(size, self.session.settings.width).width)

    @property
    def minutes(self) -> list[int]:
        """Planned minutes of each section; 0 if not given."""
        return [self._minutes_of(index) for index in self.route]

    def _minutes_of(self, index: int) -> int:
        """Return the planned minutes of a section, fewer where the route leaves screens out."""
        minutes = self.session.opened.deck.outline[index].minutes
        left_out = self.session.section(index).left_out if minutes else 0
        if not left_out:
            return minutes
        count = len(screens(self.session.whole_section(index)))
        return max(1, round(minutes * (count - left_out) / count))

    def shown(self) -> Shown:
        """The view to publish to the class now."""
        walk, page, stop = self.walk, self.walk.page, self.walk.stop
        opened = self.session.opened
        path = str(opened.path.resolve())
        route = self.session.route.id if self.session.route is not None else ""
        deck = opened.deck
        vote = public(self.vote, deck, self.state.people) if self.vote is not None else None
        if walk.is_at_title:
            lobby = lobby_of(self.state) if self.host is not None else None
            return Shown(
                path, count=walk.count, blank=self.is_blank, route=route, vote=vote, lobby=lobby
            )
        block = page.block_at(stop.top)
        return Shown(
            path,
            deck.outline[walk.index].id,
            walk.where.section + 1,
            walk.count,
            walk.where.screenful,
            stop.step,
            block,
            max(0, stop.top - page.starts[block]) if page.starts else 0,
            self.is_blank,
            self.spotlight,
            self._opened,
            route,
            vote,
        )

    def fit(self, sizes: Sequence[Size]) -> None:
        """Lay out pages for the smallest of some screens; uncovered steps stay uncovered."""
        size = Size(min(s.width for s in sizes), min(s.height for s in sizes))
        if size == self.size:
            return
        self.size = size
        self.pages = self._pages_for(size)
        room = stage_space(size, self.session.settings.width).room
        self.walk.resize(room, self.pages.page)

    # --- going ----------------------------------------------------------------------------

    def start_clock(self) -> None:
        """Start or restart the clock."""
        self.clock.start(self.seconds())
        self.note(ClockStarted())

    def go_on(self, shown: Shown, seconds: float | None) -> None:
        """Go on where a lesson was cut off.

        Args:
            shown: What the class saw last.
            seconds: Seconds on the clock; None if it was not started.
        """
        if seconds is not None:
            self.clock.start(self.seconds() - seconds)
        index = self.session.section_index(shown.section) if shown.section else None
        if index not in self.route:
            return
        self.walk.restore(self.route.index(index), shown.screenful, shown.step, shown.block)
        self.is_blank = shown.blank

    def go_next(self) -> None:
        """Go to the next stop; the first time, start the clock."""
        if not self.clock.is_running:
            self.start_clock()
        after = self.walk.after()
        if after is None:
            self.notice = "This is the end."
            return
        self.walk.where = after
        self._forget_block()

    def go_previous(self) -> None:
        """Go to the previous stop."""
        before = self.walk.before()
        if before is None:
            self.notice = "This is the beginning."
            return
        self.walk.where = before
        self._forget_block()

    def go_to_section(self, section: int) -> None:
        """Go to the beginning of a section, by its index on the route."""
        self.walk.go_to_section(section)
        self._forget_block()

    def go_by_sections(self, by: int) -> None:
        """Go to the beginning of a section, `by` sections on; before the first is the title."""
        self.walk.go_by_sections(by)
        self._forget_block()

    def go_to_block(self, index: int, block: int) -> None:
        """Go to the stop that first shows a block, of a section by its index in the outline."""
        if index not in self.route:
            self.notice = "That section is not on this route."
            return
        place = self._place_on_route(index, block)
        if place is None:
            self.notice = "That part is not on this route."
            return
        self.walk.go_to_block(self.route.index(index), place)
        self._forget_block()

    def _place_on_route(self, index: int, block: int) -> int | None:
        """Return the index of a block in the part that is shown, given that in the whole section.

        None for a block that the route leaves out.
        """
        whole, shown = self.session.whole_section(index), self.session.section(index)
        if shown is whole or block < 0:
            return max(0, block)
        wanted = whole.blocks[min(block, len(whole.blocks) - 1)]
        return next((n for n, one in enumerate(shown.blocks) if one is wanted), None)

    def _forget_block(self) -> None:
        self.spotlight = self.chosen = NOTHING

    def next_spotlight(self) -> None:
        """Move the spotlight to the next block in sight; after the last one, end it."""
        walk = self.walk
        if walk.is_at_title:
            return
        blocks = blocks_in_sight(walk.page, walk.screenful, walk.stop)
        later = [block for block in blocks if block > self.spotlight]
        self.spotlight = later[0] if later else NOTHING

    # --- the lesson's log -----------------------------------------------------------------

    def take(self, state: LessonState, *, is_written: bool) -> None:
        """Take in a new state of the lesson.

        Args:
            state: The state.
            is_written: False while something that the presenter did is on its way to the log; then
                only what others did counts.
        """
        self.state = state
        if is_written:
            self.vote = state.vote
            return
        if self.vote is None or state.vote is None or state.vote.question != self.vote.question:
            return
        self.vote = msgspec.structs.replace(self.vote, ballots=state.vote.ballots)

    def follow(self, shown: Shown) -> None:
        """Go to what another console shows, unless it is shown here already."""
        own = msgspec.structs.replace(self.shown(), vote=None, lobby=None)
        if own != shown:
            self.go_on(shown, None)

    # --- votes ----------------------------------------------------------------------------

    def votable(self) -> Vote | None:
        """Return a vote on the bet or question of this screen; None if it has none for a class."""
        walk = self.walk
        if walk.is_at_title:
            return None
        deck = self.session.opened.deck
        entry = deck.outline[walk.index]
        found: list[Vote] = []
        # A class's page has one cut before the bet of its section and one behind it.
        if entry.bets and walk.screenful.start in range(*(walk.page.cuts[:2] or (0, 0))):
            found.append(Vote(entry.bets[0], is_bet=True))
        blocks = self.session.section(walk.index).blocks
        for place in blocks_in_sight(walk.page, walk.screenful, walk.stop):
            found.extend(
                Vote(block.options.target)
                for block in walk_blocks(blocks[place : place + 1])
                if isinstance(block, Directive) and isinstance(block.options, QuestionOptions)
            )
        known = (vote for vote in found if vote.question in deck.questions)
        fits = is_put_to_class if self.host is not None else takes_hands
        here = next((vote for vote in known if fits(deck.questions[vote.question])), None)
        here = here or self._guess_in_sight()
        return self._first_bet_again() if here is None and walk.after() is None else here

    def _guess_in_sight(self) -> Vote | None:
        """Return a vote on the next point to guess of a chart in sight; None without participants.

        Points that the class has guessed, and those of a chart whose record shows, are passed over.
        """
        walk, deck = self.walk, self.session.opened.deck
        if self.host is None:
            return None
        section = self.session.section(walk.index)
        guessed = {vote.question for vote in self.state.votes}
        for place in blocks_in_sight(walk.page, walk.screenful, walk.stop):
            for block in walk_blocks(section.blocks[place : place + 1]):
                if not isinstance(block, Directive):
                    continue
                for number, point in enumerate(guess_points(block, deck), 1):
                    id = f"guess-{section.id}-{block.span.line}-{number}"
                    if id not in guessed:
                        return Vote(id, guess=point)
        return None

    def _first_bet_again(self) -> Vote | None:
        """Return the first bet of the class, to be made once more at the end; None for none."""
        bets = [vote.question for vote in self.state.votes if vote.is_bet]
        return Vote(bets[0], is_bet=True) if bets and bets.count(bets[0]) == 1 else None

    def begin_vote(self) -> bool:
        """Put the question of this screen to the class; return False if there is none."""
        self.vote = self.votable()
        if self.vote is None:
            takes = "takes a show of hands" if self.host is None else "can be put to the class"
            self.notice = f"No question on this screen {takes}."
            return False
        self.note(VoteBegan(self.vote.question, self.vote.is_bet, guess=self.vote.guess))
        return True

    def claims_to_judge(self) -> list[str]:
        """Return the claims that the text of this section states and a class can judge."""
        walk, deck = self.walk, self.session.opened.deck
        if walk.is_at_title:
            return []
        stated = [id for one in walk.page.targets if one.kind is TargetKind.CLAIM for id in one.ids]
        judged = {vote.case.claim for vote in self.state.votes if vote.case is not None}
        return class_cases(deck, [id for id in dict.fromkeys(stated) if id not in judged])

    def begin_case(self, claim: str) -> None:
        """Put a claim to the class, to be judged before and after some evidence."""
        case = ClassCase(claim)
        self.vote = Vote(f"case-{claim}", case=case)
        self.note(VoteBegan(self.vote.question, case=case))

    def buy_evidence(self, source: str) -> None:
        """Buy a page for the class."""
        if self.vote is not None:
            before, self.vote = self.vote, with_evidence(self.vote, source)
            if self.vote != before:
                self.note(EvidenceBought(source))

    def begin_poll(self, poll: Poll) -> None:
        """Put a question to the class that was typed."""
        id = f"poll-{token_hex(4)}"
        self.vote = Vote(id, poll=poll)
        self.note(VoteBegan(id, poll=poll))

    def move_vote(self, stage: VoteStage) -> None:
        """Take the vote on to another stage, if that can follow."""
        if self.vote is None:
            return
        before, self.vote = self.vote, moved(self.vote, stage)
        if self.vote != before:
            self.note(VoteMoved(stage))

    def count_hands(self, hands: Hands) -> None:
        """Note the hands of the round."""
        if self.vote is not None and self.vote.takes_hands:
            self.vote = counted(self.vote, hands)
            self.note(HandsCounted(hands))

    def end_vote(self) -> None:
        """Go back to the text."""
        if self.vote is not None:
            self.vote = None
            self.note(VoteEnded())

    # --- blocks ---------------------------------------------------------------------------

    def openable(self) -> list[int]:
        """Return the tables, charts and timelines of the screenful, as indexes of targets."""
        walk = self.walk
        if walk.is_at_title:
            return []
        page = walk.page
        rest = Stop(walk.stop.step, PageCut(walk.stop.top, walk.screenful.end))
        blocks = blocks_in_sight(page, walk.screenful, rest)
        return [
            number
            for number, target in enumerate(page.targets)
            if target.kind is TargetKind.BLOCK and target.block in blocks
        ]

    def choose_block(self) -> None:
        """Choose the next table, chart or timeline."""
        found = self.openable()
        if not found:
            self.notice = "Nothing on this screen can be worked with."
            return
        at = found.index(self.chosen) + 1 if self.chosen in found else 0
        self.chosen = found[at % len(found)]

    def chosen_target(self) -> Target | None:
        """Return the target that Enter opens: the chosen block, else the first one."""
        if self.chosen not in self.openable():
            self.choose_block()
        return self.walk.page.targets[self.chosen] if self.chosen != NOTHING else None

    def opened(self, line: int) -> Callable[[View], None]:
        """Return a function that stores the view of the opened figure on a line, for publishing."""

        def changed(view: View) -> None:
            self._opened = Opened(line, view)

        return changed

    def closed(self) -> None:
        """Return to the text, which shows the figure as it was left."""
        self._opened = None
        self.pages.forget()


def _note_nothing(event: Event) -> None:
    """Do nothing: nobody keeps the lesson."""


def _time_of_day() -> str:
    return datetime.now().astimezone().strftime("%H:%M")
