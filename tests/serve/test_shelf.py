"""What is served, and what a deep link means."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.library import find_deck
from explainer.problems import ExplainerError
from explainer.serve.shelf import Loaded, NotServed, Shelf, Wanted, find_wanted


def _deck(folder: Path, name: str, *sections: str) -> Path:
    root = folder / name
    root.mkdir()
    (root / "deck.toml").write_text(f'format = 1\nid = "{name}"\ntitle = "Deck {name}"\n')
    for number, section in enumerate(sections, 1):
        (root / f"{number:02}-{section}.md").write_text(f"# {section}\n\nText of {section}.\n")
    return root


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    paths = [_deck(tmp_path, "rivers", "springs", "mouths"), _deck(tmp_path, "hills", "tops")]
    shelf = Shelf(paths, None)
    shelf.load()
    return shelf


BUNDLED = Shelf([find_deck("apple-alibaba")], None)
BUNDLED.load()


@pytest.mark.parametrize(
    ("words", "named", "wanted"),
    [
        ("", "", Wanted()),
        ("", "rivers", Wanted("rivers")),
        ("rivers", "", Wanted("rivers")),
        ("rivers/springs", "", Wanted("rivers", "springs")),
        ("rivers#springs", "", Wanted("rivers", "springs")),
        ("rivers#springs/springs", "", Wanted("rivers", "springs", "springs")),
        ("springs", "rivers", Wanted("rivers", "springs")),
        ("hills", "rivers", Wanted("hills")),
        ("#springs", "rivers", Wanted("rivers", "springs")),
        ("springs#springs", "rivers", Wanted("rivers", "springs", "springs")),
        ("quiz rivers", "", Wanted("rivers", kind="quiz")),
        ("--plain quiz rivers/mouths", "", Wanted("rivers", "mouths", "", "quiz", True)),
        ("explainer desk hills", "", Wanted("hills", kind="desk")),
    ],
)
def test_a_command_is_a_place(shelf: Shelf, words: str, named: str, wanted: Wanted) -> None:
    assert find_wanted(words, shelf.decks, named) == wanted


def test_the_only_deck_need_not_be_named() -> None:
    assert find_wanted("", BUNDLED.decks, "") == Wanted("apple-alibaba")
    assert find_wanted("huawei", BUNDLED.decks, "") == Wanted("apple-alibaba", "huawei")


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
def test_what_is_not_served_is_not_found(shelf: Shelf, words: str) -> None:
    with pytest.raises(NotServed):
        find_wanted(words, shelf.decks, "")


def test_a_misspelt_name_is_suggested(shelf: Shelf) -> None:
    with pytest.raises(NotServed, match="springs"):
        find_wanted("rivers/sprngs", shelf.decks, "")


@given(st.text(max_size=60))
def test_any_command_is_a_place_or_not_found(words: str) -> None:
    with suppress(NotServed):
        assert find_wanted(words, BUNDLED.decks, "").deck == "apple-alibaba"


def test_closed_decks_are_seen_by_those_they_are_for(shelf: Shelf) -> None:
    assert shelf.visible(None, {"hills"}) == ["rivers"]
    assert shelf.visible(("hills",), {"hills"}) == ["rivers", "hills"]
    assert shelf.visible((), {"hills"}) == ["rivers", "hills"]
    assert shelf.visible(("rivers",), {"hills", "rivers"}) == ["rivers"]


def test_loading_again_tells_what_changed(tmp_path: Path) -> None:
    rivers, hills = _deck(tmp_path, "rivers", "springs"), _deck(tmp_path, "hills", "tops")
    shelf = Shelf([rivers, hills], None)
    assert shelf.load().changed == ["rivers", "hills"]
    assert shelf.load() == Loaded([], [])

    (hills / "01-tops.md").write_text("# tops\n\nAnother text.\n")

    assert shelf.load() == Loaded(["hills"], [])


def test_a_deck_that_broke_stays_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf([_deck(tmp_path, "rivers", "springs")], None)
    shelf.load()
    before = shelf.decks["rivers"]
    for file in (tmp_path / "rivers").glob("*.md"):
        file.unlink()

    loaded = shelf.load()
    assert (loaded.changed, loaded.broken) == ([], ["rivers"])
    assert loaded.faults == ["The deck has no sections."]
    assert shelf.decks["rivers"] is before


def test_a_manifest_that_broke_is_no_other_deck(tmp_path: Path) -> None:
    root = _deck(tmp_path, "rivers", "springs")
    (root / "deck.toml").write_text('format = 1\nid = "waters"\ntitle = "Waters"\n')
    shelf = Shelf([root], None)
    shelf.load()
    (root / "deck.toml").write_text('format = 1\nid = "waters\n')

    loaded = shelf.load()
    assert (loaded.changed, loaded.broken) == ([], ["waters"])
    assert loaded.faults[0].startswith("deck.toml:2:")
    assert list(shelf.decks) == ["waters"]


def test_a_mended_deck_comes_back(tmp_path: Path) -> None:
    root = _deck(tmp_path, "rivers", "springs")
    shelf = Shelf([root], None)
    shelf.load()
    good = (root / "deck.toml").read_text()
    (root / "deck.toml").write_text("broken")
    shelf.load()
    (root / "deck.toml").write_text(good.replace("Deck rivers", "All rivers"))

    assert shelf.load() == Loaded(["rivers"], [])
    assert shelf.decks["rivers"].deck.title == "All rivers"


def test_two_decks_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    shelf = Shelf([_deck(tmp_path / "a", "x", "s"), _deck(tmp_path / "b", "x", "s")], None)

    with pytest.raises(ExplainerError, match="'x'"):
        shelf.load()
