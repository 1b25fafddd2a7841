"""CONTRIBUTING draws the architecture as it is, and names files and functions that exist."""

from __future__ import annotations

import re
from importlib import import_module

from .drawing import CONTRIBUTING, drawn
from .source import ROOT

TEXT = CONTRIBUTING.read_text(encoding="utf-8")


def test_the_drawing_is_that_of_the_code() -> None:
    assert drawn(TEXT) == TEXT, "run: python -m tests.architecture.drawing"


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml|md))", TEXT))
    missing = {
        name
        for name in named
        if not (ROOT / name).exists() and not (ROOT / "explainer" / name).exists()
    }

    assert named
    assert missing == set()


def test_every_function_and_class_that_is_named_exists() -> None:
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+)\.py` `([A-Za-z_]+(?:\.[a-z_]+)?)`", TEXT)
    missing = []
    for path, name in named:
        owner: object = import_module(f"explainer.{path.replace('/', '.')}")
        for part in name.split("."):
            owner = getattr(owner, part, None)
        if owner is None:
            missing.append((path, name))

    assert named
    assert missing == []
