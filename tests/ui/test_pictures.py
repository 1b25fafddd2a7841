"""Pictures in `screenshots/`, which README shows: each is compared with the reader's screen.

After an intended change, write the new pictures and look at each: `EXPLAINER_PICTURES=write pytest
tests/ui/test_pictures.py`.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from textual.screen import Screen

from explainer.deck.model import Deck
from explainer.learner.desk_session import DeskOptions, open_desk_session
from explainer.lesson.shown import Size
from explainer.lesson.vote import VoteStage
from explainer.quiz.answer import Chosen, Confidence, Truth
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.question_hash import question_hash
from explainer.serve.follower_line import FollowerMoment
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenDesk
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import CONTRAST, DARK, LIGHT, TERMINAL, Palette
from explainer.ui.figures import chart_figure
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.library.lobby_screen import LobbyScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen
from explainer.ui.review.progress_flow import ReadSoFar, count_progress
from explainer.ui.review.progress_screen import ProgressScreen
from explainer.ui.review.review_screen import ReviewScreen
from explainer.ui.teach.console_screen import ConsoleScreen
from tests.ui import moving_picture
from tests.ui.asking import ask, press
from tests.ui.classroom import STUDENT, LessonHostStub, StudentScreen, lobby, voted
from tests.ui.reading import BUNDLED, find_target, make_app, picture, posted, running
from tests.ui.teaching import Lesson, audience
from tests.ui.visiting import FolderKeeper, opened_deck, visitor

MOVING = "lesson"
"""Name of the moving picture."""

STILL = Settings(motion=False)
"""Settings with which nothing moves by itself."""

TWO_ROUNDS = (
    "pagedown v right c 1 colon 1 2 space 2 colon 7 space 4 colon 3 enter right d "
    "right c 1 colon 3 space 2 colon 2 space 4 colon 1 7 enter"
)
"""Keys with which a presenter counts two rounds of hands on the first bet."""

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


@pytest.fixture(autouse=True)
def no_page_is_read_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no page count as read, however long a busy machine takes for a picture."""
    monkeypatch.setattr("explainer.ui.reader.page_watch.SECONDS_A_WORD", 3600.0)


@dataclass(frozen=True)
class Picture:
    """Definition of a picture: deck, place, size, theme and keys."""

    name: str
    size: tuple[int, int]
    section: str = ""
    press: str = ""
    """Keys; `@c01` stands for as many Tabs as reach the target of that claim, term or source."""
    palette: Palette = DARK
    block: str = ""
    deck: Path = BUNDLED

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Run the reader up to the moment of the picture."""
        app = make_app(
            self.deck,
            section=self.section,
            block=self.block,
            palette=self.palette,
            record=record,
            settings=STILL,
        )
        async with running(app, self.size) as pilot:
            for key in self.press.split():
                if key.startswith("@"):
                    await find_target(app, pilot, key[1:])
                else:
                    await pilot.press(key)
                await pilot.pause()
            # The list of sources is complete when its worker has found where each is used.
            await app.workers.wait_for_complete()
            await pilot.pause()
            yield app


class CodePicture(Picture):
    """A code block that is stepped through."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Open the first code block after the block, and press some keys."""
        app = make_app(
            self.deck, section=self.section, block=self.block, record=record, settings=STILL
        )
        async with running(app, self.size) as pilot:
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            while screen.focused_target is None or screen.focused_target.kind != "code":
                await pilot.press("tab")
            await press(app, pilot, self.press)
            yield app


class ConsolePicture(Picture):
    """A presenter's console, with one class's screen connected."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Run the console and press some keys, at a fixed time."""
        lesson = Lesson(self.deck, sizes=(Size(60, 20),), palette=self.palette)
        async with running(lesson.app, self.size, self.press) as pilot:
            lesson.screen.talk.clock.start(0)
            lesson.screen.talk.seconds = lambda: 187.0
            if lesson.screen.talk.vote is None:
                lesson.screen.show()
            else:
                front = lesson.app.screen
                assert isinstance(front, ConsoleScreen)
                front.bar.repaint()
            await pilot.pause()
            yield lesson.app


class ClassPicture(Picture):
    """A class's screen, after a presenter pressed some keys."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Show the published view on a class's screen."""
        lesson = Lesson(self.deck, sizes=(Size(*self.size),))
        async with running(lesson.app, (110, 30), self.press):
            shown = lesson.shown
        app = audience(shown, self.palette)
        async with running(app, self.size):
            yield app


