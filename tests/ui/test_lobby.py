"""The lobby: scenes that do not tell the ending, shown until a key is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.loader import OpenDeck
from explainer.deck.model import Claim, Deck, EarlierVerdict, Verdict
from explainer.deck.partial_date import PartialDate
from explainer.problems import Span
from explainer.render.line import line_text, line_width
from explainer.render.scene import deck_scenes, striking_claim
from explainer.render.setting import LEARNING
from explainer.ui.app import ReaderApp
from explainer.ui.library.lobby_screen import LobbyScreen
from explainer.ui.reader.title_screen import TitleScreen
from tests.bundled import BUNDLED
from tests.ui.reading import last_line, running, screen_text, words_on_screen
from tests.ui.visiting import opened_deck, visitor, write_deck

FOREVER = 10**6
SIZES = [(40, 15), (80, 24), (120, 36)]


class Lobby:
    """A lobby whose scenes a test turns."""

    def __init__(self, opened: OpenDeck) -> None:
        self.left = 0
        self.screen = LobbyScreen(opened, self._go_on, FOREVER)
        self.app = ReaderApp(visitor(opened), first_screen=lambda: self.screen)

    def _go_on(self) -> None:
        self.left += 1
        self.app.push_screen(TitleScreen(None))


@pytest.fixture(scope="module")
def bundled() -> OpenDeck:
    return opened_deck(BUNDLED)


@pytest.mark.parametrize("size", SIZES)
async def test_scenes_are_the_title_a_bet_a_claim_and_a_chart(
    bundled: OpenDeck, size: tuple[int, int]
) -> None:
    lobby = Lobby(bundled)
    seen = []
    async with running(lobby.app, size) as pilot:
        for _ in range(5):
            seen.append(words_on_screen(lobby.app))
            lobby.screen.turn()
            await pilot.pause()
        again = words_on_screen(lobby.app)

    marks = ["Two articles about Apple", "What would you bet?", "Is it true?", "≈ partly"]
    assert [mark in text for mark, text in zip(marks, seen, strict=False)] == [True] * 4
    has_chart = "New York, Monday and Tuesday" in seen[4]
    assert has_chart == (size != (40, 15))  # there it does not fit, and is skipped as a whole
    assert again in seen
    assert all("Press any key" in text for text in seen)


async def test_a_scene_tells_neither_an_ending_nor_a_key(bundled: OpenDeck) -> None:
    deck = bundled.deck
    first = bundled.section(deck.outline[0].id)
    scenes = deck_scenes(deck, first, LEARNING)
    text = " ".join(
        " ".join(line_text(line) for line in scene(72, 40)) for scene in scenes
    ).casefold()
    bets = [deck.questions[name] for entry in deck.outline for name in entry.bets]

    for bet in bets:
        assert not bet.explain or bet.explain.casefold() not in text
        assert all(not choice.why or choice.why.casefold() not in text for choice in bet.choices)
    claim = striking_claim(deck, first)
    assert claim is not None
    assert all(claim.id not in bet.claims for bet in bets)
    assert claim.correction.casefold() not in text


@pytest.mark.parametrize("key", ["space", "x", "escape", "pagedown", "q", "1", "enter"])
async def test_any_key_goes_on_once(bundled: OpenDeck, key: str) -> None:
    lobby = Lobby(bundled)
    async with running(lobby.app, press=f"{key}") as pilot:
        assert isinstance(lobby.app.screen, TitleScreen)
        await pilot.pause()
        assert lobby.left == 1


async def test_a_click_goes_on(bundled: OpenDeck) -> None:
    lobby = Lobby(bundled)
    async with running(lobby.app) as pilot:
        await pilot.click(offset=(30, 10))
        await pilot.pause()

        assert (lobby.left, isinstance(lobby.app.screen, TitleScreen)) == (1, True)


async def test_the_last_line_names_the_deck_and_the_way_on(bundled: OpenDeck) -> None:
    lobby = Lobby(bundled)
    async with running(lobby.app):
        assert bundled.deck.title in last_line(lobby.app)
        assert "any key begin" in last_line(lobby.app)


async def test_a_deck_without_anything_shows_its_title_for_ever(tmp_path: Path) -> None:
    title = "[b]x[/b]"
    opened = opened_deck(write_deck(tmp_path / "d", {"one": "# One\n\nText."}, title=title))
    lobby = Lobby(opened)
    async with running(lobby.app) as pilot:
        for _ in range(3):
            lobby.screen.turn()
            await pilot.pause()
            assert title in screen_text(lobby.app)


def claim(name: str, verdict: Verdict, text: str = "T", **more: object) -> Claim:
    return Claim(name, text, verdict, Span("claims.toml"), **more)  # type: ignore[arg-type]  # of several kinds


def with_claims(folder: Path, claims: list[Claim]) -> tuple[OpenDeck, Deck]:
    """Return a deck whose first section states some claims."""
    text = "# One\n\n" + " ".join(f"[t]{{claim={one.id}}}" for one in claims)
    tables = "".join(
        f'[[claim]]\nid = "{one.id}"\ntext = "T"\nverdict = "{one.verdict.value}"\n'
        for one in claims
    )
    write_deck(folder, {"one": text}, title="Deck")
    (folder / "claims.toml").write_text(tables, encoding="utf-8")
    opened = opened_deck(folder)
    opened.deck.claims.update({one.id: one for one in claims})
    return opened, opened.deck


def test_the_most_surprising_claim_is_the_striking_one(tmp_path: Path) -> None:
    verdicts = [Verdict.OPINION, Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.PARTLY]
    claims = [claim(f"c{number}", verdict) for number, verdict in enumerate(verdicts)]
    opened, deck = with_claims(tmp_path / "d", claims)
    found = striking_claim(deck, opened.section("one"))

    assert found is not None
    assert found.verdict is Verdict.CONTRADICTED


def test_a_claim_whose_verdict_changed_is_a_part_of_the_story(tmp_path: Path) -> None:
    then = EarlierVerdict(PartialDate(2025), Verdict.SUPPORTED, "why", Span("claims.toml"))
    opened, deck = with_claims(tmp_path / "d", [claim("c1", Verdict.CONTRADICTED, earlier=(then,))])

    assert striking_claim(deck, opened.section("one")) is None


_TEXT = st.one_of(
    st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs")), max_size=60),
    st.sampled_from(["北京" * 100, "👷" * 40, "x" * 200, "a b " * 100, ""]),
)


@settings(max_examples=60, deadline=None)
@given(_TEXT, _TEXT, st.integers(1, 90), st.integers(1, 40))
def test_a_scene_has_room_or_is_passed_over(title: str, text: str, width: int, height: int) -> None:
    from explainer.deck.model import SectionEntry
    from explainer.deck.question import Choice, Question, QuestionType
    from explainer.render.scene import _bet_scene, _claim_scene, title_scene

    span = Span("x")
    deck = Deck("d", title, (SectionEntry("s", "S", span),), span, summary=text, minutes=10**9)
    bet = Question("q", QuestionType.SINGLE, text, span, choices=(Choice(title, span),) * 3)
    told = claim("c", Verdict.PARTLY, text)
    for scene in (
        title_scene(deck),
        _bet_scene(bet, deck),
        _claim_scene(told, deck, is_told=False),
        _claim_scene(told, deck, is_told=True),
    ):
        lines = scene(width, height)
        assert len(lines) <= height
        assert width < 2 or all(line_width(line) <= width for line in lines)
