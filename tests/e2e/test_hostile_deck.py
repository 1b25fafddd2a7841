"""Deck text is never read as markup or control sequence, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.reading import is_at, press_and_wait, reader, run, turn
from tests.e2e.terminal import _SEQUENCE, Home, Terminal

ATTACKS = [
    "\x1b[31mred\x1b]2;owned\x07\x1b]52;c;aGk=\x07\x1b[2J",
    "\x9b31mred\x9d2;owned\x9c\x90q\x9c",
    "\x07\x08\x0b\x0c\x0e\x0f\x7f\x00",
    "&#27;[31mred&#x1b;]2;owned&#7; &#155;31m &#x9d;2;x&#x9c;",
    "[/b][b]bold[/] [@click=app.quit]leave[/] [red]x[/red] list[int]",
    "[@click=app.quit()]leave[/] [link=file:///etc/passwd]x[/link]",
    "\u202eright to left\u202c \u2066isolate\u2069 zero\u200bwidth\ufeff",
    "{{7*7}} ${HOME} $(id) `id` %s %n",
]

TAME = [
    "ordinary words",
    "more of them, *marked* and `code`",
    "a [link](https://example.org) too",
] * 3


def _toml(text: str) -> str:
    """Return a TOML string with a text, control characters escaped as TOML allows."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'


def _deck(folder: Path, words: list[str]) -> Path:
    """Write a deck with these words in titles, text, tables, code, glossary, claims and names."""
    for name in ("data", "quiz"):
        (folder / name).mkdir(parents=True)
    one = words[:]

    def word(at: int) -> str:
        return one[at % len(one)]

    every = " ".join(words)
    (folder / "deck.toml").write_text(
        f'format = 1\nid = "hostile"\ntitle = {_toml("Title " + every)}\n'
        f"summary = {_toml('Summary ' + every)}\nauthors = [{_toml(every)}]\n"
    )
    (folder / "sources.toml").write_text(
        f'[[source]]\nid = "s1"\ntitle = {_toml(every)}\npublisher = {_toml(word(1))}\n'
        f'url = "https://example.org/"\ndate = "2025"\ngrade = "D"\nnote = {_toml(every)}\n'
    )
    (folder / "claims.toml").write_text(
        f'[[claim]]\nid = "c1"\ntext = {_toml(every)}\nverdict = "partly"\nsources = ["s1"]\n'
        f'said_by = ["s1"]\ncorrection = {_toml(every)}\nnote = {_toml(every)}\n'
    )
    (folder / "glossary.toml").write_text(
        f'[[term]]\nid = "t1"\nterm = "Zebra"\ndefinition = {_toml(every)}\n'
    )
    rows = "".join(f'[[row]]\nid = "r{i}"\nname = {_toml(w)}\n' for i, w in enumerate(words))
    (folder / "data" / "t.toml").write_text(
        f"title = {_toml('Table ' + every)}\nnote = {_toml(every)}\n"
        f'[[column]]\nid = "name"\ntitle = {_toml(word(4))}\n{rows}'
    )
    for number in range(1, 4):
        title = f"Section {number} {word(number)} {word(number + 3)}"
        front = f"+++\ntitle = {_toml(title)}\nsummary = {_toml(every)}\n+++\n"
        lines = [
            front,
            f"# Heading {word(number)}\n",
            *(f"{w}\n" for w in words),
            "A [claim]{claim=c1}, a [Zebra]{term=t1} and a source[^s1].\n",
            *(f"- {w}\n" for w in words),
            *(f"> {w}\n" for w in words),
            "| a | b |\n|---|---|\n" + "".join(f"| {w.replace('|', '')} | x |\n" for w in words),
            "```python\n" + "\n".join(words) + "\n```\n",
            "```{table} t\n```\n",
            f"[text](https://example.org/{number} {_title(word(number))}) <https://example.org/x>\n",
        ]
        (folder / f"0{number}-section-{number}.md").write_text(
            "\n".join(lines), encoding="utf-8", newline="\n"
        )
    return folder


def _title(text: str) -> str:
    return '"' + text.replace('"', "'").replace("\n", " ") + '"'


class Reading(NamedTuple):
    """Output of a deck on the terminals that read it."""

    kinds: set[str]
    """Kinds of control sequences."""
    titles: list[str]
    """Window titles that were set."""
    output: str
    """All output, one terminal after another."""


def _read_everything(folders: list[Path]) -> list[Reading]:
    """Read some decks completely, with every overlay.

    Most of the time is waiting, so the decks and the two halves of each are read side by side.
    """
    with ExitStack() as stack:
        # All are started before there are threads, since a process should not fork with threads.
        walks = [
            (stack.enter_context(reader(Home(folder / f"home-{n}"), str(folder / "deck"))), parts)
            for folder in folders
            for n, parts in enumerate(HALVES)
        ]
        with ThreadPoolExecutor(len(walks)) as threads:
            list(threads.map(_walk, *zip(*walks, strict=True)))
        terminals = [terminal for terminal, _ in walks]
        return [
            _what_was_sent(terminals[n : n + len(HALVES)])
            for n in range(0, len(terminals), len(HALVES))
        ]


