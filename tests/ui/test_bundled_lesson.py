"""The routes of the bundled deck, as a class walks through them."""

from __future__ import annotations

import re

import pytest

from explainer.deck.block import SpeakerNote, walk
from explainer.deck.loader import open_deck
from explainer.lesson.shown import Size
from explainer.problems import Problems
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.start.lesson_start import talk_of
from explainer.ui.teach.talk import Talk
from tests.bundled import BUNDLED


def talk(route: str) -> Talk:
    session = Session(open_deck(BUNDLED, Problems()), Setup(Settings()))
    return talk_of(session, route, Size(80, 24))


@pytest.mark.parametrize("route", ["short", "lesson", "whole"])
def test_what_a_route_shows_takes_no_longer_than_it_says(route: str) -> None:
    lesson = talk(route)

    assert 0 < sum(lesson.minutes) <= lesson.clock.minutes


def test_the_lesson_of_forty_five_minutes_leaves_time_to_talk() -> None:
    lesson = talk("lesson")
    titles = [lesson.session.opened.deck.outline[index].id for index in lesson.route]

    assert lesson.clock.minutes - sum(lesson.minutes) >= 13
    assert {"huawei", "models"} <= set(titles)


def test_every_note_says_what_to_expect_the_misconception_and_what_to_cut() -> None:
    opened = open_deck(BUNDLED, Problems())
    notes = [
        block.text
        for section in opened.sections()
        for block in walk(section.blocks)
        if isinstance(block, SpeakerNote)
    ]

    assert len(notes) >= 20
    for note in notes:
        assert "Expect" in note, note
        assert "misconception" in note, note
        assert re.search("[Cc]ut", note), note
