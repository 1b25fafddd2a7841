"""The line for typing searches and filters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.render.line import line_width
from explainer.ui.base.command import Keymap
from explainer.ui.base.typed_line import EDITING, TypedLine

KEYMAP = Keymap(EDITING, {})


def typed(line: TypedLine, keys: str) -> str:
    for key in keys.split():
        command = KEYMAP.command(key)
        if command is None:
            line.insert(key)
        else:
            line.edit(command.action.split("'")[1])
    return line.text


def test_characters_are_put_in_and_taken_out_at_the_cursor() -> None:
    assert typed(TypedLine(), "a b c left left x backspace end d") == "abcd"
    assert typed(TypedLine(), "a b c home delete") == "bc"
    assert typed(TypedLine(), "a b ctrl+u c") == "c"


def test_the_first_character_takes_the_place_of_what_was_offered() -> None:
    assert typed(TypedLine("old words"), "n e w") == "new"


def test_an_editing_key_keeps_what_was_offered() -> None:
    assert typed(TypedLine("old"), "backspace e") == "ole"
    assert typed(TypedLine("old"), "end r") == "oldr"


def test_a_word_is_deleted_whole() -> None:
    assert typed(TypedLine("two words"), "ctrl+w") == "two "


def test_what_cannot_be_shown_is_not_typed() -> None:
    line = TypedLine()
    line.insert("a\x1b[31mb\u202ec\nd")

    assert "\x1b" not in line.text
    assert "\u202e" not in line.text
    assert "\n" not in line.text


@given(st.text(max_size=400), st.integers(1, 60))
def test_a_line_is_shown_within_its_width_with_its_cursor(text: str, width: int) -> None:
    line = TypedLine()
    line.insert(text)
    runs = line.runs(width)

    assert len(line.text) <= 200
    assert line_width(runs) <= max(width, *(cell_len(run.text) for run in runs))
    assert [run.role for run in runs].count("focus") == 1
