"""Quizzes of decks with long prompts, wide units and sections that do not exist."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from explainer.quiz.run import Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz
from tests.ui.asking import press
from tests.ui.reading import make_app, posted, running, screen_text

WHOLE = Subject(SubjectKind.DECK)


def make_deck(folder: Path, questions: str) -> Path:
    """Return a deck of one section and some questions."""
    (folder / "quiz").mkdir(parents=True)
    (folder / "deck.toml").write_text('format = 1\nid = "odd"\ntitle = "Odd"\n')
    (folder / "01-one.md").write_text("# One\n\nText.\n")
    (folder / "quiz" / "q.toml").write_text(questions)
    return folder


def single(prompt: str, section: str = "one") -> str:
    return f"""
[[question]]
id = "q"
type = "single"
prompt = "{prompt}"
section = "{section}"
explain = "So it is."
choices = [{{ text = "A", correct = true, why = "w" }}, {{ text = "B", why = "v" }}]
"""


async def begin(app: ReaderApp, pilot: Pilot[str]) -> None:
    """Start a quiz about the whole deck."""
    await posted(app, pilot, OpenQuiz(WHOLE))
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_long_prompt_is_shown_from_its_beginning(tmp_path: Path) -> None:
    app = make_app(make_deck(tmp_path / "odd", single("BEGIN " + "word " * 500)))
    async with running(app) as pilot:
        await begin(app, pilot)
        assert "BEGIN" in screen_text(app)


async def test_a_long_bet_can_be_read_to_both_ends_with_the_keyboard(tmp_path: Path) -> None:
    deck = make_deck(tmp_path / "odd", single("BEGIN " + "word " * 500 + "END"))
    (deck / "01-one.md").write_text('+++\nbets = ["q"]\n+++\n\n# One\n\nText.\n')
    app = make_app(deck, section="one")
    async with running(app, press="tab enter") as pilot:
        seen = screen_text(app)
        for key in ("pageup", "pageup", "pageup", "pageup", "pagedown", "pagedown"):
            await press(app, pilot, key)
            seen += screen_text(app)
        assert "BEGIN" in seen
        assert "END" in seen


async def test_a_wide_unit_is_not_cut(tmp_path: Path) -> None:
    unit = "thousand million cubic metres of water"
    deck = make_deck(
        tmp_path / "odd",
        f'[[question]]\nid = "q"\ntype = "numeric"\nprompt = "P?"\nanswer = 5\nunit = "{unit}"\n',
    )
    app = make_app(deck)
    async with running(app, (40, 15)) as pilot:
        await begin(app, pilot)
        assert unit in " ".join(screen_text(app).split())


async def test_a_question_of_a_section_that_is_not_there_leads_to_no_other(tmp_path: Path) -> None:
    app = make_app(make_deck(tmp_path / "odd", single("P?", section="nowhere")))
    async with running(app) as pilot:
        await begin(app, pilot)
        screen = app.screen
        await press(app, pilot, "1 enter t")
        assert app.screen is screen
