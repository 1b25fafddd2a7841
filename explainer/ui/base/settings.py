"""Settings of a person: theme, width of text, motion, keys; a TOML file in their config folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
from textual.keys import KEY_NAME_REPLACEMENTS

from explainer.deck.model import AUTO
from explainer.problems import Code, Problems, did_you_mean
from explainer.ui.base.command import NAMED_KEYS


class Settings(msgspec.Struct, frozen=True):
    """All settings, with their defaults."""

    theme: str = AUTO
    """`auto`, the name of a theme, or `auto:light-name/dark-name`."""
    width: int = 88
    """Most cells of a line of text, 40 to 120."""
    motion: bool = True
    """True if things may move by themselves; False for reduced motion."""
    keys: dict[str, tuple[str, ...]] = {}
    """Keys by command id; an empty list takes a command's keys away."""


def read_settings(
    file: Path, commands: Callable[[], dict[str, str]], problems: Problems
) -> Settings:
    """Read a settings file; a mistake in it is reported, and the default is used instead.

    Args:
        file: The file; if there is none, all defaults are used.
        commands: Returns the titles of commands by id; called only if there is a file with keys.
        problems: Collects the mistakes.
    """
    if not file.is_file():
        return Settings()
    # Imported only for a file to read: most people have none, and start faster without it.
    from explainer.deck.fields import Fields
    from explainer.deck.theme_name import theme_trouble
    from explainer.deck.toml_file import read_toml

    table = read_toml(file.parent, file.name, problems)
    if table is None:
        return Settings()
    fields = Fields(table, file.name, problems)
    theme = fields.text("theme") or AUTO
    trouble = theme_trouble(theme)
    if trouble is not None:
        problems.add(Code.UNKNOWN_THEME, fields.span("theme"), *trouble)
        theme = AUTO
    settings = Settings(
        theme,
        fields.integer("width", 40, 120, 88),
        fields.boolean("motion", True),
        _read_keys(fields.raw("keys"), file.name, commands(), problems),
    )
    fields.finish()
    return settings


def _read_keys(
    table: object, file: str, commands: dict[str, str], problems: Problems
) -> dict[str, tuple[str, ...]]:
    from explainer.deck.fields import Fields

    if table is None:
        return {}
    if not isinstance(table, dict):
        Fields({}, file, problems).wrong_type(table, None, "keys", wanted="a table, [keys]")
        return {}
    fields = Fields(table, file, problems, ("keys",))
    keys: dict[str, tuple[str, ...]] = {}
    for command in table:
        if command not in commands:
            problems.add(
                Code.UNKNOWN_COMMAND,
                fields.key_span(command),
                f"There is no command '{command}'.",
                did_you_mean(command, list(commands)) or "The help screen (?) lists them.",
            )
            continue
        names = []
        wanted = fields.strings(command)
        for index, key in enumerate(wanted):
            if _is_key(key):
                names.append(_key_name(key))
            else:
                problems.add(
                    Code.BAD_KEY,
                    fields.span(command, index),
                    f"'{key}' is not the name of a key.",
                    "Write a letter, or a name such as 'pagedown', 'ctrl+n', 'f5'.",
                )
        # An empty list takes a command's keys away; a list of mistakes does not.
        if names or table[command] == []:
            keys[command] = tuple(names)
    return keys


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    known = name in NAMED_KEYS or (len(name) == 1 and name.isprintable() and name != " ")
    return known and all(modifier in ("ctrl", "alt", "shift") for modifier in modifiers)


def _key_name(key: str) -> str:
    """Return Textual's name for a key: `question_mark` for `?`."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)
