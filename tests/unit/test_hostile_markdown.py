"""Markdown made to hang, to overflow or to hide something is read and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck.block import Broken, CodeBlock, walk
from explainer.deck.loader import open_deck
from explainer.deck.markdown.highlight import LONGEST_HIGHLIGHTED, highlight
from explainer.deck.model import Deck
from explainer.problems import Problems
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.plain import PlainWriter
from explainer.render.table.table_page import MOST_ROWS

from .counted_work import assert_grows_in_proportion, lines_run
from .markdown_deck import SmallDeck, read_markdown, small_deck
from .nasty_markdown import any_text, nasty_markdown
from .page_check import check_page, check_plain
from .tree_text import tree_text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def codes(small: SmallDeck, text: str) -> set[str]:
    """Read, lay out and print a text, check everything, and return the codes of its problems."""
    section, problems = read_markdown(small, text)
    page = lay_out(section, small.deck, 80)
    lines = list(PlainWriter(small.deck, 80).section_lines(section))
    check_page(page, section, 80) if len(page.targets) < 200 else None
    check_plain(lines, 80, text)
    return {problem.code.value for problem in problems}


@pytest.mark.parametrize("marks", ["> ", "- ", "1. ", ">", "- > "])
def test_400_levels_of_blocks_are_read_as_far_as_is_followed(small: SmallDeck, marks: str) -> None:
    text = f"before\n\n{marks * 400}deep\n\nafter\n"

    assert codes(small, text) == {"too-deep"}
    tree = tree_text(read_markdown(small, text)[0].blocks).split("\n")
    assert tree[0] == 'paragraph "before"'
    assert tree[-2].endswith('deep"')
    assert tree[-1] == 'paragraph "after"'


def test_lists_of_400_levels_on_as_many_lines(small: SmallDeck) -> None:
    text = "\n".join("  " * level + "- a" for level in range(400))

    assert "too-deep" in codes(small, text)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("*a **b ", "c** d*"), ("*", "*"), ("**", "**"), ("~~a ", "~~"), ("[", "]"), ("[", "](u)"),
     ("![", "](u)"), ("[a ", "]{claim=c61}"), ("<b>", "</b>"), ('<a href="u">', "</a>")],
)  # fmt: skip
def test_400_levels_of_marks_keep_their_text(small: SmallDeck, opening: str, closing: str) -> None:
    text = f"{opening * 400}deep{closing * 400}\n"

    found = codes(small, text)

    section, _ = read_markdown(small, text)
    assert "deep" in "".join(map(line_text, lay_out(section, small.deck, 80).lines))
    assert "too-deep" in found or "<" in opening


PARTS = {
    "open brackets": "[",
    "open images": "![",
    "open footnotes": "[^",
    "braces": "[a]{",
    "unclosed emphasis": "*a **b ",
    "mixed emphasis": "_a*",
    "crossed emphasis": "a**b c* ",
    "struck": "~~a ",
    "ticks": "`a``b",
    "tags": "<a ",
    "scripts": "a<sup>b",
    "closed scripts": "a<sup>b</sup>",
    "items of HTML": "<li>a",
    "lists of HTML": "<ul><li>a",
    "cells of HTML": "<td>a",
    "tables of HTML": "<table><tr><td>a",
    "code of HTML": "<pre>a",
    "dollars": "$",
    "formulas": "$x_1$ ",
    "double dollars": "$$ a\n",
    "escaped dollars": "$a \\$ ",
    "attributes": '<a href="',
    "quoted tags": '<a "<a" ',
    "comments": "a <!--",
    "block comments": "<!--",
    "data": "a <![CDATA[",
    "instructions": "a <?",
    "declarations": "a <!A",
    "entities": "&",
    "links": "[a](b) ",
    "half links": "[a](b",
    "titles": '[a](b "',
    "citations": "[^n02]",
    "unknown citations": "[^zz] ",
    "unknown claims": "[a]{claim=x} ",
    "images": "![a](b.png) ",
    "line breaks": "a<br>",
    "backslashes": "\\a",
    "wide": "中",
    "hearts": "❤️",
    "joined": "👩\u200d",
    "marks": "\u0301",
    "right to left": "שלום ",
    "no spaces": "x",
    "tabs": "a\t",
    "pauses": "<!-- pause -->\n",
    "lines": "a\n",
    "paragraphs": "a\n\n",
    "headings": "# a\n",
    "quotes": "> a\n",
    "quotes in quotes": "> ",
    "fences": "```zz\n```\n",
    "directives": "```{table} models\n```\n",
    "definitions": "[a]: b\n",
    "alerts": "> [!NOTE]\n> a\n\n",
    "list items": "- a\n",
    "rows": "| a | b |\n|---|---|\n",
    "setext": "a\n---\n",
    "html blocks": "<div>x\n\n",
    "nested links of HTML": '<p><a href="x">',
    "less than a name": "a <b ",
    "less than in HTML": "<p>a <b c",
    "apostrophes in HTML": "<p>a <b it's ",
    "half values": "<p><a b='",
    "scripts without end": "<p><script>",
    "attributes without end": "<p><a " + "b" * 50 + " ",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_piece_repeated_thousands_of_times_is_shown(small: SmallDeck, part: str) -> None:
    codes(small, part * (20_000 // len(part)))


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_work_grows_with_how_often_a_piece_is_repeated(small: SmallDeck, part: str) -> None:
    def show(times: int) -> None:
        section, _ = read_markdown(small, part * times)
        lay_out(section, small.deck, 80)
        list(PlainWriter(small.deck, 80).section_lines(section))

    show(10)
    assert_grows_in_proportion(lambda times: lines_run(lambda: show(times)), 50)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_more_of_it_than_there_may_be_is_shown_as_text(small: SmallDeck, part: str) -> None:
    text = part * (1_050_000 // len(part.encode()))
    section, problems = read_markdown(small, text)

    assert [type(block) for block in section.blocks] == [Broken, CodeBlock]
    assert problems[-1].code == "file-too-large"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 4000 + "\n", id="one line of 20,000 columns"),
        pytest.param("x" * 20_000 + "\n", id="without a space"),
        pytest.param("中" * 20_000 + "\n", id="of wide characters"),
        pytest.param("- " + "x" * 20_000 + "\n", id="in a list"),
        pytest.param("# " + "x" * 20_000 + "\n", id="in a heading"),
        pytest.param("| a |\n|---|\n| " + "x" * 20_000 + " |\n", id="in a table"),
        pytest.param("```\n" + "x" * 20_000 + "\n```\n", id="in code"),
        pytest.param("```" + "x" * 20_000 + "\na\n```\n", id="as a language"),
        pytest.param("[a](" + "x" * 20_000 + ")\n", id="as an address"),
        pytest.param("![" + "x" * 20_000 + "](images/map.png)\n", id="as words of an image"),
        pytest.param("[^" + "x" * 20_000 + "]\n", id="as a citation"),
        pytest.param("<" + "x" * 20_000 + ">\n", id="as a tag"),
    ],
)
def test_20_000_columns_are_no_trouble(small: SmallDeck, text: str) -> None:
    codes(small, text)


def test_a_table_of_300_columns_shows_every_cell(small: SmallDeck) -> None:
    head, rule = "".join(f"| h{n} " for n in range(300)), "|---" * 300
    row = "".join(f"| v{n} " for n in range(300))
    text = f"{head}|\n{rule}|\n{row}|\n"

    assert codes(small, text) == set()
    section, _ = read_markdown(small, text)
    lines = [line_text(line).rstrip() for line in lay_out(section, small.deck, 80).lines[1:-1]]
    assert lines[0] == "v0"
    assert lines[1:] == [f"  h{n}: v{n}" for n in range(1, 300)]


def test_a_table_of_20_000_rows_is_laid_out(small: SmallDeck) -> None:
    rows = "".join(f'[[row]]\nname = "row {n}"\nscore = {n}\n' for n in range(20_000))
    (small.root / "data" / "big.toml").write_text(
        'title = "Big"\n[[column]]\nid = "name"\ntitle = "N"\n'
        f'[[column]]\nid = "score"\ntitle = "S"\nkind = "number"\n{rows}'
    )
    deck = open_deck(small.root, Problems()).deck
    (small.root / "data" / "big.toml").unlink()
    section, problems = read_markdown(
        SmallDeck(small.root, deck), "```{table} big\nsort = '-score'\n```\n"
    )

    page = lay_out(section, deck, 80)
    lines = list(PlainWriter(deck, 80).section_lines(section))

    assert not problems
    assert len(page.lines) == MOST_ROWS + 7
    assert "19\u202f960 more rows" in line_text(page.lines[-2])
    assert line_text(page.lines[5]).startswith(" row 19999")
    assert len(lines) > 20_000


@pytest.mark.parametrize("size", [1_100_000, 5_242_880])
def test_a_huge_file_shows_as_plain_text(small: SmallDeck, size: int) -> None:
    text = "# Title\n\n" + "Some *words* of it.\n" * (size // 20)

    section, problems = read_markdown(small, text)
    page = lay_out(section, small.deck, 80)

    assert [problem.code for problem in problems] == ["file-too-large"]
    assert isinstance(code := section.blocks[1], CodeBlock)
    assert code.text == text.rstrip("\n")
    assert line_text(page.lines[-1]).strip() == "Some *words* of it."


def test_a_huge_file_without_line_ends_too(small: SmallDeck) -> None:
    for part in ("x", "中"):
        section, _ = read_markdown(small, part * (1_050_000 // len(part.encode())))

        words = "".join(map(line_text, lay_out(section, small.deck, 80).lines))
        assert part * 30 in words


def test_a_huge_file_that_is_a_deck_too(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_text("# Title\n" * 140_000)
    problems = Problems()

    opened = open_deck(tmp_path / "big.md", problems)

    assert [problem.code for problem in problems] == ["file-too-large"]
    (section,) = opened.sections()
    assert [type(block) for block in section.blocks] == [Broken, CodeBlock]


def test_one_definition_used_everywhere_does_not_multiply(small: SmallDeck) -> None:
    text = f"[a]: {'x' * 1900}\n\n{'[a] ' * 9000}\n"
    section, _ = read_markdown(small, text)

    words = "\n".join(PlainWriter(small.deck, 80).section_lines(section))

    assert len(words) < 100_000


def test_line_steps_do_not_multiply(small: SmallDeck) -> None:
    text = "```js {" + "|".join(["1-4000"] * 4000) + "}\n" + "a\n" * 4000 + "```\n"

    assert codes(small, text) == {"line-steps"}


def test_a_lexer_gets_no_more_than_it_can_read(small: SmallDeck) -> None:
    assert highlight("x = 1\n", "python")
    assert highlight("x = 1\n", "Python") == highlight("x = 1\n", "python")
    assert not highlight("x = 1\n" * LONGEST_HIGHLIGHTED, "python")
    assert not highlight("x = " + "1" * 1000, "python")
    assert not highlight("x = 1" + "\n" * 100, "python")
    assert not highlight("x = 1\n", "no-such-language")
    assert highlight("int x;", "c#")
    assert not highlight("int x;\n" * 200, "c#")


@pytest.mark.parametrize(
    ("language", "part"),
    [("java", "a b "), ("c", "\n"), ("csharp", "a\n"), ("js", '"\\'), ("console", "("),
     ("gherkin", " \n"), ("systemd", "a b ")],
)  # fmt: skip
def test_code_that_lexers_are_slow_at_is_shown(small: SmallDeck, language: str, part: str) -> None:
    block = f"```{language}\n{part * (4500 // len(part))}\n```\n\n"

    codes(small, block)
    codes(small, block.replace(part, f"{part * (200 // len(part))}\n")[:4900] + "\n```\n")
    codes(small, block * 20)


def hidden_parts(text: str) -> str:
    return text.encode("unicode_escape").decode()


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\x07", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\u200b", "\u202e",
     "\u2066", "\u2028", "\ufeff", "\u061c", "\u200e"],
    ids=hidden_parts,
)  # fmt: skip
@pytest.mark.parametrize("reference", [False, True])
def test_what_cannot_be_seen_reaches_no_line(
    small: SmallDeck, hidden: str, reference: bool
) -> None:
    if reference:
        hidden = "".join(f"&#{ord(character)};" for character in hidden)
    text = f"""# a{hidden}b