class HostedPicture(Picture):
    """A presenter's console of a lesson that two dozen joined; `block` is the question voted on."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Run the console at a fixed time, before the first page or during the vote."""
        lesson = Lesson(self.deck, sizes=(Size(80, 24),), at_title=not self.block)
        talk = lesson.screen.talk
        talk.host = LessonHostStub()
        async with running(lesson.app, self.size, self.press) as pilot:
            talk.clock.start(0)
            talk.seconds = lambda: 187.0
            state = lobby(lesson)
            if self.block:
                state = voted(lesson, self.block, rounds=2, stage=VoteStage.CLOSED)
            talk.take(state, is_written=True)
            lesson.app.screen.class_changed()
            await pilot.pause()
            yield lesson.app


class StudentPicture(Picture):
    """The screen of a participant, during a vote on the question `block`."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Show what a host sends them."""
        lesson = Lesson(self.deck, sizes=(Size(*self.size),))
        async with running(lesson.app, (110, 30)):
            state = voted(lesson, self.block, rounds=1, stage=VoteStage.OPEN)
        moment = FollowerMoment(STUDENT, answered="4")
        screen = StudentScreen(lesson, state, moment)
        app = ReaderApp(lesson.screen.talk.session, self.palette, first_screen=lambda: screen)
        async with running(app, self.size):
            yield app


class QuizPicture(Picture):
    """A run of some questions of the bundled deck, with a fixed seed."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Start the run and press some keys; `block` has the ids of its questions."""
        app = make_app(
            self.deck, section=self.section, palette=self.palette, record=record, settings=STILL
        )
        async with running(app, self.size) as pilot:
            await ask(app, pilot, *self.block.split(), seed=7)
            await press(app, pilot, self.press)
            yield app


class DeskPicture(Picture):
    """A round at the evidence desk of the bundled deck, with a fixed seed."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Start the round and press some keys; `block` is the claim of its first case."""
        app = make_app(
            self.deck, section=self.section, palette=self.palette, record=record, settings=STILL
        )
        async with running(app, self.size) as pilot:
            await posted(
                app, pilot, OpenDesk(DeskOptions(seed_for(app.session.opened.deck, self.block)))
            )
            await app.workers.wait_for_complete()
            await pilot.pause()
            await press(app, pilot, self.press)
            yield app


@dataclass(frozen=True)
class VisitPicture(Picture):
    """The first screen of a host's visitor."""

    first: Callable[[ReaderApp], Screen[None]] = lambda app: TitleScreen(None)

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Open the screen and press some keys."""
        session = visitor(opened_deck(BUNDLED), FolderKeeper(record))
        app = ReaderApp(session, first_screen=lambda: self.first(app))
        async with running(app, self.size) as pilot:
            await press(app, pilot, self.press)
            yield app


def _library(app: ReaderApp) -> Screen[None]:
    return LibraryScreen([opened_deck(path).deck for path in (BUNDLED, SPRINGS, SEVEN)])


def _lobby(app: ReaderApp) -> Screen[None]:
    return LobbyScreen(app.session.opened, lambda: None, seconds=3600)


def seed_for(deck: Deck, claim: str) -> int:
    """Return the first seed of a round that begins with a claim."""
    for seed in range(1000):
        desk_session = open_desk_session(deck, None, DeskOptions(seed))
        if desk_session is not None and desk_session.case.claim.id == claim:
            return seed
    raise LookupError(f"no round begins with {claim}")


class ReviewPicture(Picture):
    """The review screen, some days after some answers, at a fixed time."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Show what is due on a day in March, and later."""
        app = make_app(
            self.deck, section=self.section, palette=self.palette, record=record, settings=STILL
        )
        # Few enough that some are asked again, and fall due later.
        names = list(app.session.opened.deck.questions)[:30]
        for number in range(26):
            name = names[(number * 4) % len(names)]
            at = f"2026-03-{1 + number // 3:02d}T09:{number:02d}:00.000Z"
            told = Confidence.SURE if number == 22 else None
            right = float(number % 7 != 1)
            attempt = Attempt("apple-alibaba", name, "", at, None, right, confidence=told)
            app.session.add_attempts([attempt])
        app.session.has_loaded = True
        async with running(app, self.size) as pilot:
            screen = ReviewScreen(app.session, date(2026, 4, 1))
            screen.plan(datetime(2026, 3, 12, 12, tzinfo=UTC))
            app.push_screen(screen)
            await pilot.pause()
            yield app