def _what_was_sent(terminals: list[Terminal]) -> Reading:
    return Reading(
        set().union(*(terminal.model.kinds for terminal in terminals)),
        [title for terminal in terminals for title in terminal.model.titles],
        "".join(terminal.output.decode() for terminal in terminals),
    )


def _walk(terminal: Terminal, parts: list[Callable[[Terminal], None]]) -> None:
    """Go from the title to the text, take some parts of the walk, and leave."""
    terminal.wait_for("Enter", timeout=30)
    terminal.wait_quiet()
    terminal.press("Enter")
    terminal.wait_for(is_at(1))
    for part in parts:
        part(terminal)
    assert terminal.process.poll() is None, terminal.picture()
    terminal.press("Ctrl+C")
    assert terminal.wait_exit() == 0
    terminal.check_restored()


def _read_section(terminal: Terminal, number: int) -> None:
    """Open the targets of a section, page to its end, and go to another."""
    if number > 1:
        terminal.press("g", "g", str(number), "G")
        terminal.wait_for(is_at(number))
    for _ in range(4):
        for key in ("Tab", "Enter", "Escape"):
            press_and_wait(terminal, key)
    press_and_wait(terminal, "Escape")
    for _ in range(8):
        terminal.press("PgDn")
        terminal.wait_quiet(0.05)
    terminal.press("g", "g", str(min(number + 1, 3)), "G")
    terminal.wait_for(is_at(min(number + 1, 3)))


def _open_overlays(terminal: Terminal) -> None:
    for key in ("o", "Escape", "?", "Escape", "Ctrl+G", "Escape", "Ctrl+P", "Escape", "T"):
        press_and_wait(terminal, key)


def _click_anywhere(terminal: Terminal) -> None:
    """Click on text, none of which runs an action."""
    for row in range(1, 30, 3):
        terminal.send(f"\x1b[<0;50;{row}M\x1b[<0;50;{row}m".encode())
        terminal.wait_quiet(0.05)
        press_and_wait(terminal, "Escape")
    terminal.wait_quiet(0.3)


HALVES: list[list[Callable[[Terminal], None]]] = [
    [partial(_read_section, number=1), partial(_read_section, number=2)],
    [partial(_read_section, number=3), _open_overlays, _click_anywhere],
]
"""Parts of the walk for each of the two terminals."""


def test_a_hostile_deck_sends_nothing_that_a_tame_one_does_not(tmp_path: Path) -> None:
    folders = [tmp_path / "tame", tmp_path / "hostile"]
    for folder, words in zip(folders, (TAME, ATTACKS), strict=True):
        _deck(folder / "deck", words)

    tame, hostile = _read_everything(folders)

    assert hostile.kinds - tame.kinds == set()
    assert hostile.titles == []
    output = hostile.output
    hidden = "\u202e\u202c\u2066\u2069\u200b\ufeff"
    assert [character for character in hidden if character in output] == []
    assert "owned" not in "".join(
        part for part in output.split("\x1b]")[1:] if part[:2] in ("2;", "0;")
    )
    # Everything that was painted, without control sequences.
    assert "[@click=app.quit]leave[/]" in _SEQUENCE.sub("", output)


def test_links_lead_only_to_the_web(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "links.md"
    file.write_text(
        "# Links\n\n[a](https://example.org/a) [b](file:///etc/passwd) [c](javascript:alert(1)) "
        "[d](vscode://open?x) [e](data:text/html,x) [f](HTTPS://EXAMPLE.org/f)\n",
        encoding="utf-8",
    )
    with reader(home, str(file)) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        output = terminal.output.decode()
    targets = {part.split(";", 2)[2].split("\x1b")[0] for part in output.split("\x1b]8")[1:]}

    assert any(target.startswith("https://example.org/a") for target in targets)
    assert [t for t in targets if t and not t.lower().startswith(("https://", "http://"))] == []


@pytest.mark.parametrize("name", ["[red]deck[b].md", "a\x1b[31mb.md", "x\u202ey.md", "-rf.md"])
def test_a_file_name_is_only_a_name(home: Home, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# One\n\nwords\n\n# Two\n\nwords\n", encoding="utf-8")
    with reader(home, str(tmp_path / name)) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        turn(terminal, "n")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        output = terminal.output.decode()
        assert "\x1b[31mb" not in output
        assert "\u202e" not in output


def test_plain_text_and_check_say_nothing_to_the_terminal(home: Home, tmp_path: Path) -> None:
    deck = str(_deck(tmp_path / "deck\x1b[31m", ATTACKS))

    for arguments in ((deck, "--plain"), ("check", deck), ("check", deck, "--format=concise"),
                      (deck + "#no\x1b[31m",), (deck + "\x1b]2;x\x07",)):  # fmt: skip
        done = run(home, *arguments)
        text = done.output + done.errors
        assert "Traceback" not in text
        wrong = {c for c in text if ord(c) < 32 and c != "\n"} | {
            c for c in text if 127 <= ord(c) < 160
        }
        assert wrong == set(), arguments
        assert "\u202e" not in text
