"""Copying to the clipboard of the person's own terminal."""

from __future__ import annotations

COPYING_IS_OFF = "Nothing is copied here: the clipboard may be somebody else's."
"""Notice where a stranger uses somebody else's machine."""
