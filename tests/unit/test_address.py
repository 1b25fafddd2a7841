"""A block is found again after an edit: by its id, its content, or its place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from explainer.deck.address import block_address, find_block
from explainer.deck.block import Section

from .markdown_deck import SmallDeck, read_markdown, small_deck
from .nasty_markdown import nasty_markdown

TEXT = """intro

# One

first

second

- list

## Two

first

> quote

```{table} models
```
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def section(small: SmallDeck, text: str) -> Section:
    return read_markdown(small, text)[0]


def found(small: SmallDeck, index: int, edited: str) -> int | None:
    """The index, after an edit, of a block of `TEXT`."""
    return find_block(section(small, edited), block_address(section(small, TEXT), index))


def test_every_block_is_found_where_it_is(small: SmallDeck) -> None:
    one = section(small, TEXT)

    assert [find_block(one, block_address(one, i)) for i in range(len(one.blocks))] == list(
        range(9)
    )


def test_addresses_are_slugs_targets_and_places(small: SmallDeck) -> None:
    one = section(small, TEXT)
    addresses = [block_address(one, index).partition("@")[0] for index in range(9)]

    assert addresses == ["~1", "one", "one~1", "one~2", "one~3", "two", "two~1", "two~2", "models"]


def test_a_block_that_moved_is_found_by_what_it_says(small: SmallDeck) -> None:
    edited = TEXT.replace("second\n\n", "").replace("> quote", "new\n\nsecond\n\n> quote")

    assert found(small, 3, edited) == 7


def test_of_blocks_that_say_the_same_the_one_at_its_place_is_found(small: SmallDeck) -> None:
    edited = TEXT.replace("# One\n\n", "# One\n\nadded\n\n")

    assert found(small, 2, edited) == 3
    assert found(small, 6, edited) == 7


def test_a_block_that_was_edited_is_found_where_it_stood(small: SmallDeck) -> None:
    assert found(small, 3, TEXT.replace("second", "edited")) == 3


def test_in_place_of_a_deleted_block_stands_the_next_under_its_heading(small: SmallDeck) -> None:
    assert found(small, 3, TEXT.replace("second\n\n", "")) == 3
    assert found(small, 4, TEXT.replace("- list\n\n", "")) == 3


def test_under_a_renamed_heading_only_content_is_found(small: SmallDeck) -> None:
    edited = TEXT.replace("# One", "# Uno")

    assert found(small, 3, edited) == 3
    assert found(small, 1, edited) is None
    assert found(small, 3, edited.replace("second", "edited")) is None


def test_a_section_that_is_empty_now_has_no_blocks(small: SmallDeck) -> None:
    assert found(small, 0, "") is None
    assert found(small, 1, "") is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "~",
        "@",
        "~@",
        "one~",
        "one~x",
        "one~²@1",
        "one~-1",
        "one~" + "9" * 5000,
        "~1@zz",
        "no~1",
    ],
)
def test_what_is_no_address_is_found_nowhere(small: SmallDeck, address: str) -> None:
    assert find_block(section(small, TEXT), address) is None


@pytest.mark.parametrize("address", ["one~0", "one~999", "~0@00000000", "two~000001@ffffffff"])
def test_a_place_beyond_the_end_is_the_last_there(small: SmallDeck, address: str) -> None:
    index = find_block(section(small, TEXT), address)

    assert index is not None
    assert 0 <= index < 9


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=nasty_markdown(15), other=nasty_markdown(15))
def test_any_address_is_found_in_any_section_or_nowhere(
    small: SmallDeck, text: str, other: str
) -> None:
    one, another = section(small, text), section(small, other)

    for index in range(len(one.blocks)):
        address = block_address(one, index)
        same = find_block(one, address)
        assert same is not None
        assert block_address(one, same) == address
        place = find_block(another, address)
        assert place is None or 0 <= place < len(another.blocks)
