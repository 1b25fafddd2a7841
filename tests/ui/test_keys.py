"""Every key of every screen comes from the keymap: after rebinding, no old key is left."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.actions import parse
from textual.pilot import Pilot

from explainer.deck.loader import open_deck
from explainer.deck.question import Question
from explainer.learner.desk_session import DeskOptions
from explainer.learner.quiz_session import QuizOptions
from explainer.problems import Problems
from explainer.quiz.run import Subject, SubjectKind
from explainer.render.line import Line, line_text
from explainer.ui.app import ReaderApp
from explainer.ui.base.command import Command, key_label
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import OpenBet, OpenDesk, OpenQuiz, OpenReview
from explainer.ui.base.settings import Settings
from explainer.ui.every_command import EVERY_COMMAND
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.teach.presenter_screen import PresenterScreen
from tests.architecture.source import ROOT, modules
from tests.bundled import BUNDLED
from tests.ui.asking import DECK
from tests.ui.reading import make_app, posted, running
from tests.ui.teaching import Lesson

_MODIFIERS = ("alt+", "ctrl+alt+", "alt+shift+", "ctrl+alt+shift+", "ctrl+shift+", "super+")
_NEW_KEYS = [f"{modifier}{letter}" for modifier in _MODIFIERS
             for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]  # fmt: skip
IDS = sorted({command.id for command in EVERY_COMMAND})
NEW = {id: (key,) for id, key in zip(IDS, _NEW_KEYS, strict=False)}
"""A new key for every command, which no command has by default."""

OLD = sorted({key for command in EVERY_COMMAND for key in command.keys})
"""All default keys of commands."""

OLD_LABELS = ("Esc", "Enter", "PgUp", "PgDn", "Tab", "Space", "Backspace",
              "Ctrl+", "Shift+", "↑", "↓", "←", "→")  # fmt: skip
"""Labels of old keys, as far as they are no words of a sentence."""

Opening = Callable[[ReaderApp, Pilot[str]], Awaitable[None]]


def pressing(*ids: str) -> Opening:
    """Run commands by their new keys."""

    async def open_it(app: ReaderApp, pilot: Pilot[str]) -> None:
        for id in ids:
            await pilot.press(NEW[id][0])
            await app.workers.wait_for_complete()
            await pilot.pause()

    return open_it


def asking(*ids: str, request: OpenQuiz | OpenBet | OpenReview | OpenDesk) -> Opening:
    """Post a request to the app, then run commands."""

    async def open_it(app: ReaderApp, pilot: Pilot[str]) -> None:
        await posted(app, pilot, request)
        await pressing(*ids)(app, pilot)

    return open_it


def quiz(name: str) -> OpenQuiz:
    return OpenQuiz(Subject(SubjectKind.QUESTION, name), QuizOptions(seed=1, fresh=True))


def one_of_each_type() -> list[Question]:
    questions = open_deck(DECK, Problems()).deck.questions.values()
    return list({question.type: question for question in questions}.values())


SCREENS: dict[str, tuple[Path, str, Opening]] = {
    "title": (BUNDLED, "", pressing()),
    "reader": (BUNDLED, "two-articles", pressing()),
    "target": (BUNDLED, "two-articles", pressing("next-target")),
    "help": (BUNDLED, "two-articles", pressing("help")),
    "overview": (BUNDLED, "two-articles", pressing("overview")),
    "search": (BUNDLED, "two-articles", pressing("search")),
    "palette": (BUNDLED, "two-articles", pressing("palette")),
    "claims": (BUNDLED, "two-articles", pressing("claims")),
    "filter": (BUNDLED, "two-articles", pressing("claims", "filter-words")),
    "sources": (BUNDLED, "two-articles", pressing("sources")),
    "terms": (BUNDLED, "two-articles", pressing("terms")),
    "card": (BUNDLED, "two-articles", pressing("claims", "open-item")),
    "menu": (BUNDLED, "two-articles", pressing("quiz-menu")),
    "progress": (BUNDLED, "two-articles", pressing("progress")),
    "review": (DECK, "springs", asking(request=OpenReview())),
    "desk": (BUNDLED, "two-articles", asking(request=OpenDesk(DeskOptions(seed=3)))),
    **{
        f"quiz-{question.type.value}": (DECK, "springs", asking(request=quiz(question.id)))
        for question in one_of_each_type()
    },
    "feedback": (DECK, "springs", asking("quiz-unknown", request=quiz("single"))),
    "result": (DECK, "springs", asking("quiz-unknown", "quiz-answer", request=quiz("single"))),
}
"""For each screen its deck, its section, and how to open it."""


@pytest.fixture(params=SCREENS)
def opened(request: pytest.FixtureRequest) -> tuple[ReaderApp, Opening]:
    deck, section, opening = SCREENS[request.param]
    return make_app(deck, section=section, settings=Settings(keys=NEW)), opening


def front(app: ReaderApp) -> PaintedScreen[object]:
    assert isinstance(app.screen, PaintedScreen)
    return app.screen


def painted(screen: PaintedScreen[object]) -> list[str]:
    lines = (line for pane in screen.panes for line in pane.visible_lines(*pane.size))
    return [line_text(line) for line in lines]


def check_words(screen: PaintedScreen[object]) -> None:
    """Check that last line and help name no old key, and only new ones."""
    labels = {key_label(key) for (key,) in NEW.values()}
    status = screen.status()
    for hint in status.hints:
        rest = hint.key
        for label in sorted(labels, key=len, reverse=True):
            rest = rest.replace(label, "")
        assert re.fullmatch(r"(1–[1-9])?", rest), hint
    for words in (status.place, status.notice, *(hint.words for hint in status.hints)):
        assert not [label for label in OLD_LABELS if label in words], words
    for line in (*screen.help_lines(70), *screen.all_key_lines(70)):
        check_help_line(line, labels)


def check_help_line(line: Line, labels: set[str]) -> None:
    text = line_text(line)
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(label, "")
    assert not [label for label in OLD_LABELS if re.search(rf"{re.escape(label)}\b", text)], text


async def test_no_screen_names_a_key_that_was_set_anew(opened: tuple[ReaderApp, Opening]) -> None:
    app, opening = opened
    async with running(app, (120, 36)) as pilot:
        await opening(app, pilot)

        check_words(front(app))


async def test_no_screen_takes_a_key_that_was_set_anew(opened: tuple[ReaderApp, Opening]) -> None:
    app, opening = opened
    async with running(app, (120, 36)) as pilot:
        await opening(app, pilot)
        screen = front(app)
        before = [
            line_text(line) for pane in screen.panes for line in pane.visible_lines(*pane.size)
        ]
        for key in OLD:
            if len(key) > 1 and key not in ("space", *PRINTED):
                await pilot.press(key)
                await pilot.pause()
                assert app.screen is screen, key
        after = [
            line_text(line) for pane in screen.panes for line in pane.visible_lines(*pane.size)
        ]

        assert after == before
        assert app.is_running


PRINTED = [key for key in OLD if len(key_label(key)) == 1 and key_label(key) not in "↑↓←→"]
"""Old keys that type a character while a line is typed."""


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("title", "reader")])
async def test_what_closes_is_the_key_that_was_set(name: str) -> None:
    deck, section, opening = SCREENS[name]
    app = make_app(deck, section=section, settings=Settings(keys=NEW))
    async with running(app, (120, 36)) as pilot:
        await opening(app, pilot)
        screen = front(app)
        for _ in range(2):
            await pilot.press(NEW["close"][0])
            await app.workers.wait_for_complete()
            await pilot.pause()

        assert app.screen is not screen or name == "target"
        assert app.is_running


@pytest.mark.parametrize("name", ["overview", "search", "palette", "claims", "quiz-single"])
async def test_keys_that_print_close_and_leave_where_they_were_set_to(name: str) -> None:
    settings = Settings(keys={"close": ("z",), "quit": ("Q",)})
    deck, section, _ = SCREENS[name]
    app = make_app(deck, section=section, settings=settings)
    ids = {command.id: command for command in EVERY_COMMAND}
    async with running(app, (120, 36)) as pilot:
        if name == "quiz-single":
            await posted(app, pilot, quiz("single"))
        else:
            await pilot.press(ids[name].keys[0])
            await pilot.pause()
        screen = front(app)
        assert "Esc" not in {hint.key for hint in screen.status().hints}
        for key in ("escape", "q"):
            await pilot.press(key)
            await pilot.pause()
            assert app.screen is screen, key
        assert "z" in {hint.key for hint in screen.status().hints}
        await pilot.press("z")
        await pilot.pause()

        assert app.screen is not screen


async def test_the_presenter_and_the_library_take_their_keys_from_the_settings_too() -> None:
    lesson = Lesson(settings=Settings(keys=NEW))
    async with running(lesson.app, (120, 36)) as pilot:
        check_words(lesson.screen)
        for key in OLD:
            if key not in ("ctrl+c", "ctrl+d"):
                await pilot.press(key)
        assert isinstance(lesson.app.screen, PresenterScreen)
        assert lesson.shown.section == lesson.sent[0].section
        await pilot.press(NEW["teach-next-section"][0])
        assert lesson.shown.number == 2

    app = make_app(settings=Settings(keys=NEW))
    app._first_screen = lambda: LibraryScreen([app.session.opened.deck])
    async with running(app, (120, 36)) as pilot:
        check_words(front(app))
        await pilot.press("enter", "right")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


async def test_somebody_without_a_key_that_leaves_has_ctrl_c() -> None:
    app = make_app(section="two-articles", settings=Settings(keys={"quit": ()}))
    async with running(app, (80, 24)) as pilot:
        assert "Ctrl+C" in app.how_to_leave()
        await pilot.press("ctrl+c")
        await pilot.pause()

    assert not app.is_running


def test_every_action_of_every_screen_exists() -> None:
    missing = []
    for screen in every_screen(PaintedScreen):
        tables = [value for name, value in inspect.getmembers(screen) if name.endswith("COMMANDS")
                  and isinstance(value, tuple)]  # fmt: skip
        for command in (one for table in tables for one in table if isinstance(one, Command)):
            destination, name, _ = parse(command.action)
            owner = ReaderApp if destination == "app" else screen
            if not hasattr(owner, f"action_{name}"):
                missing.append((screen.__name__, command.id, command.action))

    assert missing == []


def every_screen(base: type) -> list[type]:
    return [one for child in base.__subclasses__() for one in (child, *every_screen(child))]


def test_a_setting_names_one_command() -> None:
    ids = [command.id for command in EVERY_COMMAND]

    assert len(ids) == len(set(ids))
    assert len(ids) <= len(_NEW_KEYS)


_MAY_READ_KEYS = {
    "explainer/ui/base/painted_app.py",  # the keys that leave, whatever is open
    "explainer/ui/base/painted_screen.py",  # the dispatcher
    "explainer/ui/reader/reader_screen.py",  # digits before a command
    "explainer/ui/teach/presenter_screen.py",  # digits before a command
}


def test_only_the_dispatcher_looks_at_keys() -> None:
    readers = {
        module.name
        for module in modules()
        if module.name.startswith("explainer/ui/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "key"
        and isinstance(node.value, ast.Name)
        and node.value.id == "event"
    }

    assert readers == _MAY_READ_KEYS
    assert ROOT.is_dir()
