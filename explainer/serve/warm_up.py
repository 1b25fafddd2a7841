"""Imports everything that sessions need before the first one, so that no visitor waits for it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import explainer.ui

_OTHERS = (
    "textual.widgets",
    "rich.markdown",
    "explainer.render.scene",
)
"""Modules beside those of the reader that are imported late elsewhere."""

_NOT_HOSTED = ("explainer.ui.start", "explainer.ui.teach")
"""Packages of the reader that only the command line uses."""


def import_everything() -> None:
    """Import the whole reader; an import that fails stops the host at its start."""
    for module in walk_packages(explainer.ui.__path__, "explainer.ui."):
        if not module.name.startswith(_NOT_HOSTED):
            import_module(module.name)
    for name in _OTHERS:
        import_module(name)
