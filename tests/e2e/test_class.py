"""A class over SSH: participants join, follow, vote, come back, and are told nothing too early."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import asyncssh
import pytest

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions
from explainer.deck.loader import open_deck
from explainer.lesson.ballot import places_of
from explainer.lesson.event import RoamingChanged, VoteBegan, VoteEnded, VoteMoved
from explainer.lesson.guess_vote import guess_points
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import Poll, read_poll
from explainer.lesson.vote import VoteStage
from explainer.problems import Problems
from explainer.quiz.answer import Chosen
from tests.e2e.lesson_class import DECK, Class, Client, holding, until


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
        await ann.sees("You answered 1: right")
        await bob.sees("You answered 3: not right")
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
        await ann.sees("presenter is at 1/2")
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
        process = await console_of(connection)
        process.stdin.write(b"\x1b[C")
        await until(lambda: lesson.state.shown is not None and lesson.state.shown.step == 1)
        connection.abort()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_host_that_is_killed_at_an_answer_has_kept_every_one_that_it_acknowledged(
    tmp_path: Path, when: str
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.e2e.killed_host", tmp_path, when, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    port, code = (await process.stdout.readline()).decode().split()
    people = [Client(int(port), code, name) for name in ("Ann", "Bob", "Cem")]
    for one in people:
        await one.connect()
        await one.sees("Press 1–3")
    for one in people[:2]:
        one.press("2")
        await one.sees("Sent: 2")
    people[2].press("1")
    await process.wait()
    await people[2].ends()
    assert "Sent" not in people[2].screen()

    async with holding(tmp_path) as again:
        assert again.code == code
        vote = again.state.vote
        assert vote is not None
        assert vote.stage is VoteStage.OPEN
        assert vote.ballot_count == (2 if when == "before" else 3)
        names = [one.name for one in again.state.participants.values()]
        assert names == ["Ann", "Bob", "Cem"]
    for one in people:
        await one.close()


async def test_two_hundred_vote_at_once_and_every_last_answer_in_time_counts(
    tmp_path: Path,
) -> None:
    """Some stall, vote twice, vote late, drop the line and come back, or send escapes as names."""
    random = Random(7)
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=1)
        gate = asyncio.Semaphore(16)

        async def join(number: int) -> Client:
            name = f"p{number}" if number % 10 else f"\x1b[2J\x1b]0;{number}\x07\u202ep{number}"
            async with gate:
                return await lesson.client(name, reads=number % 20 != 7)

        people = await asyncio.gather(*(join(number) for number in range(200)))
        await until(lambda: lesson.state.people == 200)
        await lesson.do(VoteBegan("where"), VoteMoved(VoteStage.OPEN))
        wanted: dict[str, int] = {}
        order = list(range(200))
        random.shuffle(order)
        joined = lesson.state.participants.values()
        for number in order:
            first, last = random.randint(1, 3), random.randint(1, 3)
            people[number].press(f"{first}{last}x\x1b[99~")
            (who,) = [one.id for one in joined if one.name.endswith(f"p{number}")]
            wanted[who] = last
        await until(lambda: lesson.state.vote is not None and lesson.state.vote.ballot_count == 200)
        await until(lambda: _places(lesson.state) == wanted)

        dropped = [people[number] for number in range(0, 200, 13)]
        for one in dropped:
            one.drop()
        await until(lambda: lesson.state.people == 200 - len(dropped))
        for one in dropped[:5]:
            (login,) = re.findall(r"log in as (\S+)", one.words)[-1:]
            back = await lesson.client(login=login)
            await back.sees("Sent:")
        await lesson.do(VoteMoved(VoteStage.CLOSED))
        for number in range(3, 200, 9):
            if people[number] not in dropped:
                people[number].press("1")
        assert len(lesson.state.participants) == 200
        for one in people:
            assert not any(word in one.words for word in ("KEYEXPLAINED", "✓", "WHY", "HIDDENEND"))
            assert "SECRETSTEP" not in one.words

        await lesson.do(VoteMoved(VoteStage.REVEALED))
        readers = [one for one in people if one not in dropped and one.reads]
        for one in readers[:10]:
            await one.sees("✓")
        assert _places(lesson.state) == wanted


def _places(state: LessonState) -> dict[str, int]:
    """Return the digit that counts for each participant."""
    assert state.vote is not None
    found = {}
    for who, ballot in state.vote.round_ballots(1).items():
        assert isinstance(ballot.answer, Chosen)
        (found[who],) = (place + 1 for place in places_of(WHERE, ballot.answer))
    return found


WHERE = open_deck(DECK, Problems()).deck.questions["where"]


async def test_a_console_elsewhere_opens_with_a_key_that_the_host_was_given(
    tmp_path: Path,
) -> None:
    known, stranger = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    keys = tmp_path / "keys"
    keys.write_bytes(b"# those who may present\n" + known.export_public_key())
    async with holding(tmp_path, presenter_keys=keys) as lesson:
        await lesson.show("rise")
        with pytest.raises(asyncssh.PermissionDenied):
            await present_elsewhere(lesson, stranger)
        connection = await present_elsewhere(lesson, known)
        await console_of(connection)
        connection.abort()


async def console_of(
    connection: asyncssh.SSHClientConnection,
) -> asyncssh.SSHClientProcess[bytes]:
    """Open a presenter's console, and return it once it shows."""
    process = await connection.create_process(
        term_type="xterm-256color", term_size=(100, 30), encoding=None
    )
    seen = b""
    while b"PRESENTER" not in seen:
        seen += await process.stdout.read(65_536)
    return process


