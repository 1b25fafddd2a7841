"""Quizzes on the screen: every type by keys and by mouse, feedback, passages, resuming, bets."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.learner.history import History
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Chosen, Confidence, Filled, Matched, Ordered, Truth, Typed
from explainer.quiz.attempt import Occasion
from explainer.render.big_digits import big_digits
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenReview
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.passage_screen import PassageScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import DECK, ask, asking_app, press
from tests.ui.reading import (
    last_line,
    make_app,
    posted,
    running,
    screen_text,
    words_on_screen,
)


@pytest.mark.parametrize(
    ("name", "keys", "answer", "verdict"),
    [
        ("single", "1 enter", Chosen((0,)), "✓ Right"),
        ("single", "down down up enter", Chosen((0,)), "✓ Right"),
        ("single", "3 enter", Chosen((2,)), "✗ Not right"),
        ("single", "d", None, "✗ Not known yet"),
        ("multiple", "1 2 enter", Chosen((0, 1)), "✓ Right"),
        ("multiple", "down space down space down space space enter", Chosen((0, 1)), "✓ Right"),
        ("multiple", "1 3 x 1 enter", Chosen((0,)), "≈ Partly right: 50 %"),
        ("truth", "f enter", Truth(False), "✓ Right"),
        ("truth", "1 enter", Truth(True), "✗ Not right"),
        ("number", "0 enter", Typed("0"), "✓ Right"),
        ("number", "minus 0 comma 4 enter", Typed("-0,4"), "✓ Right"),
        ("number", "3 2 enter", Typed("32"), "✗ Not right"),
        ("word", "I C E enter", Typed("ICE"), "✓ Right"),
        ("order", "enter", None, ""),
        ("gaps", "i c e enter s t e a m enter", Filled(("ice", "steam")), "✓ Right"),
        ("gaps", "i c e tab v a p o u r enter", Filled(("ice", "vapour")), "✓ Right"),
        ("gaps", "tab w i n d enter enter", Filled(("", "wind")), "✗ Not right"),
    ],
)
async def test_a_question_is_answered_with_the_keyboard(
    name: str, keys: str, answer: object, verdict: str
) -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, name)
        await press(app, pilot, keys)
        response = screen.quiz_session.run.responses[0]
        if verdict:
            assert response.answer == answer
            assert verdict in screen_text(app)


@pytest.mark.parametrize("key", ["right", "space", "l", "enter"])
async def test_every_key_for_next_leads_on_from_the_feedback(key: str) -> None:
    app = asking_app()
    async with running(app, (120, 40)) as pilot:
        screen = await ask(app, pilot, "single", "truth")
        first = screen.quiz_session.question
        await press(app, pilot, "1 enter")
        assert len(screen.quiz_session.run.responses) == 1

        await press(app, pilot, key)

        assert screen.quiz_session.question is not first


async def test_the_head_marks_each_question_as_it_was_answered() -> None:
    app = asking_app()
    async with running(app, (120, 40)) as pilot:
        screen = await ask(app, pilot, "single", "multiple", "number")
        assert "○○○" in screen_text(app)
        keys = {"single": "1 enter", "multiple": "1 enter", "number": "3 2 enter"}
        marks = {"single": "●", "multiple": "≈", "number": "✗"}
        wanted = ""
        for left in (2, 1, 0):
            name = screen.quiz_session.question.id
            await press(app, pilot, keys[name])
            wanted += marks[name]
            assert wanted + "○" * left in screen_text(app)
            assert "seed" not in screen_text(app)
            await press(app, pilot, "enter")


async def test_the_seed_of_a_run_stands_on_its_result() -> None:
    app = asking_app()
    async with running(app, (120, 40)) as pilot:
        screen = await ask(app, pilot, "truth")
        assert "seed" not in screen_text(app)
        assert "●" not in screen_text(app).splitlines()[1]
        await press(app, pilot, "f enter enter")

        assert f"seed {screen.quiz_session.run.seed}" in screen_text(app)


async def test_things_are_put_in_order_by_lifting_by_number_and_by_carrying() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "order")
        rows = [line for line in screen_text(app).splitlines() if "·" in line][:3]
        place = {word: n for n, row in enumerate(rows) for word in row.split()}
        await press(app, pilot, "down " * place["spring"] + "1")
        rows = [line for line in screen_text(app).splitlines() if "·" in line][:3]
        if "river" in rows[1]:
            await press(app, pilot, "home down space down space")
        await press(app, pilot, "enter")

        assert screen.quiz_session.run.responses[0].answer == Ordered((0, 1, 2))
        assert "✓ Right" in screen_text(app)


async def test_an_order_that_was_moved_can_be_taken_back() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "order")
        before = screen_text(app)
        await press(app, pilot, "shift+down")
        assert screen_text(app) != before
        await press(app, pilot, "x")
        assert screen_text(app) == before


async def test_pairs_are_put_together_by_number_and_taken_apart_again() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "match")
        offered = re.findall(r"(\d) [·✓] (\w+)", screen_text(app))
        number = {word: key for key, word in offered}
        await press(app, pilot, f"{number['sand']} up delete {number['ice']} {number['steam']}")
        assert "cold → ice" in screen_text(app)
        await press(app, pilot, "enter")

        assert screen.quiz_session.run.responses[0].answer == Matched((0, 1))


def cell(app: ReaderApp, words: str) -> tuple[int, int]:
    """Return the position of some words on the screen."""
    for y, line in enumerate(screen_text(app).splitlines()):
        if words in line:
            return line.index(words), y
    raise AssertionError(f"{words} is not on the screen")


async def click(pilot: Pilot[str], app: ReaderApp, words: str) -> None:
    await pilot.click(offset=cell(app, words))
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_mouse_chooses_and_answers() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single")
        await click(pilot, app, "Rain")
        await click(pilot, app, "Enter answer")

        assert screen.quiz_session.run.responses[0].answer == Chosen((0,))


async def test_the_mouse_puts_pairs_together_and_carries_rows() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "match", "order")
        await click(pilot, app, "hot →")
        await click(pilot, app, " steam")
        await click(pilot, app, "cold →")
        await click(pilot, app, " ice")
        await press(app, pilot, "enter enter")
        assert screen.quiz_session.run.responses[0].answer == Matched((0, 1))
        top = cell(app, "From source to sea.")[1] + 2
        for place, word in enumerate(("spring", "brook", "river")):
            await pilot.click(offset=cell(app, f" {word}"))
            await pilot.click(offset=(8, top + place))
        await press(app, pilot, "enter")

        assert screen.quiz_session.run.responses[1].answer == Ordered((0, 1, 2))


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("single", "enter", "Choose something first."),
        ("multiple", "enter", "Choose something first."),
        ("truth", "enter", "Choose something first."),
        ("truth", "3 enter", "Choose something first."),
        ("number", "1 comma 2 3 4 enter", "can be read in two ways"),
        ("number", "h o t enter", "is not a number"),
        ("word", "enter", "Type an answer."),
        ("gaps", "enter", "Fill at least one gap."),
        ("match", "enter", "Put at least one pair together."),
    ],
)
async def test_what_cannot_be_graded_fairly_is_refused_and_nothing_is_lost(
    name: str, keys: str, words: str
) -> None:
    app = asking_app()
    async with running(app, (40, 15)) as pilot:
        screen = await ask(app, pilot, name)
        await press(app, pilot, keys)

        assert words in " ".join(screen_text(app).split())
        assert screen.quiz_session.run.responses == ()


@pytest.mark.parametrize("width", [32, 40, 60, 80, 100, 120])
@pytest.mark.parametrize("name", ["single", "multiple", "truth", "number", "gaps", "match"])
async def test_the_way_out_is_always_on_the_last_line(name: str, width: int) -> None:
    app = asking_app()
    async with running(app, (width, 24)) as pilot:
        await ask(app, pilot, name)
        said = last_line(app)

    assert "Esc leave" in said
    assert "Enter answer" in said or width < 40


async def test_while_typing_the_last_line_names_the_key_to_the_hints() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "number")

        assert "Tab hint, how sure" in last_line(app)


async def test_hints_and_confidence_are_stored_and_shown_with_the_feedback() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single")
        await press(app, pilot, "h h h")
        assert "It falls." in screen_text(app)
        assert "There is no other hint." in last_line(app)
        await press(app, pilot, "w w w")
        assert "How sure sure" in " ".join(screen_text(app).split())
        await press(app, pilot, "1 enter")
        response = screen.quiz_session.run.responses[0]

        assert (response.hints, response.confidence) == (2, Confidence.SURE)
        assert "you said: sure; 2 hints, which takes off 50 % of it" in screen_text(app)


async def test_while_a_word_is_typed_letters_are_letters_and_tab_leads_to_the_hints() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "word")
        await press(app, pilot, "q h d w x tab w tab e enter")

        assert screen.quiz_session.run.responses[0].answer == Typed("qhdwxe")
        assert screen.quiz_session.run.responses[0].confidence is Confidence.GUESS


async def test_what_is_pasted_is_typed() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "word")
        from textual.events import Paste

        screen.post_message(Paste("i\nce \x1b[31m"))
        await pilot.pause()
        await press(app, pilot, "enter")
        answer = screen.quiz_session.run.responses[0].answer

        assert isinstance(answer, Typed)
        assert answer.text.startswith("i ce")
        assert "\x1b" not in answer.text


async def test_feedback_says_why_yours_is_wrong_why_the_key_is_right_and_where_to_read() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "2 enter")
        text = screen_text(app)

        assert "✗ A [red]pump[/red] · yours" in text
        assert "Springs flow by themselves." in text
        assert "✓ Rain" in text
        assert "It soaks in." in text
        assert "A river comes later." not in text
        assert "Water that soaked in must come out." in text
        assert "Springs › Where they are" in text
        assert "Water Press (2024, A)" in text


async def test_how_a_number_was_read_is_said_where_it_was_not_written_plainly() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "number", "number")
        await press(app, pilot, "0 comma 2 5 enter")

        assert "yours, read as 0.25" in screen_text(app)


async def test_an_empty_gap_is_asked_about_once() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "gaps")
        await press(app, pilot, "i c e enter enter")
        assert "1 part is empty. Enter again gives it so." in screen_text(app)
        assert screen.quiz_session.run.responses == ()
        await press(app, pilot, "enter")
        assert screen.quiz_session.run.responses[0].answer == Filled(("ice", ""))


async def test_a_visit_to_a_passage_marks_nothing_read(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app, (100, 15)) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "1 enter t end escape escape")
        await app.workers.wait_for_complete()

        assert app.session.read == frozenset()


async def test_one_key_leads_to_the_passage_and_one_back_to_the_same_feedback() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single", "truth")
        await press(app, pilot, "t")
        assert app.screen is screen
        assert "Answer first" in last_line(app)
        await press(app, pilot, "2 enter")
        before = screen_text(app)
        await press(app, pilot, "t")
        assert isinstance(app.screen, PassageScreen)
        assert "Most springs lie in the hills." in screen_text(app)
        assert "Esc back to the question" in last_line(app)
        await press(app, pilot, "escape")
        assert screen_text(app) == before
        await press(app, pilot, "enter")
        assert "Every spring is warm." in screen_text(app)


async def test_the_sources_of_an_answer_open_in_a_card_and_deck_text_is_no_markup() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "1 enter e")

        assert "The [bold]spring[/bold] book" in screen_text(app)


async def test_what_a_clicker_sends_never_answers_and_never_goes_on() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single", "truth")
        await press(app, pilot, "1 pagedown pagedown pageup")
        assert screen.quiz_session.run.responses == ()
        await press(app, pilot, "enter pagedown pagedown")
        assert screen.quiz_session.run.seen == 0


async def test_the_end_shows_score_calibration_every_key_and_what_to_read_again() -> None:
    app = asking_app()
    async with running(app, (100, 45)) as pilot:
        screen = await ask(app, pilot, "single", "truth", "word")
        await press(app, pilot, "w w w 2 enter enter t enter enter i c e enter enter")
        text = screen_text(app)

        assert "1 of 3 right" in text
        assert "sure  0 of 1 right" in text
        assert (
            text.index("Sure and wrong")
            < text.index("Missed")
            < re.search(r"\n +Right\n", text).start()
        )
        for key in ("key: Rain", "key: false", "key: ice"):
            assert key in text
        assert "1 Springs › Where they are" in text
        await press(app, pilot, "1")
        assert isinstance(app.screen, PassageScreen)
        await press(app, pilot, "escape m")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen is not screen
        assert set(app.screen.quiz_session.run.order) == {"single", "truth"}


async def test_a_asks_about_the_section_and_escape_leaves_it_open(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app) as pilot:
        await press(app, pilot, "a")
        screen = app.screen
        assert isinstance(screen, QuizScreen)
        assert "1 of 11" in screen_text(app)
        while screen._sheet is not None and screen._sheet.typed is not None:
            await press(app, pilot, "tab")
        await press(app, pilot, "d enter")
        asked, seed = screen.quiz_session.question.id, screen.quiz_session.run.seed
        await press(app, pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)

    again = asking_app(record)
    async with running(again) as pilot:
        await press(again, pilot, "a")
        assert isinstance(again.screen, QuizScreen)
        assert again.screen.quiz_session.question.id == asked
        assert again.screen.quiz_session.run.seed == seed
        assert "2 of 11" in screen_text(again)


async def test_a_section_without_questions_says_so() -> None:
    app = make_app(DECK, section="rivers")
    async with running(app) as pilot:
        await press(app, pilot, "a")

        assert "This section has no questions." in last_line(app)


async def test_the_menu_offers_runs_tags_reviews_and_what_was_missed(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app, (80, 36)) as pilot:
        await press(app, pilot, "a escape Q")
        assert "What you missed" not in screen_text(app)
        text = " ".join(screen_text(app).split())
        assert "This section: Springs 11 questions" in text
        assert "About ground 1 question" in text
        await press(app, pilot, "escape")
        await ask(app, pilot, "single")
        await press(app, pilot, "3 enter enter escape Q")
        assert "What you missed 1 question" in " ".join(screen_text(app).split())
        await click(pilot, app, "What you missed")
        assert isinstance(app.screen, QuizScreen)
        assert "What does a spring need?" in screen_text(app)


async def test_where_nothing_is_kept_the_card_says_so() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await press(app, pilot, "a")

        assert "nothing is kept" in screen_text(app)


async def test_questions_in_the_text_open_and_show_how_they_went(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app, (100, 45)) as pilot:
        await press(app, pilot, "tab tab enter")
        assert "What does a spring need?" in screen_text(app)
        await press(app, pilot, "1 enter enter escape")
        assert isinstance(app.screen, ReaderScreen)
        assert "Question ✓ right" in screen_text(app)
        assert "Quiz 3 questions" in screen_text(app)


async def test_a_bet_is_skipped_by_reading_on_and_settled_where_the_text_does(
    tmp_path: Path,
) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app, (100, 45)) as pilot:
        assert "A bet before you read" in screen_text(app)
        assert "Your bet" not in screen_text(app)
        await press(app, pilot, "tab enter")
        assert "not scored" in screen_text(app)
        x, y = cell(app, "In the plains")
        await pilot.click(offset=(x, y))
        await press(app, pilot, "enter")
        text = screen_text(app)
        assert "Your bet: In the plains" in text
        assert "You said" not in text
        assert "Nobody has counted" not in text
        await press(app, pilot, "right")
        settled = screen_text(app)
        assert "In the plains ✗ not so" in settled
        assert settled.index("The record") < settled.index("In the hills")
        assert "Nobody has counted" not in settled
        await press(app, pilot, "right")
        assert "Nobody has counted" in screen_text(app)

    (kept,) = History(RecordFile(record)).attempts("asking")
    assert (kept.occasion, kept.fraction) == (Occasion.BET, 0.0)
    again = asking_app(record)
    async with running(again, (100, 45)) as pilot:
        await again.workers.wait_for_complete()
        await pilot.pause()
        assert "Your bet: In the plains" in screen_text(again)
        await ask(again, pilot, "bet")
        await click(pilot, again, "In the hills")
        await press(again, pilot, "enter")
        assert "Your bet In the plains (not right)" in " ".join(screen_text(again).split())
        await press(again, pilot, "enter")
        assert "Before the text 0 of 1 right, now 1 of 1." in screen_text(again)


async def test_the_outline_counts_what_is_right_at_last(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app, (100, 30)) as pilot:
        await ask(app, pilot, "single", "truth")
        await press(app, pilot, "1 enter enter t enter enter escape")

        assert re.search("1 Springs +━╌╌╌", screen_text(app))


async def test_a_review_asks_what_is_due_and_keeps_an_exam(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app, (80, 36)) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "2 enter enter escape")
        with RecordFile(record).transaction() as connection:
            connection.execute("UPDATE attempt SET at = '2026-01-01T00:00:00.000Z'")

    again = asking_app(record)
    async with running(again, (80, 36)) as pilot:
        await press(again, pilot, "Q")
        await click(pilot, again, "Review")
        assert "1 question is due." in screen_text(again)
        assert "Falling due" in screen_text(again)
        await press(again, pilot, "x 2 0 3 0 - 0 1 enter")
        assert "'2030-01' is no day." in last_line(again)
        await press(again, pilot, "- 3 1 enter")
        assert "Exam 2030-01-31" in screen_text(again)
        await press(again, pilot, "enter 1 enter enter escape")
        attempts = History(RecordFile(record)).attempts("asking")

    assert [attempt.occasion for attempt in attempts] == [Occasion.QUIZ, Occasion.REVIEW]
    assert str(History(RecordFile(record)).exam("asking")) == "2030-01-31"


async def test_a_review_that_was_left_waits_on_its_page(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app, (80, 36)) as pilot:
        await ask(app, pilot, "single", "truth")
        await press(app, pilot, "2 enter enter t enter enter escape")
        with RecordFile(record).transaction() as connection:
            connection.execute("UPDATE attempt SET at = '2026-01-01T00:00:00.000Z'")

    again = asking_app(record)
    async with running(again, (80, 36)) as pilot:
        await posted(again, pilot, OpenReview())
        await again.workers.wait_for_complete()
        await pilot.pause()
        await press(again, pilot, "enter d enter escape")
        await posted(again, pilot, OpenReview())
        await again.workers.wait_for_complete()
        await pilot.pause()
        assert "A review waits: 1 of 2 answered." in screen_text(again)
        assert "Falling due" in screen_text(again)
        await press(again, pilot, "enter")
        assert isinstance(again.screen, QuizScreen)
        assert "2 of 2" in screen_text(again)


async def test_the_title_offers_a_review_when_something_is_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "2 enter enter escape")
        with RecordFile(record).transaction() as connection:
            connection.execute("UPDATE attempt SET at = '2026-01-01T00:00:00.000Z'")

    again = make_app(DECK, record=record)
    async with running(again) as pilot:
        await again.workers.wait_for_complete()
        await pilot.pause()
        assert "r  Review: 1 question is due" in screen_text(again)
        await press(again, pilot, "r")
        assert "1 question is due." in screen_text(again)
        await press(again, pilot, "escape")
        assert isinstance(again.screen, ReaderScreen)


async def test_an_answer_that_cannot_be_kept_says_so_and_the_run_goes_on(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single", "truth")
        with RecordFile(tmp_path / "record.sqlite").transaction() as connection:
            connection.execute("DROP TABLE attempt")
        await press(app, pilot, "1 enter")

        assert "✓ Right" in screen_text(app)
        assert "no such table" in last_line(app)
        assert "nothing is kept" in screen_text(app)
        assert len(screen.quiz_session.run.responses) == 1


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36)])
@pytest.mark.parametrize(
    "name", ["single", "multiple", "truth", "number", "word", "match", "order", "gaps"]
)
async def test_every_card_and_its_feedback_fit_every_screen(
    name: str, size: tuple[int, int]
) -> None:
    app = asking_app()
    async with running(app, size) as pilot:
        screen = await ask(app, pilot, name)
        give_up = {"number": "tab d", "word": "tab d", "gaps": "tab tab d"}.get(name, "d")
        for keys in ("", give_up, "enter"):
            await press(app, pilot, keys)
            for line in screen_text(app).splitlines():
                assert len(line) <= size[0]
        assert screen.quiz_session.run.responses


async def test_choices_stand_apart_where_there_is_room_and_the_chosen_one_is_raised() -> None:
    app = asking_app()
    async with running(app, (100, 45)) as pilot:
        screen = await ask(app, pilot, "single")
        await press(app, pilot, "2")
        text = screen_text(app)
        rows = [y for y, line in enumerate(text.split("\n")) if re.search(r" \d ? ?[●○] ", line)]
        assert len(rows) > 1
        assert {after - before for before, after in pairwise(rows)} == {2}
        drawn = screen.pane.visible_lines(*screen.pane.size)
        raised = [y for y, line in enumerate(drawn) if any("raised" in run.role for run in line)]
        assert raised == [rows[1]]
        x, y = cell(app, "○")
        await pilot.click(offset=(x + 3, y))
        await pilot.pause()
        assert screen_text(app).split("\n")[y][x] == "●"
    small = asking_app()
    async with running(small, (100, 10)) as pilot:
        await ask(small, pilot, "single")
        lines = screen_text(small).split("\n")
        rows = [y for y, line in enumerate(lines) if re.search(r" \d ? ?[●○] ", line)]
        assert {after - before for before, after in pairwise(rows)} == {1}


async def test_the_result_is_a_large_fraction_with_one_next_step() -> None:
    app = asking_app()
    async with running(app, (100, 45)) as pilot:
        await ask(app, pilot, "single", "truth")
        await press(app, pilot, "2 enter enter t enter enter")
        while "of 2 right" not in screen_text(app):
            await press(app, pilot, "d enter")
        large = big_digits(f"{'1' if '1 of 2 right' in screen_text(app) else '0'}/2")
        lines = [line.strip() for line in screen_text(app).split("\n")]
        assert all(any(line.startswith(part.strip()) for line in lines) for part in large)
        assert re.search(
            r"Enter\s+asks the (one|2) that (is|are) missed once more", words_on_screen(app)
        )
