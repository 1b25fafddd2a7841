"""Names of themes as a person writes them: `auto`, a theme, or a light and a dark one for it."""

from __future__ import annotations

from explainer.deck.model import AUTO, LIGHT_THEMES, THEMES
from explainer.problems import did_you_mean

_PAIR = f"{AUTO}:"


def pair_names(text: str) -> tuple[str, str] | None:
    """Return the light and the dark theme of `auto:light-name/dark-name`; None for other texts."""
    if not text.startswith(_PAIR):
        return None
    light, _, dark = text.removeprefix(_PAIR).partition("/")
    return light, dark


def theme_trouble(text: str) -> tuple[str, str] | None:
    """Return message and help for a text that names no theme; None where it names one."""
    names = pair_names(text)
    if names is None:
        if text in (AUTO, *THEMES):
            return None
        hint = did_you_mean(text, [AUTO, *THEMES]) or f"There are {AUTO}, {', '.join(THEMES)}."
        return f"There is no theme '{text}'.", hint
    light, dark = names
    help = f"Write {AUTO}:LIGHT/DARK, such as {AUTO}:solarized-light/nord."
    for name in names:
        if name not in THEMES:
            hint = did_you_mean(name, list(THEMES)) or help
            return f"There is no theme '{name}'.", hint
    if light not in LIGHT_THEMES:
        return f"The theme '{light}' is not light.", help
    if dark in LIGHT_THEMES:
        return f"The theme '{dark}' is not dark.", help
    return None
