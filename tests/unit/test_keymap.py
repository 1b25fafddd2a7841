"""Keys are assigned to commands by a person's settings, then in the order of the commands."""

from __future__ import annotations

import pytest

from explainer.ui.base.command import Command, Keymap, key_labels, prints


def command(id: str, *keys: str) -> Command:
    return Command(id, keys, id, f"{id}.", "Group", id)


COMMANDS = (command("first", "a", "b"), command("second", "c"), command("third", "b", "d"))


def owners(chosen: dict[str, tuple[str, ...]]) -> dict[str, str]:
    keymap = Keymap(COMMANDS, chosen)
    return {key: one.id for key in "abcde" if (one := keymap.command(key))}


def test_of_two_commands_with_a_key_the_first_has_it() -> None:
    assert owners({}) == {"a": "first", "b": "first", "c": "second", "d": "third"}
    assert Keymap(COMMANDS, {}).keys("third") == ("d",)


def test_a_chosen_key_is_taken_from_the_command_that_had_it() -> None:
    chosen = {"second": ("a", "e")}

    assert owners(chosen) == {"a": "second", "b": "first", "d": "third", "e": "second"}
    assert Keymap(COMMANDS, chosen).keys("first") == ("b",)
    assert Keymap(COMMANDS, chosen).label("second") == "a"


def test_a_command_without_a_key_has_no_label() -> None:
    keymap = Keymap(COMMANDS, {"second": ()})

    assert keymap.label("second") == keymap.label("unknown") == ""
    assert key_labels(COMMANDS, {"second": ()}) == {"first": "a", "second": "", "third": "b"}


@pytest.mark.parametrize(
    ("key", "is_printed"),
    [
        *((key, True) for key in ("a", "space", "comma")),
        *((key, False) for key in ("f1", "f24", "enter", "ctrl+a", "delete")),
    ],
)
def test_keys_that_type_a_character_are_known(key: str, is_printed: bool) -> None:
    assert prints(key) is is_printed
