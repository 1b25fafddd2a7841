"""Follows an address that the person selected: opens it, copies it, or says why neither is done."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from explainer.deck.web_address import is_safe_address
from explainer.render.line import Line
from explainer.ui.base.session import LinkUse

if TYPE_CHECKING:
    from explainer.ui.base.painted_app import PaintedApp


class ShownLink(NamedTuple):
    """An address that stands on some lines."""

    address: str
    """The address."""
    first: int
    """Its first line."""
    last: int
    """Its last line; a long address takes several."""


def shown_links(lines: Sequence[Line]) -> list[ShownLink]:
    """Return the addresses on lines, from top to bottom; one that is broken counts once."""
    found: list[ShownLink] = []
    for number, line in enumerate(lines):
        for address in dict.fromkeys(run.href for run in line if run.href):
            if found and found[-1].address == address and found[-1].last == number - 1:
                found[-1] = found[-1]._replace(last=number)
            else:
                found.append(ShownLink(address, number, number))
    return found


def link_words(use: LinkUse) -> str:
    """Return a word or two for the effect of the key that follows an address."""
    return {LinkUse.OPEN: "open link", LinkUse.COPY: "copy link", LinkUse.NONE: "address"}[use]


def follow_link(app: PaintedApp, address: str) -> None:
    """Open or copy an address, as the session allows, and say so in the last line."""
    use = app.session.setup.links
    if not is_safe_address(address):
        app.say("This address is none of the web, so it is left alone.")
    elif use is LinkUse.NONE:
        app.say("Nothing is opened or copied here: the machine may be somebody else's.")
    elif use is LinkUse.COPY:
        _copy(app, address)
    else:
        app.say("Opening it in your browser …")
        app.work_beside(partial(_open, app, address), group="link")


def follow_only_link(app: PaintedApp, lines: Sequence[Line]) -> int:
    """Follow the address on some lines if there is just one; return how many there are."""
    links = shown_links(lines)
    if len(links) == 1:
        follow_link(app, links[0].address)
    return len(links)


async def _open(app: PaintedApp, address: str) -> None:
    """Open an address off the loop; without a browser, copy it."""
    from explainer.ui.terminal.browser import open_in_browser

    if await to_thread(open_in_browser, address):
        app.say(f"Opened in your browser: {address}")
    else:
        _copy(app, address)


def _copy(app: PaintedApp, address: str) -> None:
    """Copy an address by the terminal (OSC 52); some terminals refuse, so it is shown too."""
    app.copy_to_clipboard(address)
    app.say(f"Sent to the clipboard: {address}")
