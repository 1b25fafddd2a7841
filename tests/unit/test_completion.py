"""Shell completion of `explainer`."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from explainer.cli import cli


def offered(*words: str) -> list[str]:
    *before, incomplete = words
    completer = ShellComplete(cli, {}, "explainer", "_EXPLAINER_COMPLETE")
    return [item.value for item in completer.get_completions(list(before), incomplete)]


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["ch"], "check"),
        (["comp"], "completion"),
        (["app"], "apple-alibaba"),
        (["apple-alibaba#hua"], "apple-alibaba#huawei"),
        (["apple-alibaba/mod"], "apple-alibaba/models"),
        (["--pl"], "--plain"),
        (["--ver"], "--version"),
        (["--theme", "li"], "light"),
        (["apple-alibaba", "--ki"], "--kiosk"),
        (["check", "app"], "apple-alibaba"),
        (["check", "--str"], "--strict"),
    ],
)
def test_a_word_is_completed(words: list[str], word: str) -> None:
    assert word in offered(*words)
