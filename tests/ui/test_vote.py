"""A presenter leads a vote by a show of hands: stages, private split, two rounds, mirror."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.lesson.shown import Size
from explainer.ui.teach.vote_screen import VoteScreen
from tests.ui.reading import BUNDLED, last_line, running, screen_text
from tests.ui.teaching import Lesson, audience
from tests.ui.test_presenter import press

DECK = """format = 1
id = "seas"
title = "Seas"
sections = ["sea"]
"""

SECTION = """+++
title = "Salt"
bets = ["bet"]
+++

# Salt

Words.

---

## Ask

```{question} salt
```

---

## Order

```{question} order
```
"""

QUIZ = """[[question]]
id = "salt"
type = "single"
prompt = "Where does the [b]salt[/b] come from?"
section = "sea"
explain = "Rivers bring it."
choices = [
  { text = "From rivers", correct = true, fixed = true },
  { text = "From rain", fixed = true, why = "No." },
  { text = "From the moon", fixed = true, why = "No." },
]

[[question]]
id = "bet"
type = "true-false"
prompt = "The sea gets saltier."
section = "sea"
settles = "ask"
explain = "It does not."
answer = false

[[question]]
id = "order"
type = "order"
prompt = "Order."
section = "sea"
explain = "So."
items = ["a", "b"]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "seas"
    (folder / "quiz").mkdir(parents=True)
    (folder / "deck.toml").write_text(DECK)
    (folder / "sea.md").write_text(SECTION)
    (folder / "quiz" / "q.toml").write_text(QUIZ)
    return folder


async def class_text(lesson: Lesson) -> str:
    """Return what a class's screen shows of the view that was published last."""
    app = audience(lesson.shown)
    async with running(app, (80, 24)):
        return screen_text(app)


