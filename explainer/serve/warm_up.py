"""Imports everything that sessions need before the first one, so that no visitor waits for it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import explainer.ui

_LATE = ("textual.widgets", "rich.markdown")
"""Modules that Textual imports when they are first used."""

_NOT_HOSTED = ("explainer.ui.start", "explainer.ui.teach")
"""Packages of the reader that only the command line uses."""


def import_everything() -> None:
    """Import the whole reader; an import that fails stops the host at its start."""
    for module in walk_packages(explainer.ui.__path__, "explainer.ui."):
        if not module.name.startswith(_NOT_HOSTED):
            import_module(module.name)
    for name in _LATE:
        import_module(name)
