"""The served decks, and the places that commands name in them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.library import find_deck
from explainer.problems import ExplainerError
from explainer.serve.served_decks import LoadedDecks, ServedDecks
from explainer.serve.visit_request import NotServed, VisitRequest, parse_request


def _deck(folder: Path, name: str, *sections: str) -> Path:
    root = folder / name
    root.mkdir()
    (root / "deck.toml").write_text(f'format = 1\nid = "{name}"\ntitle = "Deck {name}"\n')
    for number, section in enumerate(sections, 1):
        (root / f"{number:02}-{section}.md").write_text(f"# {section}\n\nText of {section}.\n")
    return root


def _load(served: ServedDecks) -> LoadedDecks:
    """Read the decks and serve them, as a host does."""
    loaded = served.read()
    served.use(loaded)
    return loaded


@pytest.fixture
def served(tmp_path: Path) -> ServedDecks:
    paths = [_deck(tmp_path, "rivers", "springs", "mouths"), _deck(tmp_path, "hills", "tops")]
    served = ServedDecks(paths, None)
    _load(served)
    return served


BUNDLED = ServedDecks([find_deck("apple-alibaba")], None)
_load(BUNDLED)


@pytest.mark.parametrize(
    ("words", "named", "wanted"),
    [
        ("", "", VisitRequest()),
        ("", "rivers", VisitRequest("rivers")),
        ("rivers", "", VisitRequest("rivers")),
        ("rivers/springs", "", VisitRequest("rivers", "springs")),
        ("rivers#springs", "", VisitRequest("rivers", "springs")),
        ("rivers#springs/springs", "", VisitRequest("rivers", "springs", "springs")),
        ("springs", "rivers", VisitRequest("rivers", "springs")),
        ("hills", "rivers", VisitRequest("hills")),
        ("#springs", "rivers", VisitRequest("rivers", "springs")),
        ("springs#springs", "rivers", VisitRequest("rivers", "springs", "springs")),
        ("quiz rivers", "", VisitRequest("rivers", kind="quiz")),
        ("--plain quiz rivers/mouths", "", VisitRequest("rivers", "mouths", "", "quiz", True)),
        ("explainer desk hills", "", VisitRequest("hills", kind="desk")),
    ],
)
def test_a_command_is_a_place(
    served: ServedDecks, words: str, named: str, wanted: VisitRequest
) -> None:
    assert parse_request(words, served.decks, named) == wanted


def test_the_only_deck_need_not_be_named() -> None:
    assert parse_request("", BUNDLED.decks, "") == VisitRequest("apple-alibaba")
    assert parse_request("huawei", BUNDLED.decks, "") == VisitRequest("apple-alibaba", "huawei")


@pytest.mark.parametrize(
    "words",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "rivers/../hills",
        "rivers/springs/../../x",
        "river",
        "rivers/nowhere",
        "rivers/springs/nowhere",
        "rivers#/springs",
        "touch /tmp/x",
        "sh -c id",
        "quiz a b",
    ],
)
def test_what_is_not_served_is_not_found(served: ServedDecks, words: str) -> None:
    with pytest.raises(NotServed):
        parse_request(words, served.decks, "")


def test_a_misspelt_name_is_suggested(served: ServedDecks) -> None:
    with pytest.raises(NotServed, match="springs"):
        parse_request("rivers/sprngs", served.decks, "")


@given(st.text(max_size=60))
def test_any_command_is_a_place_or_not_found(words: str) -> None:
    with suppress(NotServed):
        assert parse_request(words, BUNDLED.decks, "").deck == "apple-alibaba"


def test_closed_decks_are_seen_by_those_they_are_for(served: ServedDecks) -> None:
    assert list(served.visible(None, {"hills"})) == ["rivers"]
    assert list(served.visible(("hills",), {"hills"})) == ["rivers", "hills"]
    assert list(served.visible((), {"hills"})) == ["rivers", "hills"]
    assert list(served.visible(("rivers",), {"hills", "rivers"})) == ["rivers"]


def test_loading_again_tells_what_changed(tmp_path: Path) -> None:
    rivers, hills = _deck(tmp_path, "rivers", "springs"), _deck(tmp_path, "hills", "tops")
    served = ServedDecks([rivers, hills], None)
    assert _load(served).changed == ("rivers", "hills")
    loaded = _load(served)
    assert (loaded.changed, loaded.broken) == ((), ())

    (hills / "01-tops.md").write_text("# tops\n\nAnother text.\n")

    loaded = _load(served)
    assert (loaded.changed, loaded.broken) == (("hills",), ())


def test_reading_anew_changes_nothing_until_it_is_used(tmp_path: Path) -> None:
    rivers = _deck(tmp_path, "rivers", "springs")
    served = ServedDecks([rivers], None)
    _load(served)
    before = served.decks["rivers"]
    (rivers / "01-springs.md").write_text("# springs\n\nAnother text.\n")

    loaded = served.read()
    assert served.decks["rivers"] is before

    served.use(loaded)
    assert served.decks["rivers"] is loaded.decks["rivers"] is not before


def test_a_deck_that_broke_stays_as_it_was(tmp_path: Path) -> None:
    served = ServedDecks([_deck(tmp_path, "rivers", "springs")], None)
    _load(served)
    before = served.decks["rivers"]
    for file in (tmp_path / "rivers").glob("*.md"):
        file.unlink()

    loaded = _load(served)
    assert (loaded.changed, loaded.broken) == ((), ("rivers",))
    assert loaded.faults == ("The deck has no sections.",)
    assert served.decks["rivers"] is before


def test_a_manifest_that_broke_is_no_other_deck(tmp_path: Path) -> None:
    root = _deck(tmp_path, "rivers", "springs")
    (root / "deck.toml").write_text('format = 1\nid = "waters"\ntitle = "Waters"\n')
    served = ServedDecks([root], None)
    _load(served)
    (root / "deck.toml").write_text('format = 1\nid = "waters\n')

    loaded = _load(served)
    assert (loaded.changed, loaded.broken) == ((), ("waters",))
    assert loaded.faults[0].startswith("deck.toml:2:")
    assert list(served.decks) == ["waters"]


def test_a_mended_deck_comes_back(tmp_path: Path) -> None:
    root = _deck(tmp_path, "rivers", "springs")
    served = ServedDecks([root], None)
    _load(served)
    good = (root / "deck.toml").read_text()
    (root / "deck.toml").write_text("broken")
    _load(served)
    (root / "deck.toml").write_text(good.replace("Deck rivers", "All rivers"))

    loaded = _load(served)
    assert (loaded.changed, loaded.broken) == (("rivers",), ())
    assert served.decks["rivers"].deck.title == "All rivers"


def test_two_decks_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    served = ServedDecks([_deck(tmp_path / "a", "x", "s"), _deck(tmp_path / "b", "x", "s")], None)

    with pytest.raises(ExplainerError, match="'x'"):
        _load(served)