async def test_a_vote_walks_from_the_question_to_its_explanation(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown")
        assert "v vote" in last_line(lesson.app)
        await press(pilot, "v")
        assert "Next: open the vote" in screen_text(lesson.app)
        armed = await class_text(lesson)
        await press(pilot, "right c 1 colon 8 space 2 colon 1 2 enter")
        opened = screen_text(lesson.app)
        await press(pilot, "right")
        closed, closed_private = await class_text(lesson), screen_text(lesson.app)
        await press(pilot, "right")
        revealed = await class_text(lesson)
        await press(pilot, "right")
        explained = await class_text(lesson)
        await press(pilot, "right")
        assert not isinstance(lesson.app.screen, VoteScreen)
        after = await class_text(lesson)

    assert "Where does the [b]salt[/b] come from?" in armed
    assert "Think first" in armed
    assert "close it, 20 hands in" in opened
    assert "20 hands counted." in closed
    assert "40%" not in closed
    assert "40%" in closed_private
    assert "About half are right" in closed_private
    assert "✓ 1  From rivers" in revealed
    assert "8 · 40%" in revealed
    assert "Rivers bring it." not in revealed
    assert "Rivers bring it." in explained
    assert "Question" in after


async def test_two_rounds_stand_beside_each_other_with_the_gain(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown v right c 1 colon 5 space 2 colon 1 5 enter")
        await press(pilot, "right d")
        talking = await class_text(lesson)
        await press(pilot, "right c 1 colon 1 5 space 2 colon 5 enter right")
        private = screen_text(lesson.app)
        await press(pilot, "right")
        revealed = await class_text(lesson)

    assert "vote again" in talking
    assert "25%" not in talking
    assert "Right: 25%, then 75%, a gain of" in private
    assert "0.67." in private
    assert "1. " in revealed
    assert "15 · 75%" in revealed


async def test_closing_without_a_count_and_leaving_early_are_asked_twice(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown v right right")
        assert "No hands are counted" in last_line(lesson.app)
        await press(pilot, "escape")
        assert "Nothing is revealed yet" in last_line(lesson.app)
        await press(pilot, "right")
        assert "No hands are counted" in last_line(lesson.app)
        await press(pilot, "right")
        assert "Next: reveal" in screen_text(lesson.app)
        await press(pilot, "left")
        assert "no way back" in last_line(lesson.app)
        await press(pilot, "escape escape")
        assert not isinstance(lesson.app.screen, VoteScreen)


async def test_a_bet_shows_how_they_voted_and_no_key(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown v right c 1 colon 3 space 2 colon 9 enter right right")
        revealed, private = await class_text(lesson), screen_text(lesson.app)
        await press(pilot, "right")
        assert not isinstance(lesson.app.screen, VoteScreen)

    assert "The sea gets saltier." in revealed
    assert "9 · 75%" in revealed
    assert "✓" not in revealed
    assert "✓" not in private
    assert "It does not." not in revealed


async def test_a_count_that_cannot_be_read_says_why_and_stays(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown v right c 9 colon 1 enter")
        assert "There is no choice 9: there are 3." in last_line(lesson.app)
        await press(pilot, "escape right")
        assert "No hands are counted" in last_line(lesson.app)


async def test_a_question_without_choices_is_not_put_to_hands(deck: Path) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown pagedown")
        assert "vote" not in last_line(lesson.app)
        await press(pilot, "v")
        assert "takes a show of hands" in last_line(lesson.app)


async def test_the_mirror_shows_nothing_of_the_split(deck: Path) -> None:
    lesson = Lesson(deck, mirror=True)
    async with running(lesson.app, (80, 24)) as pilot:
        await press(pilot, "pagedown pagedown pagedown v right c 1 colon 8 space 2 colon 1 2")
        assert "Hands: 1:8 2:12" in screen_text(lesson.app)
        await press(pilot, "enter right")
        closed = screen_text(lesson.app)

    assert "20 hands counted." in closed
    assert "40%" not in closed
    assert "PRESENTER" not in closed


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)])
async def test_at_any_size_the_presenter_sees_the_whole_split_and_the_class_every_choice(
    deck: Path, size: tuple[int, int]
) -> None:
    lesson = Lesson(deck, sizes=(Size(*size),))
    async with running(lesson.app, size) as pilot:
        await press(pilot, "pagedown pagedown pagedown v")
        assert "Where does the" in screen_text(lesson.app)
        assert "open the vote" in screen_text(lesson.app)
        await press(pilot, "right c 1 colon 5 space 3 colon 1 5 enter right d right")
        await press(pilot, "c 1 colon 1 7 space 3 colon 3 enter right")
        split = screen_text(lesson.app)
        await press(pilot, "right")
    app = audience(lesson.shown)
    async with running(app, size):
        seen = screen_text(app)

    for place, first, second in ((1, "5   25%", "17   85%"), (3, "15   75%", "3   15%")):
        (line,) = [one for one in split.split("\n") if re.search(rf" {place} +{first}", one)]
        assert second in line
    assert "From the moon" in seen
    assert "17 · 85%" in seen
    assert "3 · 15%" in seen


async def test_a_class_judges_a_claim_buys_evidence_and_judges_it_again() -> None:
    lesson = Lesson(BUNDLED)
    async with running(lesson.app, (120, 40)) as pilot:
        await press(pilot, "pagedown pagedown e")
        assert "Which claim does the class judge?" in screen_text(lesson.app)
        await press(pilot, "1")
        assert "What does the record say?" in screen_text(lesson.app)
        await press(pilot, "right c 1 colon 9 space 3 colon 4 enter right")
        vote = lesson.screen.talk.vote
        assert vote is not None
        assert vote.case is not None
        verdict = lesson.screen.talk.session.opened.deck.claims[vote.case.claim].verdict
        assert lesson.shown.vote is not None
        assert lesson.shown.vote.hands == ()
        await press(pilot, "e")
        assert "Which page does the class buy?" in screen_text(lesson.app)
        await press(pilot, "1")
        assert "Evidence" in screen_text(lesson.app)
        await press(pilot, "d right e")
        assert "between the rounds" in last_line(lesson.app)
        await press(pilot, "c 2 colon 1 3 enter right right")
    app = audience(lesson.shown)
    async with running(app, (80, 30)):
        seen = screen_text(app)

    assert "Evidence" in seen
    assert re.search(rf"✓ \d  {verdict.value}:", seen)
