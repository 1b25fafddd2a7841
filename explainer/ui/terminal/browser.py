"""Opens an address in the person's web browser, in a process that cannot write on the terminal."""

from __future__ import annotations

import subprocess
import sys

_SECONDS = 10.0
"""Longest wait for the browser's answer; one that is just starting may not answer at all."""

_OPEN = """
import sys, webbrowser
browser = webbrowser.get()
# A browser that runs in the terminal would have none here.
is_graphical = type(browser) is not webbrowser.GenericBrowser
sys.exit(0 if is_graphical and browser.open(sys.argv[1]) else 1)
"""


def open_in_browser(address: str) -> bool:
    """Open an address; return False if there is no graphical browser.

    Browsers print warnings, and a process of its own keeps them off the screen.
    """
    command = [sys.executable, "-I", "-c", _OPEN, address]
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the address is one argument, checked before
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
