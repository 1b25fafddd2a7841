"""Settings: what a person may write, and the problems reported about the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.keys import _character_to_key

from explainer.deck.loader import open_deck
from explainer.deck.model import THEMES
from explainer.deck.position import located
from explainer.problems import Problems
from explainer.render.problem import concise
from explainer.ui.base.command import Keymap, key_label
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings, read_settings
from explainer.ui.every_command import command_titles
from explainer.ui.reader.reader_commands import READING
from explainer.ui.start.reader_start import Terminal, palette_of, theme_pair_of
from tests.bundled import BUNDLED


def read(folder: Path, text: str) -> tuple[Settings, list[str]]:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    settings = read_settings(folder / "settings.toml", command_titles, problems)
    return settings, [concise(problem) for problem in located(problems, folder)]


def test_no_file_sets_nothing(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml", command_titles, Problems()) == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings, told = read(
        tmp_path,
        'theme = "light"\nwidth = 72\nmotion = false\n[keys]\nnext = ["x", "ctrl+n", "?"]\n',
    )

    assert settings == Settings(
        "light", 72, motion=False, keys={"next": ("x", "ctrl+n", "question_mark")}
    )
    assert told == []


@pytest.mark.parametrize("theme", ["auto", "auto:solarized-light/nord", *THEMES])
def test_every_theme_and_pair_can_be_set(tmp_path: Path, theme: str) -> None:
    settings, told = read(tmp_path, f'theme = "{theme}"\n')

    assert (settings.theme, told) == (theme, [])


def terminal(dark: bool | None, no_color: bool = False) -> Terminal:
    return Terminal(no_color, dark, None)


@pytest.mark.parametrize(
    ("theme", "dark", "expected"),
    [
        ("auto", None, "dark"),
        ("auto", False, "light"),
        ("auto:solarized-light/nord", False, "solarized-light"),
        ("auto:solarized-light/nord", True, "nord"),
        ("auto:solarized-light/nord", None, "nord"),
        ("gruvbox", False, "gruvbox"),
    ],
)
def test_a_pair_follows_the_background(theme: str, dark: bool | None, expected: str) -> None:
    session = Session(open_deck(BUNDLED, Problems()), Setup(Settings(theme)))

    assert palette_of(session, None, terminal(dark)).name == expected
    assert palette_of(session, theme, terminal(dark)).name == expected
    assert palette_of(session, theme, terminal(dark, no_color=True)).name == "terminal"


def test_a_pair_of_the_command_line_is_that_between_which_one_changes() -> None:
    session = Session(open_deck(BUNDLED, Problems()), Setup(Settings("auto:light/gruvbox")))

    assert theme_pair_of(session, None).dark.name == "gruvbox"
    assert theme_pair_of(session, "auto:solarized-light/nord").dark.name == "nord"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "lite"\n', "settings.toml:1:9: error[unknown-theme] There is no theme 'lite'."),
        (
            'theme = "auto:light/nrod"\n',
            "settings.toml:1:9: error[unknown-theme] There is no theme 'nrod'.",
        ),
        (
            'theme = "auto:nord/light"\n',
            "settings.toml:1:9: error[unknown-theme] The theme 'nord' is not light.",
        ),
        (
            'theme = "auto:light/light"\n',
            "settings.toml:1:9: error[unknown-theme] The theme 'light' is not dark.",
        ),
        ('theme = "auto:"\n', "settings.toml:1:9: error[unknown-theme] There is no theme ''."),
        ("width = 500\n", "settings.toml:1:9: error[wrong-value]"),
        ("\nmotion = 1\n", "settings.toml:2:10: error[wrong-type]"),
        ("colour = 1\n", "settings.toml:1:1: error[unknown-key]"),
        ('[keys]\nnxt = ["x"]\n', "settings.toml:2:1: error[unknown-command]"),
        ('[keys]\nnext = ["x", "hyper+y"]\n', "settings.toml:2:14: error[bad-key]"),
        ('[keys]\nnext = "x"\n', "settings.toml:2:8: error[wrong-type]"),
        ("keys = 3\n", "settings.toml:1:8: error[wrong-type]"),
        ("theme = \n", "settings.toml:1:9: error[toml-syntax]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_rest_holds(
    tmp_path: Path, text: str, told: str
) -> None:
    settings, found = read(tmp_path, text)

    assert len(found) == 1
    assert found[0].startswith(told)
    assert settings == Settings(keys=settings.keys)


def test_every_command_has_a_title_a_help_a_group_and_a_key() -> None:
    for command in READING:
        assert command.title
        assert command.help.endswith(".")
        # The first section is named beside the last one: its key is pressed twice.
        assert bool(command.group) == (command.id != "first-section")
        # A command that cannot be undone has no key that could be pressed by mistake.
        assert bool(command.keys) == (command.id != "forget-me")


def test_no_key_does_two_things() -> None:
    keys = [key for command in READING for key in command.keys]

    assert len(keys) == len(set(keys))


def test_clicker_keys_do_nothing_but_turn_pages() -> None:
    keymap = Keymap(READING, {})

    owners = {key: one.id for one in READING for key in keymap.keys(one.id)}
    assert owners["pagedown"] == "next"
    assert owners["pageup"] == "previous"
    assert not owners.keys() & {"f5", "b", "full_stop"}


@pytest.mark.parametrize(
    ("key", "label"),
    [("right", "→"), ("pagedown", "PgDn"), ("ctrl+g", "Ctrl+G"), ("f1", "F1"), ("G", "G")],
)
def test_keys_are_named_as_people_know_them(key: str, label: str) -> None:
    assert key_label(key) == label


def test_a_sign_is_called_what_textual_calls_its_key(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\nhelp = ["?", "/", "a", "G", ",", "+"]\n', encoding="utf-8")
    settings = read_settings(file, command_titles, Problems())

    assert settings.keys["help"] == ("question_mark", "slash", "a", "G", "comma", "plus")
    assert [_character_to_key(key) for key in "?/aG,+"] == list(settings.keys["help"])
