"""A name on the command line is a deck and a place in it, or an error with suggestions."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.library import (
    DEFAULT_DECK,
    Address,
    DeckNotFound,
    bundled_decks,
    content_folder,
    find_deck,
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("my-deck/deck.toml", "docs/guide/intro.md", "notes.md", "C# & co/x.md", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "deck", "section", "block"),
    [
        ("", DEFAULT_DECK, "", ""),
        ("#huawei", DEFAULT_DECK, "huawei", ""),
        ("#huawei/chips", DEFAULT_DECK, "huawei", "chips"),
        ("apple-alibaba", "apple-alibaba", "", ""),
        ("apple-alibaba#huawei", "apple-alibaba", "huawei", ""),
        ("apple-alibaba#huawei/chips", "apple-alibaba", "huawei", "chips"),
        ("apple-alibaba#huawei/a/b", "apple-alibaba", "huawei", "a/b"),
        ("apple-alibaba/huawei", "apple-alibaba", "huawei", ""),
        ("apple-alibaba/huawei/chips", "apple-alibaba", "huawei", "chips"),
        ("my-deck", "my-deck", "", ""),
        ("my-deck/", "my-deck/", "", ""),
        ("./my-deck#one/two", "./my-deck", "one", "two"),
        ("my-deck/one", "my-deck", "one", ""),
        ("my-deck/one/two", "my-deck", "one", "two"),
        ("docs/guide", "docs/guide", "", ""),
        ("docs/guide/start", "docs/guide", "start", ""),
        ("docs/guide/intro.md", "docs/guide/intro.md", "", ""),
        ("docs/guide/intro.md/x/y", "docs/guide/intro.md", "x", "y"),
        ("notes.md#x", "notes.md", "x", ""),
        ("notes.md/x", "notes.md", "x", ""),
        ("C# & co/x.md", "C# & co/x.md", "", ""),
        ("C# & co/x.md#part/y", "C# & co/x.md", "part", "y"),
        ("nothing", "nothing", "", ""),
        ("nothing#x", "nothing", "x", ""),
        ("nothing/x", "nothing/x", "", ""),
        ("x" * 5000, "x" * 5000, "", ""),
        ("a\x00b#c", "a\x00b", "c", ""),
    ],
)
def test_an_address_names_deck_section_and_block(
    here: Path, words: str, deck: str, section: str, block: str
) -> None:
    address = Address(words)

    assert (address.deck, address.section, address.block) == (deck, section, block)


def test_an_absolute_path_has_a_place_too(here: Path) -> None:
    address = Address(f"{here}/my-deck/one/two")

    assert (address.deck, address.section, address.block) == (f"{here}/my-deck", "one", "two")


def test_decks_are_found_by_id_folder_and_file(here: Path) -> None:
    assert find_deck("apple-alibaba") == content_folder() / "apple-alibaba"
    assert find_deck("my-deck") == Path("my-deck")
    assert find_deck("my-deck/deck.toml") == Path("my-deck")
    assert find_deck("docs/guide") == Path("docs/guide")
    assert find_deck("notes.md") == Path("notes.md")


def test_a_folder_of_a_bundled_decks_name_counts_only_as_a_deck(here: Path) -> None:
    (here / "apple-alibaba").mkdir()
    assert find_deck("apple-alibaba") == content_folder() / "apple-alibaba"

    (here / "apple-alibaba" / "deck.toml").write_text("")
    assert find_deck("apple-alibaba") == Path("apple-alibaba")


@pytest.mark.parametrize(
    "name", ["nothing", "x" * 5000, "a\x00b", "~nobody-of-this-name/x", "a/b/c", "\x1b[31m"]
)
def test_what_is_no_deck_is_said_without_a_traceback(here: Path, name: str) -> None:
    with pytest.raises(DeckNotFound) as error:
        find_deck(name)

    assert "There is no deck" in str(error.value)
    assert not {"\x1b", "\x00", "\n"} & set(str(error.value))
    assert len(str(error.value)) < 500


def test_a_near_miss_is_suggested(here: Path) -> None:
    with pytest.raises(DeckNotFound, match="Did you mean 'apple-alibaba'"):
        find_deck("aple-alibaba")


def test_a_file_that_is_no_markdown_says_what_can_be_opened(here: Path) -> None:
    with pytest.raises(DeckNotFound, match=r"one \.md or \.ipynb file"):
        find_deck("a.txt")


def test_the_default_deck_is_bundled() -> None:
    assert DEFAULT_DECK in [path.name for path in bundled_decks()]