x{hidden}y `c{hidden}d` *e{hidden}f* [g{hidden}h](https://e.org/{hidden} "i{hidden}j")

![k{hidden}l](https://e.org/{hidden}) [m]{{claim="c6{hidden}1"}} [n{hidden}]{{term=cac}}

<p>o{hidden}p <a href="https://e.org/{hidden}">q</a> <img alt="r{hidden}s" src="t{hidden}u"></p>

| v{hidden}w |
|---|
| x{hidden} |

```y{hidden}z {{1{hidden}}}
a{hidden}b
```

```{{table}} models{hidden}
```

```{{image}} images/map.png
alt = "c\\u202ed{hidden}"
```

- [ ] e{hidden}f[^g{hidden}]

[^g{hidden}]: h{hidden}i

<!-- speaker_note: j{hidden}k -->
"""
    codes(small, text)
    section, problems = read_markdown(small, text)
    for problem in problems:
        check_plain([problem.message, problem.help], 10_000, text)
    for block in walk(section.blocks):
        for word in repr(block).split():
            check_plain([word], 10_000_000, word)


def test_markup_of_other_tools_is_text(small: SmallDeck) -> None:
    text = r"list[int] [/b] [bold]x[/bold] [@click=app.quit]x[/] \[red] $x {{ y }} %s"

    section, problems = read_markdown(small, text)

    assert line_text(lay_out(section, small.deck, 200).lines[0]) == text.replace("\\[", "[")
    assert not problems


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=nasty_markdown(60) | any_text(400), width=st.integers(1, 100))
def test_anything_at_all_is_read_in_a_plain_deck(
    tmp_path_factory: pytest.TempPathFactory, text: str, width: int
) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / "fuzz.md").write_text(text, encoding="utf-8", newline="")
    problems = Problems()
    opened = open_deck(root / "fuzz.md", problems)

    deck: Deck = opened.deck
    for section in opened.sections():
        check_page(lay_out(section, deck, width), section, width)
        check_plain(PlainWriter(deck, width).section_lines(section, 1), max(20, width), text)


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_file(small: SmallDeck, data: bytes) -> None:
    (small.root / "bytes.md").write_bytes(data)
    problems = Problems()

    opened = open_deck(small.root / "bytes.md", problems)

    for section in opened.sections():
        check_page(lay_out(section, opened.deck, 60), section, 60)