class ProgressPicture(Picture):
    """The progress screen in the middle of a deck, at a fixed time."""

    @asynccontextmanager
    async def shown(self, record: Path) -> AsyncIterator[ReaderApp]:
        """Show what was read, answered and bet by a day in March."""
        app = make_app(
            self.deck, section=self.section, palette=self.palette, record=record, settings=STILL
        )
        deck = app.session.opened.deck
        names = [name for name in deck.questions if deck.questions[name].type != "card"][:36]
        for number in range(40):
            name = names[(number * 5) % 27]
            at = f"2026-03-{1 + number // 4:02d}T09:{number:02d}:00.000Z"
            attempt = Attempt("apple-alibaba", name, "", at, None, float(number % 6 != 1))
            app.session.add_attempts([attempt])
        bets = list(dict.fromkeys(bet for entry in deck.outline for bet in entry.bets))[:4]
        for number, bet in enumerate(bets):
            known = question_hash(deck.questions[bet])
            answer = Chosen((0,)) if deck.questions[bet].choices else Truth(False)
            at = f"2026-03-01T08:{number:02d}:00.000Z"
            made = Attempt("apple-alibaba", bet, known, at, answer, 0.0, Occasion.BET)
            app.session.add_attempts([made])
        sections = [entry.id for entry in deck.outline]
        app.session.has_loaded = True
        async with running(app, self.size) as pilot:
            app.session.read = frozenset(sections[:4])
            now = datetime(2026, 3, 10, 12, tzinfo=UTC)
            so_far = ReadSoFar(sections[4], {sections[4]: 0.4})
            counted = count_progress(app.session, so_far, now)
            app.push_screen(ProgressScreen(app.session, counted.state))
            await pilot.pause()
            yield app


MEASURED = "tab tab enter"
"""Keys that open the table below a term."""

GUESSED = "tab enter J J J right J J J right J J right J J right J"
"""Keys that move every point to be guessed."""

KINDS = ("bar", "grouped", "stacked", "line", "dot", "slope", "share")
SEVEN = Path(__file__).parent / "decks" / "kinds"
SPRINGS = Path(__file__).parent / "decks" / "ledger"
DRAWN = Path(__file__).parent / "decks" / "drawn"

