"""Helpers: a presenter's console and a class's screen without terminals, for tests."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.loader import open_deck
from explainer.lesson.shown import Shown, Size
from explainer.problems import Problems
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, Palette
from explainer.ui.start.lesson_start import class_view, talk_of
from explainer.ui.teach.audience_screen import AudienceScreen
from explainer.ui.teach.presenter_screen import PresenterScreen
from tests.ui.reading import BUNDLED


class Lesson:
    """A presenter's app, the views that it published, and the sizes of the class's screens."""

    def __init__(
        self,
        deck: Path = BUNDLED,
        route: str = "",
        sizes: tuple[Size, ...] = (Size(80, 24),),
        palette: Palette = DARK,
        settings: Settings | None = None,
        mirror: bool = False,
        at_title: bool = False,
    ) -> None:
        """Begin at the first section; `at_title` at the title page, as a lesson does."""
        session = Session(open_deck(deck, Problems()), Setup(settings or Settings()))
        self.sizes = list(sizes)
        self.sent: list[Shown] = []
        size = sizes[0] if sizes else Size(80, 24)
        self.screen = PresenterScreen(
            talk_of(session, route, size), self.sent.append, lambda: self.sizes
        )
        seconds = iter(range(0, 10**6, 7))
        self.screen.talk.seconds = lambda: float(next(seconds))
        self.screen.talk.time_of_day = lambda: "10:24"
        if not at_title:
            self.screen.talk.walk.go_to_section(0)
        if mirror:
            self.screen.mirror(class_view(session))
        self.app = ReaderApp(session, palette, first_screen=lambda: self.screen)

    @property
    def shown(self) -> Shown:
        """The view that the class sees now."""
        return self.sent[-1]


def audience(shown: Shown, palette: Palette = DARK) -> ReaderApp:
    """Return a class's screen that shows a view once it is mounted."""
    screen = AudienceScreen(lambda size: None, class_view)
    session = Session(open_deck(Path(shown.deck), Problems()), Setup(Settings()))
    screen.show(session, shown)
    return ReaderApp(session, palette, first_screen=lambda: screen)
