"""Addresses that may be given to a browser, and those of hostile decks that may not."""

from __future__ import annotations

import pytest

from explainer.cli.terminal import has_browser
from explainer.deck.web_address import is_safe_address


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://example.org", "mailto:a@example.org", "HTTPS://X.ORG",
     "https://例え.jp/ü"],
)  # fmt: skip
def test_addresses_of_the_web_may_be_opened(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ssh://host",
        "--new-window",
        "//example.org",
        "https://example.org/\x1b]52;c;aGk=\x07",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\u200b",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_other_addresses_are_left_alone(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "a 1 b 22"}, "linux", False),
        ({"SSH_TTY": "/dev/ttys001"}, "darwin", False),
    ],
)
def test_a_browser_is_ours_where_the_display_is(
    environ: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_browser(environ, platform) is expected