PICTURES = (
    Picture("title", (80, 24)),
    Picture("wide", (120, 36), "two-articles"),
    Picture("wide-160", (160, 50), "regulations"),
    Picture("medium", (80, 24), "others", block="where-icloud-really-is"),
    Picture("narrow", (40, 15), "two-articles", block="which-article-was-wrong"),
    Picture("narrow-outline", (40, 15), "two-articles", "t"),
    Picture("table", (120, 36), "why-alibaba", block="sort-it-yourself"),
    Picture("cards", (40, 15), "why-alibaba", block="candidates-measured"),
    Picture("evidence", (120, 36), "two-articles", "@c01", block="which-article-was-wrong"),
    Picture("card", (80, 24), "two-articles", "@c01 enter", block="which-article-was-wrong"),
    Picture("overview", (80, 24), "huawei", "o"),
    Picture("help", (80, 24), "huawei", "question_mark"),
    Picture("palette", (80, 24), "huawei", "ctrl+p"),
    CodePicture("code", (120, 36), "models", "enter space", block="do-the-sum-yourself"),
    Picture("light", (120, 36), "models", palette=LIGHT, block="the-whole-list"),
    Picture("contrast", (120, 36), "models", palette=CONTRAST, block="the-table-flips"),
    Picture("terminal", (80, 24), "regulations", palette=TERMINAL),
    Picture(
        "table-at-work",
        (120, 36),
        "why-alibaba",
        f"{MEASURED} right right s",
        block="candidates-measured",
    ),
    Picture(
        "table-pinned",
        (100, 30),
        "why-alibaba",
        f"{MEASURED} right right right s d",
        block="candidates-measured",
    ),
    Picture(
        "table-cards", (40, 15), "why-alibaba", "tab enter down down", block="candidates-measured"
    ),
    Picture("chart-opened", (120, 36), "huawei", "tab enter end", block="vendor-share"),
    Picture("chart-guess", (100, 30), "huawei", GUESSED, block="huawei-share"),
    Picture("chart-record", (100, 30), "huawei", f"{GUESSED} r left right", block="huawei-share"),
    Picture("timeline", (120, 36), "rivals", block="two-lanes"),
    Picture(
        "timeline-at-work",
        (100, 30),
        "huawei",
        "tab tab tab tab enter down down",
        block="huawei-story",
    ),
    Picture("claims", (120, 36), "why-alibaba", "c v v v down"),
    Picture("sources", (120, 36), "why-alibaba", "S down down"),
    Picture("terms", (80, 24), "why-alibaba", "W down down"),
    Picture("search", (80, 24), "why-alibaba", "slash a l i b a b a"),
    Picture("match", (80, 24), "why-alibaba", "slash p r i v a c y enter"),
    ConsolePicture("presenter", (120, 36), press="7 G space space"),
    ConsolePicture("presenter-narrow", (80, 24), press="7 G space space"),
    ConsolePicture("vote", (120, 30), press=f"{TWO_ROUNDS} right"),
    HostedPicture("class-lobby", (120, 30)),
    HostedPicture("class-vote", (120, 30), press="pagedown v", block="the-ending"),
    StudentPicture("student", (80, 24), block="the-ending"),
    ClassPicture("vote-class", (80, 24), press=f"{TWO_ROUNDS} right right"),
    ClassPicture("audience", (60, 20), press="space space"),
    ClassPicture("audience-table", (80, 24), press="2 G space space enter right s"),
    QuizPicture("question", (80, 24), "why-alibaba", "2 w w", block="who-confirmed"),
    QuizPicture("feedback", (80, 24), "why-alibaba", "w w w 1 enter", block="who-confirmed"),
    QuizPicture("pairs", (80, 24), "why-alibaba", "1 4", block="candidate-reasons"),
    QuizPicture("gaps", (80, 24), "models", "o p e n tab c l o", block="open-or-closed"),
    QuizPicture("ordered", (80, 24), "why-alibaba", "down space", block="first-news"),
    QuizPicture("question-narrow", (40, 15), "why-alibaba", "2", block="who-confirmed"),
    QuizPicture(
        "result",
        (80, 30),
        "why-alibaba",
        "w w w 1 enter enter w w 2 enter enter 1 enter enter w 4 enter enter 2 enter enter",
        block="who-confirmed twelfth-of-february cac-official which-sixteen",
    ),
    QuizPicture(
        "feedback-light",
        (80, 24),
        "models",
        "8 4 full_stop 2 enter",
        LIGHT,
        block="price-fall",
    ),
    DeskPicture(
        "desk",
        (80, 28),
        "why-alibaba",
        "1 enter 2 w enter 1 enter down enter down",
        block="c40",
    ),
    DeskPicture(
        "desk-record",
        (80, 32),
        "why-alibaba",
        "1 enter 2 w enter 1 enter 5 enter x 3 w w enter",
        block="c40",
    ),
    DeskPicture("desk-narrow", (40, 15), "why-alibaba", "1 enter", LIGHT, block="c40"),
    VisitPicture("visitor", (80, 24)),
    VisitPicture("library", (80, 24), press="down", first=_library),
    VisitPicture("lobby", (80, 24), first=_lobby),
    Picture("bet", (80, 24), "why-alibaba", "tab enter down down"),
    ReviewPicture("review", (80, 24), "why-alibaba"),
    ProgressPicture("progress", (120, 36), "others"),
    ProgressPicture("progress-medium", (80, 24), "others", palette=LIGHT),
    ProgressPicture("progress-narrow", (40, 15), "others"),
    *(Picture(f"chart-{k}", (80, 24), k, deck=SEVEN) for k in KINDS),
    *(Picture(f"chart-{k}-light", (80, 24), k, deck=SEVEN, palette=LIGHT) for k in KINDS),
)


@pytest.mark.parametrize("shot", PICTURES, ids=lambda shot: shot.name)
async def test_picture_shows_the_reader_as_it_is(shot: Picture, tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    async with shot.shown(record) as app:
        taken = picture(app)
    file = SCREENSHOTS / f"{shot.name}.svg"
    if os.environ.get("EXPLAINER_PICTURES") == "write":
        file.write_text(taken, encoding="utf-8")
        return

    assert file.read_text(encoding="utf-8") == taken


async def test_the_moving_picture_shows_the_program_frame_by_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart_figure, "_SECONDS", 3600.0)
    pictures = [one async for one in moving_picture.taken(tmp_path / "record.sqlite")]
    moving = moving_picture.joined(pictures)
    file = SCREENSHOTS / f"{MOVING}.svg"
    if os.environ.get("EXPLAINER_PICTURES") == "write":
        file.write_text(moving, encoding="utf-8")

    kept = file.read_text(encoding="utf-8")
    assert kept == moving
    assert len(kept.encode()) < 1_000_000
    groups = ElementTree.fromstring(kept).iter("{http://www.w3.org/2000/svg}g")
    assert sum(group.get("class") == "frame" for group in groups) == len(pictures)


def test_every_picture_in_the_folder_is_verified() -> None:
    names = {MOVING, *(shot.name for shot in PICTURES)}

    assert {file.stem for file in SCREENSHOTS.glob("*.svg")} == names


def test_readme_shows_only_verified_pictures() -> None:
    readme = (SCREENSHOTS.parent / "README.md").read_text(encoding="utf-8")

    shown = {part.split(".svg")[0] for part in readme.split("screenshots/")[1:]}

    assert shown
    assert shown <= {MOVING, *(shot.name for shot in PICTURES)}
