"""Draws the architecture from the layers in pyproject.toml and the docstrings of the packages.

`python -m tests.architecture.drawing` writes it into CONTRIBUTING.md; a test compares both.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from .source import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
_BEGIN, _END = "<!-- architecture: begin -->\n", "<!-- architecture: end -->\n"
_OPENED = ("ui", "serve")
"""Packages whose own layers are drawn inside them."""

_NAME_WIDTH = 26
_WIDEST = 118


def drawing() -> str:
    """Return the drawing as a block of Markdown: the first line may import all others below it."""
    contracts = {
        contract["containers"][0]: contract["layers"]
        for contract in _pyproject()["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    }
    lines: list[str] = []
    for layer in contracts["explainer"]:
        for name in _names(layer):
            lines.append(_line("", name, f"explainer/{name}"))
            if name in _OPENED:
                lines.extend(_inside(name, contracts[f"explainer.{name}"]))
    return "\n".join(["```", *lines, "```", ""])


def _inside(package: str, layers: list[str]) -> list[str]:
    """Return the lines of the layers in a package; a bracket holds what is in one layer."""
    lines: list[str] = []
    for layer in layers:
        names = _names(layer)
        folders = [name for name in names if (ROOT / "explainer" / package / name).is_dir()]
        modules = [name for name in names if name not in folders]
        for number, name in enumerate(folders):
            side = _side(number, len(folders))
            lines.append(_line(f"  │ {side} ", name, f"explainer/{package}/{name}"))
        if len(modules) == 1:
            lines.append(_line("  │   ", modules[0], f"explainer/{package}/{modules[0]}"))
        elif modules:
            wrapped = _wrapped(" · ".join(modules))
            sides = [_side(number, len(wrapped)) for number in range(len(wrapped))]
            lines.extend(f"  │ {side} {line}" for side, line in zip(sides, wrapped, strict=True))
    return lines


def _side(number: int, count: int) -> str:
    """Return the part of the bracket around what stands beside each other in one layer."""
    if count == 1:
        return " "
    return "┌" if not number else "└" if number == count - 1 else "├"


def _wrapped(text: str) -> list[str]:
    lines, rest = [], text
    while len(rest) > _WIDEST - 6:
        at = rest.rfind(" · ", 0, _WIDEST - 8)
        lines.append(f"{rest[:at]} ·")
        rest = rest[at + 3 :]
    return [*lines, rest]


def _line(lead: str, name: str, path: str) -> str:
    line = f"{lead}{name:<{_NAME_WIDTH - len(lead)}}{_first_sentence(ROOT / path)}"
    return line if len(line) <= _WIDEST else f"{line[: line.rindex(' ', 0, _WIDEST - 2)]} …"


def _first_sentence(path: Path) -> str:
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.split("\n")[0]


def _names(layer: str) -> list[str]:
    return [name.strip() for name in layer.split("|")]


def _pyproject() -> dict[str, dict[str, dict[str, list[dict[str, list[str]]]]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def drawn(text: str) -> str:
    """Return CONTRIBUTING's text with the drawing of today in it."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{drawing()}{_END}{after}"


if __name__ == "__main__":
    CONTRIBUTING.write_text(drawn(CONTRIBUTING.read_text(encoding="utf-8")), encoding="utf-8")
