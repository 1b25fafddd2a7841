"""`explainer import FILE DIR`: slides and notebooks become a deck that says the same."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli import cli
from explainer.deck.loader import OpenDeck, open_deck
from explainer.importers.slide_deck import import_slides
from explainer.problems import Code, ExplainerError, Problems, Severity

from .fixture import triples
from .tree_text import tree_text

NO_NOTEBOOKS = (
    *("", "{}", "[]", "not json", '{"cells": 3, "nbformat": 4}', "[" * 100_000, '{"nbformat": 9}'),
)
PNG = b64encode(b"\x89PNG\r\n\x1a\nshort").decode()


def trees(deck: OpenDeck) -> str:
    """The sections of a deck with their titles, without ids, which are unique in a file only."""
    parts = [f"== {one.title}\n{tree_text(one.blocks)}" for one in deck.sections()]
    return re.sub(r" #[\w-]+", "", "\n".join(parts))


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=title) for title, text, _ in triples("slides")]
)
def test_the_deck_says_and_steps_what_the_file_does(tmp_path: Path, text: str) -> None:
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")

    import_slides(tmp_path / "talk.md", tmp_path / "deck")

    problems = Problems()
    made = open_deck(tmp_path / "deck", problems)
    assert trees(made) == trees(open_deck(tmp_path / "talk.md", Problems()))
    errors = {one.code for one in problems if one.severity is Severity.ERROR}
    assert errors <= {Code.IMAGE_MISSING, Code.ALT_MISSING}


def test_what_is_left_is_named_with_its_line_and_the_folder_holds_the_images(
    tmp_path: Path,
) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a.png").write_bytes(b"png")
    (tmp_path / "talk.md").write_text(
        "---\nmarp: true\n---\n\n# One\n\n![w:90 A cat](pics/a.png)\n\n![x](../../etc/passwd)\n",
        encoding="utf-8",
    )

    result = CliRunner().invoke(cli, ["import", str(tmp_path / "talk.md"), str(tmp_path / "deck")])

    assert result.exit_code == 0
    assert "line 7: left: Size and place of an image: 'w:90'." in result.output
    assert "line 9: left: The image '../../etc/passwd': it lies outside" in result.output
    assert "talk.md, read as Marp: 1 slide in 1 section, 2 things left." in result.output
    assert (tmp_path / "deck" / "pics" / "a.png").read_bytes() == b"png"


def test_footnotes_and_links_that_another_section_defines_come_along(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(
        "# One\n\nA[^a] and [home][h] and [^lost]\n\n# Two\n\nB\n\n[^a]: said so\n\n[h]: https://e.org\n",
        encoding="utf-8",
    )

    import_slides(tmp_path / "notes.md", tmp_path / "deck")

    problems = Problems()
    made = open_deck(tmp_path / "deck", problems)
    one = tree_text(made.sections()[0].blocks)
    assert "footnote" in one
    assert "said so" in one
    assert "https://e.org" in one
    assert "[^lost]" in one
    assert list(problems) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("# One\n", encoding="utf-8")
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(ExplainerError, match="nothing is overwritten"):
        import_slides(tmp_path / "talk.md", tmp_path / "deck")

    assert [path.name for path in (tmp_path / "deck").iterdir()] == ["mine.txt"]


# --- notebooks ------------------------------------------------------------------------------


def notebook(*cells: dict[str, object]) -> str:
    for cell in cells:
        cell.setdefault("metadata", {})
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 4,
            "metadata": {"language_info": {"name": "python"}},
            "cells": cells,
        }
    )


def code(source: str, *outputs: dict[str, object], **slideshow: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "source": source.splitlines(keepends=True),
        "execution_count": 1,
        "outputs": list(outputs),
        "metadata": {"slideshow": slideshow},
    }


def words(source: str, slide_type: str = "") -> dict[str, object]:
    metadata = {"slideshow": {"slide_type": slide_type}} if slide_type else {}
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


ERROR: dict[str, object] = {
    "output_type": "error",
    "ename": "ZeroDivisionError",
    "evalue": "by zero",
    "traceback": [],
}
CELLS = (
    words("# A study\n\nSome *words*."),
    code(
        "print('x')\nplot()",
        {"output_type": "stream", "name": "stdout", "text": ["\x1b[31mred\x1b[0m\n", "two\n"]},
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"image/png": PNG, "text/plain": "<Figure>"},
        },
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": "42", "text/html": "<b>42</b>"},
        },
    ),
    words("## Then\n\n---\n\nthe end"),
    code(
        "1/0",
        {
            "output_type": "error",
            "ename": "ZeroDivisionError",
            "evalue": "by zero",
            "traceback": [],
        },
    ),
)


def test_a_notebook_opens_with_its_text_code_and_outputs(tmp_path: Path) -> None:
    (tmp_path / "study.ipynb").write_text(notebook(*CELLS), encoding="utf-8")

    opened = open_deck(tmp_path / "study.ipynb", Problems())

    assert opened.deck.title == "A study"
    assert trees(opened) == (
        "== A study\n"
        'heading 1 "A study"\n'
        'paragraph "Some " em("words") "."\n'
        "code python\n  |print('x')\n  |plot()\n"
        "code text\n  |red\n  |two\n"
        "paragraph picture(data:image/png 'Output of cell 2')\n"
        "code text\n  |42\n"
        "== Then\n"
        'heading 2 "Then"\n'
        "rule\n"
        'paragraph "the end"\n'
        "code python\n  |1/0\n"
        "code text\n  |ZeroDivisionError: by zero"
    )


def test_an_imported_notebook_keeps_its_images_as_files(tmp_path: Path) -> None:
    (tmp_path / "study.ipynb").write_text(notebook(*CELLS), encoding="utf-8")

    made = import_slides(tmp_path / "study.ipynb", tmp_path / "deck")

    problems = Problems()
    opened = open_deck(tmp_path / "deck", problems)
    assert "image images/cell-2-1.png 'Output of cell 2'" in trees(opened)
    assert (tmp_path / "deck/images/cell-2-1.png").read_bytes().startswith(b"\x89PNG")
    assert made.tool == "a notebook"
    assert list(problems) == []


def test_a_slide_show_of_a_notebook_has_its_slides_fragments_and_notes(tmp_path: Path) -> None:
    cells = (
        words("# One", "slide"),
        words("later", "fragment"),
        words("for me", "notes"),
        words("unseen", "skip"),
        words("below", "subslide"),
        words("# Two", "slide"),
    )
    (tmp_path / "show.ipynb").write_text(notebook(*cells), encoding="utf-8")

    assert trees(open_deck(tmp_path / "show.ipynb", Problems())) == (
        '== One\nheading 1 "One"\npause\nparagraph "later"\nspeaker-note \'for me\'\n'
        'slide-break\nparagraph "below"\n== Two\nheading 1 "Two"'
    )


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "not json", '{"cells": 3, "nbformat": 4}', "[" * 100_000, '{"nbformat": 9}'],
)
def test_a_file_that_is_no_notebook_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.ipynb").write_text(text, encoding="utf-8")
    problems = Problems()

    open_deck(tmp_path / "x.ipynb", problems).sections()

    assert {problem.code for problem in problems} <= {Code.FILE_UNREADABLE, Code.DECK_EMPTY}
    assert list(problems)


def test_without_the_library_the_message_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nbformat", None)
    (tmp_path / "x.ipynb").write_text(notebook(), encoding="utf-8")
    problems = Problems()

    open_deck(tmp_path / "x.ipynb", problems)

    assert "pip install 'explainer[notebooks]'" in problems[0].message