async def present_elsewhere(lesson: Class, key: asyncssh.SSHKey) -> asyncssh.SSHClientConnection:
    """Log in as a presenter with a key."""
    return await asyncssh.connect(
        "127.0.0.1", lesson.server.port, username="present", known_hosts=None, client_keys=[key]
    )


async def test_where_the_deck_is_open_a_participant_reads_it_and_its_questions_stay_locked(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client("Ann")
        await ann.sees("You are Ann")
        await lesson.do(RoamingChanged(True))
        ann.press("l")
        await ann.sees("read it all")
        ann.press("g")
        await ann.sees("SECRETSTEP")
        ann.press("\x1b[C")
        await ann.sees("A question that is asked in class")
        await lesson.do(VoteBegan("where"), VoteMoved(VoteStage.OPEN))
        await ann.sees("A vote is open")
        ann.press("q")
        await ann.sees("Press 1–3")
        ann.press("1")
        await ann.sees("Sent: 1")
        assert "KEYEXPLAINED" not in ann.words
        assert "WHYRIGHT" not in ann.words


async def test_a_participant_who_reads_is_called_back_once_the_deck_is_closed(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client("Ann")
        await ann.sees("You are Ann")
        await lesson.do(RoamingChanged(True))
        ann.press("g")
        await ann.sees("SECRETSTEP")
        await lesson.do(RoamingChanged(False))
        await lesson.show("rise", screenful=2)
        await ann.sees("Every river ends somewhere")
        await ann.sees("look back")


async def test_a_participant_with_two_lines_is_here_until_the_last_one_drops(
    tmp_path: Path,
) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        first = await lesson.client("Ann")
        await first.sees("log in as")
        (login,) = re.findall(r"log in as (\S+)", first.words)[-1:]
        second = await lesson.client(login=login)
        await second.sees("You are Ann")
        first.drop()
        third = await lesson.client("Bob")
        await third.sees("You are Bob")
        assert lesson.state.people == 2
        second.drop()
        await until(lambda: lesson.state.people == 1)


async def test_a_participant_who_floods_the_log_is_slowed_down(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client("Ann")
        await ann.sees("You are Ann")
        before = lesson.state.position
        for _ in range(100):
            ann.press("l")
        await ann.sees("One thing after the other")
        assert lesson.state.position - before < 40


async def test_a_class_guesses_a_point_of_a_chart_and_then_sees_the_record(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise", screenful=3)
        opened = lesson.server.running.opened
        (chart,) = [
            block
            for block in opened.section("rise").blocks
            if isinstance(block, Directive) and isinstance(block.options, ChartOptions)
        ]
        points = guess_points(chart, opened.deck)
        people = [await lesson.client(name) for name in ("Ann", "Bob", "Cem")]
        await lesson.do(VoteBegan("g", guess=points[-1]), VoteMoved(VoteStage.OPEN))
        people[0].press("2,000\r")
        await people[0].sees("can be read in two ways")
        people[0].press("\x15")
        for one, typed in zip(people, ("1500", "2000 km", "9000"), strict=True):
            await one.sees("Lengths: Danube (km)?")
            one.press(f"{typed}\r")
            await one.sees("Sent:")
        await lesson.do(VoteMoved(VoteStage.CLOSED))
        for one in people:
            assert "2850" not in one.words
            assert "●" not in one.words
        await lesson.do(VoteMoved(VoteStage.REVEALED))
        await people[0].sees("●")
        await people[0].sees("1 beyond the axis")
        assert "2850" not in people[0].words
        await lesson.do(VoteMoved(VoteStage.EXPLAINED))
        await people[0].sees("2850 km")


async def test_a_quick_poll_takes_answers_and_has_no_key(tmp_path: Path) -> None:
    async with holding(tmp_path) as lesson:
        await lesson.show("rise")
        ann = await lesson.client("Ann")
        poll = read_poll("Shall we go on? / yes / no")
        assert isinstance(poll, Poll)
        await lesson.do(VoteBegan("poll-1", poll=poll), VoteMoved(VoteStage.OPEN))
        await ann.sees("Shall we go on?")
        ann.press("2")
        await ann.sees("Sent: 2")
        await lesson.do(VoteMoved(VoteStage.CLOSED), VoteMoved(VoteStage.REVEALED))
        await ann.sees("1 · 100%")
        assert "✓" not in ann.screen()
