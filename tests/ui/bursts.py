"""Helpers: keys pressed in bursts, as a key that repeats or a pasted word does."""

from __future__ import annotations

from random import Random

from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot

from explainer.ui.app import ReaderApp

_CHARACTERS = "oqQ?cSWeaEhjklwxdtymngGsrTKbfpzvi/.,0123456789 -+[]"
_NAMED = (
    *("enter",) * 6,
    *("escape",) * 6,
    *("tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
    *("backspace", "delete", "f1", "f5", "ctrl+p", "ctrl+o", "ctrl+g", "ctrl+a", "ctrl+w"),
)


def key_event(key: str) -> events.Key:
    """Return the event of a key, given as a character or by Textual's name."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, {"tab": "\t", "enter": "\r"}.get(key))


def press_at_once(app: ReaderApp, keys: str) -> None:
    """Put keys, separated by spaces, into the app's queue before any of them is handled."""
    for key in keys.split():
        app.post_message(key_event(key))


async def settled(pilot: Pilot[str]) -> None:
    """Wait until everything that the keys led to was handled."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def random_burst(random: Random) -> list[str]:
    """Return one to eight keys, some of them repeated."""
    count = random.randint(1, 8)
    if random.random() < 0.3:
        return [_random_key(random)] * count
    return [_random_key(random) for _ in range(count)]


def _random_key(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice(_NAMED)
    return random.choice(_CHARACTERS.replace(" ", "")) if random.random() < 0.9 else "space"


def click_at_once(app: ReaderApp, random: Random) -> None:
    """Click or turn the wheel at a random place, before earlier events are handled."""
    x, y = random.randrange(app.size.width), random.randrange(app.size.height)
    kinds: tuple[type[events.MouseEvent], ...] = (events.MouseDown, events.MouseUp)
    if random.random() < 0.25:
        kinds = (events.MouseScrollDown, events.MouseScrollUp)
    for kind in kinds:
        app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


def resize_at_once(app: ReaderApp, random: Random) -> None:
    """Change the size of the terminal, before earlier events are handled."""
    size = Size(*random.choice([(20, 6), (40, 15), (80, 24), (120, 36)]))
    app.post_message(events.Resize(size, size))
