"""The limits, and the options that set them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
import pytest

from explainer.serve.limits import Limits, limit_options
from tests.e2e.terminal import EXPLAINER

README = Path(__file__).parents[2] / "README.md"


def test_every_limit_is_an_option_with_its_default_and_words() -> None:
    options = {option.field: option for option in limit_options()}

    assert set(options) == set(Limits.__struct_fields__)
    for name, option in options.items():
        assert option.default == getattr(Limits(), name)
        assert option.least <= option.default <= option.most
        assert option.words


def test_every_limit_is_in_the_help_and_in_readme() -> None:
    words = subprocess.run(
        [EXPLAINER, "serve", "--help"], capture_output=True, text=True, check=True, timeout=30
    ).stdout
    readme = README.read_text(encoding="utf-8")
    for option in limit_options():
        name = f"--{option.field.replace('_', '-')}"
        assert name in words
        assert f"| `{name}` | {option.default:,.0f} | {option.words} |" in readme


@pytest.mark.parametrize("option", limit_options(), ids=lambda one: one.field)
def test_a_value_out_of_range_is_refused_with_the_range(option: msgspec.Struct) -> None:
    name = f"--{option.field.replace('_', '-')}"  # type: ignore[attr-defined] # a LimitOption
    done = subprocess.run(
        [EXPLAINER, "serve", "--check", name, "-1"], capture_output=True, text=True, timeout=30
    )

    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
