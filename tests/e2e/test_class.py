"""A class over SSH: participants join, follow, vote, come back, and are told nothing too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.lesson.event import VoteBegan, VoteEnded, VoteMoved
from explainer.lesson.vote import VoteStage
from tests.e2e.lesson_class import holding, until


async def test_a_participant_gives_a_name_and_sees_what_is_presented(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client()
        await ann.sees("Your name:")
        ann.press("Ann\r")
        await ann.sees("Most rivers begin in the hills")
        await ann.sees("You are Ann")
        assert "SECRETSTEP" not in ann.words

        await lesson.show("rise", step=1)
        await ann.sees("SECRETSTEP is uncovered later")
        assert [one.name for one in lesson.state.participants.values()] == ["Ann"]


async def test_somebody_without_the_code_is_asked_for_it_and_gets_nothing_before(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        other = await lesson.client(login="root")
        await other.sees("Code:")
        other.press("xxxxx\r")
        await other.sees("not the code")
        assert "rivers" not in other.words.casefold()
        other.press(f"{lesson.code}\r")
        await other.sees("Your name:")
        other.press("Eve\r")
        await other.sees("Most rivers begin")


async def test_a_vote_counts_the_last_answer_until_it_is_closed_and_tells_the_key_after_the_reveal(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=1)
        ann, bob = await lesson.client("Ann"), await lesson.client("Bob")
        await lesson.do(VoteBegan("where"))
        await ann.sees("Think first")
        ann.press("1")
        await lesson.do(VoteMoved(VoteStage.OPEN))
        await ann.sees("Press 1–3")
        ann.press("2")
        await ann.sees("Sent: 2. You can change it.")
        ann.press("1")
        bob.press("3")
        await ann.sees("Sent: 1.")
        await bob.sees("Sent: 3.")
        await ann.sees("2 of 2 voted")
        await lesson.do(VoteMoved(VoteStage.CLOSED))
        await bob.sees("Closed.")
        bob.press("1")
        await bob.sees("You answered 3")
        vote = lesson.state.vote
        assert vote is not None
        assert vote.ballot_count == 2
        for one in (ann, bob):
            assert not any(word in one.words for word in ("KEYEXPLAINED", "✓", "%", "WHY"))

        await lesson.do(VoteMoved(VoteStage.REVEALED))
        await ann.sees("1 · 50%")
        await ann.sees("✓")
        await lesson.do(VoteMoved(VoteStage.EXPLAINED))
        await bob.sees("KEYEXPLAINED")
        await lesson.do(VoteEnded())
        await ann.sees("I'm lost")


async def test_a_participant_who_lost_the_line_comes_back_with_their_name_and_answer(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=1)
        ann = await lesson.client("Ann")
        await ann.sees("log in as")
        token = ann.words.split("log in as ")[1].split()[0]
        await lesson.do(VoteBegan("where"), VoteMoved(VoteStage.OPEN))
        ann.press("2")
        await ann.sees("Sent: 2")
        ann.drop()
        await until(lambda: lesson.state.people == 0)

        back = await lesson.client(login=token)
        await back.sees("Sent: 2")
        assert len(lesson.state.participants) == 1
        assert lesson.state.people == 1


async def test_a_host_that_starts_again_goes_on_with_the_same_participants_and_votes(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=1)
        ann = await lesson.client("Ann")
        await lesson.do(VoteBegan("where"), VoteMoved(VoteStage.OPEN))
        ann.press("2")
        await ann.sees("Sent: 2")
        await ann.sees("1 of 1 voted")
        code, before = lesson.code, lesson.state
        await until(lambda: lesson.lesson.is_written)

    async with holding(tmp_path) as again:
        assert again.code == code
        assert again.state.vote == before.vote
        assert list(again.state.participants) == list(before.participants)
        assert again.state.people == 0


async def test_names_are_cleaned_shortened_and_unlike_each_other(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        names = [
            "Ann",
            "ann",
            "\x1b[31mRed\x1b[0m\u202e",
            "x" * 90,
            "",
            "Zoe\u0301\u0301\u0301\u0301",
        ]
        for name in names:
            one = await lesson.client()
            await one.sees("Your name:")
            one.press(f"{name}\r")
        await until(lambda: len(lesson.state.participants) == len(names))
        kept = [one.name for one in lesson.state.participants.values()]

    assert len({name.casefold() for name in kept}) == len(kept)
    assert all(len(name) <= 24 and name.isprintable() for name in kept)
    assert "Ann" in kept


@pytest.mark.parametrize(
    ("question", "typed", "shown"),
    [
        ("both", "13\r", "Sent: 13"),
        ("long", "2850\r", "Sent: 2850"),
        ("sea", "North Sea\r", "Sent: North Sea"),
        ("sort", "321\r", "Sent: 321"),
        ("pairs", "ab\r", "Sent: ab"),
        ("gaps", "Rhine / North\r", "Sent: Rhine / North"),
    ],
)
async def test_a_question_of_any_type_is_answered_on_the_mirrored_screen(
    tmp_path: Path, question: str, typed: str, shown: str
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=1)
        ann = await lesson.client("Ann")
        await lesson.do(VoteBegan(question), VoteMoved(VoteStage.OPEN))
        await ann.sees("0 of 1 voted")
        ann.press(typed)
        await ann.sees(shown)
        await lesson.do(VoteMoved(VoteStage.CLOSED), VoteMoved(VoteStage.REVEALED))
        await ann.sees("✓" if question != "both" else "·")


async def test_earlier_pages_can_be_looked_at_and_one_key_rejoins(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        await lesson.show("rise", step=1)
        await lesson.show("rise", screenful=2)
        ann = await lesson.client("Ann")
        await ann.sees("Every river ends somewhere")
        ann.press("\x1b[D")
        await ann.sees("Most rivers begin")
        await ann.sees("the presenter is at 1/2")
        await lesson.show("end")
        await ann.sees("Most rivers begin")
        assert "HIDDENEND" not in ann.words
        ann.press("g")
        await ann.sees("HIDDENEND comes last")


async def test_the_presenter_hears_who_is_lost_and_what_is_asked(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client("Ann")
        await ann.sees("Most rivers")
        ann.press("l")
        await ann.sees("You said that you are lost")
        ann.press("?Why hills, \x1b[2Jand where\r")
        await ann.sees("The presenter has your question")
        assert list(lesson.state.signals.values()) == ["lost"]
        (asked,) = lesson.state.asked
        assert asked.text == "Why hills, and where"


async def test_a_console_elsewhere_needs_the_one_time_code_and_not_that_of_the_class(
    tmp_path: Path,
) -> None:
    import asyncssh

    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        once = lesson.server.presenter_code
        for wrong in (lesson.code, "12345678"):
            with pytest.raises(asyncssh.PermissionDenied):
                await asyncssh.connect(
                    "127.0.0.1",
                    lesson.server.port,
                    username="present",
                    password=wrong,
                    known_hosts=None,
                    client_keys=None,
                )
        assert lesson.server.presenter_code == once
        connection = await asyncssh.connect(
            "127.0.0.1",
            lesson.server.port,
            username="present",
            password=once,
            known_hosts=None,
            client_keys=None,
        )
        assert lesson.server.presenter_code != once
        process = await connection.create_process(
            term_type="xterm-256color", term_size=(100, 30), encoding=None
        )
        seen = b""
        while b"PRESENTER" not in seen:
            seen += await process.stdout.read(65_536)
        process.stdin.write(b"\x1b[C")
        await until(lambda: lesson.state.shown is not None and lesson.state.shown.step == 1)
        connection.abort()
